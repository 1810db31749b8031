"""`chalkgrad grade` is killed at any moment, again and again; a rerun finishes what is left."""

import contextlib
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import time
from contextlib import closing

import pytest

from autograder.build.assignment import write
from autograder.engine import Journal
from tests.autograder import toy
from tests.autograder.cli.nursery import Nursery

GRADE = ("grade", "toy", "--isolation", "none")


@pytest.fixture
def nurseries(tmp_path):
    """Start nurseries in a course directory; they are ended with the test."""
    started = []
    (tmp_path / "temporary").mkdir()

    def start(course):
        started.append(Nursery(course, tmp_path / "temporary"))
        return started[-1]

    yield start
    for each in started:
        each.close()


def hand_in(course, n_students):
    """Hand in the reference solution for s00, s01, ..."""
    (first,) = write(toy.assignment(), course / "submitted" / "s00" / "toy")[:1]
    for number in range(1, n_students):
        folder = course / "submitted" / f"s{number:02}" / "toy"
        folder.mkdir(parents=True)
        shutil.copy(first, folder / "toy.ipynb")


@pytest.fixture
def two_courses(released, tmp_path):
    """The same class twice, with the same secret: one will be disturbed."""

    def make(n_students):
        calm = tmp_path / "calm"
        shutil.copytree(released, calm)
        hand_in(calm, n_students)
        disturbed = tmp_path / "disturbed"
        shutil.copytree(calm, disturbed)
        return calm, disturbed

    return make


def scores(course):
    """Every row of grades and comments, and the file's own opinion of itself."""
    with closing(sqlite3.connect(course / "gradebook.db")) as db:
        assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        one = (
            "select a.student_id, c.name, {} from {} r join base_cell c on c.id = r.cell_id "
            "join submitted_notebook n on n.id = r.notebook_id "
            "join submitted_assignment a on a.id = n.assignment_id order by 1, 2"
        )
        grades = "auto_score, manual_score, extra_credit, needs_manual_grade"
        found = db.execute(one.format(grades, "grade")).fetchall()
        found += db.execute(one.format("auto_comment, manual_comment", "comment")).fetchall()
    return found


def notebooks(course):
    """Every file of autograded/ with its content."""
    top = course / "autograded"
    return {
        str(path.relative_to(top)): path.read_bytes() for path in top.rglob("*") if path.is_file()
    }


def journal(course):
    """Points of the last record of each student."""
    found = Journal(course / ".chalkgrad" / "journal" / "toy.jsonl")
    return {name: sum(e["points"] for e in found.get(name)["exercises"]) for name in found}


def assert_equal(calm, disturbed):
    assert scores(calm) == scores(disturbed), "scores lost, doubled or stale"
    assert notebooks(calm) == notebooks(disturbed)
    assert journal(calm) == journal(disturbed)


@pytest.mark.slow
def test_forty_kills_while_results_are_written_cost_nothing(two_courses, nurseries):
    calm, disturbed = two_courses(90)
    nursery = nurseries(calm)
    nursery.start(*GRADE)
    assert nursery.wait() == 0, nursery.said()
    draw = random.Random(40)
    nursery = nurseries(disturbed)
    progress = set()
    for number in range(40):
        before = len(journal(disturbed))
        pid = nursery.start(*GRADE)
        if number % 4:
            until_graded(disturbed, before + number % 2, pid)
        time.sleep(draw.uniform(0, 0.03 if number % 4 else 0.5))
        kill(pid)
        assert nursery.wait() in (-signal.SIGKILL, 0)
        progress.add(len(journal(disturbed)))
    assert len(progress) > 10, "the kills must hit the writing"
    nursery.start(*GRADE)
    assert nursery.wait() == 0, nursery.said()
    assert_equal(calm, disturbed)
    assert "Traceback" not in nursery.said()


