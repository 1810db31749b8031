r"""A net with one hidden layer and one output, on one example (2-3-1, or any n-q-1).

.. math:: z_j = \sum_i w_{ij} X_i + b_j, \; h_j = \varphi(z_j), \;
          o = \sum_j w_{oj} h_j + b_o, \; p = \sigma(o), \; \ell = \ell(y, p)

Source: the BMI 707 decks ("Multilayer Perceptrons").
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from course.graph.graph import Graph
from course.graph.neuron import add_output, check_loss

if TYPE_CHECKING:
    from course.graph.node import Node

# Hand-friendly weights: the units are X1 and not X2, X2 and not X1, X1 and X2. Multiplied by 2 they
# already get XOR right; multiplied by 10 they do so with certainty.
CANON_W = ((1.0, -1.0, 1.0), (-1.0, 1.0, 1.0))
CANON_B = (-0.5, -0.5, -1.5)
CANON_W_OUT = (1.0, 1.0, -1.0)
CANON_B_OUT = -0.5


def mlp(
    x: Sequence[float],
    y: float,
    W: Sequence[Sequence[float]],
    b: Sequence[float],
    w_out: Sequence[float],
    b_out: float,
    loss: str = "squared_error",
    activation: str = "sigmoid",
    scale: float = 1.0,
) -> Graph:
    """Build the graph of a net with one hidden layer on one example.

    Parameters
    ----------
    x : sequence, shape (n_features,)
        The example.
    y : float
        Its target.
    W : sequence, shape (n_features, n_hidden)
        Weights from input i to hidden unit j.
    b, w_out : sequence, shape (n_hidden,)
        Biases of the hidden units, and weights from them to the output.
    b_out : float
        Bias of the output.
    loss : str
        See :data:`~course.graph.neuron.LOSSES`.
    activation : str
        Of the hidden units: ``"sigmoid"``, ``"tanh"``, ``"relu"`` or ``"identity"``.
    scale : float
        The loss is multiplied by it.

    Returns
    -------
    Graph
        Nodes ``X1``, ..., ``y``, ``w1_1`` (input 1 to unit 1), ..., ``b_1``, ..., ``wo_1``, ...,
        ``bo``, ``z_1``, ``h_1``, ..., ``o``, ``p``, ``y_hat``, ``loss``.

    Raises
    ------
    ValueError
        If shapes do not fit or the loss is unknown.
    """
    n_features, n_hidden = len(x), len(w_out)
    shape = (len(W), *sorted({len(row) for row in W}))
    if shape != (n_features, n_hidden):
        raise ValueError(f"W has shape {shape}, expected {(n_features, n_hidden)}")
    if len(b) != n_hidden:
        raise ValueError(f"b has {len(b)} entries, expected {n_hidden}")
    check_loss(loss)
    graph = Graph()
    inputs = [
        graph.input(f"X{i}", value, quantity="input", indices=(i,)) for i, value in enumerate(x, 1)
    ]
    target = graph.input("y", y, quantity="target")
    hidden = [
        _hidden_unit(graph, j, inputs, [row[j - 1] for row in W], b[j - 1], activation)
        for j in range(1, n_hidden + 1)
    ]
    o = _output_sum(graph, hidden, w_out, b_out)
    add_output(graph, target, o, loss, scale)
    return graph


def _hidden_unit(
    graph: Graph, j: int, inputs: list[Node], w: Sequence[float], b: float, activation: str
) -> Node:
    """One hidden unit with its own weights, its sum and its activation."""
    terms: list[Node] = []
    for i, (node, value) in enumerate(zip(inputs, w, strict=True), 1):
        weight = graph.parameter(f"w{i}_{j}", value, quantity="hidden_weight", indices=(i, j))
        terms += [weight, node]
    terms.append(graph.parameter(f"b_{j}", b, quantity="hidden_bias", indices=(j,)))
    z = graph.apply("weighted_sum", *terms, name=f"z_{j}", quantity="hidden_sum", indices=(j,))
    return graph.apply(activation, z, name=f"h_{j}", quantity="hidden", indices=(j,))


def _output_sum(graph: Graph, hidden: list[Node], w_out: Sequence[float], b_out: float) -> Node:
    terms: list[Node] = []
    for j, (node, value) in enumerate(zip(hidden, w_out, strict=True), 1):
        weight = graph.parameter(f"wo_{j}", value, quantity="output_weight", indices=(j,))
        terms += [weight, node]
    terms.append(graph.parameter("bo", b_out, quantity="output_bias"))
    return graph.apply("weighted_sum", *terms, name="o", quantity="output_sum")


def canon(
    x: Sequence[float] = (1.0, 1.0), y: float = 0.0, times: float = 1.0, loss: str = "squared_error"
) -> Graph:
    """Build the 2-3-1 net with the weights made for doing XOR by hand.

    Parameters
    ----------
    x : sequence, shape (2,)
        The example.
    y : float
        Its target.
    times : float
        All thirteen parameters are multiplied by it.
    loss : str
        See :data:`~course.graph.neuron.LOSSES`.

    Returns
    -------
    Graph
        As :func:`mlp` builds it.
    """
    W = [[times * value for value in row] for row in CANON_W]
    b = [times * value for value in CANON_B]
    w_out = [times * value for value in CANON_W_OUT]
    return mlp(x, y, W, b, w_out, times * CANON_B_OUT, loss)
