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

__all__ = ["Assignment", "AssignmentError", "SpecCell", "assemble", "build", "load", "names"]
