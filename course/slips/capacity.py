"""Slips about what nets can represent, and about units that fall silent."""

from __future__ import annotations

import itertools

import numpy as np

from course import perceptron
from course.slips.slip import Slip


def _all_rows(added: np.ndarray) -> list[int]:
    return [4] * len(added)


def _most_rows(added: np.ndarray) -> list[int]:
    """Count the rows of XOR that one unit gets right at best, with each of the columns added."""
    return [_most_right(np.column_stack([_X, column])) for column in added]


def _most_right(X: np.ndarray) -> int:
    """Try all labels: Rosenblatt's rule tells whether a unit can give them."""
    possible = (
        y
        for y in itertools.product((0, 1), repeat=len(X))
        if perceptron.train(X, y, np.zeros(X.shape[1]), 0.0, tie=1)[2].converged
    )
    return max(int(np.sum(np.equal(y, _XOR))) for y in possible)


def _factors_are_one(z: np.ndarray, w: np.ndarray) -> float:
    return 1.0


def _factors(z: np.ndarray, w: np.ndarray) -> float:
    """Differentiate a chain of ReLUs by its input: weights of active units, else 0."""
    return float(np.prod(w * (z > 0)))


def _dead_once_negative(Z: np.ndarray) -> np.ndarray:
    return np.any(Z < 0, axis=0)


def _dead_for_all(Z: np.ndarray) -> np.ndarray:
    return np.all(Z <= 0, axis=0)


def _approximation_only(q: float, p: float, n: float) -> float:
    return 1 / q


def _barron(q: float, p: float, n: float) -> float:
    """Add both terms of the bound, constants taken as 1: approximation and estimation."""
    return float(1 / q + q * p / n * np.log(n))


def _undefined_slope(w1: float, w2: float) -> float:
    return float("nan")


def _linear_slope(w1: float, w2: float) -> float:
    """Give the slope of two linear layers: that of one with the product of the weights."""
    return w1 * w2


_X = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
_XOR = np.array([0, 1, 1, 0])

SLIPS = (
    Slip(
        "E24",
        "capacity",
        ("erdem",),
        "Representational Power, slide 25",
        "a net with a hidden layer can represent any function",
        "it can approximate any continuous function on a compact set, as closely as one likes",
        "A jump is not reached exactly, and nothing is said outside the set or about learning.",
    ),
    Slip(
        "E25",
        "capacity",
        ("erdem",),
        "Option 1: Non-linear features, slide 14",
        "the data is linearly separable in higher dimensional spaces",
        "it may be: XOR is with all features of degree 2, two spirals are not",
        "How many features are needed, and which, depends on the data.",
        _all_rows,
        _most_rows,
        (np.array([_X[:, 0] ** 2, _X[:, 0] + _X[:, 1], _X[:, 0] * _X[:, 1]]),),
    ),
    Slip(
        "E34",
        "capacity",
        ("louppe",),
        "Rectified units (line 248)",
        "the factors are 1, which solves the vanishing gradient",
        "1 for active units and 0 for the others; the weights still multiply; and the output unit "
        "is a sigmoid or linear, not a ReLU",
        "One inactive unit on the path stops its gradient altogether.",
        _factors_are_one,
        _factors,
        (np.array([0.3, 1.2, 0.7]), np.array([0.5, 2.0, 0.5])),
    ),
    Slip(
        "E35",
        "capacity",
        ("louppe",),
        "Rectified units (line 250)",
        r"a ReLU dies when its input is negative; leaky: $\max(\alpha x, x)$ for small $\alpha$",
        r"it is dead when its input is negative for all examples; $\max(\alpha x, x)$ needs "
        r"$\alpha \leq 1$",
        "A unit that is silent for some examples is doing its work.",
        _dead_once_negative,
        _dead_for_all,
        (np.array([[0.5, -1.0], [-0.5, -2.0], [1.5, -0.1]]),),
    ),
    Slip(
        "E36",
        "capacity",
        ("louppe",),
        "Universal approximation, Barron's theorem (line 261)",
        "with enough data more neurons guarantee a better approximation",
        r"the bound has two terms, of order $1/q$ and $\frac{q p}{N} \log N$: at fixed N the "
        "second grows with q",
        "There is a best number of units for each amount of data.",
        _approximation_only,
        _barron,
        (50.0, 2.0, 1000.0),
    ),
    Slip(
        "E39",
        "capacity",
        ("sennblad",),
        "Why not use the linear function (line 351)",
        "the linear activation is not really meaningfully differentiable",
        "it is differentiable everywhere; its fault is that linear layers collapse into one",
        "Two layers with weights v and w have the slope v w, which a single layer has too.",
        _undefined_slope,
        _linear_slope,
        (0.5, -3.0),
    ),
)
