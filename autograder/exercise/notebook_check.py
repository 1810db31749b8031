"""What `homework.check` does in the student's notebook.

It shows a table and returns the points. It never raises, writes nothing to stderr, and leaves the
random state, NumPy's error settings, the warnings filters and the student's names as they were.
"""

from __future__ import annotations

import contextlib
import difflib
import hashlib
import random
import sys
import warnings
from collections import ChainMap
from collections.abc import Iterator, MutableMapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from autograder.exercise.base import Exercise
from autograder.exercise.function import FunctionExercise
from autograder.exercise.grading import failed_needs, grade_exercise
from autograder.exercise.namespace import LocalNamespace
from autograder.exercise.show import shorten
from autograder.exercise.table_view import show_result, show_sentence
from autograder.results import ExerciseResult

if TYPE_CHECKING:
    from autograder.exercise.homework import Homework

Names = MutableMapping[str, Any]


class NotAsked(Exception):
    """The call of `check` cannot be understood; the message tells how to write it."""


@dataclass
class Asked:
    """What is to be checked: the exercise, the student's names, and the answer over them."""

    exercise: Exercise
    names: Names
    answer: dict[str, Any]


def check_here(homework: Homework, answer: Any, answers: Any, hidden: bool) -> float:
    """Check one answer in this process, show the result, and return its points.

    Parameters
    ----------
    homework : Homework
        Which homework.
    answer, answers, hidden
        As for `Homework.check`.
    """
    try:
        with _nothing_left_changed():
            asked = _understand(homework, answer, answers, _caller_names())
            result = _grade(homework, asked, "hidden" if hidden else "visible")
        show_result(result)
        return float(result.points)
    except NotAsked as problem:
        show_sentence(str(problem))
    except KeyboardInterrupt:
        show_sentence("Stopped. Nothing was checked; run the cell again when you are ready.")
    except BaseException as error:
        show_sentence(
            f"The check itself failed ({type(error).__name__}: {shorten(_text(error), 160)}). "
            "That is a fault of ours, not of your answer. Please tell your instructor."
        )
    return 0.0


def local_rng(key: str) -> np.random.Generator:
    """Return the generator for a check's inputs on the student's machine, the same each time."""
    return np.random.default_rng(int.from_bytes(hashlib.sha256(key.encode()).digest()[:8], "big"))


def _grade(homework: Homework, asked: Asked, which: str) -> ExerciseResult:
    """Grade, with references standing in for needed functions that do not pass."""
    results: dict[str, ExerciseResult] = {}
    for need in asked.exercise.all_needs():
        with _bound(asked.names, failed_needs(need, results)):
            space = LocalNamespace(asked.names)
            results[need.name] = grade_exercise(need, space, local_rng, "visible")
        if space.interrupted:
            raise KeyboardInterrupt
    stand_ins = failed_needs(asked.exercise, results)
    with _bound(asked.names, stand_ins):
        space = LocalNamespace(ChainMap(asked.answer, asked.names))
        names = [each.name for each in stand_ins]
        result = grade_exercise(asked.exercise, space, local_rng, which, used_reference_for=names)
    side_notes = _side_notes(space) if which == "visible" else []
    return replace(result, notes=(*result.notes, *side_notes))


def _side_notes(space: LocalNamespace) -> list[str]:
    """Tell what the student's function printed and warned about."""
    notes = []
    if space.warned:
        listed = "; ".join(shorten(text, 100) for text in space.warned[:3])
        notes.append(f"While it ran, Python warned: {listed}. That costs no points.")
    printed = shorten(" ⏎ ".join("".join(space.printed).split("\n")).strip(" ⏎"), 160)
    if printed:
        notes.append(f"While it ran, it printed: {printed}")
    return notes


