"""One number of a table: its value, and what is written about it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from course.graph.derivatives import edges
from course.graph.paths import count_paths, paths
from course.graph.rounding import Rounded, rounded
from course.graph.writing import line, number, with_values
from course.hand.columns import MOST_PATHS, Column

if TYPE_CHECKING:
    from course.graph import Graph


class Cell(NamedTuple):
    """One number of a table.

    Attributes
    ----------
    row : int
        Which example, from 0.
    column : Column
        What it is: symbol, expression, what it depends on.
    value : float
        The number, in full precision.
    values : dict of str to float
        Everything in its row, parameters included, by key.
    write : callable
        ``write(places) -> str``, what :meth:`filled` gives.
    """

    row: int
    column: Column
    value: float
    values: dict[str, float]
    write: Callable[[int], str]

    def rounded(self, places: int = 2) -> Rounded:
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
        r"""Write the expression with values put in.

        Parameters
        ----------
        places : int
            Digits after the point of each number.

        Returns
        -------
        str
            LaTeX, such as ``1 \cdot 0 + (-1) \cdot 0 + (-0.5)``.
        """
        return self.write(places)

    def equation(self, places: int = 4) -> str:
        """Write the whole line: symbol, expression, expression with values, value.

        Parameters
        ----------
        places : int
            Digits after the point of each number.

        Returns
        -------
        str
            LaTeX.
        """
        column = self.column
        return line(column.symbol, column.expression, self.filled, self.value, places)


def evaluate_rows(
    graph: Graph,
    rows: list[dict[str, float]],
    columns: tuple[Column, ...],
    online_rate: float | None = None,
) -> list[dict[str, float]]:
    """Take a graph through the rows.

    Parameters
    ----------
    graph : Graph
        The graph at the table's start; it is changed.
    rows : list of dict of str to float
        Inputs of each example.
    columns : tuple of Column
        What to compute.
    online_rate : float, optional
        Learning rate of an update after each row; without it the parameters stay.

    Returns
    -------
    list of dict of str to float
        For each row the parameters as it saw them, and every column.
    """
    found = []
    names = [node.name for node in graph.leaves("parameter")]
    for row in rows:
        graph.set(row)
        here = {name: graph.value(name) for name in names}
        here |= _row_values(graph, columns)
        found.append(here)
        if online_rate is not None:
            graph.set({name: here[name] - online_rate * here[f"d{name}"] for name in names})
    return found


def _row_values(graph: Graph, columns: tuple[Column, ...]) -> dict[str, float]:
    derivatives = graph.derivatives("loss")
    values = {}
    for column in columns:
        if column.kind == "gradient":
            values[column.key] = derivatives[column.node]
        elif column.kind == "factor":
            into = edges(graph, column.node)
            values[column.key] = sum(e.factor for e in into if e.parent == column.parent)
        else:
            values[column.key] = graph.value(column.node)
    return values


def fill(graph: Graph, column: Column, here: dict[str, float], places: int) -> str:
    """Write a column's expression with the values of one row.

    Parameters
    ----------
    graph : Graph
        The graph as it stands in that row.
    column : Column
        Which column.
    here : dict of str to float
        The row's values.
    places : int
        Digits after the point.

    Returns
    -------
    str
        LaTeX.
    """
    if column.kind in ("input", "value"):
        return graph[column.node].filled(places)
    if column.kind == "factor":
        return _fill_factor(graph, column.node, column.parent, places)
    if count_paths(graph, column.node, "loss") > MOST_PATHS:
        return number(here[column.key], places)
    ways = paths(graph, column.node, "loss")
    if len(ways) == 1 and len(ways[0].edges) == 1:
        return _fill_factor(graph, "loss", column.node, places)
    products = [
        r" \cdot ".join(number(factor, places, parentheses=True) for factor in path.factors)
        for path in ways
    ]
    return " + ".join(products)


def _fill_factor(graph: Graph, child: str, parent: str, places: int) -> str:
    node = graph[child]
    position = [graph.nodes[i].name for i in node.parents].index(parent)
    template = node.factor_templates[position]
    return with_values(template, node.value, node.parent_values, places)
