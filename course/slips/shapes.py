"""Slips about shapes, indices and letters."""

from __future__ import annotations

import numpy as np

from course.slips.slip import Slip


def _bias_as_column(X: np.ndarray, W: np.ndarray, b: np.ndarray) -> np.ndarray:
    return X @ W + b[:, np.newaxis]


def _bias_as_row(X: np.ndarray, W: np.ndarray, b: np.ndarray) -> np.ndarray:
    return X @ W + b


def _unit_first(W: np.ndarray, i: int, j: int) -> float:
    return float(W[j - 1, i - 1])


def _input_first(W: np.ndarray, i: int, j: int) -> float:
    return float(W[i - 1, j - 1])


def _sum_to_hidden(x: np.ndarray, w: np.ndarray, b: float, n_hidden: int) -> float:
    return float(b + np.sum(x[:n_hidden] * w[:n_hidden]))


def _sum_to_inputs(x: np.ndarray, w: np.ndarray, b: float, n_hidden: int) -> float:
    return float(b + np.sum(x * w))


_W = np.array([[1.0, -2.0, 3.0], [-4.0, 5.0, 6.0]])

SLIPS = (
    Slip(
        "E10",
        "shapes",
        ("companion",),
        "Matrix Notation (lines 654 to 657) and Regularization (line 697)",
        r"$Z = W^T X + B$ on one slide, $XW$ on another",
        "one convention: with examples as rows $Z = XW + b$ and $b$ is 1 by 3; with examples as "
        "columns $B$ is 3 by 1",
        "A column of biases added to three rows of examples raises no error: every example then "
        "gets one bias instead of every unit.",
        _bias_as_column,
        _bias_as_row,
        (np.eye(3, 2), _W, np.array([0.1, 0.2, 0.3])),
    ),
    Slip(
        "E11",
        "shapes",
        ("companion",),
        "Multilayer Perceptrons (line 626) and Matrix Notation (line 654)",
        r"$w_{1j}$ goes from input 1 to unit j; two slides later $w_{3,1}$ is unit 3, input 1",
        r"$w_{ij}$ from input i to unit j throughout; $W$ is 2 by 3",
        "Read the other way round, a weight is taken from another edge of the net.",
        _unit_first,
        _input_first,
        (_W, 1, 2),
    ),
    Slip(
        "E12",
        "shapes",
        ("beam", "companion"),
        "Perceptron by hand, and Multilayer Perceptrons",
        "h is the weighted sum of the perceptron and the activation of a hidden unit",
        "two letters; here h is the sum of the one neuron, and a hidden unit has z and h",
        r"$h(1 - h)$ is the derivative of an activation and nonsense for a sum.",
    ),
    Slip(
        "E13",
        "shapes",
        ("companion", "beam", "louppe"),
        "Loss Functions, Stochastic Regularization, L2 Regularization",
        "p is a probability, the probability of dropping a unit, the number of weights, the number "
        "of inputs",
        "p for the probability, rate for dropout, n for counts",
        "The sum over j = 1 ... p on the L2 slide has nothing to do with the p of the table.",
    ),
    Slip(
        "E26",
        "shapes",
        ("erdem",),
        "Special Case, slide 40",
        r"$z_k = w_{k0} + \sum_{j=1}^{J} x_j w_{kj}$",
        r"$\sum_{j=1}^{D}$ over the D inputs",
        "J counts hidden units, and this net has none.",
        _sum_to_hidden,
        _sum_to_inputs,
        (np.array([1.0, 2.0, 3.0, 4.0]), np.array([0.5, -0.5, 0.25, 1.0]), 0.1, 3),
    ),
    Slip(
        "E29",
        "shapes",
        ("erdem", "louppe"),
        "Erdem, slides 35 and 39; Louppe, 3-layer MLP (line 220) and 1-layer MLP (line 263)",
        "a '3-layer' net has two hidden layers, a 'two-layer' net counts its inputs, a '1-layer' "
        "net has one hidden layer",
        "say how many hidden layers",
        "The same words stand for nets of different depth.",
    ),
    Slip(
        "E47",
        "shapes",
        ("beam", "companion", "erdem", "sennblad", "louppe"),
        "throughout",
        r"$\eta$ or $\gamma$; $E$, $L$, $l$ or $\ell$; $\hat{y}$, $p$, $o$ or $a_2$",
        "one set of letters, and a table of the others",
        "Who changes decks must translate: see course.notation.",
    ),
)
