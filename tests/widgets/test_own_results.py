"""What a student's function returned is read in the same way by every widget."""

import numpy as np
import pytest

from course import datasets, hand
from nbextensions import Boundary, ChainStepper, HandTable, NetworkView, TrainPlayer
from nbextensions.frame.own_functions import OwnFunctionError
from nbextensions.frame.own_results import kind_of, numbers, probabilities, split

OR_TABLE = hand.table((1, -1), -0.5, *datasets.or_())


def test_a_cache_may_follow_the_probabilities():
    assert split([0.1, 0.2]) == ([0.1, 0.2], None)
    assert split(([0.1], "cache")) == ([0.1], "cache")
    assert split(([0.1], "Z", "A")) == ([0.1], ("Z", "A"))
    assert split((0.1, 0.2)) == ((0.1, 0.2), None)  # two rows, no cache


def test_a_column_is_read_as_one_number_for_each_row():
    given = np.array([[0.25], [0.75]])
    read = probabilities(given, 2, "mine")
    assert read.tolist() == [0.25, 0.75]
    read[0] = 1
    assert given[0, 0] == 0.25


@pytest.mark.parametrize(
    ("returned", "sentence"),
    [
        (None, "mine returned None for p: is there a return"),
        (0.5, r"mine returned p of shape \(\), expected \(2,\)"),
        ([0.5, np.nan], "mine returned nan for row 2"),
        ([[0.1, 0.2], [0.3]], "mine returned 2 values for p, expected numbers"),
        ({"p": 1}, "mine returned a dict of p for p"),
    ],
)
def test_what_are_no_probabilities_becomes_a_sentence(returned, sentence):
    with pytest.raises(OwnFunctionError, match=sentence):
        probabilities(returned, 2, "mine")


def test_a_map_may_have_holes():
    assert np.isnan(probabilities([0.5, np.nan], 2, "mine", finite=False)[1])


def test_numbers_are_copied_and_an_array_is_told_by_its_shape():
    given = np.zeros(3)
    assert numbers(given, "mine", "dw") is not given
    assert kind_of(given) == "an array of shape (3,)"


@pytest.mark.parametrize("widget", [HandTable, ChainStepper, Boundary, NetworkView])
def test_every_widget_takes_a_column_with_a_cache(widget):
    def forward_pass(X, w, b):
        h = (X @ w + b).reshape(-1, 1)
        return 1 / (1 + np.exp(-h)), h

    assert widget(OR_TABLE, forward=forward_pass).problem == ""


def test_training_takes_a_column_with_a_cache():
    def forward_pass(X, w, b):
        h = (X @ w + b).reshape(-1, 1)
        return 1 / (1 + np.exp(-h)), h

    X, y = np.array([[0, 0], [0, 1], [1, 0], [1, 1]]), [0, 1, 1, 1]
    player = TrainPlayer(X, y, (2, 1), n_steps=3, seed=1, forward=forward_pass)
    assert player.problem == ""
    assert len(player.history().loss) == 4
