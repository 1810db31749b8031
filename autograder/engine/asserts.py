"""Points of a cell of tests that ran beside the student's code.

This is nbgrader's way of grading, and its weakness: the tests stand in the student's process. What
is done about it: the tests come from the gradebook and reach the process when their turn comes; a
part of the agent that was set up before the student's code runs them, with the comparisons of
`numpy` and Python put back in place; and what a person reads comes from a run in which there were
no hidden tests at all (see `autograder.agent.test_cells`).

The rule is nbgrader's (`nbgrader.utils.determine_grade`): nothing for an error, the value of the
last expression if that is a number, else everything. It differs where nbgrader is wrong:

- what is written to stderr, such as a warning, costs nothing;
- a number above the maximum counts as the maximum, and does not end the grading;
- a negative number, or one that is not a number (NaN), is worth nothing, not everything;
- a number of numpy's is a number;
- a cell that hangs, or ends the process, costs its own points alone.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from autograder.engine.outputs import clean_line
from autograder.exercise import AssertsExercise
from autograder.results import CheckResult, ExerciseResult

HIDDEN_FAILED = "A hidden test failed."
NOT_RUN = "These tests were not run."


@dataclass(frozen=True)
class Verdict:
    """How a cell of tests ended.

    Parameters
    ----------
    failed : bool
        Whether it raised, hung or ended the process.
    value : float or None
        The number that its last expression gave.
    message : str
        What it raised, in a line.
    replaced : tuple of str
        Names of comparisons that the notebook had replaced, and that were put back.
    """

    failed: bool
    value: float | None = None
    message: str = ""
    replaced: tuple[str, ...] = ()


def read_verdict(message: Mapping[str, Any], source: str = "") -> Verdict:
    """Read a child's answer about a cell of tests; what is malformed has failed.

    Where it failed is said by that line of `source`, the tests as students have them.
    """
    number = _number(message.get("number"))
    names = message.get("replaced")
    replaced = [clean_line(name, 60) for name in names[:10]] if isinstance(names, list) else []
    text = " ".join(clean_line(message.get("message"), 500).split())
    line, lines = message.get("line"), source.splitlines()
    if isinstance(line, int) and 0 < line <= len(lines) and lines[line - 1].strip():
        text += f" in `{lines[line - 1].strip()[:200]}`"
    failed = message.get("passed") is not True
    return Verdict(failed, number, text, tuple(filter(None, replaced)))


def _number(value: Any) -> float | None:
    if not isinstance(value, int | float):
        return None
    try:
        return float(value)
    except OverflowError:  # an int of hundreds of digits
        return math.nan


def points_of(verdict: Verdict, max_points: float) -> float:
    """Return the points of a cell by the rule above."""
    if verdict.failed:
        return 0.0
    if verdict.value is None:
        return max_points
    if math.isnan(verdict.value):
        return 0.0
    return min(max(verdict.value, 0.0), max_points)


def asserts_result(
    exercise: AssertsExercise, shown: Verdict | None, whole: Verdict | None
) -> tuple[ExerciseResult, list[str]]:
    """Return the result of one cell of tests, and what an instructor should know about it.

    Parameters
    ----------
    exercise : AssertsExercise
        The cell.
    shown : Verdict or None
        Of the tests that students have, None where they were not reached.
    whole : Verdict or None
        Of all tests, where some are hidden; these decide then.
    """
    (check,) = exercise.checks
    decides = whole if check.hidden else shown
    points = 0.0 if decides is None else points_of(decides, check.points)
    passed = points >= check.points
    said = "" if passed else _said(shown, decides, check.hidden)
    result = CheckResult(check.name, check.title, check.hidden, points, check.points, passed, said)
    return (
        ExerciseResult(
            exercise.name,
            exercise.title,
            exercise.part.name,
            points,
            exercise.points,
            (result,),
            kind=exercise.kind,
        ),
        _incidents(exercise.name, check.points, shown, whole),
    )


def _said(shown: Verdict | None, decides: Verdict | None, hidden: bool) -> str:
    if shown is None or decides is None:
        return shown.message if shown is not None and shown.failed else NOT_RUN
    if shown.failed:
        return shown.message
    if decides.failed:
        return HIDDEN_FAILED
    return "Part of the points." if not hidden else "Part of the points; some tests are hidden."


def _incidents(
    name: str, max_points: float, shown: Verdict | None, whole: Verdict | None
) -> list[str]:
    """Return what is odd; no text of a run with hidden tests is among it."""
    replaced = dict.fromkeys(shown.replaced if shown else ())
    found = []
    if replaced:
        names = ", ".join(f"`{each}`" for each in replaced)
        found.append(f"Before the tests of `{name}` the notebook had replaced {names}; put back.")
    verdicts = [v for v in (shown, whole) if v is not None and not v.failed]
    values = [v.value for v in verdicts if v.value is not None]
    if any(math.isnan(value) or not 0 <= value <= max_points for value in values):
        wrong = ", ".join(f"{value:g}" for value in dict.fromkeys(values))
        found.append(
            f"The tests of `{name}` gave {wrong}, expected 0 to {max_points:g}: held to that."
        )
    return found
