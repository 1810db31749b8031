"""A table as plain text: what ``print(table)`` shows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from course.graph.rounding import rounded

if TYPE_CHECKING:
    from course.hand.table import HandTable


def usual_keys(table: HandTable) -> tuple[str, ...]:
    """Choose what is printed unless told otherwise: all but the factors of the chain rule.

    Parameters
    ----------
    table : HandTable
        The table.

    Returns
    -------
    tuple of str
        Inputs, forward values, and the gradient of each parameter, in the parameters' order.
    """
    forward = [column.key for column in table.columns if column.kind in ("input", "value")]
    return (*forward, *(f"d{name}" for name in table.parameters))


def as_text(table: HandTable, keys: Iterable[str] = (), places: int = 4) -> str:
    """Write a table in columns of digits.

    Parameters
    ----------
    table : HandTable
        The table.
    keys : iterable of str
        Columns; `usual_keys` where it is empty.
    places : int
        Digits after the point, where a column needs them.

    Returns
    -------
    str
        The parameters, the heading, the rows, loss and gradient over all of them, and how many
        predictions are right.
    """
    chosen = tuple(keys) or usual_keys(table)
    below = {"loss": table.loss, **{f"d{name}": cell for name, cell in table.gradient.items()}}
    columns = [["", *map(str, range(table.n_examples)), table.loss.kind]]
    for key in chosen:
        numbers = _column(table.values(key).tolist(), places)
        end = below[key].rounded(places).text if key in below else ""
        columns.append([key, *numbers, end])
    widths = [max(map(len, column)) for column in columns]
    lines = [
        "  ".join(text.rjust(width) for text, width in zip(line, widths, strict=True)).rstrip()
        for line in zip(*columns, strict=True)
    ]
    start = ", ".join(
        f"{name} = {rounded(value, places, trim=True).text}"
        for name, value in table.parameters.items()
    )
    right = [f"{table.n_right} of {table.n_examples} right"] if "y_hat" in table.keys else []
    return "\n".join([start, *lines, *right])


def _column(numbers: Sequence[float], places: int) -> list[str]:
    """Write numbers alike: short where that is the whole truth about all of them."""
    short = [rounded(number, places, trim=True) for number in numbers]
    if all(number.exact for number in short):
        return [number.text for number in short]
    return [rounded(number, places).text for number in numbers]
