"""The notebook for formgrader: the student's cells and outputs, the build's locked cells."""

import json
import stat
from datetime import datetime

import pytest

from autograder.build.notebook import source_of
from autograder.nbgrader_bridge import (
    GradebookWriter,
    last_answers,
    submitted_at,
    write_autograded,
)
from autograder.nbgrader_bridge.autograded import safe_markdown
from tests.autograder import toy


def write(course, result=None, **sources):
    cells = sources.pop("cells", None) or toy.handed_in(**sources)
    answers = write_autograded(course, toy.assignment(), result or toy.result(), cells)
    path = course.folder("autograded", "toy", "ada") / "toy.ipynb"
    written = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return {cell["id"]: cell for cell in written}, answers


def test_it_is_valid_for_nbformat_and_nbgrader(course):
    from nbgrader import nbgraderformat

    write(course)
    path = course.folder("autograded", "toy", "ada") / "toy.ipynb"
    nbgraderformat.reads(path.read_text("utf-8"), as_version=4)
    assert stat.S_IMODE(path.stat().st_mode) == 0o444


def test_check_cells_have_the_points_as_their_output_as_nbgrader_reads_them(course):
    import nbformat
    from nbgrader.utils import determine_grade

    write(course, toy.result(wrong=["double"]))
    path = course.folder("autograded", "toy", "ada") / "toy.ipynb"
    cells = {cell.id: cell for cell in nbformat.read(path, as_version=4).cells}
    assert determine_grade(cells["double-check"]) == (0, 1)
    assert determine_grade(cells["total-hidden"]) == (1, 1)


def test_hidden_checks_show_their_titles_and_no_source(course):
    cells, _ = write(course, toy.result(wrong=["double"]))
    hidden = cells["double-hidden"]
    assert source_of(hidden).strip() == ""
    assert "FAILED  0 of 1  doubles any numbers" in hidden["outputs"][0]["text"][0]


def test_the_students_code_and_figure_are_there(course):
    cells = toy.handed_in(double="def double(x):\n    return x + x")
    by_id = {cell["id"]: cell for cell in cells}
    by_id["plot"]["outputs"] = [
        {"output_type": "display_data", "data": {"image/png": toy.PNG, "text/html": "<b>"}}
    ]
    written, _ = write(course, cells=cells)
    assert source_of(written["double"]) == "def double(x):\n    return x + x"
    assert written["plot"]["outputs"][0]["data"] == {"image/png": toy.PNG}


def test_locked_cells_are_as_built_whatever_was_handed_in(course):
    written, _ = write(course, **{"welcome": "HACKED", "double-check": "print(1)"})
    assert source_of(written["welcome"]).startswith("# A toy homework")
    assert source_of(written["double-check"]) == "toy.check(double)"


def test_a_script_in_a_students_text_is_defused(course):
    written, _ = write(course, why="<script>alert(1)</script> and 1 < 2 $a<b$")
    assert source_of(written["why"]) == "&lt;script>alert(1)&lt;/script> and 1 < 2 $a&lt;b$"


def test_the_grader_sees_the_rubric_before_the_answer(course):
    written, _ = write(course)
    order = list(written)
    assert order.index("why-rubric") == order.index("why") - 1
    assert "a factor of two" in source_of(written["why-rubric"])


def test_cells_that_the_student_added_stay_where_they_are(course):
    cells = toy.handed_in()
    place = [cell["id"] for cell in cells].index("total")
    cells.insert(place, {"id": "total", "cell_type": "code", "source": "old = 1", "outputs": []})
    cells.insert(0, {"id": "", "cell_type": "raw", "source": "<hi>", "outputs": []})
    written, _ = write(course, cells=cells)
    sources = [source_of(cell) for cell in written.values()]
    assert sources[0] == "&lt;hi>"
    assert "old = 1" in sources
    assert len(written) == len(set(written))


def test_graded_cells_that_are_missing_come_back_empty(course):
    cells = [cell for cell in toy.handed_in() if cell["id"] not in ("double", "double-check")]
    written, _ = write(course, cells=cells)
    assert source_of(written["double"]) == ""
    assert "double-check" in written


