"""The notebook that a person reads in formgrader: the build's cells around the student's own.

It is made new from the build, so nothing that a student changed in a locked cell survives.
Hidden checks appear with their points and without their source.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from nbgrader.utils import parse_utc

from autograder.build import Assignment, SpecCell
from autograder.build.metadata import cell_metadata
from autograder.build.notebook import Cell, NotebookDict, make_cell, make_notebook, source_of
from autograder.engine.limits import DEFAULT_LIMITS
from autograder.engine.outputs import clean_outputs
from autograder.nbgrader_bridge.course import Course
from autograder.nbgrader_bridge.gradebook import CHANGED, ManualAnswer, cell_points
from autograder.results import ExerciseResult, SubmissionResult

_COPIED = ("timestamp.txt", "submission_secret.txt")
_MAX_COPIED_BYTES = 4096
_READ_ONLY = 0o444
_TAG = re.compile(r"<(?=[A-Za-z/!?])")
_PICTURE = re.compile(r"!(?=\[)")
_LINK = re.compile(r"\](?=:|\((?!https?://))")
_LINKING = r"(?=(?:href|url|mmlToken|require|cssId|class|style|data)\b)"
_COMMAND = re.compile(rf"\\{_LINKING}")
_SPACED_COMMAND = re.compile(rf"\\ {_LINKING}")
_TYPED = {"&lt;": "<", r"!\[": "![", r"]\(": "](", r"]\:": "]:"}

SubmittedCell = Mapping[str, Any]


def write_autograded(
    course: Course,
    assignment: Assignment,
    result: SubmissionResult,
    cells: Sequence[SubmittedCell],
) -> dict[str, ManualAnswer]:
    """Write ``autograded/<student>/<assignment>/`` for one submission.

    Parameters
    ----------
    course, assignment : Course, Assignment
        Where, and what.
    result : SubmissionResult
        Its points become the outputs of the check cells.
    cells : sequence of dict
        The student's cells in their order, with ``id``, ``cell_type``, ``source`` and
        ``outputs``.

    Returns
    -------
    dict of str to ManualAnswer
        Exercise to what the gradebook must know about an answer that a person grades.
    """
    folder = course.folder("autograded", assignment.name, result.student)
    path = folder / f"{assignment.name}.ipynb"
    before = _manual_texts(assignment, path)
    notebook = make_notebook(merged_cells(assignment, result, cells))
    folder.mkdir(parents=True, exist_ok=True)
    manual = {cell.id for cell in assignment.cells if cell.kind == "manual"}
    after = {cell["id"]: source_of(cell) for cell in notebook["cells"] if cell["id"] in manual}
    changed = {id for id in manual if id not in before or before[id] != after.get(id)}
    changed |= set(_small_text(folder / CHANGED).split())
    _replace(folder / CHANGED, "\n".join(sorted(changed)).encode())
    _replace(path, _text_of(notebook).encode("utf-8", "replace"))
    _copy_small_files(course.folder("submitted", assignment.name, result.student), folder)
    return {
        cell.exercise: ManualAnswer(
            blank=_is_blank(cell, after.get(cell.id, "")), changed=cell.id in changed
        )
        for cell in assignment.cells
        if cell.kind == "manual"
    }


def last_answers(course: Course, assignment: Assignment, student: str) -> list[Cell]:
    """Return the cells of the autograded notebook of `student`; none when there is no such file.

    The student's texts are as they were typed, no longer safe to show as markdown.
    """
    path = course.folder("autograded", assignment.name, student) / f"{assignment.name}.ipynb"
    return [
        cell | {"source": typed_markdown(source_of(cell))} if _is_students_text(cell) else cell
        for cell in _cells_of(path)
    ]


def submitted_at(course: Course, assignment: str, student: str) -> datetime | None:
    """Return when a submission was handed in (UTC, without a zone), if its timestamp says so."""
    text = _small_text(course.folder("submitted", assignment, student) / "timestamp.txt")
    try:
        return parse_utc(text.strip()) if text.strip() else None
    except Exception:  # any text at all may stand there, and dateutil raises many kinds
        return None


def merged_cells(
    assignment: Assignment, result: SubmissionResult, cells: Iterable[SubmittedCell]
) -> list[Cell]:
    """Return the student's cells in their order, locked ones as built, none of the graded missing.

    Before an answer that a person grades stands its rubric.
    """
    results = {exercise.name: exercise for exercise in result.exercises}
    waiting = {cell.id: cell for cell in assignment.cells if cell.kind != "scratch"}
    merged: list[Cell] = []
    for number, cell in enumerate(cells, start=1):
        spec = waiting.pop(str(cell.get("id", "")), None)
        if spec is None:
            merged.append(_free_cell(cell, f"added-{number}"))
        else:
            merged += _built_cells(assignment, spec, cell, results.get(spec.exercise))
    for spec in waiting.values():
        merged += _built_cells(assignment, spec, {}, results.get(spec.exercise))
    return merged


def _built_cells(
    assignment: Assignment, spec: SpecCell, submitted: SubmittedCell, result: ExerciseResult | None
) -> list[Cell]:
    metadata = cell_metadata(spec.kind, spec.id, spec.exercise, spec.points)
    metadata.pop("jupyter", None)
    if spec.kind in ("check", "hidden"):
        cell = make_cell("code", spec.id, spec.released, metadata)
        return [cell | {"outputs": check_outputs(result, hidden=spec.kind == "hidden")}]
    own = spec.kind in ("solution", "manual")
    source = source_of(submitted) if own else spec.released
    cell = _with_outputs(make_cell(spec.cell_type, spec.id, source, metadata), submitted)
    if spec.kind != "manual":
        return [cell]
    rubric = getattr(assignment.homework.exercises[spec.exercise], "rubric", "")
    text = f"**Rubric, for graders only**\n\n{rubric.strip() or 'None is declared.'}"
    return [make_cell("markdown", f"{spec.id}-rubric", text, {}), cell]


def _free_cell(cell: SubmittedCell, id: str) -> Cell:
    """Return a cell of the student's own, under an id that nothing else has."""
    kind = "code" if cell.get("cell_type") == "code" else "markdown"
    return _with_outputs(make_cell(kind, id, source_of(cell), {}), cell)


