"""Due dates and extensions, in nbgrader's gradebook."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from nbgrader import api

from autograder.did_you_mean import did_you_mean
from autograder.nbgrader_bridge.course import Course, CourseError
from autograder.nbgrader_bridge.timestamps import parse_time

WANTED = "Write it as 2026-12-01 23:59 Europe/Berlin; without a zone it is UTC."


def read_due(text: str) -> datetime:
    """Read a due date as people type it; return it in UTC, without a zone.

    Raises
    ------
    CourseError
        If it is no date, or names an unknown time zone.
    """
    time = parse_time(text)
    if time is None:
        raise CourseError(f"{text!r} is no date and time. {WANTED}")
    parts = text.split()
    if len(parts) == 3 and parts[2].strip("+-0123456789:") and not _is_zone(parts[2]):
        raise CourseError(f"There is no time zone {parts[2]!r}. {WANTED}")
    return time


def _is_zone(name: str) -> bool:
    try:
        return bool(ZoneInfo(name))
    except (OSError, ValueError, KeyError):
        return False


def due_date(course: Course, assignment: str) -> datetime | None:
    """Return when an assignment is due (UTC, without a zone), None where there is no date."""
    with course.gradebook() as book:
        found: datetime | None = _assignment(course, book, assignment).duedate
        return found


def set_due(course: Course, assignment: str, when: datetime | None) -> None:
    """Set an assignment's due date (UTC, without a zone); None removes it."""
    with course.gradebook() as book:
        _assignment(course, book, assignment).duedate = when
        book.db.commit()


def extend(course: Course, assignment: str, student: str, by: timedelta) -> datetime | None:
    """Grant a student an extension in place of an earlier one; a length of 0 removes it.

    Returns
    -------
    datetime or None
        When the assignment is due for this student; None where it has no due date.

    Raises
    ------
    CourseError
        If the student is not known, neither by the gradebook nor by a submission.
    """
    with course.gradebook() as book:
        row = _assignment(course, book, assignment)
        _check_student(course, book, assignment, student)
        book.update_or_create_student(student)
        try:
            book.find_submission(assignment, student)
        except api.MissingEntry:  # granted before anything is handed in
            with book.db.no_autoflush:
                book.add_submission(assignment, student)
        book.grant_extension(assignment, student, minutes=by / timedelta(minutes=1))
        return None if row.duedate is None else row.duedate + by


def _assignment(course: Course, book: api.Gradebook, name: str) -> api.Assignment:
    try:
        return book.find_assignment(name)
    except api.MissingEntry:
        raise CourseError(
            f"{name} is not in the gradebook {course.db_shown}. "
            f"Release it first: `chalkgrad release {name}`."
        ) from None


def _check_student(course: Course, book: api.Gradebook, assignment: str, student: str) -> None:
    known = {each.id for each in book.students} | set(course.students(assignment))
    if student in known:
        return
    hint = did_you_mean(student, sorted(known))
    raise CourseError(
        f"Neither the gradebook nor the submissions of {assignment} know a student named "
        f"{student!r}.{hint} A new student is added with: nbgrader db student add ID"
    )
