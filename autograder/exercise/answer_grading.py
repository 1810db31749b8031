"""Grading typed answers, cell by cell."""

from __future__ import annotations

import difflib
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from autograder.exercise import sentences, show
from autograder.exercise.answers import AnswersExercise
from autograder.exercise.check import Check, Mistake
from autograder.exercise.entries import Entry
from autograder.exercise.namespace import Namespace, Reply
from autograder.exercise.typed_numbers import Unreadable, Verdict, read_number
from autograder.results import CheckResult, Diagnosis, ExerciseResult, Row


@dataclass
class Cell:
    """One typed cell and its verdict."""

    entry: str
    position: int
    typed: Any
    want: Any
    verdict: Verdict
    followed: str = ""


def grade_answers(exercise: AnswersExercise, namespace: Namespace, which: str) -> ExerciseResult:
    """Grade the dict that the student filled in.

    Parameters
    ----------
    exercise : AnswersExercise
        Which exercise.
    namespace : Namespace
        Where the dict is.
    which : {"visible", "hidden", "all"}
        Which checks to run.
    """
    typed, problem = _take(exercise, namespace.value(exercise.name))
    cells, problems = _judge_all(exercise, typed)
    if problem:
        problems = dict.fromkeys(exercise.entries, "")
    checks = exercise.chosen_checks(which)
    results = tuple(_check_result(exercise, check, cells, problems, problem) for check in checks)
    looked_at = {name for check in checks for name in check.entries}
    wrong = [c for c in cells if c.entry in looked_at and not (c.verdict.right or c.verdict.blank)]
    visible = {name for check in checks if not check.hidden for name in check.entries}
    return ExerciseResult(
        exercise.name,
        exercise.title,
        exercise.part.name,
        points=float(sum(result.points for result in results)),
        max_points=float(sum(result.max_points for result in results)),
        checks=results,
        diagnoses=_diagnose(exercise, wrong),
        notes=_notes(exercise, [cell for cell in cells if cell.entry in visible], typed),
        kind=exercise.kind,
    )


def judged(exercise: AnswersExercise, reply: Reply) -> list[Cell]:
    """Return every typed cell with its right value and its verdict, as grading judges them."""
    return _judge_all(exercise, _take(exercise, reply)[0])[0]


def share_of_points(points: float, right: int, cells: int) -> float:
    """Return the points for `right` of `cells`, rounded down to quarter points."""
    if right == cells:
        return points
    return math.floor(points * right / cells * 4 + 1e-9) / 4


def _take(exercise: AnswersExercise, reply: Reply) -> tuple[dict[str, Any], str]:
    """Return the typed dict, and a sentence if there is none."""
    name = exercise.name
    listed = ", ".join(f'"{entry}"' for entry in exercise.entries)
    if reply.kind == "missing":
        return {}, sentences.not_defined(name)
    if reply.kind != "value":
        return {}, f"{name} could not be read{_because(reply)}. Write a dict with {listed}."
    if not isinstance(reply.value, dict):
        return {}, f"{name} is {show.kind(reply.value)}, wanted a dict with {listed}."
    return reply.value, ""


def _because(reply: Reply) -> str:
    return f" ({show.shorten(reply.message, 100)})" if reply.message else ""


def _judge_all(
    exercise: AnswersExercise, typed: dict[str, Any]
) -> tuple[list[Cell], dict[str, str]]:
    """Judge every cell; entries that cannot be taken apart are problems, by entry."""
    problems: dict[str, str] = {}
    cells: list[Cell] = []
    for name, entry in exercise.entries.items():
        try:
            values = entry.split(typed.get(name))
        except Unreadable as error:
            problems[name] = f'"{name}" {error}'
            values = [None] * len(entry.cells)
        if name not in typed:
            near = difflib.get_close_matches(name, typed, 1)
            problems[name] = f'"{name}" is missing' + (f'; is "{near[0]}" meant?' if near else "")
        for position, (value, want) in enumerate(zip(values, entry.cells, strict=True)):
            cells.append(Cell(name, position, value, want, entry.judge(value, want)))
    _follow_through(exercise, cells)
    return cells, problems


def _follow_through(exercise: AnswersExercise, cells: list[Cell]) -> None:
    """Make those wrong cells right that follow from the student's own earlier numbers.

    Where 0 follows and is not right, nothing is made right: from zeros follow zeros, without any
    work.
    """
    numbers: dict[str, np.ndarray] | None = None
    for name, entry in exercise.entries.items():
        wrong = [c for c in cells if c.entry == name and not (c.verdict.right or c.verdict.blank)]
        if entry.follow is None or not wrong:
            continue
        numbers = numbers or _as_numbers(exercise, cells)
        try:
            with np.errstate(all="ignore"):
                followed = entry.split(np.asarray(entry.follow(numbers), float))
        except Exception:
            continue
        for cell in wrong:
            own = followed[cell.position]
            if not math.isfinite(own) or not entry.follows(cell.typed, own):
                continue
            zero = entry.follows(0, own) and not entry.judge(0, cell.want).right
            if entry.zero_follows or not zero:
                cell.followed = f"{entry.show(own)} from yours"
                cell.verdict = replace(cell.verdict, right=True, reason="", note="")


