"""`chalkgrad report`: the class's page, where it lies, and what is compared."""

import json
import re

import pytest

from tests.autograder import toy

GRADE = ("grade", "toy", "--isolation", "none")


@pytest.fixture
def graded(course, run, toy_engine):
    toy_engine.wrong = {"bob": ("double",)}
    run(*GRADE)
    return course


def test_the_report_is_written_into_the_course_and_three_findings_are_said(graded, run):
    code, said = run("report", "toy")
    assert code == 0
    page = (graded / "toy-report.html").read_text(encoding="utf-8")
    assert "3 submissions" in page
    lines = said.replace("\n", " ")
    assert "Hardest: “Twice as much”, 67 % of the points on average." in lines
    assert "Most frequent mistake: 33 % (1 of 3)" in lines
    assert said.splitlines()[-1] == f"Class report of 3 submissions: {graded / 'toy-report.html'}"


def test_it_is_written_where_one_wants_it(graded, run, tmp_path):
    path = tmp_path / "there.html"
    assert run("report", "toy", "--to", path)[0] == 0
    assert "Class report" in path.read_text(encoding="utf-8")
    assert not (graded / "toy-report.html").exists()


def test_nobody_graded_is_said_with_the_command_that_helps(course, run):
    code, said = run("report", "toy")
    assert code == 2
    assert "chalkgrad grade toy" in said


def test_a_blank_answer_is_told_from_a_wrong_one(graded, run):
    path = graded / "autograded" / "bob" / "toy" / "toy.ipynb"
    notebook = json.loads(path.read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        if cell["id"] == "double":
            cell["source"] = toy.assignment().cells_by_id["double"].released
        if cell["id"] == "total":
            cell["source"] = []
    path.chmod(0o600)
    path.write_text(json.dumps(notebook), encoding="utf-8")
    run("report", "toy")
    page = (graded / "toy-report.html").read_text(encoding="utf-8")
    assert re.findall(r"(\d) blank</span>", page) == ["1"]  # what has points is not blank
    row = page.split('id="exercise-double"')[1].split("</tr>")[0]
    assert "1 blank" in row


def test_a_table_of_groups_without_its_columns_is_named(graded, run):
    (graded / "groups.csv").write_text("teamwork,who\n1,ada\n", encoding="utf-8")
    code, said = run("report", "toy")
    assert code == 2
    assert "groups.csv must have the columns `group` and `student`. It has: teamwork, who" in said
    (graded / "groups.csv").write_text("group,student\n1,ada\n1,bob\n", encoding="utf-8")
    assert run("report", "toy")[0] == 0
