"""`chalkgrad explain`: finds its way from two or three names, and writes nothing."""

import json
import shutil

import pytest

from autograder.build import CourseAssignment
from autograder.engine import load_or_create
from autograder.grading import loading

GRADE = ("grade", "toy", "--isolation", "none")
EXPLAIN = ("explain", "--isolation", "none")


@pytest.fixture
def graded(course, toy_engine, run):
    load_or_create(course)
    run(*GRADE)
    return course


def everything(course):
    return {path: path.read_bytes() for path in course.rglob("*") if path.is_file()}


def test_a_homework_in_an_assignment_of_another_name_is_replayed(graded, run, monkeypatch):
    week = CourseAssignment("week1", ("toy",), {})
    monkeypatch.setattr(loading, "load_assignment", lambda *_: week)
    shutil.copytree(graded / "submitted" / "ada" / "toy", graded / "submitted" / "ada" / "week1")
    code, said = run(*EXPLAIN, "week1", "ada", "double")
    assert code == 0
    assert "ada · week1 · double · Twice as much" in said
    assert "inputs drawn for  toy / ada / double / double/doubles_any_numbers" in said


def test_the_assignment_may_be_left_out_and_nothing_is_written(graded, run):
    before = everything(graded)
    code, said = run(*EXPLAIN, "toy", "ada", "double")
    assert code == 0
    assert "ada · toy · double · Twice as much" in said
    assert "2 of 2 points. The replay gives the recorded result." in said
    assert run(*EXPLAIN, "ada", "double") == (0, said)
    assert everything(graded) == before


def test_json_is_the_same_in_full(graded, run):
    code, said = run(*EXPLAIN, "toy", "ada", "squares_table", "--json")
    data = json.loads(said)
    assert (code, data["points"], data["recorded"]["same"]) == (0, 2, True)
    assert len(data["cells"]) == 6


def test_an_answer_for_a_person_shows_text_rubric_and_what_was_given(graded, run):
    from nbgrader.api import Gradebook

    code, said = run("explain", "toy", "ada", "why")
    assert code == 0
    assert "No points are given yet, of 3." in said
    assert "2 points: a factor of two" in said
    with Gradebook(f"sqlite:///{graded}/gradebook.db") as gradebook:
        gradebook.find_grade("why", "toy", "toy", "ada").manual_score = 2.5
        gradebook.find_comment("why", "toy", "toy", "ada").manual_comment = "Nearly."
        gradebook.db.commit()
    said = run("explain", "toy", "ada", "why")[1]
    assert "2.5 points were given, of 3." in said
    assert "Comment:\n  Nearly." in said


def test_a_changed_submission_is_said_to_have_changed(graded, run):
    notebook = graded / "submitted" / "ada" / "toy" / "toy.ipynb"
    notebook.write_text(notebook.read_text().replace("2 * x", "x**2"))
    said = run(*EXPLAIN, "toy", "ada", "double")[1]
    assert "0 of 2 points. The record says 2: the replay differs." in said
    assert "Since it was graded: changed submission" in said
    assert "Named mistake: squares" in said


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (("toy", "adda", "double"), "'adda'. Did you mean ada?"),
        (("toy", "ada", "doubel"), "no exercise 'doubel'. Did you mean double?"),
        (("toy", "double", "ada"), "The student comes first."),
        (("ada", "doubel"), "No homework has an exercise 'doubel'. Did you mean double?"),
        (
            ("toy", "ada"),
            "Name student and exercise: chalkgrad explain [ASSIGNMENT] STUDENT EXERCISE",
        ),
        (("ada",), "Name a student and an exercise"),
    ],
)
def test_a_wrong_name_is_answered_with_the_nearest(graded, run, names, said):
    code, answer = run("explain", *names)
    assert code == 2
    assert said in answer


def test_without_the_secret_no_other_one_is_made(graded, run):
    (graded / ".chalkgrad" / "secret").unlink()
    code, said = run(*EXPLAIN, "toy", "ada", "double")
    assert code == 2
    assert "Restore it from a backup" in said
    assert not (graded / ".chalkgrad" / "secret").exists()


def test_one_who_is_not_graded_yet_can_be_explained_all_the_same(course, toy_engine, run):
    load_or_create(course)
    said = run(*EXPLAIN, "toy", "ada", "double")[1]
    assert "2 of 2 points. There is no recorded result to compare with." in said
    assert "This student is not graded yet." in said
