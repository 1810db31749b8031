"""The notebook that a person reads in formgrader: the build's cells around the student's own.

It is made new from the build, so nothing that a student changed in a locked cell survives.
Hidden checks appear with their points and without their source.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from autograder.build import Assignment, SpecCell
from autograder.build.metadata import cell_metadata
from autograder.build.notebook import Cell, NotebookDict, make_cell, make_notebook, source_of
from autograder.build.ordinary import OrdinaryCell
from autograder.engine.limits import DEFAULT_LIMITS
from autograder.engine.outputs import clean_outputs
from autograder.files.replacing import replace_file
from autograder.nbgrader_bridge.course import Course
from autograder.nbgrader_bridge.gradebook import CHANGED, ManualAnswer
from autograder.nbgrader_bridge.scores import cell_points
from autograder.nbgrader_bridge.timestamps import small_text
from autograder.results import ExerciseResult, SubmissionResult

_MAX_ID = 64
_COPIED = ("timestamp.txt", "submission_secret.txt")
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
        ``outputs``; where there are several notebooks, with the ``notebook`` of each.

    Returns
    -------
    dict of str to ManualAnswer
        Full name of an exercise that a person grades, or of a student's cell, to what the
        gradebook must know about it.
    """
    folder = course.folder("autograded", assignment.name, result.student)
    folder.mkdir(parents=True, exist_ok=True)
    changed = set(small_text(folder / CHANGED).split())
    answers: dict[str, ManualAnswer] = {}
    files: dict[Path, bytes] = {}
    for notebook, share, own in assignment.split(result, cells):
        path = folder / f"{notebook.name}.ipynb"
        before = _answer_texts(notebook, _cells_of(path))
        merged = merged_cells(notebook, share, own)
        after = _answer_texts(notebook, merged)
        nothing = not any(text.strip("\0 \n") for text in after.values())
        files[path] = _text_of(make_notebook(merged)).encode("utf-8", "replace")
        for cell in notebook.cells:
            if cell.kind == "manual" or isinstance(cell, OrdinaryCell):
                name = assignment.full_name(notebook.name, cell.id)
                same = cell.id in before and before[cell.id] == after.get(cell.id)
                changed |= set() if same else {name}
                blank = nothing or _is_blank(cell, after.get(cell.id, ""))
                answers[name] = ManualAnswer(blank, name in changed)
    _replace(folder / CHANGED, "\n".join(sorted(changed)).encode())
    for path, content in files.items():
        _replace(path, content)
    _copy_small_files(course.folder("submitted", assignment.name, result.student), folder)
    return answers


def last_answers(course: Course, assignment: Assignment, student: str) -> list[Cell]:
    """Return the cells of the autograded notebook of `student`; none when there is no such file.

    The student's texts are as they were typed, no longer safe to show as markdown.
    """
    folder = course.folder("autograded", assignment.name, student)
    return [
        _as_typed(cell) | {"id": assignment.full_name(notebook.name, _name_of(cell))}
        for notebook in assignment.notebooks
        for cell in _cells_of(folder / f"{notebook.name}.ipynb")
    ]


def _as_typed(cell: Cell) -> Cell:
    if not _is_students_text(cell):
        return cell
    return cell | {"source": typed_markdown(source_of(cell))}


def _name_of(cell: Mapping[str, Any]) -> str:
    """Return nbgrader's name of a cell; an id is shorter where that one is long."""
    managed = cell.get("metadata", {}).get("nbgrader", {})
    return str(managed.get("grade_id") or cell.get("id", ""))


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
    id = _cell_id(spec.id)
    if spec.kind in ("check", "hidden"):
        cell = make_cell("code", id, spec.released, metadata)
        return [cell | {"outputs": check_outputs(result, hidden=spec.kind == "hidden")}]
    if spec.kind == "asserts":
        cell = make_cell("code", id, spec.released, metadata)
        return [cell | {"outputs": asserts_outputs(result, submitted.get("outputs"))}]
    own = spec.kind in ("solution", "manual")
    source = source_of(submitted) if own else spec.released
    cell = _with_outputs(make_cell(spec.cell_type, id, source, metadata), submitted)
    if spec.kind != "manual" or isinstance(spec, OrdinaryCell):
        return [cell]
    rubric = getattr(assignment.homework.exercises[spec.exercise], "rubric", "")
    text = f"**Rubric, for graders only**\n\n{rubric.strip() or 'None is declared.'}"
    return [make_cell("markdown", f"{spec.id}-rubric", text, {}), cell]


def _cell_id(name: str) -> str:
    """Return a cell id for a `grade_id`, which may be longer than notebooks allow."""
    if 0 < len(name) <= _MAX_ID:
        return name
    return f"{name[:40]}-{hashlib.sha256(name.encode()).hexdigest()[:16]}"


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
    return cell.get("cell_type") != "code" and kind not in ("prose", "task", "assigned")


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
    return [_printed(lines), _points_output(cell_points(result, hidden))]


def asserts_outputs(result: ExerciseResult | None, outputs: Any) -> list[dict[str, Any]]:
    """Return what stands below a cell of tests: how it went, what it printed, and the points.

    Nothing in it is an error or on stderr, which nbgrader would take for a score.
    """
    hidden = bool(result and result.checks and result.checks[0].hidden)
    shown: list[dict[str, Any]] = []
    for output in clean_outputs(outputs, DEFAULT_LIMITS):
        if output["output_type"] == "stream":
            shown.append(_printed([output["text"]]))
        elif output["output_type"] == "error":
            shown.append(_printed([*output["traceback"], "\n"]))
        elif output["output_type"] == "display_data":
            shown.append(output)
    points = cell_points(result, hidden)
    return [*check_outputs(result, hidden)[:1], *shown, _points_output(points)]


def _printed(lines: list[str]) -> dict[str, Any]:
    return {"output_type": "stream", "name": "stdout", "text": lines}


def _points_output(points: float) -> dict[str, Any]:
    return {
        "output_type": "execute_result",
        "execution_count": None,
        "data": {"text/plain": [repr(points) if points % 1 else f"{points:.0f}"]},
        "metadata": {},
    }


def _is_blank(cell: SpecCell, text: str) -> bool:
    if cell.kind == "assigned":
        return False  # the answer is in other cells
    return text.strip() in ("", cell.released.strip())


def _answer_texts(notebook: Assignment, cells: Sequence[Cell]) -> dict[str, str]:
    """Return the student's texts by cell; of a task, all that stands in cells of their own."""
    kinds = {cell.id: cell.kind for cell in notebook.cells}
    own: list[str] = []
    texts: dict[str, str] = {}
    for cell in cells:
        kind = kinds.get(_name_of(cell))
        if kind in ("solution", "manual"):
            texts[_name_of(cell)] = source_of(cell)
        elif kind is None:
            own.append(source_of(cell))
    tasks = [id for id, kind in kinds.items() if kind == "assigned"] if cells else []
    return texts | dict.fromkeys(tasks, "\0".join(own))


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
    """Put a read-only file in place in one step.

    Seeing it onto the disk would take longer than all else; what a power loss left empty is graded
    again (`not_graded`).
    """
    replace_file(path, content, _READ_ONLY, sync=False)


def _copy_small_files(submitted: Path, folder: Path) -> None:
    """Copy the files that nbgrader itself put beside a submission; never through a link."""
    for name in _COPIED:
        text = small_text(submitted / name)
        if text:
            _replace(folder / name, text.encode())
        else:
            (folder / name).unlink(missing_ok=True)
