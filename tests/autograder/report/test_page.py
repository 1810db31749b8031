"""The feedback page: says why, shows the student's own work, runs nothing, reveals nothing."""

import base64
import hashlib
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from autograder.ingest.submission import unreadable
from autograder.report import PageInfo, feedback_page, standing
from autograder.results import CheckResult, ExerciseResult, Row, SubmissionResult
from tests.autograder import toy

INFO = PageInfo(
    title=toy.homework.title,
    course="toys-2026",
    parts={part.name: part.title for part in toy.homework.parts},
    cells={cell.id: cell.kind for cell in toy.assignment().cells},
)
HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>"


class Elements(HTMLParser):
    """Collects every element of a page with its attributes."""

    def __init__(self, page):
        super().__init__()
        self.found = []
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        self.found.append((tag, dict(attributes)))


def page(result=None, notebook=(), **more):
    return feedback_page(standing(result or toy.result(), **more), notebook, INFO)


def text(html):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", html.split("</style>")[1]))


def test_it_names_the_mistake_and_shows_input_yours_and_expected():
    shown = text(page(toy.result(wrong=["double"])))
    assert "What probably happened It squares: 2x and x² agree only at 0 and 2." in shown
    assert "[1, 2, -3] [1, 4, 9] [2, 4, -6]" in shown
    assert "Failed: doubles three numbers" in shown


def test_a_blank_table_is_not_shown_cell_by_cell():
    table = toy.exercise_result(toy.homework.exercises["squares_table"], visible=False)
    check = table.checks[0]
    wrong = replace(check, rows=(Row("root [1]", "5", "", False),))
    blank = replace(check, rows=(Row("root [1]", "", "", False),))
    shown = [
        text(page(replace(toy.result(), exercises=(replace(table, checks=(each,)),))))
        for each in (wrong, blank)
    ]
    assert "cell yours" in shown[0]
    assert "cell yours" not in shown[1]
    assert "root [1]" not in shown[1]


def test_the_points_are_there_by_exercise_and_in_total():
    shown = text(page(toy.result(wrong=["double"])))
    assert "4 / 10 points" in shown
    assert "Part 1 · Functions 2 / 4" in shown
    assert "4 of the 10 points are not decided yet" in shown


def test_a_hidden_check_shows_its_title_and_no_values():
    double = toy.homework.exercises["double"]
    result = toy.exercise_result(double, hidden=False)
    visible, hidden = result.checks
    result = replace(result, checks=(replace(hidden, rows=visible.rows),))
    whole = replace(toy.result(), exercises=(result,))
    shown = text(page(whole))
    assert "doubles any numbers hidden" in shown
    assert "[2, 4, -6]" not in shown


def test_the_students_code_outputs_and_figure_are_shown():
    cells = toy.handed_in(double="def double(x):\n    return x ** 2  # <- mine")
    plot = next(cell for cell in cells if cell["id"] == "plot")
    plot["outputs"] = [
        {"output_type": "stream", "name": "stdout", "text": "a line\n"},
        {"output_type": "display_data", "data": {"image/png": toy.PNG}},
    ]
    shown = page(notebook=cells)
    assert "return x ** 2  # &lt;- mine" in shown
    assert "a line" in shown
    assert f"data:image/png;base64,{toy.PNG}" in shown


def test_the_assignments_own_cells_and_the_rubric_are_not_repeated():
    cells = [
        *toy.handed_in(),
        {"id": "why-rubric", "cell_type": "markdown", "source": "a secret rubric", "outputs": []},
    ]
    shown = page(notebook=cells)
    assert "import numpy" not in shown
    assert "secret rubric" not in shown
    assert "Your other cells (1)" in shown


@pytest.mark.parametrize("place", ["source", "stream", "error", "html", "alt", "comment", "name"])
def test_nothing_of_the_student_can_run(place):
    outputs = {
        "stream": [{"output_type": "stream", "name": "stdout", "text": HOSTILE}],
        "error": [{"output_type": "error", "traceback": [HOSTILE]}],
        "html": [{"output_type": "display_data", "data": {"text/html": HOSTILE}}],
        "alt": [
            {
                "output_type": "display_data",
                "data": {"image/png": toy.PNG, "text/plain": f'">{HOSTILE}'},
            }
        ],
    }
    source = HOSTILE if place == "source" else "pass"
    cell = {"id": "double", "cell_type": "code", "source": source}
    cells = {}
    if place == "comment":
        cells = {"cells": {"double-check": Given(1.0, comment=HOSTILE)}}
    result = toy.result(HOSTILE if place == "name" else "ada")
    shown = page(result, [cell | {"outputs": outputs.get(place, [])}], **cells)
    found = Elements(shown).found
    assert not [tag for tag, _ in found if tag in ("script", "iframe", "object", "link", "form")]
    assert not [name for _, attributes in found for name in attributes if name.startswith("on")]
    images = [attributes["src"] for tag, attributes in found if tag == "img"]
    assert all(source.startswith("data:image/png;base64,") for source in images)


