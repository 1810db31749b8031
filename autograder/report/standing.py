"""Where a student stands: what the checks gave, and what a person gave, overruled or owes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from autograder.report.lateness import late_text
from autograder.results import ExerciseResult, SubmissionResult, points_that_count


class Given(Protocol):
    """What the gradebook has on one graded cell; None where nothing was given."""

    @property
    def auto(self) -> float | None:
        """Points from the checks."""
        ...

    @property
    def manual(self) -> float | None:
        """Points from a person, in place of those from the checks."""
        ...

    @property
    def extra(self) -> float | None:
        """Points on top of those."""
        ...

    @property
    def waiting(self) -> bool:
        """Whether a person has to look at it."""
        ...

    @property
    def comment(self) -> str:
        """What a person wrote."""
        ...


@dataclass(frozen=True)
class ExerciseStanding:
    """One exercise with everything that counts.

    Parameters
    ----------
    result : ExerciseResult
        What the engine found out.
    points : float
        Points that count now.
    waiting : bool
        Whether a person has still to give the points.
    overruled : bool
        Whether a person changed what the checks gave.
    comments : tuple of str
        What a person wrote.
    by_person : bool
        Whether a person gave the points.
    """

    result: ExerciseResult
    points: float
    waiting: bool = False
    overruled: bool = False
    comments: tuple[str, ...] = ()
    by_person: bool = False

    @property
    def state(self) -> str:
        """One of "waiting", "full", "part" and "none"."""
        if self.waiting:
            return "waiting"
        if self.points >= self.result.max_points:
            return "full"
        return "part" if self.points > 0 else "none"

    @property
    def why(self) -> str:
        """Why points are missing, in sentences; "" where none are, or a person has yet to look."""
        if self.waiting or self.points >= self.result.max_points:
            return ""
        return " ".join([*self.comments, *self._said()]) or self._unsaid

    def _said(self) -> list[str]:
        if self.by_person:
            return []
        if self.result.diagnoses:
            return [each.sentence for each in self.result.diagnoses]
        if self.said_once:
            return [self.said_once]
        return [
            f"{check.title}: {check.message}" for check in self.result.checks if not check.passed
        ]

    @property
    def said_once(self) -> str:
        """What several failed checks say, if they all say the same; else ""."""
        failed = [check.message for check in self.result.checks if not check.passed]
        return failed[0] if len(failed) > 1 and len(set(failed)) == 1 else ""

    @property
    def _unsaid(self) -> str:
        if self.by_person:
            return f"A person gave {self.points:g} of {self.result.max_points:g} points."
        return "Nothing was answered here." if self.result.needs_manual else "It was not graded."


@dataclass(frozen=True)
class Standing:
    """One student's submission with everything that counts.

    Parameters
    ----------
    result : SubmissionResult
        What the engine found out.
    exercises : tuple of ExerciseStanding
        In the order of the homework.
    first_name, last_name : str
        From the gradebook; may be empty.
    late_penalty : float
        Points that were taken off for lateness.
    seconds_late : float
        How late it was, the student's extension granted.
    """

    result: SubmissionResult
    exercises: tuple[ExerciseStanding, ...]
    first_name: str = ""
    last_name: str = ""
    late_penalty: float = 0.0
    seconds_late: float = 0.0

    @property
    def student(self) -> str:
        """The student's id."""
        return self.result.student

    @property
    def name(self) -> str:
        """First and last name, or the id where the gradebook has no names."""
        return f"{self.first_name} {self.last_name}".strip() or self.student

    @property
    def late(self) -> str:
        """How late it was and what that cost, in words; "" if it was on time."""
        return late_text(self.seconds_late, self.late_penalty)

    @property
    def points(self) -> float:
        """Points that count now, after the late penalty."""
        return max(0.0, sum(each.points for each in self.exercises) - self.late_penalty)

    @property
    def max_points(self) -> float:
        """Points of the whole homework, those that a person gives included."""
        return float(sum(each.result.max_points for each in self.exercises))

    @property
    def waiting_points(self) -> float:
        """Points that a person has still to decide on."""
        return float(sum(each.result.max_points for each in self.exercises if each.waiting))


def standing(
    result: SubmissionResult,
    cells: Mapping[str, Given] | None = None,
    first_name: str = "",
    last_name: str = "",
    late_penalty: float = 0.0,
    seconds_late: float = 0.0,
) -> Standing:
    """Put an engine's result and a gradebook's cells together.

    Parameters
    ----------
    result : SubmissionResult
        What the engine found out.
    cells : mapping of str to Given, optional
        By nbgrader's cell name; without it, answers that a person grades are waiting.
    first_name, last_name, late_penalty, seconds_late
        See `Standing`.
    """
    exercises = tuple(_exercise(each, cells) for each in result.exercises)
    return Standing(result, exercises, first_name, last_name, late_penalty, seconds_late)


def _exercise(result: ExerciseResult, cells: Mapping[str, Given] | None) -> ExerciseStanding:
    if cells is None:
        return ExerciseStanding(result, result.points, waiting=result.needs_manual)
    ids = [result.name] if result.kind in _ONE_CELL else [f"{result.name}-{k}" for k in _KINDS]
    given = [cells[id] for id in ids if id in cells]
    manual = [each for each in given if each.manual is not None]
    return ExerciseStanding(
        result,
        sum(points_that_count(each.auto, each.manual, each.extra) for each in given),
        waiting=any(each.waiting for each in given),
        overruled=bool(manual) and not result.needs_manual,
        comments=_comments(result.name, ids, cells),
        by_person=bool(manual),
    )


_KINDS = ("check", "hidden")
_ONE_CELL = ("manual", "asserts")


def _comments(name: str, ids: list[str], cells: Mapping[str, Given]) -> tuple[str, ...]:
    texts = [cells[id].comment.strip() for id in [name, *ids] if id in cells]
    return tuple(dict.fromkeys(text for text in texts if text))
