"""Thousands of damaged notebooks: none crashes the reading or the plan, each gives a row."""

import pickle
from collections import Counter

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from autograder import ingest
from autograder.engine import grade_submission
from autograder.engine.limits import Limits
from autograder.engine.plan import NEVER_RUNS, RUNS_AS_BUILT, STUDENTS_OWN, plan
from autograder.engine.server import Server
from autograder.engine.worker import data_of
from tests.autograder.ingest.damage import ASSIGNMENT, damaged_files, without

SPECS = {cell.id: cell for cell in ASSIGNMENT.cells}
QUICK = Limits(call=1.0, cell=2.0, submission=20.0, cpu=10, restarts=2)
EASY = {"suppress_health_check": list(HealthCheck), "deadline": None}


def check_submission(submission):
    assert submission.student == submission.drawn_for == "ada"
    assert submission.readable or submission.incidents
    assert len(submission.cells) <= ingest.MAX_CELLS
    assert len(submission.incidents) <= 60
    for said in submission.incidents:
        said.encode("utf-8")
    for cell in submission.cells:
        assert cell.cell_type in ("code", "markdown", "raw")
        cell.source.encode("utf-8")
        assert "\0" not in cell.source
    assert pickle.loads(pickle.dumps(submission)) == submission


def check_plan(submission):
    """The assignment's cells are all there, once, with its own text where that is locked."""
    cells, incidents = plan(submission, ASSIGNMENT.cells)
    assert max(Counter(cell.id for cell in cells).values()) == 1
    planned = {cell.id: cell for cell in cells}
    for spec in SPECS.values():
        if spec.kind == "scratch" and spec.id not in planned:
            continue
        cell = planned[spec.id]
        assert (cell.kind, cell.cell_type) == (spec.kind, spec.cell_type)
        if spec.kind not in STUDENTS_OWN:
            assert cell.source == ("" if spec.kind == "hidden" else spec.source)
    for cell in cells:
        assert not cell.runs or cell.cell_type == "code"
        assert cell.runs <= (cell.kind in (*RUNS_AS_BUILT, *STUDENTS_OWN))
        assert not cell.runs or cell.kind not in NEVER_RUNS
    for said in incidents:
        said.encode("utf-8")


@settings(max_examples=3000, **EASY)
@given(damaged_files())
def test_a_damaged_notebook_is_read_and_planned(content):
    submission = ingest.read(content, "ada")
    check_submission(submission)
    check_plan(submission)


@settings(max_examples=500, **EASY)
@given(st.binary(max_size=400))
def test_any_bytes_are_read_and_planned(content):
    submission = ingest.read(content, "ada")
    check_submission(submission)
    check_plan(submission)


@pytest.fixture(scope="module")
def server():
    with Server("namespaces", data_of(ASSIGNMENT), QUICK) as server:
        yield server


@pytest.mark.sandbox
def test_each_of_a_few_hundred_damaged_notebooks_gets_its_row_in_the_sandbox(server):
    seen = Counter()

    @settings(max_examples=220, **EASY)
    @given(damaged_files())
    @example(without("double"))
    def grade(content):
        submission = ingest.read(content, "ada")
        result = grade_submission(submission, ASSIGNMENT, b"secret", server, QUICK).result
        assert result.student == "ada"
        assert [each.name for each in result.exercises] == list(ASSIGNMENT.homework.exercises)
        assert 0 <= result.points <= ASSIGNMENT.homework.points
        assert not any(
            "internal error" in said or "could not be graded" in said for said in result.incidents
        ), result.incidents
        seen[result.points] += 1

    grade()
    assert sum(seen.values()) >= 200
    assert {0, 4, 6} <= seen.keys(), f"nothing, one exercise less, and no harm: {seen}"
