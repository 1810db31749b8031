"""Numbers, rows and results as short text, whatever the print options are."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from autograder.exercise.formula import Formula
from autograder.exercise.seeded import SeededRng


def shorten(value: Any, width: int = 40) -> str:
    """Return `value` as short, harmless text."""
    try:
        text = value if isinstance(value, str) else repr(value)
        text = " ".join(str.__str__(text).split())
    except BaseException:
        text = f"a {type(value).__name__}"
    return text if len(text) <= width else text[: width - 1] + "…"


def number(value: Any, digits: int = 6) -> str:
    """Return a number with at most `digits` significant digits."""
    if isinstance(value, bool | np.bool_):
        return str(bool(value))
    if isinstance(value, int | np.integer):
        if abs(int(value)) < 10**15:
            return str(int(value))
        if int(value).bit_length() > 1000:  # beyond any float
            return f"a whole number of {int(value).bit_length()} bits"
        return f"{float(value):.{digits}g}"
    if isinstance(value, complex | np.complexfloating):
        return f"{complex(value):.{digits}g}"
    if isinstance(value, float | np.floating):
        return f"{float(value) + 0.0:.{digits}g}".replace("e-0", "e-").replace("e+0", "e+")
    return shorten(value)


def brief(value: Any, width: int = 60, digits: int = 6) -> str:
    """Return any plain value in one short line."""
    text = _brief(value, digits, width)
    return text if len(text) <= width else text[: width - 1] + "…"


def pair(yours: Any, expected: Any, width: int = 60) -> tuple[str, str]:
    """Return two values as text, with enough digits to tell them apart if they differ."""
    if brief(yours, width, 17) == brief(expected, width, 17):
        return brief(yours, width), brief(expected, width)
    for digits in (6, 9, 12, 17):
        left, right = brief(yours, width, digits), brief(expected, width, digits)
        if left != right:
            break
    return left, right


def kind(value: Any) -> str:
    """Return what a plain value is, in words: type and shape."""
    if value is None:
        return "None"
    if isinstance(value, str):
        return f"text ({shorten(value)!r})"
    if isinstance(value, np.ndarray) and value.ndim:
        what = {"U": " of text", "S": " of text", "O": " of objects", "c": " of complex numbers"}
        return f"an array of shape {value.shape}{what.get(value.dtype.kind, '')}"
    if isinstance(value, dict):
        return f"a dict with {', '.join(map(repr, list(value)[:6])) or 'nothing in it'}"
    if isinstance(value, tuple | list):
        name = "tuple" if isinstance(value, tuple) else "list"
        return f"a {name} of {len(value)}"
    if isinstance(value, complex | np.complexfloating):
        return "a complex number"
    return f"a single number ({number(value)})"


def _brief(value: Any, digits: int, room: int, depth: int = 0) -> str:
    """Return `value` as text, of which nothing behind `room` characters need be there."""
    if isinstance(value, Formula):
        return f"{value.parameters} ↦ {value.expression}"
    if isinstance(value, SeededRng):
        return "a generator"
    if isinstance(value, np.ndarray):
        if value.ndim == 0:
            return number(value.item(), digits)
        if value.size > 200 or value.ndim > 2:
            return f"array of shape {value.shape}"
        return _listed((_brief(each, digits, room, depth + 1) for each in value), "[]", room)
    if isinstance(value, tuple | list):
        items = value[:40] if depth < 4 else ()
        parts = (_brief(each, digits, room, depth + 1) for each in items)
        brackets = "()" if isinstance(value, tuple) else "[]"
        return _listed(parts if depth < 4 else ["…"], brackets, room)
    if isinstance(value, dict):
        named = list(value.items())[:12] if depth < 4 else []
        parts = (f"{k}: {_brief(v, digits, room, depth + 1)}" for k, v in named)
        return _listed(parts, "{}", room)
    return number(value, digits)


def _listed(parts: Iterable[str], brackets: str, room: int) -> str:
    """Join the parts that fit into `room` characters, and the one that no longer does."""
    taken: list[str] = []
    for part in parts:
        taken.append(part)
        room -= len(part)
        if room < 0:
            break
    return brackets[0] + ", ".join(taken) + brackets[1]