def _as_numbers(exercise: AnswersExercise, cells: list[Cell]) -> dict[str, np.ndarray]:
    return {
        name: np.array([_float(cell.typed) for cell in cells if cell.entry == name]).reshape(
            entry.shape
        )
        for name, entry in exercise.entries.items()
    }


def _float(typed: Any) -> float:
    try:
        number = read_number(typed)
    except Unreadable:
        return math.nan
    return math.nan if number is None else number.value


def _check_result(
    exercise: AnswersExercise,
    check: Check,
    cells: list[Cell],
    problems: dict[str, str],
    problem: str,
) -> CheckResult:
    mine = [cell for cell in cells if cell.entry in check.entries]
    right = sum(cell.verdict.right for cell in mine)
    passed = right == len(mine)
    said = [problems[name] for name in check.entries if problems.get(name)]
    message = "" if passed else problem or _message(exercise, check, mine, right, said)
    rows = () if check.hidden or problem else tuple(_row(exercise, cell) for cell in mine)
    points = share_of_points(check.points, right, len(mine))
    return CheckResult(
        check.name, check.title, check.hidden, points, check.points, passed, message, rows
    )


def _message(
    exercise: AnswersExercise, check: Check, cells: list[Cell], right: int, problems: list[str]
) -> str:
    blank = sum(cell.verdict.blank for cell in cells)
    if problems:
        return f"{right} of {len(cells)} right. {'; '.join(problems)}."
    if blank == len(cells):
        return "Not filled in yet."
    counted = f"{right} of {len(cells)} right" if len(cells) > 1 else "Not right"
    counted += f", {blank} blank." if blank else "."
    if check.hidden:
        return counted
    said = [cell.verdict.reason for cell in cells if not cell.verdict.right]
    special = [text for text in dict.fromkeys(said) if text not in ("is blank", "is not right")][:3]
    wrong = [cell for cell in cells if not (cell.verdict.right or cell.verdict.blank)]
    if len(cells) > 1 and wrong:
        listed = ", ".join(exercise.label(cell.entry, cell.position) for cell in wrong[:6])
        counted += f" Look again at {listed}{' …' if len(wrong) > 6 else ''}."
    return " ".join([counted, *(f"{text[0].upper()}{text[1:]}." for text in special)])


def _row(exercise: AnswersExercise, cell: Cell) -> Row:
    entry = exercise.entries[cell.entry]
    shown = cell.verdict.right or exercise.show_expected
    expected = (cell.followed or entry.show(cell.want)) if shown else ""
    return Row(
        exercise.label(cell.entry, cell.position), cell.verdict.text, expected, cell.verdict.right
    )


def _notes(exercise: AnswersExercise, cells: list[Cell], typed: dict[str, Any]) -> tuple[str, ...]:
    notes = [
        f"{exercise.label(cell.entry, cell.position)}: {cell.verdict.note}."
        for cell in cells
        if cell.verdict.right and cell.verdict.note
    ]
    followed = list(dict.fromkeys(cell.entry for cell in cells if cell.followed))
    if followed:
        notes.insert(0, f"Right for your own earlier numbers: {', '.join(followed)}.")
    unknown = [show.shorten(key) for key in typed if key not in exercise.entries]
    if unknown:
        notes.append(f"Not asked for, so not looked at: {', '.join(unknown[:6])}.")
    return tuple(notes[:5])


def _diagnose(exercise: AnswersExercise, wrong: Sequence[Cell]) -> tuple[Diagnosis, ...]:
    """Name the mistakes whose wrong values stand in wrong cells, the best fitting first."""
    left = list(wrong)
    found: list[Mistake] = []
    while left:
        matches = [
            (m, matching_cells(exercise, m, left)) for m in exercise.mistakes if m not in found
        ]
        best, cells = max(matches, key=lambda match: len(match[1]), default=(None, []))
        if best is None or not cells:
            break
        found.append(best)
        left = [cell for cell in left if cell not in cells]
    return tuple(Diagnosis(mistake.name, mistake.sentence) for mistake in found)


def matching_cells(
    exercise: AnswersExercise, mistake: Mistake, cells: Sequence[Cell]
) -> list[Cell]:
    """Return those of `cells` that hold the wrong value of `mistake`."""
    values: dict[str, Any] = mistake.function()
    matching = []
    for cell in cells:
        if cell.entry not in values:
            continue
        entry: Entry = exercise.entries[cell.entry]
        if entry.same(cell.typed, entry.split(values[cell.entry])[cell.position]):
            matching.append(cell)
    return matching
