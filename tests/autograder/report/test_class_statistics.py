"""The numbers of a class: against numpy and scipy, by hand, and where nothing can be worked out."""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from autograder.report import ExerciseStanding, Standing
from autograder.report import class_statistics as numbers
from autograder.report.average import average
from autograder.results import ExerciseResult, SubmissionResult

POINTS = st.integers(0, 400).map(lambda quarters: quarters / 4)


def a_class(points, max_points=10.0, waiting=()):
    """Standings from a table of points, a row for each student, a column for each exercise."""
    return [
        Standing(
            SubmissionResult(f"s{row}", "hw"),
            tuple(
                ExerciseStanding(
                    ExerciseResult(f"e{column}", f"E{column}", "p", value, max_points),
                    value,
                    waiting=(row, column) in waiting,
                )
                for column, value in enumerate(values)
            ),
        )
        for row, values in enumerate(points)
    ]


def worked_out(points, **more):
    return numbers.exercise_statistics(a_class(points, **more), {})


@given(st.lists(POINTS, min_size=2, max_size=40))
def test_quartiles_mean_and_spread_agree_with_numpy(points):
    found = numbers.summary(points)
    lower, median, upper = np.percentile(points, [25, 50, 75])
    expected = (np.mean(points), median, lower, upper, min(points), max(points))
    got = (found.mean, found.median, found.lower, found.upper, found.least, found.most)
    assert got == pytest.approx(expected)
    assert found.spread == pytest.approx(np.std(points, ddof=1), abs=1e-9)


def test_one_submission_has_no_spread():
    assert numbers.summary([7.0]) == numbers.Summary(1, 7.0, 7.0, 7.0, 7.0, 7.0, 7.0, None)


@given(st.lists(POINTS, min_size=1, max_size=60), st.sampled_from([0.0, 1.0, 24.0, 47.0, 100.0]))
def test_every_submission_is_in_the_bar_whose_bounds_hold_it(points, max_points):
    bins = numbers.distribution(points, max_points)
    assert sum(each.n for each in bins) == len(points)
    assert len(bins) <= 13
    assert bins[0].low == 0
    assert bins[-1].high >= max([max_points, *points])
    assert [each.high for each in bins[:-1]] == pytest.approx([each.low for each in bins[1:]])
    for i, each in enumerate(bins):
        last = i == len(bins) - 1
        inside = [p for p in points if each.low <= p < each.high or (last and p == each.high)]
        assert each.n == len(inside)


def test_difficulty_and_the_corrected_correlation_agree_with_scipy():
    table = np.random.default_rng(3).integers(0, 41, size=(30, 5)) / 4
    for column, found in enumerate(worked_out(table.tolist())):
        others = np.delete(table, column, axis=1).sum(axis=1)
        assert found.difficulty == pytest.approx(table[:, column].mean() / 10)
        assert found.correlation == pytest.approx(stats.pearsonr(table[:, column], others)[0])


def test_upper_minus_lower_by_hand():
    # 10 students, so 27 % are 3; the totals fall from 20 to 2
    points = [[10, 10], [10, 8], [4, 10], [9, 4], [8, 4], [6, 4], [6, 2], [1, 4], [2, 1], [0, 2]]
    first, second = worked_out([list(map(float, row)) for row in points])
    assert first.upper_lower == pytest.approx((10 + 10 + 4) / 30 - (1 + 2 + 0) / 30)
    assert second.upper_lower == pytest.approx((10 + 8 + 10) / 30 - (4 + 1 + 2) / 30)


def test_equal_totals_at_the_border_count_in_equal_parts():
    # 7 students, so 27 % are 2: one is above the border, three at it share the other place
    shares = [1.0, 1.0, 0.0, 0.5, 0.0, 0.0, 0.0]
    totals = [9, 7, 7, 7, 3, 2, 1]
    assert numbers.upper_lower(shares, totals) == pytest.approx((1 + 0.5) / 2)


@given(
    st.integers(1, 12).flatmap(
        lambda n: st.lists(st.lists(POINTS, min_size=3, max_size=3), min_size=n, max_size=n)
    ),
    st.sets(st.tuples(st.integers(0, 11), st.integers(0, 2))),
)
def test_any_class_has_numbers_within_bounds_or_none(points, waiting):
    standings = a_class(points, max_points=100.0, waiting=waiting)
    for found in numbers.exercise_statistics(standings, {}):
        assert found.n_decided + found.n_waiting == len(points)
        assert found.difficulty is None or 0 <= found.difficulty <= 1
        for each in (found.correlation, found.upper_lower):
            assert each is None or -1 <= each <= 1
            assert each is None or math.isfinite(each)


@pytest.mark.parametrize(
    "points",
    [[[5.0, 3.0]], [[5.0, 3.0], [4.0, 1.0]], [[5.0, 3.0]] * 30, [[0.0, 0.0]] * 30],
    ids=["one submission", "two submissions", "all equal", "all zero"],
)
def test_where_nothing_varies_there_is_no_discrimination(points):
    for found in worked_out(points):
        assert found.correlation is None
        assert found.upper_lower is None
        assert found.difficulty is not None


def test_an_exercise_that_everybody_solves_divides_nobody():
    constant, varied, other = worked_out([[10.0, float(i), float(i)] for i in range(10)])
    assert (constant.difficulty, constant.correlation, constant.upper_lower) == (1.0, None, None)
    assert varied.correlation == other.correlation == pytest.approx(1)


def test_what_most_wait_for_has_no_difficulty_yet():
    points = [[0.0, 4.0], [0.0, 6.0], [9.0, 8.0]]
    essay, code = worked_out(points, waiting={(0, 0), (1, 0)})
    assert (essay.n_full, essay.n_part, essay.n_none, essay.n_waiting) == (0, 1, 0, 2)
    assert (essay.difficulty, essay.full_share, essay.correlation) == (None, None, None)
    assert code.difficulty == pytest.approx(0.6)


def test_a_blank_answer_is_counted_among_those_without_points():
    standings = a_class([[0.0], [0.0], [5.0]])
    (found,) = numbers.exercise_statistics(
        standings, {"s0": frozenset({"e0"}), "s2": frozenset({"e0"})}
    )
    assert (found.n_none, found.n_blank, found.n_part) == (2, 1, 1)


@pytest.mark.parametrize(
    ("waiting", "decided", "said"),
    [
        ((), 20, "20"),
        ([(0, 1), (1, 1)], 10, "10 decided so far, 20 in all"),
        ([(1, 1)], 15, "15 decided so far, 20 in all"),
    ],
    ids=["nobody waits", "everybody waits", "one of two waits"],
)
def test_the_mean_is_of_the_points_that_were_decided_on(waiting, decided, said):
    points = [[10.0, 0.0 if (i, 1) in waiting else 10.0] for i in range(2)]
    found = average(a_class(points, waiting=waiting))
    assert (found.points, found.decided, found.of) == (decided, decided, said)


def test_points_on_top_raise_the_axis_and_not_the_difficulty_beyond_reason():
    standing = a_class([[12.0], [10.0], [3.0]])
    assert numbers.distribution([12.0, 10.0, 3.0], 10.0)[-1].high >= 12
    (found,) = numbers.exercise_statistics([replace(each) for each in standing], {})
    assert found.n_full == 2
