"""Assignments of a course that this project did not make: their cells, from nbgrader's gradebook.

The gradebook has the text of every cell that nbgrader manages, hidden tests included; the order of
the cells and the files beside them are in ``source/``.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import nbformat
from nbgrader import api, preprocessors, utils

from autograder.build import (
    CourseAssignment,
    ManagedCell,
    NotebookSource,
    load,
    names,
)
from autograder.nbgrader_bridge.course import Course, CourseError

PYTHON = ("python", "ipython")
MAX_FILE_BYTES = 64 << 20


class UnknownAssignment(CourseError):
    """The course has no assignment of that name."""


def load_ordinary(course: Course, name: str) -> CourseAssignment:
    """Return an assignment as the gradebook and ``source/`` have it.

    A notebook of it that is a declared homework with the same cells is graded as that.

    Raises
    ------
    UnknownAssignment
        If there is none.
    CourseError
        If it cannot be graded here; with the reason.
    """
    with course.gradebook() as gradebook:
        try:
            assignment = gradebook.find_assignment(name)
        except api.MissingEntry:
            raise UnknownAssignment(_unknown(course, name, gradebook.assignments)) from None
        sources = tuple(_source(course, name, each) for each in assignment.notebooks)
    if not sources:
        raise CourseError(
            f"The assignment {name} has no notebook in the gradebook {course.db_shown}. "
            f"Run `nbgrader generate_assignment {name}` first."
        )
    return CourseAssignment(name, sources, _files(course, name))


def _unknown(course: Course, name: str, known: Iterable[Any]) -> str:
    listed = ", ".join(sorted(each.name for each in known)) or "none"
    text = f"The course {course.id} has no assignment {name!r} in its gradebook; there: {listed}."
    if any(course.folder("source", name).glob("*.ipynb")):
        text += f" It is in source: run `nbgrader generate_assignment {name}` first."
    return text


def _source(course: Course, assignment: str, notebook: Any) -> NotebookSource | str:
    """Return what a notebook is made from: its cells, or the name of a declared homework."""
    cells = _cells(course, assignment, notebook)
    if notebook.name in names():
        declared = {c.id: c.points for c in load(notebook.name).cells if c.points is not None}
        if declared == {cell.id: cell.points for cell in cells if cell.points is not None}:
            return str(notebook.name)
    _require_python(course, assignment, notebook)
    return NotebookSource(notebook.name, cells)


def _cells(course: Course, assignment: str, notebook: Any) -> tuple[ManagedCell, ...]:
    points = {
        cell.name: float(cell.max_score) for cell in [*notebook.grade_cells, *notebook.task_cells]
    }
    tasks = {cell.name for cell in notebook.task_cells}
    solutions = {cell.name for cell in notebook.solution_cells}
    clear = preprocessors.ClearHiddenTests(config=course.config)
    order = _order(course.folder("source", assignment) / f"{notebook.name}.ipynb")
    last = len(order)
    cells = [
        _cell(cell, _kind(cell, points, tasks, solutions), points.get(cell.name), clear)
        for cell in notebook.source_cells
    ]
    return tuple(sorted(cells, key=lambda cell: order.get(cell.id, last)))


def _cell(cell: Any, kind: str, points: float | None, clear: Any) -> ManagedCell:
    source = str(cell.source or "")
    shown = _without_hidden(source, cell.name, clear) if kind == "asserts" else source
    return ManagedCell(cell.name, kind, cell.cell_type, source, shown, points)


def _kind(cell: Any, points: Mapping[str, float], tasks: set[str], solutions: set[str]) -> str:
    if cell.name in tasks:
        return "assigned"
    if cell.name in points:
        if cell.name in solutions:
            return "manual"
        return "asserts" if cell.cell_type == "code" else "assigned"
    if cell.name in solutions:
        return "solution"
    return "provided" if cell.cell_type == "code" else "prose"


def _without_hidden(source: str, name: str, clear: Any) -> str:
    """Let nbgrader's own step take the hidden tests out, with the marks that the course uses."""
    cell = nbformat.v4.new_code_cell(source, metadata={"nbgrader": {"grade_id": name}})
    clear._remove_hidden_test_region(cell)
    return str(cell.source)


def _order(path: Path) -> dict[str, int]:
    """Return the place of each managed cell in the source notebook; none if it is not there."""
    found: dict[str, int] = {}
    for place, cell in enumerate(_notebook(path).get("cells", [])):
        managed = cell.get("metadata", {}).get("nbgrader", {})
        found.setdefault(str(managed.get("grade_id")), place)
    return found


def _notebook(path: Path) -> dict[str, Any]:
    try:
        notebook = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return notebook if isinstance(notebook, dict) else {}


def _require_python(course: Course, assignment: str, notebook: Any) -> None:
    """Refuse a notebook for another language: its cells would all fail here.

    Raises
    ------
    CourseError
        With the language and what to do.
    """
    kernel = json.loads(notebook.kernelspec or "{}")
    path = course.folder("source", assignment) / f"{notebook.name}.ipynb"
    info = _notebook(path).get("metadata", {}).get("language_info", {})
    language = str(kernel.get("language") or info.get("name") or kernel.get("name") or "python")
    if not language.lower().startswith(PYTHON):
        raise CourseError(
            f"The notebook {notebook.name} of {assignment} is written in {language}, and only "
            "Python is run in this sandbox. Grade this assignment with nbgrader's own steps: take "
            "the lines that begin with c.Autograde out of nbgrader_config.py and run "
            f"`nbgrader autograde {assignment}`. It runs students' code with your rights."
        )


def _files(course: Course, assignment: str) -> dict[str, bytes]:
    """Read what lies beside the source notebooks, as nbgrader copies it into a submission.

    Raises
    ------
    CourseError
        If it is too large to be given to every sandbox.
    """
    folder = course.folder("source", assignment)
    ignored = [*course.directory.ignore, "*.ipynb"]
    paths = sorted(Path(path) for path in utils.find_all_files(str(folder), ignored))
    size = sum(path.stat().st_size for path in paths)
    if size > MAX_FILE_BYTES:
        raise CourseError(
            f"The files beside the notebooks in {folder} have {size >> 20} MiB, at most "
            f"{MAX_FILE_BYTES >> 20} MiB are given to the sandbox. Make them smaller."
        )
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}
