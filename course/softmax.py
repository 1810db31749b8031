"""Softmax: scores of several classes become probabilities that sum to 1.

The one activation whose outputs depend on each other, so its derivative is a matrix.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from course._arrays import QUIET, as_float

if TYPE_CHECKING:
    from numpy.typing import ArrayLike


def softmax(Z: ArrayLike) -> np.ndarray:
    """Softmax over the last axis, ``exp(Z) / sum(exp(Z))``.

    Parameters
    ----------
    Z : array_like of real numbers, shape (..., n_classes)
        Scores.

    Returns
    -------
    ndarray of float, shape (..., n_classes)
        Positive numbers whose last axis sums to 1; unchanged when a row of `Z` is shifted.

    Raises
    ------
    ValueError
        If `Z` is a single number or has no classes.

    Notes
    -----
    Shifted by the largest score of each row, so scores of 1000 are safe.

    Source: Goodfellow, Bengio, Courville, Deep Learning (2016), eq. 6.29.
    """
    with np.errstate(**QUIET):
        e = np.exp(_shifted(Z))
        return e / e.sum(axis=-1, keepdims=True)


def log_softmax(Z: ArrayLike) -> np.ndarray:
    """Logarithm of `softmax` over the last axis, finite where the softmax is rounded to 0."""
    shifted = _shifted(Z)
    with np.errstate(**QUIET):
        return shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))


def _shifted(Z: ArrayLike) -> np.ndarray:
    Z = as_float(Z)
    if Z.ndim == 0 or Z.shape[-1] == 0:
        raise ValueError(f"scores have shape {Z.shape}, expected (..., n_classes), one at least")
    return Z - Z.max(axis=-1, keepdims=True)


def softmax_derivative(Z: ArrayLike) -> np.ndarray:
    """Jacobian of `softmax`, ``J[..., i, j] = p_i * ((i == j) - p_j)``.

    Returns
    -------
    ndarray of float, shape (..., n_classes, n_classes)
        How output ``i`` moves with score ``j``; symmetric, each row sums to 0.
    """
    P = softmax(Z)
    return P[..., :, None] * (np.eye(P.shape[-1], dtype=P.dtype) - P[..., None, :])


def softmax_vjp(dA: ArrayLike, Z: ArrayLike) -> np.ndarray:
    """Chain rule through `softmax` without its Jacobian: ``P * (dA - sum(dA * P))``.

    Parameters
    ----------
    dA, Z : array_like of float, shape (..., n_classes)
        Gradient of the loss with respect to the softmax, and the scores.

    Returns
    -------
    ndarray of float, shape (..., n_classes)
        Gradient of the loss with respect to the scores.
    """
    P = softmax(Z)
    with np.errstate(**QUIET):
        return P * (dA - np.sum(dA * P, axis=-1, keepdims=True))
