"""Finding what was handed in, and which of it is graded already."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, cast

from autograder.build import CourseAssignment
from autograder.collect import origin
from autograder.engine.fingerprint import result_basis
from autograder.grading import reasons
from autograder.handed_in import HandedIn
from autograder.ingest import Submission, read_file, read_folder
from autograder.nbgrader_bridge import CourseError

if TYPE_CHECKING:
    from autograder.build import Assignment
    from autograder.engine import Journal
    from autograder.nbgrader_bridge import Course

_NBGRADERS = ("timestamp.txt", "submission_secret.txt")
"""What nbgrader puts beside a submission."""


def read_submission(
    course: Course, assignment: str, student: str, notebook: str = ""
) -> Submission:
    """Read what a student handed in; the inputs of a group's file are drawn for the group."""
    folder = course.folder("submitted", assignment, student)
    name = f"{notebook or assignment}.ipynb"
    return _drawn(course, assignment, read_folder(folder, name, student, _top(course)))


def _top(course: Course) -> Path:
    """Return the folder of all submissions: below it no link is followed."""
    return course.folder("submitted", ".", ".")


def _drawn(course: Course, assignment: str, submission: Submission) -> Submission:
    """Have the inputs of a group's file drawn for the group."""
    collected = origin.load(course.state, assignment)
    return replace(submission, drawn_for=collected.drawn_for(submission.student))


def read_handed_in(
    course: Course, assignment: Assignment | CourseAssignment, student: str
) -> Submission:
    """Read what a student handed in for an assignment of one notebook or several."""
    if not isinstance(assignment, CourseAssignment):
        return read_submission(course, assignment.name, student)
    folder = course.folder("submitted", assignment.name, student)
    wanted = [notebook.name for notebook in assignment.notebooks]
    if len(wanted) == 1:
        found = {wanted[0]: read_submission(course, assignment.name, student, wanted[0])}
    else:
        found = {name: _read_one(course, assignment.name, student, name) for name in wanted}
    return cast("Submission", HandedIn(student, found, _not_taken(folder, assignment)))


def _read_one(course: Course, assignment: str, student: str, notebook: str) -> Submission:
    path = course.folder("submitted", assignment, student) / f"{notebook}.ipynb"
    submission = _drawn(course, assignment, read_file(path, student, _top(course)))
    if os.path.lexists(path):
        return submission
    return replace(submission, incidents=(f"{path.name} was not handed in: no points for it.",))


def _not_taken(folder: Path, assignment: CourseAssignment) -> tuple[str, ...]:
    """Say which files of the student's own lie beside the notebooks: the sandbox has none."""
    known = {*assignment.files, *_NBGRADERS}
    names = (path.relative_to(folder).as_posix() for path in sorted(folder.rglob("*")))
    own = [name for name in names if name not in known and _is_extra(name)]
    if not own:
        return ()
    more = f" and {len(own) - 3} more" if len(own) > 3 else ""
    return (f"Handed in beside the notebooks and not used: {', '.join(own[:3])}{more}.",)


def _is_extra(name: str) -> bool:
    return "." in name and not name.startswith(".") and not name.endswith(".ipynb")


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
        raise CourseError(
            f"Nobody has handed in {assignment}. Collect what they did: `chalkgrad collect "
            f"{assignment} SOURCE`; or put each submission at {where}."
        )
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
            submission = read_handed_in(course, assignment, student)
            basis = result_basis(submission, assignment, secret)
            reason = reasons.why(record, basis, tier)
        if not reason and student not in recorded:
            reason = reasons.NOT_RECORDED
        notebooks = _autograded(course, assignment, student)
        if not reason and not all(_is_there(path) for path in notebooks):
            reason = reasons.NO_NOTEBOOK
        if reason:
            pending[student] = reason
    return pending


def _is_there(path: Path) -> bool:
    """Say whether a notebook was written; a power loss may leave an empty one."""
    return path.is_file() and path.stat().st_size > 0


def _autograded(course: Course, assignment: Assignment, student: str) -> list[Path]:
    folder = course.folder("autograded", assignment.name, student)
    return [folder / f"{notebook.name}.ipynb" for notebook in assignment.notebooks]
