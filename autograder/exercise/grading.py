"""Grading one exercise, wherever the student's names live."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.exercise import sentences, show, source
from autograder.exercise.answer_grading import grade_answers
from autograder.exercise.answers import AnswersExercise
from autograder.exercise.base import Exercise
from autograder.exercise.check import Check, CheckFailed
from autograder.exercise.diagnosis import diagnose
from autograder.exercise.function import FunctionExercise
from autograder.exercise.namespace import LocalNamespace, Namespace
from autograder.exercise.probe import Probe, quiet
from autograder.results import CheckResult, ExerciseResult

MakeRng = Callable[[str], np.random.Generator]


@dataclass
class Trial:
    """A check that was run: the function's probe, and the failure if there was one."""

    check: Check
    probe: Probe
    failure: CheckFailed | None


def grade_exercise(
    exercise: Exercise,
    namespace: Namespace,
    make_rng: MakeRng,
    which: str = "all",
    *,
    used_reference_for: Sequence[str] = (),
) -> ExerciseResult:
    """Run the chosen checks of an exercise on the answer in `namespace`.

    Parameters
    ----------
    exercise : Exercise
        Which exercise.
    namespace : Namespace
        Where the student's function or variable lives.
    make_rng : callable
        ``make_rng("exercise/check") -> Generator``, the source of a check's fresh inputs.
    which : {"visible", "hidden", "all"}
        Which checks to run.
    used_reference_for : sequence of str
        Earlier exercises whose reference is bound in `namespace` over the student's name.

    Returns
    -------
    ExerciseResult
        Points over the checks that were run.
    """
    if isinstance(exercise, FunctionExercise):
        return _grade_function(exercise, namespace, make_rng, which, tuple(used_reference_for))
    if isinstance(exercise, AnswersExercise):
        return grade_answers(exercise, namespace, which)
    return ExerciseResult(
        exercise.name,
        exercise.title,
        exercise.part.name,
        points=0.0,
        max_points=exercise.points,
        kind=exercise.kind,
    )


def failed_needs(
    exercise: Exercise, results: Mapping[str, ExerciseResult]
) -> list[FunctionExercise]:
    """Return the exercises whose reference must stand in before `exercise` is graded.

    Parameters
    ----------
    exercise : Exercise
        The later exercise.
    results : mapping of str to ExerciseResult
        Results so far, by exercise.

    Returns
    -------
    list of FunctionExercise
        What `exercise` needs, directly or through another, and whose result is there and has a
        failed check; in declared order.
    """
    return [
        need
        for need in exercise.all_needs()
        if isinstance(need, FunctionExercise)
        and need.name in results
        and not results[need.name].passed
    ]


def run_check(
    exercise: FunctionExercise, check: Check, namespace: Namespace, make_rng: MakeRng
) -> Trial:
    """Run one check; whatever happens in it becomes a failure with a sentence."""
    probe = Probe(exercise, namespace)
    failure: CheckFailed | None = None
    try:
        with quiet():
            _call_check(exercise, check, probe, make_rng)
    except CheckFailed as failed:
        failure = failed
    except AssertionError as failed:
        failure = CheckFailed("property", show.shorten(str(failed), 300) or check.title)
    except Exception as error:
        failure = _body_failure(exercise, check, probe, make_rng, error)
    if failure is None and check.hidden and probe.changed:
        sentence = sentences.changed_input(exercise.name, probe.changed)
        failure = CheckFailed("changed", sentence)
    return Trial(check, probe, failure)


def _call_check(exercise: FunctionExercise, check: Check, probe: Probe, make_rng: MakeRng) -> None:
    """Call the check's function with the probe and what else its parameters ask for."""
    function = check.function
    if function is None:
        raise TypeError(f"{check.name} has no function")
    further: dict[str, Any] = {}
    for name in list(inspect.signature(function).parameters)[1:]:
        if name == "rng":
            further[name] = make_rng(f"{exercise.name}/{check.name}")
            continue
        other = exercise.part.homework.exercises[name]
        if not isinstance(other, FunctionExercise):
            raise TypeError(f"{check.name} asks for {name}, which is no function exercise")
        further[name] = Probe(other, probe.namespace)
    function(probe, **further)


