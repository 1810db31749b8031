"""Rosenblatt's rule: its path by hand, its theorem, and scikit-learn's."""

import numpy as np
import pytest
import sklearn.linear_model
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from course import datasets
from course.perceptron import novikoff_bound, predict, train
from course.threshold import OR

START = ([1.0, -1.0], -0.5)


def path(history):
    """Weights and bias after each mistake."""
    return [(*step.w.tolist(), step.b) for step in history.steps if step.mistake]


@pytest.mark.parametrize("tie", [0, 1])
def test_or_is_learned_in_four_epochs_and_ends_on_the_or_unit(tie):
    w, b, history = train(*datasets.or_(), *START, tie=tie)
    assert history.mistakes == (1, 2, 1, 0)
    assert path(history) == [(1, 0, 0.5), (1, 0, -0.5), (1, 1, 0.5), (1, 1, -0.5)]
    assert (tuple(w), b) == OR
    assert history.converged
    assert history.cycle == 0


def test_the_history_of_or_tells_every_step_and_the_end_of_every_epoch():
    _, _, history = train(*datasets.or_(), *START, tie=1)
    assert history.w.tolist() == [[1, -1], [1, 0], [1, 1], [1, 1], [1, 1]]
    assert history.b.tolist() == [-0.5, 0.5, 0.5, -0.5, -0.5]
    assert [step.epoch for step in history.steps] == np.repeat([1, 2, 3, 4], 4).tolist()
    assert [step.row for step in history.steps] == [0, 1, 2, 3] * 4
    first = history.steps[:4]
    assert [step.z for step in first] == [-0.5, -1.5, 1.5, 1.5]
    assert [step.y_hat for step in first] == [0, 0, 1, 1]
    assert [step.mistake for step in first] == [False, True, False, False]


def test_and_takes_seven_epochs():
    w, b, history = train(*datasets.and_(), *START, tie=1)
    assert (*w, b) == (2, 1, -2.5)
    assert len(history.mistakes) == 7
    assert history.converged


def test_xor_goes_round_in_a_circle_and_the_rule_says_so():
    _, _, history = train(*datasets.xor(), *START, tie=1)
    assert not history.converged
    assert history.cycle == 1
    assert history.mistakes[-1] == 4
    ends = np.column_stack([history.w, history.b])
    assert np.array_equal(ends[-1], ends[-1 - history.cycle])


@pytest.mark.parametrize("start", [([0, 0], 0), ([3, -2], 1), ([0.5, 0.25], -7)])
def test_xor_is_never_learned_from_anywhere(start):
    _, _, history = train(*datasets.xor(), *start, tie=1, max_epochs=500)
    assert history.cycle > 0
    assert min(history.mistakes) > 0


def test_the_tie_decides_on_the_line_itself():
    X = [[1.0, 1.0], [2.0, 1.0], [0.0, 1.0]]
    assert predict(X, [1, -1], 0, tie=1).tolist() == [1, 1, 0]
    assert predict(X, [1, -1], 0, tie=0).tolist() == [0, 1, 0]


def test_the_tie_changes_the_path_from_zero():
    fires, rests = (train(*datasets.or_(), [0, 0], 0, tie=tie)[2] for tie in (1, 0))
    assert path(fires)[0] == (0, 0, -1)  # (0, 0) fired
    assert path(rests)[0] == (0, 1, 1)  # (0, 1) did not
    assert fires.converged
    assert rests.converged


@pytest.mark.parametrize("name", ["or_", "and_", "nand"])
def test_what_it_ends_with_predicts_every_row(name):
    X, y = getattr(datasets, name)()
    w, b, history = train(X, y, *START, tie=1)
    assert history.converged
    assert predict(X, w, b, tie=1).tolist() == y.tolist()


def test_it_gives_up_after_the_epochs_allowed():
    w, b, history = train(*datasets.and_(), *START, tie=1, max_epochs=3)
    assert len(history.mistakes) == 3
    assert not history.converged
    assert (*w, b) == (2, 1, -0.5)


def test_no_epochs_leave_the_start():
    w, b, history = train(*datasets.or_(), *START, tie=1, max_epochs=0)
    assert (*w, b) == (1, -1, -0.5)
    assert not history.converged
    assert history.w.shape == (1, 2)


def test_the_start_and_the_history_are_not_shared():
    start = np.array([1.0, -1.0])
    w, _, history = train(*datasets.or_(), start, -0.5, tie=1)
    w[:] = 99
    assert start.tolist() == [1, -1]
    assert history.w.max() == 1
    assert history.steps[-1].w.tolist() == [1, 1]


