"""Cells of tests that run beside the student's code: nbgrader's rule, in the sandbox."""

import json
import pickle

import pytest

from autograder.build import load
from autograder.engine import Server, grade_all, grade_submission
from autograder.engine.limits import Limits
from tests.autograder.doors.notebooks import (
    SECRET,
    assignment,
    cell,
    checked,
    handed_in,
    solution,
)

pytestmark = pytest.mark.sandbox
QUICK = Limits(call=2.0, cell=2.0, submission=20.0, cpu=10, restarts=4)
RIGHT = "def half(x):\n    return x / 2"
RIGHT_IN_A_LINE = "def half(x): return x / 2"
WRONG = "def half(x):\n    return x"
CHECKS = checked("checks", "assert half(3) == 1.5")


@pytest.fixture(scope="module")
def server():
    with Server("namespaces", {"data/2-table.csv": b"1,2\n", "data/table.csv": b"3\n"}) as server:
        yield server


@pytest.fixture
def grade(server):
    """Grade one notebook of an assignment; return the result."""

    def graded(made, *cells, **notebooks):
        submission = handed_in("ada", **({"ps1": list(cells)} if cells else notebooks))
        return grade_submission(submission, made, SECRET, server, QUICK)

    return graded


def points(graded):
    return {each.name: each.points for each in graded.result.exercises}


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("assert half(3) == 1.5", 2),
        ("assert half(3) == 9", 0),
        ("assert half(3) == 1.5\n0.5", 0.5),
        ("half(2)", 1),
        ("'a text'", 2),
        ("half(3) == 1.5", 2),  # True is no number, as for nbgrader
        ("0.5;", 2),
        ("import numpy as np\nnp.float64(0.25)", 0.25),
        ("-1", 0),
        ("float('nan')", 0),
        ("1e9", 2),
        ("import warnings\nwarnings.warn('careful')\nassert half(3) == 1.5", 2),
        ("raise SystemExit(0)", 0),
        ("import asyncio\nawait asyncio.sleep(0)\nassert half(3) == 1.5", 2),
        ("%timeit -n1 -r1 half(3)\nassert half(3) == 1.5", 2),
        ("this is no Python", 0),
        ("while True: pass", 0),
    ],
)
def test_a_cell_of_tests_is_worth_what_nbgraders_rule_says(grade, source, expected):
    graded = grade(assignment(checked("checks", source)), cell("answer", RIGHT))
    assert points(graded) == {"checks": expected}


def test_a_failed_test_is_shown_by_its_own_line(grade):
    made = assignment(checked("checks", "assert half(2) == 1\nassert half(3) == 9, 'not nine'"))
    (check,) = grade(made, cell("answer", RIGHT)).result.exercises[0].checks
    assert check.message == "AssertionError: not nine in `assert half(3) == 9, 'not nine'`"


ATTACKS = {
    "an AST transformer strips asserts": (
        "import ast\n"
        "class T(ast.NodeTransformer):\n"
        "    def visit_Assert(self, n): return ast.Pass()\n"
        "get_ipython().ast_transformers.append(T())"
    ),
    "an input transformer blanks cells": (
        "get_ipython().input_transformers_cleanup.append(lambda lines: ['pass\\n'])"
    ),
    "the shell runs nothing": "type(get_ipython()).run_cell = lambda *a, **k: None",
    "exec and compile do nothing": (
        "import builtins\n"
        "builtins.exec = builtins.eval = lambda *a, **k: None\n"
        "builtins.compile = lambda *a, **k: (lambda: None).__code__"
    ),
    "tracebacks are silenced": (
        "type(get_ipython()).showtraceback = None\n"
        "type(get_ipython())._showtraceback = lambda *a, **k: None"
    ),
    "a result is shown before the failure": (
        "def half(x):\n    display(2)\n    get_ipython().displayhook(2)\n    return x"
    ),
    "numpy compares nothing": (
        "import numpy as np\nnp.allclose = np.isclose = lambda *a, **k: True\n"
        "np.testing.assert_allclose = np.testing.assert_equal = lambda *a, **k: None"
    ),
    "numpy's comparison has other code": (
        "import numpy as np\nnp.testing.assert_allclose.__code__ = (lambda *a, **k: None).__code__"
    ),
    "abs is always nothing": "import builtins\nbuiltins.abs = lambda x: 0",
    "builtins are the notebook's own": (
        "import builtins\n__builtins__ = dict(vars(builtins), abs=lambda x: 0)"
    ),
    "a tracer jumps over the tests": (
        "import sys\n"
        "def trace(frame, event, arg):\n"
        "    if event == 'line' and frame.f_lineno == 2 and 'got' in frame.f_code.co_names:\n"
        "        frame.f_lineno = 3\n"
        "    return trace\n"
        "sys.settrace(trace)"
    ),
    "the process ends well": "import os\ndef half(x):\n    os._exit(0)",
}


