"""HW1B, Part 5: many classes, against the study, scikit-learn, PyTorch and complex steps."""

import json
from pathlib import Path

import numpy as np
import pytest
from sklearn.metrics import log_loss
from sklearn.neural_network import MLPClassifier
from sklearn.utils.extmath import softmax as sklearn_softmax

from autograder.exercise.mutation import grade_alone
from autograder.homework import hw1b
from course import categorical as course_categorical
from course import softmax as course_softmax

HOMEWORK = hw1b.homework
EXERCISES = HOMEWORK.exercises
GOLDEN = Path(__file__).parents[1] / "course" / "golden"
softmax = hw1b.many_classes.softmax.softmax
cross_entropy = hw1b.many_classes.cross_entropy.categorical_cross_entropy
backward = hw1b.many_classes.cross_entropy.softmax_backward
predict_digits = hw1b.many_classes.digits.predict_digits
train_digits = hw1b.many_classes.digits_training.train_digits


def golden(number):
    return json.loads((GOLDEN / f"torch_network_{number}.json").read_text(encoding="utf-8"))


def test_part_5_is_worth_four_points():
    part = next(part for part in HOMEWORK.parts if part.name == "many_classes")
    assert {e.name: e.points for e in part.exercises} == {
        "softmax": 1,
        "categorical_cross_entropy": 0.75,
        "softmax_backward": 0.75,
        "predict_digits": 0.5,
        "train_digits": 1,
    }


# --- softmax and its loss -----------------------------------------------------------------------


def test_the_lecture_s_scores_give_the_probabilities_and_the_loss_of_the_study():
    P = softmax(np.array([[3.2, 5.1, -1.7]]))
    powers = np.array([24.5325, 164.0219, 0.1827])
    assert np.allclose(P, powers / powers.sum(), atol=1e-6)
    assert np.round(P, 3).tolist() == [[0.13, 0.869, 0.001]]
    assert cross_entropy(np.array([0]), P) == pytest.approx(2.0404, abs=5e-5)
    slip = next(
        mistake.function(np.array([0]), P)
        for mistake in EXERCISES["categorical_cross_entropy"].mistakes
        if mistake.name == "takes_the_decimal_logarithm"
    )
    assert slip == pytest.approx(0.8861, abs=5e-5)


def test_the_three_pictures_of_the_deck_have_the_losses_of_the_study():
    Z = np.array(
        [
            [-3.45, -8.87, 0.09, 2.9, 4.48, 8.02, 3.78, 1.06, -0.36, -0.72],
            [-0.51, 6.04, 5.31, -4.22, -4.19, 3.58, 4.49, -4.37, -2.09, -2.93],
            [3.42, 4.64, 2.65, 5.1, 2.64, 5.55, -4.34, -1.5, -4.79, 6.14],
        ]
    )
    y = np.array([3, 1, 6])
    losses = [cross_entropy(y[i : i + 1], softmax(Z[i : i + 1])) for i in range(3)]
    assert np.round(losses, 4).tolist() == [5.1698, 0.5775, 11.2945]
    assert np.argmax(softmax(Z), axis=1).tolist() == [5, 1, 9]


def test_softmax_and_loss_agree_with_scikit_learn_and_the_course(rng):
    Z, y = 3 * rng.normal(size=(40, 6)), rng.integers(0, 6, 40)
    P = softmax(Z)
    assert np.allclose(P, sklearn_softmax(Z.copy()), atol=1e-14)
    assert np.allclose(P, course_softmax.softmax(Z), atol=1e-14)
    assert cross_entropy(y, P) == pytest.approx(log_loss(y, P, labels=range(6)))
    loss, _ = course_categorical.categorical_cross_entropy(y, P, reduction="mean")
    assert cross_entropy(y, P) == pytest.approx(loss)
    _, slope = course_categorical.categorical_cross_entropy_from_scores(y, Z, reduction="mean")
    assert np.allclose(backward(y, P), slope, atol=1e-14)


def test_the_gradient_agrees_with_a_complex_step(rng):
    Z, y = rng.normal(size=(5, 4)), rng.integers(0, 4, 5)
    D = np.empty_like(Z)
    for place in np.ndindex(Z.shape):
        moved = Z.astype(complex)
        moved[place] += 1e-30j
        E = np.exp(moved)
        P = E / E.sum(axis=1, keepdims=True)
        D[place] = -np.mean(np.log(P[np.arange(5), y])).imag / 1e-30
    assert np.allclose(backward(y, softmax(Z)), D, atol=1e-14)


