"""Slips in the forward pass: signs, ties, and which function an activation is."""

from __future__ import annotations

import numpy as np

from course import neuron
from course.activations import sigmoid, sign, step
from course.output_layers import above_half
from course.slips.slip import Slip


def _sign_lost(h: np.ndarray) -> np.ndarray:
    return sigmoid(np.negative(h))


def _tie_is_one(p: np.ndarray) -> np.ndarray:
    return (np.asarray(p) >= 0.5).astype(float)


def _activated_twice(X: np.ndarray, w: np.ndarray, b: float) -> np.ndarray:
    return sigmoid(sigmoid(X @ w))


def _activated_once(X: np.ndarray, w: np.ndarray, b: float) -> np.ndarray:
    return neuron.forward(X, w, b)[0]


def _heaviside(x: np.ndarray) -> np.ndarray:
    return step(x, tie=1)


_X = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])

SLIPS = (
    Slip(
        "E1",
        "forward",
        ("companion",),
        "Perceptrons, the completed table, row (1, 0) (line 376)",
        r"$h = 0.5$, $p = 0.38$, $\hat{y} = 0$",
        r"$p = 0.62$, $\hat{y} = 1$",
        "A weighted sum above zero must give a probability above one half. With the printed row "
        "the table would have 1 of 4 right and a squared error of 1.586; it has 2 of 4 and 1.341.",
        _sign_lost,
        sigmoid,
        (0.5,),
    ),
    Slip(
        "E2",
        "forward",
        ("companion",),
        "Perceptrons, transform to a probability (line 309)",
        r"$p = \frac{1}{1 + \exp(-0.5)} = 0.38$ for $h = -0.5$",
        r"$p = \frac{1}{1 + \exp(-(-0.5))} = 0.38$",
        "The minus of the formula and the minus of the value are two: what is printed is 0.6225.",
        _sign_lost,
        sigmoid,
        (-0.5,),
    ),
    Slip(
        "E3",
        "forward",
        ("beam", "companion", "erdem", "louppe"),
        "Beam, Predictions (lines 204 and 211, then 217); companion, round to get prediction; "
        "Erdem, slide 19; Louppe, sign(x) (line 43)",
        r"$b = 0$, then $b = -0.5$ without a word; a tie is class 0 by rounding, class 1 by "
        r"$z \geq 0$",
        r"say which: here $\hat{y} = 1$ where $p > 0.5$, so that a tie is 0",
        "With b = 0 the rows (0, 0) and (1, 1) sit exactly at p = 0.5. Rounding half to even "
        "(Python, NumPy) gives 0 there, a threshold with 'or equal' gives 1.",
        _tie_is_one,
        above_half,
        (np.array([0.5, 0.268941, 0.731059, 0.5]),),
    ),
    Slip(
        "E9",
        "forward",
        ("companion",),
        "Regularization, the perceptron as an optimisation problem (line 697)",
        r"$f(X) = \frac{1}{1 + \exp(-\phi(XW))}$",
        r"$f(X) = \frac{1}{1 + \exp(-(XW + b))}$",
        "One unit has one activation; with a second one inside, p can never fall below one half. "
        "The bias is missing too.",
        _activated_twice,
        _activated_once,
        (_X, np.array([1.0, -1.0]), -0.5),
    ),
    Slip(
        "E30",
        "forward",
        ("louppe",),
        "The perceptron, its activation function (line 43)",
        r"$\text{sign}(x) \in \{0, 1\}$",
        r"the Heaviside step is 0 or 1; $\text{sign}(x)$ is $-1$, $0$ or $1$",
        "With targets 0 and 1 a sign of -1 can never be right.",
        sign,
        _heaviside,
        (np.array([-2.0, 0.0, 3.0]),),
    ),
    Slip(
        "E48",
        "forward",
        ("beam",),
        "Perceptron by hand",
        "a unit with a sigmoid is called a perceptron",
        "Rosenblatt's perceptron has a step; the unit with a sigmoid is logistic regression "
        "(Erdem says so on slide 40)",
        "A step has no useful derivative: nothing of the backward pass would work with it.",
        _heaviside,
        sigmoid,
        (np.array([-0.5, 0.5]),),
    ),
)
