"""Sum or mean: from a loss for each entry to the number that training lowers.

The choice scales every gradient, and with it what a learning rate means; it is never silent.
"""

from __future__ import annotations

import numpy as np

Result = tuple[float | np.ndarray, np.ndarray]


def sum_or_mean(reduction: str) -> str:
    """Return the reduction of a training or a table, which needs one number over all examples.

    Raises
    ------
    ValueError
        If it is another.
    """
    if reduction not in ("sum", "mean"):
        raise ValueError(f'reduction is {reduction!r}, expected "sum" or "mean"')
    return reduction


def per_example(losses: np.ndarray) -> np.ndarray:
    """Sum a loss for each entry, shape (n_examples, ...), over all axes but the first."""
    losses = np.asarray(losses)
    return losses.sum(axis=tuple(range(1, losses.ndim))) if losses.ndim > 1 else losses


def reduce(losses: np.ndarray, gradient: np.ndarray, reduction: str) -> Result:
    """Reduce a loss for each example and scale the gradient alike.

    Parameters
    ----------
    losses : ndarray of float, shape (n_examples,)
    gradient : ndarray of float, shape (n_examples, ...)
        Each example's own gradient.
    reduction : {"sum", "mean", "none"}

    Returns
    -------
    loss : float, or ndarray of shape (n_examples,) for ``"none"``
    gradient : ndarray of float, shape of `gradient`
        Divided by ``n_examples`` for ``"mean"``.

    Raises
    ------
    ValueError
        If the reduction is unknown, or the mean of no examples is asked for.
    """
    gradient = gradient[()]
    if reduction == "none":
        return losses[()], gradient
    if reduction == "sum":
        return float(losses.sum()), gradient
    if reduction != "mean":
        raise ValueError(f"reduction {reduction!r} is unknown; choose one of sum, mean, none")
    if gradient.size == 0:
        raise ValueError(f"there is nothing to take a mean over: shape {gradient.shape}")
    return float(losses.sum()) / losses.size, gradient / losses.size
