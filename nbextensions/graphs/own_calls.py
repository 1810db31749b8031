"""How a student's forward pass is called: with arrays, whatever the graph behind the widget is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from nbextensions.frame.own_functions import OwnFunctions
from nbextensions.frame.own_results import probabilities as probabilities_of
from nbextensions.frame.own_results import split
from nbextensions.graphs.lanes import evaluate

if TYPE_CHECKING:
    from course.graph import Graph, Node


def neuron_terms(graph: Graph) -> tuple[list[str], list[str], str] | None:
    """Read a single neuron off its graph.

    Parameters
    ----------
    graph : Graph
        Any graph with a node ``p``.

    Returns
    -------
    features, weights : list of str
        Names of the nodes that are weighed, and of their weights, in order.
    bias : str
        Name of the bias; ``""`` where there is none.
    None
        If p is not the sigmoid of a weighted sum of inputs (or of products of inputs).
    """
    if "p" not in graph:
        return None
    p = graph["p"]
    if p.operation is None or p.operation.name != "sigmoid":
        return None
    h = graph.nodes[p.parents[0]]
    if h.operation is None or h.operation.name != "weighted_sum":
        return None
    terms = [graph.nodes[i] for i in h.parents]
    bias = terms.pop() if len(terms) % 2 else None
    weights, features = terms[::2], terms[1::2]
    learned = [*weights, *([bias] if bias else [])]
    if any(node.kind != "parameter" for node in learned):
        return None
    if any(_learns(graph, node) for node in features):
        return None
    return [n.name for n in features], [n.name for n in weights], bias.name if bias else ""


def _learns(graph: Graph, node: Node) -> bool:
    """Whether a node is a parameter or depends on one."""
    return node.kind == "parameter" or any(_learns(graph, graph.nodes[i]) for i in node.parents)


def arguments(graph: Graph, parameters: Mapping[str, float], X: np.ndarray) -> tuple[Any, ...]:
    """Give what a forward pass is called with.

    Parameters
    ----------
    graph : Graph
        What the widget shows.
    parameters : mapping of str to float
        Parameter name to value.
    X : ndarray, shape (n_examples, n_inputs)
        The graph's inputs.

    Returns
    -------
    tuple
        ``(X, w, b)`` for one neuron (with a column for each product of inputs, where there are
        some); ``(X, {"W", "b", "w_out", "b_out"})`` for a net with one hidden layer, arrays as
        :func:`course.hand.mlp_table` takes them; else ``(X, parameters)``.
    """
    neuron = neuron_terms(graph)
    if neuron:
        features, weights, bias = neuron
        names = [node.name for node in graph.leaves("input") if node.name != "y"]
        values = evaluate(graph, {name: X[:, i] for i, name in enumerate(names)})
        columns = [np.broadcast_to(values[name], len(X)) for name in features]
        w = np.array([parameters[name] for name in weights])
        return np.column_stack(columns), w, float(parameters[bias]) if bias else 0.0
    return X, _arrays(parameters)


def _arrays(parameters: Mapping[str, float]) -> dict[str, Any]:
    hidden = sum(name.startswith("b_") for name in parameters)
    inputs = sum(name.startswith("w") and name.endswith("_1") for name in parameters) - 1
    try:
        units = range(1, hidden + 1)
        W = [[parameters[f"w{i}_{j}"] for j in units] for i in range(1, inputs + 1)]
        named = {
            "W": np.array(W),
            "b": np.array([parameters[f"b_{j}"] for j in units]),
            "w_out": np.array([parameters[f"wo_{j}"] for j in units]),
            "b_out": float(parameters["bo"]),
        }
    except KeyError:
        return dict(parameters)
    return named if hidden and len(parameters) == (inputs + 2) * hidden + 1 else dict(parameters)


def probabilities(functions: OwnFunctions, values: tuple[Any, ...]) -> np.ndarray:
    """Call the student's forward pass.

    Parameters
    ----------
    functions : OwnFunctions
        With the role ``"forward"``.
    values : tuple
        As `arguments` gives them; arrays are copied, so that nothing is changed in place.

    Returns
    -------
    ndarray of float64, shape (n_examples,)
        p, also where the function returned ``(p, cache)`` or one column.

    Raises
    ------
    OwnFunctionError
        If it raised, or returned something else than a number for each row.
    """
    copied = [value.copy() if isinstance(value, np.ndarray) else value for value in values]
    p, _ = split(functions.call("forward", *copied))
    return probabilities_of(p, len(values[0]), functions.name("forward"), finite=False)
