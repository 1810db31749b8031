"""Loops, crashes, floods and forgeries: each costs its own check, the next submission nothing."""

import os
import time

import numpy as np
import pytest

from autograder.engine.limits import Limits
from autograder.exercise import Formula, SeededRng

pytestmark = pytest.mark.sandbox


@pytest.fixture(autouse=True)
def next_submission_is_healthy(notebook):
    yield
    made = notebook("import numpy as np", "def f(x):\n    return np.sqrt(x)")
    assert made.names.call("f", (4.0,), {}).value == 2.0
    assert made.incidents == []


def test_an_endless_cell_is_left_out_and_the_rest_runs(notebook):
    made = notebook("a = 1", "while True: pass", "def f():\n    return a")
    assert made.names.call("f", (), {}).value == 1
    assert "Cell `cell-1`: did not end within 1.5 s." in made.incidents
    assert made.outputs["cell-1"][0]["ename"] == "TimeoutError"


def test_an_endless_call_costs_that_call_and_is_tried_only_twice(notebook):
    made = notebook("def f(x):\n    while x: pass\n    return 1", "def g():\n    return 2")
    replies = [made.names.call("f", (1,), {}).kind for _ in range(5)]
    assert replies == ["timeout"] * 5
    assert made.session.hangs["f"] == made.session.limits.hangs == 2
    assert made.names.call("g", (), {}).value == 2


def test_a_loop_that_ignores_signals_and_exceptions_is_ended(notebook):
    source = (
        "import signal\nfor s in (2, 14, 15): signal.signal(s, signal.SIG_IGN)\n"
        "while True:\n    try:\n        while True: pass\n    except BaseException: pass"
    )
    made = notebook(source, "def f():\n    return 1")
    assert made.names.call("f", (), {}).value == 1


@pytest.mark.parametrize(
    "ending",
    [
        "import os; os._exit(0)",
        "import ctypes; ctypes.string_at(0)",
        "import os; os.kill(os.getpid(), 9)",
        "import os; os.abort()",
        "import os; os.closerange(0, 64)",
        "import sys; sys.setrecursionlimit(10**8)\ndef r(): return r()\nr()",
    ],
)
def test_a_crash_in_a_call_costs_that_call(notebook, ending):
    body = ending.replace("\n", "\n    ")
    made = notebook(f"def f():\n    {body}", "def g():\n    return 2")
    assert made.names.call("f", (), {}).kind in ("crashed", "raised", "timeout")
    assert made.names.call("g", (), {}).value == 2


def test_a_crash_in_a_cell_is_named_and_the_rest_runs(notebook):
    made = notebook("import ctypes; ctypes.string_at(0)", "def f():\n    return 1")
    assert made.names.call("f", (), {}).value == 1
    assert "segmentation fault" in made.incidents[0]


def test_restarts_are_bounded(notebook):
    made = notebook("def f():\n    import os; os._exit(0)", limits=Limits(restarts=3))
    replies = [made.names.call("f", (), {}) for _ in range(8)]
    assert {reply.kind for reply in replies} == {"crashed"}
    assert "not run, because the notebook's process ended 4 times" in replies[-1].message
    assert made.session.restarts == 3


def test_the_submissions_time_is_bounded(notebook):
    limits = Limits(cell=5, call=5, submission=1.0)
    made = notebook("while True: pass", "def f():\n    return 1", limits=limits)
    assert made.names.call("f", (), {}).kind == "timeout"
    assert "Stopped after 1 s." in made.incidents


def test_computing_time_is_bounded_by_the_kernel(notebook):
    made = notebook("while True: pass", limits=Limits(cpu=1, cell=15))
    made.names.run()
    assert "Cell `cell-0`: used more than 1 s of computing time." in made.incidents


def test_computing_time_is_a_budget_for_the_whole_submission(notebook):
    burn = "import os, time\ndef f():\n    while time.process_time() < 0.6: pass\n    os._exit(0)"
    made = notebook(burn, limits=Limits(call=15, cpu=1, hangs=9))
    replies = [made.names.call("f", (), {}) for _ in range(3)]
    assert [reply.kind for reply in replies] == ["crashed", "crashed", "timeout"]
    assert replies[-1].message == "not run, because the notebook used 1 s of computing time"
    assert "Stopped after 1 s of computing time." in made.incidents


@pytest.mark.parametrize(
    "ending", ["sys.exit(0)", "raise KeyboardInterrupt", "raise GeneratorExit"]
)
def test_leaving_by_exception_is_just_an_error(call, run, ending):
    assert call(f"import sys\ndef f():\n    {ending}").kind == "raised"
    assert run(f"import sys\n{ending}")[0]["output_type"] == "error"


