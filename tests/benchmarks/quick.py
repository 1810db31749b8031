"""A homework whose right answers take no time, so that what is measured is the grading.

The commands know it where `tests.benchmarks.quick_grader` starts them. Its release is an ordinary
nbgrader notebook: stock `nbgrader autograde` runs its check cells, and its hidden ones.
"""

import json

import numpy as np

from autograder.build import AssignmentError, assemble
from autograder.build.notebook import make_cell, make_notebook
from autograder.exercise import Homework, Integer, compare, require

IMPORT = "from tests.benchmarks.quick import homework as quick"

homework = Homework("quick", title="Quick", points=17)
part = homework.part("one", title="One", points=17)


def weighted_sum(x, w, b):
    """Return the weighted sum of `x` (n,) by `w` (n,), and `b`."""
    return float(np.dot(x, w) + b)


def sigmoid(z):
    """Return 1 / (1 + exp(-z)) for each number of an array."""
    return 1 / (1 + np.exp(-z))


def relu(z):
    """Return each number of an array, 0 for the negative ones."""
    return np.maximum(z, 0)


def softmax(z):
    """Return exp(z) (n,) divided by its sum."""
    e = np.exp(z - np.max(z))
    return e / e.sum()


def squared_error(p, y):
    """Return the mean of the squared differences of two arrays."""
    return float(np.mean((p - y) ** 2))


def standardized(x):
    """Return `x` (n,) with mean 0 and standard deviation 1."""
    return (x - x.mean()) / x.std()


def one_hot(k):
    """Return the three numbers 0, 0, 0 with a 1 at place `k`."""
    out = np.zeros(3)
    out[int(k)] = 1
    return out


def moving_mean(x):
    """Return the means of neighbours in `x` (n,), one number fewer."""
    return (x[1:] + x[:-1]) / 2


INPUTS = {
    weighted_sum: (np.array([1.0, 2.0]), np.array([3.0, -1.0]), 0.5),
    sigmoid: (np.array([0.0, 1.0, -1.0]),),
    relu: (np.array([0.0, 1.5, -1.0]),),
    softmax: (np.array([0.0, 1.0, 2.0]),),
    squared_error: (np.array([0.5, 0.5]), np.array([0.0, 1.0])),
    standardized: (np.array([1.0, 2.0, 6.0]),),
    one_hot: (1,),
    moving_mean: (np.array([1.0, 2.0, 6.0]),),
}


def _declare(function, inputs):
    exercise = part.function()(function)

    @exercise.check(points=1, title="is right by hand")
    def right_by_hand(student):
        compare(student, *inputs)

    @exercise.check(points=1, hidden=True, title="is right elsewhere")
    def right_elsewhere(student, rng):
        for _ in range(3):
            fresh = [rng.normal(size=4) if np.ndim(each) else rng.integers(3) for each in inputs]
            require(np.allclose(student(*fresh), function(*fresh)), "It must hold anywhere.")

    return exercise


EXERCISES = [_declare(function, inputs) for function, inputs in INPUTS.items()]
answers = part.answers("answers", entries={"two": Integer(2)})
answers.check_entries("two", points=1)


def load(name):
    """Stand in for `autograder.build.load`."""
    if name != homework.name:
        raise AssignmentError(f"There is no homework {name!r} in this benchmark.")
    places = [*(exercise.name for exercise in EXERCISES), "answers"]
    cells = [
        make_cell("code", "import-numpy", "import numpy as np", {}),
        make_cell("code", "import-checks", IMPORT, {"tags": ["local"]}),
        *(
            make_cell("code", f"place-{n}", f"# exercise: {name}", {})
            for n, name in enumerate(places)
        ),
    ]
    return assemble(homework, make_notebook(cells))


def submission(release, number):
    """A student's notebook as bytes: every third has a mistake, each a remark of its own."""
    reference = {cell.id: cell.source for cell in load("quick").cells if cell.kind == "solution"}
    notebook = json.loads(json.dumps(release))
    for cell in notebook["cells"]:
        if cell["id"] in reference:
            source = f"# student {number}\n" + reference[cell["id"]]
            if number % 3 == 0 and cell["id"] == "relu":
                source = source.replace("np.maximum(z, 0)", "z")
            cell["source"] = source.splitlines(keepends=True)
    return json.dumps(notebook, indent=1).encode()
