"""What the gradebook's comment on an exercise says: the diagnosis, in sentences."""

from __future__ import annotations

from collections.abc import Mapping

from autograder.build import Assignment
from autograder.results import ExerciseResult


def comment_on(result: ExerciseResult) -> str:
    """Return the sentences for the student, one a line; "" when there is nothing to say.

    The mistakes that explain the answer come first; where none is known, what the failed
    checks say. Hidden checks' messages hold no inputs and no expected values.
    """
    lines = [diagnosis.sentence for diagnosis in result.diagnoses]
    if not lines:
        failed = [check for check in result.checks if not check.passed]
        lines = [f"{check.title}: {check.message}".rstrip(": ") for check in failed]
    return "\n".join(dict.fromkeys([*lines, *result.notes]))


def comment_below(
    cell: str, notebook: Assignment, results: Mapping[str, ExerciseResult]
) -> str | None:
    """Return what the tests below a student's cell say, where they cost points."""
    below = [
        results[name]
        for name, exercise in notebook.homework.exercises.items()
        if getattr(exercise, "answer", "") == cell and name in results
    ]
    return "\n".join(filter(None, map(comment_on, below))) or None


def tested_answers(notebook: Assignment) -> dict[str, str]:
    """Return the student's cell above each cell of tests, for the first of these alone."""
    found: dict[str, str] = {}
    for name, exercise in notebook.homework.exercises.items():
        answer = getattr(exercise, "answer", "")
        if answer and answer not in found.values():
            found[name] = answer
    return found
