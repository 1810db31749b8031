"""Many submissions at once: all come back, slow and deadly ones hold up nobody, nothing is left."""

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from autograder.engine import pool as pool_module
from autograder.engine.pool import grade_all
from tests.autograder.engine.homeworks import (
    load,
    load_and_count_threads,
    load_and_die,
    load_and_hang,
)
from tests.autograder.engine.test_grade_submission import QUICK, SECRET, submission

pytestmark = pytest.mark.sandbox


def graded(submissions, load=load, **options):
    options = {"workers": 2, "limits": QUICK} | options
    return list(grade_all(submissions, load, SECRET, **options))


def test_every_submission_comes_back_once_with_its_points():
    wrong = {"double": "def double(x): return x"}
    submissions = [submission(f"s{i}", **(wrong if i % 2 else {})) for i in range(6)]
    results = graded(submissions)
    assert sorted((g.result.student, g.result.points) for g in results) == [
        (f"s{i}", 7 if i % 2 else 10) for i in range(6)
    ]


def test_a_slow_submission_does_not_hold_up_the_others():
    slow = submission("slow", double="while True: pass")
    results = graded([slow, *(submission(f"s{i}") for i in range(4))])
    assert results[-1].result.student == "slow"


def test_while_one_waits_for_a_hung_submission_another_works(monkeypatch):
    monkeypatch.setattr(pool_module, "SLOW_SECONDS", 0.5)
    monkeypatch.setattr(pool_module, "START_SLACK", 0.0)
    hung = submission("hung", double="import time\ndef double(x): time.sleep(600)")
    patient = QUICK.with_(call=30.0, submission=60.0, hangs=1)
    results = grade_all(
        [hung, *(submission(f"s{i}") for i in range(3))], load, SECRET, workers=1, limits=patient
    )
    first = [next(results).result.student for _ in range(3)]
    assert sorted(first) == ["s0", "s1", "s2"], "one worker alone would wait for the hung one"
    assert len(multiprocessing.active_children()) <= pool_module.BOXES
    results.close()
    assert multiprocessing.active_children() == []


def test_a_class_of_hung_submissions_starts_no_crowd_of_workers(monkeypatch):
    monkeypatch.setattr(pool_module, "SLOW_SECONDS", 0.01)
    monkeypatch.setattr(pool_module, "START_SLACK", 0.0)
    hung = {"double": "import time\ndef double(x): time.sleep(600)"}
    results = grade_all(
        (submission(f"s{i}", **hung) for i in range(9)), load, SECRET, workers=1, limits=QUICK
    )
    next(results)
    assert len(multiprocessing.active_children()) == pool_module.BOXES
    results.close()


def test_a_worker_that_dies_again_and_again_costs_its_submission_only_a_result():
    (result,) = graded([submission()], load_and_die, workers=1)
    assert result.result.points == 0
    assert "died 2 times" in result.result.incidents[-1]
    assert result.result.key == "", "the next run must try again"


def test_a_worker_that_never_comes_back_is_ended_and_costs_its_submission_only(monkeypatch):
    monkeypatch.setattr(pool_module, "SLACK", 2 - QUICK.submission)
    results = graded([submission(), submission("bob")], load_and_hang)
    assert sorted(each.result.student for each in results) == ["ada", "bob"]
    assert "did not end within 2 s" in results[0].result.incidents[-1]
    assert results[0].result.key == ""
    assert multiprocessing.active_children() == []


@pytest.mark.skipif(not hasattr(os, "sched_getaffinity"), reason="needs Linux's affinity")
def test_with_a_worker_for_each_core_each_keeps_to_its_own_and_others_roam():
    there = pool_module.cores()

    def kept(workers):
        results = grade_all(
            [submission(f"s{i}") for i in range(workers)], load, SECRET, workers=workers
        )
        for _ in range(workers):  # each has graded one, and none has ended
            next(results)
        found = [os.sched_getaffinity(each.pid) for each in multiprocessing.active_children()]
        results.close()
        return sorted(map(sorted, found))

    assert kept(len(there)) == [[core] for core in there]
    assert kept(len(there) + 1) == [there] * (len(there) + 1)
    assert pool_module.cores() == there, "the grader itself goes where it likes"


