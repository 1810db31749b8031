"""Ordinary assignments of a course: graded, shown and exported as declared homework is."""

import json

import nbformat
import pytest
from click.testing import CliRunner
from nbgrader.apps import NbGraderAPI
from nbgrader.utils import determine_grade, is_grade

from autograder.cli import main
from autograder.grading.autograde import close_sandbox
from autograder.nbgrader_bridge import create, open_course
from autograder.nbgrader_bridge.release import generate

pytestmark = [pytest.mark.sandbox, pytest.mark.slow]

HIDDEN = "### BEGIN HIDDEN TESTS\nassert half(-6) == -3, 'kangaroo'\n### END HIDDEN TESTS"
TESTS = f'"""Half of three."""\nassert half(3) == 1.5\n{HIDDEN}'
UNWRITTEN = "def half(x):\n    # YOUR CODE HERE\n    raise NotImplementedError()"
STUB = "def half(x):\n    ### BEGIN SOLUTION\n    return x / 2\n    ### END SOLUTION"
RIGHT = "import warnings\ndef half(x):\n    warnings.warn('careful')\n    return x / 2"
WRONG = "def half(x):\n    return abs(x) / 2"


def managed(name, cell_type, source, points=None, **flags):
    """A cell that nbgrader manages."""
    known = {"grade": False, "solution": False, "locked": False, "task": False} | flags
    metadata = {"schema_version": 3, "grade_id": name} | known
    metadata |= {"points": points} if points is not None else {}
    make = nbformat.v4.new_code_cell if cell_type == "code" else nbformat.v4.new_markdown_cell
    return make(source, id=name, metadata={"nbgrader": metadata})


def source_notebook(language="python"):
    """Functions with tests, words for a person, a task, and a file beside it."""
    kernel = {"name": f"{language}3", "display_name": language, "language": language}
    read = "with open('numbers.txt') as file:\n    numbers = [int(line) for line in file]"
    return nbformat.v4.new_notebook(
        metadata={"kernelspec": kernel},
        cells=[
            managed("read", "code", read, locked=True),
            managed("half", "code", STUB, solution=True),
            managed("halves", "code", TESTS, 2, grade=True),
            managed("share", "code", "sum(half(n) == n / 2 for n in numbers) / 4", 1, grade=True),
            managed("why", "markdown", "Because.", 3, grade=True, solution=True),
            managed("task", "markdown", "Find a use of it.", 4, task=True, locked=True),
        ],
    )


def hand_in(course, student, notebook, answer, why="It is."):
    """Put the released notebook, filled in, where submissions belong."""
    released = course.folder("release", "ps1") / f"{notebook}.ipynb"
    made = nbformat.read(released, as_version=4)
    for cell in made.cells:
        cell.source = {"half": answer, "why": why}.get(cell.id, cell.source)
    folder = course.folder("submitted", "ps1", student)
    folder.mkdir(parents=True, exist_ok=True)
    nbformat.write(made, folder / f"{notebook}.ipynb")


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """Three students; bob's second notebook is missing, cleo's first one is as released."""
    course = create(tmp_path_factory.mktemp("course") / "halves")
    source = course.folder("source", "ps1")
    source.mkdir()
    (source / "numbers.txt").write_text("2\n-2\n4\n-4\n")
    for name in ("one", "two"):
        nbformat.write(source_notebook(), source / f"{name}.ipynb")
    generate(course, "ps1")
    for notebook in ("one", "two"):
        hand_in(course, "ada", notebook, RIGHT)
    hand_in(course, "bob", "one", WRONG)
    hand_in(course, "cleo", "one", UNWRITTEN, "YOUR ANSWER HERE")
    hand_in(course, "cleo", "two", RIGHT)
    yield course
    close_sandbox()


@pytest.fixture(scope="module")
def chalkgrad(course):
    """Run the command in the course; return its exit code and what it said."""

    def run(*arguments):
        done = CliRunner().invoke(main, [*arguments, "--course", str(course.root)])
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exc_info
        return done.exit_code, done.output

    return run


@pytest.fixture(scope="module")
def graded(chalkgrad):
    return chalkgrad("grade", "ps1")


def rows(course):
    """Every grade and comment of the assignment."""
    found = {}
    with course.gradebook() as gradebook:
        for submission in gradebook.assignment_submissions("ps1"):
            for notebook in submission.notebooks:
                where = submission.student.id, notebook.name
                for row in notebook.grades:
                    found[*where, row.name] = row.auto_score, row.needs_manual_grade
                for row in notebook.comments:
                    found[*where, row.name, "comment"] = row.auto_comment
    return found


