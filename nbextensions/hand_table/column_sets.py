"""Which columns of a table are shown, and which of its numbers are blank."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from traitlets import TraitError

from course.hand import HandTable

FORWARD, BACKWARD, ALL = "forward", "backward", "all"
_FEW = 4  # parameters; with more, only their gradients are shown


def column_sets(table: HandTable) -> dict[str, list[str]]:
    """Name the columns that are shown together.

    Parameters
    ----------
    table : HandTable
        The table.

    Returns
    -------
    dict of str to list of str
        ``forward``, ``backward`` and ``all``. The backward columns of a net are the gradients of
        its parameters: with every factor in between they would not fit on a screen.
    """
    inputs = [column.key for column in table.columns if column.kind == "input"]
    values = [column.key for column in table.columns if column.kind == "value"]
    rest = [column.key for column in table.columns if column.kind in ("factor", "gradient")]
    ahead = [key for key in (*inputs, "p") if key in table.keys]
    if len(table.parameters) > _FEW:
        ahead = [key for key in ("y", "p") if key in table.keys]
        rest = [f"d{name}" for name in table.parameters]
    return {FORWARD: inputs + values, BACKWARD: ahead + rest, ALL: list(table.keys)}


def shown_columns(table: HandTable, columns: str | list[str]) -> list[str]:
    """List the columns that are shown.

    Parameters
    ----------
    table : HandTable
        The table.
    columns : str or list of str
        Name of a set, or keys.

    Returns
    -------
    list of str
        Keys, from left to right.
    """
    return column_sets(table)[columns] if isinstance(columns, str) else list(columns)


def checked_columns(table: HandTable, columns: Any) -> str | list[str]:
    """Make sure that columns are a set's name or keys of the table.

    Parameters
    ----------
    table : HandTable
        The table.
    columns : str or iterable of str
        What was asked for.

    Returns
    -------
    str or list of str
        The same, as the trait holds it.

    Raises
    ------
    TraitError
        If a key is none of the table's; the message lists those that are.
    """
    if isinstance(columns, str):
        if columns in column_sets(table):
            return columns
        columns = [columns]
    keys = [str(key) for key in columns]
    unknown = [key for key in keys if key not in table.keys]
    if unknown or not keys:
        got = repr(unknown[0]) if unknown else "an empty list"
        known = ", ".join(table.keys)
        raise TraitError(f"columns is {got}, expected forward, backward, all or some of {known}")
    return list(dict.fromkeys(keys))


def blank_ids(table: HandTable, blanks: Any) -> list[str]:
    """Say which numbers are to be filled in.

    Parameters
    ----------
    table : HandTable
        The table.
    blanks : str or iterable
        ``"all"``; or column keys (``"h"``: in every row), ids (``"2:p"``, ``"total:dw1"``,
        ``"update:dw1"``) and pairs (``(2, "p")``, ``("total", "dw1")``).

    Returns
    -------
    list of str
        Ids, ``"row:key"``.

    Raises
    ------
    TraitError
        If there is no such column or row, or the number is given.
    """
    if isinstance(blanks, str):
        blanks = _all(table) if blanks == "all" else [blanks]
    found: dict[str, None] = {}
    for blank in blanks:
        found |= dict.fromkeys(_expanded(table, blank))
    return list(found)


def _all(table: HandTable) -> list[str]:
    keys = [column.key for column in table.columns if column.kind != "input"]
    gradients = [f"d{name}" for name in table.parameters]
    below = ["total:loss", *(f"total:{key}" for key in gradients)]
    return [*keys, *below, *(f"update:{key}" for key in gradients)]


def _expanded(table: HandTable, blank: Any) -> Iterable[str]:
    """Give the ids that one entry means."""
    text = blank if isinstance(blank, str) else ":".join(map(str, blank))
    row, colon, key = text.partition(":")
    if not colon:
        _check_key(table, row)
        return [f"{r}:{row}" for r in range(len(table))]
    learned = {f"d{name}" for name in table.parameters}
    if row == "update" and key in table.parameters:
        key = f"d{key}"
    if row in ("total", "update"):
        if key not in learned and (row, key) != ("total", "loss"):
            raise TraitError(f"blanks has {text!r}, expected loss or one of {', '.join(learned)}")
        return [f"{row}:{key}"]
    _check_key(table, key)
    if not row.isdecimal() or int(row) >= len(table):
        raise TraitError(f"blanks has row {row!r}, expected 0 to {len(table) - 1}, total or update")
    return [f"{int(row)}:{key}"]


def _check_key(table: HandTable, key: str) -> None:
    if key not in table.keys:
        raise TraitError(f"blanks has {key!r}, expected all or some of {', '.join(table.keys)}")
    if table.column(key).kind == "input":
        raise TraitError(f"blanks has {key!r}, which is given: only computed numbers can be blank")