def test_from_zero_the_learning_rate_only_scales_the_weights():
    X, y = datasets.and_()
    w, b, history = train(X, y, [0, 0], 0, tie=1)
    w_small, b_small, small = train(X, y, [0, 0], 0, tie=1, learning_rate=0.25)
    assert small.mistakes == history.mistakes
    assert (*w_small, b_small) == (*(w / 4), b / 4)


def test_a_generator_mixes_the_rows_and_repeats():
    X, y = datasets.nand()
    one, two = (train(X, y, [0, 0], 0, tie=1, rng=np.random.default_rng(5))[2] for _ in range(2))
    assert [step.row for step in one.steps] == [step.row for step in two.steps]
    assert [step.row for step in one.steps[:8]] != [0, 1, 2, 3] * 2
    assert one.converged
    assert all(
        sorted(step.row for step in one.steps if step.epoch == epoch) == [0, 1, 2, 3]
        for epoch in range(1, len(one.mistakes) + 1)
    )


def test_mixed_rows_are_not_taken_for_a_circle():
    _, _, history = train(
        *datasets.xor(), [0, 0], 0, tie=1, rng=np.random.default_rng(0), max_epochs=200
    )
    assert len(history.mistakes) == 200
    assert history.cycle == 0


@pytest.mark.parametrize("seed", range(5))
def test_scikit_learns_perceptron_takes_the_same_steps(seed):
    X, y = datasets.blobs(40, 0.6, np.random.default_rng(seed))
    theirs = sklearn.linear_model.Perceptron(shuffle=False, tol=None, max_iter=7).fit(X, y)
    # scikit-learn counts z <= 0 as a mistake of class 1 and z >= 0 of class 0: only the very
    # first step, from zero, is on the line.
    tie = 1 - int(y[0])
    w, b, _ = train(X, y, [0, 0], 0, tie=tie, max_epochs=7)
    assert w == pytest.approx(theirs.coef_[0], rel=1e-12)
    assert b == pytest.approx(theirs.intercept_[0])


@settings(deadline=None)
@given(
    normal=st.tuples(st.integers(-5, 5), st.integers(-5, 5), st.integers(-5, 5)),
    points=st.lists(
        st.tuples(st.integers(-9, 9), st.integers(-9, 9)), min_size=2, max_size=15, unique=True
    ),
    tie=st.integers(0, 1),
)
def test_novikoff_bounds_the_mistakes_on_whatever_a_line_separates(normal, points, tie):
    X = np.array(points, dtype=float)
    score = X @ normal[:2] + normal[2]
    assume((score != 0).all())
    y = (score > 0).astype(int)
    bound = novikoff_bound(X, y, normal[:2], normal[2])
    _, _, history = train(X, y, [0, 0], 0, tie=tie, max_epochs=int(bound) + 1)
    assert history.converged
    assert sum(history.mistakes) <= bound


def test_novikoffs_bound_by_hand():
    # With the OR unit: longest (1, 1, 1), nearest distance 0.5 / |(1, 1, -0.5)| = 0.5 / 1.5.
    assert novikoff_bound(*datasets.or_(), *OR) == pytest.approx(27)


def test_novikoffs_bound_wants_a_separating_line():
    with pytest.raises(ValueError, match="do not separate the classes: row 3 is on the wrong side"):
        novikoff_bound(*datasets.xor(), *OR)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"y": [0, 1]}, r"y has shape \(2,\), expected one class for each row of X, \(4,\)"),
        ({"y": [-1, 1, 1, 1]}, r"y has the classes \[-1, 1\], expected 0 and 1"),
        ({"w": [1]}, r"X has shape \(4, 2\) and w has shape \(1,\)"),
        ({"tie": 0.5}, "tie is 0.5, expected 1"),
        ({"learning_rate": 0}, "learning_rate is 0, expected a rate above 0"),
        ({"max_epochs": -1}, "max_epochs is -1"),
    ],
)
def test_what_makes_no_sense_is_said(arguments, message):
    X, y = datasets.or_()
    usual = {"X": X, "y": y, "w": [1, -1], "b": -0.5, "tie": 1}
    with pytest.raises(ValueError, match=message):
        train(**(usual | arguments))


def test_the_tie_has_no_default():
    with pytest.raises(TypeError, match="tie"):
        train(*datasets.or_(), *START)
