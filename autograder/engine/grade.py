"""Grading one submission: a pure function of the submission, the assignment and the secret.

It never raises for what a submission does. A failure of our own becomes an incident of that
submission, with no points for what was not reached.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np

from autograder.engine.asserts import asserts_result
from autograder.engine.fingerprint import AssignmentLike, key_of, result_basis
from autograder.engine.limits import DEFAULT_LIMITS, Limits
from autograder.engine.plan import PlannedCell, plan
from autograder.engine.rehearsal import Rehearsal, Watch
from autograder.engine.secret import rng_for
from autograder.engine.server import Server
from autograder.engine.session import Session
from autograder.engine.several import grade_notebooks
from autograder.exercise import AssertsExercise, Exercise, Reply, failed_needs, grade_exercise
from autograder.handed_in import HandedIn
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
    submission: Submission | HandedIn,
    assignment: AssignmentLike,
    secret: bytes,
    server: Server,
    limits: Limits = DEFAULT_LIMITS,
    watch: Watch | None = None,
) -> Graded:
    """Run a submission's cells in a child of `server` and grade every exercise.

    Parameters
    ----------
    submission : Submission or HandedIn
        From `autograder.ingest`; of several notebooks where the assignment has several.
    assignment : Assignment
        Homework, cells and data; the data must be that of `server`.
    secret : bytes
        Draws the inputs of the checks, for each student or group, exercise and check anew.
    server : Server
        A fork server; it is started when it is not running.
    limits : Limits
        What the submission may use.
    watch : Watch, optional
        Looks on, and changes nothing.

    Returns
    -------
    Graded
        Always.
    """
    if isinstance(submission, HandedIn):
        return Graded(
            *grade_notebooks(submission, assignment, secret, server, limits, grade_submission)
        )
    start = time.monotonic()
    cells, odd = plan(submission, assignment.cells)
    links = getattr(assignment, "links", None)
    session = Session(server, cells if submission.readable else (), limits, links)
    results: dict[str, ExerciseResult] = {}
    try:
        _grade_all(session, submission, assignment, secret, results, watch)
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
    watch: Watch | None,
) -> None:
    """Fill `results` in the homework's order, so that what was reached stays."""
    homework = assignment.homework
    rng_of = partial(_rng_maker, secret, homework.name, submission.drawn_for)
    shown = Rehearsal(session, homework, rng_of, watch) if submission.readable else None
    if shown is not None:
        _run_hidden_tests(session)
    for name, exercise in homework.exercises.items():
        try:
            if isinstance(exercise, AssertsExercise):
                results[name] = _verdict_on(exercise, session, submission.readable)
            else:
                results[name] = _grade_one(shown, exercise, rng_of(name), results, watch)
            for fault in results[name].faults:
                session.fault(fault)
        except Exception as error:
            LOG.exception("grading %s of %s failed", name, submission.student)
            session.fault(f"`{name}` could not be graded: {type(error).__name__}: {error}")
            results[name] = not_reached(exercise)
    if shown is not None:
        shown.close()


def _run_hidden_tests(session: Session) -> None:
    """Run the notebook once more, with hidden tests, in a child whose outputs nobody gets."""
    if any(cell.whole for cell in session.cells):
        namespace = session.namespace(whole_tests=True)
        namespace.run()
        namespace.close()


def _verdict_on(exercise: AssertsExercise, session: Session, readable: bool) -> ExerciseResult:
    if not readable:
        return not_reached(exercise, "The notebook could not be read.")
    verdicts = session.verdicts
    result, incidents = asserts_result(
        exercise, verdicts.get((exercise.name, False)), verdicts.get((exercise.name, True))
    )
    for incident in incidents:
        session.note(incident)
    return result


def _grade_one(
    shown: Rehearsal | None,
    exercise: Exercise,
    make_rng: Callable[[str], np.random.Generator],
    results: dict[str, ExerciseResult],
    watch: Watch | None,
) -> ExerciseResult:
    """Grade an exercise; where something that it needs failed, in a child with references."""
    if shown is None:
        return grade_exercise(exercise, NothingThere(), make_rng, "all")
    failed = [need.name for need in failed_needs(exercise, results)]
    observe = partial(watch.trial, exercise) if watch is not None else None
    with shown.namespace(exercise, failed) as (names, done):
        return grade_exercise(
            exercise,
            names,
            make_rng,
            "all",
            used_reference_for=failed,
            done=done,
            observe=observe,
        )


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


def given_up(
    submission: Submission,
    assignment: AssignmentLike,
    secret: bytes,
    limits: Limits,
    tier: str,
    said: str,
) -> Graded:
    """Return a result without points and without a key, so that the next run tries again.

    It has its basis, which tells it from a resubmission that earned nothing.
    """
    homework = assignment.homework
    result = SubmissionResult(
        student=submission.student,
        assignment=homework.name,
        exercises=tuple(map(not_reached, homework.exercises.values())),
        incidents=(*submission.incidents, said),
        isolation=tier,
        basis=result_basis(submission, assignment, secret, limits),
    )
    return Graded(result, ())


def _executed(cells: tuple[PlannedCell, ...], session: Session) -> tuple[dict[str, Any], ...]:
    return tuple(cell.as_cell(session.outputs.get(cell.id, [])) for cell in cells)