def test_an_image_that_is_none_is_left_out():
    fake = base64.b64encode(b"<svg onload=alert(1)>").decode()
    output = {"output_type": "display_data", "data": {"image/png": fake, "text/plain": "words"}}
    shown = page(
        notebook=[{"id": "double", "cell_type": "code", "source": "", "outputs": [output]}]
    )
    assert fake not in shown
    assert "words" in shown


def test_the_policy_allows_the_pages_own_style_and_nothing_else():
    shown = page()
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', shown)[1]
    style = re.search(r"<style>(.*?)</style>", shown, re.DOTALL)[1]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policy.replace("&#39;", "'") == (
        f"default-src 'none'; img-src data:; style-src 'sha256-{digest}'; base-uri 'none'"
    )
    assert 'style="' not in shown
    assert "http://" not in shown
    assert "https://" not in shown


class Given:
    """What a gradebook has on one cell."""

    def __init__(self, auto, manual=None, extra=None, waiting=False, comment=""):
        self.auto, self.manual, self.extra = auto, manual, extra
        self.waiting, self.comment = waiting, comment


def test_what_a_person_gave_counts_and_is_shown():
    cells = {
        "double-check": Given(0.0, manual=1.0),
        "double-hidden": Given(1.0),
        "why": Given(None, manual=2.5, extra=0.5, comment="Well said."),
        "plot": Given(None, waiting=True),
    }
    shown = text(page(cells=cells, first_name="Ada", last_name="Lovelace"))
    assert "Ada Lovelace ada" in shown
    assert "From your grader Well said." in shown
    assert "changed its points" in shown
    assert "5 / 10 points" in shown
    assert "1 of the 10 points are not decided yet" in shown


def test_a_student_is_told_that_the_notebook_could_not_be_read():
    (said,) = unreadable("ada", "expected toy.ipynb, found no notebook").incidents
    shown = text(page(toy.result(incidents=(said, "Somebody's reply was forged."))))
    assert "expected toy.ipynb, found no notebook. So nothing below was graded." in shown
    assert "forged" not in shown
    assert "nothing below was graded" not in text(page())


def test_a_late_penalty_is_taken_off_and_said():
    shown = text(page(late_penalty=1.5))
    assert "4.5 / 10 points" in shown
    assert "1.5 points were taken off" in shown


def test_words_between_backticks_are_code_and_still_escaped():
    double = toy.homework.exercises["double"]
    result = toy.exercise_result(double, notes=("Write `2 * x` and not `<b>`.",))
    shown = page(replace(toy.result(), exercises=(result,)))
    assert "Write <code>2 * x</code> and not <code>&lt;b&gt;</code>." in shown


def test_very_long_output_is_cut():
    output = {"output_type": "stream", "name": "stdout", "text": "x" * 100_000}
    shown = page(
        notebook=[{"id": "double", "cell_type": "code", "source": "", "outputs": [output]}]
    )
    assert "80000 characters more" in shown
    assert len(shown) < 60_000


@pytest.mark.parametrize("outputs", [None, 3, [None], [{}], [{"output_type": "stream"}]])
def test_damaged_outputs_are_no_error(outputs):
    page(notebook=[{"id": "double", "cell_type": "code", "source": None, "outputs": outputs}])


def test_an_answer_in_words_flows_and_keeps_its_paragraphs_and_lists():
    source = "A line\nthat goes on.\n\nTwo:\n- one\n- two <b>"
    shown = page(notebook=[{"id": "why", "cell_type": "markdown", "source": source}])
    assert "A line that goes on.\n\nTwo:\n- one\n- two &lt;b&gt;" in shown


def test_what_all_failed_checks_say_is_said_once():
    said = "You have not defined f yet."
    checks = tuple(CheckResult(name, name, False, 0.0, 1.0, False, said) for name in "abc")
    result = ExerciseResult("f", "F", "part", 0.0, 3.0, checks)
    each = standing(SubmissionResult("ada", "toy", (result,)))
    (exercise,) = each.exercises
    assert exercise.why == said
    page = feedback_page(each, (), PageInfo("Toy"))
    assert page.count(said) == 1
