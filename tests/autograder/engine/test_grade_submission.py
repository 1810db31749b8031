"""Whole submissions: points, incidents, references for failed needs, and the executed notebook."""

import importlib
import json
import subprocess
import sys
from types import SimpleNamespace

import pytest

from autograder import ingest
from autograder.engine import grade as grade_module
from autograder.engine import server as server_module
from autograder.engine.fingerprint import assignment_fingerprint, result_key
from autograder.engine.grade import grade_submission
from autograder.engine.limits import Limits
from autograder.engine.server import Server
from autograder.results import SubmissionResult
from tests.autograder.engine.homeworks import RIGHT, SPECS, assignment

pytestmark = pytest.mark.sandbox

QUICK = Limits(call=0.5, cell=1.0, submission=10.0, restarts=4)
SECRET = b"s" * 32


def submission(student="ada", leave_out=(), **texts):
    texts = RIGHT | texts
    cells = [
        {
            "id": spec.id,
            "cell_type": spec.cell_type,
            "source": texts.get(spec.id, spec.source),
            "metadata": {"nbgrader": {"grade_id": spec.id}},
        }
        for spec in SPECS
        if spec.id not in leave_out
    ]
    return ingest.read(json.dumps({"cells": cells}).encode(), student)


@pytest.fixture(scope="module")
def toy_server():
    with Server("namespaces", assignment.data_files, QUICK) as server:
        yield server


@pytest.fixture
def grade(toy_server):
    return lambda *a, **k: grade_submission(
        submission(*a, **k), assignment, SECRET, toy_server, QUICK
    )


def points(graded):
    return {exercise.name: exercise.points for exercise in graded.result.exercises}


def test_the_right_answers_get_everything(grade):
    graded = grade()
    assert graded.result.points == graded.result.max_points == 10
    assert graded.result.incidents == ()
    assert graded.result.isolation == "namespaces"
    assert SubmissionResult.from_json(graded.result.to_json()) == graded.result


def test_the_executed_notebook_has_the_students_text_and_outputs(grade):
    graded = grade(double="def double(x):\n    return 2 * x\nprint(points)")
    cells = {cell["id"]: cell for cell in graded.cells}
    assert list(cells) == [spec.id for spec in SPECS]
    assert cells["double"]["outputs"] == [
        {"output_type": "stream", "name": "stdout", "text": "[1. 1.]\n"}
    ]
    assert cells["start"]["outputs"] == cells["double-check"]["outputs"] == []


def test_a_wrong_function_is_diagnosed_and_costs_later_ones_nothing(grade):
    graded = grade(double="def double(x):\n    return x ** 2")
    assert points(graded) == {"double": 0, "double_and_one": 5, "numbers": 2}
    first, second, _ = graded.result.exercises
    assert [d.mistake for d in first.diagnoses] == ["squares"]
    assert second.used_reference_for == ("double",)


def test_an_endless_loop_costs_its_own_exercise(grade):
    graded = grade(double="def double(x):\n    while True: pass")
    assert points(graded) == {"double": 0, "double_and_one": 5, "numbers": 2}
    assert any("`double`: did not end within 0.5 s" in said for said in graded.result.incidents)


def test_a_crash_at_the_start_costs_its_own_exercise(grade):
    graded = grade(double="import os; os._exit(0)")
    assert points(graded) == {"double": 0, "double_and_one": 5, "numbers": 2}


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        ({"double": "raise NotImplementedError()"}, 7),
        ({"double": "def double(x)\n  return"}, 7),
        ({"double": "def double(x): return 2 * x\nimport sys; sys.stderr.write('warning')"}, 10),
        ({"numbers": "numbers = {'two': 3}"}, 8),
        ({"double": "", "double_and_one": "", "numbers": ""}, 0),
        (
            {"setup": "import os; os._exit(0)", "double-check": "1/0", "start": "while True: pass"},
            10,
        ),
    ],
)
def test_each_exercise_counts_for_itself(grade, texts, expected):
    assert grade(**texts).result.points == expected


