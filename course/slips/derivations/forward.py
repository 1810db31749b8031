"""Slips on the way to the prediction, worked through line by line."""

from __future__ import annotations

import math

import numpy as np

from course.slips.derivations.derivation import Derivation


def _by_hand(h: float) -> float:
    return 1 / (1 + math.exp(-h))


def _row_by_row(X: np.ndarray, W: np.ndarray, b: np.ndarray) -> list[list[float]]:
    """Every unit's sum by itself, without arrays."""
    return [
        [sum(x * w for x, w in zip(row, W[:, j], strict=True)) + b[j] for j in range(len(b))]
        for row in X.tolist()
    ]


def _neuron_row_by_row(X: np.ndarray, w: np.ndarray, b: float) -> list[float]:
    return [_by_hand(sum(x * v for x, v in zip(row, w, strict=True)) + b) for row in X.tolist()]


DERIVATIONS = (
    Derivation(
        "E1",
        r"The row $X = (1, 0)$ of the OR table, with $w = (1, -1)$ and $b = -0.5$.",
        (
            r"$h = w_1 X_1 + w_2 X_2 + b = 1 \cdot 1 + (-1) \cdot 0 - 0.5 = 0.5$",
            r"$p = \sigma(h) = 0.38$",
            r"$\hat{y} = [p > 0.5] = 0$",
        ),
        1,
        r"$p = \sigma(0.5) = 0.62$",
        (
            "The weighted sum is above zero, so p must be above one half.",
            "The weighted sum should have been rounded first.",
            "The bias belongs outside the sigmoid.",
        ),
        (r"$p$ at $h = 0.5$",),
        _by_hand,
        "one exponential and one division, by hand",
    ),
    Derivation(
        "E2",
        r"The probability of the row $X = (0, 0)$, whose weighted sum is $h = -0.5$.",
        (
            r"$p = \sigma(h) = \frac{1}{1 + e^{-h}}$",
            r"$p = \frac{1}{1 + e^{-0.5}}$",
            r"$p = 0.38$",
        ),
        1,
        r"$p = \frac{1}{1 + e^{-(-0.5)}} = \frac{1}{1 + e^{0.5}}$",
        (
            "Two minus signs meet, the formula's and the value's; only one of them is written.",
            "The 1 above the fraction bar should be e.",
            "The bias was left out.",
        ),
        (r"$p$ at $h = -0.5$",),
        _by_hand,
        "one exponential and one division, by hand",
    ),
    Derivation(
        "E3",
        r"Predictions of a neuron with $b = 0$, whose first and last row have $p = 0.5$ exactly.",
        (
            r"$p = (0.5,\; 0.27,\; 0.73,\; 0.5)$",
            r"This course predicts 1 where $p > 0.5$.",
            r"$\hat{y} = (1,\; 0,\; 1,\; 1)$",
        ),
        2,
        r"$\hat{y} = (0,\; 0,\; 1,\; 0)$",
        (
            "A tie was counted as class 1, as $p \\geq 0.5$ would have it.",
            "A probability of 0.27 is closer to class 1.",
            "A prediction must not be a whole number.",
        ),
        ("row 1", "row 2", "row 3", "row 4"),
    ),
    Derivation(
        "E9",
        r"A perceptron as a function of all its rows at once.",
        (
            r"$h = X w + b$, with shapes $(4, 2)$, $(2,)$ and one number",
            r"$p = \frac{1}{1 + \exp(-\varphi(X w))}$, with $\varphi$ the sigmoid",
            r"$\hat{y} = [p > 0.5]$",
        ),
        1,
        r"$p = \frac{1}{1 + \exp(-(X w + b))}$",
        (
            "The activation is applied twice, so that p never falls below one half; the bias "
            "is lost as well.",
            "The minus sign belongs in front of the fraction.",
            "Rows and columns of X are exchanged.",
        ),
        (r"$p$, row 1", r"$p$, row 2", r"$p$, row 3", r"$p$, row 4"),
        _neuron_row_by_row,
        "the neuron row by row, without arrays",
    ),
    Derivation(
        "E10",
        r"A layer of three units on three examples, in rows: $X$ is $(3, 2)$.",
        (
            r"$W$ is $(2, 3)$: from input $i$ to unit $j$",
            r"$X W$ is $(3, 3)$: a row for each example, a column for each unit",
            r"$Z = X W + B$, with $B$ written as a column, $(3, 1)$",
        ),
        2,
        r"$Z = X W + b$, with $b$ as a row, $(1, 3)$: one number for each unit",
        (
            "The biases were added along the wrong axis: each example got one, not each unit.",
            "X and W must change places.",
            "A bias must not be added to a matrix.",
        ),
        tuple(rf"$Z_{{{i}{j}}}$" for i in (1, 2, 3) for j in (1, 2, 3)),
        _row_by_row,
        "each unit's sum by itself, without arrays",
    ),
    Derivation(
        "E11",
        r"Look up $w_{12}$ in $W$, which is $(2, 3)$.",
        (
            r"$w_{ij}$ leads from input $i$ to unit $j$",
            r"row 1 of $W$ is $(1, -2, 3)$, row 2 is $(-4, 5, 6)$",
            r"$w_{12}$ is in row 2, column 1: $-4$",
        ),
        2,
        r"$w_{12}$ is in row 1, column 2: $-2$",
        (
            "Row and column were exchanged: the first subscript is the input, and the row.",
            "Subscripts start at 0, so the entry is the last one.",
            "W has to be squared first.",
        ),
        (r"$w_{12}$",),
        lambda W, i, j: W.tolist()[i - 1][j - 1],
        "the entry, counted off by hand",
    ),
)
