"""The one place that knows nbgrader: its course directory, release, gradebook and notebooks.

Importing it takes nbgrader's second, so import it only where it is used.
"""

from __future__ import annotations

from autograder.nbgrader_bridge import quick_import  # isort: skip  (first: see there)
from autograder.nbgrader_bridge.autograded import last_answers, submitted_at, write_autograded
from autograder.nbgrader_bridge.course import Course, CourseError, create, open_course
from autograder.nbgrader_bridge.gradebook import (
    CellGrade,
    GradebookGone,
    GradebookWriter,
    StudentGrades,
)
from autograder.nbgrader_bridge.release import build_source, release

__all__ = [
    "CellGrade",
    "Course",
    "CourseError",
    "GradebookGone",
    "GradebookWriter",
    "StudentGrades",
    "build_source",
    "create",
    "last_answers",
    "open_course",
    "quick_import",
    "release",
    "submitted_at",
    "write_autograded",
]
