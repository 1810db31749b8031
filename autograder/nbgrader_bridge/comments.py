"""What the gradebook's comment on an exercise says: the diagnosis, in sentences."""

from __future__ import annotations

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
