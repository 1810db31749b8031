"""Which cells run, with which text: the submission's cells laid over the assignment's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

from autograder.ingest import FLAGS, Submission, SubmittedCell

RUNS_AS_BUILT = ("provided",)
NEVER_RUNS = ("local", "check", "hidden")
TESTS = ("asserts",)
"""Graded cells that run beside the student's code."""

STUDENTS_OWN = ("solution", "manual", "scratch")

WATCHED = ("provided", "check", "hidden", *TESTS)
"""Locked code: the assignment's own counts, and an instructor should know of any other."""

MOST_NAMED = 6
"""Cells that one remark names."""


class CellSpec(Protocol):
    """What the plan needs to know of a cell of the assignment."""

    @property
    def id(self) -> str:
        """Its id."""
        ...

    @property
    def kind(self) -> str:
        """Its kind, as the build names them."""
        ...

    @property
    def cell_type(self) -> str:
        """Code or markdown."""
        ...

    @property
    def source(self) -> str:
        """Its text, with solutions and hidden tests."""
        ...

    @property
    def released(self) -> str:
        """Its text as students get it."""
        ...

    @property
    def flags(self) -> frozenset[str]:
        """Names of nbgrader's flags that are set in it."""
        ...


@dataclass(frozen=True)
class PlannedCell:
    """One cell of the notebook that comes out.

    Parameters
    ----------
    id : str
        Unique in the notebook.
    kind, cell_type, source : str
        As the assignment has them; a free cell is of kind "scratch".
    runs : bool
        Whether it is code for the child.
    whole : str
        For a cell of tests of which some are hidden: all of them; never in what comes out.
    """

    id: str
    kind: str
    cell_type: str
    source: str
    runs: bool
    whole: str = ""

    def as_cell(self, outputs: list[dict[str, Any]]) -> dict[str, Any]:
        """Return the plain dict of the executed cell."""
        base = {"id": self.id, "cell_type": self.cell_type, "source": self.source}
        return base | {"kind": self.kind, "outputs": outputs}


def plan(
    submission: Submission, specs: Sequence[CellSpec]
) -> tuple[tuple[PlannedCell, ...], tuple[str, ...]]:
    """Return the cells in the order in which they run, and what was odd about the submission.

    The student's own cells keep their text and order. Locked cells have the assignment's text,
    whatever was submitted, and one that is missing comes back at its place.
    """
    by_id = {spec.id: spec for spec in specs}
    incidents = _retyped(submission.cells, by_id) + _tampered(submission.cells, by_id)
    names = _unique_names(submission.cells, by_id)
    cells: list[PlannedCell] = []
    seen: set[str] = set()
    for name, cell in zip(names, submission.cells, strict=True):
        spec = by_id.get(cell.id)
        if spec is None:
            cells.append(_free(name, cell))
        elif spec.kind in STUDENTS_OWN:
            cells.append(replace(_own(spec, cell.source), id=name))
        elif spec.id not in seen:
            cells.append(_locked(spec))
        seen.add(cell.id)
    missing = [spec for spec in specs if spec.id not in seen]
    incidents += _said_missing(missing)
    _put_back(cells, missing, specs)
    return tuple(cells), tuple(incidents)


def _free(name: str, cell: SubmittedCell) -> PlannedCell:
    return PlannedCell(name, "scratch", cell.cell_type, cell.source, cell.cell_type == "code")


def _own(spec: CellSpec, source: str) -> PlannedCell:
    return PlannedCell(spec.id, spec.kind, spec.cell_type, source, spec.cell_type == "code")


def _locked(spec: CellSpec) -> PlannedCell:
    if spec.kind in TESTS:
        whole = spec.source if spec.source != spec.released else ""
        return PlannedCell(spec.id, spec.kind, "code", spec.released, True, whole)
    source = "" if spec.kind == "hidden" else spec.source
    runs = spec.cell_type == "code" and spec.kind in RUNS_AS_BUILT
    return PlannedCell(spec.id, spec.kind, spec.cell_type, source, runs)


def _unique_names(cells: Sequence[SubmittedCell], by_id: dict[str, CellSpec]) -> list[str]:
    """Give each cell a name of its own; the last copy of an id keeps it."""
    taken = set(by_id) | {cell.id for cell in cells}
    names: list[str] = []
    used: set[str] = set()
    for number, cell in reversed(list(enumerate(cells, start=1))):
        name = cell.id
        if not name or name in used:
            stem = (name or "cell")[:50]
            name = f"{stem}-copy-{number}" if cell.id else f"cell-{number}"
            while name in taken:
                name += "-x"
        used.add(name)
        taken.add(name)
        names.append(name)
    return names[::-1]


def _retyped(cells: Sequence[SubmittedCell], by_id: dict[str, CellSpec]) -> list[str]:
    return [
        f"Cell `{cell.id}` was handed in as {cell.cell_type} and taken as "
        f"{by_id[cell.id].cell_type}, which it was."
        for cell in cells
        if cell.id in by_id and cell.cell_type != by_id[cell.id].cell_type
    ]


def _tampered(cells: Sequence[SubmittedCell], by_id: dict[str, CellSpec]) -> list[str]:
    """Say which cells differ where students do not change them, unless they mean to.

    The assignment may have changed instead since it was released: then the whole class differs.
    """
    managed = [(cell, by_id[cell.id]) for cell in cells if cell.id in by_id]
    changed = [
        cell.id
        for cell, spec in managed
        if spec.kind in WATCHED
        and _words(cell.source) not in (_words(spec.released), _words(spec.source))
    ]
    claiming = [
        cell.id
        for cell, spec in managed
        if cell.flags is not None and cell.flags != spec.flags.intersection(FLAGS)
    ]
    said = []
    if changed:
        said.append(f"Locked cells differ from the assignment's, which count: {_named(changed)}.")
    if claiming:
        said.append(
            f"nbgrader's flags differ from the assignment's, which count: {_named(claiming)}."
        )
    return said


def _words(text: str) -> list[str]:
    """Return a text without its blanks, which editors change unasked."""
    return text.split()


def _named(names: Sequence[str]) -> str:
    each = list(dict.fromkeys(names))
    more = f" and {len(each) - MOST_NAMED} more" if len(each) > MOST_NAMED else ""
    return ", ".join(f"`{name}`" for name in each[:MOST_NAMED]) + more


def _said_missing(missing: Sequence[CellSpec]) -> list[str]:
    own = [spec.id for spec in missing if spec.kind in ("solution", "manual")]
    ours = [spec.id for spec in missing if spec.kind in WATCHED]
    said = [f"Missing from the notebook: {', '.join(f'`{name}`' for name in own)}."] if own else []
    if ours:
        said.append(f"Locked cells were missing and put back: {_named(ours)}.")
    return said


def _put_back(
    cells: list[PlannedCell], missing: Sequence[CellSpec], specs: Sequence[CellSpec]
) -> None:
    """Insert each missing cell behind the nearest one that stands before it in the assignment."""
    order = [spec.id for spec in specs]
    for spec in missing:
        if spec.kind == "scratch":
            continue
        cell = _own(spec, "") if spec.kind in STUDENTS_OWN else _locked(spec)
        before = set(order[: order.index(spec.id)])
        places = [i for i, other in enumerate(cells) if other.id in before]
        cells.insert(max(places, default=-1) + 1, cell)