def test_a_net_for_three_classes_has_the_scores_loss_and_gradients_of_pytorch():
    net = golden(3)
    X, y = np.array(net["X"]), np.array(net["y"])
    W, b, W_out, b_out = map(np.array, net["parameters"])
    params = {"W": W, "b": b, "W_out": W_out, "b_out": b_out}
    Z = np.array(net["outputs"][-1])
    assert np.allclose(hw1b.many_classes.digits.scores(X, params), Z)
    assert predict_digits(X, params).tolist() == np.argmax(Z, axis=1).tolist()
    assert 6 * cross_entropy(y, softmax(Z)) == pytest.approx(net["loss"])
    D_out = 6 * backward(y, softmax(Z))
    A = hw1b.many_classes.digits.activations(X, params)
    D = D_out @ W_out.T * (A > 0)
    mine = (X.T @ D, D.sum(axis=0), A.T @ D_out, D_out.sum(axis=0))
    for gradient, theirs in zip(mine, net["gradients"], strict=True):
        assert np.allclose(gradient, theirs, atol=1e-10)


# --- digits -------------------------------------------------------------------------------------


def test_the_digits_are_split_once_and_for_all():
    first, second = hw1b.data.digits(), hw1b.data.digits()
    assert all(np.array_equal(first[key], second[key]) for key in first)
    assert first["X_train"].shape == (1200, 64)
    assert first["X_test"].shape == (597, 64)
    assert (first["X_train"].min(), first["X_train"].max()) == (0.0, 1.0)
    learn, read = ({row.tobytes() for row in first[f"X_{part}"]} for part in ("train", "test"))
    assert not learn & read
    assert set(first["y_train"]) == set(first["y_test"]) == set(range(10))


@pytest.mark.parametrize("seed", range(10))
def test_the_reference_reads_more_than_95_per_cent_from_any_seed(seed):
    sets = hw1b.data.digits()
    params = train_digits(sets["X_train"], sets["y_train"], np.random.default_rng(seed))
    assert np.mean(predict_digits(sets["X_test"], params) == sets["y_test"]) > 0.955


def test_reading_agrees_with_scikit_learn_s_net_and_its_accuracy_is_within_reach():
    sets = hw1b.data.digits()
    model = MLPClassifier((32,), max_iter=40, random_state=0, learning_rate_init=0.01, tol=0.01)
    model.fit(sets["X_train"], sets["y_train"])
    (W, W_out), (b, b_out) = model.coefs_, model.intercepts_
    mine = predict_digits(sets["X_test"], {"W": W, "b": b, "W_out": W_out, "b_out": b_out})
    assert np.array_equal(mine, model.predict(sets["X_test"]))
    assert np.mean(mine == sets["y_test"]) > 0.95


def returned(change):
    """Make an answer whose net is changed after training."""

    def answer(X, y, rng):
        return change(train_digits(X, y, rng))

    return answer


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda net: {n: net[n] for n in ("W", "b", "W_out")}, "Missing: b_out"),
        (lambda net: net | {"W": net["W"].T}, "wanted shape (64, 64)"),
        (lambda net: net | {"b_out": net["b_out"][:9]}, "b_out"),
        (lambda net: net | {"W_out": net["W_out"][:, :9]}, "wanted shape (32, 10)"),
        (lambda net: tuple(net.values()), "a dict"),
    ],
)
def test_a_net_of_another_build_is_told_what_is_wrong_with_it(change, sentence):
    result = grade_alone(EXERCISES["train_digits"], returned(change))
    assert result.points == 0
    assert sentence in result.checks[0].message


def test_weights_that_were_learnt_beforehand_do_not_help_with_rearranged_pixels():
    sets = hw1b.data.digits()
    stored = train_digits(sets["X_train"], sets["y_train"], np.random.default_rng(0))
    result = grade_alone(EXERCISES["train_digits"], lambda X, y, rng: stored)
    assert [check.passed for check in result.checks] == [True, False]


def test_the_loss_of_a_net_that_knows_nothing_is_the_logarithm_of_ten():
    sets = hw1b.data.digits()
    P = softmax(np.zeros((597, 10)))
    assert cross_entropy(sets["y_test"], P) == pytest.approx(np.log(10))
