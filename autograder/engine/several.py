"""Grading an assignment of several notebooks: each in a child of its own, one result for all."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, cast

from autograder.engine.fingerprint import key_of, result_basis
from autograder.engine.limits import Limits
from autograder.engine.server import Server
from autograder.handed_in import HandedIn

if TYPE_CHECKING:
    from autograder.ingest import Submission
    from autograder.results import SubmissionResult


def grade_notebooks(
    handed_in: HandedIn,
    assignment: Any,
    secret: bytes,
    server: Server,
    limits: Limits,
    grade_one: Callable[..., Any],
) -> tuple[Any, tuple[dict[str, Any], ...]]:
    """Grade every notebook of a `CourseAssignment` and join the results.

    The time of a submission is shared: what one notebook leaves goes to the later ones.

    Parameters
    ----------
    grade_one : callable
        Grades one notebook, as `autograder.engine.grade_submission` does.

    Returns
    -------
    SubmissionResult, tuple of dict
        The whole result, and the executed cells, each with its notebook's name under
        ``notebook``.
    """
    end = time.monotonic() + limits.submission
    graded: dict[str, Any] = {}
    for place, notebook in enumerate(assignment.notebooks):
        left = max(end - time.monotonic(), 1.0)
        share = limits.with_(submission=left / (len(assignment.notebooks) - place))
        submission = handed_in.notebooks[notebook.name]
        graded[notebook.name] = grade_one(submission, notebook, secret, server, share)
    cells = tuple(cell | {"notebook": name} for name, each in graded.items() for cell in each.cells)
    return joined(handed_in, assignment, secret, server, limits, graded), cells


def most_time(limits: Limits, assignment: Any, notebook: str) -> Limits:
    """Return the limits of one notebook where those before it took no time."""
    names = [each.name for each in assignment.notebooks]
    left = len(names) - names.index(notebook)
    return limits.with_(submission=limits.submission / left)


def joined(
    handed_in: HandedIn,
    assignment: Any,
    secret: bytes,
    server: Server,
    limits: Limits,
    graded: Mapping[str, Any],
) -> SubmissionResult:
    """Return the result of the whole from what notebooks got, by name; of some or of all."""
    basis = result_basis(cast("Submission", handed_in), assignment, secret, limits)
    sound = all(each.result.key for each in graded.values())
    result: SubmissionResult = assignment.joined(
        handed_in.student,
        {name: each.result for name, each in graded.items()},
        isolation=server.tier,
        key=key_of(basis) if sound else "",
        basis=basis,
    )
    return result
