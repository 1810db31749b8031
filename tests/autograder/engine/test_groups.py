"""A group's file is graded on the same hidden inputs for each member."""

from dataclasses import replace

import pytest

from autograder.engine import grade_submission
from autograder.engine.fingerprint import result_key
from autograder.engine.server import Server
from autograder.engine.worker import data_of
from autograder.ingest import Submission, SubmittedCell
from tests.autograder import toy

ASSIGNMENT = toy.assignment()
SOMETIMES = "def double(x):\n    return 2 * x if np.sum(x) > 0 or x.size == 3 else x"
MEMBERS = ("ada", "bob", "cleo", "dora", "emil", "fay")


@pytest.fixture(scope="module")
def server():
    with Server("namespaces", data_of(ASSIGNMENT)) as server:
        yield server


def submission(student, drawn_for=""):
    cells = (
        SubmittedCell("import-numpy", "code", "import numpy as np"),
        SubmittedCell("double", "code", SOMETIMES),
    )
    return Submission(student, b"the same file", cells, drawn_for=drawn_for)


def points(server, student, drawn_for=""):
    graded = grade_submission(submission(student, drawn_for), ASSIGNMENT, b"secret", server)
    assert graded.result.student == student
    return {each.name: each.points for each in graded.result.exercises}["double"]


@pytest.mark.sandbox
def test_members_have_one_score_where_students_on_their_own_have_several(server):
    alone = {points(server, student) for student in MEMBERS}
    group = {points(server, student, "group/Team 1") for student in MEMBERS}
    assert alone == {1.0, 2.0}, "the function is right for some inputs only"
    assert len(group) == 1


def test_the_key_of_a_result_is_the_groups():
    keys = {result_key(submission(s, "group/A"), ASSIGNMENT, b"") for s in MEMBERS}
    assert len(keys) == 1
    other = replace(submission("ada"), drawn_for="group/B")
    assert result_key(other, ASSIGNMENT, b"") not in keys
    assert result_key(submission("ada"), ASSIGNMENT, b"") not in keys
