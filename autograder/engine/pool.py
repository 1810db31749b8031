"""Grading many submissions at once: trusted worker processes, each with a fork server of its own.

A worker takes one submission at a time. It and its sandbox take turns, so where there are as many
workers as cores each keeps to one, and neither has to be woken on another.

While some wait for a submission that takes far longer than the others (it hangs until its
time-out), further workers are started in their place, so that the cores stay busy. Results come as
they are finished.
"""

from __future__ import annotations

import contextlib
import logging
import multiprocessing
import os
import statistics
import time
from collections import deque
from collections.abc import Iterable, Iterator
from multiprocessing.connection import wait
from typing import Any

from autograder.engine.grade import Graded, given_up
from autograder.engine.limits import DEFAULT_LIMITS, Limits
from autograder.engine.server import START_SECONDS
from autograder.engine.worker import Loader, work
from autograder.ingest import Submission

LOG = logging.getLogger(__name__)

TRIES = 2
SLACK = START_SECONDS + 30
"""Seconds beyond a submission's own after which a worker that is silent is ended."""

SLOW_SECONDS = 3.0
SLOW_TIMES = 4.0
"""A submission is slow after so many seconds, and so many times what the others take."""

START_SLACK = 10.0
"""Seconds more for the first submission of a worker, which has to start."""

BOXES = 3
"""Most workers for each one that was asked for, the slow ones included."""

_CONTEXT = multiprocessing.get_context("spawn")

THREADS = (
    "OPENBLAS_NUM_THREADS",
    "OMP_NUM_THREADS",
    "MKL_NUM_THREADS",
    "VECLIB_MAXIMUM_THREADS",
)
"""What the libraries of linear algebra read when they are loaded."""


@contextlib.contextmanager
def one_thread() -> Iterator[None]:
    """Let processes that are started meanwhile compute with one thread: each has its core."""
    before = {name: os.environ.get(name) for name in THREADS}
    os.environ.update(dict.fromkeys(THREADS, "1"))
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def cores() -> list[int]:
    """Return the numbers of the cores that this process may use; [] where there is no telling."""
    with contextlib.suppress(AttributeError):
        return sorted(os.sched_getaffinity(0))
    return []


def n_cores() -> int:
    """Return how many cores this process may use."""
    return len(cores()) or os.cpu_count() or 1


def grade_all(
    submissions: Iterable[Submission],
    load: Loader,
    secret: bytes,
    *,
    workers: int = 0,
    tier: str = "namespaces",
    limits: Limits = DEFAULT_LIMITS,
) -> Iterator[Graded]:
    """Grade submissions in parallel and yield each result when it is there.

    Parameters
    ----------
    submissions : iterable of Submission
        Taken as workers become free.
    load : callable
        Returns the assignment; called once in each worker, so it must be picklable, such as
        ``functools.partial(autograder.build.load, "hw1a")``.
    secret : bytes
        The instructor's secret.
    workers : int
        How many work at a time; 0 for one for each core. Those that wait for a slow submission
        do not count, up to `BOXES` times as many in all.
    tier : {"namespaces", "landlock", "none"}
        See `autograder.engine.isolation`.
    limits : Limits
        What each submission may use.

    Yields
    ------
    Graded
        One for each submission, in the order in which they are finished. Closing the iterator,
        or an interrupt, ends every worker and every child.
    """
    pool = _Pool(load, secret, tier, limits)
    try:
        yield from pool.run(iter(submissions), max(workers or n_cores(), 1))
    finally:
        pool.stop()


class _Worker:
    """One worker process and what it works on.

    Parameters
    ----------
    arguments : tuple
        What `work` grades with.
    core : int, optional
        The core that it keeps to.
    """

    def __init__(self, arguments: tuple[Any, ...], core: int | None = None) -> None:
        self.core = core
        self.connection, theirs = _CONTEXT.Pipe()
        self.process = _CONTEXT.Process(target=work, args=(theirs, core, *arguments), daemon=True)
        with one_thread():
            self.process.start()
        theirs.close()
        self.job: tuple[Submission, int] | None = None
        self.since = 0.0
        self.is_new = True
        """Has brought no result yet: it is still importing, which takes its time."""

    def take(self, submission: Submission, tries: int) -> None:
        self.job = (submission, tries)
        self.since = time.monotonic()
        with contextlib.suppress(OSError):  # a dead worker is noticed where results are awaited
            self.connection.send(submission)

    def stop(self) -> None:
        self.connection.close()
        self.process.terminate()

    def join(self) -> None:
        self.process.join(5)
        if self.process.is_alive():
            self.process.kill()
            self.process.join()


