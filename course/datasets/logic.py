"""Truth tables: the smallest data sets, four examples that fit on a blackboard.

Rows count upwards in binary, (0, 0), (0, 1), (1, 0), (1, 1), as in every table of the course.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from course._arrays import whole

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

_MOST_INPUTS = 20  # a million rows


def all_inputs(n_inputs: int) -> np.ndarray:
    """Return all rows of zeros and ones, counting upwards in binary.

    Parameters
    ----------
    n_inputs : int
        From 0 to 20.

    Returns
    -------
    ndarray of float64, shape (2**n_inputs, n_inputs)

    Raises
    ------
    ValueError
        If there are fewer than 0 or more than 20 inputs.
    """
    if whole(n_inputs, "n_inputs") > _MOST_INPUTS:
        raise ValueError(f"n_inputs is {n_inputs}, expected 0 to {_MOST_INPUTS}")
    rows = np.arange(2**n_inputs)[:, None]
    return (rows >> np.arange(n_inputs)[::-1] & 1).astype(np.float64)


def truth_table(values: ArrayLike) -> tuple[np.ndarray, np.ndarray]:
    """Return the data set of a Boolean function, given its values from the first row on.

    Parameters
    ----------
    values : array_like of 0 and 1, shape (2**n_inputs,)
        The function's value for each row of `all_inputs`; ``(0, 1, 1, 0)`` is XOR.

    Returns
    -------
    X : ndarray of float64, shape (2**n_inputs, n_inputs)
    y : ndarray of int64, shape (2**n_inputs,)

    Raises
    ------
    ValueError
        If the number of values is not a power of two, or one is neither 0 nor 1.
    """
    y = np.asarray(values)
    n_inputs = max(y.size, 1).bit_length() - 1
    if y.shape != (2**n_inputs,):
        raise ValueError(f"values has shape {y.shape}, expected (2**n_inputs,): 1, 2, 4, 8, ...")
    if not np.isin(y, (0, 1)).all():
        raise ValueError(f"values are {y.tolist()}, expected 0 and 1 only")
    return all_inputs(n_inputs), y.astype(np.int64)


def or_() -> tuple[np.ndarray, np.ndarray]:
    """OR of two inputs: X of shape (4, 2), y = (0, 1, 1, 1)."""
    return truth_table((0, 1, 1, 1))


def and_() -> tuple[np.ndarray, np.ndarray]:
    """AND of two inputs: X of shape (4, 2), y = (0, 0, 0, 1)."""
    return truth_table((0, 0, 0, 1))


def xor() -> tuple[np.ndarray, np.ndarray]:
    """Exclusive OR of two inputs, which no line separates: X of shape (4, 2), y = (0, 1, 1, 0)."""
    return truth_table((0, 1, 1, 0))


def nand() -> tuple[np.ndarray, np.ndarray]:
    """NOT AND of two inputs: X of shape (4, 2), y = (1, 1, 1, 0)."""
    return truth_table((1, 1, 1, 0))
