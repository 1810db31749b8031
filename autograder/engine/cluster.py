"""Grading on many machines, through a Dask scheduler: one submission out, one result back.

The client, that is the process that calls `grade_on_cluster`, hands out submissions, takes the
results and is the only one that writes anything. Workers need the same environment and a sandbox of
their own, and no file system in common: see `autograder/CLUSTER.md`. What a worker does is in
`autograder.engine.remote`; its answer is JSON and is checked by `autograder.engine.parcel`. Dask's
own messages are pickles, so scheduler and workers are trusted, which is why no student's code ever
runs in them: it runs in the sandboxed child of a worker's fork server. The instructor's secret
travels with the jobs, so the connection should be Dask's TLS.
"""

from __future__ import annotations

import ipaddress
import logging
import queue
import time
import uuid
import warnings
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError
from contextlib import contextmanager, suppress

import distributed
from distributed.comm import get_address_host_port

from autograder.engine import parcel, remote
from autograder.engine.fingerprint import AssignmentLike, result_key
from autograder.engine.grade import Graded, given_up
from autograder.engine.limits import DEFAULT_LIMITS, Limits
from autograder.ingest import Submission

LOG = logging.getLogger(__name__)

CONNECT_SECONDS = 15.0
WORKER_SECONDS = 120.0
"""How long the run waits for a first worker, and for another one where all are gone."""
IN_FLIGHT = 3
"""Submissions on their way for each thread of the cluster; memory does not grow beyond them."""
LOOK_SECONDS = 2.0
RESULT_SECONDS = 60.0


class ClusterError(Exception):
    """The cluster cannot grade; the text says why and how to mend it."""


def grade_on_cluster(
    submissions: Iterable[Submission],
    load: Callable[[], AssignmentLike],
    secret: bytes,
    *,
    address: str,
    workers: int = 0,
    tier: str = "",
    limits: Limits = DEFAULT_LIMITS,
) -> Iterator[Graded]:
    """Grade submissions on a Dask cluster and yield each result when it is there.

    Parameters
    ----------
    submissions : iterable of Submission
        Taken as threads of the cluster become free.
    load : callable
        Returns the assignment; called once in each worker, so it must be picklable by its name.
    secret : bytes
        The instructor's secret.
    address : str
        Of the scheduler, such as ``tls://scheduler.example:8786``.
    workers : int
        At most this many submissions are graded at a time; 0 for one for each of its threads.
    tier : str
        See `autograder.engine.isolation`. With "" each worker takes the strongest that it has, and
        refuses where it has none.
    limits : Limits
        What each submission may use.

    Yields
    ------
    Graded
        One for each submission, in the order in which they are finished. Closing the iterator, or
        an interrupt, takes back what has not begun.

    Raises
    ------
    ClusterError
        If there is no such scheduler, no worker, or a worker that must not grade.
    """
    assignment = load()
    setup = remote.Setup(load, secret, tier or None, limits, remote.versions(assignment))
    with _client(address) as client:
        run = _Run(client, setup, assignment, workers)
        try:
            yield from run.results(iter(submissions))
        finally:
            run.cancel()


def is_readable_on_the_way(address: str) -> bool:
    """Say whether the way to a scheduler leaves this machine without encryption."""
    protocol, _, rest = address.rpartition("://")
    host = rest.rpartition(":")[0].strip("[]") or rest
    if protocol in ("tls", "wss", "inproc"):
        return False
    with suppress(ValueError):
        return not ipaddress.ip_address(host).is_loopback
    return host != "localhost"


@contextmanager
def _client(address: str) -> Iterator[distributed.Client]:
    """Connect, wait for a first worker, and leave the cluster as it was."""
    try:
        if not address.startswith("inproc://"):  # a client of no address ends after 30 s, noisily
            get_address_host_port(address)
        client = distributed.Client(address, timeout=CONNECT_SECONDS, set_as_default=False)
    except Exception as error:  # an address, a socket, a certificate: each has its own kind
        raise ClusterError(
            f"No Dask scheduler can be reached at {address}: {_said(error)}. Give the address that "
            "`dask scheduler` prints when it starts, such as tcp://HOST:8786, or tls://HOST:8786 "
            "with the certificates in Dask's configuration (DASK_DISTRIBUTED__COMM__TLS__...)."
        ) from None
    with client:
        try:
            client.wait_for_workers(1, timeout=WORKER_SECONDS)
        except TimeoutError:
            raise ClusterError(
                f"The scheduler at {address} has no worker after {WORKER_SECONDS:g} s. Start some, "
                f"such as: dask worker {address} --nworkers auto --nthreads 1"
            ) from None
        yield client


