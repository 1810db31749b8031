"""Finding what was handed in, and which of it is graded already."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.engine.fingerprint import result_basis
from autograder.grading import reasons
from autograder.ingest import Submission, read_file
from autograder.nbgrader_bridge import CourseError

if TYPE_CHECKING:
    from autograder.build import Assignment
    from autograder.engine import Journal
    from autograder.nbgrader_bridge import Course


def read_submission(course: Course, assignment: str, student: str) -> Submission:
    """Read what a student handed in; the only notebook there may have any name."""
    folder = course.folder("submitted", assignment, student)
    path = folder / f"{assignment}.ipynb"
    if path.exists() or path.is_symlink():
        return read_file(path, student)
    others = sorted(folder.glob("*.ipynb"))
    if len(others) != 1:
        found = ", ".join(other.name for other in others) or "no notebook"
        said = f"The notebook could not be read: expected {path.name}, found {found}."
        return replace(read_file(path, student), incidents=(said,))
    submission = read_file(others[0], student)
    said = f"The notebook is named {others[0].name}, expected {path.name}."
    return replace(submission, incidents=(said, *submission.incidents))


def read_all(course: Course, assignment: str, students: Iterable[str]) -> Iterator[Submission]:
    """Read submissions one after another, when they are asked for."""
    for student in students:
        yield read_submission(course, assignment, student)


def handed_in(course: Course, assignment: str) -> list[str]:
    """List the students who handed in.

    Raises
    ------
    CourseError
        If nobody did; with the place where submissions belong.
    """
    students = course.students(assignment)
    if not students:
        where = course.folder("submitted", assignment, "STUDENT") / f"{assignment}.ipynb"
        raise CourseError(f"Nobody has handed in {assignment}. Put each submission at {where}.")
    return students


def not_graded(
    course: Course,
    assignment: Assignment,
    students: Iterable[str],
    journal: Journal,
    known: Iterable[str],
    secret: bytes,
    tier: str,
) -> dict[str, str]:
    """Return the students whose present submission has no result yet, each with the reason.

    A result counts while everything that it depends on is the same, and while it is still in the
    gradebook and its notebook in ``autograded/``.
    """
    recorded = set(known)
    pending = {}
    for student in students:
        reason = reasons.NEW
        if record := journal.get(student):  # who is new is read once, when it is graded
            submission = read_submission(course, assignment.name, student)
            basis = result_basis(submission, assignment, secret)
            reason = reasons.why(record, basis, tier)
        if not reason and student not in recorded:
            reason = reasons.NOT_RECORDED
        if not reason and not _autograded(course, assignment.name, student).is_file():
            reason = reasons.NO_NOTEBOOK
        if reason:
            pending[student] = reason
    return pending


def _autograded(course: Course, assignment: str, student: str) -> Path:
    return course.folder("autograded", assignment, student) / f"{assignment}.ipynb"
