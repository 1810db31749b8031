"""HW1A keeps its promises: right answers earn everything, mistakes are caught and named."""

import ast
import subprocess
import sys

import numpy as np
import pytest

from autograder.exercise import FunctionExercise, LocalNamespace, grade_exercise
from autograder.exercise.mutation import grade_alone, mutation_report, right_answer, wrong_answer
from autograder.exercise.notebook_check import local_rng
from autograder.homework import hw1a, load, names
from autograder.homework.hw1a import examples
from tests.homework.wheats_hw1a import WHEATS

HOMEWORK = hw1a.homework
AUTOMATIC = [e for e in HOMEWORK.exercises.values() if e.kind != "manual"]
FUNCTIONS = [e for e in AUTOMATIC if isinstance(e, FunctionExercise)]
STYLES = [(name, style) for name, answers in WHEATS.items() for style in answers]
MISTAKES = [(e, mistake) for e in AUTOMATIC for mistake in e.mistakes]
TABLE = HOMEWORK.exercises["or_table"]


def lost(result):
    return {check.name: check.message for check in result.checks if not check.passed}


def test_the_homework_is_in_order_and_worth_fifty_points():
    HOMEWORK.verify()
    assert [part.points for part in HOMEWORK.parts] == [5, 10, 12, 11, 8, 4]
    assert sum(e.points for e in AUTOMATIC) == 43
    assert sum(e.points for e in HOMEWORK.exercises.values() if e.kind == "manual") == 7


def test_the_registry_finds_it_and_says_what_there_is_otherwise():
    assert "hw1a" in names()
    assert load("hw1a") is HOMEWORK
    with pytest.raises(ValueError, match="no homework 'hw9', expected one of hw1a"):
        load("hw9")


def test_the_manual_exercises_have_a_prompt_and_a_rubric_that_adds_up():
    for exercise in HOMEWORK.exercises.values():
        if exercise.kind == "manual":
            assert exercise.prompt
            assert exercise.rubric


@pytest.mark.parametrize(("name", "style"), STYLES, ids=[f"{n}-{s}" for n, s in STYLES])
def test_a_right_answer_in_another_style_gets_every_point(name, style):
    exercise, answer = HOMEWORK.exercises[name], WHEATS[name][style]
    result = grade_alone(exercise, answer if exercise.kind == "function" else answer())
    assert lost(result) == {}
    assert result.points == exercise.points
    assert result.diagnoses == ()


def test_every_exercise_has_right_answers_in_at_least_four_other_styles():
    assert {e.name for e in AUTOMATIC if len(WHEATS.get(e.name, ())) < 4} == set()


@pytest.mark.parametrize("exercise", AUTOMATIC, ids=lambda e: e.name)
def test_the_reference_gets_every_point(exercise):
    result = grade_alone(exercise, right_answer(exercise))
    assert lost(result) == {}
    assert result.points == exercise.points


@pytest.mark.parametrize(
    ("exercise", "mistake"), MISTAKES, ids=[f"{e.name}-{m.name}" for e, m in MISTAKES]
)
def test_a_mistake_is_caught_and_named(exercise, mistake):
    result = grade_alone(exercise, wrong_answer(exercise, mistake))
    assert result.points < result.max_points
    assert [diagnosis.mistake for diagnosis in result.diagnoses] == [mistake.name]
    assert result.diagnoses[0].sentence == mistake.sentence


def test_the_mutation_figure_is_complete_and_every_check_bites(capsys):
    report = mutation_report(HOMEWORK)
    named = len(report.mutants) - len({*report.missed, *report.unnamed})
    with capsys.disabled():
        print(f"\nHW1A: mistakes caught and named: {named} / {len(report.mutants)}")
    assert report.complete, str(report)
    assert len(report.mutants) == len(MISTAKES)


@pytest.mark.parametrize("exercise", FUNCTIONS, ids=lambda e: e.name)
def test_a_mistake_that_shows_in_the_notebook_is_named_there_too(exercise):
    for mistake in exercise.mistakes:
        result = grade_alone(exercise, mistake.function, "visible")
        if lost(result):
            assert mistake.name in [diagnosis.mistake for diagnosis in result.diagnoses]


# --- kinds of trouble ---------------------------------------------------------------------------


