"""The computational graph: a formula as data, with the values of one evaluation.

Source: Louppe, INFO8010 lecture 2 (computational graphs); Griewank and Walther, "Evaluating
Derivatives", chapter 3 (the evaluation trace and the reverse mode).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from course.graph.derivatives import reverse
from course.graph.node import Node, Number
from course.graph.operations import operation as look_up
from course.notation import letter


class Graph:
    """Scalar nodes in the order of evaluation.

    Nodes are added by :meth:`input`, :meth:`parameter`, :meth:`constant` and :meth:`apply` (or by
    writing ``x * x + 1``); each gets its value at once. :meth:`set` changes leaves and evaluates
    everything again. Derivatives are a function of the graph (:meth:`derivatives`): nothing about
    a backward pass is stored.

    Attributes
    ----------
    nodes : list of Node
        Parents before children.
    values : list of float
        Value of each node.

    Examples
    --------
    >>> graph = Graph()
    >>> x = graph.parameter("x", 3.0)
    >>> square = graph.apply("multiply", x, x, name="square")
    >>> graph.derivatives("square")["x"]
    6.0
    """

    def __init__(self) -> None:
        self.nodes: list[Node] = []
        self.values: list[float] = []
        self._index: dict[str, int] = {}

    # Building -----------------------------------------------------------------------------------
    def input(self, name: str, value: Number = 0.0, symbol: str = "", **meaning: Any) -> Node:
        """Add something that is given: a feature or a target.

        Parameters
        ----------
        name : str
            Unique key.
        value : float
            Its value.
        symbol : str
            LaTeX; where it is empty, the letter of its quantity, or else its name.
        **meaning
            `quantity` and `indices`, see :class:`Node`.

        Returns
        -------
        Node
            The new node.

        Raises
        ------
        ValueError
            If the name is taken or the value is not finite.
        """
        return self._leaf("input", name, value, symbol, meaning)

    def parameter(self, name: str, value: Number = 0.0, symbol: str = "", **meaning: Any) -> Node:
        """Add something that is learned: a weight or a bias; arguments as for :meth:`input`."""
        return self._leaf("parameter", name, value, symbol, meaning)

    def constant(self, value: Number, name: str = "", symbol: str = "", **meaning: Any) -> Node:
        """Add a fixed number; the arguments are those of :meth:`input`, all but one optional.

        Without a name it is called by its place, without a symbol it is written as its value.
        """
        name = name or self._free_name("c")
        if not (symbol or meaning.get("quantity")):
            symbol = f"{float(value):g}"
        return self._leaf("constant", name, value, symbol, meaning)

    def apply(
        self,
        operation: str,
        *parents: Node | Number,
        name: str = "",
        symbol: str = "",
        quantity: str = "",
        indices: tuple[int, ...] = (),
    ) -> Node:
        """Add a node that is computed.

        Parameters
        ----------
        operation : str
            A key of :data:`~course.graph.OPERATIONS`.
        *parents : Node or float
            What it is computed from; a number becomes a constant.
        name, symbol : str
            Key and LaTeX; where they are empty, ``u`` and a number, or the quantity's letter.
        quantity, indices
            See :class:`Node`.

        Returns
        -------
        Node
            The new node, with its value.

        Raises
        ------
        ValueError
            If the operation does not exist, takes another number of parents, the name is taken,
            or a parent belongs to another graph.
        """
        kind = look_up(operation)
        if not kind.least <= len(parents) <= kind.most:
            raise ValueError(f"{operation} got {len(parents)} parents, expected {kind.least}")
        indices_of_parents = tuple(self._own(parent).index for parent in parents)
        automatic = self._free_name("u")
        name = name or automatic
        if not (symbol or quantity):
            symbol = f"u_{{{name[1:]}}}" if name == automatic else name
        value = kind.value(tuple(self.values[i] for i in indices_of_parents))
        return self._add(
            name, value, symbol, "operation", operation, indices_of_parents, quantity, indices
        )

    def _own(self, parent: Node | Number) -> Node:
        if not isinstance(parent, Node):
            return self.constant(parent)
        if parent.graph is not self:
            raise ValueError(f"{parent.name!r} belongs to another graph; build both in one")
        return parent

    def _free_name(self, letter: str) -> str:
        number = len(self.nodes) + 1
        while f"{letter}{number}" in self._index:
            number += 1
        return f"{letter}{number}"

    def _leaf(
        self, kind: str, name: str, value: Number, symbol: str, meaning: Mapping[str, Any]
    ) -> Node:
        return self._add(name, _finite(name, value), symbol, kind, **meaning)

    def _add(
        self,
        name: str,
        value: float,
        symbol: str,
        kind: str,
        operation: str = "",
        parents: tuple[int, ...] = (),
        quantity: str = "",
        indices: tuple[int, ...] = (),
    ) -> Node:
        if name in self._index:
            raise ValueError(f"there is already a node {name!r}; give the new one another name")
        symbol = symbol or (letter(quantity, *indices) if quantity else name)
        place = len(self.nodes)
        node = Node(self, place, name, symbol, kind, operation, parents, quantity, indices)
        self._index[name] = node.index
        self.nodes.append(node)
        self.values.append(float(value))
        return node

    # Reading and evaluating ---------------------------------------------------------------------
    def __getitem__(self, name: str) -> Node:
        if name not in self._index:
            raise KeyError(f"no node {name!r}; there are {_some(list(self._index))}")
        return self.nodes[self._index[name]]

    def __contains__(self, name: object) -> bool:
        return name in self._index

    def __len__(self) -> int:
        return len(self.nodes)

    def __repr__(self) -> str:
        return f"Graph({len(self.nodes)} nodes, {len(self.leaves('parameter'))} parameters)"

    def value(self, name: str) -> float:
        """Give the value of a node.

        Parameters
        ----------
        name : str
            Key of the node.

        Returns
        -------
        float
            Its value.

        Raises
        ------
        KeyError
            If there is no such node.
        """
        return self[name].value

    def leaves(self, kind: str = "") -> list[Node]:
        """List the nodes that are not computed.

        Parameters
        ----------
        kind : str
            ``"input"``, ``"parameter"``, ``"constant"``, or empty for all.

        Returns
        -------
        list of Node
            In the order in which they were added.
        """
        return [n for n in self.nodes if n.kind != "operation" and kind in ("", n.kind)]

    def set(self, values: Mapping[str, Number] | None = None, **more: Number) -> Graph:
        """Give leaves new values and evaluate the graph again.

        Parameters
        ----------
        values : mapping of str to float, optional
            Leaf name to value.
        **more : float
            The same, as keywords.

        Returns
        -------
        Graph
            This graph.

        Raises
        ------
        ValueError
            If a name is not a leaf's, or a value is not finite; then nothing has changed.
        """
        changes: dict[int, float] = {}
        for name, value in {**(values or {}), **more}.items():
            if name not in self._index or self[name].kind == "operation":
                leaves = _some([leaf.name for leaf in self.leaves()])
                raise ValueError(f"{name!r} cannot be set; the leaves are {leaves}")
            changes[self._index[name]] = _finite(name, value)
        for index, number in changes.items():
            self.values[index] = number
        self.forward()
        return self

    def forward(self) -> None:
        """Evaluate every computed node from its parents, in order."""
        values = self.values
        for node in self.nodes:
            kind = node.operation
            if kind:
                values[node.index] = kind.value(tuple([values[i] for i in node.parents]))

    def derivatives(self, of: str) -> dict[str, float]:
        """Differentiate one node by all nodes; see :func:`course.graph.reverse`."""
        return reverse(self, of)

    def gradient(self, of: str) -> dict[str, float]:
        """Differentiate one node by all parameters.

        Parameters
        ----------
        of : str
            The node that is differentiated.

        Returns
        -------
        dict of str to float
            Parameter name to derivative.
        """
        derivatives = self.derivatives(of)
        return {leaf.name: derivatives[leaf.name] for leaf in self.leaves("parameter")}

    def copy(self) -> Graph:
        """Make another graph with the same nodes and values.

        Returns
        -------
        Graph
            Changing one does not change the other.
        """
        twin = Graph()
        for n, value in zip(self.nodes, self.values, strict=True):
            kind = n.operation.name if n.operation else ""
            twin._add(n.name, value, n.symbol, n.kind, kind, n.parents, n.quantity, n.indices)
        return twin

    def to_data(self) -> dict[str, Any]:
        """Turn the graph into plain data; see :func:`course.graph.to_data`."""
        from course.graph.data import to_data

        return to_data(self)

    @staticmethod
    def from_data(data: Mapping[str, Any]) -> Graph:
        """Build a graph from plain data; see :func:`course.graph.from_data`."""
        from course.graph.data import from_data

        return from_data(data)


def _finite(name: str, value: Number) -> float:
    try:
        number = float(value)
    except (TypeError, ValueError):
        number = math.nan
    if not math.isfinite(number):
        raise ValueError(f"{name} is {value!r}, expected a finite number")
    return number


def _some(names: Sequence[str], limit: int = 12) -> str:
    shown = ", ".join(names[:limit])
    return shown if len(names) <= limit else f"{shown}, ... ({len(names)} in all)"
