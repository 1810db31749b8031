r"""A net with any number of hidden layers and one output, on one example.

.. math:: z^{(l)}_j = \sum_i w^{(l)}_{ij} h^{(l-1)}_i + b^{(l)}_j, \quad
          h^{(l)}_j = \varphi(z^{(l)}_j), \quad h^{(0)} = X, \quad p = \sigma(o)

Source: Erdem, Lecture 11, "Multi-layer Perceptron", slide 39 (the shapes of three layers).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from course._arrays import as_float
from course.graph.graph import Graph
from course.graph.neuron import add_output, check_loss

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from course.graph.node import Node

Layers = Sequence[tuple["ArrayLike", "ArrayLike"]]


def deep_mlp(
    x: ArrayLike,
    y: float,
    layers: Layers,
    loss: str = "squared_error",
    activation: str = "sigmoid",
) -> Graph:
    """Build the graph of a net of any depth on one example.

    Parameters
    ----------
    x : array_like, shape (n_features,)
        The example.
    y : float
        Its target.
    layers : sequence of (W, b)
        From the inputs on: W of shape (n_in, n_out), b of shape (n_out,); the last with n_out 1.
    loss : str
        See :data:`~course.graph.neuron.LOSSES`.
    activation : str
        Of the hidden units: ``"sigmoid"``, ``"tanh"``, ``"relu"`` or ``"identity"``.

    Returns
    -------
    Graph
        Nodes ``X1``, ..., ``y``, and for layer 2, say, ``w2_1_3`` (unit 1 to unit 3), ``b2_3``,
        ``z2_3``, ``h2_3``; then ``o``, ``p``, ``y_hat``, ``loss``.

    Raises
    ------
    ValueError
        If shapes do not fit or the loss is unknown.

    Examples
    --------
    >>> graph = deep_mlp([1, 0], 1, [([[1], [1]], [-0.5]), ([[2]], [-1])])
    >>> graph["w2_1_1"].symbol, round(graph["o"].value, 4)
    ('w^{(2)}_{11}', 0.2449)
    """
    check_loss(loss)
    inputs = as_float(x, "x")
    arrays = checked_layers(layers, len(inputs))
    graph = Graph()
    units = [
        graph.input(f"X{i}", float(value), quantity="input", indices=(i,))
        for i, value in enumerate(inputs, 1)
    ]
    target = graph.input("y", y, quantity="target")
    for number, (W, b) in enumerate(arrays[:-1], 1):
        sums = [_sum(graph, number, j, units, W[:, j - 1], b[j - 1]) for j in _count(b)]
        units = [
            graph.apply(activation, z, name=f"h{number}_{j}", symbol=f"h^{{({number})}}_{j}")
            for j, z in enumerate(sums, 1)
        ]
    W, b = arrays[-1]
    o = _sum(graph, len(arrays), 1, units, W[:, 0], b[0], last=True)
    add_output(graph, target, o, loss)
    return graph


def checked_layers(layers: Layers, n_features: int) -> list[tuple[np.ndarray, np.ndarray]]:
    """Make sure that layers fit on each other and end in one output.

    Parameters
    ----------
    layers : sequence of (W, b)
        As :func:`deep_mlp` takes them.
    n_features : int
        How many inputs the first one has.

    Returns
    -------
    list of (ndarray, ndarray)
        The same, as float64.

    Raises
    ------
    ValueError
        If they do not.
    """
    made, width = [], n_features
    for number, (weights, biases) in enumerate(layers, 1):
        W, b = as_float(weights, f"W of layer {number}"), as_float(biases, f"b of layer {number}")
        if W.ndim != 2 or W.shape[0] != width:
            raise ValueError(f"W of layer {number} has shape {W.shape}, expected ({width}, n_out)")
        if b.shape != W.shape[1:]:
            raise ValueError(f"b of layer {number} has shape {b.shape}, expected {W.shape[1:]}")
        width = W.shape[1]
        made.append((W, b))
    if not made or width != 1:
        raise ValueError(f"the last layer has {width} outputs, expected one")
    return made


def _count(b: np.ndarray) -> range:
    return range(1, len(b) + 1)


def _sum(
    graph: Graph,
    number: int,
    j: int,
    units: Sequence[Node],
    w: np.ndarray,
    b: float,
    last: bool = False,
) -> Node:
    """Add one unit's weights, its bias and its weighted sum."""
    terms: list[Node] = []
    for i, (unit, value) in enumerate(zip(units, w, strict=True), 1):
        symbol = f"w^{{({number})}}_{{{i}{j}}}"
        terms += [graph.parameter(f"w{number}_{i}_{j}", float(value), symbol=symbol), unit]
    terms.append(graph.parameter(f"b{number}_{j}", float(b), symbol=f"b^{{({number})}}_{j}"))
    if last:
        return graph.apply("weighted_sum", *terms, name="o", quantity="output_sum")
    return graph.apply(
        "weighted_sum", *terms, name=f"z{number}_{j}", symbol=f"z^{{({number})}}_{j}"
    )
