"""Part 4: a price on large weights, L1 and L2."""

from __future__ import annotations

import numpy as np

from autograder.exercise import compare, require
from autograder.homework.hw1b.declaration import regularization
from autograder.homework.hw1b.examples import CANON, close, fresh_net


@regularization.function(title="The penalties")
def penalty(params, l1, l2):
    """Return l1 times the sum of |w| plus l2 times the sum of w^2 over all weights; its gradient.

    The weights are "W" and "w_out"; the biases "b" and "b_out" are not penalised. At w = 0
    the derivative of |w| is taken as 0.

    Parameters
    ----------
    params : dict
        "W" (n_features, n_hidden), "b" (n_hidden,), "w_out" (n_hidden,) and "b_out", one number.
    l1, l2 : float
        Strengths of the two penalties, 0 or more.

    Returns
    -------
    value : float
        The penalty.
    gradients : dict
        Built like `params`; 0 for the biases.
    """
    value, gradients = 0.0, {}
    for name, w in params.items():
        if name in ("W", "w_out"):
            value = value + l1 * np.sum(np.abs(w)) + l2 * np.sum(w**2)
            gradients[name] = l1 * np.sign(w) + 2 * l2 * w
        else:
            gradients[name] = 0.0 * w
    return value, gradients


WEIGHTS = ("W", "w_out")

UNEQUAL = {
    "W": np.array([[3.0, -2.0], [0.5, 1.0]]),
    "b": np.array([2.0, -1.0]),
    "w_out": np.array([-0.5, 3.0]),
    "b_out": -3.0,
}
"""A small net whose weights are of several sizes and signs."""


SMALL = [
    (name, net, strengths)
    for name, net in (("2-2-1", UNEQUAL), ("2-3-1", CANON))
    for strengths in ((0.1, 0.0), (0.0, 0.2))
]


def label(name, strengths):
    """Say what is compared."""
    return "{}, l1 = {:g}, l2 = {:g}".format(name, *strengths)


def value_only(student, *args, **options):
    """Compare the penalty, whatever its gradient is."""
    compare(student, *args, want=(penalty(*args)[0], None), rtol=1e-5, atol=1e-7, **options)


def gradient_of(student, names, *args, **options):
    """Compare some of the gradients, whatever the penalty and the others are."""
    right = penalty(*args)[1]
    want = (None, {name: right[name] for name in names})
    compare(student, *args, want=want, rtol=1e-5, atol=1e-7, **options)


def fresh_strengths(rng):
    """Draw two strengths, and then take each without the other."""
    l1, l2 = (float(strength) for strength in rng.uniform(0.1, 0.9, 2))
    return (l1, l2 + 0.5), (l1, 0.0), (0.0, l2)


@penalty.check(points=0.25, title="is 0.9 for the 2-3-1 net with l1 = 0.1, and 1.8 with l2 = 0.2")
def value_of_the_table(penalty):
    for name, net, strengths in SMALL:
        value_only(penalty, net, *strengths, label=label(name, strengths))


@penalty.check(points=0.25, title="gives the gradients of the weights for the same nets")
def gradient_of_the_table(penalty):
    for name, net, strengths in SMALL:
        gradient_of(penalty, WEIGHTS, net, *strengths, label=label(name, strengths))


@penalty.check(points=0.25, hidden=True, title="gives the penalty for other nets and strengths")
def value_of_fresh_nets(penalty, rng):
    for strengths in fresh_strengths(rng):
        value_only(penalty, fresh_net(rng, 3, 4), *strengths)


@penalty.check(points=0.25, hidden=True, title="gives the gradients of the weights for them")
def gradient_of_fresh_nets(penalty, rng):
    for strengths in fresh_strengths(rng):
        gradient_of(penalty, WEIGHTS, fresh_net(rng, 3, 4), *strengths)


@penalty.check(points=0.25, hidden=True, title="takes the derivative of |w| as 0 where w is 0")
def gradient_at_zero(penalty, rng):
    params = fresh_net(rng, 3, 4)
    params["W"][rng.integers(3), rng.integers(4)] = 0.0
    params["w_out"][rng.integers(4)] = 0.0
    gradient_of(penalty, WEIGHTS, params, 0.3, 0.0)


@penalty.check(points=0.25, hidden=True, title="leaves the biases alone")
def leaves_the_biases_alone(penalty, rng):
    params = fresh_net(rng, 3, 4)
    moved = params | {"b": params["b"] + 1.0, "b_out": params["b_out"] - 2.0}
    value, _ = penalty(params, 0.3, 0.2)
    again, _ = penalty(moved, 0.3, 0.2)
    require(value > 0, "Weights that are not 0 must have a price.")
    require(close(value, again, 1e-5), "Other biases must not change the penalty.")
    gradient_of(penalty, ("b", "b_out"), moved, 0.3, 0.2)
