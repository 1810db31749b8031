"""A graph as plain data, for a browser that evaluates it without Python.

The data are lists, dicts, strings and finite numbers, so that any JSON writer takes them. Each
computed node carries its operation's name, its parents, and what is written about it; only leaves
carry values, since the rest follows from them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from course.graph.graph import Graph

if TYPE_CHECKING:
    from course.graph.node import Node

FORMAT = "chalkgrad-graph"
VERSION = 1


def _node_to_data(node: Node) -> dict[str, Any]:
    data: dict[str, Any] = {"name": node.name, "symbol": node.symbol, "kind": node.kind}
    if node.quantity:
        data |= {"quantity": node.quantity, "indices": list(node.indices)}
    if not node.operation:
        return data | {"value": node.value}
    return data | {
        "operation": node.operation.name,
        "parents": list(node.parents),
        "template": node.template,
        "factors": list(node.factor_templates),
    }


def to_data(graph: Graph) -> dict[str, Any]:
    """Turn a graph into plain data.

    Parameters
    ----------
    graph : Graph
        The graph, with the current values of its leaves.

    Returns
    -------
    dict
        ``{"format", "version", "nodes": [...]}``; a node's ``parents`` are places in ``nodes``.
        In ``template`` and ``factors``, ``#k`` or ``@k`` stands for operand k (0: the node
        itself); a negative number gets parentheses at ``#k``.
    """
    nodes = [_node_to_data(node) for node in graph.nodes]
    return {"format": FORMAT, "version": VERSION, "nodes": nodes}


def from_data(data: Mapping[str, Any]) -> Graph:
    """Build a graph from plain data and evaluate it.

    Parameters
    ----------
    data : mapping
        As :func:`to_data` makes it. What is written in it is ignored: the operations know.

    Returns
    -------
    Graph
        A new graph.

    Raises
    ------
    ValueError
        If it is not such data, or a parent does not come before its child.
    """
    if data.get("format") != FORMAT or data.get("version") != VERSION:
        got = f"{data.get('format')!r} version {data.get('version')!r}"
        raise ValueError(f"got data of format {got}, expected {FORMAT!r} version {VERSION}")
    graph = Graph()
    for entry in data["nodes"]:
        meaning = {
            "quantity": entry.get("quantity", ""),
            "indices": tuple(entry.get("indices", ())),
        }
        name, symbol, kind = entry["name"], entry["symbol"], entry["kind"]
        if kind == "operation":
            parents = [_earlier(graph, name, parent) for parent in entry["parents"]]
            graph.apply(entry["operation"], *parents, name=name, symbol=symbol, **meaning)
        elif kind in ("input", "parameter"):
            getattr(graph, kind)(name, entry["value"], symbol, **meaning)
        elif kind == "constant":
            graph.constant(entry["value"], name, symbol, **meaning)
        else:
            raise ValueError(f"node {name!r} has kind {kind!r}, which no graph has")
    return graph


def _earlier(graph: Graph, name: str, parent: int) -> Node:
    if not 0 <= parent < len(graph.nodes):
        raise ValueError(f"node {name!r} has parent {parent}, expected one before it")
    return graph.nodes[parent]
