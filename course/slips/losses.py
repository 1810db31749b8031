"""Slips about losses: factors, which loss goes with which output, and signs lost in print."""

from __future__ import annotations

import numpy as np

from course.activations import sigmoid
from course.losses import (
    binary_cross_entropy,
    categorical_cross_entropy_from_scores,
    mean_half_squared_error,
    mean_squared_error,
)
from course.slips.slip import Slip


def _cross_entropy_step(y: np.ndarray, p: np.ndarray) -> np.ndarray:
    return p - y


def _squared_error_step(y: np.ndarray, p: np.ndarray) -> np.ndarray:
    return 2 * (p - y) * p * (1 - p)


def _half_of_it(y: np.ndarray, p: np.ndarray) -> float:
    return float(mean_half_squared_error(y, p)[0])


def _mean_squared_error(y: np.ndarray, p: np.ndarray) -> float:
    return float(mean_squared_error(y, p)[0])


def _only_where_target_is_one(t: np.ndarray, o: np.ndarray) -> float:
    return float(-np.sum(t * np.log(o)))


def _both_sides(t: np.ndarray, o: np.ndarray) -> float:
    return float(binary_cross_entropy(t, o)[0])


def _curvatures(w: np.ndarray, b: float, X: np.ndarray, y: np.ndarray, second: str) -> np.ndarray:
    """Eigenvalues of the Hessian of the mean loss by (w1, w2, b), smallest first."""
    inputs = np.column_stack([X, np.ones(len(X))])
    p = sigmoid(X @ w + b)
    s = p * (1 - p)
    by_h = s if second == "binary_cross_entropy" else 2 * s * (s + (p - y) * (1 - 2 * p))
    return np.linalg.eigvalsh((inputs.T * by_h) @ inputs / len(X))


def _curvatures_if_convex(w: np.ndarray, b: float, X: np.ndarray, y: np.ndarray) -> np.ndarray:
    return _curvatures(w, b, X, y, "binary_cross_entropy")


def _curvatures_squared_error(w: np.ndarray, b: float, X: np.ndarray, y: np.ndarray) -> np.ndarray:
    return _curvatures(w, b, X, y, "squared_error")


def _softmax_loss(scores: np.ndarray, label: int) -> float:
    return float(categorical_cross_entropy_from_scores(label, scores)[0])


def _without_signs(scores: np.ndarray, label: int) -> float:
    return _softmax_loss(np.abs(scores), label)


# Scores of three pictures for airplane, automobile, bird, cat, deer, dog, frog, horse, ship, truck.
SCORES = {
    "cat": np.array([-3.45, -8.87, 0.09, 2.9, 4.48, 8.02, 3.78, 1.06, -0.36, -0.72]),
    "automobile": np.array([-0.51, 6.04, 5.31, -4.22, -4.19, 3.58, 4.49, -4.37, -2.09, -2.93]),
    "frog": np.array([3.42, 4.64, 2.65, 5.1, 2.64, 5.55, -4.34, -1.5, -4.79, 6.14]),
}
_Y = np.array([0.0, 1.0, 1.0, 1.0])
_P = np.array([0.377541, 0.182426, 0.622459, 0.377541])
_X = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])

SLIPS = (
    Slip(
        "E15",
        "losses",
        ("beam", "companion"),
        "Loss Functions and The Optimizer, then Performance and The Backpropagation Algorithm",
        "the loss is binary cross-entropy (negative log-likelihood); then the table is worked by "
        "hand with the squared error",
        r"name the loss: $\partial l / \partial h$ is $p - y$ for cross-entropy and "
        r"$2 (p - y)\, p (1 - p)$ for the squared error",
        "Both train, but no number of the one table occurs in the other.",
        _cross_entropy_step,
        _squared_error_step,
        (_Y, _P),
    ),
    Slip(
        "E21",
        "losses",
        ("beam", "companion", "erdem", "sennblad"),
        "Sennblad, Loss Function and Summary (lines 80 and 320); Erdem, slide 42; Beam, Room for "
        "Improvement",
        r"$(y - p)^2$, $\frac{1}{2}(o - t)^2$, $\frac{1}{2}\sum$, and the mean of halves, the last "
        "called mean squared error",
        "the mean squared error has no half: it is twice what Sennblad's formula gives",
        "Gradients differ by 2 and by the number of examples, so that one learning rate means "
        "four different steps: 0.1676 against 0.3352 on the OR table.",
        _half_of_it,
        _mean_squared_error,
        (_Y, _P),
    ),
    Slip(
        "E22",
        "losses",
        ("erdem",),
        "Training Neural Networks, slide 42 (with the sigmoid outputs of slides 38 to 41)",
        r"cross-entropy $-\sum_k t_k \log o_k$",
        r"with one sigmoid output $-t \log o - (1 - t) \log(1 - o)$; the short form belongs to "
        "softmax",
        "With a single sigmoid, an output that is always 1 has loss 0, although an example with "
        "t = 0 at o = 0.999 ought to cost 6.91.",
        _only_where_target_is_one,
        _both_sides,
        (np.array([0.0]), np.array([0.999])),
    ),
    Slip(
        "E23",
        "losses",
        ("erdem",),
        "Types of Neuron, slide 21",
        "the logistic neuron needs a convex loss for training by gradient descent",
        "a differentiable loss is enough",
        "The squared error of a sigmoid is not convex: at the start of the OR table one curvature "
        "is negative (-0.029; all are positive for cross-entropy), and it trains all the same.",
        _curvatures_if_convex,
        _curvatures_squared_error,
        (np.array([1.0, -1.0]), -0.5, _X, _Y),
    ),
    Slip(
        "E27",
        "losses",
        ("erdem",),
        "Recap: Loss function, slide 45 (line 898)",
        "the scores without their minus signs (printed as bullets in the extracted text)",
        "the scores of the picture: the cat's start -3.45, -8.87, 0.09, 2.9",
        "The cat becomes an automobile, and its cross-entropy changes from 5.17 to 6.34.",
        _without_signs,
        _softmax_loss,
        (SCORES["cat"], 3),
    ),
)
