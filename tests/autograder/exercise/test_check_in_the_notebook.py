"""`homework.check`, as a student meets it."""

import random
import sys
import types
import warnings

import numpy as np
import pytest
from toy_homework import make_toy


@pytest.fixture
def notebook():
    """Run code as a notebook would: names of its own, the homework in them."""
    module = types.ModuleType("__main__")
    module.__dict__.update(np=np, toy=make_toy())

    def run(code):
        exec(compile(code, "<cell>", "exec"), module.__dict__)
        return module.__dict__

    return run


RIGHT = "def scale(x):\n    return (x - x.mean()) / x.std()\n"
WRONG = "def scale(x):\n    return x / x.std()\n"
SUMMARY = "def summary(x):\n    z = scale(x)\n    return z.max(), np.argsort(z)\n"


def test_a_right_function_earns_its_visible_points_as_a_plain_float(notebook, capsys):
    names = notebook(RIGHT + "points = toy.check(scale)")
    assert type(names["points"]) is float
    assert names["points"] == 1.0
    shown = capsys.readouterr()
    assert "✓ scales four measurements (1 of 1 point)" in shown.out
    assert "Note" not in shown.out
    assert shown.err == ""


def test_a_wrong_function_shows_input_yours_expected_and_the_diagnosis(notebook, capsys):
    names = notebook(WRONG + "points = toy.check(scale)")
    assert names["points"] == 0.0
    shown = capsys.readouterr().out
    lines = [line.split() for line in shown.splitlines()]
    assert ["input", "yours", "expected"] in lines
    assert ["1", "0.534522", "-1.06904", "✗"] in lines
    assert "→ The mean is not taken off. [forgets_the_mean]" in shown


def test_the_name_does_as_well_as_the_function(notebook):
    assert notebook(RIGHT + "points = toy.check('scale')")["points"] == 1.0


def test_hidden_checks_run_on_request_and_show_no_numbers(notebook, capsys):
    names = notebook(RIGHT + "points = toy.check(scale, hidden=True)")
    assert names["points"] == 1.0
    names = notebook(WRONG + "points = toy.check(scale, hidden=True)")
    assert names["points"] == 0.0
    assert "scale gives a wrong value." in capsys.readouterr().out


def test_typed_answers_are_checked_by_name_and_dict(notebook):
    code = "pick = {'line': 3, 'reason': 'a'}\n"
    for call in ('toy.check("pick", pick)', 'toy.check("pick")', "toy.check(pick)"):
        assert notebook(f"{code}points = {call}")["points"] == 1.0


@pytest.mark.parametrize(
    ("call", "says"),
    [
        ("toy.check('scal')", "Is scale meant?"),
        ("toy.check('zzz')", "The exercises are scale, summary, fit, slope, table, pick."),
        ("def scael(x): return x\ntoy.check(scael)", "no exercise named “scael”. Is scale meant?"),
        ("toy.check(lambda x: x)", "got a lambda without a name. Write toy.check(scale)"),
        ("toy.check(None)", "got nothing"),
        ("toy.check()", "got nothing"),
        ("toy.check(3.5)", "got a value (float)"),
        ("toy.check(np.ones(3))", "got a value (ndarray)"),
        ("class scale: pass\ntoy.check(scale)", "got the class scale"),
        ("toy.check({'line': 3})", "a dict without the exercise's name"),
        ("toy.check(toy.exercises['scale'])", "the course's own scale"),
        ("toy.check('essay')", "graded by a person"),
        ("toy.check('summary')", "You have not defined summary yet"),
        ("toy.check('table')", "You have not defined table yet"),
        ("toy.check('table', 3)", "wanted a dict"),
        ("toy.check('scale', 3)", "stopped with TypeError"),
    ],
)
def test_a_call_that_cannot_be_meant_gets_a_sentence_and_no_points(notebook, capsys, call, says):
    lines = call.splitlines()
    names = notebook("\n".join([*lines[:-1], f"points = {lines[-1]}"]))
    assert names["points"] == 0.0
    shown = capsys.readouterr()
    assert says in shown.out
    assert shown.err == ""


def test_a_lambda_or_alias_with_the_right_name_is_understood(notebook):
    assert notebook("scale = lambda x: (x - x.mean()) / x.std()\np = toy.check(scale)")["p"] == 1.0
    code = RIGHT.replace("scale", "my_own") + "scale = my_own\np = toy.check(scale)"
    assert notebook(code)["p"] == 1.0


@pytest.mark.parametrize("error", ["SystemExit", "GeneratorExit", "BaseException", "Warning"])
def test_nothing_that_the_function_raises_gets_out(notebook, capsys, error):
    names = notebook(f"def scale(x):\n    raise {error}('no')\npoints = toy.check(scale)")
    assert names["points"] == 0.0
    assert f"stopped with {error}: no" in capsys.readouterr().out


def test_an_interrupted_call_ends_the_check_politely(notebook, capsys):
    code = "calls = []\ndef scale(x):\n    calls.append(1)\n    raise KeyboardInterrupt\n"
    names = notebook(
        code + "toy.exercises['scale'].checks.append(toy.exercises['scale'].checks[0])"
    )
    names = notebook("points = toy.check(scale)")
    assert names["points"] == 0.0
    assert names["calls"] == [1]
    assert "You stopped scale while it ran" in capsys.readouterr().out


def test_an_interrupted_needed_function_ends_the_check_politely(notebook, capsys):
    code = "def scale(x):\n    raise KeyboardInterrupt\n" + SUMMARY
    assert notebook(code + "points = toy.check(summary)")["points"] == 0.0
    assert "Stopped. Nothing was checked" in capsys.readouterr().out


