"""Plain values: trees of dicts, lists, tuples, base arrays, numbers and text.

Whatever a student's function returns is turned into one before anything is compared, so that
no method of the student's own classes is asked for an opinion.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.exercise.formula import Formula
from autograder.exercise.seeded import SeededRng

MAX_DEPTH = 12
MAX_MEMBERS = 1_000_000
_MEND = "return numbers or a NumPy array"


class NotPlain(TypeError):
    """A value cannot be taken; the message says what it is, and how to mend it."""


def plain(value: Any, depth: int = 0) -> Any:
    """Return `value` as a tree of plain, freshly made values.

    Parameters
    ----------
    value : object
        Numbers, text, None, arrays (subclasses become base arrays), and dicts with text keys,
        lists, tuples and ranges of them.
    depth : int
        How deep this value lies already.

    Raises
    ------
    NotPlain
        For anything else.
    """
    if depth > MAX_DEPTH:
        raise NotPlain("something nested too deeply; " + _MEND)
    if value is None or isinstance(value, bool | np.bool_):
        return None if value is None else bool(value)
    if isinstance(value, np.generic):
        return _array(np.array(value))[()]
    if isinstance(value, np.ndarray):
        return _array(value)
    if isinstance(value, Formula):
        return Formula(value.parameters, value.expression)
    if isinstance(value, str):
        return str.__str__(value)
    if isinstance(value, int):
        return int.__int__(value)
    if isinstance(value, float):
        return float.__float__(value)
    if isinstance(value, complex):
        return complex.__pos__(value)
    return _members(value, depth)


def typed(value: Any, depth: int = 0) -> Any:
    """Return typed answers as plain values; what is none of them becomes text that says so."""
    if value is Ellipsis:
        return None
    if depth < MAX_DEPTH and isinstance(value, dict):
        items = list(dict.items(value))[:10_000]
        return {k: typed(v, depth + 1) for k, v in items if type(k) is str}
    if depth < MAX_DEPTH and isinstance(value, list | tuple):
        members = list.__iter__(value) if isinstance(value, list) else tuple.__iter__(value)
        return [typed(each, depth + 1) for each in members]
    try:
        return plain(value, depth)
    except NotPlain:
        return f"<{str(type.__getattribute__(type(value), '__name__'))[:40]}>"


def copy(value: Any) -> Any:
    """Return a deep copy of arguments: arrays and containers anew, all else as it is."""
    if isinstance(value, np.ndarray):
        return np.array(value, subok=False)
    if isinstance(value, dict):
        return {key: copy(each) for key, each in value.items()}
    if isinstance(value, list):
        return [copy(each) for each in value]
    if type(value) is tuple:
        return tuple(copy(each) for each in value)
    return value


def same(one: Any, other: Any) -> bool:
    """Say whether two trees are equal in structure, dtype, shape and value.

    Arrays may differ by rounding alone: ``x += step; x -= step`` puts an argument back.
    """
    if isinstance(one, np.ndarray) or isinstance(other, np.ndarray):
        return (
            isinstance(one, np.ndarray)
            and isinstance(other, np.ndarray)
            and one.dtype == other.dtype
            and one.shape == other.shape
            and (one.tobytes() == other.tobytes() or _drifted(one, other))
        )
    if type(one) is not type(other):
        return False
    if isinstance(one, dict):
        return list(one) == list(other) and all(same(one[key], other[key]) for key in one)
    if isinstance(one, list | tuple):
        return len(one) == len(other) and all(map(same, one, other))
    plain_kinds = bool | int | float | complex | str | np.generic | Formula | SeededRng
    if one is None or isinstance(one, plain_kinds):
        return bool(one == other) or (one != one and other != other)
    return one is other


def _drifted(one: np.ndarray, other: np.ndarray) -> bool:
    return one.dtype.kind == "f" and bool(
        np.allclose(one, other, rtol=1e-9, atol=1e-12, equal_nan=True)
    )


def _array(value: np.ndarray) -> np.ndarray:
    if isinstance(value, np.ma.MaskedArray) and np.ma.getmaskarray(value).any():
        raise NotPlain("a masked array with masked values; return a plain array")
    kind = value.dtype.kind
    if kind == "O":
        raise NotPlain(
            "an array of objects (dtype=object); build it from numbers, "
            "all rows equally long, so that NumPy can make it an array of float"
        )
    if kind not in "biufcUS":
        raise NotPlain(f"an array of dtype {value.dtype}; {_MEND}")
    return np.array(value, subok=False, order="C")


def _members(value: Any, depth: int) -> Any:
    if isinstance(value, dict):
        items = list(dict.items(value))
        if not all(isinstance(key, str) for key, _ in items):
            raise NotPlain("a dict whose keys are not all text")
        return {str.__str__(key): plain(each, depth + 1) for key, each in items}
    if isinstance(value, range):
        value = list(value[:MAX_MEMBERS])
    if not isinstance(value, list | tuple):
        raise NotPlain(_foreign(value))
    is_list = isinstance(value, list)
    members = list(list.__iter__(value) if isinstance(value, list) else tuple.__iter__(value))
    if len(members) > MAX_MEMBERS:
        raise NotPlain(f"a sequence of {len(members)} members, far too long")
    parts = [plain(each, depth + 1) for each in members]
    return parts if is_list else tuple(parts)


def _foreign(value: Any) -> str:
    name = type.__getattribute__(type(value), "__name__")
    if name in ("generator", "map", "zip", "filter"):
        return f"a {name}, which is a recipe and no value; collect it with list(...)"
    if name in ("function", "builtin_function_or_method", "type"):
        return "a function itself; did you forget the parentheses of a call?"
    return f"a value of type {str(name)[:40]}; {_MEND}"
