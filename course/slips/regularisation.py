"""Slips about penalties, dropout and initialization."""

from __future__ import annotations

import numpy as np

from course.penalties import l2_penalty, norm_penalty
from course.slips.slip import Slip


def _squares(w: np.ndarray) -> float:
    return l2_penalty(w)[0]


def _norm(w: np.ndarray) -> float:
    return norm_penalty(w)[0]


def _crossed(penalty: str) -> str:
    return {"L1": "ridge", "L2": "LASSO"}[penalty]


def _uncrossed(penalty: str) -> str:
    return {"L1": "LASSO", "L2": "ridge"}[penalty]


def _unscaled(A: np.ndarray, mask: np.ndarray, rate: float) -> np.ndarray:
    return A * mask


def _scaled(A: np.ndarray, mask: np.ndarray, rate: float) -> np.ndarray:
    return A * mask / (1 - rate)


def _bias_too(w: np.ndarray, b: float, l2: float) -> np.ndarray:
    return 2 * l2 * np.append(w, b)


def _weights_only(w: np.ndarray, b: float, l2: float) -> np.ndarray:
    return 2 * l2 * np.append(w, 0.0)


SLIPS = (
    Slip(
        "E7",
        "regularisation",
        ("companion", "louppe"),
        "Companion, L2 Regularization (line 720); Louppe, the penalised two-layer net (line 197)",
        r"$\lVert W \rVert_2 = \sum_j w_j^2$; and the norms themselves added to the loss",
        r"$\lVert W \rVert_2^2 = \sum_j w_j^2$",
        "The norm itself has another gradient, w over its norm: a pull of constant strength, "
        "undefined at 0. Ridge and weight decay use the square.",
        _squares,
        _norm,
        (np.array([3.0, 4.0]),),
    ),
    Slip(
        "E8",
        "regularisation",
        ("beam", "companion"),
        "Regularization (Beam line 425, companion line 709)",
        "the L1 or L2 norm ... the ridge and LASSO penalties ... weight decay",
        "L2 is ridge, L1 is LASSO; weight decay is L2 alone, and equals it only for plain "
        "gradient descent",
        "In the order printed the names are crossed.",
        _crossed,
        _uncrossed,
        ("L1",),
    ),
    Slip(
        "E18",
        "regularisation",
        ("companion",),
        "the slide on convolutional nets (line 845)",
        "Structural Initialization",
        "structural regularization, as in Beam's deck",
        "Structure limits what a net can express; it is not a way to choose its first weights.",
    ),
    Slip(
        "E19",
        "regularisation",
        ("beam", "companion"),
        "Stochastic Regularization (Beam line 449, companion line 737)",
        "set each element of the hidden layer to 0 with probability p",
        r"and divide the rest by $1 - p$ (or multiply by $1 - p$ when predicting)",
        "Without it the next layer sees, on average, a smaller sum in training than in use: half "
        "of it at p = 0.5.",
        _unscaled,
        _scaled,
        (np.array([0.4, 0.8, 0.6, 0.2]), np.array([1.0, 0.0, 1.0, 0.0]), 0.5),
    ),
    Slip(
        "E20",
        "regularisation",
        ("beam", "companion"),
        "Regularization, the penalised problem (companion lines 693 to 707)",
        r"$\operatorname{argmin}_W l(y, f(X)) + \lambda R(W)$",
        "the mean (or sum) of the losses of all examples, plus a penalty on the weights without "
        "the bias",
        "A penalised bias pulls every prediction towards one half, which nobody asked for; and "
        "whether losses are summed or averaged decides what a value of lambda means.",
        _bias_too,
        _weights_only,
        (np.array([1.0, -1.0]), -0.5, 0.1),
    ),
)
