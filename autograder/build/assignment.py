"""An assignment: a homework's exercises put where its source notebook has their placeholders."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path
from typing import Any

from autograder.build import notebook as nb
from autograder.build.cells import SpecCell, exercise_cells
from autograder.build.data import npz_bytes
from autograder.build.metadata import cell_metadata
from autograder.did_you_mean import did_you_mean
from autograder.exercise import Homework
from autograder.results import SubmissionResult

PLACEHOLDER = re.compile(r"# exercise: ([A-Za-z_]\w*)")
_PACKAGE = Path(__file__).parents[1]
_SOURCES = (_PACKAGE / "homework" / "notebooks", _PACKAGE.parent / "notebooks" / "homework")


class AssignmentError(ValueError):
    """A homework that cannot be found or built; the message says why and how to mend it."""


@dataclass(frozen=True)
class Assignment:
    """A homework with the cells of its notebook.

    Parameters
    ----------
    homework : Homework
        The declared exercises.
    cells : tuple of SpecCell
        Every cell of the built notebook, in order.
    data_files : mapping of str to bytes
        Relative path (``data/clinical.npz``) to content.
    links : mapping of str to str
        Paths beside the notebook to the path of the same file below ``data``.
    """

    homework: Homework
    cells: tuple[SpecCell, ...]
    data_files: Mapping[str, bytes]
    links: Mapping[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """Name of the assignment, of its notebook and of its homework."""
        return self.homework.name

    @property
    def notebooks(self) -> tuple[Assignment, ...]:
        """The notebooks of the assignment: this one; see `autograder.build.several`."""
        return (self,)

    @property
    def loader(self) -> Callable[[], Assignment]:
        """What makes the assignment again in another process, on another machine."""
        from autograder import build

        return partial(build.load, self.name)

    def full_name(self, notebook: str, name: str) -> str:
        """Return the name of a notebook's exercise or cell within the assignment: its own."""
        return name

    def holding(self, exercise: str) -> tuple[Assignment, str]:
        """Return the notebook of an exercise, this one, and the exercise's name there."""
        return self, exercise

    def split(
        self, result: SubmissionResult, cells: Sequence[Mapping[str, Any]] = ()
    ) -> list[tuple[Assignment, SubmissionResult, list[Mapping[str, Any]]]]:
        """Return each notebook with its share of a result and of the executed cells."""
        return [(self, result, list(cells))]

    @cached_property
    def cells_by_id(self) -> dict[str, SpecCell]:
        """Every cell by its id."""
        return {cell.id: cell for cell in self.cells}

    def notebook(self, released: bool = False) -> nb.NotebookDict:
        """Return the notebook as nbformat data.

        Parameters
        ----------
        released : bool
            Leave out solutions and hidden tests, as `nbgrader generate_assignment` does.
        """
        return nb.make_notebook([_as_cell(cell, released) for cell in self.cells])


def _as_cell(cell: SpecCell, released: bool) -> nb.Cell:
    metadata = cell_metadata(cell.kind, cell.id, cell.exercise, cell.points)
    if cell.form:
        metadata["chalkgrad"]["form"] = cell.form
    source = cell.released if released else cell.source
    return nb.make_cell(cell.cell_type, cell.id, source, metadata)


def names() -> list[str]:
    """Names of all homeworks that have a source notebook, sorted."""
    return sorted({path.stem for folder in _SOURCES for path in folder.glob("*.ipynb")})


def load(name: str) -> Assignment:
    """Make the assignment `name`, from the package alone.

    Raises
    ------
    AssignmentError
        If there is no such homework, or its notebook and its exercises do not fit.
    """
    path = source_path(name)
    from autograder import homework

    return assemble(homework.load(name), nb.read(path))


def source_path(name: str) -> Path:
    """Find the source notebook of the homework `name`, in a clone or in an installed package."""
    for folder in _SOURCES:
        path = folder / f"{name}.ipynb"
        if name in names() and path.is_file():
            return path
    hint = did_you_mean(name.lower(), names())
    known = ", ".join(names()) or "none"
    raise AssignmentError(f"There is no homework {name!r}.{hint} Known: {known}.")


def assemble(homework: Homework, notebook: Mapping[str, Any]) -> Assignment:
    """Put the exercises of `homework` in the places that `notebook` gives them.

    Raises
    ------
    AssignmentError
        With everything that is wrong: exercises unknown, not placed, or placed twice; ids that
        are missing, used twice, or not slugs.
    """
    cells: list[SpecCell] = []
    placed: list[str] = []
    for number, cell in enumerate(notebook["cells"], start=1):
        placeholder = PLACEHOLDER.fullmatch(nb.source_of(cell).strip())
        if not placeholder or cell["cell_type"] != "code":
            cells.append(_source_cell(cell, number))
            continue
        placed.append(placeholder[1])
        if placeholder[1] in homework.exercises:
            cells.extend(exercise_cells(homework.exercises[placeholder[1]]))
    _complain(homework, cells, placed)
    files = {f"data/{name}.npz": npz_bytes(make()) for name, make in homework.data_makers.items()}
    return Assignment(homework, tuple(cells), files)


def _source_cell(cell: Mapping[str, Any], number: int) -> SpecCell:
    tags = cell.get("metadata", {}).get("tags", [])
    if "scratch" in tags:
        kind = "scratch"
    elif cell["cell_type"] != "code":
        kind = "prose"
    else:
        kind = "local" if "local" in tags else "provided"
    return SpecCell(
        str(cell.get("id") or f"?{number}"), kind, "", cell["cell_type"], nb.source_of(cell)
    )


def _complain(homework: Homework, cells: Iterable[SpecCell], placed: list[str]) -> None:
    counts = Counter(cell.id for cell in cells)
    wrong = [f"there is no exercise {name!r}" for name in placed if name not in homework.exercises]
    wrong += [f"{name!r} is placed {n} times" for name, n in Counter(placed).items() if n > 1]
    wrong += [
        f"{name!r} is not placed; add a code cell with the text '# exercise: {name}'"
        for name in homework.exercises
        if name not in placed
    ]
    wrong += [
        f"the id {id!r} stands {n} times" for id, n in counts.items() if n > 1 and id not in placed
    ]
    wrong += [
        f"cell {id[1:]} has no id" if id.startswith("?") else f"the id {id!r} is not a slug"
        for id in counts
        if not nb.SLUG.fullmatch(id)
    ]
    if wrong:
        raise AssignmentError(
            f"The notebook of {homework.name} does not fit its exercises:\n- " + "\n- ".join(wrong)
        )


def build(name: str, directory: Path) -> list[Path]:
    """Write ``<name>.ipynb`` and its data files into `directory`, the same bytes each time.

    Returns
    -------
    list of Path
        The files, notebook first.
    """
    return write(load(name), directory)


def write(assignment: Assignment, directory: Path) -> list[Path]:
    """Write an assignment's source notebook and data files into `directory`."""
    text = nb.dumps(assignment.notebook()).encode()
    files = {f"{assignment.name}.ipynb": text} | dict(assignment.data_files)
    for relative, content in files.items():
        path = Path(directory) / relative
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return [Path(directory) / relative for relative in files]
