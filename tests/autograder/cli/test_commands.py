"""Every command: what it writes, what it says, and its exit code."""

import subprocess
import sys
from pathlib import Path

import pytest

from autograder.build.assignment import write
from tests.autograder import toy

GRADE = ("grade", "toy", "--isolation", "none")
HEAVY = ("nbgrader", "sqlalchemy", "IPython", "matplotlib", "jinja2", "rich.table", "numpy")


def python(code, **options):
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, **options)


def test_help_fits_a_screen_and_names_every_command(run):
    code, said = run("--help")
    assert code == 0
    assert len(said.splitlines()) <= 32
    names = "new-course build release due extend collect check grade regrade explain report"
    for name in [*names.split(), "feedback", "export", "page"]:
        assert f"\n  {name} " in said
    assert "..." not in said.split("Commands:")[1]


def test_help_loads_nothing_heavy():
    done = python(f"import autograder.cli, sys; print(set({HEAVY!r}) & set(sys.modules))")
    assert done.stdout.strip() == "set()"


def test_a_second_interrupt_ends_as_a_first_one_does(course, run, monkeypatch):
    """One that comes while the first is being said: not exit code 1, which asks for a look."""

    def interrupt(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(sys.modules["autograder.cli.due"], "open_course", interrupt)
    code, said = run("due", "toy")
    assert (code, said.strip()) == (130, "Stopped.")


@pytest.mark.parametrize("command", ["grade hw1a", "release hw1a", "new-course there"])
def test_without_nbgrader_one_sentence_says_what_to_install(command, tmp_path):
    code = f"""
import sys
sys.modules["nbgrader"] = None
sys.modules["nbgrader.utils"] = None
import autograder.build
autograder.build.load = lambda name: None
autograder.build.names = lambda: []
from autograder.cli import main
main({command.split()!r})
"""
    done = python(code, cwd=tmp_path)
    assert done.returncode == 2
    assert "pip install 'chalkgrad[grade]'" in done.stderr.replace("\n", " ")
    assert "Traceback" not in done.stderr


def test_a_new_course_has_sources_and_a_secret_that_others_cannot_read(toy_engine, run, tmp_path):
    code, said = run("new-course", tmp_path / "nets")
    assert code == 0
    assert (tmp_path / "nets" / "source" / "toy" / "toy.ipynb").is_file()
    assert (tmp_path / "nets" / ".chalkgrad" / "secret").stat().st_mode & 0o077 == 0
    assert "chalkgrad release toy" in said
    assert run("new-course", tmp_path / "nets")[0] == 2


def test_build_writes_the_same_file_into_the_course_and_elsewhere(course, run, tmp_path):
    assert run("build")[0] == 0
    assert run("build", "toy", "--to", tmp_path / "out")[0] == 0
    built = course / "source" / "toy" / "toy.ipynb"
    assert built.read_bytes() == (tmp_path / "out" / "toy" / "toy.ipynb").read_bytes()


def test_release_says_where_submissions_belong(course, run):
    code, said = run("release", "toy")
    assert code == 0
    assert "10 points" in said
    assert f"{course}/submitted/STUDENT/toy/toy.ipynb" in said


@pytest.mark.parametrize("command", ["release", "grade", "feedback", "report", "export"])
def test_an_unknown_assignment_is_answered_with_a_near_one(course, run, command):
    code, said = run(command, "toi")
    assert code == 2
    assert "Did you mean toy?" in said


def test_an_unknown_command_is_answered_with_a_near_one(run):
    code, said = run("grad")
    assert code == 2
    assert "Did you mean `grade`?" in said


@pytest.mark.parametrize("command", ["feedback", "report", "export"])
def test_before_grading_it_says_to_grade_first(course, run, command):
    code, said = run(command, "toy")
    assert code == 2
    assert "Grade first: `chalkgrad grade toy`" in said


def test_feedback_writes_a_page_for_each_student(course, toy_engine, run):
    toy_engine.wrong = {"bob": ["double"]}
    run(*GRADE)
    code, said = run("feedback", "toy")
    assert code == 0
    assert "3 feedback pages" in said
    page = (course / "feedback" / "bob" / "toy" / "toy.html").read_text("utf-8")
    assert "It squares" in page
    assert "return 2 * x" in page
    assert "a factor of two" not in page


def test_feedback_for_one_student_and_again(course, run):
    run(*GRADE)
    for _ in range(2):
        code, said = run("feedback", "toy", "--student", "ada")
        assert code == 0
        assert "feedback/ada/toy/toy.html" in said
    assert not (course / "feedback" / "bob").exists()


def test_export_without_a_file_prints_the_table(course, run):
    run(*GRADE)
    code, said = run("export", "toy")
    assert code == 0
    assert said.splitlines()[0].startswith('"student","last_name"')
    assert len(said.splitlines()) == 4


def test_a_file_that_cannot_be_written_is_named(course, run):
    run(*GRADE)
    code, said = run("export", "toy", "--to", "no/such/folder/grades.csv")
    assert code == 2
    assert "no/such/folder/grades.csv: No such file" in said


@pytest.mark.kernel
def test_check_says_every_exercise_and_the_exit_code_says_whether_all_passed(
    toy_engine, run, tmp_path
):
    notebook = write(toy.assignment(), tmp_path)[0]
    code, said = run("check", notebook)
    assert code == 0, said
    assert "6 of 6 points" in said
    notebook.write_text(notebook.read_text("utf-8").replace("return 2 * x", "return x ** 2"))
    code, said = run("check", notebook)
    assert code == 1
    assert "It squares" in said
    assert "4 of 6 points" in said


def test_check_of_what_is_no_notebook_says_why(toy_engine, run, tmp_path):
    code, said = run("check", tmp_path / "nothing.ipynb")
    assert code == 2
    assert "nothing.ipynb cannot be read: No such file" in " ".join(said.split())
    assert "are: none." in said
    (tmp_path / "text.ipynb").write_text("hello")
    assert "no JSON" in run("check", tmp_path / "text.ipynb")[1]
    assert "Did you mean" in run("check", tmp_path / "test.ipynb")[1]


def test_check_of_another_notebook_asks_which_homework_it_is(toy_engine, run, tmp_path):
    path = Path(tmp_path / "mine.ipynb")
    path.write_text('{"cells": [], "nbformat": 4, "nbformat_minor": 5, "metadata": {}}')
    code, said = run("check", path)
    assert code == 2
    assert "--homework NAME" in said
