"""A replayed exercise, taken apart: each call beside the reference's value, each named mistake."""

from __future__ import annotations

import inspect
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.engine.replay import Note, Replay, SeenCheck
from autograder.exercise import AnswersExercise, Exercise, FunctionExercise, LocalNamespace, Reply
from autograder.exercise.answer_grading import Cell, judged, matching_cells
from autograder.exercise.check import Mistake
from autograder.exercise.conform import Misfit, agree, conform, leaves, settle
from autograder.exercise.diagnosis import explains
from autograder.exercise.plain import copy
from autograder.exercise.probe import ATOL, RTOL, Call, quiet
from autograder.results import CheckResult, ExerciseResult


@dataclass(frozen=True)
class Difference:
    """The first place in a value that is not the reference's.

    Parameters
    ----------
    place : str
        Such as ``[0][2, 1]``; "" for a single number.
    got, want : object
        The two values there.
    sentence : str
        What does not fit, where the two cannot be compared at all.
    n_wrong, n_values : int
        How many values are not the reference's, of how many.
    """

    place: str = ""
    got: Any = None
    want: Any = None
    sentence: str = ""
    n_wrong: int = 0
    n_values: int = 0


@dataclass(frozen=True)
class JudgedCall:
    """One call: what came back, and what the reference gives for the same arguments."""

    note: Note
    parameters: tuple[str, ...]
    reference: Reply
    difference: Difference | None
    rtol: float
    atol: float

    @property
    def agrees(self) -> bool:
        """Whether the student's function did what the reference does."""
        return self.difference is None and self.note.reply.kind == self.reference.kind


@dataclass(frozen=True)
class JudgedCheck:
    """One check: the result, the whole sentence (hidden values included) and its calls."""

    result: CheckResult
    place: tuple[str, ...]
    draws: bool
    sentence: str
    calls: tuple[JudgedCall, ...]


@dataclass(frozen=True)
class Recognised:
    """A named mistake, and how it was recognised."""

    mistake: str
    sentence: str
    how: str


@dataclass(frozen=True)
class Explanation:
    """All that is known about one exercise of one student.

    Parameters
    ----------
    assignment, student : str
        Whose work on what.
    exercise : Exercise
        With its declaration.
    result : ExerciseResult
        As it comes out now.
    checks : tuple of JudgedCheck
        For functions.
    cells : tuple of Cell
        For typed answers.
    mistakes : tuple of Recognised
        What was named.
    incidents : tuple of str
        Of the whole notebook.
    isolation : str
        The sandbox's tier.
    """

    assignment: str
    student: str
    exercise: Exercise
    result: ExerciseResult
    checks: tuple[JudgedCheck, ...] = ()
    cells: tuple[Cell, ...] = ()
    mistakes: tuple[Recognised, ...] = ()
    incidents: tuple[str, ...] = ()
    isolation: str = ""


def explain(seen: Replay, drawn_for: str) -> Explanation:
    """Take a replay apart.

    Parameters
    ----------
    seen : Replay
        Of one exercise.
    drawn_for : str
        For whom the hidden inputs were drawn: the student, or the group.
    """
    assert seen.graded is not None
    assert seen.result is not None
    whole, notebook = seen.result, seen.graded.result.assignment
    result = next(each for each in whole.exercises if each.name == seen.name)
    cells: tuple[Cell, ...] = ()
    if isinstance(seen.exercise, AnswersExercise) and seen.typed is not None:
        cells = tuple(judged(seen.exercise, seen.typed))
    results = {check.name: check for check in result.checks}
    return Explanation(
        whole.assignment,
        whole.student,
        seen.exercise,
        result,
        tuple(
            _check(seen, check, results[check.trial.check.name], notebook, drawn_for)
            for check in seen.checks
        ),
        cells,
        tuple(_recognised(seen, each.mistake, cells) for each in result.diagnoses),
        whole.incidents,
        whole.isolation,
    )


def _check(
    seen: Replay, check: SeenCheck, result: CheckResult, notebook: str, drawn_for: str
) -> JudgedCheck:
    trial = check.trial
    name = seen.exercise.name
    function = trial.check.function
    draws = function is not None and "rng" in inspect.signature(function).parameters
    tolerances = iter(trial.probe.calls)
    calls = []
    for note in check.notes:
        call = next(tolerances, None) if note.name == name else None
        calls.append(_call(seen.exercise, note, call))
    return JudgedCheck(
        result,
        (notebook, drawn_for, name, f"{name}/{trial.check.name}"),
        draws,
        trial.failure.message if trial.failure else "",
        tuple(calls),
    )


