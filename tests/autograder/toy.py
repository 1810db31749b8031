"""A homework of ten points for tests of the machinery: two functions, a table, two discussions."""

import numpy as np

from autograder.build import AssignmentError, assemble
from autograder.build.notebook import make_cell, make_notebook
from autograder.exercise import Homework, Integer, Number, compare, require
from autograder.results import CheckResult, Diagnosis, ExerciseResult, Row, SubmissionResult

IMPORT = "from tests.autograder.toy import homework as toy"

LOAD = """with np.load("data/numbers.npz") as data:
    numbers = data["x"]"""

homework = Homework("toy", title="A toy homework", points=10)
functions = homework.part("functions", title="Part 1 · Functions", points=4)
table = homework.part("table", title="Part 2 · By hand", points=2)
words = homework.part("words", title="Part 3 · In words", points=4)


@functions.function(title="Twice as much")
def double(x):
    """Return twice `x`.

    Parameters
    ----------
    x : ndarray of float, any shape
    """
    return 2 * x


@double.check(points=1, title="doubles three numbers")
def doubles_three_numbers(double):
    compare(double, np.array([1.0, 2.0, -3.0]), want=[2.0, 4.0, -6.0])


@double.check(points=1, hidden=True, title="doubles any numbers")
def doubles_any_numbers(double, rng):
    compare(double, rng.normal(size=5))


@double.mistake("It squares: 2x and x² agree only at 0 and 2.")
def squares(x):
    return x**2


@functions.function(title="The sum of doubles", needs=[double])
def total(x):
    """Return the sum of the doubles of `x`."""
    return float(np.sum(double(x)))


@total.check(points=1, title="sums two doubles")
def sums_two_doubles(total):
    compare(total, np.array([1.0, 2.0]), want=6.0)


@total.check(points=1, hidden=True, title="grows with its input")
def grows_with_its_input(total, rng):
    x = rng.uniform(1, 2, size=4)
    require(total(x + 1) > total(x), "A larger input must give a larger sum.")


@total.mistake("The doubling is lost: this is the plain sum.")
def forgets_to_double(x):
    return float(np.sum(x))


squares_table = table.answers(
    "squares_table",
    title="Three squares",
    entries={"square": Integer([1, 4, 9]), "root": Number([1.0, 1.4142, 1.7321], places=2)},
    labels=["1", "2", "3"],
    prompt="Fill in the squares and the square roots of 1, 2 and 3.",
)
squares_table.check_entries("square", points=1)
squares_table.check_entries("root", points=1, hidden=True)


@squares_table.mistake("These are the doubles, not the squares.")
def doubles_instead():
    return {"square": [2, 4, 6]}


words.manual(
    "why",
    points=3,
    title="Why is it even?",
    prompt="Explain in two sentences why a double is even.",
    rubric="- 2 points: a factor of two\n- 1 point: for integers only",
)
words.manual(
    "plot",
    points=1,
    kind="code",
    title="A plot",
    prompt="Plot `double` from -1 to 1.",
    rubric="1 point: a straight line through the origin",
)


@homework.data("numbers")
def numbers():
    return {"x": np.linspace(-1, 1, 5), "flags": np.array([True, False])}


def source_notebook():
    """The notebook that an author writes: prose, set-up and placeholders."""
    return make_notebook(
        [
            make_cell("markdown", "welcome", "# A toy homework\n\nTen points.", {}),
            make_cell("code", "import-numpy", "import numpy as np", {}),
            make_cell("code", "import-checks", IMPORT, {"tags": ["local"]}),
            make_cell("code", "load-numbers", LOAD, {}),
            make_cell("code", "place-double", "# exercise: double", {}),
            make_cell("code", "place-total", "# exercise: total", {}),
            make_cell("code", "try-it-out", "# Try things here.", {"tags": ["scratch"]}),
            make_cell("code", "place-squares", "# exercise: squares_table", {}),
            make_cell("code", "place-why", "# exercise: why", {}),
            make_cell("code", "place-plot", "# exercise: plot", {}),
            make_cell("markdown", "the-end", "That was all.", {}),
        ]
    )


def assignment():
    """The toy homework, built."""
    return assemble(homework, source_notebook())


def load(name):
    """Stand in for `autograder.build.load`, in worker processes too: the toy is all there is."""
    if name != "toy":
        raise AssignmentError(f"There is no homework {name!r}. Did you mean toy? Known: toy.")
    return assignment()


PNG = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJ"
    "AAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
"""One pixel."""


def handed_in(**sources):
    """The executed cells of a submission: the reference solution, but for the cells named here."""
    cells = []
    for cell in assignment().cells:
        own = cell.kind in ("solution", "manual", "scratch")
        source = sources.get(cell.id, cell.source if own else cell.released)
        cells.append({"id": cell.id, "kind": cell.kind, "cell_type": cell.cell_type})
        cells[-1] |= {"source": source, "outputs": []}
    return cells


def exercise_result(exercise, visible=True, hidden=True, **more):
    """A result in which the visible and the hidden checks passed or failed."""
    checks = []
    for check in exercise.checks:
        passed = hidden if check.hidden else visible
        row = Row("[1, 2, -3]", "[1, 4, 9]", "[2, 4, -6]", passed)
        checks.append(
            CheckResult(
                check.name,
                check.title,
                check.hidden,
                check.points if passed else 0.0,
                check.points,
                passed,
                "" if passed else "The values differ.",
                () if check.hidden else (row,),
            )
        )
    earned = sum(check.points for check in checks)
    place = (exercise.name, exercise.title, exercise.part.name)
    return ExerciseResult(
        *place, earned, exercise.points, tuple(checks), kind=exercise.kind, **more
    )


def result(student="ada", wrong=(), **more):
    """A submission's result: everything right but the exercises in `wrong`, which get nothing."""
    exercises = tuple(
        exercise_result(
            each,
            each.name not in wrong,
            each.name not in wrong,
            diagnoses=tuple(
                Diagnosis(mistake.name, mistake.sentence)
                for mistake in each.mistakes[: each.name in wrong]
            ),
        )
        for each in homework.exercises.values()
    )
    return SubmissionResult(student, "toy", exercises, isolation="none", **more)
