"""HW1A: its points, its numbers against the study, scikit-learn and complex steps."""

import numpy as np
import pytest

from autograder.exercise.mutation import grade_alone
from autograder.homework import hw1a, load, names
from autograder.homework.hw1a import examples

HOMEWORK = hw1a.homework
TABLE = HOMEWORK.exercises["or_table"]


def test_the_points_are_those_of_the_course():
    points = dict.fromkeys(("function", "answers", "manual"), 0.0)
    for exercise in HOMEWORK.exercises.values():
        points[exercise.kind] += exercise.points
    assert [part.points for part in HOMEWORK.parts] == [5, 10, 12, 11, 8, 4]
    assert points["function"] + points["answers"] == 43
    assert points["manual"] == 7


def test_the_registry_finds_it_and_says_what_there_is_otherwise():
    assert "hw1a" in names()
    assert load("hw1a") is HOMEWORK
    with pytest.raises(ValueError, match="no homework 'hw9', expected one of hw1a"):
        load("hw9")


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