def test_the_reference_is_out_of_reach_of_the_exercise_that_it_belongs_to(grade):
    spy = (
        "import sys, gc\ndef double(x):\n"
        "    found = [g for g in globals().values() if getattr(g, '__name__', '') == 'double']\n"
        "    return 2 * x if len(found) > 1 or 'autograder' in sys.modules else 0 * x"
    )
    assert points(grade(double=spy))["double"] == 0


def test_a_deleted_cell_costs_its_exercise_and_is_named(grade):
    graded = grade(leave_out=["double", "setup"])
    assert points(graded) == {"double": 0, "double_and_one": 5, "numbers": 2}
    assert any("`double`" in said for said in graded.result.incidents)


@pytest.mark.parametrize("content", [b"", b"not json", b"\xff\xfe", b"{}", b'{"cells": []}'])
def test_anything_gives_a_result_with_all_exercises(toy_server, content):
    read = ingest.read(content, "eve")
    graded = grade_submission(read, assignment, SECRET, toy_server, QUICK)
    assert graded.result.points == 0
    assert graded.result.max_points == 10
    assert graded.result.incidents
    assert len(graded.cells) == len(SPECS)


def test_hidden_checks_tell_neither_inputs_nor_expected_values(grade):
    for exercise in grade(double="def double(x):\n    return x").result.exercises:
        for check in exercise.checks:
            assert not (check.hidden and check.rows)


SPY = """import os
seen = []
def keep(x):
    if np.ndim(x):
        seen.append(1)
        open('seen', 'a').write('hidden input')
def told():
    return f"{len(seen)} seen, {'file' if os.path.exists('seen') else 'no file'}"
"""


@pytest.mark.parametrize("right_when_visible", [True, False])
def test_what_is_shown_was_asked_for_before_anything_hidden_was_sent(grade, right_when_visible):
    number = "2 * x if np.ndim(x) == 0 else x" if right_when_visible else "x"
    graded = grade(
        double=f"{SPY}\ndef double(x):\n    keep(x)\n    return {number}",
        double_and_one="def double_and_one(x):\n    raise ValueError(told())",
        numbers="class Late(dict):\n    pass\nnumbers = {'two': 7}\n",
    )
    (later,) = (e for e in graded.result.exercises if e.name == "double_and_one")
    assert later.used_reference_for == ("double",)
    assert "ValueError: 0 seen, no file" in later.checks[0].message


def test_a_table_is_read_before_anything_hidden_was_sent(grade):
    spy = "def double(x):\n    if np.ndim(x): numbers['two'] = 77\n    return x"
    (table,) = (e for e in grade(double=spy).result.exercises if e.name == "numbers")
    assert (table.points, table.checks[0].rows[0].yours) == (2, "2")


def test_the_same_submission_gives_the_same_result(grade):
    first, second = (
        grade(double="def double(x): return x + 2"),
        grade(double="def double(x): return x + 2"),
    )
    assert first.result.exercises == second.result.exercises
    assert first.result.key == second.result.key


def test_an_error_of_ours_is_an_incident_and_not_an_exception(grade, monkeypatch):
    honest = grade_module.grade_exercise

    def broken(exercise, *args, **kwargs):
        if exercise.name == "double":
            raise RuntimeError("a bug")
        return honest(exercise, *args, **kwargs)

    monkeypatch.setattr(grade_module, "grade_exercise", broken)
    graded = grade()
    assert points(graded)["numbers"] == 2
    assert points(graded)["double"] == 0
    assert any("RuntimeError: a bug" in said for said in graded.result.incidents)
    assert graded.result.key == "", "the next run must try again"


def test_a_sandbox_that_does_not_start_is_an_incident(monkeypatch):
    how = SimpleNamespace(argv=("/bin/false",), env={}, cwd="/")
    monkeypatch.setattr(server_module.sandbox, "launch", lambda *a: how)
    with_server = Server("namespaces", {}, QUICK)
    graded = grade_submission(submission(), assignment, SECRET, with_server, QUICK)
    with_server.close()
    assert graded.result.points == 0
    assert any("did not start" in said for said in graded.result.incidents)
    assert graded.result.key == "", "the next run must try again"


