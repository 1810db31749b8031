"""Arithmetic that never raises: IEEE 754 on plain floats, as a browser does it.

Infinities and NaN come out where Python's own operators and ``math`` would raise.
"""

from __future__ import annotations

import math
from collections.abc import Iterable


def divide(a: float, b: float) -> float:
    """Divide ``a`` by ``b``; a division by zero gives an infinity or NaN."""
    if b != 0:
        return a / b
    return math.nan if a == 0 or math.isnan(a) else math.copysign(math.inf, a) * math.copysign(1, b)


def exp(x: float) -> float:
    """Exponential; infinity where it overflows."""
    return math.exp(x) if x < 709.78 else (math.nan if math.isnan(x) else math.inf)


def log(x: float) -> float:
    """Natural logarithm; minus infinity at 0, NaN below."""
    return math.log(x) if x > 0 else (-math.inf if x == 0 else math.nan)


def sigmoid(x: float) -> float:
    """1 / (1 + exp(-x)), without overflow on either side."""
    if x >= 0:
        return 1 / (1 + math.exp(-x))
    e = exp(x)
    return e / (1 + e)


def total(terms: Iterable[float]) -> float:
    """Add from left to right (``sum`` compensates in newer Pythons, a browser does not)."""
    result = 0.0
    for term in terms:
        result += term
    return result


def sign(x: float) -> float:
    """-1, 0 or 1; 0 at 0 and for NaN."""
    return float((x > 0) - (x < 0))