def test_every_cell_has_its_row_and_a_missing_notebook_is_nothing(course, graded):
    code, said = graded
    assert code == 1, said
    assert "! bob: two: two.ipynb was not handed in: no points for it." in said
    assert "beside the student's code" in " ".join(said.split())
    found = rows(course)
    assert found["ada", "one", "halves"] == (2, False)
    assert found["ada", "two", "share"] == (1, False)
    assert found["ada", "one", "why"] == (None, True)
    assert found["ada", "one", "task"] == (None, True)
    assert found["bob", "one", "halves"] == (0, False)
    assert found["bob", "one", "share"] == (0.5, False)
    assert "Half of three: A hidden test failed." in found["bob", "one", "half", "comment"]
    assert found["bob", "two", "halves"] == (0, False)
    assert found["bob", "two", "task"] == (0, False)
    assert found["cleo", "one", "half", "comment"] == "No response."
    assert found["cleo", "one", "why"] == (0, False)


def test_nothing_that_is_not_changed_is_graded_again(chalkgrad, graded):
    assert graded
    assert chalkgrad("grade", "ps1")[1].startswith("ps1: 0 to grade, 3 unchanged")


def test_no_page_and_no_autograded_notebook_has_the_hidden_tests(course, chalkgrad, graded):
    assert graded
    assert chalkgrad("feedback", "ps1")[0] == 0
    pages = list(course.folder("feedback", "ps1", "bob").glob("*.html"))
    assert {page.name for page in pages} == {"ps1.html", "one.html", "two.html"}
    text = pages[0].read_text("utf-8")
    assert "A hidden test failed." in text
    assert "return abs(x) / 2" in text
    assert "beside the student&#39;s code" in text
    files = [p for step in ("autograded", "feedback") for p in (course.root / step).rglob("*.*")]
    assert len(files) > 10
    assert not [path for path in files if b"kangaroo" in path.read_bytes()]


def test_the_export_has_a_column_for_each_cell_and_says_what_is_guaranteed(chalkgrad, graded):
    assert graded
    _, text = chalkgrad("export", "ps1")
    head, ada = text.splitlines()[:2]
    assert '"one/halves","one/share","one/why","one/task","two/halves"' in head
    assert ada.startswith('"ada","","",6.0,20.0,14.0')
    assert "tests ran beside the student's code" in ada


def test_nbgraders_rule_reads_the_same_points_from_the_autograded_notebooks(course, graded):
    assert graded
    found = rows(course)
    for student in ("ada", "bob", "cleo"):
        for name in ("one", "two"):
            path = course.folder("autograded", "ps1", student) / f"{name}.ipynb"
            notebook = nbformat.read(path, as_version=4)
            nbformat.validate(notebook)
            for cell in filter(is_grade, notebook.cells):
                if not cell.metadata.nbgrader.solution:
                    id = cell.metadata.nbgrader.grade_id
                    assert determine_grade(cell)[0] == found[student, name, id][0]


def test_nbgraders_own_autograde_gives_the_same_rows(course, graded):
    assert graded
    before = rows(course)
    api = NbGraderAPI(config=course.config)
    for student in ("ada", "bob", "cleo"):
        done = api.autograde("ps1", student)
        assert done["success"], done
    assert rows(course) == before


def test_a_notebook_in_another_language_is_refused_with_the_way_out(course, chalkgrad):
    source = course.folder("source", "other")
    source.mkdir()
    notebook = source_notebook()
    nbformat.write(notebook, source / "other.ipynb")
    generate(course, "other")
    with course.gradebook() as gradebook:
        kernel = {"name": "ir", "display_name": "R", "language": "R"}
        gradebook.find_notebook("other", "other").kernelspec = json.dumps(kernel)
        gradebook.db.commit()
    code, said = chalkgrad("grade", "other")
    said = " ".join(said.split())
    assert code == 2
    assert "The notebook other of other is written in R, and only Python is run" in said
    assert "nbgrader autograde other" in said


def test_an_unknown_name_is_answered_with_what_there_is(chalkgrad):
    code, said = chalkgrad("grade", "ps9")
    said = " ".join(said.split())
    assert code == 2
    assert "There is no homework 'ps9'." in said
    assert "has no assignment 'ps9' in its gradebook; there:" in said


def test_a_course_made_by_others_needs_no_line_of_ours(tmp_path, course):
    assert open_course(course.root).config.Autograde
    (tmp_path / "nbgrader_config.py").write_text("c = get_config()\n")
    plain = open_course(tmp_path)
    source = plain.folder("source", "ps1")
    source.mkdir(parents=True)
    nbformat.write(source_notebook(), source / "one.ipynb")
    (source / "numbers.txt").write_text("2\n-2\n4\n-4\n")
    generate(plain, "ps1")
    hand_in(plain, "ada", "one", RIGHT)
    done = CliRunner().invoke(main, ["grade", "ps1", "--course", str(tmp_path)])
    assert done.exit_code == 0, done.output
    assert rows(plain)["ada", "one", "halves"] == (2, False)