def _body_failure(
    exercise: FunctionExercise, check: Check, probe: Probe, make_rng: MakeRng, error: Exception
) -> CheckFailed:
    """Tell a check that is broken from a value that it could not use."""
    names = {name: e.function for name, e in _functions(exercise).items()}
    try:
        with quiet():
            _call_check(exercise, check, Probe(exercise, LocalNamespace(names)), make_rng)
    except Exception:
        probe.calls.clear()
    values = [call for call in probe.calls if call.reply.kind == "value"]
    if not values:
        text = f"The check “{check.title}” itself is at fault ({type(error).__name__}), not your "
        return CheckFailed("ours", text + "answer. Please tell your instructor.")
    last = values[-1]
    wanted = show.kind(probe.expected(last.args, last.kwargs))
    got = show.kind(last.reply.value)
    if got == wanted:
        got = f"{got} that cannot be used as it should ({show.shorten(str(error), 80)})"
    return CheckFailed("type", f"{exercise.name} returned {got}, wanted {wanted}.")


def _functions(exercise: Exercise) -> dict[str, FunctionExercise]:
    every = exercise.part.homework.exercises
    return {name: e for name, e in every.items() if isinstance(e, FunctionExercise)}


def _grade_function(
    exercise: FunctionExercise,
    namespace: Namespace,
    make_rng: MakeRng,
    which: str,
    used_reference_for: tuple[str, ...],
) -> ExerciseResult:
    chosen = exercise.chosen_checks(which)
    trials = [run_check(exercise, check, namespace, make_rng) for check in chosen]
    results = tuple(_check_result(exercise.name, trial) for trial in trials)
    failed = [trial.probe.calls for trial in trials if trial.failure is not None]
    calls = [call for trial in trials for call in trial.probe.calls]
    return ExerciseResult(
        exercise.name,
        exercise.title,
        exercise.part.name,
        points=float(sum(result.points for result in results)),
        max_points=float(sum(result.max_points for result in results)),
        checks=results,
        diagnoses=diagnose(exercise, calls, failed) if failed else (),
        notes=tuple(_notes(exercise, namespace, trials, used_reference_for)),
        used_reference_for=used_reference_for,
        kind=exercise.kind,
    )


def _check_result(name: str, trial: Trial) -> CheckResult:
    check, failure = trial.check, trial.failure
    message = ""
    if failure is not None:
        message = sentences.without_values(name, failure) if check.hidden else failure.message
    return CheckResult(
        check.name,
        check.title,
        check.hidden,
        points=0.0 if failure else check.points,
        max_points=check.points,
        passed=failure is None,
        message=message,
        rows=() if check.hidden else tuple(trial.probe.rows[:24]),
    )


def _notes(
    exercise: FunctionExercise,
    namespace: Namespace,
    trials: Sequence[Trial],
    used_reference_for: Sequence[str],
) -> list[str]:
    notes = []
    if used_reference_for:
        listed = " and ".join(used_reference_for)
        pronoun = "it" if len(used_reference_for) == 1 else "they"
        notes.append(
            f"The right {listed} stood in for yours here, as {pronoun} "
            f"{'does' if pronoun == 'it' else 'do'} not pass yet: no mistake costs points twice."
        )
    visible = [trial for trial in trials if not trial.check.hidden]
    changed = [name for trial in visible for name in trial.probe.changed]
    if changed:
        notes.append(sentences.changed_input(exercise.name, list(dict.fromkeys(changed))))
    all_right = visible and all(trial.failure is None for trial in trials)
    looks = bool(all_right and exercise.array_form)
    if looks and source.loops(namespace.source(exercise.name), exercise.name):
        notes.append(f"Right, with a loop. Without one it is: {exercise.array_form}")
    return notes
