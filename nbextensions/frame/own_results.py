"""What a student's function returned, read as numbers, or told in a sentence why it is none."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from nbextensions.frame.own_functions import OwnFunctionError

__all__ = [
    "kind_of",
    "numbers",
    "probabilities",
    "require_unit_interval",
    "several",
    "shaped",
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
        if np.iscomplexobj(np.asarray(value)):
            raise OwnFunctionError(
                f"{name} returned complex numbers for {what}, expected real ones."
            )
        return np.array(value, dtype=np.float64)
    except (TypeError, ValueError):
        raise OwnFunctionError(
            f"{name} returned {kind_of(value)} for {what}, expected numbers."
        ) from None


def shaped(
    value: Any, shape: tuple[int, ...], name: str, what: str, infinite: bool = False
) -> np.ndarray:
    """Read one array of a known shape that a student's function returned.

    Parameters
    ----------
    value : object
        As returned.
    shape : tuple of int
        What it must have; ``()`` for one number.
    name : str
        Of the student's function.
    what : str
        What the array should be, such as ``"dw"``.
    infinite : bool
        Whether it may have overflowed; nan is refused always.

    Returns
    -------
    ndarray of float64
        A copy.

    Raises
    ------
    OwnFunctionError
        If it is no array of numbers, has another shape, or holds what is no finite number.
    """
    array = numbers(value, name, what)
    if array.shape != shape:
        raise OwnFunctionError(
            f"{name} returned {what} of shape {array.shape}, expected {shape or 'one number'}."
        )
    refused = np.isnan(array) if infinite else ~np.isfinite(array)
    if refused.any():
        place = np.argwhere(np.atleast_1d(refused))[0]
        bad, entry = np.atleast_1d(array)[tuple(place)], ", ".join(str(i + 1) for i in place)
        raise OwnFunctionError(f"{name} returned {bad} in {what}, entry {entry}: no finite number.")
    return array


def several(
    returned: Any, shapes: Mapping[str, tuple[int, ...]], name: str, infinite: bool = False
) -> list[np.ndarray]:
    """Read the arrays that a student's function returned together.

    Parameters
    ----------
    returned : object
        As returned.
    shapes : mapping of str to tuple of int
        What each is called, and its shape, in order.
    name : str
        Of the student's function.
    infinite : bool
        As for `shaped`.

    Returns
    -------
    list of ndarray of float64
        Copies, in order.

    Raises
    ------
    OwnFunctionError
        If there are not as many, or one of them is not as it should be.
    """
    if not (isinstance(returned, tuple | list) and len(returned) == len(shapes)):
        *others, last = shapes
        wanted = f"{', '.join(others)} and {last}"
        raise OwnFunctionError(f"{name} returned {kind_of(returned)}, expected {wanted}")
    return [
        shaped(value, shape, name, what, infinite)
        for value, (what, shape) in zip(returned, shapes.items(), strict=True)
    ]


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
