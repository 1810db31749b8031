"""A node: one number of a computation, with everything that can be said about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from course.graph.operations import OPERATIONS, Operation
from course.graph.rounding import Rounded, rounded
from course.graph.writing import line, with_symbols, with_values

if TYPE_CHECKING:
    from course.graph.graph import Graph

Number = int | float


class Node:
    """One scalar of a :class:`~course.graph.Graph`; made by the graph's own methods.

    Attributes
    ----------
    graph : Graph
        The graph that holds the values.
    index : int
        Place in ``graph.nodes``; parents always have smaller ones.
    name : str
        Unique key, such as ``"w1"``.
    symbol : str
        LaTeX, such as ``"w_1"``.
    kind : str
        ``"input"``, ``"parameter"``, ``"constant"`` or ``"operation"``.
    parents : tuple of int
        Indices of the parents, in the operation's order; a parent may occur twice.
    quantity : str
        What it is in words that every deck shares, such as ``"weight"``
        (see :mod:`course.notation`), or ``""``.
    indices : tuple of int
        Subscripts of that quantity.
    """

    __slots__ = (
        "_operation",
        "graph",
        "index",
        "indices",
        "kind",
        "name",
        "parents",
        "quantity",
        "symbol",
    )

    def __init__(
        self,
        graph: Graph,
        index: int,
        name: str,
        symbol: str,
        kind: str,
        operation: str = "",
        parents: tuple[int, ...] = (),
        quantity: str = "",
        indices: tuple[int, ...] = (),
    ) -> None:
        self.graph = graph
        self.index = index
        self.name = name
        self.symbol = symbol
        self.kind = kind
        self._operation = operation
        self.parents = parents
        self.quantity = quantity
        self.indices = indices

    @property
    def value(self) -> float:
        """The number, in full precision."""
        return self.graph.values[self.index]

    @property
    def operation(self) -> Operation | None:
        """What makes it from its parents; None for inputs, parameters and constants."""
        return OPERATIONS[self._operation] if self._operation else None

    @property
    def parent_values(self) -> tuple[float, ...]:
        """Values of the parents, in order."""
        return tuple(self.graph.values[i] for i in self.parents)

    @property
    def parent_symbols(self) -> tuple[str, ...]:
        """Symbols of the parents, in order."""
        return tuple(self.graph.nodes[i].symbol for i in self.parents)

    @property
    def template(self) -> str:
        """The expression with placeholders for its parents (``""`` for a leaf)."""
        return self.operation.template(len(self.parents)) if self.operation else ""

    @property
    def factor_templates(self) -> tuple[str, ...]:
        """The local derivative by each parent, with placeholders."""
        return self.operation.factors(len(self.parents)) if self.operation else ()

    @property
    def expression(self) -> str:
        r"""LaTeX of what it is made of: ``w_1 \cdot X_1 + b``; a leaf's own symbol."""
        if not self.operation:
            return self.symbol
        return with_symbols(self.template, self.symbol, self.parent_symbols)

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
            LaTeX; for a leaf its value.
        """
        if not self.operation:
            return rounded(self.value, places, trim=True).latex
        return with_values(self.template, self.value, self.parent_values, places)

    def equation(self, places: int = 4) -> str:
        r"""Write the whole line: symbol, expression, expression with values, value.

        Parameters
        ----------
        places : int
            Digits after the point of each number.

        Returns
        -------
        str
            LaTeX, such as ``h = w_1 \cdot X_1 + b = 1 \cdot 0 + (-0.5) = -0.5``.
        """
        return line(self.symbol, self.expression, self.filled, self.value, places)

    # A formula may be written as a formula: x * x + 1 adds nodes to x's graph.
    def _with(self, operation: str, *others: Node | Number) -> Node:
        return self.graph.apply(operation, self, *others)

    def __add__(self, other: Node | Number) -> Node:
        return self._with("add", other)

    def __radd__(self, other: Number) -> Node:
        return self.graph.apply("add", other, self)

    def __sub__(self, other: Node | Number) -> Node:
        return self._with("subtract", other)

    def __rsub__(self, other: Number) -> Node:
        return self.graph.apply("subtract", other, self)

    def __mul__(self, other: Node | Number) -> Node:
        return self._with("multiply", other)

    def __rmul__(self, other: Number) -> Node:
        return self.graph.apply("multiply", other, self)

    def __truediv__(self, other: Node | Number) -> Node:
        return self._with("divide", other)

    def __rtruediv__(self, other: Number) -> Node:
        return self.graph.apply("divide", other, self)

    def __neg__(self) -> Node:
        return self._with("negate")

    def __repr__(self) -> str:
        made = f"{self._operation} of {len(self.parents)}" if self._operation else self.kind
        return f"Node({self.name} = {self.value:.6g}, {made})"
