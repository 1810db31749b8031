"""Every number in the text of lecture 04, recomputed."""

import math

import numpy as np
import pytest

from course import datasets, hand, metrics, perceptron
from course.slips import slip
from tests.lectures.reading import decimals, lecture, written

CELLS = lecture("04")
X, Y_OR = datasets.or_()
START = hand.table([1, -1], -0.5, X, Y_OR)
NO_BIAS = hand.table([1, -1], 0, X, Y_OR)
TURNED = hand.table([1, 1], -0.5, X, Y_OR)

GIVEN = {"0.5", "-0.5"}  # the threshold, the bias of the start
P = START.values("p")
BASELINE = written(2, metrics.majority_baseline(Y_OR))
HALF_RIGHT = written(1, START.n_right / 4)

NUMBERS = {
    "question": GIVEN,
    "one-row": GIVEN | written(4, math.exp(-0.5), P[2]) | written(2, P[2]),
    "predict-sign-widget": written(1, START.values("h")[0]) | written(4, P[0]),
    "one-row-lecturer": written(2, P[2]),
    "four-rows": GIVEN,
    "check-sums": {"-0.5"},
    "four-rows-lecturer": {"0.5", "1.5"} | written(4, math.exp(0.5), math.exp(1.5), P[0], P[2]),
    "is-that-good": HALF_RIGHT,
    "predict-baseline-widget": BASELINE,
    "baseline-text": set(),
    "is-that-good-lecturer": HALF_RIGHT,
    "tie": {"-0.5"},
    "predict-tie-widget": written(1, NO_BIAS.values("p")[0]),
    "tie-text": GIVEN | written(4, P[0]),
    "tie-lecturer": GIVEN,
    "line": GIVEN,
    "check-line-widget": GIVEN
    | written(1, TURNED.values("h")[3], -TURNED.values("h")[3])
    | written(4, TURNED.values("p")[3]),
    "slip-lecturer": written(2, P[0]),
    "credits": {"-0.5"},
}


def in_words(y_hat):
    return ", ".join(f"{value:.0f}" for value in y_hat)


def right_rows(y_hat):
    return " and ".join(f"$({a:.0f}, {b:.0f})$" for a, b in X[y_hat == Y_OR])


@pytest.mark.parametrize("id", CELLS)
def test_each_decimal_number_is_computed(id):
    assert decimals(CELLS[id]) == NUMBERS.get(id, set())


def test_the_truth_table_is_that_of_or():
    for (x1, x2), label in zip(X, Y_OR, strict=True):
        assert f"| {x1:.0f} | {x2:.0f} | {label} |" in CELLS["question"]


def test_the_rows_that_are_right_are_named():
    assert f"come out right: {right_rows(START.values('y_hat'))}." in CELLS["is-that-good"]
    assert f"accuracy** is ${START.n_right}/4 = 0.5$" in CELLS["is-that-good"]


def test_the_lazy_rule_beats_the_neuron():
    lazy = int(np.sum(Y_OR == 1))
    assert f"has {lazy} of 4 right" in CELLS["predict-baseline-widget"]
    assert f"with its {START.n_right} of 4" in CELLS["predict-baseline-widget"]
    assert lazy > START.n_right


def test_the_start_answers_another_question_in_all_rows():
    first_and_not_second = X[:, 0] * (1 - X[:, 1])
    assert START.values("y_hat").tolist() == first_and_not_second.tolist()
    assert "For that question it would have 4 of 4." in CELLS["baseline-text"]


def test_a_tie_is_what_the_rule_makes_of_it():
    p = NO_BIAS.values("p")
    assert p[[0, 3]].tolist() == [0.5, 0.5]
    here, other = NO_BIAS.values("y_hat"), slip("E3").wrong(p)
    assert other.tolist() == perceptron.predict(X, [1, -1], 0, tie=1).tolist()
    for rule, y_hat in (("$p > 0.5$ (here)", here), (r"$p \geq 0.5$", other)):
        line = f"| 1 where {rule} | {in_words(y_hat)} | {right_rows(y_hat)} |"
        assert line in CELLS["tie-text"]
        assert np.sum(y_hat == Y_OR) == 2
    assert "The count is the same, 2 of 4" in CELLS["tie-text"]
    assert round(0.5) == 0
    assert np.round(0.5) == 0
    assert np.all(hand.table([0, 0], 0, X, Y_OR).values("p") == 0.5)  # the lecturer's zero weights


def test_only_one_point_lies_on_the_side_of_the_ones():
    assert X[X[:, 0] - X[:, 1] > 0.5].tolist() == [[1, 0]]
    assert "only the point $(1, 0)$" in CELLS["line"]


def test_the_turned_line_is_right_in_all_rows():
    assert TURNED.n_right == 4
    assert "With $w = (1, 1)$ and $b = -0.5$ all four rows are right" in CELLS["check-line-widget"]
    assert np.argmax(np.abs(TURNED.values("h"))) == 3  # "the farthest from the line"


def test_the_slip_names_the_row_that_the_lecture_names():
    assert slip("E2").example == (START.values("h")[0],)
    assert "for the row $(0, 0)$" in CELLS["slip"]


def test_a_missing_bias_gives_the_sums_that_the_lecturer_expects():
    assert f"$h = ({in_words(NO_BIAS.values('h'))})$" in CELLS["four-rows-lecturer"]
