"""Categorical cross-entropy: the loss of one right class among several.

Targets are class labels, or a row of shares for each example (one-hot, or soft labels).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from course._arrays import QUIET, as_float
from course.reduction import Result, per_example, reduce
from course.softmax import log_softmax, softmax

if TYPE_CHECKING:
    from numpy.typing import ArrayLike


def class_shares(y: ArrayLike, n_classes: int, dtype: np.dtype | type = np.float64) -> np.ndarray:
    """Targets as one row of shares for each example: labels become one-hot rows.

    Parameters
    ----------
    y : array_like of int, shape (...,)
        Class labels in ``0 .. n_classes - 1``.
    n_classes : int
    dtype : dtype
        Of the result.

    Returns
    -------
    ndarray of `dtype`, shape (..., n_classes)

    Raises
    ------
    ValueError
        If a label is no whole number in that range.
    """
    y = as_float(y, "y")
    if not np.all((y >= 0) & (y < n_classes) & (y == np.floor(y))):
        raise ValueError(f"y must hold class labels 0 to {n_classes - 1}, got {np.unique(y)[:10]}")
    return np.eye(n_classes, dtype=dtype)[y.astype(np.int64)]


def _targets(y: ArrayLike, outputs: np.ndarray, name: str) -> np.ndarray:
    if outputs.ndim == 0 or outputs.shape[-1] < 2:
        raise ValueError(
            f"{name} has shape {outputs.shape}, expected (n_examples, n_classes) with two classes "
            "or more; for one output use binary cross-entropy"
        )
    y = np.asarray(y)
    if y.shape == outputs.shape[:-1]:
        return class_shares(y, outputs.shape[-1], outputs.dtype)
    if y.shape != outputs.shape:
        raise ValueError(
            f"y has shape {y.shape}, expected labels of shape {outputs.shape[:-1]} "
            f"or shares of shape {outputs.shape}"
        )
    shares = as_float(y, "y").astype(outputs.dtype, copy=False)
    if np.any(shares < 0) or np.any(np.abs(shares.sum(axis=-1) - 1) > 1e-5):
        raise ValueError("each row of y must hold shares of at least 0 that sum to 1")
    return shares


def categorical_cross_entropy(y: ArrayLike, p: ArrayLike, *, reduction: str = "sum") -> Result:
    """Categorical cross-entropy ``-sum(t * log(p))`` from the probabilities of a softmax.

    Parameters
    ----------
    y : array_like, shape (n_examples,) of int, or (n_examples, n_classes) of float
        Class labels, or the shares ``t`` of the classes.
    p : array_like of float in [0, 1], shape (n_examples, n_classes)
        Probabilities that sum to 1 in each row. Nothing punishes a wrong class that gets too
        much, unless the right one thereby gets less: sigmoid outputs would not do.
    reduction : {"sum", "mean", "none"}
        See `course.losses`.

    Returns
    -------
    loss : float, or ndarray of shape (n_examples,) for ``"none"``
        In nats. Infinite where the right class has probability 0.
    gradient : ndarray of float, shape (n_examples, n_classes)
        ``-t / p``.

    Raises
    ------
    ValueError
        If shapes or labels do not fit, there is one class only, or `p` leaves [0, 1].

    Source: Hacettepe lecture 11 (2017), cross-entropy ``-sum(t log o)``.
    """
    p = as_float(p, "p")
    t = _targets(y, p, "p")
    if p.size and not (p.min() >= 0 and p.max() <= 1):
        raise ValueError(
            f"p has values from {p.min():g} to {p.max():g}, expected 0 to 1; "
            "for scores use categorical_cross_entropy_from_scores"
        )
    present = t > 0
    with np.errstate(divide="ignore", **QUIET):
        losses = -(t * np.log(p, out=np.zeros_like(p), where=present)).sum(axis=-1)
        gradient = -np.divide(t, p, out=np.zeros_like(p), where=present)
    return reduce(per_example(losses), gradient, reduction)


def categorical_cross_entropy_from_scores(
    y: ArrayLike, scores: ArrayLike, *, reduction: str = "sum"
) -> Result:
    """Categorical cross-entropy of ``softmax(scores)``, for scores of any size.

    Parameters
    ----------
    y : array_like, shape (n_examples,) of int, or (n_examples, n_classes) of float
        Class labels, or the shares ``t`` of the classes.
    scores : array_like of real numbers, shape (n_examples, n_classes)
        Scores before the softmax.
    reduction : {"sum", "mean", "none"}
        See `course.losses`.

    Returns
    -------
    loss : float, or ndarray of shape (n_examples,) for ``"none"``
        ``log(sum(exp(scores))) - scores[right class]``, in nats.
    gradient : ndarray of float, shape (n_examples, n_classes)
        With respect to the scores: ``softmax(scores) - t``.

    Raises
    ------
    ValueError
        If shapes or labels do not fit, or there is one class only.

    Source: Goodfellow, Bengio, Courville, Deep Learning (2016), eq. 6.30.
    """
    scores = as_float(scores, "scores")
    t = _targets(y, scores, "scores")
    present = t > 0
    log_p = np.where(present, log_softmax(scores), np.zeros_like(scores))
    return reduce(per_example(-(t * log_p).sum(axis=-1)), softmax(scores) - t, reduction)