@pytest.mark.parametrize("text", ["", "  \n", "YOUR ANSWER HERE"])
def test_an_untouched_answer_is_blank(course, text):
    _, answers = write(course, why=text)
    assert answers["why"].blank


def test_an_answer_is_changed_when_it_differs_from_the_last_one(course):
    for text, changed in (("Two.", True), ("Two.", False), ("Three.", True)):
        answers = write(course, why=text)[1]
        assert answers["why"] == (False, changed)
        with GradebookWriter(course, toy.assignment()) as gradebook:
            gradebook.record(toy.result(), answers)


def test_an_answer_stays_changed_until_the_gradebook_knows(course):
    write(course, why="Two.")
    with GradebookWriter(course, toy.assignment()) as gradebook:
        gradebook.record(toy.result(), {})
    write(course, why="Three.")  # and the machine went down before it was recorded
    assert write(course, why="Three.")[1]["why"].changed


LINKS = (
    "[x](javascript:alert(1))",
    "[x](java&#115;cript:alert(1))",
    "[x][a]\n\n[a]: javascript:alert(1)",
    "[![a](b)](javascript:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "![x](https://track.example/x.png)",
    "$\\href{javascript:alert(1)}{x}$",
    "$\\mmlToken{mi}[href='javascript:alert(1)']{x}$",
)


@pytest.mark.parametrize("text", LINKS)
def test_a_link_in_a_students_text_runs_nothing_and_loads_nothing(text):
    from nbconvert.filters.markdown_mistune import markdown2html_mistune

    shown = markdown2html_mistune(safe_markdown(text))
    assert "href=" not in shown.replace("[href=", "").replace('href="https://', "")
    assert "src=" not in shown
    assert "\\href" not in shown
    assert "\\mmlToken" not in shown


def test_a_link_to_the_web_and_mathematics_stay_as_they_are():
    text = "See [the page](https://numpy.org): $p(1-p)$, $\\hat{y}_{[i]}$, x[i](j)."
    assert safe_markdown(text).replace("]\\(j", "](j") == text


@pytest.mark.parametrize("text", [*LINKS, "<b>f[0](x)</b>, a < b", "$\\class{x}{y}$", "[1]: two"])
def test_the_feedback_has_a_students_text_as_it_was_typed(course, text):
    write(course, why=text)
    answers = {cell["id"]: cell for cell in last_answers(course, toy.assignment(), "ada")}
    assert source_of(answers["why"]) == text


def test_timestamp_and_secret_are_copied_and_links_are_not_followed(course, tmp_path):
    submitted = course.folder("submitted", "toy", "ada")
    submitted.mkdir(parents=True)
    (submitted / "timestamp.txt").write_text("2026-05-01 12:30:00 UTC\n")
    (tmp_path / "private").write_text("key")
    (submitted / "submission_secret.txt").symlink_to(tmp_path / "private")
    write(course)
    folder = course.folder("autograded", "toy", "ada")
    assert (folder / "timestamp.txt").read_text() == "2026-05-01 12:30:00 UTC\n"
    assert not (folder / "submission_secret.txt").exists()
    assert submitted_at(course, "toy", "ada") == datetime(2026, 5, 1, 12, 30)


@pytest.mark.parametrize("text", ["", "yesterday", "9999999999999999999", "\x00", "2026-99-99"])
def test_a_timestamp_that_is_none_is_no_time_and_no_error(course, text):
    submitted = course.folder("submitted", "toy", "ada")
    submitted.mkdir(parents=True)
    (submitted / "timestamp.txt").write_text(text)
    assert submitted_at(course, "toy", "ada") is None


def test_a_broken_old_notebook_is_replaced(course):
    folder = course.folder("autograded", "toy", "ada")
    folder.mkdir(parents=True)
    (folder / "toy.ipynb").write_text(json.dumps({"cells": 3}))
    written, answers = write(course)
    assert "double" in written
    assert answers["why"].changed
