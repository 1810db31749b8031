"""Every path from a parameter to the loss, its factors, and their sum.

The derivative is the sum over all paths of the product of the factors along each: the same number
that the backward pass finds without listing the paths.

Source: Louppe, INFO8010 lecture 2 (the total derivative walks through all paths).
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from course.graph.derivatives import Edge, edges

if TYPE_CHECKING:
    from course.graph.graph import Graph


class Path(NamedTuple):
    """One way from a node to a later one.

    Attributes
    ----------
    edges : tuple of Edge
        From the start to the end.
    """

    edges: tuple[Edge, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The nodes on the way, start and end included."""
        return (*(edge.parent for edge in self.edges), self.edges[-1].child) if self.edges else ()

    @property
    def factors(self) -> tuple[float, ...]:
        """The factors, from the end to the start: the order in which the chain rule is written."""
        return tuple(edge.factor for edge in reversed(self.edges))

    @property
    def product(self) -> float:
        """The path's share of the derivative (1 for the empty path, from a node to itself)."""
        return math.prod(self.factors)

    @property
    def expression(self) -> str:
        r"""LaTeX such as ``\frac{\partial l}{\partial p} \cdot \frac{\partial p}{\partial h}``."""
        return r" \cdot ".join(edge.symbol for edge in reversed(self.edges)) or "1"


def _upward(graph: Graph, start: int, end: int) -> list[bool]:
    """For each node up to `end`, whether it depends on `start`."""
    reached = [False] * (end + 1)
    if start <= end:
        reached[start] = True
    for node in graph.nodes[start + 1 : end + 1]:
        reached[node.index] = any(reached[parent] for parent in node.parents)
    return reached


def count_paths(graph: Graph, start: str, end: str) -> int:
    """Count the paths between two nodes without walking them.

    Parameters
    ----------
    graph : Graph
        The graph.
    start, end : str
        Names of the earlier and of the later node.

    Returns
    -------
    int
        How many there are; 0 if `end` does not depend on `start`.
    """
    first, last = graph[start].index, graph[end].index
    count = [0] * (len(graph.nodes))
    count[first] = 1
    for node in graph.nodes[first + 1 : last + 1]:
        count[node.index] = sum(count[parent] for parent in node.parents)
    return count[last] if first <= last else 0


def paths(graph: Graph, start: str, end: str, limit: int = 10_000) -> tuple[Path, ...]:
    """List every path from one node to a later one; their products add up to the derivative.

    Parameters
    ----------
    graph : Graph
        The graph, with its current values.
    start, end : str
        Names, such as ``"w1"`` and ``"loss"``.
    limit : int
        The most paths to list: their number may grow exponentially with the depth.

    Returns
    -------
    tuple of Path
        In the order of the operands, seen from `end`.

    Raises
    ------
    ValueError
        If there are more than `limit` paths.
    """
    n_paths = count_paths(graph, start, end)
    if n_paths > limit:
        raise ValueError(f"{n_paths} paths lead from {start!r} to {end!r}, the limit is {limit}")
    first, last = graph[start].index, graph[end].index
    reached = _upward(graph, first, last)
    found: list[Path] = []
    waiting: list[tuple[int, tuple[Edge, ...] | _Link]] = [(last, ())]
    while waiting:
        index, tail = waiting.pop()
        if index == first:
            found.append(Path(tuple(_unroll(tail))))
            continue
        node = graph.nodes[index]
        into = edges(graph, node.name)
        for edge, parent in reversed(list(zip(into, node.parents, strict=True))):
            if reached[parent]:
                waiting.append((parent, _Link(edge, tail)))
    return tuple(found)


class _Link(NamedTuple):
    """A list that shares its tail, so that long chains are not copied at each step."""

    edge: Edge
    rest: tuple[Edge, ...] | _Link


def _unroll(link: tuple[Edge, ...] | _Link) -> list[Edge]:
    found = []
    while isinstance(link, _Link):
        found.append(link.edge)
        link = link.rest
    return found
