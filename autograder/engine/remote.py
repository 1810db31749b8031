"""What a worker of a cluster does: it takes one submission and returns one result, as bytes.

Workers are trusted machines that run this package; a student's code runs only in the sandboxed
child of a fork server, as on one machine. A worker keeps what is warm for as long as it lives:
the assignment for the process, a fork server for each of its threads. Each worker finds out for
itself which isolation it has, and refuses to grade without any.
"""

from __future__ import annotations

import atexit
import functools
import os
import pickle
import platform
import socket
import threading
import zlib
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from importlib import metadata

import numpy as np

from autograder.engine import parcel
from autograder.engine.fingerprint import (
    AssignmentLike,
    assignment_fingerprint,
    environment,
    grader_fingerprint,
)
from autograder.engine.grade import grade_submission
from autograder.engine.isolation import IsolationError, choose
from autograder.engine.limits import Limits
from autograder.engine.server import START_SECONDS, Server
from autograder.ingest import Submission

SLACK = START_SECONDS + 30
"""Seconds beyond a submission's own after which a worker ends itself."""
KEPT_SERVERS = 2
"""Fork servers that a thread keeps: two assignments may be graded on one cluster in turn."""
OVERDUE = 75
"""Exit code of a worker that ended itself (EX_TEMPFAIL)."""


@dataclass(frozen=True)
class Setup:
    """What all submissions of a run have in common.

    Parameters
    ----------
    load : callable
        Returns the assignment; picklable by name.
    secret : bytes
        The instructor's secret; in no representation, so in no log.
    isolation : str or None
        What was asked for; None takes the strongest that the worker has.
    limits : Limits
        What each submission may use.
    versions : tuple of (str, str)
        What the client runs, from `versions`; a worker that runs something else refuses.
    """

    load: Callable[[], AssignmentLike] = field(repr=False)
    secret: bytes = field(repr=False)
    isolation: str | None
    limits: Limits = field(repr=False)
    versions: tuple[tuple[str, str], ...]

    @functools.cached_property
    def token(self) -> bytes:
        """What the fork server and the assignment depend on."""
        return pickle.dumps((self.load, self.isolation, self.limits, self.versions))


@dataclass(frozen=True)
class Job:
    """One submission to grade, packed for the journey."""

    setup: Setup
    packed: bytes = field(repr=False)

    @classmethod
    def of(cls, setup: Setup, submission: Submission) -> Job:
        """Pack `submission`."""
        return cls(setup, zlib.compress(pickle.dumps(submission), 1))

    def submission(self) -> Submission:
        """Unpack the submission; the client sent it, never another worker or a student."""
        unpacked: Submission = pickle.loads(zlib.decompress(self.packed))
        return unpacked


def versions(assignment: AssignmentLike) -> tuple[tuple[str, str], ...]:
    """Return what a result depends on besides the submission, in words that people can act on."""
    try:
        ours = metadata.version("chalkgrad")
    except metadata.PackageNotFoundError:
        ours = "not installed"
    return (
        ("chalkgrad", ours),
        ("Python", platform.python_version()),
        ("numpy", np.__version__),
        ("the environment", environment()),
        ("the grader's files", grader_fingerprint()[:12]),
        (f"the files of {assignment.homework.name}", assignment_fingerprint(assignment)[:12]),
    )


def grade_job(job: Job) -> bytes:
    """Grade one submission, in a thread of a worker.

    Returns
    -------
    bytes
        From `parcel.pack`, or `parcel.pack_refusal` where this worker must not grade.
    """
    try:
        warm = _warm(job.setup)
    except Exception as error:  # whatever it is: the client must see a sentence, not a traceback
        said = str(error) if isinstance(error, _Unfit) else f"{type(error).__name__}: {error}"
        return parcel.pack_refusal(f"The worker {_name()} does not grade: {said}")
    with _ends_when_overdue(job.setup.limits):
        graded = grade_submission(
            job.submission(), warm.assignment, job.setup.secret, warm.server, job.setup.limits
        )
    return parcel.pack(graded)


class _Unfit(Exception):
    """Nothing must be graded here; the text says why."""


@dataclass(frozen=True)
class _Warm:
    """What a thread keeps for one kind of job."""

    assignment: AssignmentLike
    server: Server


_loading = threading.Lock()
_assignments: OrderedDict[bytes, tuple[AssignmentLike, str]] = OrderedDict()
_of_thread = threading.local()
_servers: set[Server] = set()


def _warm(setup: Setup) -> _Warm:
    """Return the assignment and this thread's fork server, made where they are not there yet."""
    kept: OrderedDict[bytes, _Warm] = _of_thread.__dict__.setdefault("kept", OrderedDict())
    if setup.token not in kept:
        assignment, tier = _fit_assignment(setup)
        while len(kept) >= KEPT_SERVERS:
            _close(kept.popitem(last=False)[1].server)
        server = Server(tier, assignment.data_files, setup.limits)
        _servers.add(server)
        kept[setup.token] = _Warm(assignment, server)
    kept.move_to_end(setup.token)
    return kept[setup.token]


def _fit_assignment(setup: Setup) -> tuple[AssignmentLike, str]:
    """Load the assignment, once for all threads, and see that this worker may grade it."""
    with _loading:
        if setup.token not in _assignments:
            tier = _tier(setup.isolation)
            assignment = setup.load()
            _hold_versions(dict(versions(assignment)), dict(setup.versions))
            while len(_assignments) >= KEPT_SERVERS:
                _assignments.popitem(last=False)
            _assignments[setup.token] = (assignment, tier)
        return _assignments[setup.token]


def _tier(asked: str | None) -> str:
    try:
        return choose(asked)
    except IsolationError as error:
        raise _Unfit(str(error)) from None


def _hold_versions(here: dict[str, str], wanted: dict[str, str]) -> None:
    differing = [
        f"{name} is {here.get(name, 'missing')} there and {version} here"
        for name, version in wanted.items()
        if here.get(name) != version
    ]
    if differing:
        raise _Unfit(
            f"{'; '.join(differing)}. Results depend on these: give every worker the environment "
            "of the machine that runs `chalkgrad grade`, such as the same container image."
        )


def _name() -> str:
    return f"{socket.gethostname()} (process {os.getpid()})"


@contextmanager
def _ends_when_overdue(limits: Limits) -> Iterator[None]:
    """End this process where a submission's own time-outs did not end it; another one takes over.

    A thread cannot be ended from outside, and a worker that is stuck would be lost in silence.
    """
    timer = threading.Timer(limits.submission + SLACK, os._exit, (OVERDUE,))
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _close(server: Server) -> None:
    _servers.discard(server)
    server.close()


@atexit.register
def close_all() -> None:
    """End every fork server of this process and remove its folder."""
    for server in list(_servers):
        with suppress(OSError):
            _close(server)
