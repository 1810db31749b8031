"""Late penalties, as nbgrader's ``AssignLatePenalties`` gives them: by the course's own plugin.

The plugin is the class that the course's configuration names; the due date and each student's
extension are the gradebook's. They can all change after grading, so penalties are also worked out
anew without grading again.
"""

from __future__ import annotations

import logging
import math
import sys
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any, NamedTuple

from nbgrader import api
from nbgrader.plugins import LateSubmissionPlugin
from nbgrader.preprocessors import AssignLatePenalties
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from autograder.nbgrader_bridge.course import CONFIG_FILE, Course, CourseError
from autograder.nbgrader_bridge.timestamps import read_stamp, submitted_at

LISTED = 12
"""How many students of one kind a notice names."""


class Ruling(NamedTuple):
    """What the policy takes off; None for nothing. `problem` says why it could not be asked."""

    penalty: float | None
    problem: str = ""


class Moved(NamedTuple):
    """A penalty that changed."""

    student: str
    before: float
    after: float


class Refreshed(NamedTuple):
    """What came of working out the penalties anew.

    Parameters
    ----------
    moved : tuple of Moved
        The penalties that changed.
    notices : tuple of str
        What an instructor should know, in sentences.
    changed : bool
        Whether anything changed: penalties, or a time of handing in.
    """

    moved: tuple[Moved, ...]
    notices: tuple[str, ...]
    changed: bool


class Cost(NamedTuple):
    """What lateness costs a student in points, and how late it was."""

    late_penalty: float
    seconds_late: float


class LatePolicy:
    """The late policy of a course.

    Parameters
    ----------
    course : Course
        Its configuration names the plugin: ``c.AssignLatePenalties.plugin_class``.

    Raises
    ------
    CourseError
        If there is no such plugin.
    """

    def __init__(self, course: Course) -> None:
        try:
            with _importable_from(str(course.root)):
                step = AssignLatePenalties(config=course.config)
                step.log = logging.getLogger(__name__)  # what it would say, our own sentences say
                step.init_plugin()
        except Exception as error:  # a class of the user's own: anything may come out of it
            named = course.config.AssignLatePenalties.get("plugin_class", "?")
            raise CourseError(
                f"The late policy {named!s} cannot be used: {type(error).__name__}: {error} "
                f"See c.AssignLatePenalties.plugin_class in {course.root / CONFIG_FILE}."
            ) from error
        self.plugin: Any = step.plugin_inst

    @property
    def name(self) -> str:
        """The plugin's class."""
        return f"{type(self.plugin).__module__}.{type(self.plugin).__qualname__}"

    @property
    def takes_points(self) -> bool:
        """Whether lateness can cost anything at all."""
        plain = type(self.plugin) is LateSubmissionPlugin
        return not (plain and self.plugin.penalty_method == "none")

    def rule(self, student: str, score: float, seconds_late: float) -> Ruling:
        """Ask the plugin; what it takes is at least 0 and at most the score."""
        if seconds_late <= 0:
            return Ruling(None)
        try:
            asked = self.plugin.late_submission_penalty(student, score, seconds_late)
            penalty = None if asked is None else float(asked)
        except (Exception, SystemExit) as error:
            return Ruling(None, f"{type(error).__name__}: {error}")
        if penalty is not None and math.isnan(penalty):
            return Ruling(None, "it gave nan")
        return Ruling(None if penalty is None else min(max(penalty, 0.0), max(score, 0.0)))

    def assign(self, notebook: Any, submission: Any) -> str:
        """Write the penalty of one notebook into its row; return why there is none, or ""."""
        late = seconds_late(submission)
        score = float(notebook.score) if late > 0 else 0.0
        ruling = self.rule(submission.student_id, score, late)
        if notebook.late_submission_penalty != ruling.penalty:
            notebook.late_submission_penalty = ruling.penalty
        return ruling.problem


def seconds_late(submission: Any) -> float:
    """Return how late a submission is, extension granted; 0 without a due date or a time."""
    if submission.assignment.duedate is None:
        return 0.0  # with an extension, nbgrader's own property fails here
    return float(submission.total_seconds_late)


