"""What one worker process of the pool does: it grades what comes, with a fork server of its own."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Mapping
from multiprocessing.connection import Connection
from typing import Any

from autograder.engine.fingerprint import AssignmentLike
from autograder.engine.grade import grade_submission
from autograder.engine.limits import Limits
from autograder.engine.server import Server

Loader = Callable[[], AssignmentLike]


def work(
    connection: Connection,
    core: int | None,
    load: Loader,
    secret: bytes,
    tier: str,
    limits: Limits,
) -> None:
    """Grade what comes until the connection closes; what a worker process does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides
    if core is not None:
        with contextlib.suppress(OSError):  # taken from us meanwhile
            os.sched_setaffinity(0, {core})
    assignment = load()
    server = _server_that_ends_with_us(tier, assignment, limits)
    threading.Thread(target=_leave_with_parent, daemon=True).start()
    with server, contextlib.suppress(EOFError, OSError):
        while True:
            submission = connection.recv()
            connection.send(grade_submission(submission, assignment, secret, server, limits))


def _server_that_ends_with_us(tier: str, assignment: AssignmentLike, limits: Limits) -> Server:
    """Return a server whose sandbox and folder are gone when this process is terminated.

    The handler leaves at once: an exception from it could be caught on its way, for instance
    where a student's object is being looked at. Until it is set, the signal waits.
    """
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})
    server = Server(tier, data_of(assignment), limits)

    def leave(number: int, frame: Any) -> None:
        try:
            server.abandon()
        finally:
            os._exit(0)

    signal.signal(signal.SIGTERM, leave)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTERM})
    return server


def _leave_with_parent() -> None:
    """Leave at once when the process that wants the results is gone, however it ended."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os.kill(os.getpid(), signal.SIGTERM)


def data_of(assignment: AssignmentLike) -> Mapping[str, bytes]:
    """Return the assignment's data files."""
    files: Mapping[str, bytes] = assignment.data_files
    return files
