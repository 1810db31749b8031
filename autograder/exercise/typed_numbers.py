"""Reading numbers as people type them, and judging them at the asked decimals.

".62", "0.62", "62 %", "0,62", "1/2", "−0.5" with the typographer's minus, 0.6225 and
``np.float64(0.62)`` are all read; None and "" are blanks.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.exercise.show import shorten

_BLANKS = {"", "...", "…", "?", "-", "none", "todo", "_"}
_DASHES = str.maketrans({"−": "-", "–": "-", "—": "-", "‐": "-", "\u00a0": " ", "\u202f": " "})
_NUMBER = re.compile(r"[+-]?(\d+[.,]?\d*|[.,]\d+)(e[+-]?\d+)?", re.IGNORECASE)
_SLACK = 1.02
_EXACT = 99


class Unreadable(ValueError):
    """What was typed is no number; the message tells the student how to type one."""


@dataclass(frozen=True)
class Typed:
    """A number as it was typed.

    Parameters
    ----------
    value : float
        Its value.
    decimals : int
        How many decimals were given (of the value: "62 %" has 2).
    text : str
        What was typed.
    """

    value: float
    decimals: int
    text: str


@dataclass(frozen=True)
class Verdict:
    """Whether a typed answer is right, and what to say about it."""

    right: bool
    text: str
    reason: str = ""
    note: str = ""
    blank: bool = False


def read_number(typed: Any) -> Typed | None:
    """Read a typed number; None for a blank.

    Raises
    ------
    Unreadable
        If it is no finite number.
    """
    if isinstance(typed, np.ndarray) and typed.size == 1:
        typed = typed.reshape(-1)[0]
    if isinstance(typed, np.generic):
        typed = float(str(typed)) if isinstance(typed, np.float32 | np.float16) else typed.item()
    if isinstance(typed, bool):
        return Typed(float(typed), _EXACT, str(bool(typed)))
    if typed is None or typed is Ellipsis:
        return None
    if isinstance(typed, str):
        return _read_text(str.__str__(typed))
    if isinstance(typed, int | float):
        return _read_float(typed)
    raise Unreadable(f"a {type(typed).__name__} is no number; type one like 0.62")


def judge_number(typed: Any, want: float, places: int) -> Verdict:
    """Judge a typed number against `want` at `places` decimals.

    Parameters
    ----------
    typed : object
        What stands in the student's dict.
    want : float
        The unrounded right value.
    places : int
        The decimals that were asked for. Half a unit of the last one is the tolerance.
    """
    try:
        number = read_number(typed)
    except Unreadable as error:
        return Verdict(False, shorten(typed), str(error))
    if number is None:
        return Verdict(False, "", "is blank", blank=True)
    unit = 10.0**-places
    off = abs(number.value - want)
    if off <= _half(places):
        drifted = number.decimals > places and off > max(_half(number.decimals), 1e-9)
        return Verdict(True, number.text, note=_drift(number, want, places) if drifted else "")
    if number.decimals > places and abs(round(number.value, places) - want) <= _half(places):
        return Verdict(True, number.text, note=_drift(number, want, places))
    return Verdict(False, number.text, _why(number, want, places, unit))


def _half(decimals: int) -> float:
    return 0.5 * 10.0**-decimals * _SLACK


def _drift(number: Typed, want: float, places: int) -> str:
    return (
        f"{number.text} is right to {places} decimals; without rounding on the way it is "
        f"{want:.{places + 3}f}"
    )


def _why(number: Typed, want: float, places: int, unit: float) -> str:
    if number.decimals < places and abs(number.value - want) <= _half(number.decimals):
        return f"{number.text} is too coarse: give at least {_count(places)}"
    if abs(want) <= 1 and abs(number.value / 100 - want) <= unit / 2 and abs(number.value) > 1:
        return f"{number.text} looks like per cent: type {number.value / 100:g} or {number.text} %"
    return "is not right"


def _count(places: int) -> str:
    words = {1: "one decimal", 2: "two decimals", 3: "three decimals", 4: "four decimals"}
    return words.get(places, f"{places} decimals")


def _read_float(value: float) -> Typed:
    try:
        number = float(value)
    except OverflowError:
        raise Unreadable("this number is too large") from None
    if not math.isfinite(number):
        raise Unreadable(f"{number} is not a finite number")
    text = repr(number) if isinstance(value, float) else str(int(value))
    return Typed(number, _decimals(text.lower()), f"{number:.10g}")


def _read_text(text: str) -> Typed | None:
    plain = text.translate(_DASHES).strip().lstrip("≈~= ").strip()
    if plain.lower() in _BLANKS:
        return None
    if plain.lower() in ("true", "false"):
        return Typed(float(plain.lower() == "true"), _EXACT, plain)
    if "/" in plain:
        return _read_fraction(plain, text)
    percent = plain.endswith("%")
    digits = plain.rstrip("% ").replace(" ", "")
    if not _NUMBER.fullmatch(digits) or len(digits) > 60:
        raise Unreadable(f"“{shorten(text)}” is no number; type one like 0.62, “62 %” or “1/2”")
    digits = digits.replace(",", ".").lower()
    value, decimals = float(digits), _decimals(digits)
    if not math.isfinite(value):
        raise Unreadable(f"“{shorten(text)}” is too large")
    if percent:
        value, decimals = value / 100, decimals + 2
    return Typed(value, decimals, shorten(plain))


def _read_fraction(plain: str, text: str) -> Typed:
    above, _, below = plain.partition("/")
    if not (_NUMBER.fullmatch(above.strip()) and _NUMBER.fullmatch(below.strip())):
        raise Unreadable(f"“{shorten(text)}” is no number; type one like 0.62, “62 %” or “1/2”")
    bottom = float(below.replace(",", "."))
    if bottom == 0:
        raise Unreadable(f"“{shorten(text)}” divides by zero")
    return Typed(float(above.replace(",", ".")) / bottom, _EXACT, shorten(plain))


def _decimals(digits: str) -> int:
    mantissa, _, exponent = digits.partition("e")
    after_point = len(mantissa.partition(".")[2]) if not mantissa.endswith(".0") else 0
    return min(max(after_point - int(exponent or 0), 0), _EXACT)
