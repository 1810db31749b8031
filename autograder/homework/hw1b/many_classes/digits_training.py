"""Part 5, continued: a net of two layers learns to read digits."""

from __future__ import annotations

import numpy as np

from autograder.exercise import SeededRng, require
from autograder.homework.hw1b.data import digits
from autograder.homework.hw1b.declaration import many_classes
from autograder.homework.hw1b.forward.activations import relu, relu_derivative, sigmoid
from autograder.homework.hw1b.many_classes.cross_entropy import (
    categorical_cross_entropy,
    softmax_backward,
)
from autograder.homework.hw1b.many_classes.digits import activations, predict_digits, scores
from autograder.homework.hw1b.many_classes.softmax import softmax
from autograder.homework.hw1b.regularization.early_stopping import early_stopping
from autograder.homework.hw1b.regularization.initialization import initialize
from autograder.homework.hw1b.regularization.mask import dropout_mask
from autograder.homework.hw1b.training.batches import minibatches
from autograder.homework.hw1b.training.optimizer import optimizer_step
from course import datasets


@many_classes.function(
    needs=(
        softmax,
        categorical_cross_entropy,
        softmax_backward,
        predict_digits,
        relu,
        relu_derivative,
        minibatches,
        optimizer_step,
        dropout_mask,
        early_stopping,
        initialize,
    ),
    title="Learning the digits",
)
def train_digits(X, y, rng):
    """Train a net with a hidden layer of rectifiers and a softmax output on pictures of digits.

    How you do it is up to you: number of hidden units, start, batches, steps. It should read
    more than 95 % of digits that it has not seen, after two seconds at most.

    Parameters
    ----------
    X : ndarray of float, shape (n_examples, n_pixels)
        One picture in each row, ink between 0 and 1.
    y : ndarray of int, shape (n_examples,)
        Right digits, 0 ... 9.
    rng : numpy.random.Generator
        Draws all that is random.

    Returns
    -------
    params : dict
        "W" (n_pixels, n_hidden), "b" (n_hidden,), "W_out" (n_hidden, 10) and "b_out" (10,).
    """
    n_hidden, n_classes = 32, 10
    params = {
        "W": rng.normal(0.0, np.sqrt(2 / X.shape[1]), size=(X.shape[1], n_hidden)),
        "b": np.zeros(n_hidden),
        "W_out": rng.normal(0.0, np.sqrt(1 / n_hidden), size=(n_hidden, n_classes)),
        "b_out": np.zeros(n_classes),
    }
    velocity = {name: np.zeros_like(value) for name, value in params.items()}
    for _ in range(30):
        order = rng.permutation(len(y))
        for start in range(0, len(y), 32):
            rows = order[start : start + 32]
            Z = X[rows] @ params["W"] + params["b"]
            A = np.maximum(Z, 0.0)
            D_out = softmax_backward(y[rows], softmax(A @ params["W_out"] + params["b_out"]))
            D = D_out @ params["W_out"].T * (Z > 0)
            gradients = {"W": X[rows].T @ D, "b": D.sum(axis=0)}
            gradients |= {"W_out": A.T @ D_out, "b_out": D_out.sum(axis=0)}
            for name in params:
                velocity[name] = 0.9 * velocity[name] + gradients[name]
                params[name] = params[name] - 0.1 * velocity[name]
    return params


def held_out(X, y, rng):
    """Split pictures at random: 1200 to learn from, the others to be read."""
    order = rng.permutation(len(y))
    learn, read = order[:1200], order[1200:]
    return X[learn], y[learn], X[read], y[read]


def learnt(student, X, y, seed):
    """Return the student's net; the number of hidden units is the student's choice."""
    call = student.ask((X, y, SeededRng(seed)), {})
    student.refuse_failure(call)
    value = call.reply.value
    shape = np.shape(value["W"]) if isinstance(value, dict) and "W" in value else ()
    n_hidden = shape[1] if len(shape) > 1 else 32
    built = {"W": (X.shape[1], n_hidden), "b": n_hidden, "W_out": (n_hidden, 10), "b_out": 10}
    return student.fit(call, {name: np.zeros(shape) for name, shape in built.items()})


def reads(share, params, X, y):
    """Require more than a share of pictures that were not trained on to be read rightly."""
    mine = np.mean(predict_digits.function(X, params) == y)
    require(
        mine > share,
        f"Of {len(y)} digits that were held out the net reads {mine:.1%}, wanted more than "
        f"{share:.0%}.",
    )


@train_digits.check(points=0.5, title="reads more than 95 % of the 597 digits that were held out")
def reads_held_out_digits(train_digits):
    sets = digits()
    params = learnt(train_digits, sets["X_train"], sets["y_train"], 1)
    reads(0.95, params, sets["X_test"], sets["y_test"])


