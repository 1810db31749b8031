r"""Neurons one after another, one in each layer: the smallest net with a hidden layer, and deeper.

.. math:: z_k = a_{k-1} w_k + b_k, \quad a_k = \varphi(z_k), \quad a_0 = x

Source: Sennblad, ANN Building Blocks 2 ("Back propagation"): x = 0.05, w = (0.1, 0.3),
b = (-0.1, 0.3), y = 0.01. Louppe, INFO8010 lecture 2 (vanishing gradients: three layers, no bias).
"""

from __future__ import annotations

from collections.abc import Sequence

from course.graph.graph import Graph
from course.graph.neuron import check_loss


def neuron_chain(
    x: float,
    y: float,
    w: Sequence[float],
    b: Sequence[float] | None = None,
    loss: str = "half_squared_error",
    activation: str = "sigmoid",
) -> Graph:
    """Build a chain of neurons.

    Parameters
    ----------
    x, y : float
        Input and target.
    w : sequence of float, shape (n_layers,)
        One weight for each layer.
    b : sequence of float, shape (n_layers,), optional
        One bias for each layer; without it the chain has none.
    loss : str
        A loss of the last activation, see :data:`~course.graph.neuron.LOSSES`.
    activation : str
        ``"sigmoid"``, ``"tanh"``, ``"relu"`` or ``"identity"``.

    Returns
    -------
    Graph
        Nodes ``x``, ``y``, ``w1``, ``b1``, ``z1``, ``a1``, ``w2``, ..., ``loss``.

    Raises
    ------
    ValueError
        If `w` is empty, `b` has another length, or the loss is unknown.
    """
    if not len(w):
        raise ValueError("w is empty, expected one weight for each layer")
    if b is not None and len(b) != len(w):
        raise ValueError(f"b has {len(b)} entries, expected {len(w)}, one for each layer")
    if loss.endswith("from_scores"):
        raise ValueError(f"loss is {loss!r}, expected a loss of the last activation")
    graph = Graph()
    signal = graph.input("x", x, quantity="layer_input")
    target = graph.input("y", y, quantity="target")
    for k, weight in enumerate(w, 1):
        at = (k,)
        terms = [graph.parameter(f"w{k}", weight, quantity="layer_weight", indices=at), signal]
        if b is not None:
            terms.append(graph.parameter(f"b{k}", b[k - 1], quantity="layer_bias", indices=at))
        z = graph.apply("weighted_sum", *terms, name=f"z{k}", quantity="layer_sum", indices=at)
        signal = graph.apply(activation, z, name=f"a{k}", quantity="layer_activation", indices=at)
    graph.apply(check_loss(loss), target, signal, name="loss", quantity="loss")
    return graph


def two_neuron_chain(
    x: float = 0.05,
    y: float = 0.01,
    w: Sequence[float] = (0.1, 0.3),
    b: Sequence[float] = (-0.1, 0.3),
) -> Graph:
    """Build the worked example of backpropagation through two neurons, half squared error.

    Parameters
    ----------
    x, y : float
        Input and target.
    w, b : sequence of float, shape (2,)
        Weights and biases.

    Returns
    -------
    Graph
        Nodes ``x``, ``y``, ``w1``, ``b1``, ``z1``, ``a1``, ``w2``, ``b2``, ``z2``, ``a2``,
        ``loss``.

    Raises
    ------
    ValueError
        If there are not two weights and two biases.
    """
    if len(w) != 2:
        raise ValueError(f"w has {len(w)} entries, expected 2")
    return neuron_chain(x, y, w, b)
