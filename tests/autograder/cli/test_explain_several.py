"""`chalkgrad explain` where an assignment is put together from several notebooks."""

import json

import nbformat
import numpy as np
import pytest

from autograder import engine
from autograder.build.assignment import write
from autograder.engine import load_or_create
from autograder.engine.limits import Limits
from autograder.engine.secret import rng_for
from autograder.engine.several import most_time
from autograder.nbgrader_bridge import open_course, ordinary
from autograder.nbgrader_bridge.release import generate
from tests.autograder import toy
from tests.autograder.doors.notebooks import assignment, solution

GRADE = ("grade", "week1", "--isolation", "none")
EXPLAIN = ("explain", "--isolation", "none", "week1", "ada")
SQUARED = "def double(x):\n    return x**2"


def managed(name, cell_type, source, points, **flags):
    """A cell that nbgrader manages."""
    known = {"grade": True, "solution": False, "locked": False, "task": False} | flags
    metadata = {"schema_version": 3, "grade_id": name, "points": points} | known
    make = nbformat.v4.new_code_cell if cell_type == "code" else nbformat.v4.new_markdown_cell
    return make(source, id=name, metadata={"nbgrader": metadata})


def warm_up():
    """An ordinary notebook: a cell of tests, and a question that the toy homework has as well."""
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    cells = [
        managed("one", "code", "assert 1 == 1", 1, locked=True),
        managed("why", "markdown", "Because.", 2, solution=True),
    ]
    return nbformat.v4.new_notebook(metadata={"kernelspec": kernel}, cells=cells)


def graded_here(submissions, load, secret, *, workers, tier):
    """Grade as the pool does, in this process."""
    made = load()
    with engine.Server(tier, made.data_files) as server:
        for submission in submissions:
            yield engine.grade_submission(submission, made, secret, server)


@pytest.fixture
def week(course, toy_engine, monkeypatch):
    """The toy homework after a warm-up, released as one assignment and handed in by ada."""
    monkeypatch.setattr(ordinary, "load", toy.load)
    monkeypatch.setattr(ordinary, "names", lambda: ["toy"])
    monkeypatch.setattr(engine, "grade_all", graded_here)
    source = course / "source" / "week1"
    write(toy.assignment(), source)
    nbformat.write(warm_up(), source / "warm_up.ipynb")
    generate(open_course(course), "week1")
    folder = course / "submitted" / "ada" / "week1"
    folder.mkdir(parents=True)
    for name in ("toy", "warm_up"):
        made = nbformat.read(course / "release" / "week1" / f"{name}.ipynb", as_version=4)
        for cell in made.cells:
            cell.source = {"double": SQUARED, "why": f"As in {name}."}.get(cell.id, cell.source)
        nbformat.write(made, folder / f"{name}.ipynb")
    return course


@pytest.fixture
def graded(week, run):
    code, said = run(*GRADE)
    assert code == 0, said
    return week


def test_the_notebook_of_the_exercise_is_replayed_with_the_inputs_of_the_grading(graded, run):
    code, said = run(*EXPLAIN, "toy/double", "--json")
    data = json.loads(said)
    assert code == 0
    assert (data["assignment"], data["exercise"]) == ("week1", "toy/double")
    assert (data["points"], data["recorded"]) == (0, {"points": 0, "same": True, "reasons": []})
    hidden = data["checks"][1]
    assert hidden["drawn_for"] == ["toy", "ada", "double", "double/doubles_any_numbers"]
    (call,) = hidden["calls"]
    drawn = rng_for(load_or_create(graded), *hidden["drawn_for"]).normal(size=5)
    np.testing.assert_array_equal(call["arguments"]["x"]["values"], drawn)
    np.testing.assert_array_equal(call["gave"]["value"]["values"], drawn**2)
    assert [each["name"] for each in data["mistakes"]] == ["squares"]
    text = run(*EXPLAIN, "toy/double")[1]
    assert text.startswith("ada · week1 · toy/double · Twice as much\n")
    assert "0 of 2 points. The replay gives the recorded result." in text


def test_a_resubmission_of_the_other_notebook_is_named_as_what_changed(graded, run):
    other = graded / "submitted" / "ada" / "week1" / "warm_up.ipynb"
    other.write_text(other.read_text().replace("As in", "Like in"))
    said = run(*EXPLAIN, "toy/double")[1]
    assert "0 of 2 points. The replay gives the recorded result." in said
    assert "Since it was graded: changed submission" in said


def test_an_answer_for_a_person_is_that_of_its_own_notebook(graded, run):
    said = {name: run(*EXPLAIN, f"{name}/why")[1] for name in ("toy", "warm_up")}
    assert "Answer:\n  As in toy." in said["toy"]
    assert "2 points: a factor of two" in said["toy"]
    assert "Answer:\n  As in warm_up." in said["warm_up"]
    assert "No points are given yet, of 2." in said["warm_up"]


def test_a_cell_of_tests_has_nothing_to_replay(graded, run):
    code, said = run(*EXPLAIN, "warm_up/one")
    assert code == 2
    assert "there are no hidden inputs to replay" in said


def test_a_name_without_its_notebook_is_answered_with_the_nearest(graded, run):
    code, said = run(*EXPLAIN, "double")
    assert code == 2
    assert "week1 has no exercise 'double'. Did you mean toy/double?" in said


def test_a_replayed_notebook_has_the_time_that_grading_leaves_it_after_quick_ones():
    made = assignment(a=[solution()], b=[solution()], c=[solution()])
    limits = Limits(submission=60)
    assert [most_time(limits, made, name).submission for name in "abc"] == [20, 30, 60]