def test_a_broken_check_is_called_ours(notebook, capsys):
    names = notebook(RIGHT)
    names["toy"].exercises["scale"].check(points=1, title="broken")(lambda scale: scale.nothing)
    names = notebook("points = toy.check(scale)")
    assert names["points"] == 1.0
    assert (
        "“broken” itself is at fault (AttributeError), not your answer" in capsys.readouterr().out
    )


def test_a_broken_homework_is_called_ours(notebook, capsys):
    names = notebook(RIGHT)
    names["toy"].exercises["scale"].checks.append(None)
    assert notebook("points = toy.check(scale)")["points"] == 0.0
    assert "fault of ours" in capsys.readouterr().out


def test_warnings_and_prints_become_notes_and_nothing_reaches_stderr(notebook, capsys):
    code = (
        "import sys, warnings\n"
        "def scale(x):\n"
        "    print('looking at', x)\n"
        "    print('quietly', file=sys.stderr)\n"
        "    np.exp(np.array(1e9))\n"
        "    warnings.warn('watch out')\n"
        "    return (x - x.mean()) / x.std()\n"
    )
    assert notebook(code + "points = toy.check(scale)")["points"] == 1.0
    shown = capsys.readouterr()
    assert "Python warned: overflow encountered in exp; watch out." in shown.out
    assert "it printed: looking at [1. 2. 3. 6.] ⏎ quietly" in shown.out
    assert shown.err == ""


def test_what_is_printed_during_hidden_checks_is_not_shown(notebook, capsys):
    code = RIGHT.replace("return", "print(x); return")
    assert notebook(code + "points = toy.check(scale, hidden=True)")["points"] == 1.0
    assert "printed" not in capsys.readouterr().out


def legacy_state():
    return np.random.get_state()[1].tolist()  # noqa: NPY002


def test_random_states_error_settings_filters_and_streams_are_left_alone(notebook):
    code = (
        "import random, warnings, sys\n"
        "def scale(x):\n"
        "    np.random.seed(1); random.seed(1); np.seterr(all='raise')\n"
        "    np.set_printoptions(precision=1); warnings.simplefilter('error')\n"
        "    np.random.rand()\n"
        "    return (x - x.mean()) / x.std()\n"
    )
    np_state, state = legacy_state(), random.getstate()
    settings, options = np.geterr(), np.get_printoptions()
    filters, streams = list(warnings.filters), (sys.stdout, sys.stderr)
    notebook(code + "points = toy.check(scale)")
    assert legacy_state() == np_state
    assert random.getstate() == state
    assert np.geterr() == settings
    assert np.get_printoptions() == options
    assert warnings.filters == filters
    assert (sys.stdout, sys.stderr) == streams


def test_a_wrong_earlier_function_costs_nothing_later(notebook, capsys):
    names = notebook(WRONG + SUMMARY + "points = toy.check(summary)")
    assert names["points"] == 2.0
    assert "The right scale stood in for yours here" in capsys.readouterr().out
    assert names["scale"](np.array([1.0, 3.0])).tolist() == [1.0, 3.0]


def test_a_missing_earlier_function_stands_in_and_goes_away_again(notebook):
    names = notebook(SUMMARY + "points = toy.check(summary)")
    assert names["points"] == 2.0
    assert "scale" not in names


def test_a_right_earlier_function_is_the_student_s_own(notebook, capsys):
    code = "uses = []\n" + RIGHT.replace("return", "uses.append(1); return") + SUMMARY
    names = notebook(code + "points = toy.check(summary)")
    assert names["points"] == 2.0
    assert len(names["uses"]) == 2
    assert "stood in" not in capsys.readouterr().out


def test_the_stand_in_goes_away_even_if_the_later_function_stops(notebook):
    code = WRONG + "mine = scale\ndef summary(x):\n    raise SystemExit\n"
    names = notebook(code + "points = toy.check(summary)")
    assert names["scale"] is names["mine"]


def test_a_right_loop_keeps_its_points_and_sees_the_array_form(tmp_path, monkeypatch, capsys):
    loop = (
        "import numpy as np\ndef scale(x):\n    return [(v - np.mean(x)) / np.std(x) for v in x]\n"
    )
    (tmp_path / "looping.py").write_text(loop)
    monkeypatch.syspath_prepend(tmp_path)
    import looping

    assert make_toy().check(looping.scale) == 1.0
    assert "Without one it is: (x - x.mean()) / x.std()" in capsys.readouterr().out


def test_the_table_is_html_in_a_notebook_and_everything_is_escaped(notebook, monkeypatch):
    IPython = pytest.importorskip("IPython")
    shown = []
    monkeypatch.setattr(IPython, "get_ipython", lambda: object())
    monkeypatch.setattr("IPython.display.display", lambda data, raw: shown.append(data))
    code = "def scale(x):\n    raise ValueError('<script>alert(1)</script>' + 'x' * 100_000)\n"
    notebook(code + "points = toy.check(scale)")
    page = shown[0]["text/html"]
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert len(page) < 10_000
    assert "✗ scales four measurements" in shown[0]["text/plain"]


def test_long_results_are_shown_around_the_first_wrong_value(grade, toy):
    from autograder.exercise import compare

    scale = toy.exercises["scale"]
    scale.check(points=1, title="long")(lambda s: compare(s, np.arange(100.0)))

    def wrong_at_fifty(x):
        return scale.function(x) + (np.arange(len(x)) >= 50)

    rows = grade("scale", wrong_at_fifty).checks[-1].rows
    assert len(rows) == 8
    assert next(row.given for row in rows if not row.right) == "50"
