"""Which assignment a name means: a declared homework, or any assignment of the course."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, cast

from autograder import build

if TYPE_CHECKING:
    from autograder.build import Assignment
    from autograder.nbgrader_bridge import Course


def load_assignment(name: str, find_course: Callable[[], Course | None]) -> Assignment:
    """Return the homework `name`, or else the assignment `name` of the course.

    Parameters
    ----------
    name : str
        The assignment's name.
    find_course : callable
        Returns the course, None where there is none. A declared homework needs neither a course
        nor nbgrader, so it is asked only for another name.

    Raises
    ------
    AssignmentError
        If there is neither; with the names that there are.
    CourseError
        If it is an assignment of the course that cannot be graded here.
    """
    try:
        return build.load(name)
    except build.AssignmentError as error:
        unknown = error
    course = find_course()
    if course is None:
        raise unknown
    from autograder.nbgrader_bridge import UnknownAssignment, load_ordinary

    try:
        return cast("Assignment", load_ordinary(course, name))
    except UnknownAssignment as error:
        if name in build.names():
            raise unknown from None
        raise build.AssignmentError(f"{unknown} {error}") from None
