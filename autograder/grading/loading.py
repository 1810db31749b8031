"""Which assignment a name means: a declared homework, or any assignment of the course."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from autograder import build
from autograder.nbgrader_bridge import UnknownAssignment, load_ordinary

if TYPE_CHECKING:
    from autograder.build import Assignment
    from autograder.nbgrader_bridge import Course


def load_assignment(course: Course, name: str) -> Assignment:
    """Return the homework `name`, or else the assignment `name` of the course.

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
    try:
        return cast("Assignment", load_ordinary(course, name))
    except UnknownAssignment as error:
        if name in build.names():
            raise unknown from None
        raise build.AssignmentError(f"{unknown} {error}") from None
