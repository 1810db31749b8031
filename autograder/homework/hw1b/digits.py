"""Part 5, continued: handwritten digits, with a net of two layers."""

from __future__ import annotations

import numpy as np

from autograder.homework.hw1b.categorical import softmax_backward
from autograder.homework.hw1b.declaration import many_classes
from autograder.homework.hw1b.softmax import softmax


@many_classes.function(title="Reading a digit")
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


@many_classes.function(
    needs=(softmax, softmax_backward, predict_digits), title="Learning the digits"
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