def refresh(
    course: Course,
    book: api.Gradebook,
    policy: LatePolicy,
    assignment: str,
    handed_in: set[str],
    about: Container[str] | None = None,
    write: bool = True,
) -> Refreshed:
    """Work out the penalties of all submissions of an assignment anew, in one transaction.

    Parameters
    ----------
    course, book, policy : Course, Gradebook, LatePolicy
        Where; and by which rule.
    assignment : str
        Its name.
    handed_in : set of str
        Students whose work was graded.
    about : container of str, optional
        Students of whom to say what is odd; all, if it is left out.
    write : bool
        Whether to write them, or only to find out what would change.
    """
    moved: list[Moved] = []
    odd: dict[str, list[str]] = {}
    row = book.find_assignment(assignment)
    with book.db.no_autoflush:  # until it is decided whether to write, the database locks nothing
        for submission in _submissions(book, row.id):
            student = submission.student_id
            before = _penalties(submission)
            said = _refresh_one(course, policy, row, submission, student in handed_in)
            if about is None or student in about:
                for each in said:
                    odd.setdefault(each, []).append(student)
            if (after := _penalties(submission)) != before:
                moved.append(Moved(student, before, after))
    changed = bool(book.db.dirty)
    if write:
        book.db.commit()
    else:
        book.db.rollback()
    notices = tuple(f"{_listed(who)}: {what}." for what, who in odd.items())
    return Refreshed(tuple(moved), notices, changed)


def foreseen_costs(
    course: Course,
    book: api.Gradebook,
    policy: LatePolicy,
    assignment: str,
    scores: Mapping[str, Iterable[float]],
    again: Container[str],
) -> dict[str, Cost]:
    """Return what `refresh` would make of lateness if the scores were others; write nothing.

    Parameters
    ----------
    course, book, policy, assignment
        As in `refresh`.
    scores : mapping of str to iterable of float
        Points of each notebook, by student.
    again : container of str
        Students whose submission would be written anew, with its time as it is now.
    """
    row = book.find_assignment(assignment)
    late = _foreseen_lateness(course, book, row, set(course.students(assignment)), again)
    found = {}
    for student, points in scores.items():
        if student not in late:  # the gradebook has no submission yet
            late[student] = _after(row.duedate, submitted_at(course, assignment, student))
        penalties = (policy.rule(student, score, late[student]).penalty for score in points)
        found[student] = Cost(float(sum(each or 0 for each in penalties)), late[student])
    return found


def _foreseen_lateness(
    course: Course, book: api.Gradebook, row: Any, handed_in: set[str], again: Container[str]
) -> dict[str, float]:
    """Return how late each submission would be, in seconds, with the times as they are now."""
    late = {}
    with book.db.no_autoflush:  # the database locks nothing
        for submission in _submissions(book, row.id):
            student = submission.student_id
            if student in again:
                submission.timestamp = submitted_at(course, row.name, student)
            elif student in handed_in:
                _take_time(course, row.name, submission)
            late[student] = seconds_late(submission)
    book.db.rollback()
    return late


def _after(due: datetime | None, time: datetime | None) -> float:
    return 0.0 if due is None or time is None else max(0.0, (time - due).total_seconds())


def _refresh_one(
    course: Course, policy: LatePolicy, assignment: Any, submission: Any, graded: bool
) -> list[str]:
    """Give the penalties of one submission anew; return what is odd about it."""
    found = []
    if graded:
        said = _take_time(course, assignment.name, submission)
        if said and assignment.duedate is not None and policy.takes_points:
            found.append(said)
    for notebook in submission.notebooks:
        if problem := policy.assign(notebook, submission):
            found.append(
                f"the late policy {policy.name} failed ({problem}), so nothing is taken off"
            )
    return found


def _take_time(course: Course, assignment: str, submission: Any) -> str:
    """Take over the time of handing in; return what is odd about it, or ""."""
    stamp = read_stamp(course, assignment, submission.student_id)
    if stamp.time is not None and submission.timestamp != stamp.time:
        submission.timestamp = stamp.time
    if stamp.problem:
        return stamp.problem
    if submission.timestamp is None:
        return "nothing says when this was handed in, so it counts as on time"
    return ""


def _submissions(book: api.Gradebook, assignment_id: str) -> Sequence[Any]:
    chosen = (
        select(api.SubmittedAssignment)
        .where(api.SubmittedAssignment.assignment_id == assignment_id)
        .options(selectinload(api.SubmittedAssignment.notebooks))
        .order_by(api.SubmittedAssignment.student_id)
    )
    return book.db.scalars(chosen).all()


def _penalties(submission: Any) -> float:
    return float(sum(each.late_submission_penalty or 0 for each in submission.notebooks))


def _listed(students: list[str]) -> str:
    more = len(students) - LISTED
    names = ", ".join(students[:LISTED])
    return f"{names} and {more} more" if more > 0 else names


@contextmanager
def _importable_from(folder: str) -> Iterator[None]:
    """Let a plugin be found in the course directory, as nbgrader does in the current one."""
    sys.path.insert(0, folder)
    try:
        yield
    finally:
        sys.path.remove(folder)
