"""What a layer with dropout hands on: for one mask, and on average over all of them."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

import numpy as np

from course.dropout import require_rate

if TYPE_CHECKING:
    from numpy.typing import ArrayLike


def all_masks(n_units: int) -> np.ndarray:
    """List every way to be there or not.

    Parameters
    ----------
    n_units : int
        Units that may be struck out.

    Returns
    -------
    ndarray of float64, shape (2 ** n_units, n_units)
        0 for a unit that is out, 1 for one that stays; all out first, the full team last.
    """
    return np.array(list(product((0.0, 1.0), repeat=n_units))).reshape(2**n_units, n_units)


def probabilities(masks: ArrayLike, rate: float) -> np.ndarray:
    """Say how likely each mask is, when units are struck out one by one with probability `rate`.

    Parameters
    ----------
    masks : array_like of 0 and 1, shape (n_masks, n_units)
        The masks.
    rate : float in [0, 1)
        Probability that a unit is struck out.

    Returns
    -------
    ndarray of float64, shape (n_masks,)
    """
    require_rate(rate)
    return np.where(np.asarray(masks) > 0, 1 - rate, rate).prod(axis=1)


def scores(
    h: ArrayLike, w: ArrayLike, b: float, masks: ArrayLike, rate: float, scaled: bool
) -> np.ndarray:
    """Compute the output's weighted sum under each mask.

    Parameters
    ----------
    h, w : array_like, shape (n_units,)
        Activations, and weights to the output.
    b : float
        Bias of the output.
    masks : array_like of 0 and 1, shape (n_masks, n_units)
        The masks.
    rate : float in [0, 1)
        Probability that a unit is struck out.
    scaled : bool
        Whether those who stay are divided by ``1 - rate`` (inverted dropout).

    Returns
    -------
    ndarray of float64, shape (n_masks,)

    Examples
    --------
    >>> masks = all_masks(3)
    >>> o = scores([0.2, 0.5, 0.9], [1, -1, 2], 0, masks, 0.5, scaled=False)
    >>> round(float(probabilities(masks, 0.5) @ o), 10)
    0.75
    """
    require_rate(rate)
    kept = np.asarray(h) * np.asarray(masks, dtype=np.float64)
    if scaled:
        kept = kept / (1 - rate)
    return np.asarray(kept @ np.asarray(w, dtype=np.float64) + b)
