"""Grades put into an exported table, and everything that an instructor should know about it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

from autograder.report.lms.people import Matched, Person
from autograder.report.lms.table import Table

LISTED = 20


@dataclass
class Upload:
    """A form to upload.

    Parameters
    ----------
    table : Table
        The form.
    n_grades : int
        How many grades are in it.
    notices : list of str
        Sentences for the instructor: nothing is left out without one.
    """

    table: Table
    n_grades: int = 0
    notices: list[str] = field(default_factory=list)

    def notice(self, what: str, who: Sequence[str] = ()) -> None:
        """Say something about some students; nothing about none."""
        more = f" and {len(who) - LISTED} more" if len(who) > LISTED else ""
        self.notices.append(f"{what}: {', '.join(who[:LISTED])}{more}." if who else what)


def say_matches(upload: Upload, matched: Matched, unnamed: Sequence[str]) -> None:
    """Say whose row is missing, who is in doubt, and which rows have nothing graded."""
    if matched.missing:
        upload.notice(
            f"Graded, but not in {upload.table.name}, so not in the form",
            [_called(each) for each in matched.missing],
        )
    if matched.doubtful:
        upload.notice("Not in the form, because they cannot be told apart", matched.doubtful)
    if unnamed:
        upload.notice(
            f"In {upload.table.name}, but nothing of theirs is graded here; their grade stays as "
            "it is there",
            unnamed,
        )


def say_waiting(upload: Upload, people: Sequence[Person]) -> None:
    """Warn of scores that can still change."""
    waiting = [each.student for each in people if each.standing.waiting_points]
    if waiting:
        upload.notice(
            "These scores are not final, a person has still to grade answers (formgrader)", waiting
        )


def factor(upload: Upload, people: Sequence[Person], wanted: float | None, rescale: bool) -> float:
    """Return what scores are multiplied by so that full marks are the system's; say so if not 1."""
    best = max((each.standing.max_points for each in people), default=0.0)
    if wanted is None or not best or math.isclose(wanted, best):
        return 1.0
    if rescale and wanted > 0:
        return wanted / best
    upload.notice(
        f"{upload.table.name} has {wanted:g} points as the maximum, the homework has {best:g}. "
        "Change it there, or ask for --rescale."
    )
    return 1.0


def points_text(points: float) -> str:
    """Return points with a decimal point and without needless digits."""
    return f"{round(points, 5) + 0.0:.10g}"


def read_points(text: str) -> float | None:
    """Return a number as the system wrote it, with a point or a comma; None for anything else."""
    try:
        number = float(text.strip().replace(",", "."))
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def _called(person: Person) -> str:
    name = person.standing.name
    return person.student if name == person.student else f"{person.student} ({name})"