def test_input_is_answered_by_an_error(run):
    assert run("input('name?')")[0]["ename"] == "EOFError"
    assert run("import sys; assert sys.stdin.readline() == ''") == []


def test_a_memory_bomb_is_held(call):
    grow = "def f():\n    x = []\n    while True: x.append(bytearray(1 << 26))"
    assert call(grow, limits=Limits(call=10)).error_type == "MemoryError"
    assert call("import numpy as np\ndef f():\n    return np.ones(1 << 33)").kind == "raised"


@pytest.mark.parametrize(
    "source",
    [
        "import os\ndef f():\n    return os.fork()",
        "import subprocess\ndef f():\n    return subprocess.run(['/bin/true']).returncode",
        "import threading\ndef f():\n    threading.Thread(target=print).start()",
        "import multiprocessing as m\ndef f():\n    m.Process(target=print).start()",
    ],
)
def test_no_process_and_no_thread_can_be_added(call, source):
    assert call(source).kind == "raised"


def test_a_flood_of_output_is_cut(run, printed):
    assert len(printed("for i in range(10**5): print('x' * 100)")) < 130_000
    assert len(printed("print('y' * 20_000_000)")) < 10_000
    assert len(run("for i in range(1000): display(i)")) <= 200
    assert len(printed("import sys\nwhile True: sys.stderr.write('z' * 1000)")) < 130_000


def test_all_outputs_of_a_notebook_together_are_limited(notebook):
    made = notebook(*["print('x' * 1000)"] * 3, "a = 7", limits=Limits(outputs_bytes=2500))
    assert made.names.value("a").value == 7
    assert [len(made.outputs[f"cell-{i}"]) for i in range(3)] == [1, 1, 0]
    assert any("too long" in said for said in made.incidents)


def test_a_fork_server_that_cannot_fork_is_replaced(server, notebook, monkeypatch):
    before = server.pid
    refusals = [{"error": "Resource temporarily unavailable"}]
    ask = server._ask
    monkeypatch.setattr(
        server, "_ask", lambda *a: refusals.pop() if refusals and a[0]["op"] == "fork" else ask(*a)
    )
    made = notebook("def f():\n    return 1")
    assert made.names.call("f", (), {}).value == 1
    assert server.pid != before
    assert not made.session.sound


def test_a_flood_on_the_raw_descriptors_goes_nowhere(printed):
    source = (
        "import os\nfor i in range(10000): os.write(1, b'x' * 1000); os.write(2, b'y')\nprint(1)"
    )
    assert printed(source).strip() == "1"


FORGE = """
import os, struct
def frame(header, payload=b''):
    return struct.pack('!IQ', len(header), len(payload)) + header + payload
def f(which):
    if which == 'garbage': os.write(3, b'\\xff' * 100)
    if which == 'huge': os.write(3, struct.pack('!IQ', 9, 2**60))
    if which == 'deep': os.write(3, frame(b'[' * 100000))
    if which == 'pickle': os.write(3, frame(b'\\x80\\x04cos\\nsystem\\n'))
    if which == 'early':
        for n in range(40):
            os.write(3, frame(b'{"n":%d,"kind":"value","value":7,"arrays":[]}' % n))
    if which == 'bytes': os.write(3, frame(b'{"n":1,"kind":"value","arrays":[["f8",[9]]]}', b'1'))
    return 1
"""


@pytest.mark.parametrize("which", ["garbage", "huge", "deep", "pickle", "early", "bytes"])
def test_forged_frames_cost_the_call(notebook, which):
    made = notebook(FORGE, "def g():\n    return 2")
    reply = made.names.call("f", (which,), {})
    assert reply.kind in ("crashed", "timeout")
    assert made.names.call("g", (), {}).value == 2


HOSTILE = """
import numpy as np
class Array(np.ndarray):
    def __reduce__(self): import os; os._exit(1)
    def __array_function__(self, *a): return True
    def __eq__(self, other): return True
class Answer:
    __eq__ = lambda self, other: True
    def __array__(self, *a, **k): return np.ones(2)
class Text(Exception):
    def __str__(self): raise SystemExit
class List(list):
    def __iter__(self): raise RuntimeError
def f(which):
    if which == 'raise': raise Text
    return {'subclass': np.zeros(2).view(Array), 'object': np.array([Answer()], dtype=object),
            'answer': Answer(), 'masked': np.ma.masked_all(2), 'list': List([1]),
            'endless': iter(int, 1), 'class': Answer}[which]
"""


@pytest.mark.parametrize("which", ["object", "answer", "list", "endless", "class"])
def test_hostile_objects_do_not_leave_the_sandbox(call, which):
    assert call(HOSTILE, which).kind == "unsendable"


