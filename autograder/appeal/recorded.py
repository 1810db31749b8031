"""What was recorded, held against what the replay gives."""

from __future__ import annotations

from dataclasses import dataclass

from autograder.grading.reasons import changes
from autograder.results import ExerciseResult, SubmissionResult


@dataclass(frozen=True)
class Recorded:
    """The recorded result of an exercise beside the replayed one.

    Parameters
    ----------
    points : float or None
        What was recorded; None where nothing was.
    same : bool
        Whether points and the verdict of every check are the same.
    reasons : tuple of str
        What changed since, in sentences; or why there is nothing to compare.
    """

    points: float | None
    same: bool
    reasons: tuple[str, ...] = ()


def held_against(record: SubmissionResult | None, now: SubmissionResult, exercise: str) -> Recorded:
    """Compare a recorded result with the replayed one.

    Parameters
    ----------
    record : SubmissionResult or None
        From the journal.
    now : SubmissionResult
        From the replay.
    exercise : str
        Which of its exercises.
    """
    if record is None:
        return Recorded(None, False, ("This student is not graded yet.",))
    then, here = _named(record, exercise), _named(now, exercise)
    if then is None or here is None:
        return Recorded(None, False, ("The exercise was not there when this was graded.",))
    same = _verdicts(then) == _verdicts(here)
    return Recorded(then.points, same, tuple(_reasons(record, now, same)))


def _named(result: SubmissionResult, exercise: str) -> ExerciseResult | None:
    return next((each for each in result.exercises if each.name == exercise), None)


def _verdicts(result: ExerciseResult) -> list[tuple[str, bool, float]]:
    return [(check.name, check.passed, check.points) for check in result.checks]


def _reasons(record: SubmissionResult, now: SubmissionResult, same: bool) -> list[str]:
    said = []
    if changed := changes(record.basis, now.basis):
        said.append(f"Since it was graded: {', '.join(changed)}.")
    if record.isolation != now.isolation:
        said.append(f"It was graded under the isolation “{record.isolation}”.")
    if not record.key:
        said.append("Its grading was disturbed, so `chalkgrad grade` grades it again.")
    if not same and not said:
        said.append(
            "Submission, checks, secret and grader are the same: the student's code does not do "
            "the same each time, or ran into a limit."
        )
    return said
