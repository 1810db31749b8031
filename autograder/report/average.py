"""The mean of a class, said alike on the terminal and in the class report."""

from __future__ import annotations

import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from autograder.report.rendering import decimals
from autograder.report.standing import Standing


@dataclass(frozen=True)
class Average:
    """What a class has on average, of how much.

    Parameters
    ----------
    points : float
        Mean of the points that count now.
    decided : float
        Mean of the points that were decided on. Who waits for a person has less to reach so far,
        and how many wait for how much differs: so it is a mean, too.
    whole : float
        Points of the whole assignment.
    """

    points: float
    decided: float
    whole: float

    @property
    def of(self) -> str:
        """How many points there are to be had, in words."""
        whole = decimals(self.whole, 2)
        if math.isclose(self.decided, self.whole):
            return whole
        return f"{decimals(self.decided)} decided so far, {whole} in all"


def average(standings: Sequence[Standing]) -> Average:
    """Return the average of at least one submission."""
    return Average(
        statistics.fmean(each.points for each in standings),
        statistics.fmean(each.max_points - each.waiting_points for each in standings),
        max(each.max_points for each in standings),
    )
