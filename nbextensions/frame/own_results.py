"""What a student's function returned, read as numbers, or told in a sentence why it is none."""

from __future__ import annotations

from typing import Any

import numpy as np

from nbextensions.frame.own_functions import OwnFunctionError

__all__ = [
    "kind_of",
    "numbers",
    "probabilities",
    "require_unit_interval",
    "split",
    "strange_probabilities",
]


def split(returned: Any) -> tuple[Any, Any]:
    """Take the probabilities off what a forward pass returned.

    Parameters
    ----------
    returned : object
        ``p``, ``(p, cache)`` or ``(p, ...)``.

    Returns
    -------
    p : object
        As it was returned.
    cache : object
        What else there was, as a tuple of more than one if there was more; None without.
    """
    paired = isinstance(returned, tuple) and len(returned) >= 2 and not np.isscalar(returned[0])
    if not paired:
        return returned, None
    rest = returned[1:]
    return returned[0], rest[0] if len(rest) == 1 else rest


def probabilities(p: Any, n_examples: int, name: str, finite: bool = True) -> np.ndarray:
    """Read the probabilities that a forward pass returned.

    Parameters
    ----------
    p : object
        As returned, without the cache.
    n_examples : int
        How many rows X has.
    name : str
        Of the student's function.
    finite : bool
        Whether each must be finite; a map may have holes.

    Returns
    -------
    ndarray of float64, shape (n_examples,)
        A copy; also where one column was returned.

    Raises
    ------
    OwnFunctionError
        If there is not one number for each row, or one is not finite though it must be.
    """
    array = numbers(p, name, "p")
    if array.shape not in ((n_examples,), (n_examples, 1)):
        raise OwnFunctionError(
            f"{name} returned p of shape {array.shape}, expected ({n_examples},): "
            "one probability for each row of X."
        )
    flat = array.reshape(n_examples)
    if finite and not np.isfinite(flat).all():
        row = int(np.flatnonzero(~np.isfinite(flat))[0])
        raise OwnFunctionError(f"{name} returned {flat[row]} for row {row + 1}: no finite number.")
    return flat


def require_unit_interval(p: np.ndarray, name: str) -> None:
    """Make sure that a cross-entropy can be made of what a forward pass returned.

    Parameters
    ----------
    p : ndarray
        Probabilities, as they were read.
    name : str
        Of the student's function.

    Raises
    ------
    OwnFunctionError
        If one is below 0 or above 1.
    """
    strange = strange_probabilities(p, name)
    if strange:
        raise OwnFunctionError(strange)


def strange_probabilities(p: np.ndarray, name: str) -> str:
    """Say what a probability cannot be.

    Parameters
    ----------
    p : ndarray
        Probabilities, as they were read.
    name : str
        Of the student's function.

    Returns
    -------
    str
        A sentence; ``""`` where all lie between 0 and 1.
    """
    known = p[~np.isnan(p)]
    if not known.size or (known.min() >= 0 and known.max() <= 1):
        return ""
    span = f"p from {known.min():.3g} to {known.max():.3g}"
    return f"{name} gives {span}; a probability lies between 0 and 1: is the sigmoid missing?"


def numbers(value: Any, name: str, what: str) -> np.ndarray:
    """Read one array that a student's function returned.

    Parameters
    ----------
    value : object
        As returned.
    name : str
        Of the student's function.
    what : str
        What the array should be, such as ``"dw"``.

    Returns
    -------
    ndarray of float64
        A copy, of any shape.

    Raises
    ------
    OwnFunctionError
        If it is no array of numbers.
    """
    if value is None:
        raise OwnFunctionError(f"{name} returned None for {what}: is there a return at its end?")
    try:
        return np.array(value, dtype=np.float64)
    except (TypeError, ValueError):
        raise OwnFunctionError(
            f"{name} returned {kind_of(value)} for {what}, expected numbers."
        ) from None


def kind_of(result: Any) -> str:
    """Say in words what was returned.

    Parameters
    ----------
    result : object
        Anything.

    Returns
    -------
    str
        Such as ``an array of shape (4, 2)``.
    """
    if result is None:
        return "None (is there a return at its end?)"
    if isinstance(result, np.ndarray):
        return f"an array of shape {result.shape}"
    if isinstance(result, tuple | list):
        return f"{len(result)} values"
    if isinstance(result, dict):
        return f"a dict of {', '.join(map(str, result)) or 'nothing'}"
    return f"{result!r:.60}"
