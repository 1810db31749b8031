"""The numbers that a table shows, worked out in Python: for the picture that is left behind.

The browser does the same (``core/sheet.js``): where a student's p stands in a row, everything that
is computed from p follows from it.
"""

from __future__ import annotations

from course.graph import Graph, edges, reverse, rounded
from course.hand import Column, HandTable
from nbextensions.graphs.own_table import NO_OWN, OwnNumbers

_RELATIVE, _ABSOLUTE = 1e-5, 1e-8  # as in the browser: a student may compute in float32


class Worked:
    """A table with a student's numbers in the places of ours.

    Parameters
    ----------
    table : HandTable
        Ours.
    own : OwnNumbers
        Theirs; :data:`NO_OWN` where there are none.
    """

    def __init__(self, table: HandTable, own: OwnNumbers = NO_OWN) -> None:
        self.table, self.own = table, own
        self._rows = [self._row(r, here) for r, here in enumerate(table)]

    def _row(self, r: int, here: dict[str, float]) -> dict[str, float]:
        if self.own.p is not None:
            here |= _following(self.table, here, self.own.p[r])
        return here | {f"d{name}": values[r] for name, values in self.own.gradient.items()}

    def value(self, row: int, key: str) -> float:
        """Give a number in a row, by column key or parameter name."""
        return self._rows[row][key]

    def total(self, key: str) -> float | None:
        """Give the sum or mean of a column, where the table has one (``loss``, ``dw1``)."""
        name = key.removeprefix("d")
        if key == "loss":
            losses = [row["loss"] for row in self._rows]
            return sum(losses) / (1 if self.table.reduction == "sum" else len(losses))
        if name not in self.table.gradient:
            return None
        if name in self.own.total:
            return self.own.total[name]
        gathered = sum(row[key] for row in self._rows)
        return gathered / (1 if self.table.reduction == "sum" else len(self._rows))

    def update(self, key: str) -> float | None:
        """Give a parameter after the step, by the key of its gradient's column (``dw1``)."""
        name = key.removeprefix("d")
        if name not in self.table.parameters or name == key:
            return None
        slope = self.total(key)
        if slope is None:
            slope = self._rows[-1][key]
        return self._rows[-1][name] - self.table.learning_rate * slope

    def number(self, id: str) -> float | None:
        """Give the number behind an id: ``"2:p"``, ``"total:dw1"``, ``"update:dw1"``."""
        row, _, key = id.partition(":")
        if row == "total":
            return self.total(key)
        if row == "update":
            return self.update(key)
        known = row.isdecimal() and int(row) < len(self._rows) and key in self._rows[int(row)]
        return self._rows[int(row)][key] if known else None

    def text(self, id: str, places: int) -> str:
        """Write that number as the table shows it: given numbers as they are, others rounded."""
        value = self.number(id)
        if value is None:
            return ""
        row, _, key = id.partition(":")
        given = row.isdecimal() and key in self.table.keys and is_given(self.table, key)
        return rounded(value, 6 if given else places, trim=given).text.replace("-", "\u2212")

    @property
    def first_stray(self) -> str:
        """Id of the first number of the student's functions that ours give otherwise, or ``""``.

        Their backward pass is compared with ours for the same p.
        """
        rows = range(len(self.table))
        between = Worked(self.table, self.own._replace(gradient={}, total={}))
        own_p = [] if self.own.p is None else [f"{r}:p" for r in rows]
        slopes = [f"{r}:d{name}" for name in self.own.gradient for r in rows]
        below = [f"total:d{name}" for name in self.own.total]
        plain = Worked(self.table)
        pairs = [(id, plain) for id in own_p] + [(id, between) for id in (*slopes, *below)]
        return next((id for id, ours in pairs if not _near(self.number(id), ours.number(id))), "")

    @property
    def n_right(self) -> int | None:
        """How many rows are predicted rightly; None where the table predicts nothing."""
        if "y_hat" not in self.table.keys:
            return None
        operation = self.table.graph["y_hat"].operation
        if operation is None or not operation.name.startswith("predict"):
            return None  # some letters write a probability so
        return sum(row["y_hat"] == row["y"] for row in self._rows)


def _near(number: float | None, ours: float | None) -> bool:
    if number is None or ours is None:
        return number == ours
    return abs(number - ours) <= _ABSOLUTE + _RELATIVE * abs(ours)


def _following(table: HandTable, here: dict[str, float], p: float) -> dict[str, float]:
    """Put a probability into a row's graph, and give all that follows from it."""
    inputs = [node.name for node in table.graph.leaves("input")]
    graph = table.graph.copy().set({name: here[name] for name in [*inputs, *table.parameters]})
    place = graph["p"].index
    graph.values[place] = p
    for node in graph.nodes[place + 1 :]:
        if node.operation:
            graph.values[node.index] = node.operation.value(node.parent_values)
    slopes = reverse(graph, "loss")
    return {column.key: _column_value(graph, column, slopes) for column in table.columns}


def _column_value(graph: Graph, column: Column, slopes: dict[str, float]) -> float:
    if column.kind == "gradient":
        return slopes[column.node]
    if column.kind == "factor":
        into = edges(graph, column.node)
        return sum(edge.factor for edge in into if edge.parent == column.parent)
    return graph[column.node].value


def is_given(table: HandTable, key: str) -> bool:
    """Say whether a column holds given numbers, or classes: they are shown as they are.

    Parameters
    ----------
    table : HandTable
        The table.
    key : str
        The column.

    Returns
    -------
    bool
        True for inputs, for predictions, and for factors that are inputs.
    """
    column = table.column(key)
    if column.kind == "value":
        operation = table.graph[column.node].operation
        return operation is not None and operation.name.startswith("predict")
    inputs = {node.name for node in table.graph.leaves("input")}
    return column.kind == "input" or (column.kind == "factor" and set(column.depends_on) <= inputs)
