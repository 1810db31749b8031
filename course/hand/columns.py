r"""Which columns a table has: they are read off the graph.

Forward: every input and every computed node, in order. Backward, from the loss: for each computed
node its gradient (``dp``: :math:`\partial\ell/\partial p`), then its local derivative by each
parent on the way to a parameter (``dp_dh``: :math:`\partial p/\partial h`); for each parameter its
gradient (``dw1``), a product of factors (or a sum of such products, one for each path).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from course.graph.derivatives import Edge, edges, partial
from course.graph.paths import count_paths, paths

if TYPE_CHECKING:
    from course.graph import Graph, Node

MOST_PATHS = 8  # a gradient with more paths is written by its node's children instead


class Column(NamedTuple):
    r"""One column.

    Attributes
    ----------
    key : str
        ``"h"``, ``"dp_dh"``, ``"dw1"``.
    kind : str
        ``"input"``, ``"value"``, ``"factor"`` or ``"gradient"``.
    symbol : str
        LaTeX of the heading.
    expression : str
        LaTeX of what is computed.
    node : str
        The graph's node: for a factor the child, for a gradient the one differentiated by.
    parent : str
        For a factor the parent; else ``""``.
    depends_on : tuple of str
        Keys of the columns and parameters that are put in.
    quantity : str
        What the node is, see :mod:`course.notation`.
    """

    key: str
    kind: str
    symbol: str
    expression: str
    node: str
    parent: str = ""
    depends_on: tuple[str, ...] = ()
    quantity: str = ""


def columns_of(graph: Graph, loss: str = "loss") -> tuple[Column, ...]:
    """Read the columns off a graph of one example.

    Parameters
    ----------
    graph : Graph
        Its inputs vary from row to row, its parameters do not.
    loss : str
        The node that is differentiated.

    Returns
    -------
    tuple of Column
        Inputs, forward values, then factors and gradients backward.
    """
    inputs = [_input(node) for node in graph.leaves("input")]
    forward = [_value(graph, node) for node in graph.nodes if node.operation]
    return (*inputs, *forward, *_backward(graph, loss))


def _input(node: Node) -> Column:
    return Column(node.name, "input", node.symbol, node.symbol, node.name, quantity=node.quantity)


def _value(graph: Graph, node: Node) -> Column:
    parents = tuple(dict.fromkeys(graph.nodes[i].name for i in node.parents))
    return Column(
        node.name,
        "value",
        node.symbol,
        node.expression,
        node.name,
        depends_on=parents,
        quantity=node.quantity,
    )


def _learning(graph: Graph) -> set[str]:
    """Names of the parameters and of all that depends on them."""
    learning: set[str] = set()
    for node in graph.nodes:
        if node.kind == "parameter" or any(graph.nodes[i].name in learning for i in node.parents):
            learning.add(node.name)
    return learning


def _backward(graph: Graph, loss: str) -> list[Column]:
    learning = _learning(graph)
    found: list[Column] = []
    for node in reversed(graph.nodes[: graph[loss].index + 1]):
        if not node.operation or not count_paths(graph, node.name, loss):
            continue
        if node.name != loss:
            found.append(_gradient(graph, node, loss))
        into = {edge.parent: edge for edge in edges(graph, node.name) if edge.parent in learning}
        if node.name != loss:  # a factor by the loss itself is already the parent's gradient
            found += [_factor(graph, edge) for edge in into.values()]
        found += [
            _gradient(graph, graph[parent], loss)
            for parent in into
            if graph[parent].kind == "parameter" and _complete_at(graph, parent, node)
        ]
    return found


def _complete_at(graph: Graph, parameter: str, node: Node) -> bool:
    """Whether `node` is the first to use a parameter: its gradient is complete only there."""
    index = graph[parameter].index
    first = next(n for n in graph.nodes if index in n.parents)
    return first.index == node.index


def _factor(graph: Graph, edge: Edge) -> Column:
    child = graph[edge.child]
    placeholders = child.factor_templates[edge.position]
    operands = (child.name, *(graph.nodes[i].name for i in child.parents))
    used = tuple(
        dict.fromkeys(
            name
            for place, name in enumerate(operands)
            if re.search(rf"[#@]{place}(?!\d)", placeholders)
        )
    )
    return Column(
        f"d{edge.child}_d{edge.parent}",
        "factor",
        edge.symbol,
        edge.expression,
        edge.child,
        edge.parent,
        used,
    )


def factor_key(edge: Edge, loss: str) -> str:
    """Name the column that holds an edge's factor.

    Parameters
    ----------
    edge : Edge
        An edge on the way to the loss.
    loss : str
        Name of the loss.

    Returns
    -------
    str
        ``"dp"`` for the edge from p into the loss, ``"dp_dh"`` for one further in.
    """
    return f"d{edge.parent}" if edge.child == loss else f"d{edge.child}_d{edge.parent}"


def _gradient(graph: Graph, node: Node, loss: str) -> Column:
    symbol = partial(graph[loss].symbol, node.symbol)
    n_paths = count_paths(graph, node.name, loss)
    key = f"d{node.name}"
    if n_paths > MOST_PATHS:
        return Column(key, "gradient", symbol, symbol, node.name, quantity=node.quantity)
    ways = paths(graph, node.name, loss)
    if n_paths == 1 and len(ways[0].edges) == 1:  # straight into the loss: its local derivative
        factor = _factor(graph, ways[0].edges[0])
        return Column(
            key,
            "gradient",
            symbol,
            factor.expression,
            node.name,
            depends_on=factor.depends_on,
            quantity=node.quantity,
        )
    used = dict.fromkeys(factor_key(edge, loss) for path in ways for edge in reversed(path.edges))
    written = " + ".join(path.expression for path in ways)
    return Column(
        key, "gradient", symbol, written, node.name, depends_on=tuple(used), quantity=node.quantity
    )
