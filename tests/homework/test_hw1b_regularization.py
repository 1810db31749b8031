"""HW1B, Part 4: penalties, dropout, early stopping and the start, against independent sources."""

import itertools

import numpy as np
import pytest

from autograder.exercise.mutation import grade_alone
from autograder.homework import hw1b
from autograder.homework.hw1b.examples import CANON, XOR, X, fresh_net, fresh_rows
from autograder.homework.hw1b.forward.by_matrices import forward_pass
from autograder.homework.hw1b.regularization.dropout_backward import backward_dropout
from autograder.homework.hw1b.regularization.dropout_forward import forward_dropout
from autograder.homework.hw1b.regularization.early_stopping import early_stopping
from autograder.homework.hw1b.regularization.initialization import initialize
from autograder.homework.hw1b.regularization.mask import dropout_mask
from autograder.homework.hw1b.regularization.penalty import penalty
from tests.homework.test_hw1b_backward import complex_steps, in_float32, mistake, names_of

EXERCISES = hw1b.homework.exercises
ACTIVATIONS = ("sigmoid", "tanh", "relu")


def test_the_part_is_worth_nine_points_three_of_them_by_hand():
    part = [e for e in EXERCISES.values() if e.part.name == "regularization"]
    points = {exercise.name: exercise.points for exercise in part}
    assert points == {
        "penalty": 1.5,
        "dropout_mask": 1.0,
        "forward_dropout": 0.5,
        "backward_dropout": 1.5,
        "early_stopping": 1.0,
        "initialize": 0.5,
        "overfit_and_fix": 1.5,
        "regularization_discussion": 1.5,
    }


# --- penalties ----------------------------------------------------------------------------------


def test_the_penalty_agrees_with_the_course(rng):
    from course import penalties

    params = fresh_net(rng, 3, 4)
    params["W"][1, 2] = 0.0
    names = list(params)
    value, gradients = penalty(params, 0.3, 0.2)
    theirs, slopes = penalties.penalise(
        [np.asarray(params[name]) for name in names], names, l1=0.3, l2=0.2
    )
    # The course calls what begins with "b" a bias, so W and w_out are its weights as well.
    assert np.isclose(value, theirs, atol=1e-14)
    for name, slope in zip(names, slopes, strict=True):
        assert np.allclose(gradients[name], slope, atol=1e-14)


def test_the_gradient_of_the_penalty_agrees_with_complex_steps(rng):
    params = fresh_net(rng, 3, 4)

    def price(params):
        weights = (params["W"], params["w_out"])
        squares = sum(np.sum(w * w) for w in weights)
        sizes = sum(np.sum(np.where(w.real > 0, w, -w)) for w in weights)
        return 0.3 * sizes + 0.2 * squares + 0j

    for name, slopes in complex_steps(price, params).items():
        assert np.allclose(penalty(params, 0.3, 0.2)[1][name], slopes, atol=1e-14)


def test_ridge_and_lasso_of_scikit_learn_end_where_the_gradient_is_zero(rng):
    from sklearn.linear_model import Lasso, Ridge

    X, n = rng.normal(size=(40, 5)), 40
    y = X @ np.array([2.0, -1.0, 0.0, 0.0, 0.5]) + 0.1 * rng.normal(size=n)

    def price(w, l1, l2):
        params = {"W": np.zeros((1, 5)), "b": np.zeros(5), "w_out": w, "b_out": 0.0}
        return penalty(params, l1, l2)[1]["w_out"]

    w = Ridge(alpha=3.0, fit_intercept=False).fit(X, y).coef_
    assert np.allclose(2 * X.T @ (X @ w - y) + price(w, 0.0, 3.0), 0, atol=1e-9)
    w = Lasso(alpha=0.1, fit_intercept=False, tol=1e-12).fit(X, y).coef_
    slope = X.T @ (X @ w - y) / n + price(w, 0.1, 0.0)
    assert 0 < np.count_nonzero(w) < 5
    assert np.allclose(slope[w != 0], 0, atol=1e-9)
    assert np.all(np.abs(slope[w == 0]) < 0.1)


# --- dropout ------------------------------------------------------------------------------------

ALL_MASKS = [2.0 * np.array([kept]) for kept in itertools.product([0, 1], repeat=3)]


def contribution(mask):
    """Return what activations 0.2, 0.5, 0.9 give to the output's sum, through the whole net."""
    params = {"W": np.eye(3), "b": np.zeros(3), "w_out": np.array([1.0, -1.0, 2.0]), "b_out": 0.0}
    p, _ = forward_dropout(np.array([[0.2, 0.5, 0.9]]), params, mask, "relu")
    return np.log(p[0] / (1 - p[0]))


def test_the_mean_over_all_masks_is_that_of_the_whole_net_as_the_discussion_says():
    assert np.isclose(contribution(np.ones((1, 3))), 1.5)
    assert np.isclose(np.mean([contribution(mask) for mask in ALL_MASKS]), 1.5)
    assert np.isclose(np.mean([contribution(mask / 2) for mask in ALL_MASKS]), 0.75)
    rubric = EXERCISES["regularization_discussion"].rubric
    assert "training 0.75 with zeros and ones, 1.5 when scaled" in rubric


def test_the_mask_is_the_one_of_the_course_for_the_same_generator():
    from course import dropout

    mine = dropout_mask((50, 7), 0.3, np.random.default_rng(4))
    assert np.array_equal(mine, dropout.dropout_mask((50, 7), 0.3, np.random.default_rng(4)))


