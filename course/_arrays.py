"""How arguments become arrays: floats keep their precision, everything else becomes float64."""

from __future__ import annotations

from operator import index
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

T = TypeVar("T")

# The exponential of a very negative number is 0, and twice the largest float is inf: both meant,
# also for someone who made numpy raise on them.
QUIET: dict[str, Any] = {"under": "ignore", "over": "ignore"}


def as_float(values: ArrayLike, name: str = "the input") -> np.ndarray:
    """Return `values` as a floating array: float32 stays float32, integers become float64.

    Raises
    ------
    ValueError
        If `values` are not real numbers.
    """
    try:
        array = np.asarray(values)
    except ValueError:
        raise ValueError(f"{name} has rows of different lengths, expected an array") from None
    if array.dtype.kind == "f":
        return array
    if array.dtype.kind in "biu":
        return array.astype(np.float64)
    raise ValueError(f"{name} has dtype {array.dtype}, expected real numbers")


def scalar_if_0d(array: np.ndarray) -> np.ndarray:
    """Return an array as it is, and a 0-d array as the numpy scalar inside it."""
    return array[()]


def same_shape(y: ArrayLike, p: ArrayLike, name: str = "p") -> tuple[np.ndarray, np.ndarray]:
    """Return targets and outputs as floats of the outputs' precision, refusing to broadcast.

    A ``(n,)`` against a ``(n, 1)`` would silently give ``n * n`` errors.

    Raises
    ------
    ValueError
        If the shapes differ.
    """
    outputs = as_float(p, name)
    targets = as_float(y, "y").astype(outputs.dtype, copy=False)
    if targets.shape != outputs.shape:
        raise ValueError(
            f"y has shape {targets.shape} but {name} has shape {outputs.shape}: "
            f"they must agree (reshape one with .reshape({name}.shape) if only the layout differs)"
        )
    return targets, outputs


def whole(number: int, name: str, least: int = 0) -> int:
    """Return a whole number of at least `least`; 3.0 is none, as for Python's own ``range``.

    Raises
    ------
    ValueError
        If it is something else.
    """
    try:
        value = index(number)
    except TypeError:
        value = least - 1
    if value < least:
        raise ValueError(f"{name} is {number!r}, expected a whole number of at least {least}")
    return value


def generator(rng: np.random.Generator | None) -> np.random.Generator:
    """Return the generator, or say how to make one: a seed, or numpy's global state, is none.

    Raises
    ------
    ValueError
        If it is something else.
    """
    if not isinstance(rng, np.random.Generator):
        raise ValueError(f"rng is {rng!r}, expected a generator, np.random.default_rng(seed)")
    return rng


def choose(table: dict[str, T], key: str, what: str) -> T:
    """Return ``table[key]``, or say which names there are.

    Raises
    ------
    ValueError
        If `key` is not in `table`.
    """
    try:
        return table[key]
    except (KeyError, TypeError):
        raise ValueError(f"{what} {key!r} is unknown; choose one of {', '.join(table)}") from None
