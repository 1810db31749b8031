"""One pass forward and one backward through the sigmoid neuron, and the losses it knows."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from course._arrays import as_float, choose
from course.activations import sigmoid, sigmoid_derivative
from course.losses import binary_cross_entropy_from_scores, half_squared_error, squared_error
from course.output_layers import above_half
from course.reduction import sum_or_mean

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import ArrayLike

    from course.reduction import Result


class NeuronCache(NamedTuple):
    """What the forward pass leaves for the backward pass.

    Parameters
    ----------
    X : ndarray of float, shape (n_examples, n_features)
    w : ndarray of float, shape (n_features,)
    h : ndarray of float, shape (n_examples,)
        Weighted sums.
    """

    X: np.ndarray
    w: np.ndarray
    h: np.ndarray


class NeuronGradients(NamedTuple):
    """Gradient of the loss, shaped like the parameters.

    Parameters
    ----------
    dw : ndarray of float, shape (n_features,)
    db : float
    """

    dw: np.ndarray
    db: float


def weighted_sum(X: ArrayLike, w: ArrayLike, b: float) -> np.ndarray:
    """Weighted sum ``h = X @ w + b``.

    Parameters
    ----------
    X : array_like of real numbers, shape (n_examples, n_features)
    w : array_like of real numbers, shape (n_features,)
    b : float

    Returns
    -------
    ndarray of float, shape (n_examples,)

    Raises
    ------
    ValueError
        If the shapes do not fit.
    """
    X, w = as_float(X, "X"), as_float(w, "w")
    shape_of_b = as_float(b, "b").shape
    if X.ndim != 2 or w.shape != X.shape[1:] or shape_of_b:
        raise ValueError(
            f"X has shape {X.shape}, w {w.shape} and b {shape_of_b}, "
            "expected (n_examples, n_features), (n_features,) and ()"
        )
    return X @ w + b


def forward(X: ArrayLike, w: ArrayLike, b: float) -> tuple[np.ndarray, NeuronCache]:
    """Probabilities of class 1.

    Parameters
    ----------
    X : array_like of real numbers, shape (n_examples, n_features)
    w : array_like of real numbers, shape (n_features,)
    b : float

    Returns
    -------
    p : ndarray of float, shape (n_examples,)
        ``sigmoid(X @ w + b)``.
    cache : NeuronCache
        For `backward`.

    Raises
    ------
    ValueError
        If the shapes do not fit.
    """
    h = weighted_sum(X, w, b)
    return sigmoid(h), NeuronCache(as_float(X), as_float(w), h)


def predict(p: ArrayLike) -> np.ndarray:
    """Return 1 where ``p > 0.5``, else 0, as int64; a tie at exactly 0.5 is 0."""
    return above_half(p)


def backward(dp: ArrayLike, cache: NeuronCache) -> tuple[np.ndarray, NeuronGradients]:
    """From the gradient in the probabilities to those in the inputs and the parameters.

    Parameters
    ----------
    dp : array_like of float, shape (n_examples,)
        Gradient of the loss with respect to `p`, already scaled for sum or mean.
    cache : NeuronCache
        Of `forward`.

    Returns
    -------
    dX : ndarray of float, shape (n_examples, n_features)
    gradients : NeuronGradients
        The chain rule summed over the examples: with ``dh = dp * p * (1 - p)`` they are
        ``dw = X.T @ dh`` and ``db = sum(dh)``.

    Raises
    ------
    ValueError
        If `dp` has not one entry for each example.
    """
    return backward_from_scores(_one_each(dp, cache, "dp") * sigmoid_derivative(cache.h), cache)


def backward_from_scores(dh: ArrayLike, cache: NeuronCache) -> tuple[np.ndarray, NeuronGradients]:
    """Go backward from the gradient in the weighted sums, past the sigmoid.

    For the cross-entropy, whose ``dh`` is simply ``p - y``; by way of ``dp`` it would be a
    division by ``p * (1 - p)`` and a multiplication by the same, 0/0 where the neuron is sure.

    Parameters
    ----------
    dh : array_like of float, shape (n_examples,)
    cache : NeuronCache
        Of `forward`.

    Returns
    -------
    dX : ndarray of float, shape (n_examples, n_features)
    gradients : NeuronGradients

    Raises
    ------
    ValueError
        If `dh` has not one entry for each example.
    """
    dh = _one_each(dh, cache, "dh")
    return np.outer(dh, cache.w), NeuronGradients(cache.X.T @ dh, float(dh.sum()))


def _from_probabilities(loss: Callable[..., Result]) -> Callable[..., Result]:
    """Turn a loss of probabilities into one of scores, its gradient led through the sigmoid."""

    def of_scores(y: np.ndarray, h: np.ndarray, *, reduction: str) -> Result:
        value, dp = loss(y, sigmoid(h), reduction=reduction)
        return value, dp * sigmoid_derivative(h)

    return of_scores


# Name -> (y, h, reduction=...) -> (loss, dh).
NEURON_LOSSES: dict[str, Callable[..., Result]] = {
    "squared_error": _from_probabilities(squared_error),
    "half_squared_error": _from_probabilities(half_squared_error),
    "binary_cross_entropy": binary_cross_entropy_from_scores,
}


def loss_and_gradients(
    X: ArrayLike, y: ArrayLike, w: ArrayLike, b: float, *, loss: str, reduction: str
) -> tuple[float, NeuronGradients]:
    """Go forward and backward once.

    Parameters
    ----------
    X : array_like of real numbers, shape (n_examples, n_features)
    y : array_like of real numbers in [0, 1], shape (n_examples,)
    w : array_like of real numbers, shape (n_features,)
    b : float
    loss : {"squared_error", "half_squared_error", "binary_cross_entropy"}
        ``dh`` of one example is ``2 (p - y) p (1 - p)``, half of that, or ``p - y``.
    reduction : {"sum", "mean"}
        Whether loss and gradient are summed or averaged over the examples.

    Returns
    -------
    loss : float
    gradients : NeuronGradients

    Raises
    ------
    ValueError
        If the shapes do not fit, or the loss or the reduction is unknown.
    """
    _, cache = forward(X, w, b)
    value, dh = choose(NEURON_LOSSES, loss, "loss")(
        as_float(y, "y"), cache.h, reduction=sum_or_mean(reduction)
    )
    return float(value), backward_from_scores(dh, cache)[1]


def gradients(
    X: ArrayLike, y: ArrayLike, w: ArrayLike, b: float, *, loss: str, reduction: str
) -> NeuronGradients:
    """Gradient of the loss with respect to `w` and `b`; see `loss_and_gradients`."""
    return loss_and_gradients(X, y, w, b, loss=loss, reduction=reduction)[1]


def _one_each(d: ArrayLike, cache: NeuronCache, name: str) -> np.ndarray:
    d = as_float(d, name)
    if d.shape != cache.h.shape:
        raise ValueError(f"{name} has shape {d.shape}, expected (n_examples,) = {cache.h.shape}")
    return d