def _with_outputs(cell: Cell, submitted: SubmittedCell) -> Cell:
    """Add the outputs to a code cell; take the HTML out of a text cell, formgrader would run it."""
    if cell["cell_type"] == "code":
        return cell | {"outputs": clean_outputs(submitted.get("outputs"), DEFAULT_LIMITS)}
    if not _is_students_text(cell):
        return cell
    return cell | {"source": [safe_markdown(line) for line in cell["source"]]}


def _is_students_text(cell: Cell) -> bool:
    kind = cell.get("metadata", {}).get("chalkgrad", {}).get("kind")
    return cell.get("cell_type") != "code" and kind not in ("prose", "task")


def safe_markdown(text: str) -> str:
    """Return markdown without HTML, pictures, links but to the web, and TeX that makes links.

    Formgrader shows it on the instructor's Jupyter server, where a script may do anything.
    """
    text = _LINK.sub(r"]\\", _PICTURE.sub(r"!\\", _TAG.sub("&lt;", text)))
    return _COMMAND.sub(r"\\ ", text)


def typed_markdown(text: str) -> str:
    """Return what the student had typed before `safe_markdown`."""
    for safe, typed in _TYPED.items():
        text = text.replace(safe, typed)
    return _SPACED_COMMAND.sub(r"\\", text)


def check_outputs(result: ExerciseResult | None, hidden: bool) -> list[dict[str, Any]]:
    """Return what stands below a check cell: a line for each check, and the points."""
    checks = [check for check in result.checks if check.hidden == hidden] if result else []
    lines = [
        f"{'passed' if check.passed else 'FAILED'}  {check.points:g} of {check.max_points:g}  "
        f"{check.title}{'' if check.passed or not check.message else ': ' + check.message}\n"
        for check in checks
    ] or ["This exercise could not be checked.\n"]
    points = f"{cell_points(result, hidden):g}"
    return [
        {"output_type": "stream", "name": "stdout", "text": lines},
        {
            "output_type": "execute_result",
            "execution_count": None,
            "data": {"text/plain": [points]},
            "metadata": {},
        },
    ]


def _is_blank(cell: SpecCell, text: str) -> bool:
    return text.strip() in ("", cell.released.strip())


def _manual_texts(assignment: Assignment, path: Path) -> dict[str, str]:
    manual = {cell.id for cell in assignment.cells if cell.kind == "manual"}
    return {cell["id"]: source_of(cell) for cell in _cells_of(path) if cell.get("id") in manual}


def _cells_of(path: Path) -> list[Cell]:
    try:
        cells = json.loads(path.read_bytes())["cells"]
    except (OSError, ValueError, KeyError, TypeError):
        return []
    return [cell for cell in cells if isinstance(cell, dict)] if isinstance(cells, list) else []


def _text_of(notebook: NotebookDict) -> str:
    """Return a notebook with one cell a line: indented JSON takes ten times as long to write."""
    cells = [json.dumps(cell, ensure_ascii=False, sort_keys=True) for cell in notebook["cells"]]
    rest = json.dumps({name: notebook[name] for name in notebook if name != "cells"})
    return '{"cells": [\n' + ",\n".join(cells) + "\n],\n" + rest[1:] + "\n"


def _replace(path: Path, content: bytes) -> None:
    """Put a read-only file in place in one step, and see it onto the disk.

    The name of the file that is written first is always the same, so that a run that was killed
    leaves nothing behind that the next one does not write over.
    """
    scratch = path.with_name(f".new-{path.name}")
    scratch.unlink(missing_ok=True)
    fd = os.open(scratch, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(fd, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(fd)
        os.chmod(scratch, _READ_ONLY)
        os.replace(scratch, path)
    except BaseException:
        os.unlink(scratch)
        raise


def _copy_small_files(submitted: Path, folder: Path) -> None:
    """Copy the files that nbgrader itself put beside a submission; never through a link."""
    for name in _COPIED:
        text = _small_text(submitted / name)
        if text:
            _replace(folder / name, text.encode())
        else:
            (folder / name).unlink(missing_ok=True)


def _small_text(path: Path) -> str:
    try:
        if path.is_symlink() or not path.is_file() or path.stat().st_size > _MAX_COPIED_BYTES:
            return ""
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return ""
