"""Values for an instructor's eyes: as text, abbreviated or whole, and as JSON."""

from __future__ import annotations

import re
import sys
from typing import Any

import numpy as np

from autograder.exercise import Formula, SeededRng
from autograder.exercise.show import number

SHOWN_VALUES = 24
SHOWN_TEXT = 200
_ADDRESS = re.compile(r"0x[0-9a-fA-F]{5,}")


def text_of(value: Any, full: bool = False) -> str:
    """Return a plain value as text, of several lines where it is an array.

    Parameters
    ----------
    value : object
        A tree of dicts, lists, tuples, arrays, numbers and text.
    full : bool
        Whether every value and every digit is shown.
    """
    if isinstance(value, np.ndarray) and value.ndim:
        head = f"{value.dtype} {value.shape}  "
        return head + _array(value, full, head)
    if isinstance(value, dict):
        inside = [f"{key}: {text_of(each, full)}" for key, each in value.items()]
        return _listed(inside, "{}")
    if isinstance(value, list | tuple):
        kept = value if full or len(value) <= SHOWN_VALUES else value[:SHOWN_VALUES]
        inside = [text_of(each, full) for each in kept]
        if len(kept) < len(value):
            inside.append(f"… {len(value) - len(kept)} more")
        return _listed(inside, "()" if isinstance(value, tuple) else "[]")
    return _single(value, full)


def _single(value: Any, full: bool) -> str:
    if isinstance(value, Formula):
        return value.source
    if isinstance(value, SeededRng):
        return f"np.random.default_rng({value.seed})"
    if isinstance(value, str):
        return repr(value if full else clipped(value))
    if isinstance(value, np.ndarray | np.generic):
        value = value.item()
    if isinstance(value, float) and full:
        return repr(value)
    return number(value, 9)


def clipped(text: str, width: int = SHOWN_TEXT) -> str:
    """Return text without memory addresses, which differ each time, and not too long."""
    text = _ADDRESS.sub("0x…", text)
    return text if len(text) <= width else text[: width - 1] + "…"


def _array(value: np.ndarray, full: bool, head: str) -> str:
    if value.dtype.kind == "f" and not full:
        value = value + 0.0  # no -0
    return np.array2string(
        value,
        max_line_width=88,
        prefix=head,
        precision=17 if full else 6,
        floatmode="unique" if full else "maxprec",
        suppress_small=False,
        separator=", ",
        threshold=sys.maxsize if full else SHOWN_VALUES,
        edgeitems=3,
        sign="-",
    )


def _listed(parts: list[str], brackets: str) -> str:
    if any("\n" in part for part in parts):
        inside = ",\n".join(part.replace("\n", "\n ") for part in parts)
        return f"{brackets[0]}{inside}{brackets[1]}".replace("\n", "\n ")
    return brackets[0] + ", ".join(parts) + brackets[1]


def data_of(value: Any) -> Any:
    """Return a plain value as JSON's kinds, whole; nan and infinities are text."""
    if isinstance(value, np.ndarray) and value.ndim:
        return {
            "dtype": str(value.dtype),
            "shape": list(value.shape),
            "values": data_of(value.tolist()),
        }
    if isinstance(value, np.ndarray | np.generic):
        return data_of(value.item())
    if isinstance(value, dict):
        return {str(key): data_of(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [data_of(each) for each in value]
    if isinstance(value, bool | int | str) or value is None:
        return value
    if isinstance(value, float):
        return value if np.isfinite(value) else str(value)
    return text_of(value, full=True)
