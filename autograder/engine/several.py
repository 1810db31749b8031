"""Grading an assignment of several notebooks: each in a child of its own, one result for all."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, cast

from autograder.engine.fingerprint import key_of, result_basis
from autograder.engine.limits import Limits
from autograder.engine.server import Server
from autograder.handed_in import HandedIn

if TYPE_CHECKING:
    from autograder.ingest import Submission


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
    graded = []
    for place, notebook in enumerate(assignment.notebooks):
        left = max(end - time.monotonic(), 1.0)
        share = limits.with_(submission=left / (len(assignment.notebooks) - place))
        submission = handed_in.notebooks[notebook.name]
        graded.append(grade_one(submission, notebook, secret, server, share))
    basis = result_basis(cast("Submission", handed_in), assignment, secret, limits)
    sound = all(each.result.key for each in graded)
    result = assignment.joined(
        handed_in.student,
        [each.result for each in graded],
        isolation=server.tier,
        key=key_of(basis) if sound else "",
        basis=basis,
    )
    cells = tuple(
        cell | {"notebook": notebook.name}
        for notebook, each in zip(assignment.notebooks, graded, strict=True)
        for cell in each.cells
    )
    return result, cells
