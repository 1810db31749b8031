"""Part 2, continued: on through w_out and the hidden units to the first weights."""

from __future__ import annotations

import numpy as np

from autograder.exercise import require
from autograder.homework.hw1b.backward.comparisons import (
    SQUARE,
    TABLE,
    cache_of,
    fresh_problems,
    is_the_slope,
    one_of_two,
    points_the_right_way,
)
from autograder.homework.hw1b.declaration import backward
from autograder.homework.hw1b.examples import close, fresh_net, fresh_rows, permuted
from autograder.homework.hw1b.forward.activations import (
    relu_derivative,
    sigmoid_derivative,
    tanh_derivative,
)
from autograder.homework.hw1b.forward.by_matrices import forward_pass


@backward.function(
    needs=(forward_pass, sigmoid_derivative, tanh_derivative, relu_derivative),
    title="Backward through the hidden layer",
    array_form="D = np.outer(delta, w_out) * slope(Z); X.T @ D / len(y), D.mean(axis=0)",
)
def backward_hidden(X, y, params, cache):
    """Return the average gradient of the squared error (y - p)^2 by the hidden layer's parameters.

    Parameters
    ----------
    X : ndarray of float, shape (n_examples, n_features)
        Inputs.
    y : ndarray of float, shape (n_examples,)
        Labels, 0 or 1.
    params : dict
        "W" (n_features, n_hidden), "b" (n_hidden,), "w_out" (n_hidden,) and "b_out", one number.
    cache : dict
        From the forward pass: "Z" and "A", each of shape (n_examples, n_hidden),
        "p" (n_examples,) and "activation".

    Returns
    -------
    dW : ndarray of float, shape (n_features, n_hidden)
        Gradient by the weights from the inputs to the hidden units.
    db : ndarray of float, shape (n_hidden,)
        Gradient by the hidden units' biases.
    """
    slopes = {"sigmoid": sigmoid_derivative, "tanh": tanh_derivative, "relu": relu_derivative}
    p = cache["p"]
    delta = 2 * (p - y) * p * (1 - p)
    D = np.outer(delta, params["w_out"]) * slopes[cache["activation"]](cache["Z"])
    return X.T @ D / len(y), np.mean(D, axis=0)


def small_numbers(student, position):
    """Compare one result for three rows and for the table, with sigmoids."""
    for label, (X, y, params) in (("3 rows", SQUARE), ("table", TABLE)):
        rows = (X, y, params, cache_of(X, params))
        one_of_two(student, backward_hidden, position, *rows, label=label)


def fresh_numbers(student, position, rng):
    """Compare one result for other nets."""
    for problem in fresh_problems(rng):
        one_of_two(student, backward_hidden, position, *problem)


@backward_hidden.check(points=0.75, title="gives dW for the table and for three other rows")
def weights_of_the_table(student):
    small_numbers(student, 0)


@backward_hidden.check(points=0.5, title="gives db for the same rows")
def biases_of_the_table(student):
    small_numbers(student, 1)


@backward_hidden.check(points=0.5, title="gives dW where the hidden units are tanh or relu")
def weights_with_other_activations(student):
    X, y, params = SQUARE
    for activation in ("tanh", "relu"):
        rows = (X, y, params, cache_of(X, params, activation))
        one_of_two(student, backward_hidden, 0, *rows, label=activation)


@backward_hidden.check(points=0.5, hidden=True, title="gives dW for other nets and rows")
def weights_of_fresh_nets(student, rng):
    fresh_numbers(student, 0, rng)


@backward_hidden.check(points=0.5, hidden=True, title="gives db for other nets and rows")
def biases_of_fresh_nets(student, rng):
    fresh_numbers(student, 1, rng)


@backward_hidden.check(
    points=0.25, hidden=True, title="dW is the slope of the loss of your own forward pass"
)
def weights_follow_the_slope(backward_hidden, rng, forward_pass):
    for X, y, params, cache in fresh_problems(rng, ((7, 2, 3, "sigmoid"), (6, 3, 3, "tanh"))):
        dW, _ = backward_hidden(X, y, params, cache)
        activation = cache["activation"]

        def probabilities(moved, X=X, activation=activation):
            return forward_pass(X, moved, activation)[0]

        is_the_slope(probabilities, {"W": dW}, y, params, rng)


@backward_hidden.check(
    points=1,
    hidden=True,
    title="dW points the right way, whatever its length and the order of the units",
)
def order_does_not_matter(backward_hidden, rng):
    X, y = fresh_rows(rng, 5, 4)
    params, order = fresh_net(rng, 4, 4), np.array([2, 0, 3, 1])
    mixed = permuted(params, order)
    dW, _ = backward_hidden(X, y, params, cache_of(X, params))
    again, _ = backward_hidden(X, y, mixed, cache_of(X, mixed))
    points_the_right_way(dW, backward_hidden.exercise(X, y, params, cache_of(X, params))[0])
    require(
        close(again, dW[:, order], 1e-5),
        "With the hidden units in another order, the columns of dW must come in that order too.",
    )
