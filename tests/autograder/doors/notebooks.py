"""Ordinary nbgrader notebooks for tests: a few managed cells, and what a student handed in."""

import json

from autograder.build import CourseAssignment, ManagedCell, NotebookSource
from autograder.handed_in import HandedIn
from autograder.ingest import read

SECRET = b"for tests"


def checked(name, source, points=2.0, shown=None):
    """A graded cell of tests; `shown` is what students got of it."""
    return ManagedCell(name, "asserts", "code", source, source if shown is None else shown, points)


def solution(name="answer", source="# YOUR CODE HERE"):
    """A cell for the student's code."""
    return ManagedCell(name, "solution", "code", source, source)


def assignment(*cells, name="ps1", files=(), **more):
    """An assignment of one notebook with these cells, or of the notebooks in `more`."""
    sources = [NotebookSource(name, (solution(), *cells))] if cells else []
    sources += [
        each if isinstance(each, str) else NotebookSource(notebook, tuple(each))
        for notebook, each in more.items()
    ]
    return CourseAssignment(name, tuple(sources), dict(files))


def cell(name, source, cell_type="code", **metadata):
    """A submitted cell."""
    made = {"id": name, "cell_type": cell_type, "source": source, "metadata": metadata}
    return made | ({"outputs": [], "execution_count": None} if cell_type == "code" else {})


def handed_in(student, **notebooks):
    """What a student handed in: for each notebook its cells; None for one that is missing."""
    files = {
        name: read(b"" if cells is None else json.dumps({"cells": cells}).encode(), student)
        for name, cells in notebooks.items()
    }
    return HandedIn(student, files)