def _call(exercise: Exercise, note: Note, call: Call | None) -> JudgedCall:
    other = exercise.part.homework.exercises.get(note.name)
    rtol, atol = (call.rtol, call.atol) if call else (RTOL, ATOL)
    if not isinstance(other, FunctionExercise):
        return JudgedCall(note, (), Reply("missing"), None, rtol, atol)
    with quiet():
        reference = LocalNamespace({note.name: other.function}).call(
            note.name, copy(note.args), copy(note.kwargs)
        )
    reply = call.reply if call else note.reply
    difference = None
    if reply.kind == "value" and reference.kind == "value":
        difference = first_difference(reply.value, reference.value, rtol, atol)
    names = tuple(map(other.argument_name, range(len(note.args))))
    note = Note(note.name, note.args, note.kwargs, reply)
    return JudgedCall(note, names, reference, difference, rtol, atol)


def first_difference(value: Any, right: Any, rtol: float, atol: float) -> Difference | None:
    """Return where a value first differs from the right one, None where they agree."""
    settled = settle(right)
    try:
        mine = dict(leaves(conform(copy(value), settled)))
    except Misfit as misfit:
        where = f" at {misfit.path}" if misfit.path else ""
        mend = f" {misfit.mend}" if misfit.mend else ""
        return Difference(sentence=f"{misfit.got}{where}, wanted {misfit.wanted}.{mend}")
    found: list[tuple[str, Any, Any]] = []
    n_wrong = n_values = 0
    for path, wanted in leaves(settled):
        good = np.atleast_1d(np.asarray(agree(mine[path], wanted, rtol, atol)))
        n_values += good.size
        n_wrong += int(np.count_nonzero(~good))
        if not good.all() and not found:
            found.append(_at(path, mine[path], wanted, good))
    if not found:
        return None
    place, got, want = found[0]
    return Difference(place, got, want, "", n_wrong, n_values)


def _at(path: str, value: Any, wanted: Any, good: np.ndarray) -> tuple[str, Any, Any]:
    if np.ndim(wanted) == 0:
        return path, value, wanted
    index = tuple(np.argwhere(~good)[0].tolist())
    return f"{path}{list(index)}", np.asarray(value)[index], np.asarray(wanted)[index]


def _recognised(seen: Replay, name: str, cells: Sequence[Cell]) -> Recognised:
    mistake = next(each for each in seen.exercise.mistakes if each.name == name)
    if isinstance(seen.exercise, AnswersExercise):
        wrong = [cell for cell in cells if not (cell.verdict.right or cell.verdict.blank)]
        hits = matching_cells(seen.exercise, mistake, wrong)
        labels = ", ".join(seen.exercise.label(cell.entry, cell.position) for cell in hits)
        how = f"its wrong value stands in {len(hits)} of {len(wrong)} wrong cells: {labels}"
    else:
        how = _how_by_calls(seen, mistake)
    return Recognised(mistake.name, mistake.sentence, how)


def _how_by_calls(seen: Replay, mistake: Mistake) -> str:
    """Say on which calls a mistake did what the student's function did."""
    exercise = seen.exercise
    assert isinstance(exercise, FunctionExercise)
    trials = [check.trial for check in seen.checks]
    every = [call for trial in trials for call in trial.probe.calls]
    if mistake.sign is None and explains(exercise, mistake, every):
        return f"on all {_calls(len(every))} it gives what the student's function gave"
    failed = [trial for trial in trials if trial.failure and not trial.fault]
    for looked_at in (False, True):
        for trial in failed:
            if not explains(exercise, mistake, trial.probe.calls, looked_at):
                continue
            title = f"“{trial.check.title}”"
            if mistake.sign is not None:
                return f"a value that {title} was given has its sign"
            places = " in the places that it looks at" if looked_at else ""
            made = _calls(len(trial.probe.calls))
            return f"on the {made} of {title} it gives what the student's function gave{places}"
    return "by what the student's function gave"


def _calls(count: int) -> str:
    return f"{count} call{'' if count == 1 else 's'}"