def test_a_worker_that_dies_once_costs_nothing():
    results = grade_all(
        [submission(f"s{i}") for i in range(3)], load, SECRET, workers=1, limits=QUICK
    )
    first = next(results)
    (worker,) = multiprocessing.active_children()
    os.kill(worker.pid, signal.SIGKILL)
    assert sorted(g.result.points for g in [first, *results]) == [10, 10, 10]


def test_leaving_early_ends_all_workers():
    results = grade_all([submission(f"s{i}") for i in range(4)], load, SECRET, limits=QUICK)
    next(results)
    results.close()
    assert multiprocessing.active_children() == []


def test_nothing_to_grade_starts_nothing():
    assert graded([]) == []
    assert multiprocessing.active_children() == []


SCRIPT = """
import sys
from tests.autograder.engine.homeworks import load
from tests.autograder.engine.test_grade_submission import QUICK, SECRET, submission
from autograder.engine.pool import grade_all
if __name__ == "__main__":
    loop = dict(double="def double(x):\\n    while True: pass")
    try:
        for graded in grade_all((submission(f"s{i}", **(loop if i else {})) for i in range(50)),
                                load, SECRET, workers=1, tier=sys.argv[2], limits=QUICK):
            print("graded", graded.result.student, flush=True)
    except KeyboardInterrupt:
        print("stopped", flush=True)
"""


@pytest.mark.parametrize("tier", ["namespaces", "none"])
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL])
def test_an_interrupt_ends_workers_sandboxes_and_children(tmp_path, number, tier):
    script = tmp_path / "grade_some.py"
    script.write_text(SCRIPT)
    marker = f"mark-{os.getpid()}-{number}"
    env = os.environ | {"PYTHONPATH": str(Path(__file__).parents[3]), "TMPDIR": str(tmp_path)}
    with subprocess.Popen(
        [sys.executable, str(script), marker, tier],
        stdout=subprocess.PIPE,
        env=env,
        start_new_session=True,
    ) as process:
        process.stdout.readline()
        session = process.pid
        os.kill(process.pid, number)
        assert process.stdout.read() in (b"stopped\n", b"")
    deadline = time.monotonic() + 3  # a submission in work may take QUICK.submission = 10 s
    while left := living(session, str(tmp_path)):
        assert time.monotonic() < deadline, left
        time.sleep(0.1)
    assert list(tmp_path.glob("chalkgrad-*")) == []


def living(session, folder):
    """Processes of a session, and sandboxes with a mount from `folder`, but no zombies."""
    listed = subprocess.run(
        ["ps", "-e", "-ww", "-o", "sid=,stat=,args="], capture_output=True, text=True, check=True
    )
    return [
        line
        for line in listed.stdout.splitlines()
        if line.split()[1][0] != "Z" and (line.split()[0] == str(session) or folder in line)
    ]


def resident(pid):
    """MiB of a process and of all below it, by what they are."""
    listed = subprocess.run(
        ["ps", "-e", "-o", "pid=,ppid=,rss="], capture_output=True, text=True, check=True
    )
    rows = [tuple(map(int, line.split())) for line in listed.stdout.splitlines()]
    found, waiting = 0.0, {pid}
    for _ in range(4):  # parent, worker, bubblewrap, fork server; a child is another each time
        found += sum(rss for each, _, rss in rows if each in waiting)
        waiting = {each for each, parent, _ in rows if parent in waiting}
    return found / 1024


@pytest.mark.slow
def test_memory_is_flat_over_a_class():
    outputs = {"double": "print('x' * 50_000)\ndef double(x):\n    return 2 * x"}
    submissions = (submission(f"s{i}", **outputs) for i in range(320))
    sizes = []
    for number, _ in enumerate(grade_all(submissions, load, SECRET, workers=1, limits=QUICK), 1):
        if number in (60, 300):
            sizes.append(min(resident(os.getpid()) for _ in range(5)))
    assert sizes[1] - sizes[0] < 8, f"{sizes} MiB: 240 submissions of 50 kB of output each"


def test_workers_compute_with_one_thread_each(monkeypatch):
    for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"):
        monkeypatch.delenv(name, raising=False)
    (result,) = graded([submission()], load_and_count_threads)
    assert result.result.incidents == ()
    assert result.result.points == 10