@train_digits.check(
    points=0.5,
    hidden=True,
    title="reads more than 94 % after another split (some are harder), with the pixels rearranged",
)
def learns_from_other_pictures(train_digits, rng):
    X, y = datasets.digits()
    X = X[:, rng.permutation(X.shape[1])] / 16.0
    X_learn, y_learn, X_read, y_read = held_out(X, y, rng)
    params = learnt(train_digits, X_learn, y_learn, SeededRng.drawn(rng).seed)
    reads(0.94, params, X_read, y_read)


def accuracy(value, X, y, activate=relu):
    """Return the share of training digits that a returned net reads, with some activation."""
    params = {name: np.asarray(value[name], float) for name in ("W", "b", "W_out", "b_out")}
    A = activate(X @ params["W"] + params["b"])
    return np.mean(np.argmax(A @ params["W_out"] + params["b_out"], axis=1) == y)


def trained(X, y, rng, n_epochs=6, activate=relu, slope=relu_derivative, **start):
    """Train a net of 32 hidden units with plain mini-batches, from a start that may be changed."""
    params = {
        "W": rng.normal(0.0, np.sqrt(2 / X.shape[1]), size=(X.shape[1], 32)),
        "b": np.zeros(32),
        "W_out": rng.normal(0.0, np.sqrt(1 / 32), size=(32, 10)),
        "b_out": np.zeros(10),
    } | start
    for _ in range(n_epochs):
        order = rng.permutation(len(y))
        for rows in np.split(order, range(32, len(y), 32)):
            Z = X[rows] @ params["W"] + params["b"]
            A = activate(Z)
            D_out = softmax_backward(y[rows], softmax(A @ params["W_out"] + params["b_out"]))
            D = D_out @ params["W_out"].T * slope(Z)
            step = {"W": X[rows].T @ D, "b": D.sum(axis=0)}
            step |= {"W_out": A.T @ D_out, "b_out": D_out.sum(axis=0)}
            params = {name: params[name] - 0.5 * step[name] for name in params}
    return params


def has_equal_units(value, X, y, rng):
    return np.allclose(value["W"], np.asarray(value["W"])[:, :1])


@train_digits.mistake(
    "All hidden units are equal, and stay so: they began equal (with zeros, for example) and got "
    "equal gradients. Draw W at random.",
    sign=has_equal_units,
)
def starts_with_zeros(X, y, rng):
    return trained(X, y, rng, W=np.zeros((X.shape[1], 32)), W_out=np.zeros((32, 10)))


def unchanged(Z):
    """Return the hidden sums as they are."""
    return Z


def is_linear_inside(value, X, y, rng):
    linear, squeezed = accuracy(value, X, y, unchanged), accuracy(value, X, y, sigmoid)
    return linear > 0.9 and linear > squeezed + 0.1 and linear > accuracy(value, X, y) + 0.02


@train_digits.mistake(
    "The net was trained without the rectifier: predict_digits cuts the hidden sums off at 0, so "
    "training must do so, too: A = np.maximum(Z, 0).",
    sign=is_linear_inside,
)
def trains_without_the_rectifier(X, y, rng):
    return trained(X, y, rng, activate=unchanged, slope=np.ones_like)


def is_far_off(value, X, y, rng):
    P = softmax(scores(X, {name: np.asarray(value[name], float) for name in value}))
    sure_of_others = np.mean(P[np.arange(len(y)), y] < 1e-3) > 0.5
    return sure_of_others and np.ptp(np.argmax(P, axis=1)) == 0


@train_digits.mistake(
    "The net takes every picture for the same digit, and is sure of it. Do the steps go uphill? "
    "Subtract learning_rate times gradient.",
    sign=is_far_off,
)
def climbs(X, y, rng):
    params = trained(X, y, rng, 0)
    for rows in np.split(rng.permutation(len(y)), range(32, len(y), 32)):
        A = activations(X[rows], params)
        D = softmax_backward(y[rows], softmax(scores(X[rows], params)))
        params["W_out"] = params["W_out"] + 0.5 * A.T @ D
        params["b_out"] = params["b_out"] + 0.5 * D.sum(axis=0)
    return params


def guesses(value, X, y, rng):
    return accuracy(value, X, y) < 0.3


@train_digits.mistake(
    "The net only guesses, even on the digits that it was trained with. Is the trained net "
    "returned, and not the start?",
    sign=guesses,
)
def returns_the_start(X, y, rng):
    return trained(X, y, rng, 0)


def knows_too_little(value, X, y, rng):
    return 0.3 <= accuracy(value, X, y) < 0.95


@train_digits.mistake(
    "The net has not learnt enough: even of the digits that it was trained with it misreads many. "
    "Train both layers, for more epochs, or with a larger learning rate.",
    sign=knows_too_little,
)
def stops_too_soon(X, y, rng):
    return trained(X, y, rng, 1)