def test_array_subclasses_arrive_as_plain_arrays(call):
    for which in ("subclass", "masked"):
        assert type(call(HOSTILE, which).value) is np.ndarray


def test_an_exception_without_text_is_still_named(call):
    assert call(HOSTILE, "raise").error_type == "Text"


def test_a_reply_beyond_the_limit_is_refused(call):
    source = "import numpy as np\ndef f():\n    return np.ones(1 << 18)"
    assert call(source, limits=Limits(reply_payload=1 << 20)).kind == "crashed"


def test_a_patched_numpy_or_shell_changes_only_the_students_answers(notebook):
    made = notebook(
        "import numpy as np\nnp.allclose = np.array_equal = lambda *a, **k: True\nnp.float64 = str",
        "get_ipython().input_transformers_cleanup.append(lambda lines: ['pass\\n'])",
        "def f():\n    return 1",
    )
    assert made.names.call("f", (), {}).kind == "missing"


REBINDING = """
import numpy as np
np.exp = np.sum = np.sqrt = np.asarray = np.allclose = np.frombuffer = lambda *a, **k: None
np.ndarray = np.generic = np.uint8 = int
np.random.default_rng = np.random.Generator = np.linalg.norm = lambda *a, **k: None
"""


def test_rebinding_numpys_names_costs_only_what_uses_them(notebook):
    made = notebook(
        REBINDING,
        "def double(x):\n    return 2 * x",
        "def apply(g, x):\n    return g(x)",
        "def draw(rng):\n    return rng.normal()",
        "def exponential(x):\n    return np.exp(x)",
    )
    assert made.names.call("double", (np.array([1.0, 2.0]),), {}).value.tolist() == [2.0, 4.0]
    assert made.names.call("apply", (Formula("t", "np.sum(t)"), np.ones(3)), {}).value == 3.0
    assert made.names.call("draw", (SeededRng(1),), {}).value == np.random.default_rng(1).normal()
    assert made.names.call("exponential", (1.0,), {}).value is None
    references = made.with_references(
        ("def length(x):\n    return np.linalg.norm(x)",), ("length",)
    )
    assert references.call("length", (np.array([3.0, 4.0]),), {}).value == 5.0


def test_nothing_but_text_and_png_comes_out(run):
    source = (
        "from IPython.display import HTML, SVG, Javascript, display\n"
        "display(HTML('<script>alert(1)</script>'))\n"
        "display({'image/png': 'bm90IGEgcG5n', 'text/html': '<b>'}, raw=True)\n"
        "print('\\x1b[31mred\\x1b[0m\\x07\\u202e')"
    )
    outputs = run(source)
    assert {key for o in outputs for key in o.get("data", {})} == {"text/plain"}
    assert outputs[-1]["text"] == "red\n"


def test_a_killed_sandbox_is_replaced(server, notebook):
    made = notebook("def f():\n    return 1")
    assert made.names.call("f", (), {}).value == 1
    os.kill(server.pid, 9)
    time.sleep(0.2)
    reply = made.names.call("f", (), {})
    assert reply.kind == "crashed"
    assert made.names.call("f", (), {}).value == 1


def test_a_submission_cannot_stop_its_server(server, notebook):
    source = "import os\nfor s in (9, 15, 19):\n    try: os.kill({}, s)\n    except OSError: pass"
    pid = server.pid
    made = notebook(source.format("os.getppid()"), "def f():\n    return 1")
    assert made.names.call("f", (), {}).value == 1
    if server.tier == "namespaces":  # elsewhere -1 would be the whole machine, if it got through
        everything = notebook(source.format("-1"), "a = 2")
        assert everything.names.value("a").value == 2
    assert server.running
    assert server.pid == pid


def test_all_answers_together_are_bounded(notebook):
    """They are kept until the notebook is graded, in the grader's own memory."""
    source = "import numpy as np\nf = lambda: np.zeros(1000)\ng = lambda: 'x' * 2000"
    made = notebook(source, limits=Limits(answers_bytes=30_000))
    kinds = [made.names.call(name, (), {}).kind for name in "ffgfg"]
    assert kinds == ["value", "value", "value", "unsendable", "unsendable"]
    said = "The notebook's answers are too long; the later ones were not read."
    assert made.incidents == [said]


def test_computing_time_is_one_budget_also_when_everything_starts_over(notebook):
    made = notebook(
        "import time\nwhile time.process_time() < 1.2: pass", limits=Limits(cpu=2, cell=10)
    )
    made.names.run()
    left = made.session.limits_left().cpu
    made.session.start_over()
    assert made.session.limits_left().cpu <= left <= 1
