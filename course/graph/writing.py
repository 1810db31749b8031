"""Expressions: templates with their placeholders filled by symbols or by numbers."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from course.graph.rounding import rounded

_PLACEHOLDER = re.compile(r"([#@])(\d+)")


def with_symbols(template: str, own: str, parents: Sequence[str]) -> str:
    """Put symbols into a template.

    Parameters
    ----------
    template : str
        LaTeX with ``#k`` and ``@k``; 0 is the node itself, 1 its first parent.
    own : str
        Symbol of the node itself.
    parents : sequence of str
        Symbols of the parents, in order.

    Returns
    -------
    str
        LaTeX.
    """
    symbols = (own, *parents)
    return _PLACEHOLDER.sub(lambda match: symbols[int(match[2])], template)


def number(value: float, places: int = 4, parentheses: bool = False) -> str:
    """Write one number as LaTeX, rounded honestly.

    Parameters
    ----------
    value : float
        The number.
    places : int
        Digits after the point; zeros at the end are dropped.
    parentheses : bool
        Whether a negative number is put in parentheses.

    Returns
    -------
    str
        LaTeX.
    """
    latex = rounded(value, places, trim=True).latex
    return f"({latex})" if parentheses and latex.startswith("-") else latex


def with_values(template: str, own: float, parents: Sequence[float], places: int = 4) -> str:
    r"""Put numbers into a template.

    Parameters
    ----------
    template : str
        LaTeX with ``#k`` (a negative number gets parentheses) and ``@k`` (it does not).
    own : float
        Value of the node itself.
    parents : sequence of float
        Values of the parents, in order.
    places : int
        Digits after the point.

    Returns
    -------
    str
        LaTeX, such as ``1 \cdot 0 + (-1) \cdot 0 + (-0.5)``.
    """
    values = (own, *parents)
    return _PLACEHOLDER.sub(
        lambda match: number(values[int(match[2])], places, parentheses=match[1] == "#"), template
    )


def line(
    symbol: str, expression: str, filled: Callable[[int], str], value: float, places: int = 4
) -> str:
    r"""Write a whole line: symbol, expression, expression with values, value.

    A sign is ``=`` only where what stands right of it is the number to the last digit.

    Parameters
    ----------
    symbol, expression : str
        LaTeX; equal for a leaf.
    filled : callable
        ``filled(places) -> str``, the expression with values put in.
    value : float
        The number.
    places : int
        Digits after the point of each number.

    Returns
    -------
    str
        LaTeX, such as ``h = w_1 \cdot X_1 + b = 1 \cdot 0 + (-0.5) = -0.5``.
    """
    shown = rounded(value, places, trim=True)
    end = f" {_sign(expression, value, shown.relation)} {shown.latex}"
    if symbol == expression:
        return symbol + end
    written = filled(places)
    relation = "=" if written == filled(15) else r"\approx"
    middle = "" if written in (expression, shown.latex) else f" {relation} {written}"
    return f"{symbol} = {expression}{middle}{end if expression != shown.latex else ''}"


def _sign(expression: str, value: float, relation: str) -> str:
    # A sigmoid comes as near to 0 and 1 as a computer can tell, and reaches neither; so does tanh.
    limits = {"1 + e^{": (0.0, 1.0), r"\tanh": (-1.0, 1.0)}
    near = any(name in expression and value in ends for name, ends in limits.items())
    return r"\approx" if near else relation