@pytest.mark.parametrize("trick", ATTACKS.values(), ids=ATTACKS)
def test_a_trick_gains_nothing(grade, trick):
    made = assignment(
        checked("by-assert", "assert half(3) == 1.5"),
        checked("by-numpy", "import numpy as np\nnp.testing.assert_allclose(half(3), 1.5)"),
        checked("by-abs", "got = half(3)\nassert abs(got - 1.5) < 1e-9\ndone = True"),
    )
    answer = trick if "def half" in trick else f"{WRONG}\n{trick}"
    assert set(points(grade(made, cell("answer", answer))).values()) == {0}


def test_a_replaced_comparison_is_reported_and_not_punished(grade):
    patch = "\nimport numpy as np\nnp.allclose = lambda *a, **k: True"
    graded = grade(assignment(CHECKS), cell("answer", RIGHT + patch))
    assert points(graded) == {"checks": 2}
    assert any("`numpy.allclose`" in each for each in graded.result.incidents)


def test_what_a_submission_says_about_a_cell_of_tests_does_not_matter(grade):
    skipped = {"tags": ["skip-execution"], "nbgrader": {"grade_id": "checks", "points": 99}}
    edited = cell("checks", "pass", **skipped)
    retyped = cell("checks", "gone", "markdown", **skipped)
    for submitted in ([edited], [retyped], [], [edited, edited]):
        graded = grade(assignment(CHECKS), cell("answer", WRONG), *submitted)
        assert points(graded) == {"checks": 0}
        graded = grade(assignment(CHECKS), cell("answer", RIGHT), *submitted)
        assert points(graded) == {"checks": 2}
    assert graded.result.max_points == 2


SPY = """import sys, linecache
def half(x):
    frame = sys._getframe()
    while frame:
        print(frame.f_code.co_consts, frame.f_code.co_names, frame.f_locals)
        print(linecache.getlines(frame.f_code.co_filename))
        frame = frame.f_back
    return x / 2
"""


def test_hidden_tests_decide_and_never_show_in_what_a_person_reads(grade):
    whole = "assert half(3) == 1.5\n### BEGIN HIDDEN TESTS\nassert half(-6) == -3, 'kangaroo'\n"
    made = assignment(checked("checks", whole, shown="assert half(3) == 1.5"))
    assert points(grade(made, cell("answer", SPY))) == {"checks": 2}
    trick = SPY + "    # as shown\n" + RIGHT.replace("x / 2", "abs(x) / 2")
    graded = grade(made, cell("answer", trick), cell("", "print(_ih, globals())"))
    assert points(graded) == {"checks": 0}
    (check,) = graded.result.exercises[0].checks
    assert check.message == "A hidden test failed."
    spied = grade(made, cell("answer", SPY.replace("x / 2", "None")), cell("", "print(globals())"))
    for each in (graded, spied):
        everything = json.dumps([each.result.to_json(), each.cells])
        assert "kangaroo" not in everything
        assert "-6" not in everything


