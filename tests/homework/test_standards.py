"""Every homework: right answers earn everything, mistakes are caught and named."""

import ast
import subprocess
import sys

import numpy as np
import pytest

from autograder.exercise import FunctionExercise, LocalNamespace, grade_exercise
from autograder.exercise.diagnosis import explains
from autograder.exercise.grading import run_check
from autograder.exercise.mutation import grade_alone, mutation_report, right_answer, wrong_answer
from autograder.exercise.notebook_check import local_rng
from autograder.exercise.plain import copy
from autograder.homework import load, names
from tests.homework import wheats

HOMEWORKS = [load(name) for name in names()]
EXERCISES = [e for homework in HOMEWORKS for e in homework.exercises.values()]
AUTOMATIC = [e for e in EXERCISES if e.kind != "manual"]
FUNCTIONS = [e for e in AUTOMATIC if isinstance(e, FunctionExercise)]
MISTAKES = [(e, mistake) for e in AUTOMATIC for mistake in e.mistakes]
WHEATS = {name: wheats.of(name) for name in names()}
STYLES = [
    (load(homework).exercises[exercise], answer)
    for homework, found in WHEATS.items()
    for exercise, answers in found.items()
    for answer in answers.values()
]


def named(exercise):
    return f"{exercise.part.homework.name}-{exercise.name}"


def pairs(found):
    """Parametrize over pairs of an exercise and something with a name."""
    ids = [f"{named(e)}-{getattr(each, '__name__', '') or each.name}" for e, each in found]
    return pytest.mark.parametrize(("exercise", "answer"), found, ids=ids)


def lost(result):
    return {check.name: check.message for check in result.checks if not check.passed}


def given(exercise, answer):
    return answer if exercise.kind == "function" else answer()


@pytest.mark.parametrize("homework", HOMEWORKS, ids=lambda h: h.name)
def test_a_homework_is_in_order_and_worth_fifty_points(homework):
    homework.verify()
    assert homework.points == 50


def test_the_manual_exercises_have_a_prompt_and_a_rubric():
    for exercise in EXERCISES:
        if exercise.kind == "manual":
            assert exercise.prompt, exercise
            assert exercise.rubric, exercise


@pairs(STYLES)
def test_a_right_answer_in_another_style_gets_every_point(exercise, answer):
    result = grade_alone(exercise, given(exercise, answer))
    assert lost(result) == {}
    assert result.points == exercise.points
    assert result.diagnoses == ()


@pytest.mark.parametrize("exercise", AUTOMATIC, ids=named)
def test_an_exercise_has_right_answers_in_at_least_four_other_styles(exercise):
    assert len(WHEATS[exercise.part.homework.name].get(exercise.name, ())) >= 4


@pytest.mark.parametrize("exercise", AUTOMATIC, ids=named)
def test_the_reference_gets_every_point(exercise):
    result = grade_alone(exercise, right_answer(exercise))
    assert lost(result) == {}
    assert result.points == exercise.points


@pairs(MISTAKES)
def test_a_mistake_is_caught_and_named(exercise, answer):
    result = grade_alone(exercise, wrong_answer(exercise, answer))
    assert result.points < result.max_points
    assert [diagnosis.mistake for diagnosis in result.diagnoses] == [answer.name]
    assert result.diagnoses[0].sentence == answer.sentence


@pytest.mark.parametrize("homework", HOMEWORKS, ids=lambda h: h.name)
def test_the_mutation_figure_is_complete_and_every_check_bites(homework, capsys):
    report = mutation_report(homework)
    caught = len(report.mutants) - len({*report.missed, *report.unnamed})
    with capsys.disabled():
        print(f"\n{homework.name}: mistakes caught and named: {caught} / {len(report.mutants)}")
    assert report.complete, str(report)
    assert len(report.mutants) == sum(len(e.mistakes) for e in homework.exercises.values())


@pytest.mark.parametrize("exercise", FUNCTIONS, ids=named)
def test_a_mistake_that_shows_in_the_notebook_is_named_there_too(exercise):
    for mistake in exercise.mistakes:
        result = grade_alone(exercise, mistake.function, "visible")
        if lost(result):
            assert mistake.name in [diagnosis.mistake for diagnosis in result.diagnoses]


SIGNS = [e for e in FUNCTIONS if any(mistake.sign for mistake in e.mistakes)]


@pytest.mark.parametrize("exercise", SIGNS, ids=named)
def test_no_right_answer_shows_the_sign_of_a_mistake(exercise):
    signs = [mistake for mistake in exercise.mistakes if mistake.sign]
    others = {e.name: e.function for e in FUNCTIONS if e.part.homework is exercise.part.homework}
    styles = WHEATS[exercise.part.homework.name].get(exercise.name, {})
    for answer in (exercise.function, *styles.values()):
        space = LocalNamespace(others | {exercise.name: answer})
        for check in exercise.checks:
            calls = run_check(exercise, check, space, local_rng).probe.calls
            assert [m.name for m in signs if explains(exercise, m, calls)] == [], answer


# --- kinds of trouble ---------------------------------------------------------------------------


