"""Losses: how wrong an output is, always together with the gradient.

Each is ``name(y, p, reduction=...) -> (loss, gradient)``. The name says the scaling: a name
without "mean" sums over the examples unless told otherwise, and ``reduction`` tells otherwise:

- ``"sum"``: the sum over the examples, as in a table by hand;
- ``"mean"``: that sum divided by ``n_examples`` (several outputs of one example are summed);
- ``"none"``: one loss for each example, the gradient being each example's own.

The gradient has the shape and the precision of the outputs. Logarithms are natural.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from course._arrays import QUIET, choose, same_shape
from course.activations import sigmoid
from course.categorical import (
    categorical_cross_entropy,
    categorical_cross_entropy_from_scores,
    class_shares,
)
from course.reduction import Result, per_example, reduce

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

__all__ = [
    "LOSSES",
    "Loss",
    "binary_cross_entropy",
    "binary_cross_entropy_from_scores",
    "categorical_cross_entropy",
    "categorical_cross_entropy_from_scores",
    "class_shares",
    "half_squared_error",
    "loss_named",
    "mean_half_squared_error",
    "mean_squared_error",
    "squared_error",
]


def squared_error(y: ArrayLike, p: ArrayLike, *, reduction: str = "sum") -> Result:
    """Squared error ``(y - p)**2``; gradient ``2 * (p - y)``.

    Parameters
    ----------
    y, p : array_like of real numbers, shape (n_examples,) or (n_examples, n_outputs)
        Targets and outputs, of the same shape.
    reduction : {"sum", "mean", "none"}
        See `course.losses`.

    Returns
    -------
    loss : float, or ndarray of shape (n_examples,) for ``"none"``
    gradient : ndarray of float, shape of `p`

    Raises
    ------
    ValueError
        If the shapes differ or the reduction is unknown.

    Source: BMI 707 lecture 2 (Beam, 2018), "squared error" of the perceptron by hand.
    """
    y, p = same_shape(y, p)
    return reduce(per_example((y - p) ** 2), 2 * (p - y), reduction)


def half_squared_error(y: ArrayLike, p: ArrayLike, *, reduction: str = "sum") -> Result:
    """Half squared error ``(y - p)**2 / 2``; gradient ``p - y``, without the 2.

    Parameters, returns and errors as for `squared_error`.

    Source: Hacettepe lecture 11 (2017), error of the output layer, ``(o - t)**2 / 2``.
    """
    y, p = same_shape(y, p)
    return reduce(per_example((y - p) ** 2 / 2), p - y, reduction)


def mean_squared_error(y: ArrayLike, p: ArrayLike, *, reduction: str = "mean") -> Result:
    """Mean squared error: the squared error averaged over *all* entries.

    With one output this is ``squared_error(..., reduction="mean")``; with several it is that
    divided by ``n_outputs``.

    Parameters
    ----------
    y, p : array_like of real numbers, shape (n_examples,) or (n_examples, n_outputs)
        Targets and outputs, of the same shape.
    reduction : {"mean", "none"}
        ``"none"`` gives the mean over the outputs of each example. A mean that is a sum has
        another name: `squared_error`.

    Returns
    -------
    loss : float, or ndarray of shape (n_examples,) for ``"none"``
    gradient : ndarray of float, shape of `p`
        ``2 * (p - y) / p.size`` for ``"mean"``.

    Raises
    ------
    ValueError
        If the shapes differ or ``reduction="sum"`` is asked for.

    Source: Goodfellow, Bengio, Courville, Deep Learning (2016), eq. 5.4.
    """
    return _mean_over_outputs(squared_error, y, p, reduction, "mean_squared_error")


def mean_half_squared_error(y: ArrayLike, p: ArrayLike, *, reduction: str = "mean") -> Result:
    """Mean of half the squared error over all entries: half of `mean_squared_error`.

    Some decks and libraries call this one "MSE" too; it is half of it.

    Source: NBIS, ANN building blocks 2, mean of ``(y - y_hat)**2 / 2``.
    """
    return _mean_over_outputs(half_squared_error, y, p, reduction, "mean_half_squared_error")


def _mean_over_outputs(
    loss: Callable[..., Result], y: ArrayLike, p: ArrayLike, reduction: str, name: str
) -> Result:
    if reduction == "sum":
        raise ValueError(f'{name} is a mean; for reduction="sum" use {loss.__name__}')
    value, gradient = loss(y, p, reduction=reduction)
    n_outputs = int(np.prod(gradient.shape[1:])) or 1
    return value / n_outputs, gradient / n_outputs


def binary_cross_entropy(y: ArrayLike, p: ArrayLike, *, reduction: str = "sum") -> Result:
    """Binary cross-entropy ``-y log(p) - (1 - y) log(1 - p)`` from probabilities.

    Parameters
    ----------
    y, p : array_like of real numbers in [0, 1], shape (n_examples,) or (n_examples, n_outputs)
        Targets and probabilities, of the same shape.
    reduction : {"sum", "mean", "none"}
        See `course.losses`.

    Returns
    -------
    loss : float, or ndarray of shape (n_examples,) for ``"none"``
        In nats. Infinite where a target is excluded outright (``y=1, p=0``).
    gradient : ndarray of float, shape of `p`
        ``(p - y) / (p * (1 - p))``, with the term of an absent class left out.

    Raises
    ------
    ValueError
        If the shapes differ, or a value is outside [0, 1] (scores were passed).

    Notes
    -----
    A sigmoid is rounded to 1 from about h = 37 (float64) or h = 17 (float32) on; from there on
    only `binary_cross_entropy_from_scores` knows the loss.

    Source: BMI 707 lecture 2 (Beam, 2018), table of binary cross-entropy; Goodfellow et al.,
    Deep Learning (2016), sec. 6.2.2.2.
    """
    y, p = same_shape(y, p)
    _require_unit_interval(y, "y")
    _require_unit_interval(p, "p")
    q, not_y = 1 - p, 1 - y
    with np.errstate(divide="ignore", **QUIET):
        losses = -(_log(p, where=y > 0) * y + _log(q, where=not_y > 0) * not_y)
        gradient = _divide(not_y, q) - _divide(y, p)
    return reduce(per_example(losses), gradient, reduction)


def _log(p: np.ndarray, where: np.ndarray) -> np.ndarray:
    return np.log(p, out=np.zeros_like(p), where=where)


def _divide(y: np.ndarray, p: np.ndarray) -> np.ndarray:
    return np.divide(y, p, out=np.zeros_like(p), where=y > 0)


def _require_unit_interval(values: np.ndarray, name: str) -> None:
    if values.size and not (values.min() >= 0 and values.max() <= 1):
        raise ValueError(
            f"{name} has values from {values.min():g} to {values.max():g}, expected 0 to 1; "
            "for scores before the sigmoid use binary_cross_entropy_from_scores"
        )


def binary_cross_entropy_from_scores(
    y: ArrayLike, h: ArrayLike, *, reduction: str = "sum"
) -> Result:
    """Binary cross-entropy of ``sigmoid(h)``, from the scores ``h`` of any size.

    Parameters
    ----------
    y : array_like of real numbers in [0, 1], shape (n_examples,) or (n_examples, n_outputs)
        Targets.
    h : array_like of real numbers, shape of `y`
        Scores (weighted sums, logits) before the sigmoid.
    reduction : {"sum", "mean", "none"}
        See `course.losses`.

    Returns
    -------
    loss : float, or ndarray of shape (n_examples,) for ``"none"``
        ``max(h, 0) - h * y + log(1 + exp(-|h|))``, in nats.
    gradient : ndarray of float, shape of `h`
        With respect to the scores: ``sigmoid(h) - y``.

    Raises
    ------
    ValueError
        If the shapes differ or a target is outside [0, 1].

    Source: Goodfellow et al., Deep Learning (2016), sec. 6.2.2.2 (softplus form).
    """
    y, h = same_shape(y, h, "h")
    _require_unit_interval(y, "y")
    with np.errstate(**QUIET):
        losses = np.maximum(h, 0) - h * y + np.log1p(np.exp(-np.abs(h)))
        gradient = sigmoid(h) - y
    return reduce(per_example(losses), gradient, reduction)


class Loss(NamedTuple):
    """A loss as data.

    Parameters
    ----------
    name : str
        Its name in `LOSSES`.
    function : callable
        ``function(y, outputs, reduction=...) -> (loss, gradient)``.
    takes : {"values", "probabilities", "scores", "class probabilities", "class scores"}
        What its second argument is.
    """

    name: str
    function: Callable[..., Result]
    takes: str

    def __repr__(self) -> str:
        return f"Loss({self.name!r}, takes {self.takes})"


# Where a new one goes: its function, one line here (hinge comes here).
LOSSES: dict[str, Loss] = {
    function.__name__: Loss(function.__name__, function, takes)
    for function, takes in (
        (squared_error, "values"),
        (half_squared_error, "values"),
        (mean_squared_error, "values"),
        (mean_half_squared_error, "values"),
        (binary_cross_entropy, "probabilities"),
        (binary_cross_entropy_from_scores, "scores"),
        (categorical_cross_entropy, "class probabilities"),
        (categorical_cross_entropy_from_scores, "class scores"),
    )
}


def loss_named(chosen: str | Loss | Callable[..., Result]) -> Loss:
    """Return the loss of that name, or of that function; a function of your own takes values.

    Raises
    ------
    ValueError
        If there is no loss of that name.
    """
    if isinstance(chosen, Loss):
        return chosen
    if callable(chosen):
        known = (loss for loss in LOSSES.values() if loss.function is chosen)
        return next(known, Loss(getattr(chosen, "__name__", "loss"), chosen, "values"))
    return choose(LOSSES, chosen, "loss")
