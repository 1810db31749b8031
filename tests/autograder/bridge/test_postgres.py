"""The gradebook on a real PostgreSQL server: the whole path, and what happens when it is away."""

import csv
import os
import shutil
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from click.testing import CliRunner
from nbgrader.api import Gradebook

from autograder import build, engine
from autograder.build import assemble
from autograder.build.assignment import write
from autograder.build.notebook import make_cell, make_notebook
from autograder.cli import main
from autograder.exercise import Homework, compare
from autograder.nbgrader_bridge import (
    CourseError,
    GradebookWriter,
    create,
    open_course,
    release,
)
from autograder.nbgrader_bridge import gradebook as gradebook_module
from autograder.nbgrader_bridge.course import masked
from tests import postgres
from tests.autograder import toy
from tests.autograder.cli.conftest import ToyEngine

pytestmark = pytest.mark.postgres

ROOT = Path(__file__).parents[3]
GRADE = ("grade", "toy", "--isolation", "none")
STUDENTS = ("ada", "bob", "cleo", "dan")


@pytest.fixture(scope="module")
def server():
    server = postgres.Server()
    yield server
    server.close()


@pytest.fixture
def toy_engine(monkeypatch):
    """A quick stand-in for the engine: what is tested here is where its results go."""
    fake = ToyEngine()
    monkeypatch.setattr(build, "load", toy.load)
    monkeypatch.setattr(build, "names", lambda: ["toy"])
    monkeypatch.setattr(engine, "grade_all", fake.grade_all)
    return fake


def point_at(course, url):
    """Name the database in the course's configuration, as an instructor does."""
    config = course / "nbgrader_config.py"
    line = f"\nc.CourseDirectory.db_url = {url!r}\n"
    config.write_text(config.read_text() + line)


def run(*arguments):
    done = CliRunner().invoke(main, [str(each) for each in arguments])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exc_info
    return done.exit_code, " ".join(done.output.split())


@pytest.fixture(scope="module")
def released(server, tmp_path_factory):
    """A course with a database, made and released by the commands; four handed in."""
    root = tmp_path_factory.mktemp("released") / "course"
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setattr(build, "load", toy.load)
        monkeypatch.setattr(build, "names", lambda: ["toy"])
        assert run("new-course", root)[0] == 0
        point_at(root, server.create("released"))
        code, said = run("release", "toy", "--course", root)
        assert code == 0, said
    for student in STUDENTS:
        write(toy.assignment(), root / "submitted" / student / "toy")
    return root


@pytest.fixture
def course(released, server, toy_engine, tmp_path, monkeypatch, request):
    """A course and a database of one's own, copied; also the current directory."""
    root = tmp_path / "course"
    shutil.copytree(released, root)
    point_at(root, server.create(request.node.name[:60], template="released"))
    monkeypatch.chdir(root)
    return root


def scores(course):
    """Automatic and manual scores by student and cell, read by nbgrader's own API."""
    opened = open_course(course)
    with Gradebook(opened.db_url, opened.id) as book:
        return {
            submission.student_id: {
                grade.name: (grade.auto_score, grade.manual_score)
                for grade in submission.notebooks[0].grades
            }
            for submission in book.find_assignment("toy").submissions
        }


KILLED = """
import os, sys
from autograder import build, engine
from autograder.cli import main
from tests.autograder import toy
from tests.autograder.cli.conftest import ToyEngine

def grade_all(*a, **k):
    for number, graded in enumerate(ToyEngine().grade_all(*a, **k)):
        if number == 2:
            os.kill(os.getpid(), 9)
        yield graded

build.load, engine.grade_all = toy.load, grade_all
main(["grade", "toy", "--isolation", "none"])
"""


def test_the_whole_path_with_a_kill_half_way_and_a_manual_score(course, toy_engine):
    env = os.environ | {"PYTHONPATH": str(ROOT)}
    killed = subprocess.run([sys.executable, "-c", KILLED], cwd=course, env=env, check=False)
    assert killed.returncode == -signal.SIGKILL
    assert set(scores(course)) == {"ada", "bob"}

    code, said = run(*GRADE)
    assert code == 0, said
    assert toy_engine.graded == ["cleo", "dan"], "what was recorded is not graded again"
    assert not (course / "gradebook.db").exists()
    assert all(each["double-check"] == (1.0, None) for each in scores(course).values())

    opened = open_course(course)
    with Gradebook(opened.db_url, opened.id) as book:
        book.find_grade("why", "toy", "toy", "ada").manual_score = 2.5
        book.find_grade("double-check", "toy", "toy", "bob").manual_score = 0.5
        book.db.commit()
    toy_engine.wrong = {"ada": ["double"]}
    assert run(*GRADE, "--force")[0] == 0
    after = scores(course)
    assert after["ada"]["double-check"] == (0.0, None)
    assert after["ada"]["why"][1] == 2.5
    assert after["bob"]["double-check"] == (1.0, 0.5)

    assert run("feedback", "toy")[0] == 0
    assert (course / "feedback" / "ada" / "toy").is_dir()
    assert run("export", "toy", "--to", "ours.csv")[0] == 0
    subprocess.run(
        [sys.executable, "-m", "nbgrader", "export", "--to", "theirs.csv"],
        cwd=course, env=env, check=True, capture_output=True,
    )  # fmt: skip
    with open(course / "theirs.csv") as file:
        theirs = {row["student_id"]: float(row["score"]) for row in csv.DictReader(file)}
    with open(course / "ours.csv", encoding="utf-8-sig") as file:
        ours = {row["student"]: float(row["points"]) for row in csv.DictReader(file)}
    assert ours == theirs
    assert theirs["bob"] == theirs["cleo"] - 0.5


