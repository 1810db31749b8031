"""What a student's function returned is read in the same way by every widget."""

import numpy as np
import pytest

from course import datasets, hand
from nbextensions import (
    Boundary,
    ChainStepper,
    HandTable,
    Landscape,
    NetworkView,
    TrainPlayer,
)
from nbextensions.frame.own_functions import OwnFunctionError
from nbextensions.frame.own_results import kind_of, numbers, probabilities, several, split

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


def test_complex_numbers_are_no_numbers_here():
    with pytest.raises(OwnFunctionError, match="mine returned complex numbers for p"):
        probabilities([0.5, 0.5j], 2, "mine")


@pytest.mark.parametrize(
    ("returned", "sentence"),
    [
        (None, "mine returned None .is there a return at its end.., expected dw and db"),
        (np.zeros(2), r"mine returned an array of shape \(2,\), expected dw and db"),
        (([1, 2, 3], 0), r"mine returned dw of shape \(3,\), expected \(2,\)"),
        (([1, 2], [0]), r"mine returned db of shape \(1,\), expected one number"),
        (([1, np.nan], 0), "mine returned nan in dw, entry 2: no finite number"),
        (([1, np.inf], 0), "mine returned inf in dw, entry 2: no finite number"),
    ],
)
def test_what_is_no_gradient_becomes_a_sentence(returned, sentence):
    with pytest.raises(OwnFunctionError, match=sentence):
        several(returned, {"dw": (2,), "db": ()}, "mine")


def test_what_overflowed_may_be_infinite_but_never_nan():
    w, _ = several(([[1, np.inf]], 0), {"W": (1, 2), "b": ()}, "mine", infinite=True)
    assert np.isinf(w[0, 1])
    with pytest.raises(OwnFunctionError, match="mine returned nan in W, entry 1, 2"):
        several(([[1, np.nan]], 0), {"W": (1, 2), "b": ()}, "mine", infinite=True)


def forgotten_sigmoid(X, w, b):
    return X @ w + b


@pytest.mark.parametrize("widget", [HandTable, ChainStepper, Landscape])
def test_a_forgotten_sigmoid_is_named_where_a_cross_entropy_is_made_of_it(widget):
    shown = widget(OR_TABLE, forward=forgotten_sigmoid, loss="binary_cross_entropy")
    sentence = (
        "forgotten_sigmoid gives p from -1.5 to 0.5; "
        "a probability lies between 0 and 1: is the sigmoid missing?"
    )
    assert shown.problem == sentence
    assert sentence in shown.describe()


def test_p_that_are_no_probabilities_are_shown_beside_the_sentence():
    table = HandTable(OR_TABLE, forward=forgotten_sigmoid, loss="binary_cross_entropy")
    assert table.worked.value(0, "p") == -0.5
    assert table._last_own["numbers"]["p"][0] == -0.5
    stepper = ChainStepper(OR_TABLE, forward=forgotten_sigmoid, loss="binary_cross_entropy", step=2)
    assert stepper.comparison == "✗ yours: p = 0.5, here 0.6225. The first number that differs."
    table.loss = "squared_error"
    assert table.worked.value(0, "p") == -0.5
    assert table.problem == ""


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
