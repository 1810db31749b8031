"""Any nbgrader notebook as an assignment: its graded cells are its exercises.

What stands here is data: the cells come from the gradebook, as nbgrader's own autograding takes
them, so that a submission's tests and points do not matter.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable
from dataclasses import dataclass

from autograder.build.assignment import Assignment
from autograder.build.cells import SpecCell
from autograder.exercise import AssertsExercise, Homework, ManualExercise, Part

KINDS = ("asserts", "manual", "assigned", "solution", "provided", "prose")


@dataclass(frozen=True)
class ManagedCell:
    """A cell that nbgrader keeps in the gradebook.

    Parameters
    ----------
    id : str
        Its ``grade_id``.
    kind : str
        "asserts" (tests), "manual" (an answer that a person grades), "assigned" (a task: the
        answer is in cells of the student's own), "solution", "provided" (locked code) or "prose".
    cell_type : {"code", "markdown"}
        As nbgrader has it.
    source : str
        Its text, hidden tests included.
    shown : str
        Its text without hidden tests: what students got.
    points : float or None
        What it is worth, if it is graded.
    """

    id: str
    kind: str
    cell_type: str
    source: str
    shown: str
    points: float | None = None


@dataclass(frozen=True)
class NotebookSource:
    """An ordinary notebook: its name, and the cells that nbgrader keeps, in order."""

    name: str
    cells: tuple[ManagedCell, ...]


@dataclass(frozen=True)
class OrdinaryCell(SpecCell):
    """A cell whose released text was made by nbgrader.

    Parameters
    ----------
    shown : str
        What students got.
    """

    shown: str = ""

    @property
    def released(self) -> str:
        """The text that students get: without hidden tests."""
        return self.shown


def ordinary_notebook(source: NotebookSource) -> Assignment:
    """Return the notebook as an assignment whose exercises are its graded cells."""
    points = sum(cell.points or 0 for cell in source.cells)
    homework = Homework(source.name, title=source.name, points=points)
    part = homework.part(source.name, title=source.name, points=points)
    answer = ""
    for cell in source.cells:
        if cell.kind == "solution":
            answer = cell.id
        _declare(part, cell, answer)
    return Assignment(homework, tuple(map(_spec, source.cells)), {})


def _declare(part: Part, cell: ManagedCell, answer: str) -> None:
    points = float(cell.points or 0)
    if cell.kind == "asserts":
        hidden = cell.source != cell.shown
        part.homework.add(
            AssertsExercise(part, cell.id, points, title=_title(cell), hidden=hidden, answer=answer)
        )
    elif cell.kind == "manual":
        part.manual(cell.id, points=points, kind="code" if cell.cell_type == "code" else "text")
    elif cell.kind == "assigned":
        part.homework.add(ManualExercise(part, cell.id, points, "text"))


def _spec(cell: ManagedCell) -> OrdinaryCell:
    graded = cell.points is not None
    form = {"solution": "function", "manual": "code" if cell.cell_type == "code" else "text"}
    return OrdinaryCell(
        cell.id,
        cell.kind,
        cell.id if graded else "",
        cell.cell_type,
        cell.source,
        cell.points,
        form.get(cell.kind, ""),
        cell.shown,
    )


def _title(cell: ManagedCell) -> str:
    """Return what the tests say about themselves in their first line, else the cell's id."""
    for text in _first_words(cell.shown):
        line = text.strip().strip("#").strip().split("\n")[0].strip()
        if line:
            return line.rstrip(".")[:120]
    return cell.id


def _first_words(source: str) -> Iterable[str]:
    try:
        body = ast.parse(source).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        body = []
    if body and isinstance(body[0], ast.Expr) and isinstance(body[0].value, ast.Constant):
        yield str(body[0].value.value)
    first = source.strip().split("\n")[0]
    if first.startswith("#"):
        yield first