class _Run:
    """The submissions that are on their way, and what to do about what comes back."""

    def __init__(
        self,
        client: distributed.Client,
        setup: remote.Setup,
        assignment: AssignmentLike,
        workers: int = 0,
    ) -> None:
        self.client = client
        self.setup = setup
        self.assignment = assignment
        self.workers = workers
        self.name = f"chalkgrad-{uuid.uuid4().hex}"
        self.under_way: dict[distributed.Future, Submission] = {}
        self.back: queue.SimpleQueue[distributed.Future] = queue.SimpleQueue()
        self.suspects: deque[Submission] = deque()
        self.alone = False
        self.n_sent = 0
        self.room = 1
        self.looked = -LOOK_SECONDS
        self.without_workers_since: float | None = None

    def results(self, submissions: Iterator[Submission]) -> Iterator[Graded]:
        """Send submissions and yield results until all are done.

        A worker that dies takes all that it was given with it, and the scheduler cannot know which
        submission did it. Those that were there too often are tried once more in the end, each
        alone.
        """
        while True:
            self._look()
            while len(self.under_way) < self.room:
                submission = next(submissions, None)
                if submission is None:
                    break
                self._send(submission)
            if not self.under_way:
                if not self.suspects:
                    return
                self.alone = True
                self._send(self.suspects.popleft())
            for future in self._come_back():
                graded = self._take(future)
                if graded is not None:
                    yield graded

    def _send(self, submission: Submission) -> None:
        """Submit under a number: students' names have no place on a cluster's dashboard."""
        self.n_sent += 1
        job = remote.Job.of(self.setup, submission)
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", "Sending large graph")  # a notebook with pictures
            future = self.client.submit(
                remote.grade_job, job, key=f"{self.name}-{self.n_sent}", pure=False
            )
        self.under_way[future] = submission
        future.add_done_callback(self.back.put)

    def _come_back(self) -> list[distributed.Future]:
        """Wait for what is done, at most until it is time to look after the cluster again."""
        done = []
        with suppress(queue.Empty):
            done.append(self.back.get(timeout=LOOK_SECONDS))
            while True:
                done.append(self.back.get_nowait())
        return done

    def _look(self) -> None:
        """See now and then how many threads there are, and that there are any."""
        if time.monotonic() - self.looked < LOOK_SECONDS:
            return
        self.looked = time.monotonic()
        try:
            n_threads = sum(self.client.nthreads().values())
        except Exception as error:
            raise _lost(error) from None
        self.room = self.workers or max(n_threads * IN_FLIGHT, 1)
        if n_threads:
            self.without_workers_since = None
        elif self.without_workers_since is None:
            self.without_workers_since = self.looked
        elif self.looked - self.without_workers_since > WORKER_SECONDS:
            raise ClusterError(
                f"The cluster has had no worker for {WORKER_SECONDS:g} s. What was graded is "
                "recorded; start workers, and the same command goes on with the rest."
            )

    def _take(self, future: distributed.Future) -> Graded | None:
        """Return what came back for a submission; None where it is still to come."""
        submission = self.under_way[future]
        try:
            content = future.result(timeout=RESULT_SECONDS)
        except TimeoutError:  # its worker died with the result: it is computed once more
            self.back.put(future)
            return None
        except distributed.KilledWorker:
            self._forget(future)
            return self._killer(submission)
        except (CancelledError, OSError) as error:
            raise _lost(error) from None
        except Exception as error:
            raise ClusterError(
                f"The cluster could not grade: {_said(error)}. Scheduler and workers need the "
                "environment of the machine that runs `chalkgrad grade`; is it installed there?"
            ) from None
        self._forget(future)
        return self._opened(content, submission)

    def _opened(self, content: object, submission: Submission) -> Graded:
        setup = self.setup
        key = result_key(submission, self.assignment, setup.secret, setup.limits)
        try:
            return parcel.unpack(content, submission.student, self.assignment.homework, key)
        except parcel.Refused as refused:
            raise ClusterError(str(refused)) from None
        except parcel.ParcelError as error:
            raise ClusterError(
                f"What came back for {submission.student} is no result of that submission: {error}."
                " Give every worker the same environment, and look at who else uses this cluster."
            ) from None

    def _killer(self, submission: Submission) -> Graded | None:
        """Put a submission at which workers died aside, or give it up if it was alone."""
        if not self.alone:
            self.suspects.append(submission)
            return None
        LOG.warning("workers died while they graded %s, and nothing else", submission.student)
        said = "Workers of the cluster died over this submission alone; nothing was graded."
        setup = self.setup
        return given_up(
            submission, self.assignment, setup.secret, setup.limits, setup.isolation or "", said
        )

    def _forget(self, future: distributed.Future) -> None:
        """Let the cluster drop the result."""
        del self.under_way[future]
        future.release()

    def cancel(self) -> None:
        """Take back what has not begun; what runs ends within its limits, and is dropped."""
        if self.under_way and self.client.status == "running":
            with suppress(Exception):  # the cluster may be what is broken
                self.client.cancel(list(self.under_way), force=True)
        self.under_way.clear()


def _lost(error: BaseException) -> ClusterError:
    return ClusterError(
        f"The connection to the Dask scheduler was lost ({_said(error)}). What was graded is "
        "recorded; the same command goes on with the rest."
    )


def _said(error: BaseException) -> str:
    """Return the first line of an error, and its kind where it says nothing."""
    text = next(iter(str(error).strip().splitlines()), "").rstrip(".")
    return text or type(error).__name__