def each_array(change_array, change_number):
    """Make an answer whose reference's arrays and numbers are changed one by one."""

    def change(value):
        if isinstance(value, dict):
            return {key: change(each) for key, each in value.items()}
        if isinstance(value, tuple):
            return tuple(change(each) for each in value)
        array = np.asarray(value)
        return change_array(array) if array.ndim else change_number(array[()])

    return lambda exercise: lambda *args: change(exercise.function(*args))


def raising(exercise):
    def answer(*args):
        raise ZeroDivisionError("division by zero")

    return answer


def changing_its_input(exercise):
    def answer(*args):
        value = exercise.function(*[np.array(a) if isinstance(a, np.ndarray) else a for a in args])
        next(a for a in args if isinstance(a, np.ndarray))[...] += 1.0
        return value

    return answer


TROUBLE = {
    "raises": (raising, "stopped with ZeroDivisionError"),
    "returns nothing": (lambda exercise: lambda *args: None, "None"),
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
    "lists": each_array(lambda a: a.tolist(), float),
    "float32": each_array(lambda a: a.astype(np.float32), np.float32),
}


@pytest.mark.parametrize("trouble", TROUBLE)
@pytest.mark.parametrize("exercise", FUNCTIONS, ids=lambda e: e.name)
def test_trouble_costs_its_points_and_has_its_own_sentence(exercise, trouble):
    make, sentence = TROUBLE[trouble]
    result = grade_alone(exercise, make(exercise))
    assert result.points == 0
    for check in result.checks:
        if not check.hidden:
            assert any(part in check.message for part in sentence.split("|")), check.message


@pytest.mark.parametrize("kind", HARMLESS)
@pytest.mark.parametrize("exercise", FUNCTIONS, ids=lambda e: e.name)
def test_lists_and_float32_are_right(exercise, kind):
    result = grade_alone(exercise, HARMLESS[kind](exercise))
    assert lost(result) == {}
    assert result.points == exercise.points


@pytest.mark.parametrize("exercise", FUNCTIONS, ids=lambda e: e.name)
def test_changing_an_input_is_told_and_costs_the_hidden_points(exercise):
    result = grade_alone(exercise, changing_its_input(exercise))
    assert result.points == exercise.visible_points
    assert any("changed its input" in note for note in result.notes)


# --- typed answers ------------------------------------------------------------------------------


def test_the_deck_s_038_in_row_1_0_is_named_as_the_sign_slip():
    answers = TABLE.right_answers()
    answers["p"] = [0.38, 0.18, 0.38, 0.38]
    result = grade_alone(TABLE, answers)
    assert [d.mistake for d in result.diagnoses] == ["loses_the_sign_of_h"]
    assert result.points == 4.75


def test_a_wrong_number_that_is_carried_on_rightly_costs_its_own_points_only():
    answers = TABLE.right_answers()
    answers["p"] = [0.38, 0.18, 0.38, 0.38]
    answers["y_hat"] = [0, 0, 0, 0]
    answers["squared_error"] = [0.14, 0.67, 0.38, 0.38]
    answers["dl_dp"] = [0.76, -1.64, -1.24, -1.24]
    delta = np.array([0.76, -1.64, -1.24, -1.24]) * np.array([0.24, 0.15, 0.24, 0.24])
    gradient = [delta[2:].sum() / 4, (delta[1] + delta[3]) / 4, delta.sum() / 4]
    answers["gradient"] = [round(each, 4) for each in gradient]
    answers["updated"] = [round(s - g, 4) for s, g in zip((1, -1, -0.5), gradient, strict=True)]
    assert grade_alone(TABLE, answers).points == 4.75


def test_a_blank_table_earns_nothing_and_names_no_mistake():
    blank = {name: entry.blank() for name, entry in TABLE.entries.items()}
    result = grade_alone(TABLE, blank)
    assert result.points == 0
    assert result.diagnoses == ()


def test_the_table_holds_the_numbers_of_the_study_to_six_places():
    six = {name: np.round(entry.want, 6).tolist() for name, entry in TABLE.entries.items()}
    assert six["p"] == [0.377541, 0.182426, 0.622459, 0.377541]
    assert six["squared_error"] == [0.142537, 0.668428, 0.142537, 0.387456]
    assert np.round(
        np.multiply(TABLE.entries["dl_dp"].want, TABLE.entries["dp_dh"].want), 6
    ).tolist() == [
        0.177447,
        -0.243877,
        -0.177447,
        -0.292561,
    ]
    assert np.allclose(
        np.multiply(4, TABLE.entries["gradient"].want), [-0.470007, -0.536437, -0.536437], atol=1e-6
    )
    assert six["updated"] == [1.117502, -0.865891, -0.365891]