class _Pool:
    def __init__(self, load: Loader, secret: bytes, tier: str, limits: Limits) -> None:
        self.load = load
        self.arguments = (load, secret, tier, limits)
        self.secret = secret
        self.tier = tier
        self.limits = limits
        self.patience = limits.submission + SLACK
        self.workers: list[_Worker] = []
        self.again: deque[tuple[Submission, int]] = deque()
        self.durations: deque[float] = deque(maxlen=50)

    def run(self, submissions: Iterator[Submission], n_workers: int) -> Iterator[Graded]:
        """Hand out submissions and yield results until all are done."""
        while True:
            self._hand_out(submissions, n_workers)
            busy = {worker.connection: worker for worker in self.workers if worker.job}
            if not busy:
                return
            seconds = min(self._time_left(busy.values()), self._next_slow(busy.values()))
            ready = [busy.pop(each) for each in wait(list(busy), seconds)]  # type: ignore[call-overload]
            results = [self._take_result(worker) for worker in ready]
            overdue = [worker for worker in busy.values() if self._time_left([worker]) == 0]
            results += [self._overdue(worker) for worker in overdue]
            self._hand_out(submissions, n_workers)  # before the results are written: nobody waits
            yield from (graded for graded in results if graded is not None)

    def _time_left(self, workers: Iterable[_Worker]) -> float:
        """Return the seconds until the first of `workers` has been silent for too long."""
        end = min(worker.since for worker in workers) + self.patience
        return max(end - time.monotonic(), 0.0)

    def _until_slow(self, worker: _Worker) -> float:
        """Return the seconds until a worker's submission counts as slow; 0 or less if it does."""
        typical = statistics.median(self.durations) if self.durations else 0.0
        after = max(SLOW_SECONDS, SLOW_TIMES * typical) + START_SLACK * worker.is_new
        return worker.since + after - time.monotonic()

    def _next_slow(self, workers: Iterable[_Worker]) -> float:
        """Return the seconds until the next of `workers` turns slow."""
        left = map(self._until_slow, workers)
        return min((each for each in left if each > 0), default=float("inf"))

    def _is_full(self, n_workers: int) -> bool:
        """Say whether as many workers as were asked for are at work, slow ones aside."""
        at_work = [worker for worker in self.workers if worker.job]
        return sum(self._until_slow(worker) > 0 for worker in at_work) >= n_workers

    def _hand_out(self, submissions: Iterator[Submission], n_workers: int) -> None:
        """Give free workers jobs; start workers only for jobs that are there."""
        while not self._is_full(n_workers):
            free = next((worker for worker in self.workers if worker.job is None), None)
            if free is None and len(self.workers) >= n_workers * BOXES:
                return
            job = self._next(submissions)
            if job is None:
                return
            if free is None:
                free = _Worker(self.arguments, self._core(n_workers))
                self.workers.append(free)
            free.take(*job)

    def _core(self, n_workers: int) -> int | None:
        """Return a core that no worker has, if there are as many workers as cores.

        With fewer, two runs on one machine could choose the same ones.
        """
        there = cores()
        if len(there) != n_workers:
            return None
        taken = {worker.core for worker in self.workers}
        return next((core for core in there if core not in taken), None)

    def _next(self, submissions: Iterator[Submission]) -> tuple[Submission, int] | None:
        if self.again:
            return self.again.popleft()
        submission = next(submissions, None)
        return None if submission is None else (submission, 0)

    def _take_result(self, worker: _Worker) -> Graded | None:
        """Read a worker's result; if the worker died, try its submission once more."""
        assert worker.job is not None
        submission, tries = worker.job
        try:
            graded: Graded = worker.connection.recv()
        except (EOFError, OSError):
            return self._lost(worker, submission, tries + 1)
        worker.job = None
        if not worker.is_new:
            self.durations.append(time.monotonic() - worker.since)
        worker.is_new = False
        return graded

    def _lost(self, worker: _Worker, submission: Submission, tries: int) -> Graded | None:
        self._end(worker)
        LOG.warning("a worker died while it graded %s", submission.student)
        if tries < TRIES:
            self.again.append((submission, tries))
            return None
        return self._given_up(submission, f"died {TRIES} times over this submission")

    def _overdue(self, worker: _Worker) -> Graded:
        """End a worker whose time-outs did not end its submission; once is enough."""
        assert worker.job is not None
        submission, _ = worker.job
        self._end(worker)
        LOG.warning("a worker did not come back from %s", submission.student)
        return self._given_up(submission, f"did not end within {self.patience:g} s")

    def _end(self, worker: _Worker) -> None:
        self.workers.remove(worker)
        worker.stop()
        worker.join()

    def _given_up(self, submission: Submission, why: str) -> Graded:
        said = f"The grading process {why}; nothing was graded."
        return given_up(submission, self.load(), self.secret, self.limits, self.tier, said)

    def stop(self) -> None:
        """End every worker, and with it its fork server and children."""
        for worker in self.workers:
            worker.stop()
        for worker in self.workers:
            worker.join()
        self.workers.clear()
