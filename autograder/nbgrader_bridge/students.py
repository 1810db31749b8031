"""The students whom nbgrader's gradebook knows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from autograder.nbgrader_bridge.course import Course


def known_students(course: Course) -> list[dict[str, str]]:
    """Return ``id``, ``first_name``, ``last_name``, ``email`` and ``lms_user_id`` of each."""
    names = ("id", "first_name", "last_name", "email", "lms_user_id")
    with course.gradebook() as gradebook:
        return [{name: getattr(s, name) or "" for name in names} for s in gradebook.students]


def add_students(course: Course, students: Iterable[tuple[str, Mapping[str, str]]]) -> None:
    """Add students to the gradebook, or put right what is known of them.

    Parameters
    ----------
    course : Course
        Whose gradebook.
    students : iterable of (str, mapping)
        Each one's id, and any of the names above; what is "" stays as it is.
    """
    with course.gradebook() as gradebook:
        for student, details in students:
            known = {name: text[:128] for name, text in details.items() if text}
            gradebook.update_or_create_student(student, **known)
