"""A small assignment for the engine's tests; worker processes import it too."""

import os
import time
from types import SimpleNamespace

import numpy as np

from autograder.build.cells import SpecCell
from autograder.build.data import npz_bytes
from autograder.exercise import Homework, Integer, compare, require

homework = Homework("toy", title="A toy", points=10)
part = homework.part("one", title="One", points=10)


@part.function()
def double(x):
    """Return twice x."""
    return 2 * x


@double.check(points=1)
def doubles_three(double):
    compare(double, 3.0)


@double.check(points=2, hidden=True)
def doubles_any(double, rng):
    compare(double, rng.normal(size=5))


@double.mistake("Squared, not doubled.")
def squares(x):
    return x**2


@part.function(needs=(double,))
def double_and_one(x):
    """Return twice x, and one."""
    return double(x) + 1


@double_and_one.check(points=3)
def adds_one(double_and_one):
    compare(double_and_one, np.array([1.0, 2.0]))


@double_and_one.check(points=2, hidden=True)
def is_odd(double_and_one, rng):
    x = rng.integers(0, 100, size=3)
    require(np.all(double_and_one(x) % 2 == 1), "For whole numbers the result is odd.")


numbers = part.answers("numbers", entries={"two": Integer(2)})
numbers.check_entries("two", points=2)

SPECS = (
    SpecCell("title", "prose", "", "markdown", "# A toy"),
    SpecCell(
        "setup", "provided", "", "code", "import numpy as np\npoints = np.load('data/p.npz')['x']"
    ),
    SpecCell("start", "local", "", "code", "from autograder.homework import toy"),
    SpecCell("double", "solution", "double", "code", "def double(x):\n    return 2 * x"),
    SpecCell("double-check", "check", "double", "code", "toy.check(double)"),
    SpecCell("double_and_one", "solution", "double_and_one", "code", "..."),
    SpecCell("numbers", "solution", "numbers", "code", "numbers = {'two': 2}"),
)
RIGHT = {
    "double": "def double(x):\n    return 2 * x",
    "double_and_one": "def double_and_one(x):\n    return double(x) + 1",
    "numbers": "numbers = {'two': '2'}",
}

assignment = SimpleNamespace(
    homework=homework, cells=SPECS, data_files={"data/p.npz": npz_bytes({"x": np.ones(2)})}
)


def load():
    """Load the assignment, as a worker does."""
    return assignment


def load_and_hang():
    """Never come back in a worker."""
    import multiprocessing

    if multiprocessing.parent_process() is not None:
        time.sleep(600)
    return assignment


def load_and_die():
    """Kill the worker that loads, but not the test's own process."""
    import multiprocessing

    if multiprocessing.parent_process() is not None:
        os._exit(9)
    return assignment


def load_and_count_threads():
    """Refuse to work where the linear algebra of a worker takes more than its core."""
    import multiprocessing

    if multiprocessing.parent_process() is not None:
        a = np.ones((400, 400))
        (a @ a).sum()
        if len(os.listdir("/proc/self/task")) > 1:
            os._exit(9)
    return assignment