def test_the_slips_have_exactly_the_wrong_line_that_they_claim():
    X, y = examples.X, examples.OR
    printed = np.array([0.38, 0.18, 0.38, 0.38])
    right = np.round(hw1a.forward.forward_pass(X, np.array([1.0, -1.0]), -0.5), 2)
    assert np.flatnonzero(printed != right).tolist() == [2]
    assert round(float(np.sum((y - printed) ** 2)), 4) == 1.5856
    w, b, p = np.array([1.0, -1.0]), -0.5, examples.P
    dw, db = hw1a.backward.backward_pass(X, y, p)
    moved = np.array([w[0] - dw[0], w[1]])
    p_moved = hw1a.forward.forward_pass(X, moved, b)
    dw_moved, _ = hw1a.backward.backward_pass(X, y, p_moved)
    prompt = HOMEWORK.exercises["slip_2"].prompt
    for number in (moved[0], w[1] - dw_moved[1], b - db, *p, *p_moved):
        assert f"{number:.3f}" in prompt
    assert round(w[1] - dw[1], 3) != round(w[1] - dw_moved[1], 3)


# --- the references against others --------------------------------------------------------------


def test_forward_and_losses_agree_with_scikit_learn(rng):
    from sklearn.linear_model import LogisticRegression
    from sklearn.metrics import accuracy_score, brier_score_loss, log_loss

    X, y = rng.normal(size=(30, 4)), (np.arange(30) % 3 == 0).astype(float)
    model = LogisticRegression().fit(X, y)
    w, b = model.coef_[0], float(model.intercept_[0])
    p = hw1a.forward.forward_pass(X, w, b)
    assert np.allclose(p, model.predict_proba(X)[:, 1], atol=1e-12)
    assert (hw1a.forward.predict(p) == model.predict(X)).all()
    assert np.isclose(hw1a.losses.binary_cross_entropy(y, p), log_loss(y, p), atol=1e-12)
    assert np.isclose(hw1a.losses.squared_error(y, p), brier_score_loss(y, p), atol=1e-12)
    baseline = max(accuracy_score(y, np.zeros(30)), accuracy_score(y, np.ones(30)))
    assert np.isclose(hw1a.outcome.majority_baseline(y), baseline)


def complex_step(loss, theta):
    """Derive by a complex step, which has no rounding error and no code of the homework."""
    gradient = np.empty(theta.size)
    for i in range(theta.size):
        moved = theta.astype(complex)
        moved[i] += 1e-30j
        gradient[i] = loss(moved).imag / 1e-30
    return gradient


@pytest.mark.parametrize(
    ("name", "row_loss", "l2"),
    [
        ("backward_pass", lambda y, p: (y - p) ** 2, 0.0),
        ("backward_pass_bce", lambda y, p: -y * np.log(p) - (1 - y) * np.log(1 - p), 0.0),
        ("backward_pass_l2", lambda y, p: (y - p) ** 2, 0.3),
    ],
)
def test_gradients_agree_with_a_complex_step(rng, name, row_loss, l2):
    X, y, theta = rng.normal(size=(9, 3)), (np.arange(9) % 2).astype(float), rng.normal(size=4)

    def loss(theta):
        p = 1 / (1 + np.exp(-(X @ theta[:-1] + theta[-1])))
        return np.mean(row_loss(y, p)) + l2 * np.sum(theta[:-1] ** 2)

    p = 1 / (1 + np.exp(-(X @ theta[:-1] + theta[-1])))
    more = (theta[:-1], theta[-1], l2) if l2 else ()
    got = np.append(*HOMEWORK.exercises[name](X, y, p, *more))
    assert np.allclose(got, complex_step(loss, theta), atol=1e-13)


