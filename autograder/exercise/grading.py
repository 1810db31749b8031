"""Grading one exercise, wherever the student's names live."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from autograder.exercise.base import Exercise
from autograder.exercise.namespace import Namespace
from autograder.results import ExerciseResult


def grade_exercise(
    exercise: Exercise,
    namespace: Namespace,
    make_rng: Callable[[str], Any],
    which: str = "all",
    *,
    used_reference_for: Sequence[str] = (),
) -> ExerciseResult:
    """Run the chosen checks of `exercise` on the answer in `namespace`."""
    raise NotImplementedError


def failed_needs(exercise: Exercise, results: Mapping[str, ExerciseResult]) -> list[Any]:
    """Return the needed function exercises (theirs too) that did not pass in `results`."""
    return [e for e in exercise.all_needs() if e.name in results and not results[e.name].passed]
