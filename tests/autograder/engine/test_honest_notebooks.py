"""What an honest notebook does in the sandbox, it does as it would in Jupyter."""

import numpy as np
import pytest

from autograder.engine.outputs import is_png
from autograder.exercise import Formula

pytestmark = pytest.mark.sandbox


def test_cells_share_their_names_and_calls_return_arrays(notebook):
    made = notebook(
        "import numpy as np", "k = 2", "def f(x, *, shift=0):\n    return k * x + shift"
    )
    reply = made.names.call("f", (np.array([1.0, 2.0]),), {"shift": 1})
    assert reply.kind == "value"
    assert reply.value.tolist() == [3.0, 5.0]
    assert made.incidents == []


def test_values_and_sources_can_be_asked_for(notebook):
    names = notebook("answers = {'h': [1, .5, None]}", "def f(x):\n    return x").names
    assert names.value("answers").value == {"h": [1, 0.5, None]}
    assert names.source("f") == "def f(x):\n    return x\n"
    assert names.value("nothing").kind == "missing"
    assert names.source("nothing") == ""


def test_one_odd_cell_of_typed_answers_does_not_cost_the_others(notebook):
    names = notebook("a = {'p': [1, ..., {2}], 'q': .5, 3: 4, 'r': [[[f'{1}', lambda: 1]]]}").names
    assert names.value("a").value == {"p": [1, None, "<set>"], "q": 0.5, "r": [["<list>"]]}
    names = notebook("import numpy as np\na = {'line': np.array(['d'])[0]}").names
    assert names.value("a").value == {"line": "d"}


def test_prints_warnings_and_values_become_outputs(run):
    outputs = run("import sys, warnings\nprint('a')\nprint('b')\nwarnings.warn('careful')\n1 + 1")
    assert [o["output_type"] for o in outputs] == ["stream", "stream", "execute_result"]
    assert outputs[0]["text"] == "a\nb\n"
    assert "careful" in outputs[1]["text"]
    assert outputs[2]["data"] == {"text/plain": "2"}


def test_a_figure_becomes_a_png(run):
    outputs = run("import matplotlib.pyplot as plt\nplt.plot([0, 1])\nplt.title('$p$');")
    (image,) = [o["data"]["image/png"] for o in outputs if "image/png" in o.get("data", {})]
    assert is_png(image, 1 << 20)


def test_an_error_is_shown_and_the_next_cell_runs(notebook):
    made = notebook("1 / 0", "def f():\n    return 5")
    assert made.names.call("f", (), {}).value == 5
    (error,) = made.outputs["cell-0"]
    assert error["ename"] == "ZeroDivisionError"
    assert "----> 1 1 / 0" in error["traceback"][0]
    assert "\x1b" not in error["traceback"][0]


def test_warnings_and_prints_in_a_call_cost_nothing(call):
    reply = call("import warnings\ndef f(x):\n    warnings.warn('w'); print('p'); return x", 3)
    assert (reply.kind, reply.value) == ("value", 3)


def test_an_exception_in_a_call_is_named(call):
    reply = call("def f(x):\n    return x['a']", [1])
    assert (reply.kind, reply.error_type) == ("raised", "TypeError")
    assert "list indices" in reply.message


def test_changed_arguments_are_named_and_ours_stay(notebook):
    names = notebook("def f(x, y, *, z):\n    x[0] = 9; z.append(1); return x").names
    x = np.zeros(2)
    reply = names.call("f", (x, np.zeros(2)), {"z": []})
    assert reply.changed == (0, "z")
    assert x[0] == 0


def test_a_formula_is_a_function_for_the_student(call):
    reply = call("def f(g, x):\n    return g(x)", Formula("t", "np.sum(t**2)"), np.array([3.0]))
    assert reply.value == 9.0


def test_data_lies_beside_the_notebook(printed):
    assert "[0. 1. 2.]" in printed("import numpy as np\nprint(np.load('data/points.npz')['x'])")


def test_files_can_be_written_copied_and_removed_in_the_working_directory(printed):
    source = """
import os, shutil, tempfile
open('notes.txt', 'w').write('hi')
shutil.copy2('notes.txt', 'copy.txt')
os.makedirs('a/b')
os.rename('copy.txt', 'a/b/moved.txt')
os.remove('notes.txt')
print(tempfile.mkstemp()[1].startswith(os.getcwd()), open('a/b/moved.txt').read())
with tempfile.TemporaryFile() as file:
    file.write(b'x')
"""
    assert printed(source).split() == ["True", "hi"]


def test_await_magics_and_syntax_errors_work_as_in_a_notebook(notebook):
    made = notebook("import asyncio\nawait asyncio.sleep(0)", "%matplotlib inline", "def", "exit()")
    made.names.run()
    assert made.outputs["cell-0"] == []
    assert made.outputs["cell-2"][0]["ename"] == "SyntaxError"
    assert made.incidents == []


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("x = %timeit -n1 -r1 -q -o 1\nprint(x is not None)", "True\n"),
        ("x = [5,\n  5 % 3]\nprint(x)", "[5, 2]\n"),
        ("%precision 2\n3.14159", "3.14"),
        ("%%capture kept\nprint('a?')\n", ""),
        (">>> y = 1\n>>> print(y)", "1\n"),
        ("import asyncio\nprint([i async for i in aiter_of(2)])", "[0, 1]\n"),
        ("async with lock: print('in')", "in\n"),
        ("print?", None),
    ],
)
def test_a_cell_means_what_it_means_in_ipython(notebook, source, text):
    before = (
        "import asyncio\nlock = asyncio.Lock()\n"
        "async def aiter_of(n):\n    for i in range(n):\n        yield i"
    )
    made = notebook(before, source)
    made.names.run()
    outputs = made.outputs["cell-1"]
    assert [o["output_type"] for o in outputs if o["output_type"] == "error"] == []
    if text is not None:
        shown = "".join(o.get("text", "") or o["data"]["text/plain"] for o in outputs)
        assert shown.replace("'", "").splitlines()[-1:] == text.splitlines()[-1:]


def test_garbage_is_collected_in_a_students_process_as_in_any(run):
    (said,) = run("import gc\nprint(gc.isenabled())")
    assert said["text"] == "True\n"


def test_a_warning_of_the_compiler_is_shown_once(run):
    (warned,) = run("d = 7\nd = d is 7")
    assert warned["text"].count("SyntaxWarning") == 1


def test_references_stand_in_for_a_wrong_function(notebook):
    made = notebook("def half(x):\n    return x / 3", "def f(x):\n    return half(x) + 1")
    sources = ("def two():\n    return 2\n", "def half(x):\n    return np.divide(x, two())\n")
    names = made.with_references(sources, ("half",))
    assert names.call("f", (4,), {}).value == 3.0
    assert names.value("two").kind == "missing"
    assert made.names.call("f", (3,), {}).value == 2.0


def test_what_cannot_be_sent_is_said(call):
    assert "function" in call("def f():\n    return f").message
    assert call("def f():\n    return f").kind == "unsendable"


def test_a_name_that_is_no_function_is_missing(notebook):
    reply = notebook("f = 3").names.call("f", (), {})
    assert reply.kind == "missing"
    assert "int" in reply.message


def test_an_argument_put_back_up_to_rounding_is_unchanged(notebook):
    names = notebook("def f(x):\n    x += 0.1; x -= 0.1; return x.sum()").names
    assert names.call("f", (np.linspace(0.3, 7.7, 50),), {}).changed == ()
