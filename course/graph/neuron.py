r"""The sigmoid neuron as a graph: on one example, and over all rows of a table.

.. math:: h = \sum_i w_i X_i + b, \quad p = \sigma(h), \quad \ell = \ell(y, p)

Source: Beam, BMI 707 lecture 2 ("The Backpropagation Algorithm").
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from course.graph.graph import Graph
from course.notation import letter
from course.reduction import sum_or_mean

if TYPE_CHECKING:
    from course.graph.node import Node

LOSSES = (
    "squared_error",
    "half_squared_error",
    "binary_cross_entropy",
    "binary_cross_entropy_from_scores",
)


def check_loss(loss: str) -> str:
    """Make sure that a loss is one that graphs know.

    Parameters
    ----------
    loss : str
        One of :data:`LOSSES`.

    Returns
    -------
    str
        The same.

    Raises
    ------
    ValueError
        If it is none of them.
    """
    if loss not in LOSSES:
        raise ValueError(f"loss is {loss!r}, expected one of {', '.join(LOSSES)}")
    return loss


def add_output(
    graph: Graph, y: Node, score: Node, loss: str, scale: float = 1.0, row: int = 0
) -> Node:
    """Add what follows the last weighted sum: probability, prediction and loss.

    Parameters
    ----------
    graph : Graph
        The graph that is being built.
    y, score : Node
        The target and the last weighted sum.
    loss : str
        One of :data:`LOSSES`. Cross-entropy from the probability has no derivative left once p
        rounds to 0 or 1 (a score beyond about 36); from the score it always has.
    scale : float
        The loss is multiplied by it; 1 adds no node.
    row : int
        Number of the example, where a graph holds several (from 1); 0 where it holds one.

    Returns
    -------
    Node
        The loss.
    """

    def add(operation: str, name: str, quantity: str, *parents: Node) -> Node:
        symbol = letter(quantity) + _mark(row)
        name = f"{name}_{row}" if row else name
        return graph.apply(operation, *parents, name=name, symbol=symbol, quantity=quantity)

    p = add("sigmoid", "p", "probability", score)
    add("predict", "y_hat", "prediction", p)
    estimate = score if loss.endswith("from_scores") else p
    if scale == 1:
        return add(check_loss(loss), "loss", "loss", y, estimate)
    unscaled = add(check_loss(loss), "unscaled_loss", "loss", y, estimate)
    return add("multiply", "loss", "total_loss", graph.constant(scale), unscaled)


def _mark(row: int) -> str:
    """Superscript of a row's own numbers."""
    return f"^{{({row})}}" if row else ""


def sigmoid_neuron(
    x: Sequence[float],
    y: float,
    w: Sequence[float],
    b: float,
    loss: str = "squared_error",
    scale: float = 1.0,
) -> Graph:
    """Build the graph of one sigmoid neuron on one example.

    Parameters
    ----------
    x : sequence of float, shape (n_features,)
        The example.
    y : float
        Its target.
    w : sequence of float, shape (n_features,)
        Weights.
    b : float
        Bias.
    loss : str
        One of :data:`LOSSES`.
    scale : float
        The loss is multiplied by it, such as 1/4 for one row of a mean over four.

    Returns
    -------
    Graph
        Nodes ``X1``, ``X2``, ..., ``w1``, ..., ``b``, ``y``, ``h``, ``p``, ``y_hat``, ``loss``.

    Raises
    ------
    ValueError
        If `x` and `w` differ in length or the loss is unknown.

    Examples
    --------
    >>> graph = sigmoid_neuron([1, 0], 1, [1, -1], -0.5)
    >>> graph.gradient("loss")["w1"]
    -0.1774469...
    """
    if len(x) != len(w):
        raise ValueError(f"x has {len(x)} features and w {len(w)} weights, expected as many")
    check_loss(loss)
    graph = Graph()
    inputs = _features(graph, x)
    target = graph.input("y", y, quantity="target")
    terms = [node for pair in zip(_weights(graph, w), inputs, strict=True) for node in pair]
    bias = graph.parameter("b", b, quantity="bias")
    h = graph.apply("weighted_sum", *terms, bias, name="h", quantity="weighted_sum")
    add_output(graph, target, h, loss, scale)
    return graph


def _features(graph: Graph, x: Sequence[float]) -> list[Node]:
    return [
        graph.input(f"X{i}", value, quantity="input", indices=(i,)) for i, value in enumerate(x, 1)
    ]


def _weights(graph: Graph, w: Sequence[float]) -> list[Node]:
    return [
        graph.parameter(f"w{i}", value, quantity="weight", indices=(i,))
        for i, value in enumerate(w, 1)
    ]


def neuron_over_rows(
    X: Sequence[Sequence[float]],
    y: Sequence[float],
    w: Sequence[float],
    b: float,
    loss: str = "squared_error",
    reduction: str = "mean",
) -> Graph:
    """Build one graph for a whole table: each row is another path from a weight to the loss.

    Parameters
    ----------
    X : sequence, shape (n_examples, n_features)
        Examples.
    y : sequence, shape (n_examples,)
        Targets.
    w : sequence, shape (n_features,)
        Weights.
    b : float
        Bias.
    loss : str
        One of :data:`LOSSES`.
    reduction : str
        ``"sum"`` or ``"mean"`` over the rows.

    Returns
    -------
    Graph
        Nodes ``w1``, ..., ``b``; for each row r ``X1_r``, ``y_r``, ``h_r``, ``p_r``, ``y_hat_r``,
        ``loss_r``; and ``loss``.

    Raises
    ------
    ValueError
        If shapes do not fit, or the loss or the reduction is unknown.
    """
    if len(X) != len(y):
        raise ValueError(f"X has {len(X)} rows and y {len(y)} targets, expected as many")
    graph = Graph()
    weights = _weights(graph, w)
    bias = graph.parameter("b", b, quantity="bias")
    losses = [
        _row(graph, r, x, target, weights, bias, loss)
        for r, (x, target) in enumerate(zip(X, y, strict=True), 1)
    ]
    operation = "add" if sum_or_mean(reduction) == "sum" else "mean"
    graph.apply(operation, *losses, name="loss", quantity="total_loss")
    return graph


def _row(
    graph: Graph,
    r: int,
    x: Sequence[float],
    y: float,
    weights: list[Node],
    bias: Node,
    loss: str,
) -> Node:
    if len(x) != len(weights):
        raise ValueError(f"row {r} has {len(x)} features, expected {len(weights)}")
    mark = _mark(r)
    inputs = [
        graph.input(f"X{i}_{r}", value, letter("input", i) + mark, quantity="input", indices=(i,))
        for i, value in enumerate(x, 1)
    ]
    target = graph.input(f"y_{r}", y, letter("target") + mark, quantity="target")
    terms = [node for pair in zip(weights, inputs, strict=True) for node in pair]
    symbol = letter("weighted_sum") + mark
    h = graph.apply(
        "weighted_sum", *terms, bias, name=f"h_{r}", symbol=symbol, quantity="weighted_sum"
    )
    return add_output(graph, target, h, loss, row=r)
