"""Gradient checks: of any function, and of every parameter of a model at once.

The checks of plain functions (`check_gradient`, `check_directions`, `numerical_gradient`) live in
`course.finite_differences`; a model's checks also know on which side of its kinks each unit is.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from course._arrays import as_float
from course.finite_differences import (
    STEP,
    TOLERANCE,
    GradientCheck,
    check_directions,
    check_gradient,
    numerical_gradient,
)
from course.penalties import is_bias
from course.training import loss_and_gradients

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from course.layers import Layer

__all__ = [
    "GradientCheck",
    "activation_pattern",
    "check_directions",
    "check_gradient",
    "check_model",
    "numerical_gradient",
]


def check_model(
    model: Any,
    X: ArrayLike,
    y: ArrayLike,
    *,
    loss: str | Callable,
    reduction: str,
    l1: float = 0.0,
    l2: float = 0.0,
    step: float = STEP,
    tolerance: float = TOLERANCE,
) -> dict[str, GradientCheck]:
    """Check every gradient of a model, entry by entry, under the loss it is trained with.

    For a model with dropout, fix the masks first (`course.mlp.MLP.with_masks`); without that,
    the model is checked as it is used, with nothing dropped.

    Parameters
    ----------
    model : Layer
        With float64 parameters.
    X, y, loss, reduction, l1, l2
        As for `course.training.train`.
    step, tolerance : float
        As for `check_gradient`.

    Returns
    -------
    dict of str to GradientCheck
        One for each parameter, by name (``"W1"``, ``"b1"``, ...).
    """
    settings: dict[str, Any] = {"loss": loss, "reduction": reduction, "l1": l1, "l2": l2}
    _, gradients = loss_and_gradients(model, X, y, **settings)

    def at(index: int, array: np.ndarray) -> Any:
        parameters = model.parameters
        return model.with_parameters((*parameters[:index], array, *parameters[index + 1 :]))

    def objective(index: int, array: np.ndarray) -> float:
        return loss_and_gradients(at(index, array), X, y, **settings)[0]

    def sides(index: int, array: np.ndarray) -> np.ndarray:
        priced = l1 and not is_bias(model.parameter_names[index])
        signs = (array > 0).ravel() if priced else np.zeros(0, dtype=bool)
        return np.concatenate([activation_pattern(at(index, array), X), signs])

    checks = {}
    for index, (name, gradient) in enumerate(zip(model.parameter_names, gradients, strict=True)):
        checks[name] = check_gradient(
            partial(objective, index),
            gradient,
            model.parameters[index],
            step=step,
            tolerance=tolerance,
            pattern=partial(sides, index),
        )
    return checks


def activation_pattern(model: Layer, X: ArrayLike) -> np.ndarray:
    """On which side of its kinks each unit is, for each example: a flat array of bool."""
    layers = getattr(model, "layers", (model,))
    sides, A = [np.zeros(0, dtype=bool)], as_float(X, "X")
    for layer in layers:
        sides.extend(np.greater(A, kink).ravel() for kink in getattr(layer, "kinks", ()))
        A, _ = layer.forward(A)
    return np.concatenate(sides)
