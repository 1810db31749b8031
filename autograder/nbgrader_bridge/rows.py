"""The rows of one submission's grades and comments, read and written with one statement each.

nbgrader's own objects would do, at five times the cost for a class.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any

from sqlalchemy import bindparam, insert, select, update


class Rows:
    """Rows of one submitted notebook.

    Parameters
    ----------
    db : Session
        The open transaction.
    notebook : str
        Id of the submitted notebook.
    """

    def __init__(self, db: Any, notebook: str) -> None:
        self._db = db
        self._notebook = notebook
        self._found: list[tuple[Any, dict[str, Any], SimpleNamespace]] = []

    def of(self, model: Any, cells: Mapping[str, str]) -> dict[str, SimpleNamespace]:
        """Return the rows of a table by the names of `cells` (id to name); a new one where none is.

        What is set on them is written by `save`.
        """
        table = model.__table__
        mine = select(table).where(table.c.notebook_id == self._notebook)
        stored = {row["cell_id"]: dict(row) for row in self._db.execute(mine).mappings()}
        rows: dict[str, SimpleNamespace] = {}
        for cell, name in cells.items():
            before = stored.get(cell, {})
            empty = dict.fromkeys(column.name for column in table.columns)
            empty |= {"notebook_id": self._notebook, "cell_id": cell}
            rows[name] = SimpleNamespace(**empty | before)
            self._found.append((table, before, rows[name]))
        return rows

    def save(self) -> None:
        """Write the rows that are new or changed."""
        new: dict[Any, list[dict[str, Any]]] = {}
        changed: dict[Any, list[tuple[dict[str, Any], dict[str, Any]]]] = {}
        for table, before, row in self._found:
            if not before:
                new.setdefault(table, []).append({k: v for k, v in vars(row).items() if k != "id"})
            elif vars(row) != before:
                changed.setdefault(table, []).append((before, vars(row)))
        for table, values in new.items():
            self._db.execute(insert(table), values)
        for table, pairs in changed.items():
            self._update(table, pairs)

    def _update(self, table: Any, pairs: list[tuple[dict[str, Any], dict[str, Any]]]) -> None:
        """Write the columns that changed in some row; a person may write the others meanwhile."""
        names = [
            c.name for c in table.columns if any(old[c.name] != new[c.name] for old, new in pairs)
        ]
        statement = update(table).where(table.c.id == bindparam("row"))
        values = [{"row": new["id"]} | {f"new_{n}": new[n] for n in names} for _, new in pairs]
        self._db.execute(statement.values({n: bindparam(f"new_{n}") for n in names}), values)
