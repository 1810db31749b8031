"""Part 2, continued: another loss, and a shorter gradient."""

from __future__ import annotations

import numpy as np

from autograder.homework.hw1a.backward import SQUARE, agrees_with_differences, several_rows
from autograder.homework.hw1a.declaration import backward
from autograder.homework.hw1a.examples import OR, P, X, one_of_two
from autograder.homework.hw1a.losses import binary_cross_entropy


@backward.function(
    title="The backward pass for cross-entropy",
    array_form="X.T @ (p - y) / len(y), np.mean(p - y)",
)
def backward_pass_bce(X, y, p):
    """Return the average gradient of the binary cross-entropy by the weights and the bias.

    Parameters
    ----------
    X : ndarray of float, shape (n_examples, n_features)
        Inputs.
    y : ndarray of float, shape (n_examples,)
        Labels, 0 or 1.
    p : ndarray of float, shape (n_examples,)
        Probabilities that the forward pass gave for these rows.

    Returns
    -------
    dw : ndarray of float, shape (n_features,)
        Gradient by the weights.
    db : float
        Gradient by the bias.
    """
    delta = p - y
    return X.T @ delta / len(y), np.mean(delta)


@backward_pass_bce.check(points=0.5, title="gives dw for the table, and for three other rows")
def cross_entropy_weights_of_the_table(student):
    one_of_two(student, backward_pass_bce, 0, *SQUARE, label="3 features")
    one_of_two(student, backward_pass_bce, 0, X, OR, P, label="table")


@backward_pass_bce.check(points=0.5, title="gives db for the same rows")
def cross_entropy_bias_of_the_table(student):
    one_of_two(student, backward_pass_bce, 1, *SQUARE, label="3 features")
    one_of_two(student, backward_pass_bce, 1, X, OR, P, label="table")


@backward_pass_bce.check(points=0.5, hidden=True, title="gives dw for other rows and features")
def cross_entropy_weights_of_fresh_rows(student, rng):
    for rows in several_rows(rng):
        one_of_two(student, backward_pass_bce, 0, *rows)


@backward_pass_bce.check(points=0.5, hidden=True, title="gives db for other rows and features")
def cross_entropy_bias_of_fresh_rows(student, rng):
    for rows in several_rows(rng):
        one_of_two(student, backward_pass_bce, 1, *rows)


@backward_pass_bce.check(points=1, hidden=True, title="is the slope of the cross-entropy")
def slope_of_the_cross_entropy(backward_pass_bce, rng):
    agrees_with_differences(backward_pass_bce, binary_cross_entropy, rng)


@backward_pass_bce.mistake(
    "This is the gradient of the squared error; for the cross-entropy δ = p − y."
)
def answers_for_squared_error(X, y, p):
    delta = 2 * (p - y) * p * (1 - p)
    return X.T @ delta / len(y), np.mean(delta)


@backward_pass_bce.mistake(
    "There is a p(1 − p) too much: it cancels against the derivative of the logs, and δ = p − y."
)
def keeps_the_slope(X, y, p):
    delta = (p - y) * p * (1 - p)
    return X.T @ delta / len(y), np.mean(delta)


@backward_pass_bce.mistake(
    "The p(1 − p) of the sigmoid is missing: ∂l/∂p = (p − y)/(p(1 − p)) is only the first factor."
)
def stops_at_the_first_factor(X, y, p):
    delta = (p - y) / (p * (1 - p))
    return X.T @ delta / len(y), np.mean(delta)


@backward_pass_bce.mistake("There is a factor 2 too much: the cross-entropy has no square in it.")
def keeps_the_two(X, y, p):
    delta = 2 * (p - y)
    return X.T @ delta / len(y), np.mean(delta)


@backward_pass_bce.mistake(
    "This is the sum over the rows; the average gradient divides by n_examples."
)
def sums_over_all_rows(X, y, p):
    return X.T @ (p - y), np.sum(p - y)


@backward_pass_bce.mistake("The sign is turned: δ = p − y, not y − p.")
def turns_the_sign(X, y, p):
    return X.T @ (y - p) / len(y), np.mean(y - p)


@backward_pass_bce.mistake("The bias is forgotten: db is the mean of p − y, not 0.")
def leaves_the_bias_at_zero(X, y, p):
    return X.T @ (p - y) / len(y), 0.0