def test_the_references_agree_with_the_course(rng):
    from course import activations, losses, metrics, penalties

    X, w, b = rng.normal(size=(8, 3)), rng.normal(size=3), 0.3
    y = (np.arange(8) % 3 == 0).astype(float)
    p = hw1a.forward.forward_pass(X, w, b)
    assert np.allclose(p, activations.sigmoid(X @ w + b), atol=1e-15)
    for mine, theirs in (
        (hw1a.losses.squared_error, losses.squared_error),
        (hw1a.losses.binary_cross_entropy, losses.binary_cross_entropy),
    ):
        assert np.isclose(mine(y, p), theirs(y, p, reduction="mean")[0], atol=1e-15)
    penalty, gradient = penalties.l2_penalty(w)
    assert np.isclose(hw1a.regularization.l2_penalty(w, 0.2), 0.2 * penalty)
    plain, _ = hw1a.backward.backward_pass(X, y, p)
    penalised, _ = hw1a.regularization.backward_pass_l2(X, y, p, w, b, 0.2)
    assert np.allclose(penalised - plain, 0.2 * gradient)
    assert hw1a.outcome.majority_baseline(y) == metrics.majority_baseline(y)


@pytest.mark.parametrize(("learning_rate", "steps"), [(0.1, 257), (1.0, 26), (10.0, 3)])
def test_training_on_or_needs_the_steps_of_the_study(learning_rate, steps):
    start = (examples.X, examples.OR, examples.W, examples.B)
    _, _, history = hw1a.training.train(*start, learning_rate, steps)
    assert history["accuracy"][-2:] == [0.75, 1.0]
    assert len(history["loss"]) == len(history["accuracy"]) == steps + 1


def test_xor_is_never_learned_and_ends_at_a_quarter():
    xor = np.array([0.0, 1.0, 1.0, 0.0])
    _, _, history = hw1a.training.train(examples.X, xor, examples.W, examples.B, 1.0, 2000)
    assert history["accuracy"][0] == 0.75
    assert max(history["accuracy"]) < 1
    assert np.isclose(history["loss"][-1], 0.25, atol=1e-4)


# --- what students and the sandbox are given ----------------------------------------------------


def test_the_reference_sources_run_alone_with_numpy():
    names = {"np": np}
    for exercise in FUNCTIONS:
        exec(exercise.reference_source(), names)
    for exercise in FUNCTIONS:
        result = grade_exercise(exercise, LocalNamespace(names), local_rng)
        assert lost(result) == {}


@pytest.mark.parametrize("exercise", FUNCTIONS, ids=lambda e: e.name)
def test_a_reference_calls_only_numpy_and_what_it_needs(exercise):
    tree = ast.parse(exercise.reference_source())
    used = {n.id for n in ast.walk(tree) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Load)}
    own = {n.id for n in ast.walk(tree) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
    allowed = {"np", "len", "range", "max", *own, *exercise.parameters, *exercise.needs}
    assert used <= allowed


@pytest.mark.parametrize("exercise", FUNCTIONS, ids=lambda e: e.name)
def test_the_stub_keeps_the_docstring_and_hides_the_answer(exercise):
    stub = exercise.stub_source()
    assert "Parameters" in stub
    assert "NotImplementedError" in stub
    body = exercise.reference_source().rpartition('"""')[2].strip().splitlines()[-1].strip()
    assert body not in stub


def test_importing_the_homework_stays_light():
    code = (
        "import sys; from autograder.homework import hw1a;"
        "heavy = {'matplotlib', 'IPython', 'nbgrader', 'sklearn', 'pandas', 'scipy'};"
        "print(sorted(heavy & set(sys.modules)))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


def test_the_clinical_set_is_the_same_each_time_and_has_rare_positives():
    first, second = hw1a.clinical.clinical(), hw1a.clinical.clinical()
    assert first.keys() == {"X_train", "y_train", "X_validation", "y_validation"}
    assert all(np.array_equal(first[key], second[key]) for key in first)
    y = np.concatenate([first["y_train"], first["y_validation"]])
    assert y.mean() == pytest.approx(0.135)
    assert first["X_train"].shape == (1500, 8)


def test_a_check_returns_the_visible_points_and_an_answers_check_takes_the_dict():
    assert hw1a.check(hw1a.forward.sigmoid.function) == 1.0
    assert hw1a.check("or_table", TABLE.right_answers()) == 4.0
    assert hw1a.check("slip_1", {"line": 4, "reason": "c"}) == 0.0
