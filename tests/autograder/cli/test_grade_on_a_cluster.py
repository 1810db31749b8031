"""`chalkgrad grade --dask ADDRESS`: a real scheduler and workers, and this process alone writes."""

import os
import subprocess
import sys

import pytest
from nbgrader.api import Gradebook

from autograder.engine import Journal
from tests.autograder.dask_processes import ROOT

pytestmark = pytest.mark.sandbox

WARNING = "! The course's secret goes to {} unencrypted; use TLS (tls://) beyond a lab."
NOBODY_LISTENS = "tcp://127.0.0.1:9"
IMPATIENT = """
from autograder import build
from autograder.cli import main
from autograder.engine import cluster
from tests.autograder import toy

build.load, build.names = toy.load, lambda: ["toy"]
cluster.CONNECT_SECONDS = 0.5
main()
"""
"""The command, for the toy homework, without its patience."""


def scores(course):
    with Gradebook(f"sqlite:///{course}/gradebook.db") as gradebook:
        return {each.student.id: each.score for each in gradebook.assignment_submissions("toy")}


def journal(course):
    return Journal(course / ".chalkgrad" / "journal" / "toy.jsonl")


@pytest.fixture
def bob_is_wrong(course):
    path = course / "submitted" / "bob" / "toy" / "toy.ipynb"
    path.write_text(path.read_text().replace("2 * x", "x**2"))
    return course


@pytest.mark.parametrize("host", ["127.0.0.1", "0.0.0.0"])  # both lead to this machine
def test_a_class_is_graded_by_the_cluster_into_gradebook_and_journal_here(
    bob_is_wrong, toy_engine, processes, run, host
):
    course, address = bob_is_wrong, processes.address.replace("127.0.0.1", host)
    code, said = run("grade", "toy", "--dask", address)
    assert code == 0, said
    assert toy_engine.graded == [], "nothing is graded on this machine"
    assert "toy: 3 to grade; each isolated by the worker that grades it." in said
    assert (WARNING.format(address) in said) == (host != "127.0.0.1")
    assert scores(course) == {"ada": 6, "bob": 4, "cleo": 6}
    assert "bob 4 / 6 + 4 double: squares" in " ".join(said.split())
    results = journal(course)
    assert set(results) == {"ada", "bob", "cleo"}
    assert {results.get(student)["isolation"] for student in results} <= {"namespaces", "landlock"}
    assert (course / "autograded" / "bob" / "toy" / "toy.ipynb").is_file()
    code, said = run("grade", "toy", "--dask", address)
    assert (code, "toy: 0 to grade, 3 unchanged" in said) == (0, True), said


def test_where_nobody_answers_the_command_says_so_and_grades_nothing(course):
    done = subprocess.run(
        [sys.executable, "-c", IMPATIENT, "grade", "toy", "--dask", NOBODY_LISTENS],
        cwd=course,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 2, done.stderr
    said = " ".join(done.stderr.split())
    assert said.startswith(f"No Dask scheduler can be reached at {NOBODY_LISTENS}: ")
    assert said.endswith("in Dask's configuration (DASK_DISTRIBUTED__COMM__TLS__...).")
    assert "Traceback" not in done.stdout + done.stderr
    assert (scores(course), set(journal(course))) == ({}, set())