def test_the_key_changes_with_all_that_matters(monkeypatch):
    key = result_key(submission(), assignment, SECRET)
    assert key == result_key(submission(), assignment, SECRET)
    others = [
        result_key(submission("bob"), assignment, SECRET),
        result_key(submission(double="x"), assignment, SECRET),
        result_key(submission(), assignment, b"t" * 32),
        result_key(submission(), SimpleNamespace(**vars(assignment) | {"cells": ()}), SECRET),
    ]
    assert key not in others
    changed = SimpleNamespace(**vars(assignment) | {"data_files": {"data/p.npz": b""}})
    assert assignment_fingerprint(changed) != assignment_fingerprint(assignment)


PACKAGE = {
    "__init__": "",
    "numbers_of_the_table": "ROWS = [1.0, 2.0]",
    "helper": "from homework_of_today import numbers_of_the_table\ndef right(x): return 2 * x",
    "checks": (
        "from autograder.exercise import Homework, compare\n"
        "from homework_of_today.helper import right\n"
        "homework = Homework('today', title='Today', points=1)\n"
        "part = homework.part('one', title='One', points=1)\n"
        "@part.function()\n"
        "def double(x):\n    'Double.'\n    return 2 * x\n"
        "@double.check(points=1)\n"
        "def doubles(double): compare(double, 1.0, want=right(1.0))\n"
    ),
}


@pytest.mark.parametrize("changed", ["numbers_of_the_table", "helper", "checks"])
def test_the_fingerprint_changes_with_every_module_of_the_homework(tmp_path, monkeypatch, changed):
    folder = tmp_path / "homework_of_today"
    folder.mkdir()
    for name, text in PACKAGE.items():
        (folder / f"{name}.py").write_text(text)
    monkeypatch.syspath_prepend(tmp_path)
    checks = importlib.import_module("homework_of_today.checks")
    today = {"homework": checks.homework, "cells": (), "data_files": {}}
    before = assignment_fingerprint(SimpleNamespace(**today))
    assert before == assignment_fingerprint(SimpleNamespace(**today))
    with (folder / f"{changed}.py").open("a") as file:
        file.write("\n# another value\n")
    after = assignment_fingerprint(SimpleNamespace(**today))
    for name in [name for name in sys.modules if name.startswith("homework_of_today")]:
        del sys.modules[name]
    assert before != after


def test_the_fingerprint_does_not_depend_on_what_else_is_loaded():
    code = (
        "from autograder.build import load\n"
        "from autograder.engine.fingerprint import assignment_fingerprint\n"
        "print(assignment_fingerprint(load('hw1a')))"
    )
    more = "import course.mlp, course.training, autograder.report, autograder.cli\n"
    said = {
        subprocess.run([sys.executable, "-c", text], capture_output=True, check=True).stdout
        for text in (code, more + code)
    }
    assert len(said) == 1


def test_without_isolation_the_same_scores_come_out():
    with Server("none", assignment.data_files, QUICK) as server:
        right = grade_submission(submission(), assignment, SECRET, server, QUICK)
        loop = submission(double="while True: pass")
        wrong = grade_submission(loop, assignment, SECRET, server, QUICK)
    assert right.result.points == 10
    assert right.result.isolation == "none"
    assert points(wrong) == {"double": 0, "double_and_one": 5, "numbers": 2}


def test_a_broken_check_is_told_to_the_instructor_and_its_result_is_not_kept(toy_server):
    from autograder.exercise import Homework

    homework = Homework("toy", title="A toy", points=1)
    part = homework.part("one", title="One", points=1)

    @part.function()
    def double(x):
        """Return twice x."""
        return 2 * x

    @double.check(points=1, title="looks into an empty list")
    def looks_into_an_empty_list(double):
        [][int(double(0))]

    broken = SimpleNamespace(
        homework=homework, cells=assignment.cells, data_files=assignment.data_files
    )
    graded = grade_submission(submission(), broken, SECRET, toy_server, QUICK)
    assert any("looks into an empty list” is at fault" in said for said in graded.result.incidents)
    assert graded.result.key == ""
