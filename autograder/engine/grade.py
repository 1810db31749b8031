"""Grading one submission: a pure function of the submission, the assignment and the secret.

It never raises for what a submission does. A failure of our own becomes an incident of that
submission, with no points for what was not reached.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.engine.fingerprint import AssignmentLike, key_of, result_basis
from autograder.engine.limits import DEFAULT_LIMITS, Limits
from autograder.engine.plan import PlannedCell, plan
from autograder.engine.secret import rng_for
from autograder.engine.server import Server
from autograder.engine.session import Bindings, SandboxNamespace, Session
from autograder.exercise import (
    Exercise,
    FunctionExercise,
    Reply,
    failed_needs,
    grade_exercise,
)
from autograder.ingest import Submission
from autograder.results import CheckResult, ExerciseResult, SubmissionResult

LOG = logging.getLogger(__name__)

NOT_REACHED = "This check was not run, because grading stopped before it."


@dataclass(frozen=True)
class Graded:
    """A graded submission.

    Parameters
    ----------
    result : SubmissionResult
        Points, sentences, incidents.
    cells : tuple of dict
        The executed notebook: ``id``, ``kind``, ``cell_type``, ``source`` and cleaned ``outputs``
        of each cell, in order.
    """

    result: SubmissionResult
    cells: tuple[dict[str, Any], ...]


class NothingThere:
    """The namespace of a submission that cannot be read: every name is missing."""

    def call(self, name: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Reply:
        """Say that the function is missing."""
        return Reply("missing", message="the notebook could not be read")

    def value(self, name: str) -> Reply:
        """Say that the variable is missing."""
        return Reply("missing", message="the notebook could not be read")

    def source(self, name: str) -> str:
        """Return nothing."""
        return ""


def grade_submission(
    submission: Submission,
    assignment: AssignmentLike,
    secret: bytes,
    server: Server,
    limits: Limits = DEFAULT_LIMITS,
) -> Graded:
    """Run a submission's cells in a child of `server` and grade every exercise.

    Parameters
    ----------
    submission : Submission
        From `autograder.ingest`.
    assignment : Assignment
        Homework, cells and data; the data must be that of `server`.
    secret : bytes
        Draws the inputs of the checks, for each student, exercise and check anew.
    server : Server
        A fork server; it is started when it is not running.
    limits : Limits
        What the submission may use.

    Returns
    -------
    Graded
        Always.
    """
    start = time.monotonic()
    cells, odd = plan(submission, assignment.cells)
    session = Session(server, cells if submission.readable else (), limits)
    results: dict[str, ExerciseResult] = {}
    try:
        _grade_all(session, submission, assignment, secret, results)
    except Exception as error:  # ours, not the student's: those are replies
        LOG.exception("grading %s stopped", submission.student)
        session.fault(f"Grading stopped by an internal error: {type(error).__name__}: {error}")
    finally:
        _close(session)
    exercises = assignment.homework.exercises
    basis = result_basis(submission, assignment, secret, limits)
    result = SubmissionResult(
        student=submission.student,
        assignment=assignment.homework.name,
        exercises=tuple(results.get(name) or not_reached(e) for name, e in exercises.items()),
        incidents=(
            *submission.incidents,
            *(odd if submission.readable else ()),
            *session.incidents,
        ),
        isolation=server.tier,
        seconds=time.monotonic() - start,
        key=key_of(basis) if session.sound else "",
        basis=basis,
    )
    return Graded(result, _executed(cells, session))


def _close(session: Session) -> None:
    try:
        session.close()
    except Exception:
        LOG.exception("the sandbox could not be cleaned")
        session.server.stop()


def _grade_all(
    session: Session,
    submission: Submission,
    assignment: AssignmentLike,
    secret: bytes,
    results: dict[str, ExerciseResult],
) -> None:
    """Fill `results` in the homework's order, so that what was reached stays."""
    homework = assignment.homework
    main = session.namespace()
    if submission.readable:
        main.run()
    for name, exercise in homework.exercises.items():
        make_rng = _rng_maker(secret, homework.name, submission.student, name)
        try:
            if not submission.readable:
                results[name] = grade_exercise(exercise, NothingThere(), make_rng, "all")
            else:
                results[name] = _grade_one(session, main, exercise, make_rng, results)
            for fault in results[name].faults:
                session.fault(fault)
        except Exception as error:
            LOG.exception("grading %s of %s failed", name, submission.student)
            session.fault(f"`{name}` could not be graded: {type(error).__name__}: {error}")
            results[name] = not_reached(exercise)
    main.close()


def _grade_one(
    session: Session,
    main: SandboxNamespace,
    exercise: Exercise,
    make_rng: Callable[[str], np.random.Generator],
    results: dict[str, ExerciseResult],
) -> ExerciseResult:
    """Grade an exercise; where something that it needs failed, in a child with references."""
    failed = [need.name for need in failed_needs(exercise, results)]
    if not failed or exercise.kind == "manual":
        return grade_exercise(exercise, main, make_rng, "all")
    needed = [need for need in exercise.all_needs() if isinstance(need, FunctionExercise)]
    sources = tuple(need.reference_source() for need in needed)
    namespace = session.namespace(Bindings(sources, tuple(failed)))
    try:
        return grade_exercise(exercise, namespace, make_rng, "all", used_reference_for=failed)
    finally:
        namespace.close()


def _rng_maker(secret: bytes, *where: str) -> Callable[[str], np.random.Generator]:
    def make_rng(check: str) -> np.random.Generator:
        return rng_for(secret, *where, check)

    return make_rng


def not_reached(exercise: Any, message: str = NOT_REACHED) -> ExerciseResult:
    """Return the result of an exercise of which nothing could be graded."""
    checks = tuple(
        CheckResult(check.name, check.title, check.hidden, 0.0, check.points, False, message)
        for check in exercise.checks
    )
    return ExerciseResult(
        name=exercise.name,
        title=exercise.title,
        part=exercise.part.name,
        points=0.0,
        max_points=exercise.points,
        checks=checks,
        kind=exercise.kind,
    )


def _executed(cells: tuple[PlannedCell, ...], session: Session) -> tuple[dict[str, Any], ...]:
    return tuple(cell.as_cell(session.outputs.get(cell.id, [])) for cell in cells)
