"""A Dask cluster grades as one machine does, and losing a worker costs only time."""

import os
import signal

import pytest

from autograder.engine import cluster, remote
from autograder.engine.cluster import ClusterError, grade_on_cluster
from autograder.engine.isolation import IsolationError
from autograder.engine.pool import grade_all
from tests.autograder.dask_processes import Processes, left, living
from tests.autograder.engine import cluster_homework
from tests.autograder.engine.homeworks import assignment, load
from tests.autograder.engine.test_grade_submission import QUICK, SECRET, submission

pytestmark = pytest.mark.sandbox

WRONG = "def double(x): return x"
NOBODY_LISTENS = "tcp://127.0.0.1:9"


@pytest.fixture
def grade(processes):
    def grade(submissions, load=load, **options):
        options = {"address": processes.address, "limits": QUICK} | options
        return grade_on_cluster(submissions, load, SECRET, **options)

    return grade


def some(n):
    return [submission(f"s{i}", **({"double": WRONG} if i % 2 else {})) for i in range(n)]


def as_set(results):
    """What must not depend on where it was graded; the time that it took does."""
    return {
        (each.result.student, each.result.key, each.result.exercises, each.result.isolation)
        for each in results
    }


def test_no_more_is_on_its_way_than_the_cluster_can_take(grade):
    taken = 0

    def counted():
        nonlocal taken
        for each in some(30):
            taken += 1
            yield each

    for done, _ in enumerate(grade(counted()), start=1):
        assert taken - done < 2 * cluster.IN_FLIGHT + 1
    assert done == 30


def test_leaving_early_takes_back_the_rest_and_leaves_the_cluster_usable(grade):
    results = grade(some(50))
    next(results)
    results.close()
    assert len(list(grade(some(3)))) == 3


def test_a_worker_of_another_version_refuses_and_says_how_to_mend_it(grade, monkeypatch):
    monkeypatch.setattr(remote.np, "__version__", "0.1")
    with pytest.raises(ClusterError, match=r"numpy is .* there and 0.1 here.*same container image"):
        list(grade(some(3)))


def test_a_submission_that_does_not_come_back_as_json_of_ours_is_refused(grade, monkeypatch):
    monkeypatch.setattr(remote, "grade_job", os.cpu_count)
    monkeypatch.setattr(remote.Job, "of", lambda *_: None)
    with pytest.raises(ClusterError, match=r"could not grade|no result of that submission"):
        list(grade(some(1)))


def test_neither_the_secret_nor_a_student_s_name_is_in_the_cluster_s_logs(grade, processes):
    assert len(list(grade([submission("ada-lovelace")]))) == 1
    setup = remote.Setup(load, SECRET, None, QUICK, remote.versions(assignment))
    shown = processes.logs() + repr(remote.Job.of(setup, submission("ada-lovelace")))
    assert "Starting established connection" in shown
    for hidden in (repr(SECRET)[2:-1], SECRET.hex(), "ada-lovelace"):
        assert hidden not in shown


def test_a_worker_killed_half_way_costs_time_and_nothing_else(grade, processes):
    submissions = some(40)
    here = as_set(grade_all(submissions, load, SECRET, workers=2, limits=QUICK))
    results = grade(submissions)
    there = [next(results) for _ in range(10)]
    killed = processes.workers[0]
    sandboxes = {row.pid for row in living(lambda row: row.parent == str(killed.pid))}
    assert sandboxes
    os.kill(killed.pid, signal.SIGKILL)
    killed.wait()
    there += results
    assert len(there) == 40
    assert as_set(there) == here
    assert left(lambda row: row.pid in sandboxes) == []


def test_a_cluster_that_loses_its_last_worker_is_an_error_that_says_how_to_go_on(
    grade, processes, monkeypatch
):
    monkeypatch.setattr(cluster, "WORKER_SECONDS", 1.0)
    results = grade(some(40))
    next(results)
    for worker in processes.workers:
        worker.terminate()
        worker.wait()
    with pytest.raises(ClusterError, match=r"no worker for 1 s.*the same command goes on"):
        list(results)
    with pytest.raises(ClusterError, match=r"no worker after 1 s. Start some.*dask worker"):
        list(grade(some(1)))


def test_a_submission_that_kills_its_workers_is_an_incident_and_its_neighbours_are_graded(tmp_path):
    deadly = f"def double(x): return {cluster_homework.DEADLY}"
    only = ("title", "setup", "start", "double-check", "double_and_one", "numbers")
    submissions = [submission("fine", only), submission("deadly", only, double=deadly)]
    submissions += [submission(f"s{i}", only) for i in range(3)]
    processes = Processes(tmp_path, DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES="0")
    processes.start("worker", "--nthreads", "1")  # with a nanny, which starts it again
    try:
        graded = grade_on_cluster(
            submissions, cluster_homework.load, SECRET, address=processes.address, limits=QUICK
        )
        results = {each.result.student: each.result for each in graded}
    finally:
        assert processes.stop() == []
    assert {name: each.points for name, each in results.items()} == {
        "fine": 1, "deadly": 0, "s0": 1, "s1": 1, "s2": 1
    }  # fmt: skip
    assert "died over this submission alone" in results["deadly"].incidents[-1]
    assert results["deadly"].basis["submission"], "or it would pass for a resubmission"
    assert results["deadly"].key == "", "the next run must try again"


def test_a_worker_without_isolation_refuses(monkeypatch):
    def no_tier(asked):
        raise IsolationError("no sandbox works here: none")

    monkeypatch.setattr(remote, "choose", no_tier)
    setup = remote.Setup(load, SECRET, None, QUICK, (("a", "cluster of its own"),))
    with pytest.raises(cluster.parcel.Refused, match=r"worker .* does not grade: no sandbox works"):
        cluster.parcel.unpack(
            remote.grade_job(remote.Job.of(setup, submission())), "ada", assignment.homework, ""
        )


def test_no_scheduler_is_an_error_after_a_time_out(monkeypatch):
    monkeypatch.setattr(cluster, "CONNECT_SECONDS", 0.5)
    with pytest.raises(ClusterError, match=f"No Dask scheduler can be reached at {NOBODY_LISTENS}"):
        list(grade_on_cluster(some(1), load, SECRET, address=NOBODY_LISTENS))


def test_for_an_address_without_a_port_no_client_is_made(monkeypatch):
    """It would take half a minute to go, and print a traceback then."""
    monkeypatch.setattr(cluster.distributed, "Client", lambda *_, **__: pytest.fail("a client"))
    with pytest.raises(ClusterError, match="missing port"):
        list(grade_on_cluster(some(1), load, SECRET, address="nonsense"))


@pytest.mark.parametrize("address", ["nonsense", "carrier-pigeon://host:1", "tls://127.0.0.1:9"])
def test_an_address_that_is_none_is_an_error_of_one_sentence(address, monkeypatch):
    monkeypatch.setattr(cluster, "CONNECT_SECONDS", 0.5)
    with pytest.raises(ClusterError, match="Give the address that `dask scheduler` prints"):
        list(grade_on_cluster(some(1), load, SECRET, address=address))


@pytest.mark.parametrize(
    ("address", "readable"),
    [
        ("tls://scheduler.example:8786", False),
        ("tcp://127.0.0.1:8786", False),
        ("tcp://[::1]:8786", False),
        ("localhost:8786", False),
        ("tcp://10.0.0.7:8786", True),
        ("scheduler:8786", True),
        ("ws://scheduler:8786", True),
    ],
)
def test_a_connection_that_others_can_read_is_known(address, readable):
    assert cluster.is_readable_on_the_way(address) == readable
