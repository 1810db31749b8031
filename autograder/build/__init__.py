"""From a homework source notebook and its declared exercises to an ordinary nbgrader notebook.

The source in ``notebooks/homework/`` holds prose and one placeholder cell for each exercise;
the declaration in `autograder.homework` holds everything else. Nothing built is committed.
"""

from __future__ import annotations

from autograder.build.assignment import (
    Assignment,
    AssignmentError,
    SpecCell,
    assemble,
    build,
    load,
    names,
)
from autograder.build.ordinary import ManagedCell, NotebookSource
from autograder.build.several import CourseAssignment

__all__ = [
    "Assignment",
    "AssignmentError",
    "CourseAssignment",
    "ManagedCell",
    "NotebookSource",
    "SpecCell",
    "assemble",
    "build",
    "load",
    "names",
]