def masked_loss(X, y, params, mask, activation):
    Z = X @ params["W"] + params["b"]
    A = {"sigmoid": 1 / (1 + np.exp(-Z)), "tanh": np.tanh(Z), "relu": Z * (Z.real > 0)}
    o = (A[activation] * mask) @ params["w_out"] + params["b_out"]
    return np.mean((y - 1 / (1 + np.exp(-o))) ** 2)


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_gradients_under_a_mask_agree_with_complex_steps(rng, activation):
    X, y = fresh_rows(rng, 9, 3)
    params, mask = fresh_net(rng, 3, 5), dropout_mask((9, 5), 0.4, rng)
    p, cache = forward_dropout(X, params, mask, activation)
    assert np.isclose(np.mean((y - p) ** 2), masked_loss(X, y, params, mask, activation))
    got = backward_dropout(X, y, params, cache)
    want = complex_steps(lambda moved: masked_loss(X, y, moved, mask, activation), params)
    for name in want:
        assert np.shape(got[name]) == np.shape(params[name])
        assert np.allclose(got[name], want[name], atol=1e-14)


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_both_passes_under_a_mask_agree_with_the_course(rng, activation):
    from course import training
    from course.activations import activation as layer
    from course.dropout import Dropout
    from course.layers import Linear
    from course.mlp import MLP

    X, y = fresh_rows(rng, 8, 3)
    params, mask = fresh_net(rng, 3, 4), dropout_mask((8, 4), 0.5, rng)
    output = Linear(params["w_out"][:, None], np.array([params["b_out"]]))
    first = Linear(params["W"], params["b"])
    net = MLP((first, layer(activation), Dropout(0.5, mask), output, layer("sigmoid")))
    p, cache = forward_dropout(X, params, mask, activation)
    assert np.allclose(p, net.forward(X)[0][:, 0], atol=1e-15)
    _, (dW, db, dW_out, db_out) = training.loss_and_gradients(
        net, X, y, loss="squared_error", reduction="mean"
    )
    got = backward_dropout(X, y, params, cache)
    assert np.allclose(got["W"], dW, atol=1e-14)
    assert np.allclose(got["b"], db, atol=1e-14)
    assert np.allclose(got["w_out"], dW_out[:, 0], atol=1e-14)
    assert np.allclose(got["b_out"], db_out[0], atol=1e-14)


def test_a_mask_of_ones_changes_nothing():
    p, _ = forward_dropout(X, CANON, np.ones((4, 3)))
    assert np.allclose(p, forward_pass(X, CANON, "sigmoid")[0], atol=1e-15)
    assert np.round(p, 4).tolist() == [0.5182, 0.4818, 0.4818, 0.4092]


def test_the_slip_of_the_old_homework_costs_half_and_is_named():
    exercise = EXERCISES["backward_dropout"]
    result = grade_alone(exercise, mistake(exercise, "takes_a_for_the_masked_a"))
    assert names_of(result) == ["takes_a_for_the_masked_a"]
    assert result.points == 0.75


def test_that_slip_is_invisible_without_a_mask():
    cache = forward_dropout(X, CANON, np.ones((4, 3)))[1]
    wrong = mistake(EXERCISES["backward_dropout"], "takes_a_for_the_masked_a")(X, XOR, CANON, cache)
    right = backward_dropout(X, XOR, CANON, cache)
    assert all(np.allclose(wrong[name], right[name], atol=1e-15) for name in right)


def test_drawing_from_the_global_generator_costs_the_points_of_repeating_only():
    def answer(shape, rate, rng, training=True):
        drawn = np.random.random(shape)  # noqa: NPY002
        return (drawn >= rate) / (1 - rate) if training else np.ones(shape)

    result = grade_alone(EXERCISES["dropout_mask"], answer)
    assert [check.name for check in result.checks if not check.passed] == ["draws_from_rng"]
    assert result.diagnoses == ()


def test_differences_through_a_forward_pass_in_float32_are_good_enough():
    exercise = EXERCISES["backward_dropout"]
    around = {"forward_dropout": in_float32(forward_dropout.function)}
    assert grade_alone(exercise, exercise.function, names=around).points == exercise.points


# --- early stopping and the start ---------------------------------------------------------------


def test_early_stopping_agrees_with_the_watcher_of_the_course(rng):
    from course.early_stopping import EarlyStopping

    for _ in range(200):
        losses = np.round(rng.random(rng.integers(1, 25)), 1)  # with many ties
        watcher, epoch = EarlyStopping(patience=int(rng.integers(1, 6))), 0
        for epoch, loss in enumerate(losses):
            watcher = watcher.observe(epoch, float(loss), ())
            if watcher.stop:
                break
        assert early_stopping(losses, watcher.patience) == (watcher.best_epoch, epoch)


@pytest.mark.parametrize("n_features", [10, 1000])
def test_the_sums_do_not_grow_with_the_number_of_inputs(rng, n_features):
    params = initialize(n_features, 400, rng)
    Z = rng.normal(size=(500, n_features)) @ params["W"] + params["b"]
    assert np.std(Z) == pytest.approx(1.0, rel=0.05)
    assert np.std(rng.normal(size=(2000, 400)) @ params["w_out"]) == pytest.approx(1.0, rel=0.15)


def test_relu_keeps_the_size_of_what_goes_through_it(rng):
    params = initialize(500, 500, rng, "relu")
    X = rng.normal(size=(300, 500))
    A = np.maximum(X @ params["W"], 0)
    assert np.mean(A**2) == pytest.approx(np.mean(X**2), rel=0.05)


def test_the_start_is_that_of_he_for_relu(rng):
    from course import initializers

    theirs = initializers.he_normal(300, 200, np.random.default_rng(5))
    mine = initialize(300, 200, np.random.default_rng(5), "relu")
    assert np.allclose(mine["W"], theirs, atol=1e-15)
