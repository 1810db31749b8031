"""How often a small net learns XOR, and how often it does so with the gradients a deck prints.

Fifty nets are trained side by side: their parameters are stacked along a first axis.
"""

import numpy as np
import pytest

from course.activations import activation, sigmoid
from course.datasets import xor
from course.mlp import build_mlp
from course.optimizers import GradientDescent
from course.training import train

X, Y = xor()
TARGETS = Y[:, np.newaxis]


def fresh(hidden, n_hidden, seed):
    """A 2-q-1 net with N(0, 1) weights and zero biases."""
    rng = np.random.default_rng(seed)
    sizes = (2, n_hidden, 1)
    return build_mlp(sizes, hidden=hidden, output="sigmoid", initializer="normal", rng=rng)


def train_side_by_side(hidden, n_hidden, *, n_seeds=50, n_steps=5000, as_printed=False):
    """Mean squared error, learning rate 1; returns the outputs, shape (n_seeds, 4, 1).

    `as_printed` takes the companion deck's derivatives, without the 2 and without the output
    weight in those of the hidden layer (slips E4 and E5).
    """
    phi = activation(hidden)
    nets = [fresh(hidden, n_hidden, seed).parameters for seed in range(n_seeds)]
    W, b, w_o, b_o = (np.array(arrays) for arrays in zip(*nets, strict=True))
    b, b_o = b[:, np.newaxis, :], b_o[:, np.newaxis, :]
    for _ in range(n_steps):
        Z = X @ W + b
        A = phi.function(Z)
        p = sigmoid(A @ w_o + b_o)
        d_o = (1 if as_printed else 2) * (p - TARGETS) * p * (1 - p) / len(X)
        dA = d_o if as_printed else d_o @ np.swapaxes(w_o, 1, 2)
        dZ = dA * phi.derivative(Z)
        w_o = w_o - np.swapaxes(A, 1, 2) @ d_o
        b_o = b_o - d_o.sum(axis=1, keepdims=True)
        W, b = W - X.T @ dZ, b - dZ.sum(axis=1, keepdims=True)
    return sigmoid(phi.function(X @ W + b) @ w_o + b_o)


def success_rate(*arguments, **settings):
    p = train_side_by_side(*arguments, **settings)
    return 100 * np.mean(((p > 0.5) == TARGETS).all(axis=(1, 2)))


@pytest.mark.parametrize("hidden", ["sigmoid", "tanh", "relu"])
def test_side_by_side_is_what_training_does(hidden):
    together = train_side_by_side(hidden, 3, n_seeds=3, n_steps=30)
    for seed in range(3):
        model, _ = train(
            fresh(hidden, 3, seed),
            X,
            Y,
            loss="squared_error",
            reduction="mean",
            optimizer=GradientDescent(1.0),
            n_epochs=30,
        )
        np.testing.assert_allclose(together[seed], model.forward(X)[0], rtol=1e-11)


@pytest.mark.parametrize(
    ("hidden", "n_hidden", "percent"),
    [
        ("sigmoid", 2, 82),
        ("sigmoid", 3, 98),
        ("sigmoid", 8, 100),
        ("tanh", 2, 62),
        ("tanh", 3, 88),
        ("tanh", 8, 98),
        ("relu", 2, 22),
        ("relu", 3, 48),
        ("relu", 8, 86),
    ],
)
def test_more_hidden_units_make_xor_easier(hidden, n_hidden, percent):
    assert success_rate(hidden, n_hidden) == pytest.approx(percent, abs=2)  # 2 is one of 50 nets


@pytest.mark.parametrize(("hidden", "percent"), [("sigmoid", 66), ("relu", 72)])
def test_a_wrong_gradient_often_trains_too_and_only_a_check_notices(hidden, percent):
    assert success_rate(hidden, 3, as_printed=True) == pytest.approx(percent, abs=2)


@pytest.mark.parametrize("hidden", ["sigmoid", "tanh", "relu"])
def test_from_all_zeros_every_output_stays_at_one_half(hidden):
    rng = np.random.default_rng(0)
    start = build_mlp((2, 3, 1), hidden=hidden, output="sigmoid", initializer="zeros", rng=rng)
    model, _ = train(
        start,
        X,
        Y,
        loss="squared_error",
        reduction="mean",
        optimizer=GradientDescent(1.0),
        n_epochs=100,
    )
    np.testing.assert_allclose(model.forward(X)[0], 0.5, atol=1e-15)


def test_with_the_product_as_a_third_feature_xor_is_a_sum():
    x1, x2 = X.T
    np.testing.assert_array_equal(x1 + x2 - 2 * x1 * x2, Y)
