"""The sample class gets exactly the scores that a careful human would give."""

import contextlib
import functools
import json

import pytest

from autograder.build import load as load_assignment
from autograder.engine.grade import grade_submission
from autograder.engine.limits import Limits
from autograder.engine.server import Server
from autograder.homework import names
from autograder.ingest import read
from tests.submissions import make

STUDENTS = [(homework, name) for homework in names() for name in make.names(homework)]
AT_LEAST = {"hw1a": 22, "hw1b": 25}
SECRET = b"the class of the tests, 32 bytes"
QUICK = Limits(call=2.0, cell=8.0, submission=60.0)


@pytest.fixture(scope="module")
def assignments():
    return {name: load_assignment(name) for name in names()}


@pytest.fixture(scope="module")
def servers(assignments):
    """A sandbox for each homework, started when it is first asked for."""
    with contextlib.ExitStack() as running:

        @functools.cache
        def server(homework):
            files = assignments[homework].data_files
            return running.enter_context(Server("namespaces", files, QUICK))

        yield server


@pytest.fixture
def grade(assignments, servers):
    """Grade one sample student and return the result."""

    def grade_sample(homework, name, secret=SECRET):
        assignment, sample = assignments[homework], make.load(homework, name)
        content = make.notebook_bytes(sample, assignment.notebook(released=True))
        submission = read(content, name)
        return grade_submission(submission, assignment, secret, servers(homework), QUICK).result

    return grade_sample


@pytest.mark.parametrize("homework", names())
def test_the_class_is_large_enough_and_every_header_adds_up(homework, assignments):
    exercises = assignments[homework].homework.exercises
    possible = sum(e.points for e in exercises.values() if e.kind != "manual")
    assert len(make.names(homework)) >= AT_LEAST[homework]
    for name in make.names(homework):
        sample = make.load(homework, name)
        assert sample.about, name
        assert set(sample.lost) <= set(exercises), name
        if sample.settings["lost"] == "all":
            assert sample.score == 0, name
        else:
            assert sample.score == possible - sum(sample.lost.values()), name
        assert {block.removesuffix(" again") for block in sample.blocks} <= set(exercises), name


@pytest.mark.sandbox
@pytest.mark.parametrize(("homework", "name"), STUDENTS)
def test_a_sample_student_gets_exactly_the_expected_points(homework, name, grade):
    sample = make.load(homework, name)
    result = grade(homework, name)
    automatic = [e for e in result.exercises if e.kind != "manual"]
    lost = {e.name: e.max_points - e.points for e in automatic if e.points != e.max_points}
    if sample.settings["lost"] == "all":
        assert set(lost) == {e.name for e in automatic}
    else:
        assert lost == sample.lost
    assert sum(e.points for e in automatic) == sample.score
    diagnosed = {(e.name, d.mistake) for e in automatic for d in e.diagnoses}
    assert {tuple(pair.split()) for pair in sample.listed("named")} <= diagnosed


@pytest.mark.sandbox
@pytest.mark.parametrize(
    ("homework", "name"),
    [
        ("hw1a", "right-other-style"),
        ("hw1a", "log-of-zero"),
        ("hw1a", "one-after-the-other"),
        ("hw1b", "right-other-style"),
        ("hw1b", "sigmoid-only"),
    ],
)
def test_another_secret_draws_other_inputs_and_gives_the_same_points(homework, name, grade):
    for secret in (b"1" * 32, b"2" * 32, b"3" * 32):
        assert grade(homework, name, secret).points == make.load(homework, name).score


@pytest.mark.sandbox
@pytest.mark.parametrize("homework", names())
def test_no_hidden_check_tells_its_inputs_or_expected_values(homework, grade):
    for check in (c for e in grade(homework, "hard-coded").exercises for c in e.checks):
        if check.hidden:
            assert check.rows == ()
            assert not any(character.isdigit() for character in check.message)


def test_a_submission_is_a_notebook_with_the_student_s_text(tmp_path):
    (path,) = make.hand_in("hw1a", tmp_path, only=["windows-file"])
    assert path == tmp_path / "submitted" / "windows-file" / "hw1a" / "hw1a.ipynb"
    with pytest.raises(UnicodeDecodeError):
        path.read_text(encoding="utf-8")
    cells = json.loads(path.read_text(encoding="cp1252"))["cells"]
    assert "naïve" in "".join(next(c for c in cells if c["id"] == "sigmoid")["source"])


def test_the_structural_samples_are_what_they_say(tmp_path):
    paths = make.hand_in("hw1a", tmp_path)
    by_name = {path.parts[-3]: path for path in paths}
    assert by_name["empty-file"].read_bytes() == b""

    def ids(name):
        return [c["id"] for c in json.loads(by_name[name].read_text(encoding="utf-8"))["cells"]]

    assert "sigmoid" not in ids("deleted-cells")
    assert ids("duplicated-cells").count("sigmoid") == 2
    assert "my-weighted_sum" in ids("renamed-cells")
    assert ids("renamed-cells")[0] == "train"