def each_array(change_array, change_number):
    """Make an answer whose reference's arrays and numbers are changed one by one."""

    def change(value):
        if isinstance(value, dict):
            return {key: change(each) for key, each in value.items()}
        if isinstance(value, tuple | list):
            return type(value)(map(change, value))
        if isinstance(value, str):
            return value
        array = np.asarray(value)
        return change_array(array) if array.ndim else change_number(array[()])

    return lambda exercise: lambda *args, **kwargs: change(exercise.function(*args, **kwargs))


def raising(exercise):
    def answer(*args, **kwargs):
        raise ZeroDivisionError("division by zero")

    return answer


def first_array(value):
    """Find an array in arguments, however deep; None where there is none."""
    if isinstance(value, np.ndarray):
        return value
    members = value.values() if isinstance(value, dict) else value
    if isinstance(value, dict | list | tuple):
        return next((a for a in map(first_array, members) if a is not None), None)
    return None


TROUBLE = {
    "raises": (raising, "stopped with ZeroDivisionError"),
    "returns nothing": (lambda exercise: lambda *args, **kwargs: None, "None"),
    "has a wrong shape": (
        each_array(lambda a: np.append(a.ravel(), 0.0), lambda a: np.array([a, a])),
        "shape",
    ),
    "is not finite": (
        each_array(lambda a: np.full(a.shape, np.nan), lambda a: float("nan")),
        "finite|log(0)",
    ),
    "has a trailing axis": (
        each_array(lambda a: a[..., None].astype(float), lambda a: np.array([a])),
        "of length 1 at the end|Take the number out",
    ),
}

HARMLESS = {
    "lists": each_array(lambda a: a.tolist(), lambda a: a.item()),
    "float32": each_array(
        lambda a: a.astype(np.float32) if a.dtype.kind == "f" else a,
        lambda a: np.float32(a) if a.dtype.kind == "f" else a,
    ),
}


@pytest.mark.parametrize("trouble", TROUBLE)
@pytest.mark.parametrize("exercise", FUNCTIONS, ids=named)
def test_trouble_costs_its_points_and_has_its_own_sentence(exercise, trouble):
    make, sentence = TROUBLE[trouble]
    result = grade_alone(exercise, make(exercise))
    assert result.points == 0
    for check in result.checks:
        if not check.hidden:
            assert any(part in check.message for part in sentence.split("|")), check.message


@pytest.mark.parametrize("kind", HARMLESS)
@pytest.mark.parametrize("exercise", FUNCTIONS, ids=named)
def test_lists_and_float32_are_right(exercise, kind):
    result = grade_alone(exercise, HARMLESS[kind](exercise))
    assert lost(result) == {}
    assert result.points == exercise.points


@pytest.mark.parametrize("exercise", FUNCTIONS, ids=named)
def test_changing_an_input_is_told_and_costs_the_hidden_points(exercise):
    touched = []

    def answer(*args, **kwargs):
        value = copy(exercise.function(*args, **kwargs))
        array = first_array((args, kwargs))
        if array is not None:
            touched.append(exercise.name)
            array[...] = array + 1
        return value

    result = grade_alone(exercise, answer)
    if not touched:  # it is given no array
        assert result.points == exercise.points
        return
    assert result.points == exercise.visible_points
    assert any("changed its input" in note for note in result.notes)


# --- what students and the sandbox are given ----------------------------------------------------


@pytest.mark.parametrize("homework", HOMEWORKS, ids=lambda h: h.name)
def test_the_reference_sources_run_alone_with_numpy(homework):
    space = {"np": np}
    functions = [e for e in FUNCTIONS if e.part.homework is homework]
    for exercise in functions:
        exec(exercise.reference_source(), space)
    for exercise in functions:
        result = grade_exercise(exercise, LocalNamespace(space), local_rng)
        assert lost(result) == {}


BUILTINS = {"np", "len", "range", "max", "min", "dict", "enumerate", "zip", "float", "int"}


@pytest.mark.parametrize("exercise", FUNCTIONS, ids=named)
def test_a_reference_calls_only_numpy_and_what_it_needs(exercise):
    tree = ast.parse(exercise.reference_source())
    loaded = [n for n in ast.walk(tree) if isinstance(n, ast.Name)]
    used = {n.id for n in loaded if isinstance(n.ctx, ast.Load)}
    own = {n.id for n in loaded if isinstance(n.ctx, ast.Store)}
    assert used <= BUILTINS | own | {*exercise.parameters, *exercise.needs}


@pytest.mark.parametrize("exercise", FUNCTIONS, ids=named)
def test_the_stub_keeps_the_docstring_and_hides_the_answer(exercise):
    stub = exercise.stub_source()
    assert "Parameters" in stub
    assert "NotImplementedError" in stub
    body = exercise.reference_source().rpartition('"""')[2].strip().splitlines()[-1].strip()
    assert body not in stub


@pytest.mark.parametrize("name", names())
def test_importing_a_homework_stays_light(name):
    code = (
        f"import sys; from autograder.homework import {name};"
        "heavy = {'matplotlib', 'IPython', 'nbgrader', 'sklearn', 'pandas', 'scipy'};"
        "print(sorted(heavy & set(sys.modules)))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
