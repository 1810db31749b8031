r"""Derivatives of one node by all others, in one pass backward.

The chain rule over a graph: the derivative of the loss by a node is the sum, over the node's
children, of (derivative of the loss by the child) x (local derivative of the child by the node).
Nodes stand in the order of evaluation, so that one loop from the last to the first meets every
child before its parents: no recursion, and all that is kept is the list that is returned.

Source: Louppe, INFO8010 lecture 2 (total derivative over all paths);
Rumelhart, Hinton and Williams (1986).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from course.graph.writing import with_symbols, with_values

if TYPE_CHECKING:
    from course.graph.graph import Graph


class Edge(NamedTuple):
    r"""One factor of the chain rule: the local derivative of `child` by one of its parents.

    Attributes
    ----------
    parent, child : str
        Names of the nodes that it joins.
    position : int
        Which of the child's operands the parent is (``x * x`` has two edges from ``x``).
    factor : float
        The local derivative.
    symbol : str
        LaTeX such as ``\frac{\partial p}{\partial h}``.
    expression : str
        LaTeX such as ``p (1 - p)``.
    """

    parent: str
    child: str
    position: int
    factor: float
    symbol: str
    expression: str


def partial(of: str, by: str) -> str:
    r"""Write a derivative.

    Parameters
    ----------
    of, by : str
        LaTeX symbols.

    Returns
    -------
    str
        ``\frac{\partial of}{\partial by}``.
    """
    return rf"\frac{{\partial {of}}}{{\partial {by}}}"


def factors(graph: Graph, index: int) -> tuple[float, ...]:
    """Compute the local derivatives of one node by each of its operands.

    Parameters
    ----------
    graph : Graph
        The graph, with its current values.
    index : int
        Which node.

    Returns
    -------
    tuple of float
        One factor for each operand; empty for a leaf.
    """
    node = graph.nodes[index]
    if not node.operation:
        return ()
    return node.operation.derivatives(node.parent_values, node.value)


def edges(graph: Graph, child: str) -> tuple[Edge, ...]:
    """List the edges into one node, with their factors.

    Parameters
    ----------
    graph : Graph
        The graph, with its current values.
    child : str
        Name of the node.

    Returns
    -------
    tuple of Edge
        One for each operand, in order.
    """
    node = graph[child]
    found = []
    for position, factor in enumerate(factors(graph, node.index)):
        parent = graph.nodes[node.parents[position]]
        written = with_symbols(node.factor_templates[position], node.symbol, node.parent_symbols)
        symbol = partial(node.symbol, parent.symbol)
        found.append(Edge(parent.name, child, position, factor, symbol, written))
    return tuple(found)


def filled_factor(graph: Graph, edge: Edge, places: int = 4) -> str:
    """Write an edge's local derivative with values put in.

    Parameters
    ----------
    graph : Graph
        The graph, with its current values.
    edge : Edge
        One of its edges.
    places : int
        Digits after the point.

    Returns
    -------
    str
        LaTeX, such as ``0.3775 (1 - 0.3775)``.
    """
    node = graph[edge.child]
    template = node.factor_templates[edge.position]
    return with_values(template, node.value, node.parent_values, places)


def reverse(graph: Graph, of: str) -> dict[str, float]:
    """Differentiate one node by every node, in reverse mode.

    Parameters
    ----------
    graph : Graph
        The graph, with its current values; it is not changed.
    of : str
        The node that is differentiated.

    Returns
    -------
    dict of str to float
        Node name to derivative: 1 for the node itself, 0 where it does not depend on a node.

    Raises
    ------
    KeyError
        If there is no node `of`.
    """
    start = graph[of].index
    total = [0.0] * len(graph.nodes)
    total[start] = 1.0
    for index in range(start, -1, -1):
        if total[index] == 0.0:  # nothing flows through: also keeps 0 x infinity from becoming NaN
            continue
        for parent, factor in zip(graph.nodes[index].parents, factors(graph, index), strict=True):
            total[parent] += total[index] * factor
    return {node.name: total[node.index] for node in graph.nodes}


# Forward mode belongs here: `tangent(graph, along) -> dict`, one loop from the first node to the
# last, tangent[child] = sum of factor x tangent[parent], with the same `factors`.
