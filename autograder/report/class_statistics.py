"""The numbers of a class: how the scores lie, and how each exercise divided the class.

Formulas and their sources:

- difficulty p of an exercise: the mean of its points divided by its possible points, so that an
  easy exercise has a large p;
- discrimination r: Pearson's correlation of an exercise's points with the sum of the other
  exercises' points (the corrected item-total correlation);
- discrimination D: p among the 27 % with the highest totals minus p among the 27 % with the
  lowest (T. L. Kelley, "The selection of upper and lower groups for the validation of test
  items", Journal of Educational Psychology 30, 1939; R. L. Ebel and D. A. Frisbie, "Essentials of
  Educational Measurement", 5th edition, 1991, chapter 13). Where several have the total at the
  border of a group, each counts with the same part.
"""

from __future__ import annotations

import math
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from autograder.report.standing import ExerciseStanding, Standing

KELLEY = 0.27
"""Part of the class in the upper and in the lower group."""
FEW = 20
"""Submissions below which the two discriminations say little."""
DECIDED = 0.5
"""Part of the class whose points must be decided before p, r and D are worked out."""
N_BINS = 12
"""About how many bars the distribution has."""


@dataclass(frozen=True)
class Summary:
    """Mean, quartiles and spread of some numbers.

    Quartiles are those of linear interpolation; `spread` is the sample standard deviation, None
    for a single number.
    """

    n: int
    mean: float
    median: float
    lower: float
    upper: float
    least: float
    most: float
    spread: float | None


@dataclass(frozen=True)
class Bin:
    """A bar of the distribution: how many have at least `low` and less than `high` points.

    The last bar takes those who have `high` too.
    """

    low: float
    high: float
    n: int


@dataclass(frozen=True)
class ExerciseStatistics:
    """How one exercise went.

    Parameters
    ----------
    name, title, part : str
        As in the results.
    max_points : float
        Points that could be had.
    n_full, n_part, n_none, n_waiting : int
        Submissions with all points, some, none, and those that wait for a person.
    n_blank : int
        Of those with none, how many left it as it was released.
    difficulty : float or None
        Mean share of the points among those that are decided; None while most are not.
    correlation, upper_lower : float or None
        The discriminations r and D; None where nothing varies, and while most are not decided.
    """

    name: str
    title: str
    part: str
    max_points: float
    n_full: int
    n_part: int
    n_none: int
    n_waiting: int
    n_blank: int
    difficulty: float | None
    correlation: float | None
    upper_lower: float | None

    @property
    def n_decided(self) -> int:
        """Submissions whose points are decided."""
        return self.n_full + self.n_part + self.n_none

    @property
    def full_share(self) -> float | None:
        """Part of the decided submissions that has all points; None where `difficulty` is."""
        return None if self.difficulty is None else self.n_full / self.n_decided


def summary(numbers: Sequence[float]) -> Summary:
    """Return mean, quartiles and spread of at least one number."""
    quartiles = statistics.quantiles(numbers, n=4, method="inclusive") if len(numbers) > 1 else []
    lower, median, upper = quartiles or [numbers[0]] * 3
    return Summary(
        len(numbers),
        statistics.fmean(numbers),
        median,
        lower,
        upper,
        min(numbers),
        max(numbers),
        statistics.stdev(numbers) if len(numbers) > 1 else None,
    )


def distribution(points: Sequence[float], max_points: float) -> list[Bin]:
    """Return the bars of a histogram from 0 to at least `max_points`, each of a round width."""
    top = max([max_points, *points, 0.0])
    width = _round_width(top)
    n_bins = max(1, math.ceil(round(top / width, 9)))
    counts = [0] * n_bins
    for value in points:
        place = math.floor(round(value / width, 9))
        counts[min(max(place, 0), n_bins - 1)] += 1
    return [Bin(i * width, (i + 1) * width, n) for i, n in enumerate(counts)]