def test_a_server_that_goes_away_stops_the_run_and_the_same_command_goes_on(
    course, server, toy_engine, monkeypatch
):
    monkeypatch.setattr(gradebook_module, "PAUSE", 0.01)
    grade_all = toy_engine.grade_all

    def with_a_stop(*arguments, **options):
        for number, graded in enumerate(grade_all(*arguments, **options)):
            if number == 2:
                server.stop()
            yield graded

    monkeypatch.setattr(engine, "grade_all", with_a_stop)
    try:
        code, said = run(*GRADE)
        assert code == 2
        assert "did not take the scores of cleo" in said
        assert postgres.PASSWORD not in said
        code, said = run(*GRADE)
        assert code == 2
        assert "cannot be opened" in said
        assert postgres.PASSWORD not in said
    finally:
        server.start()
    assert set(scores(course)) == {"ada", "bob"}
    toy_engine.graded.clear()
    monkeypatch.setattr(engine, "grade_all", grade_all)
    assert run(*GRADE)[0] == 0
    assert toy_engine.graded == ["cleo", "dan"]
    assert set(scores(course)) == set(STUDENTS)


def test_a_server_that_starts_again_in_time_costs_nothing(course, server, toy_engine, monkeypatch):
    grade_all = toy_engine.grade_all

    def with_a_restart(*arguments, **options):
        for number, graded in enumerate(grade_all(*arguments, **options)):
            if number == 2:
                server.stop()
                server.start()
            yield graded

    monkeypatch.setattr(engine, "grade_all", with_a_restart)
    monkeypatch.setattr(gradebook_module, "PAUSE", 0.01)
    code, said = run(*GRADE)
    assert code == 0, said
    assert set(scores(course)) == set(STUDENTS)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda url: url.replace(postgres.PASSWORD, "wr0ng-secret"), "password authentication"),
        (lambda url: url.replace("/postgres?", "/nowhere?"), '"nowhere" does not exist'),
        (lambda url: url.replace("psycopg", "pg8000"), "pg8000 is not installed.*postgres]"),
        (lambda url: url.replace("postgresql+psycopg", "postgres"), "cannot be opened"),
        (lambda url: url.split("?")[0] + "?host=/nowhere", "cannot be opened"),
        (lambda url: f"no URL {url}", "cannot be opened"),
        (lambda url: url.replace("@/", "@host:port/"), "cannot be opened"),
    ],
    ids=["password", "database", "driver", "dialect", "host", "form", "port"],
)
def test_a_database_that_cannot_be_used_is_an_error_that_shows_no_password(
    server, tmp_path, change, said
):
    create(tmp_path / "course")
    url = change(server.url("postgres"))
    point_at(tmp_path / "course", url)
    course = open_course(tmp_path / "course")
    with pytest.raises(CourseError, match=said) as caught, course.gradebook():
        pass
    for secret in (postgres.PASSWORD, "wr0ng-secret"):
        assert secret not in str(caught.value)
    assert caught.value.__cause__ is None
    with pytest.raises(CourseError, match=said):
        release(course, toy.assignment())


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("sqlite:////srv/gradebook.db", "sqlite:////srv/gradebook.db"),
        ("postgresql://me@host/db", "postgresql://me@host/db"),
        ("postgresql+psycopg://me:p@ss:w@host:5432/db", "postgresql+psycopg://me:***@host:5432/db"),
        ("postgresql://host/db?user=me&password=pass", "postgresql://host/db?user=me&password=***"),
    ],
)
def test_a_password_is_shown_as_stars(url, shown):
    assert masked(url) == shown


def other_assignment():
    """A second homework, of one exercise."""
    homework = Homework("other", title="Another", points=1)
    part = homework.part("one", title="One", points=1)

    @part.function()
    def half(x):
        """Return half of x."""
        return x / 2

    @half.check(points=1)
    def halves_three(half):
        compare(half, 3.0)

    place = make_cell("code", "place-half", "# exercise: half", {})
    return assemble(homework, make_notebook([place]))


def test_two_assignments_are_graded_at_the_same_time_into_one_database(course):
    other = other_assignment()
    opened = open_course(course)
    release(opened, other)
    failures = []
    start = threading.Barrier(2)

    def grade(assignment, wrong):
        try:
            with GradebookWriter(opened, assignment) as writer:
                start.wait()
                for n in range(25):  # the same new students on both sides
                    writer.record(result_for(assignment, f"s{n}", wrong), {})
        except Exception as error:
            failures.append(error)

    graders = [
        threading.Thread(target=grade, args=(assignment, wrong))
        for assignment, wrong in ((toy.assignment(), ["double"]), (other, []))
    ]
    for grader in graders:
        grader.start()
    for grader in graders:
        grader.join()
    assert failures == []
    with GradebookWriter(opened, toy.assignment()) as writer:
        mine = writer.grades()
    with GradebookWriter(opened, other) as writer:
        others = writer.grades()
    assert set(mine) == set(others) == {f"s{n}" for n in range(25)}
    assert {each.cells["double-check"].auto for each in mine.values()} == {0.0}
    assert {each.cells["half-check"].auto for each in others.values()} == {1.0}


def result_for(assignment, student, wrong):
    exercises = tuple(
        toy.exercise_result(each, each.name not in wrong, each.name not in wrong)
        for each in assignment.homework.exercises.values()
    )
    return toy.SubmissionResult(student, assignment.name, exercises, isolation="none")
