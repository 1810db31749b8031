"""What the checks of gradients share: results compared one by one, and slopes of a real loss.

Differences are taken with the student's own forward pass, which may count in float32: so the step
is not as small as float64 would allow, and the tolerance not as tight.
"""

from __future__ import annotations

import numpy as np

from autograder.exercise import compare, require
from autograder.homework.hw1b.examples import CANON, XOR, X, close, fresh_net, fresh_rows
from autograder.homework.hw1b.forward.by_matrices import forward_pass

STEP = 1e-3
TOLERANCE = 1e-3

SQUARE = (
    np.array([[1.0, 2.0, 0.0], [0.0, 1.0, 1.0], [2.0, 0.0, 1.0]]),
    np.array([1.0, 0.0, 1.0]),
    {
        "W": np.array([[1.0, -1.0, 0.5], [0.5, 1.0, -1.0], [-1.0, 0.5, 1.0]]),
        "b": np.array([0.5, -0.5, 0.25]),
        "w_out": np.array([2.0, -1.0, 0.5]),
        "b_out": -0.5,
    },
)
"""As many rows as inputs as hidden units: here a transposed product gives a value, and so can be
told from other errors. The checks take it first."""

TABLE = (X, XOR, CANON)
"""The table of the 2-3-1 net for XOR."""

SHAPES = ((4, 4, 4, "sigmoid"), (6, 3, 4, "tanh"), (5, 2, 5, "relu"), (7, 3, 2, "sigmoid"))
"""Rows, inputs, hidden units and their activation, for the hidden checks."""


def cache_of(X, params, activation="sigmoid"):
    """Return what the right forward pass keeps."""
    return forward_pass(X, params, activation)[1]


def fresh_problems(rng, shapes=SHAPES):
    """Draw rows, labels, a net and its cache for each shape."""
    for n_examples, n_features, n_hidden, activation in shapes:
        X, y = fresh_rows(rng, n_examples, n_features)
        params = fresh_net(rng, n_features, n_hidden)
        yield X, y, params, cache_of(X, params, activation)


def one_of_two(student, reference, position, *args, **options):
    """Compare one of two results with the reference's, whatever the other one is.

    So a forgotten bias costs the bias's points and not those of the weights.
    """
    want = list(reference(*args))
    want[1 - position] = None
    compare(student, *args, want=tuple(want), rtol=1e-5, atol=1e-7, **options)


def some_of(student, reference, names, *args, **options):
    """Compare some entries of a dict with the reference's, whatever the others are."""
    right = reference(*args)
    want = {name: right[name] for name in names}
    compare(student, *args, want=want, rtol=1e-5, atol=1e-7, **options)


def points_the_right_way(gradient, right):
    """Require a gradient that is not 0 to be a positive multiple of the right one.

    So a lost constant factor does not cost the points of everything else.
    """
    mine, right = np.ravel(np.asarray(gradient, float)), np.ravel(right)
    lengths = np.linalg.norm(mine) * np.linalg.norm(right)
    require(
        lengths > 0 and mine @ right > (1 - 1e-6) * lengths,
        "The gradient does not point the way in which the loss grows fastest.",
    )


def is_the_slope(probabilities, gradients, y, params, rng, n_directions=3):
    """Require gradients to give the slope of the squared error along random directions.

    Only the parameters named in `gradients` move, all of them together.

    Parameters
    ----------
    probabilities : callable
        ``probabilities(params)``, shape (n_examples,), from the student's own forward pass.
    gradients : dict
        The student's gradients, by name.
    y, params
        Labels, and where the slope is taken.
    rng : numpy.random.Generator
        Draws the directions.
    """
    for _ in range(n_directions):
        way = {name: rng.normal(size=np.shape(params[name])) for name in gradients}
        losses = []
        for step in (STEP, -STEP):
            moved = params | {name: params[name] + step * way[name] for name in way}
            losses.append(np.mean((y - np.asarray(probabilities(moved), float)) ** 2))
        slope = (losses[0] - losses[1]) / (2 * STEP)
        told = sum(np.sum(gradients[name] * way[name]) for name in way)
        require(
            close(told, slope, TOLERANCE),
            "The gradient is not the slope that the loss of your own forward pass really has: "
            f"along one direction the loss changes at a rate of {slope:.4f}, "
            f"the gradient says {told:.4f}.",
        )
