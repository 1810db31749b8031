"""What the commands for Canvas and Moodle share: who is who."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from autograder.build import Assignment
    from autograder.nbgrader_bridge import Course
    from autograder.report import Standing
    from autograder.report.lms import Person


def people_of(
    course: Course, assignment: Assignment, standings: list[Standing], system: str
) -> list[Person]:
    """Return the graded students with what the collector and the gradebook know them by.

    The collector's number is the student's own only where nobody else handed in with it.
    """
    from autograder.collect import origin
    from autograder.nbgrader_bridge import GradebookWriter
    from autograder.report.lms import Person

    collected = origin.load(course.state, assignment.name).submissions
    with GradebookWriter(course, assignment) as gradebook:
        grades = gradebook.grades()
    people = []
    for each in standings:
        known, given = collected.get(each.student), grades[each.student]
        own = known is not None and known.source == system and not known.group
        number = known.lms_user if known is not None and own else ""
        people.append(Person(each, number or given.lms_id, given.email))
    return people
