"""What is foreseen of new results is what the gradebook has after they were written."""

import nbformat
import pytest

from autograder.nbgrader_bridge import GradebookWriter, create, load_ordinary, open_course
from autograder.nbgrader_bridge.due import set_due
from autograder.nbgrader_bridge.gradebook import ManualAnswer
from autograder.nbgrader_bridge.release import generate
from autograder.nbgrader_bridge.timestamps import read_stamp
from autograder.results import CheckResult, ExerciseResult, SubmissionResult
from tests.autograder.bridge.test_late import DUE

PLUGIN = """
from nbgrader.plugins import BasePlugin


class AllButOne(BasePlugin):
    def late_submission_penalty(self, student_id, score, total_seconds_late):
        return score - 1
"""


def managed(name, cell_type, source, points, **flags):
    """A graded cell of an ordinary nbgrader notebook."""
    known = {"schema_version": 3, "grade": True, "solution": False, "locked": True, "task": False}
    metadata = {"nbgrader": known | flags | {"grade_id": name, "points": points}}
    make = nbformat.v4.new_code_cell if cell_type == "code" else nbformat.v4.new_markdown_cell
    return make(source, id=name, metadata=metadata)


def notebook():
    """Three points of tests and two for an answer that a person reads."""
    return nbformat.v4.new_notebook(
        metadata={"kernelspec": {"name": "python3", "display_name": "p", "language": "python"}},
        cells=[
            managed("halves", "code", "assert half(3) == 1.5", 3),
            managed("why", "markdown", "Because.", 2, solution=True, locked=False),
        ],
    )


@pytest.fixture
def course(tmp_path):
    """A course with an assignment of two notebooks; ada is late, which leaves a point of each."""
    root = tmp_path / "halves"
    course = create(root)
    course.folder("source", "ps1").mkdir()
    for name in ("one", "two"):
        nbformat.write(notebook(), course.folder("source", "ps1") / f"{name}.ipynb")
    (root / "all_but_one.py").write_text(PLUGIN)
    with (root / "nbgrader_config.py").open("a") as file:
        file.write('\nc.AssignLatePenalties.plugin_class = "all_but_one.AllButOne"\n')
    course = open_course(root)
    generate(course, "ps1")
    set_due(course, "ps1", DUE)
    for student, time in (("ada", "15:00"), ("bob", "11:00")):
        folder = course.folder("submitted", "ps1", student)
        folder.mkdir(parents=True)
        (folder / "timestamp.txt").write_text(f"2026-05-01 {time}:00 UTC")
    return course


def result(student, **points):
    """What the checks give for the tests of each notebook."""
    exercises = []
    for name in ("one", "two"):
        earned = points.get(name, 0.0)
        check = CheckResult("halves", "halves", False, earned, 3.0, earned == 3)
        place = (f"{name}/halves", "halves", name)
        exercises.append(ExerciseResult(*place, earned, 3.0, (check,), kind="asserts"))
        place = (f"{name}/why", "why", name)
        exercises.append(ExerciseResult(*place, 0.0, 2.0, kind="manual"))
    return SubmissionResult(student, "ps1", tuple(exercises))


def record(course, gradebook, *results):
    answers = {f"{name}/why": ManualAnswer(False, False) for name in ("one", "two")}
    for each in results:
        gradebook.record(each, answers, read_stamp(course, "ps1", each.student).time)
    gradebook.refresh_penalties()


def counted(grades):
    """The parts of the grades that make the totals."""
    return {
        student: (
            each.late_penalty,
            each.seconds_late,
            {name: cell.score for name, cell in each.cells.items()},
        )
        for student, each in grades.items()
    }


@pytest.fixture
def gradebook(course):
    with GradebookWriter(course, load_ordinary(course, "ps1")) as gradebook:
        yield gradebook


@pytest.fixture
def given(course, gradebook):
    """Ada is graded; a person overruled one cell, and gave points and extra credit for another."""
    record(course, gradebook, result("ada", one=3.0))
    with course.gradebook() as book:
        book.find_grade("halves", "two", "ps1", "ada").manual_score = 1.5
        grade = book.find_grade("why", "one", "ps1", "ada")
        grade.manual_score, grade.extra_credit = 2.0, 0.5
        book.find_grade("why", "two", "ps1", "ada").extra_credit = 1.0
        book.db.commit()


def test_what_is_foreseen_of_several_notebooks_is_what_is_there_once_written(
    course, gradebook, given
):
    again = [result("ada", one=1.5, two=3.0), result("bob", two=3.0)]
    stored = gradebook.grades()
    foreseen = counted(gradebook.foreseen(again))
    assert gradebook.grades() == stored, "nothing may be written"
    # one: 1.5 + 2.5 and two: 1.5 from a person; each keeps a point
    assert foreseen["ada"][:2] == (3.0 + 0.5, 3 * 3600)
    assert foreseen["bob"][:2] == (0.0, 0.0)
    record(course, gradebook, *again)
    written = counted(gradebook.grades())
    for student, (penalty, late, cells) in foreseen.items():
        assert (penalty, late) == written[student][:2]
        assert {n: s for n, s in written[student][2].items() if s} == {
            n: s for n, s in cells.items() if s
        }


def test_without_results_the_penalties_of_the_present_scores_are_foreseen(course, gradebook, given):
    foreseen = counted(gradebook.foreseen())
    assert foreseen["ada"][0] == 4.5 + 0.5
    assert gradebook.grades()["ada"].late_penalty == 2.0, "not written yet"
    gradebook.refresh_penalties()
    assert foreseen == counted(gradebook.grades())


def test_nbgrader_adds_up_the_same(course, gradebook, given):
    with course.gradebook() as book:
        score = book.find_submission("ps1", "ada").score
    cells = gradebook.foreseen()["ada"].cells
    assert score == sum(each.score for each in cells.values()) == 3 + 2.5 + 1.5
