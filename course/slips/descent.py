"""Slips about going downhill: the step, its length, and what is measured on which data."""

from __future__ import annotations

import math

import numpy as np

from course.slips.slip import Slip


def _without_rate(w: np.ndarray, gradient: np.ndarray, rate: float) -> np.ndarray:
    return w - gradient


def _with_rate(w: np.ndarray, gradient: np.ndarray, rate: float) -> np.ndarray:
    return w - rate * gradient


def _linear_model(loss: float, gradient: float, step: float, rate: float) -> float:
    return loss + step * gradient


def _quadratic_model(loss: float, gradient: float, step: float, rate: float) -> float:
    return loss + step * gradient + step**2 / (2 * rate)


def example_slope(theta: float) -> float:
    r"""Slope of the function drawn in Louppe's three animations.

    .. math:: f(\theta) = 0.02 \left((\theta - 0.333)^4 - 30 \theta^2\right)

    Parameters
    ----------
    theta : float
        Where.

    Returns
    -------
    float
        The derivative.
    """
    return 0.02 * (4 * (theta - 0.333) ** 3 - 60 * theta)


def _said_to_diverge(start: float, rate: float, n_steps: int = 1000) -> bool:
    return True


def _diverges(start: float, rate: float, n_steps: int = 1000) -> bool:
    """Whether gradient descent leaves the interval from -100 to 100."""
    theta = start
    for _ in range(n_steps):
        theta -= rate * example_slope(theta)
        if not math.isfinite(theta) or abs(theta) > 100:
            return True
    return False


SLIPS = (
    Slip(
        "E16",
        "descent",
        ("beam", "companion"),
        "Learning from Data, the strategy (Beam line 275, companion line 413)",
        "subtract the derivative (also called the gradient) from each weight",
        r"subtract $\eta$ times the partial derivative; the gradient is the vector of all of them",
        "Without a learning rate the length of the step depends on how the loss is scaled.",
        _without_rate,
        _with_rate,
        (np.array([1.0, -1.0, -0.5]), np.array([-0.117502, -0.134109, -0.134109]), 0.1),
    ),
    Slip(
        "E31",
        "descent",
        ("louppe",),
        "Example 3: Divergence due to a too large learning rate (lines 132 to 142)",
        r"from $\theta_0 = -2$ with $\gamma = 1.3$ gradient descent diverges",
        "it hops around the minimum at -3.36 for ever and never leaves [-4.04, -1.66]",
        "The rate is too large to settle (above 0.964) but too small to escape; from that start "
        "descent really diverges from about 1.53 on. (Function, start and rate are those of the "
        "author's published notebook.)",
        _said_to_diverge,
        _diverges,
        (-2.0, 1.3),
    ),
    Slip(
        "E33",
        "descent",
        ("louppe",),
        "Gradient descent, before the update rule (line 94)",
        "a first-order approximation, which is minimised",
        r"first order plus $\frac{1}{2\gamma}\lVert\epsilon\rVert^2$",
        "A linear function has no minimum; the quadratic term gives it one, at minus the learning "
        "rate times the gradient.",
        _linear_model,
        _quadratic_model,
        (0.335239, -0.470007, 0.470007, 1.0),
    ),
    Slip(
        "E38",
        "descent",
        ("sennblad",),
        "Cross-validation (a reminder) (lines 46 and 59)",
        "cross-validation for one split into training, validation and test set",
        "a hold-out split; cross-validation lets every part be the validation set once",
        "One split gives one estimate; only several say how much it varies.",
    ),
    Slip(
        "E42",
        "descent",
        ("sennblad",),
        "TensorFlow (line 307)",
        "all or chunks of test samples run simultaneously",
        "of training samples: a mini-batch",
        "Nothing is learned from the test set.",
    ),
)