def _understand(homework: Homework, answer: Any, answers: Any, names: Names) -> Asked:
    """Find out which exercise is meant, and where its answer is."""
    if isinstance(answer, str):
        exercise = _named(homework, str.__str__(answer))
        if answers is not None and exercise.kind == "function":
            return Asked(exercise, _globals_of(answers, names), {exercise.name: answers})
        return Asked(exercise, names, {} if answers is None else {exercise.name: answers})
    if isinstance(answer, Exercise):
        raise NotAsked(
            f"This is the course's own {answer.name}. Pass the function that you wrote: "
            f"{answer.check_source()}"
        )
    if isinstance(answer, dict):
        name = _bound_to(homework, answer, names)
        if name is None:
            raise NotAsked(_usage(homework, "a dict without the exercise's name"))
        return Asked(homework.exercises[name], names, {name: answer})
    if isinstance(answer, type):
        raise NotAsked(_usage(homework, f"the class {shorten(answer.__name__)}"))
    if not callable(answer):
        what = "nothing" if answer is None else f"a value ({type(answer).__name__})"
        raise NotAsked(_usage(homework, what))
    return _understand_function(homework, answer, names)


def _understand_function(homework: Homework, function: Any, names: Names) -> Asked:
    names = _globals_of(function, names)
    own = getattr(function, "__name__", "")
    own = str.__str__(own) if isinstance(own, str) else ""
    name = own if own in homework.exercises else _bound_to(homework, function, names)
    if name is None and own == "<lambda>":
        raise NotAsked(_usage(homework, "a lambda without a name"))
    if name is None:
        raise NotAsked(_unknown(homework, own or type(function).__name__))
    exercise = homework.exercises[name]
    if exercise.kind != "function":
        raise NotAsked(f"{name} is no function; write {exercise.check_source()}")
    return Asked(exercise, names, {name: function})


def _named(homework: Homework, name: str) -> Exercise:
    if name not in homework.exercises:
        raise NotAsked(_unknown(homework, name))
    exercise = homework.exercises[name]
    if exercise.kind == "manual":
        raise NotAsked(f"{name} is read and graded by a person; there is nothing to check here.")
    return exercise


def _unknown(homework: Homework, name: str) -> str:
    near = difflib.get_close_matches(name, homework.exercises, 3, 0.5)
    if near:
        help_ = f"Is {' or '.join(near)} meant?"
    else:
        listed = [e.name for e in homework.exercises.values() if e.kind != "manual"]
        help_ = f"The exercises are {', '.join(listed)}."
    return f"{homework.name} has no exercise named “{shorten(name)}”. {help_}"


def _usage(homework: Homework, got: str) -> str:
    examples: dict[str, str] = {}
    for exercise in homework.exercises.values():
        if exercise.kind != "manual":
            examples.setdefault(exercise.kind, exercise.check_source())
    return f"{homework.name}.check got {got}. Write " + " or ".join(examples.values())


def _bound_to(homework: Homework, answer: Any, names: Names) -> str | None:
    """Return the exercise whose name is bound to this very object."""
    return next((name for name in homework.exercises if names.get(name) is answer), None)


def _globals_of(function: Any, default: Names) -> Names:
    found = getattr(function, "__globals__", None)
    return found if isinstance(found, dict) else default


def _caller_names() -> Names:
    """Return the globals of whoever called `check`."""
    frame = sys._getframe(1)
    while frame.f_back and frame.f_globals.get("__name__", "").startswith("autograder.exercise"):
        frame = frame.f_back
    return frame.f_globals


def _text(error: BaseException) -> str:
    try:
        return str(error)
    except BaseException:
        return ""


@contextlib.contextmanager
def _bound(names: Names, exercises: Sequence[FunctionExercise]) -> Iterator[None]:
    """Bind the references over the student's names for a while."""
    missing = object()
    before = {exercise.name: names.get(exercise.name, missing) for exercise in exercises}
    try:
        names.update({exercise.name: exercise.function for exercise in exercises})
        yield
    finally:
        for name, value in before.items():
            if value is missing:
                names.pop(name, None)
            else:
                names[name] = value


@contextlib.contextmanager
def _nothing_left_changed() -> Iterator[None]:
    """Keep random states, NumPy's settings and warnings filters as they were."""
    numpy_state, python_state = np.random.get_state(), random.getstate()  # noqa: NPY002
    try:
        with warnings.catch_warnings(), np.errstate(), np.printoptions():
            yield
    finally:
        np.random.set_state(numpy_state)  # noqa: NPY002
        random.setstate(python_state)
