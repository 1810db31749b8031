"""The table itself: a graph of one example taken through all rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from course.hand.cell import Cell, evaluate_rows, fill
from course.hand.columns import Column, columns_of
from course.hand.footer import REDUCTIONS, FooterCell, gather, update
from course.hand.text import as_text
from course.notation import letter

if TYPE_CHECKING:
    from course.graph import Graph


class HandTable:
    """A table worked by hand, as data.

    Parameters
    ----------
    graph : Graph
        A graph of one example, with a node ``loss``, and ``y_hat`` where there are predictions;
        it is copied. Its parameters have the values of the table's start.
    rows : list of dict of str to float
        For each example the value of each input node.
    reduction : str
        ``"sum"`` or ``"mean"`` of the rows' gradients before one update, or ``"online"``: an update
        after each row, so that each row sees the weights which the row before left.
    learning_rate : float
        Of the update.

    Attributes
    ----------
    graph : Graph
        The graph, with the parameters of the start.
    columns : tuple of Column
        From left to right.
    n_examples : int
        How many rows.
    reduction : str
    learning_rate : float

    Raises
    ------
    ValueError
        If there are no rows, a row lacks an input, or the reduction is unknown.
    """

    def __init__(
        self,
        graph: Graph,
        rows: list[dict[str, float]],
        reduction: str = "mean",
        learning_rate: float = 1.0,
    ) -> None:
        if reduction not in REDUCTIONS:
            raise ValueError(f"reduction is {reduction!r}, expected one of {', '.join(REDUCTIONS)}")
        if not rows:
            raise ValueError("the table has no rows, expected at least one example")
        needed = {node.name for node in graph.leaves("input")}
        for r, row in enumerate(rows):
            if set(row) != needed:
                raise ValueError(f"row {r} has inputs {sorted(row)}, expected {sorted(needed)}")
        self.graph = graph.copy()
        self.reduction = reduction
        self.learning_rate = float(learning_rate)
        self.n_examples = len(rows)
        self.columns = columns_of(self.graph)
        self._rows = [dict(row) for row in rows]
        self._keys = {column.key: column for column in self.columns}
        self._values = evaluate_rows(
            self.graph.copy(),
            self._rows,
            self.columns,
            self.learning_rate if reduction == "online" else None,
        )

    # Reading ------------------------------------------------------------------------------------
    @property
    def parameters(self) -> dict[str, float]:
        """Name to value, at the start of the table."""
        return {node.name: node.value for node in self.graph.leaves("parameter")}

    @property
    def keys(self) -> tuple[str, ...]:
        """Keys of the columns, from left to right."""
        return tuple(self._keys)

    def column(self, key: str) -> Column:
        """Find a column.

        Parameters
        ----------
        key : str
            Such as ``"h"``, ``"dp_dh"`` or ``"dw1"``.

        Returns
        -------
        Column
            The column.

        Raises
        ------
        KeyError
            If there is none; the message lists those that exist.
        """
        if key not in self._keys:
            raise KeyError(f"no column {key!r}; there are {', '.join(self._keys)}")
        return self._keys[key]

    def values(self, key: str) -> np.ndarray:
        """Give a column's numbers.

        Parameters
        ----------
        key : str
            A column's key, or a parameter's name (its value in each row).

        Returns
        -------
        ndarray of float64, shape (n_examples,)
            In full precision.
        """
        if key not in self.parameters:
            self.column(key)
        return np.array([row[key] for row in self._values])

    def cell(self, row: int, key: str) -> Cell:
        """Open one number.

        Parameters
        ----------
        row : int
            Which example, from 0.
        key : str
            Which column.

        Returns
        -------
        Cell
            Value, expression, expression with values, and what it depends on.
        """
        column = self.column(key)
        here = self._values[self._place(row)]

        def filled(places: int) -> str:
            return fill(self._graph_of(row), column, here, places)

        return Cell(row, column, here[key], dict(here), filled)

    def used_by(self, key: str) -> tuple[str, ...]:
        """List the columns in which a column or parameter is put in.

        Parameters
        ----------
        key : str
            A column's key or a parameter's name.

        Returns
        -------
        tuple of str
            Keys, from left to right.
        """
        return tuple(column.key for column in self.columns if key in column.depends_on)

    def __iter__(self) -> Iterator[dict[str, float]]:
        """Row by row: key to value, parameters included."""
        return iter([dict(row) for row in self._values])

    def __len__(self) -> int:
        return self.n_examples

    def text(self, keys: Iterable[str] = (), places: int = 4) -> str:
        """Write the table, or some of its columns, as text; see `course.hand.text`."""
        return as_text(self, keys, places)

    def __str__(self) -> str:
        return self.text()

    def __repr__(self) -> str:
        return f"HandTable({self.n_examples} rows, {self.reduction}, loss {self.loss.value:.6g})"

    # Below the rows -----------------------------------------------------------------------------
    @property
    def loss(self) -> FooterCell:
        """The loss over all rows: their sum, or their mean (also online, for comparison)."""
        gathered = "sum" if self.reduction == "sum" else "mean"
        return gather("loss", self.graph["loss"].symbol, list(self.values("loss")), gathered)

    @property
    def n_right(self) -> int:
        """How many predictions equal their target."""
        return int(np.sum(self.values("y_hat") == self.values("y")))

    @property
    def gradient(self) -> dict[str, FooterCell]:
        """Parameter name to the gradient over all rows; online there is none, and it is empty."""
        if self.reduction == "online":
            return {}
        return {
            name: gather(
                name,
                self.column(f"d{name}").symbol,
                list(self.values(f"d{name}")),
                self.reduction,
            )
            for name in self.parameters
        }

    @property
    def update(self) -> dict[str, FooterCell]:
        """Parameter name to its value after the step (online: after the last row's step)."""
        return self.update_after(self.n_examples - 1)

    def update_after(self, row: int) -> dict[str, FooterCell]:
        """Give the step that is taken after a row.

        Parameters
        ----------
        row : int
            Which row; only online does it matter, else the step comes after the last one.

        Returns
        -------
        dict of str to FooterCell
            Parameter name to new value.
        """
        whole, here = self.gradient, self._values[self._place(row)]
        return {
            node.name: update(
                node,
                here[node.name],
                whole[node.name].value if whole else here[f"d{node.name}"],
                self.learning_rate,
                self.graph["loss"].symbol,
                letter("learning_rate"),
            )
            for node in self.graph.leaves("parameter")
        }

    def next(self) -> HandTable:
        """Make the table after the update: same rows, new weights.

        Returns
        -------
        HandTable
            A new table; this one does not change.
        """
        return self.at({name: cell.value for name, cell in self.update.items()})

    def at(self, parameters: Mapping[str, float]) -> HandTable:
        """Make the same table with other parameters.

        Parameters
        ----------
        parameters : mapping of str to float
            Those that change.

        Returns
        -------
        HandTable
            A new table.

        Raises
        ------
        ValueError
            If a name is not a parameter's, or a value is not finite.
        """
        unknown = [name for name in parameters if name not in self.parameters]
        if unknown:
            known = ", ".join(self.parameters)
            raise ValueError(f"{unknown[0]!r} is no parameter; choose from {known}")
        graph = self.graph.copy().set(parameters)
        return HandTable(graph, self._rows, self.reduction, self.learning_rate)

    def to_data(self) -> dict[str, Any]:
        """Turn the table into plain data: the graph, the rows, and what each column shows.

        Returns
        -------
        dict
            ``{"graph", "rows", "columns", "reduction", "learning_rate"}``; numbers follow from it.
        """
        return {
            "graph": self.graph.to_data(),
            "rows": [dict(row) for row in self._rows],
            "columns": [
                {**column._asdict(), "depends_on": list(column.depends_on)}
                for column in self.columns
            ],
            "reduction": self.reduction,
            "learning_rate": self.learning_rate,
        }

    def _place(self, row: int) -> int:
        if row not in range(self.n_examples):
            raise IndexError(f"row is {row!r}, expected 0 to {self.n_examples - 1}")
        return row

    def _graph_of(self, row: int) -> Graph:
        """Put the graph back to where it stood in a row."""
        here = self._values[row]
        leaves = {name: here[name] for name in self.parameters}
        return self.graph.copy().set({**leaves, **self._rows[row]})
