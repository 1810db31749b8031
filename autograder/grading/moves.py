"""Who moved when a class was graded again: by how much, and which checks changed their mind."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Protocol

from autograder.results import CheckResult, ExerciseResult, SubmissionResult


class Overruling(Protocol):
    """What the gradebook has on one graded cell, as far as it matters here."""

    @property
    def auto(self) -> float | None:
        """Points from the checks."""
        ...

    @property
    def manual(self) -> float | None:
        """Points from a person, in place of those from the checks."""
        ...


class Counted(Protocol):
    """What counts of one student's submission, as far as it matters here."""

    @property
    def points(self) -> float:
        """The total, after the late penalty."""
        ...

    @property
    def late_penalty(self) -> float:
        """Points that lateness takes off."""
        ...


@dataclass(frozen=True)
class ExerciseMove:
    """One exercise whose points or verdicts are others than before.

    Parameters
    ----------
    name : str
        The exercise.
    before, after : float
        Its points.
    why : tuple of str
        A phrase for each check that is new, gone, or has another verdict.
    """

    name: str
    before: float
    after: float
    why: tuple[str, ...]


@dataclass(frozen=True)
class Overruled:
    """A score that a person had set, and on which the check says something new.

    Parameters
    ----------
    cell : str
        nbgrader's cell.
    person, before, after : float
        What the person set, what the check said, what it says now.
    """

    cell: str
    person: float
    before: float
    after: float


@dataclass(frozen=True)
class Move:
    """What a new grading changes for one student.

    Parameters
    ----------
    student : str
        Whose.
    before, after : float
        The totals that count: with what a person gave, and after the late penalty.
    exercises : tuple of ExerciseMove
        Those that differ, with the points from the checks.
    overruled : tuple of Overruled
        Scores of a person that stay and deserve another look.
    late_before, late_after : float
        What lateness takes off the totals.
    """

    student: str
    before: float
    after: float
    exercises: tuple[ExerciseMove, ...] = ()
    overruled: tuple[Overruled, ...] = ()
    late_before: float = 0.0
    late_after: float = 0.0

    @property
    def listed(self) -> bool:
        """Whether there is anything to say: another total, or the same for other reasons."""
        return bool(self.exercises or self.overruled or self.change)

    @property
    def why(self) -> tuple[str, ...]:
        """Why the total changes otherwise than the exercises do, in phrases."""
        why = [
            f"{each.cell}: the score of {each.person:g} set by hand stays"
            for each in self.overruled
        ]
        late = _difference(self.late_before, self.late_after)
        if late:
            why.append(f"late penalty {self.late_before:g} → {self.late_after:g}")
        if not self.exercises and _difference(-self.change, late):
            why.append("the gradebook had other points than those of the last grading")
        return tuple(why)

    @property
    def change(self) -> float:
        """Points gained; negative where some were lost."""
        return _difference(self.before, self.after)

    def to_json(self) -> dict[str, Any]:
        """Return a plain dict."""
        return vars(self) | {
            "exercises": [vars(each) | {"why": list(each.why)} for each in self.exercises],
            "overruled": [dict(vars(each)) for each in self.overruled],
            "why": list(self.why),
        }

    def counted(self, before: Counted, after: Counted) -> Move:
        """Return the move with the totals that count."""
        return replace(
            self,
            before=before.points,
            after=after.points,
            late_before=before.late_penalty,
            late_after=after.late_penalty,
        )


def move(
    before: SubmissionResult, after: SubmissionResult, cells: Mapping[str, Overruling] | None = None
) -> Move:
    """Return what is different between two results of one student, with the checks' totals.

    `Move.counted` gives the totals that count.

    Parameters
    ----------
    before, after : SubmissionResult
        The last result and the new one.
    cells : mapping of str to Overruling, optional
        What the gradebook has, by cell.
    """
    old = {each.name: each for each in before.exercises}
    new = {each.name: each for each in after.exercises}
    moved = tuple(
        found
        for name in {**new, **old}
        if (found := _exercise(name, old.get(name), new.get(name))) is not None
    )
    overruled = _overruled(new, cells or {})
    return Move(after.student, before.points, after.points, moved, overruled)


def _difference(before: float, after: float) -> float:
    """Subtract as on paper: 0 is 0, and has no sign."""
    return round(after - before, 9) + 0.0


def _exercise(
    name: str, old: ExerciseResult | None, new: ExerciseResult | None
) -> ExerciseMove | None:
    had = {check.name: check for check in old.checks} if old else {}
    has = {check.name: check for check in new.checks} if new else {}
    why = tuple(text for each in {**has, **had} if (text := _why(had.get(each), has.get(each))))
    before, after = old.points if old else 0.0, new.points if new else 0.0
    return ExerciseMove(name, before, after, why) if why or before != after else None


def _why(had: CheckResult | None, has: CheckResult | None) -> str:
    """Say what became of a check; "" where its verdict and points are as they were."""
    if has is None:
        return f"“{had.title}” is gone" if had else ""
    points = f"{has.points:g} of {has.max_points:g}"
    if had is None:
        return f"“{has.title}” is new: {points}"
    if (had.passed, had.points, had.max_points) == (has.passed, has.points, has.max_points):
        return ""
    verdict = "passes now" if has.passed else "fails now" if had.passed else "counts otherwise"
    if has.passed == had.passed:
        verdict = "counts otherwise"
    return f"“{has.title}” {verdict}: {had.points:g} → {points}"


def _overruled(
    new: Mapping[str, ExerciseResult], cells: Mapping[str, Overruling]
) -> tuple[Overruled, ...]:
    found = []
    for result in new.values():
        for id, now in _points_of_cells(result).items():
            cell = cells.get(id)
            if cell is not None and cell.manual is not None and now != cell.auto:
                found.append(Overruled(id, cell.manual, cell.auto or 0.0, now))
    return tuple(found)


def _points_of_cells(result: ExerciseResult) -> dict[str, float]:
    """Return what the checks give for each of nbgrader's cells; of none where a person grades."""
    if result.needs_manual:
        return {}
    if result.kind == "asserts":
        return {result.name: result.points}
    return {
        f"{result.name}-check": result.earned(hidden=False),
        f"{result.name}-hidden": result.earned(hidden=True),
    }


@dataclass(frozen=True)
class Summary:
    """How a class moved.

    Parameters
    ----------
    unchanged, up, down : int
        Students.
    by_exercise : dict of str to (int, int)
        How many went up and down in each exercise that moved.
    """

    unchanged: int
    up: int
    down: int
    by_exercise: dict[str, tuple[int, int]]


def summary(moves: Iterable[Move]) -> Summary:
    """Count who moved, and in which exercises."""
    moves = list(moves)
    by_exercise: dict[str, tuple[int, int]] = {}
    for each in (exercise for move in moves for exercise in move.exercises):
        up, down = by_exercise.get(each.name, (0, 0))
        by_exercise[each.name] = (
            up + (each.after > each.before),
            down + (each.after < each.before),
        )
    up, down = (sum(sign * each.change > 0 for each in moves) for sign in (1, -1))
    return Summary(len(moves) - up - down, up, down, by_exercise)
