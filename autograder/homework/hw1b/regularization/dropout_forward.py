"""Part 4, continued: the forward pass under a mask."""

from __future__ import annotations

import numpy as np

from autograder.exercise import compare
from autograder.homework.hw1b.backward.comparisons import SHAPES, SQUARE, TABLE
from autograder.homework.hw1b.declaration import regularization
from autograder.homework.hw1b.examples import fresh_net, fresh_rows
from autograder.homework.hw1b.forward.activations import FUNCTIONS, relu, sigmoid, tanh
from autograder.homework.hw1b.forward.by_matrices import forward_pass


@regularization.function(
    needs=(sigmoid, tanh, relu, forward_pass),
    title="Forward under a mask",
    array_form="sigmoid((A * mask) @ w_out + b_out)",
)
def forward_dropout(X, params, mask, activation="sigmoid"):
    """Return the net's probability for each row, with the activations multiplied by a mask.

    Z = X W + b, A = activation(Z), p = sigmoid((A * mask) w_out + b_out).

    Parameters
    ----------
    X : ndarray of float, shape (n_examples, n_features)
        Inputs.
    params : dict
        "W" (n_features, n_hidden), "b" (n_hidden,), "w_out" (n_hidden,) and "b_out", one number.
    mask : ndarray of float, shape (n_examples, n_hidden)
        As `dropout_mask` draws it.
    activation : {"sigmoid", "tanh", "relu"}
        Of the hidden units.

    Returns
    -------
    p : ndarray of float, shape (n_examples,)
        Probabilities.
    cache : dict
        "Z", "A" (before the mask) and "mask", each of shape (n_examples, n_hidden), "p" and
        "activation".
    """
    activate = {"sigmoid": sigmoid, "tanh": tanh, "relu": relu}[activation]
    Z = X @ params["W"] + params["b"]
    A = activate(Z)
    p = sigmoid((A * mask) @ params["w_out"] + params["b_out"])
    return p, {"Z": Z, "A": A, "mask": mask, "p": p, "activation": activation}


MASK = np.array([[0.0, 2.0, 2.0], [2.0, 0.0, 2.0], [2.0, 2.0, 0.0], [2.0, 2.0, 2.0]])
"""A mask for the table's net, of rate ½."""


def fresh_mask(rng, n_examples, n_hidden, rate=0.25):
    """Draw a mask in which each row differs from the next and every unit works somewhere."""
    kept = rng.random((n_examples, n_hidden)) >= rate
    rows = np.arange(n_examples)
    kept[rows, rows % n_hidden] = False
    kept[rows, (rows + 1) % n_hidden] = True
    return kept / (1 - rate)


def fresh_masked(rng, shapes=SHAPES):
    """Draw rows, labels, a net, a mask and an activation for each shape."""
    for n_examples, n_features, n_hidden, activation in shapes:
        rows = fresh_rows(rng, n_examples, n_features)
        params = fresh_net(rng, n_features, n_hidden)
        yield *rows, params, fresh_mask(rng, n_examples, n_hidden), activation


@forward_dropout.check(points=0.25, title="gives p for the 2-3-1 net with two units at work a row")
def probabilities_of_the_table(student):
    for label, (X, _, params), mask, activation in (
        ("table", TABLE, MASK, "sigmoid"),
        ("tanh", SQUARE, MASK[:3], "tanh"),
        ("relu", SQUARE, MASK[:3], "relu"),
    ):
        p, _ = forward_dropout(X, params, mask, activation)
        compare(
            student, X, params, mask, activation, want=(p, None), rtol=1e-5, atol=1e-7, label=label
        )


@forward_dropout.check(points=0.25, hidden=True, title="gives p and the cache for other nets")
def everything_for_fresh_nets(forward_dropout, rng):
    for X, _, params, mask, activation in fresh_masked(rng):
        compare(forward_dropout, X, params, mask, activation, rtol=1e-5, atol=1e-7)
    X, _, params, mask, activation = next(fresh_masked(rng))
    compare(forward_dropout, X, params, np.ones_like(mask), activation, rtol=1e-5, atol=1e-7)


def run(X, params, activation):
    """Return Z and A."""
    Z = X @ params["W"] + params["b"]
    return Z, FUNCTIONS[activation](Z)


def output(A, params):
    """Return the probabilities for activations that may be wrong."""
    return sigmoid(A @ params["w_out"] + params["b_out"])


def finish(Z, A, mask, p, activation):
    """Return a result."""
    return p, {"Z": Z, "A": A, "mask": mask, "p": p, "activation": activation}


@forward_dropout.mistake("The mask is never used: the output sees A * mask in place of A.")
def ignores_the_mask(X, params, mask, activation="sigmoid"):
    Z, A = run(X, params, activation)
    return finish(Z, A, mask, output(A, params), activation)


@forward_dropout.mistake(
    "The mask is multiplied on Z, before the activation. Then a sigmoid that is struck out still "
    "says ½: multiply A by it."
)
def masks_the_sums(X, params, mask, activation="sigmoid"):
    Z, _ = run(X, params, activation)
    A = FUNCTIONS[activation](Z * mask)
    return finish(Z, A, mask, output(A, params), activation)


@forward_dropout.mistake(
    "The mask is used as 0 and 1 only, so its scale 1/(1 − rate) is lost: multiply A by the mask "
    "as it is."
)
def loses_the_scale(X, params, mask, activation="sigmoid"):
    Z, A = run(X, params, activation)
    return finish(Z, A, mask, output(A * (mask > 0), params), activation)


@forward_dropout.mistake(
    "The mask is multiplied on twice: it holds the scale 1/(1 − rate) already, once is enough."
)
def masks_twice(X, params, mask, activation="sigmoid"):
    Z, A = run(X, params, activation)
    return finish(Z, A, mask, output(A * mask * mask, params), activation)


@forward_dropout.mistake(
    "The mask's first row is used for all rows; each row has its own: A * mask, entry by entry."
)
def uses_the_first_row(X, params, mask, activation="sigmoid"):
    Z, A = run(X, params, activation)
    return finish(Z, A, mask, output(A * mask[0], params), activation)


@forward_dropout.mistake(
    "The hidden units are sigmoids whatever `activation` says: choose among the three."
)
def hard_wires_the_sigmoid(X, params, mask, activation="sigmoid"):
    Z, A = run(X, params, "sigmoid")
    return finish(Z, A, mask, output(A * mask, params), activation)


@forward_dropout.mistake(
    'The cache keeps A * mask as "A". Keep A as it was before the mask: its slope is needed, too, '
    "and backward_dropout multiplies by the mask itself."
)
def keeps_the_masked_activations(X, params, mask, activation="sigmoid"):
    Z, A = run(X, params, activation)
    return finish(Z, A * mask, mask, output(A * mask, params), activation)


@forward_dropout.mistake(
    "The mask is missing in the cache: the backward pass needs the very same one.",
    sign=lambda value, *args, **kwargs: "A" in value[1] and "mask" not in value[1],
)
def does_not_keep_the_mask(X, params, mask, activation="sigmoid"):
    p, cache = forward_dropout(X, params, mask, activation)
    return p, {name: each for name, each in cache.items() if name != "mask"}
