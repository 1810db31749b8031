"""The one place that knows nbgrader: its course directory, release, gradebook and notebooks.

Importing it takes nbgrader's second, so import it only where it is used.
"""

from __future__ import annotations

from autograder.nbgrader_bridge import quick_import  # isort: skip  (first: see there)
from autograder.nbgrader_bridge.autograded import last_answers, write_autograded
from autograder.nbgrader_bridge.course import Course, CourseError, create, open_course
from autograder.nbgrader_bridge.exchange import Inbound, inbound
from autograder.nbgrader_bridge.gradebook import GradebookGone, GradebookWriter
from autograder.nbgrader_bridge.grades import CellGrade, StudentGrades
from autograder.nbgrader_bridge.ordinary import UnknownAssignment, load_ordinary
from autograder.nbgrader_bridge.release import build_source, release
from autograder.nbgrader_bridge.students import add_students, known_students
from autograder.nbgrader_bridge.timestamps import submitted_at

__all__ = [
    "CellGrade",
    "Course",
    "CourseError",
    "GradebookGone",
    "GradebookWriter",
    "Inbound",
    "StudentGrades",
    "UnknownAssignment",
    "add_students",
    "build_source",
    "create",
    "inbound",
    "known_students",
    "last_answers",
    "load_ordinary",
    "open_course",
    "quick_import",
    "release",
    "submitted_at",
    "write_autograded",
]