def _round_width(top: float) -> float:
    """Return 1, 2, 2.5 or 5 times a power of ten, so that about `N_BINS` of them reach `top`."""
    if top <= 0:
        return 1.0
    least = top / N_BINS
    unit = 10.0 ** math.floor(math.log10(least))
    return next(factor * unit for factor in (1, 2, 2.5, 5, 10) if factor * unit >= least * 0.999)


def exercise_statistics(
    standings: Sequence[Standing], blank: Mapping[str, frozenset[str]]
) -> list[ExerciseStatistics]:
    """Return how each exercise went, in the order of the homework.

    Parameters
    ----------
    standings : sequence of Standing
        The class.
    blank : mapping of str to frozenset of str
        Student to the exercises that were left as they were released.
    """
    columns: dict[str, dict[str, ExerciseStanding]] = {}
    for each in standings:
        for exercise in each.exercises:
            columns.setdefault(exercise.result.name, {})[each.student] = exercise
    decided = {
        name: {student: e.points for student, e in column.items() if not e.waiting}
        for name, column in columns.items()
    }
    # a total is comparable only over exercises that are decided for everybody
    complete = [name for name, points in decided.items() if len(points) == len(standings)]
    totals = {
        each.student: math.fsum(decided[name][each.student] for name in complete)
        for each in standings
    }
    return [
        _statistics(column, decided[name], totals, name in complete, blank)
        for name, column in columns.items()
    ]


def _statistics(
    column: Mapping[str, ExerciseStanding],
    points: Mapping[str, float],
    totals: Mapping[str, float],
    in_total: bool,
    blank: Mapping[str, frozenset[str]],
) -> ExerciseStatistics:
    result = next(iter(column.values())).result
    states = [each.state for each in column.values()]
    shares = [_share(points[student], column[student].result.max_points) for student in points]
    mine = [totals[student] for student in points]
    others = [
        total - points[student] * in_total for student, total in zip(points, mine, strict=True)
    ]
    enough = len(points) >= max(1, DECIDED * len(column))
    return ExerciseStatistics(
        result.name,
        result.title,
        result.part,
        result.max_points,
        states.count("full"),
        states.count("part"),
        states.count("none"),
        states.count("waiting"),
        sum(
            each.state == "none" and result.name in blank.get(student, ())
            for student, each in column.items()
        ),
        statistics.fmean(shares) if enough else None,
        correlation(shares, others) if enough else None,
        upper_lower(shares, mine) if enough else None,
    )


def _share(points: float, max_points: float) -> float:
    return points / max_points if max_points else 0.0


def correlation(x: Sequence[float], y: Sequence[float]) -> float | None:
    """Return Pearson's correlation; None for fewer than three pairs or where one does not vary."""
    if len(x) < 3 or _is_constant(x) or _is_constant(y):
        return None
    return min(1.0, max(-1.0, statistics.correlation(x, y)))


def _is_constant(numbers: Sequence[float]) -> bool:
    return max(numbers) - min(numbers) <= 1e-9 * max(1.0, *map(abs, numbers))


def upper_lower(shares: Sequence[float], totals: Sequence[float]) -> float | None:
    """Return the mean share in the upper 27 % minus that in the lower 27 %.

    None for fewer than three submissions, or where totals or shares do not vary.
    """
    size = max(1, round(KELLEY * len(totals)))
    if len(totals) < 3 or _is_constant(totals) or _is_constant(shares):
        return None
    lower = _mean_of_lowest(shares, totals, size)
    return _mean_of_lowest(shares, [-total for total in totals], size) - lower


def _mean_of_lowest(shares: Sequence[float], totals: Sequence[float], size: int) -> float:
    border = sorted(totals)[size - 1]
    inside = [share for share, total in zip(shares, totals, strict=True) if total < border]
    at_border = [share for share, total in zip(shares, totals, strict=True) if total == border]
    left = size - len(inside)
    return (math.fsum(inside) + left * statistics.fmean(at_border)) / size
