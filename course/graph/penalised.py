r"""A net with two layers of weights, no biases, and a penalty on both: more than one path.

.. math:: u_1 = W_1^T x, \; u_2 = \sigma(u_1), \; u_3 = W_2^T u_2, \; \hat{y} = \sigma(u_3), \;
          u_4 = \text{cross-entropy}(y, \hat{y}), \; u_5 = R(W_1), \; u_6 = R(W_2), \;
          u_7 = u_5 + u_6, \; u_8 = \lambda u_7, \; \ell = u_4 + u_8

A weight of the first layer reaches the loss by two ways, through the output and through the
penalty, and its derivative is the sum of both.

Source: Louppe, INFO8010 lecture 2 (computational graph of the penalised two-layer net). The deck
prints the norm itself; the squared norm, which is what ridge and weight decay use, is the default.
"""

from __future__ import annotations

from collections.abc import Sequence

from course._arrays import choose
from course.graph.graph import Graph

PENALTIES = {"l1": "sum_of_absolutes", "l2": "sum_of_squares", "norm": "norm"}


def penalised_net(
    x: Sequence[float],
    y: float,
    W1: Sequence[Sequence[float]],
    w2: Sequence[float],
    strength: float = 0.1,
    penalty: str = "l2",
) -> Graph:
    r"""Build the penalised two-layer net on one example.

    Parameters
    ----------
    x : sequence, shape (n_features,)
        The example.
    y : float
        Its target, 0 or 1.
    W1 : sequence, shape (n_features, n_hidden)
        Weights of the first layer.
    w2 : sequence, shape (n_hidden,)
        Weights of the second layer.
    strength : float
        :math:`\lambda`.
    penalty : str
        ``"l1"`` (sum of absolute values), ``"l2"`` (sum of squares) or ``"norm"`` (its root, as
        printed in the deck); the names of `course.penalties`.

    Returns
    -------
    Graph
        Nodes ``x1``, ..., ``y``, ``lambda``, ``w1_1_1`` (layer, input, unit), ``w2_1``,
        ``u1_1``, ``u2_1``, ..., ``u3``, ``y_hat``, ``u4``, ..., ``u8``, ``loss``.

    Raises
    ------
    ValueError
        If shapes do not fit or the penalty is unknown.
    """
    shape = (len(W1), *sorted({len(row) for row in W1}))
    if shape != (len(x), len(w2)):
        raise ValueError(f"W1 has shape {shape}, expected {(len(x), len(w2))}")
    of = choose(PENALTIES, penalty, "penalty")
    graph = Graph()
    inputs = [graph.input(f"x{i}", value, f"x_{{{i}}}") for i, value in enumerate(x, 1)]
    target = graph.input("y", y, quantity="target")
    rate = graph.constant(strength, "lambda", quantity="penalty_strength")
    first = [
        [
            graph.parameter(f"w1_{i}_{j}", value, f"w^{{(1)}}_{{{i}{j}}}")
            for j, value in enumerate(row, 1)
        ]
        for i, row in enumerate(W1, 1)
    ]
    second = [
        graph.parameter(f"w2_{j}", value, f"w^{{(2)}}_{{{j}}}") for j, value in enumerate(w2, 1)
    ]
    hidden = []
    for j in range(1, len(w2) + 1):
        terms = [n for i, node in enumerate(inputs) for n in (first[i][j - 1], node)]
        u1 = graph.apply("weighted_sum", *terms, name=f"u1_{j}", symbol=f"u_{{1,{j}}}")
        hidden.append(graph.apply("sigmoid", u1, name=f"u2_{j}", symbol=f"u_{{2,{j}}}"))
    terms = [node for pair in zip(second, hidden, strict=True) for node in pair]
    u3 = graph.apply("weighted_sum", *terms, name="u3", symbol="u_3")
    output = graph.apply("sigmoid", u3, name="y_hat", symbol=r"\hat{y}")
    u4 = graph.apply("binary_cross_entropy", target, output, name="u4", symbol="u_4")
    u5 = graph.apply(of, *(n for row in first for n in row), name="u5", symbol="u_5")
    u6 = graph.apply(of, *second, name="u6", symbol="u_6")
    u7 = graph.apply("add", u5, u6, name="u7", symbol="u_7")
    u8 = graph.apply("multiply", rate, u7, name="u8", symbol="u_8")
    graph.apply("add", u4, u8, name="loss", quantity="loss")
    return graph
