import shutil

import pytest
from click.testing import CliRunner

from autograder import build, engine
from autograder.build.assignment import write
from autograder.cli import main
from autograder.engine.fingerprint import key_of, result_basis
from autograder.nbgrader_bridge import create, release
from tests.autograder import toy


class ToyEngine:
    """Stands in for the engine: gives each student the result that the test says."""

    def __init__(self):
        self.wrong = {}
        self.incidents = {}
        self.graded = []
        self.interrupt_after = None

    def grade_all(self, submissions, load, secret, *, workers, tier):
        for submission in submissions:
            if self.interrupt_after == len(self.graded):
                raise KeyboardInterrupt
            student = submission.student
            basis = result_basis(submission, toy.assignment(), secret)
            result = toy.result(
                student,
                self.wrong.get(student, ()),
                incidents=(*submission.incidents, *self.incidents.get(student, ())),
                key=key_of(basis),
                basis=basis,
            )
            self.graded.append(student)
            yield engine.Graded(result, tuple(toy.handed_in(why="Two.")))


@pytest.fixture
def toy_engine(monkeypatch):
    monkeypatch.setattr(build, "load", toy.load)
    monkeypatch.setattr(build, "names", lambda: ["toy"])
    fake = ToyEngine()
    monkeypatch.setattr(engine, "grade_all", fake.grade_all)
    return fake


@pytest.fixture(scope="session")
def released(tmp_path_factory):
    """A course directory in which the toy homework is released."""
    root = tmp_path_factory.mktemp("released") / "toy-course"
    release(create(root), toy.assignment())
    return root


@pytest.fixture
def course(released, tmp_path, toy_engine, monkeypatch):
    """A course with three submissions, which is also the current directory."""
    root = tmp_path / "toy-course"
    shutil.copytree(released, root)
    for student in ("ada", "bob", "cleo"):
        write(toy.assignment(), root / "submitted" / student / "toy")
    monkeypatch.chdir(root)
    return root


@pytest.fixture
def run():
    """Run the command; return its exit code and what it said, an error in one line.

    Where an error is wrapped depends on the length of the paths in it.
    """

    def call(*arguments):
        done = CliRunner().invoke(main, [str(each) for each in arguments])
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exc_info
        said = " ".join(done.output.split()) if done.exit_code == 2 else done.output
        return done.exit_code, said

    return call
