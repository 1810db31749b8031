r"""What stands below the rows: the loss and the gradient over all of them, and the update.

.. math:: g = \sum_r g_r \;\text{ or }\; \frac{1}{n}\sum_r g_r, \qquad w \leftarrow w - \eta\, g

Source: Beam, BMI 707 lecture 2 ("Learning Rules for each Parameter").
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from course.graph.derivatives import partial
from course.graph.rounding import Rounded, rounded
from course.graph.writing import number

if TYPE_CHECKING:
    from course.graph import Node

REDUCTIONS = ("sum", "mean", "online")


class FooterCell(NamedTuple):
    """A number below the table.

    Attributes
    ----------
    key : str
        ``"loss"``, or the parameter's name.
    value : float
        The number, in full precision.
    symbol, expression : str
        LaTeX.
    parts : tuple of float
        The rows' numbers that it gathers, or old value, learning rate and gradient.
    kind : str
        ``"sum"``, ``"mean"`` or ``"update"``.
    """

    key: str
    value: float
    symbol: str
    expression: str
    parts: tuple[float, ...]
    kind: str

    def rounded(self, places: int = 4) -> Rounded:
        """Round the value for showing.

        Parameters
        ----------
        places : int
            Digits after the point.

        Returns
        -------
        Rounded
            Text and value.
        """
        return rounded(self.value, places)

    def filled(self, places: int = 4) -> str:
        """Write the expression with values put in.

        Parameters
        ----------
        places : int
            Digits after the point of each number.

        Returns
        -------
        str
            LaTeX.
        """
        if self.kind == "update":
            old, rate, gradient = self.parts
            step = number(gradient, places, parentheses=True)
            return rf"{number(old, places)} - {number(rate, places)} \cdot {step}"
        terms = " + ".join(number(part, places, parentheses=True) for part in self.parts)
        return terms if self.kind == "sum" else rf"\frac{{1}}{{{len(self.parts)}}} ({terms})"


def gather(key: str, symbol: str, per_row: Sequence[float], reduction: str) -> FooterCell:
    """Sum or average one column.

    Parameters
    ----------
    key : str
        Name of the result.
    symbol : str
        LaTeX of one row's number.
    per_row : sequence of float, shape (n_examples,)
        The column.
    reduction : str
        ``"sum"`` or ``"mean"``.

    Returns
    -------
    FooterCell
        The number over all rows.
    """
    parts = tuple(float(value) for value in per_row)
    total = _sum(parts)
    if reduction == "sum":
        return FooterCell(key, total, rf"\sum {symbol}", rf"\sum_r {symbol}", parts, "sum")
    n = len(parts)
    written = rf"\frac{{1}}{{{n}}} \sum_r {symbol}"
    return FooterCell(key, total / n, rf"\overline{{{symbol}}}", written, parts, "mean")


def _sum(parts: Sequence[float]) -> float:
    # Rows that cancel leave the errors of their last digits, such as 1.4e-17: that is zero.
    total = float(np.sum(parts))
    error = len(parts) * np.finfo(float).eps * max(map(abs, parts), default=0.0)
    return 0.0 if abs(total) < error else total


def update(
    parameter: Node, value: float, gradient: float, rate: float, loss: str, rate_symbol: str
) -> FooterCell:
    """Take one step of gradient descent with one parameter.

    Parameters
    ----------
    parameter : Node
        Which one.
    value : float
        Its value before the step.
    gradient : float
        Derivative of the loss by it.
    rate : float
        Learning rate.
    loss, rate_symbol : str
        LaTeX of the loss and of the learning rate.

    Returns
    -------
    FooterCell
        The value after the step, as an expression of the three numbers.
    """
    written = rf"{parameter.symbol} - {rate_symbol} \cdot {partial(loss, parameter.symbol)}"
    new = value - rate * gradient
    base = f"{{{parameter.symbol}}}" if "^" in parameter.symbol else parameter.symbol
    symbol = rf"{base}^{{\text{{new}}}}"
    return FooterCell(parameter.name, new, symbol, written, (value, rate, gradient), "update")