@pytest.mark.slow
@pytest.mark.sandbox
def test_ten_kills_of_the_run_its_group_or_a_worker_leave_nothing_behind(
    two_courses, nurseries, tmp_path
):
    calm, disturbed = two_courses(36)
    real = ("grade", "toy", "--workers", "2")
    nursery = nurseries(calm)
    nursery.start(*real, real=True)
    assert nursery.wait() == 0, nursery.said()
    draw = random.Random(10)
    nursery = nurseries(disturbed)
    for number in range(10):
        before = len(journal(disturbed))
        pid = nursery.start(*real, real=True)
        until_graded(disturbed, before + number % 2, pid)
        time.sleep(draw.uniform(0, 0.05))
        if number % 3 == 0:
            kill_a_worker(pid)
        kill(-pid if number % 3 == 1 else pid)
        assert nursery.wait() in (-signal.SIGKILL, 0)
    nursery.start(*real, real=True)
    assert nursery.wait() == 0, nursery.said()
    assert_equal(calm, disturbed)
    assert_nothing_left(tmp_path / "temporary", nursery, real)


def kill(pid):
    """Kill a run, or with a negative number its process group, unless it is done already."""
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


def until_graded(course, count, pid):
    """Wait until the journal has `count` students, or the run is done."""
    end = time.monotonic() + 60
    path = course / ".chalkgrad" / "journal" / "toy.jsonl"
    while time.monotonic() < end and os.path.exists(f"/proc/{pid}"):
        if path.exists() and path.read_bytes().count(b"\n") >= count:
            return
        time.sleep(0.01)


def kill_a_worker(pid):
    """Kill one of the processes that `pid` started, if there is one."""
    listed = subprocess.run(["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True)
    for worker in listed.stdout.split()[:1]:
        kill(int(worker))
        time.sleep(0.05)


def assert_nothing_left(temporary, nursery, command):
    """No process with a folder of these runs is alive; the next run removes the last folders."""
    end = time.monotonic() + 20
    while alive := with_folder_in(temporary):
        assert time.monotonic() < end, alive
        time.sleep(0.1)
    for folder in temporary.glob("chalkgrad-*"):  # of workers that were killed themselves
        os.utime(folder, (0, 0))
    nursery.start(*command, "--force", "--student", "s00", real=True)
    assert nursery.wait() == 0
    assert list(temporary.glob("chalkgrad-*")) == []


def with_folder_in(temporary):
    listed = subprocess.run(["ps", "-e", "-ww", "-o", "args="], capture_output=True, text=True)
    return [line for line in listed.stdout.splitlines() if str(temporary) in line]


TAILS = (b"", b"\0" * 4096, b"\0" * 10 + b'{"key": "s01"', b"\xff\xfe{]\n[[[\n")


def test_after_a_power_loss_in_the_journal_the_rest_is_graded_again(course, toy_engine, run):
    for student in "defgh":
        shutil.copytree(course / "submitted" / "ada", course / "submitted" / student)
    toy_engine.wrong = {"bob": ["double"], "e": ["total"]}
    run(*GRADE)
    before, points = scores(course), journal(course)
    path = course / ".chalkgrad" / "journal" / "toy.jsonl"
    whole = path.read_bytes()
    draw = random.Random(12)
    for tail in TAILS * 3:
        cut = draw.randrange(len(whole))
        path.write_bytes(whole[:cut] + tail)
        kept = whole[:cut].count(b"\n")
        toy_engine.graded.clear()
        code, said = run(*GRADE)
        assert code == 0, said
        assert len(toy_engine.graded) in (8 - kept, 8 - kept - 1)  # cut right before a line's end
        assert scores(course) == before
        assert journal(course) == points
    toy_engine.graded.clear()
    run(*GRADE)
    assert toy_engine.graded == []


def test_a_notebook_that_a_power_loss_left_empty_is_written_again(course, toy_engine, run):
    run(*GRADE)
    toy_engine.graded.clear()
    path = course / "autograded" / "bob" / "toy" / "toy.ipynb"
    whole = path.read_bytes()
    path.chmod(0o644)
    path.write_bytes(b"")
    assert "1 to grade (1 graded notebook missing)" in run(*GRADE)[1]
    assert (toy_engine.graded, path.read_bytes()) == (["bob"], whole)
