"""A neuron that is fed products of its inputs too: a straight line there, a curve in the plane."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from course import hand
from course.graph import Graph
from course.graph.neuron import add_output, check_loss
from nbextensions.graphs.tables import as_table

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from course.graph import Node

PLAIN = ("X1", "X2")
_PRODUCT = re.compile(r"X[1-9](\s*\*\s*X[1-9])*")


def table_with_features(
    X: ArrayLike,
    y: ArrayLike,
    w: ArrayLike,
    b: float,
    features: Sequence[str] = ("X1", "X2", "X1*X2"),
    loss: str = "squared_error",
    reduction: str = "mean",
    learning_rate: float = 1.0,
) -> hand.HandTable:
    """Make the table of one neuron that weighs products of its inputs.

    Parameters
    ----------
    X : array_like, shape (n_examples, n_inputs)
        Examples; the products are computed.
    y : array_like, shape (n_examples,)
        Targets.
    w : array_like, shape (n_features,)
        A weight for each feature.
    b : float
        Bias.
    features : sequence of str
        Inputs and products of inputs: ``"X1"``, ``"X1*X2"``, ``"X1*X1"``.
    loss, reduction, learning_rate
        As for :func:`course.hand.table`.

    Returns
    -------
    HandTable
        Inputs ``X1``, ``X2``, a column for each product (``X1X2``), then as of any neuron.

    Raises
    ------
    ValueError
        If a feature is no product of inputs, or there are not as many weights.

    Examples
    --------
    >>> X = [[0, 0], [0, 1], [1, 0], [1, 1]]
    >>> table_with_features(X, [0, 1, 1, 0], [1, 1, -2], -0.5).n_right
    4
    """
    n_inputs = np.shape(X)[-1]
    plain = as_table(None, X, y, np.zeros(n_inputs), 0.0)
    inputs = [node.name for node in plain.graph.leaves("input") if node.name != "y"]
    weights = np.asarray(w, dtype=np.float64).tolist()
    graph = neuron_graph(inputs, weights, float(b), features, loss)
    rows = [{name: row[name] for name in (*inputs, "y")} for row in plain]
    return hand.HandTable(graph, rows, reduction, learning_rate)


def neuron_graph(
    inputs: Sequence[str], w: Sequence[float], b: float, features: Sequence[str], loss: str
) -> Graph:
    """Build the graph of one neuron over features of its inputs, on one example.

    Parameters
    ----------
    inputs : sequence of str
        ``("X1", "X2")``.
    w, b, features, loss
        As for :func:`table_with_features`.

    Returns
    -------
    Graph
        The inputs, ``y``, a node for each product, ``w1``, ..., ``b``, ``h``, ``p``, ``y_hat`` and
        ``loss``.

    Raises
    ------
    ValueError
        As :func:`table_with_features`.
    """
    if len(w) != len(features):
        raise ValueError(f"w has {len(w)} weights for {len(features)} features, expected as many")
    check_loss(loss)
    graph = Graph()
    for i, name in enumerate(inputs, 1):
        graph.input(name, quantity="input", indices=(i,))
    target = graph.input("y", quantity="target")
    terms: list[Node] = []
    for i, (feature, value) in enumerate(zip(features, w, strict=True), 1):
        node = _feature(graph, feature, inputs)
        terms += [graph.parameter(f"w{i}", value, quantity="weight", indices=(i,)), node]
    bias = graph.parameter("b", b, quantity="bias")
    h = graph.apply("weighted_sum", *terms, bias, name="h", quantity="weighted_sum")
    add_output(graph, target, h, loss)
    return graph


def _feature(graph: Graph, feature: str, inputs: Sequence[str]) -> Node:
    """Find the node of a product of inputs, or make it."""
    factors = re.findall(r"X[1-9]", feature)
    if not _PRODUCT.fullmatch(feature.strip()) or not set(factors) <= set(inputs):
        named = ", ".join(inputs)
        raise ValueError(f"feature {feature!r} is no product of {named}; write 'X1' or 'X1*X2'")
    name = ""
    node: Node | None = None
    for factor in factors:
        name += factor
        if name in graph:
            node = graph[name]
        elif node is not None:
            symbol = f"{node.symbol} {graph[factor].symbol}"
            node = graph.apply("multiply", node, graph[factor], name=name, symbol=symbol)
    assert node is not None  # the pattern has at least one factor
    return node


def product_symbols(graph: Graph, symbols: dict[str, str]) -> dict[str, str]:
    """Write products of inputs in the letters of their factors.

    Parameters
    ----------
    graph : Graph
        Any graph.
    symbols : dict of str to str
        Node name to LaTeX in a deck's letters.

    Returns
    -------
    dict of str to str
        The same, with the products' names put together anew.
    """
    found = dict(symbols)
    for node in graph.nodes:
        if node.operation and node.operation.name == "multiply" and not node.quantity:
            names = [graph.nodes[i].name for i in node.parents]
            if all(name.startswith("X") for name in names):
                found[node.name] = " ".join(found[name] for name in names)
    return found


def feature_data(graph: Graph, notations: dict[str, Any]) -> dict[str, Any]:
    """Give the decks' letters with those of products; see :func:`product_symbols`."""
    return {
        deck: {**entry, "symbols": product_symbols(graph, entry["symbols"])}
        for deck, entry in notations.items()
    }
