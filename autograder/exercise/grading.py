"""Grading one exercise, wherever the student's names live."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.exercise import sentences, show, source
from autograder.exercise.answer_grading import grade_answers
from autograder.exercise.answers import AnswersExercise
from autograder.exercise.base import Exercise
from autograder.exercise.check import Check, CheckBroken, CheckFailed
from autograder.exercise.diagnosis import diagnose
from autograder.exercise.function import FunctionExercise
from autograder.exercise.namespace import LocalNamespace, Namespace
from autograder.exercise.probe import Call, Probe, quiet
from autograder.results import MAX_ROWS, CheckResult, ExerciseResult

MakeRng = Callable[[str], np.random.Generator]


@dataclass
class Trial:
    """A check that was run: the function's probe, and the failure if there was one.

    `fault` says what is wrong with the check itself, "" for a sound one.
    """

    check: Check
    probe: Probe
    failure: CheckFailed | None
    fault: str = ""


def grade_exercise(
    exercise: Exercise,
    namespace: Namespace,
    make_rng: MakeRng,
    which: str = "all",
    *,
    used_reference_for: Sequence[str] = (),
    observe: Callable[[Trial], None] | None = None,
    done: Sequence[Trial] = (),
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
    observe : callable, optional
        Is given each check of a function that was run here, with all that it found.
    done : sequence of Trial
        Checks of a function that were run before and are not run again.

    Returns
    -------
    ExerciseResult
        Points over the checks that were run.
    """
    if isinstance(exercise, FunctionExercise):
        used = tuple(used_reference_for)
        return _grade_function(exercise, namespace, make_rng, which, used, done, observe)
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
    """Run one check; whatever happens in it becomes a failure with a sentence.

    A check that fails is run on the references too, with the same inputs. Where these fail as
    well, the fault is the check's and not the student's.
    """
    probe = Probe(exercise, namespace)
    error = _error_of(exercise, check, probe, make_rng)
    if error is None:
        changed = probe.changed if check.hidden else []
        if not changed:
            return Trial(check, probe, None)
        sentence = sentences.changed_input(exercise.name, changed, probe.changed_dicts)
        return Trial(check, probe, CheckFailed("changed", sentence))
    fault = _fault(exercise, check, probe, make_rng, error)
    if fault is not None:
        said = f"{type(fault).__name__}: {show.shorten(str(fault), 200)}"
        return Trial(check, probe, sentences.check_at_fault(check.title, fault), said)
    return Trial(check, probe, _failure(exercise, check, probe, error))


def _error_of(
    exercise: FunctionExercise, check: Check, probe: Probe, make_rng: MakeRng
) -> Exception | None:
    """Return what a check raises when it is given `probe`."""
    try:
        with quiet():
            _call_check(exercise, check, probe, make_rng)
    except Exception as error:
        return error
    return None


def _call_check(exercise: FunctionExercise, check: Check, probe: Probe, make_rng: MakeRng) -> None:
    """Call the check's function with the probe and what else its parameters ask for."""
    further: dict[str, Any] = {}
    for name in check.wants:
        if name == "rng":
            further[name] = make_rng(f"{exercise.name}/{check.name}")
            continue
        other = exercise.part.homework.exercises[name]
        if not isinstance(other, FunctionExercise):
            raise TypeError(f"{check.name} asks for {name}, which is no function exercise")
        further[name] = Probe(other, probe.namespace)
    assert check.function is not None
    check.function(probe, **further)


def _fault(
    exercise: FunctionExercise, check: Check, probe: Probe, make_rng: MakeRng, error: Exception
) -> Exception | None:
    """Return the error that shows that the check is broken, None for a sound check."""
    expected = isinstance(error, AssertionError)
    if isinstance(error, CheckBroken) or not (expected or _values(probe)):
        return error
    references = Probe(exercise, LocalNamespace(_references(exercise)))
    return _error_of(exercise, check, references, make_rng)


def _values(probe: Probe) -> list[Call]:
    return [call for call in probe.calls if call.reply.kind == "value"]


def _failure(
    exercise: FunctionExercise, check: Check, probe: Probe, error: Exception
) -> CheckFailed:
    """Return the student's failure for what a sound check raised."""
    if isinstance(error, CheckFailed):
        return error
    if isinstance(error, AssertionError):
        return CheckFailed("property", show.shorten(str(error), 300) or check.title)
    last = _values(probe)[-1]
    wanted = show.kind(probe.expected(last.args, last.kwargs))
    got = show.kind(last.reply.value)
    if got == wanted:
        got = f"{got} that cannot be used as it should ({show.shorten(str(error), 80)})"
    return CheckFailed("type", f"{exercise.name} returned {got}, wanted {wanted}.")


def _references(exercise: Exercise) -> dict[str, Callable[..., Any]]:
    every = exercise.part.homework.exercises
    return {name: e.function for name, e in every.items() if isinstance(e, FunctionExercise)}


def _grade_function(
    exercise: FunctionExercise,
    namespace: Namespace,
    make_rng: MakeRng,
    which: str,
    used_reference_for: tuple[str, ...],
    done: Sequence[Trial],
    observe: Callable[[Trial], None] | None,
) -> ExerciseResult:
    known = {trial.check.name: trial for trial in done}
    trials = []
    for check in exercise.chosen_checks(which):
        trial = known.get(check.name)
        if trial is None:
            trial = run_check(exercise, check, namespace, make_rng)
            if observe is not None:
                observe(trial)
        trials.append(trial)
    results = tuple(_check_result(exercise.name, trial) for trial in trials)
    failed = [trial.probe.calls for trial in trials if trial.failure and not trial.fault]
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
        rows=() if check.hidden else tuple(trial.probe.rows[:MAX_ROWS]),
        fault=trial.fault,
    )


def _notes(
    exercise: FunctionExercise,
    namespace: Namespace,
    trials: Sequence[Trial],
    used_reference_for: Sequence[str],
) -> list[str]:
    notes = []
    if used_reference_for:
        *first, last = used_reference_for
        listed = f"{', '.join(first)} and {last}" if first else last
        pronoun = "it" if len(used_reference_for) == 1 else "they"
        notes.append(
            f"The right {listed} stood in for yours here, as {pronoun} "
            f"{'does' if pronoun == 'it' else 'do'} not pass yet: no mistake costs points twice."
        )
    visible = [trial for trial in trials if not trial.check.hidden]
    changed = dict.fromkeys(name for trial in visible for name in trial.probe.changed)
    if changed:
        dicts = {name for trial in visible for name in trial.probe.changed_dicts}
        notes.append(sentences.changed_input(exercise.name, list(changed), dicts))
    all_right = visible and all(trial.failure is None for trial in trials)
    looks = bool(all_right and exercise.array_form)
    if looks and source.loops(namespace.source(exercise.name), exercise.name):
        notes.append(f"Right, with a loop. Without one it is: {exercise.array_form}")
    return notes