def test_a_crash_costs_its_own_cell_and_later_cells_are_graded(grade):
    made = assignment(
        checked("first", "assert half(3) == 1.5"), checked("second", "assert twice(1) == 2")
    )
    crash = "import os\ndef half(x):\n    os.abort()\ndef twice(x):\n    return 2 * x"
    graded = grade(made, cell("answer", crash))
    assert points(graded) == {"first": 0, "second": 2}
    assert any("first" in incident for incident in graded.result.incidents)


def test_several_notebooks_add_up_and_a_missing_one_is_nothing(grade):
    made = assignment(
        one=[solution(), CHECKS], two=[solution(), CHECKS], three=[solution(), CHECKS]
    )
    graded = grade(
        made,
        one=[cell("answer", RIGHT)],
        two=[cell("answer", WRONG)],
        three=None,
    )
    assert points(graded) == {"one/checks": 2, "two/checks": 0, "three/checks": 0}
    assert graded.result.max_points == 6
    assert graded.result.key
    assert [i for i in graded.result.incidents if i.startswith("three: The notebook could not")]
    names = [c["notebook"] for c in graded.cells if c["id"] == "checks"]
    assert names == ["one", "two", "three"]


def test_notebooks_do_not_see_each_others_names_and_files(grade):
    made = assignment(one=[solution(), CHECKS], two=[solution(), CHECKS])
    leave = cell("answer", f"{RIGHT}\nopen('left.txt', 'w').write('here')")
    look = cell(
        "answer", "import os\nif os.path.exists('left.txt'):\n    def half(x): return x / 2"
    )
    assert points(grade(made, one=[leave], two=[look])) == {"one/checks": 2, "two/checks": 0}


def test_a_declared_homework_can_be_one_of_several_notebooks(tmp_path):
    made = assignment(hw1a="hw1a", essay=[solution(), CHECKS])
    released = json.loads(json.dumps(load("hw1a").notebook()))
    submission = handed_in("ada", hw1a=released["cells"], essay=[cell("answer", RIGHT)])
    with Server("namespaces", made.data_files) as server:
        graded = grade_submission(submission, made, SECRET, server)
    earned = points(graded)
    assert earned["hw1a/sigmoid"] == load("hw1a").homework.exercises["sigmoid"].points
    assert earned["essay/checks"] == 2
    alone = sum(e.points for e in load("hw1a").homework.exercises.values() if e.kind != "manual")
    assert graded.result.points == alone + 2


def test_files_beside_the_notebook_are_there_and_cannot_be_changed(grade):
    files = {"table.csv": b"1,2\n", "more/table.csv": b"3\n"}
    made = assignment(checked("checks", "assert found == '1,2\\n3\\n'"), files=files)
    assert made.data_files == {"data/2-table.csv": b"1,2\n", "data/table.csv": b"3\n"}
    reads = "found = open('table.csv').read() + open('more/table.csv').read()"
    assert points(grade(made, cell("answer", reads))) == {"checks": 2}
    write = "try:\n    open('table.csv', 'w')\nexcept OSError as error:\n    found = '1,2\\n3\\n'"
    assert points(grade(made, cell("answer", write))) == {"checks": 2}


def test_worker_processes_grade_it_from_what_can_be_sent_to_them(grade):
    made = assignment(CHECKS)
    assert pickle.loads(pickle.dumps(made.loader))().data_files == made.data_files
    submissions = [
        handed_in(name, ps1=[cell("answer", answer)])
        for name, answer in (("ada", RIGHT), ("bob", WRONG))
    ]
    graded = grade_all(submissions, made.loader, SECRET, workers=1)
    found = {each.result.student: each.result for each in graded}
    assert {name: result.points for name, result in found.items()} == {"ada": 2, "bob": 0}
    assert found["ada"].guarantee == "namespaces; tests ran beside the student's code"
