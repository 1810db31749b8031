"""The rules that a homework's declaration keeps."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from autograder.exercise.answers import AnswersExercise
from autograder.exercise.base import Exercise
from autograder.exercise.function import FunctionExercise
from autograder.exercise.typed_numbers import Unreadable

if TYPE_CHECKING:
    from autograder.exercise.entries import Entry
    from autograder.exercise.homework import Homework

MIN_MISTAKES = 3


def problems(homework: Homework) -> list[str]:
    """Return a sentence for each rule that is broken."""
    found = list(homework.complaints)
    for part in homework.parts:
        total = sum(exercise.points for exercise in part.exercises)
        if abs(total - part.points) > 1e-9:
            found.append(f"part {part.name!r} is worth {part.points:g}, its exercises {total:g}")
    total = sum(part.points for part in homework.parts)
    if abs(total - homework.points) > 1e-9:
        found.append(f"the homework is worth {homework.points:g}, its parts {total:g}")
    for exercise in homework.exercises.values():
        found.extend(f"{exercise.name}: {text}" for text in _exercise_problems(homework, exercise))
    return found


def _exercise_problems(homework: Homework, exercise: Exercise) -> Iterator[str]:
    yield from _need_problems(homework, exercise)
    if exercise.kind == "manual":
        if exercise.points <= 0:
            yield "is worth nothing"
        return
    if not exercise.chosen_checks("visible"):
        yield "has no visible check"
    if not exercise.chosen_checks("hidden"):
        yield "has no hidden check"
    if len(exercise.mistakes) < MIN_MISTAKES:
        yield f"has {len(exercise.mistakes)} mistakes, expected at least {MIN_MISTAKES}"
    for kind, names in (
        ("check", [check.name for check in exercise.checks]),
        ("mistake", [mistake.name for mistake in exercise.mistakes]),
    ):
        for name in sorted({name for name in names if names.count(name) > 1}):
            yield f"has two {kind}s named {name!r}"
    for check in exercise.checks:
        if check.points <= 0 or (check.points * 4) % 1:
            yield f"check {check.name!r} is worth {check.points:g}, expected quarter points"
    if isinstance(exercise, FunctionExercise) and not (exercise.function.__doc__ or "").strip():
        yield "the reference has no docstring"
    if isinstance(exercise, AnswersExercise):
        yield from _answers_problems(exercise)


def _need_problems(homework: Homework, exercise: Exercise) -> Iterator[str]:
    order = list(homework.exercises)
    for name in exercise.needs:
        if name not in homework.exercises:
            yield f"needs {name!r}, which is no exercise"
        elif order.index(name) >= order.index(exercise.name):
            yield f"needs {name!r}, which does not come before it"
        elif not isinstance(homework.exercises[name], FunctionExercise):
            yield f"needs {name!r}, which is no function"


def _answers_problems(exercise: AnswersExercise) -> Iterator[str]:
    looked_at = {name for check in exercise.checks for name in check.entries}
    for name in exercise.entries:
        if name not in looked_at:
            yield f"no check looks at entry {name!r}"
    for mistake in exercise.mistakes:
        for name, wrong in mistake.function().items():
            if name not in exercise.entries:
                yield f"mistake {mistake.name!r} gives {name!r}, which is no entry"
                continue
            try:
                exercise.entries[name].split(wrong)
            except Unreadable as error:
                yield f"mistake {mistake.name!r} gives {name!r}, which {error}"
    yield from _follow_problems(exercise)


def _follow_problems(exercise: AnswersExercise) -> Iterator[str]:
    """Hold each `follow` to the one case that is known: from right answers follow right ones."""
    right = {name: _as_floats(entry) for name, entry in exercise.entries.items()}
    for name, entry in exercise.entries.items():
        if entry.follow is None:
            continue
        try:
            follows = np.asarray(entry.follow(right), float)
            cells = zip(entry.split(follows), entry.cells, strict=True)
            wrong = [own for own, want in cells if not entry.judge(entry.answer(want), own).right]
        except Exception as error:
            yield f"what {name!r} follows from stops with {type(error).__name__}: {error}"
            continue
        if wrong:
            got = follows.tolist()
            yield f"from the right answers follows {name} = {got}, expected {entry.want}"


def _as_floats(entry: Entry) -> np.ndarray:
    """Return the right answers as numbers, NaN where they are none."""
    try:
        return np.asarray(entry.want, float)
    except (TypeError, ValueError):
        return np.full(entry.shape, np.nan)
