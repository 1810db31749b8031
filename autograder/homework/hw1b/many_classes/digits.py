"""Part 5, continued: handwritten digits, read by a net of two layers."""

from __future__ import annotations

import numpy as np

from autograder.exercise import compare
from autograder.homework.hw1b.declaration import many_classes
from autograder.homework.hw1b.forward.activations import relu
from autograder.homework.hw1b.many_classes.softmax import softmax


@many_classes.function(needs=(relu, softmax), title="Reading a digit")
def predict_digits(X, params):
    """Return the class with the largest score: A = relu(X W + b), scores A W_out + b_out.

    Parameters
    ----------
    X : ndarray of float, shape (n_examples, n_pixels)
        One picture in each row.
    params : dict
        "W" (n_pixels, n_hidden), "b" (n_hidden,), "W_out" (n_hidden, n_classes) and
        "b_out" (n_classes,).

    Returns
    -------
    ndarray of int, shape (n_examples,)
        Classes, 0 ... n_classes - 1.
    """
    A = np.maximum(X @ params["W"] + params["b"], 0.0)
    return np.argmax(A @ params["W_out"] + params["b_out"], axis=1)


PICTURES = np.array(
    [[1.0, 0.0, 2.0], [0.0, 1.0, 1.0], [3.0, 1.0, 0.0], [0.0, 2.0, 0.0], [1.0, 1.0, 1.0]]
)
NET = {
    "W": np.array([[-1.0, 0.0], [2.0, 1.0], [-2.0, -2.0]]),
    "b": np.array([1.0, -0.5]),
    "W_out": np.array([[2.0, 0.0, 2.0], [0.0, 1.5, -1.5]]),
    "b_out": np.array([0.0, 1.0, 0.5]),
}
"""Five pictures of three pixels and a net for three classes: any slip reads one of them wrongly."""


def fresh_reader(rng, n_pixels, n_hidden, n_classes):
    """Draw a net for pictures whose biases matter."""
    return {
        "W": rng.normal(size=(n_pixels, n_hidden)),
        "b": rng.normal(size=n_hidden),
        "W_out": rng.normal(size=(n_hidden, n_classes)),
        "b_out": rng.normal(size=n_classes),
    }


def activations(X, params):
    """Return what the hidden units send on."""
    return np.maximum(X @ params["W"] + params["b"], 0.0)


def scores(X, params):
    """Return the scores of all classes."""
    return activations(X, params) @ params["W_out"] + params["b_out"]


@predict_digits.check(points=0.25, title="reads five small pictures")
def reads_small_pictures(predict_digits):
    compare(predict_digits, PICTURES, NET)


@predict_digits.check(points=0.25, hidden=True, title="reads other pictures with other nets")
def reads_other_pictures(predict_digits, rng):
    for n_examples, n_pixels, n_hidden, n_classes in ((30, 8, 5, 4), (10, 6, 10, 10), (9, 4, 4, 9)):
        X = rng.uniform(size=(n_examples, n_pixels))
        compare(predict_digits, X, fresh_reader(rng, n_pixels, n_hidden, n_classes))


@predict_digits.mistake("This is the largest score; its place is asked for: np.argmax, not np.max.")
def returns_the_score(X, params):
    return np.max(scores(X, params), axis=1)


@predict_digits.mistake(
    "The largest score is looked for down the columns, one answer for each class. Each row is a "
    "picture: axis=1."
)
def looks_down_the_columns(X, params):
    return np.argmax(scores(X, params), axis=0)


@predict_digits.mistake("np.argmax without axis finds one place in the whole table: axis=1.")
def finds_one_place(X, params):
    return np.argmax(scores(X, params))


@predict_digits.mistake("The rectifier is missing: what is below 0 goes on as 0, np.maximum(…, 0).")
def forgets_the_rectifier(X, params):
    A = X @ params["W"] + params["b"]
    return np.argmax(A @ params["W_out"] + params["b_out"], axis=1)


@predict_digits.mistake("The biases of the hidden units are left out: X @ W + b.")
def forgets_the_hidden_biases(X, params):
    A = np.maximum(X @ params["W"], 0.0)
    return np.argmax(A @ params["W_out"] + params["b_out"], axis=1)


@predict_digits.mistake("The output's biases are left out: A @ W_out + b_out.")
def forgets_the_output_s_biases(X, params):
    return np.argmax(activations(X, params) @ params["W_out"], axis=1)


@predict_digits.mistake("The classes are counted from 1; the first one is 0.")
def counts_from_one(X, params):
    return np.argmax(scores(X, params), axis=1) + 1


@predict_digits.mistake("This is the class with the smallest score; take the largest.")
def takes_the_smallest(X, params):
    return np.argmin(scores(X, params), axis=1)
