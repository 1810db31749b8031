"""An exercise of any nbgrader notebook: a cell with tests that run beside the student's code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from autograder.exercise.base import Exercise
from autograder.exercise.check import Check

if TYPE_CHECKING:
    from autograder.exercise.homework import Part


class AssertsExercise(Exercise):
    """One graded cell of tests, as nbgrader has them: all of its points, some, or none.

    Parameters
    ----------
    part : Part
        Where it stands.
    name : str
        nbgrader's ``grade_id`` of the cell.
    points : float
        What it is worth.
    title : str
        What it tests, in words.
    hidden : bool
        Whether some of its tests are left out of what students get.
    answer : str
        The student's cell that stands before it, "" if there is none.
    """

    kind = "asserts"

    def __init__(
        self,
        part: Part,
        name: str,
        points: float,
        *,
        title: str = "",
        hidden: bool = False,
        answer: str = "",
    ) -> None:
        super().__init__(part, name, title)
        self.answer = answer
        self.checks.append(Check(name, self.title, float(points), hidden))
