"""The tables of the lectures: one sigmoid neuron, and the net with one hidden layer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from course._arrays import as_float
from course.graph import mlp, sigmoid_neuron
from course.hand.table import HandTable

if TYPE_CHECKING:
    from numpy.typing import ArrayLike


def table(
    w: ArrayLike,
    b: float,
    X: ArrayLike,
    y: ArrayLike,
    loss: str = "squared_error",
    reduction: str = "mean",
    learning_rate: float = 1.0,
) -> HandTable:
    r"""Work the table of one sigmoid neuron by hand.

    Parameters
    ----------
    w : array_like, shape (n_features,)
        Weights.
    b : float
        Bias.
    X : array_like, shape (n_examples, n_features)
        Examples.
    y : array_like, shape (n_examples,)
        Targets.
    loss : str
        ``"squared_error"``, ``"half_squared_error"``, ``"binary_cross_entropy"`` or
        ``"binary_cross_entropy_from_scores"``.
    reduction : str
        ``"sum"``, ``"mean"`` or ``"online"``.
    learning_rate : float
        Of the update.

    Returns
    -------
    HandTable
        Columns ``X1``, ..., ``y``, ``h``, ``p``, ``y_hat``, ``loss``, ``dp``, ``dp_dh``, ``dh``,
        ``dh_dw1``, ``dw1``, ..., ``dh_db``, ``db``.

    Raises
    ------
    ValueError
        If shapes do not fit, or the loss or the reduction is unknown.

    Notes
    -----
    With squared error, :math:`\partial\ell/\partial w_1 = 2(p - y)\, p(1 - p)\, X_1`.

    Source: Beam, BMI 707 lecture 2 ("Perceptron by hand").

    Examples
    --------
    >>> X = [[0, 0], [0, 1], [1, 0], [1, 1]]
    >>> by_hand = table([1, -1], -0.5, X, [0, 1, 1, 1])
    >>> [cell.rounded(2).text for cell in (by_hand.cell(r, "p") for r in range(4))]
    ['0.38', '0.18', '0.62', '0.38']
    """
    X, y = _numbers(X, "X", "n_examples", "n_features"), _numbers(y, "y", "n_examples")
    w, bias = _numbers(w, "w", "n_features"), _numbers(b, "b")
    graph = sigmoid_neuron([0.0] * X.shape[1], 0.0, w.tolist(), float(bias), loss)
    return HandTable(graph, _rows(X, y), reduction, learning_rate)


def mlp_table(
    W: ArrayLike,
    b: ArrayLike,
    w_out: ArrayLike,
    b_out: float,
    X: ArrayLike,
    y: ArrayLike,
    loss: str = "squared_error",
    reduction: str = "mean",
    learning_rate: float = 1.0,
    activation: str = "sigmoid",
) -> HandTable:
    """Work the table of a net with one hidden layer by hand.

    Parameters
    ----------
    W : array_like, shape (n_features, n_hidden)
        Weights from the inputs to the hidden units.
    b, w_out : array_like, shape (n_hidden,)
        Biases of the hidden units, and weights from them to the output.
    b_out : float
        Bias of the output.
    X : array_like, shape (n_examples, n_features)
        Examples.
    y : array_like, shape (n_examples,)
        Targets.
    loss, reduction, learning_rate
        As for :func:`table`.
    activation : str
        Of the hidden units.

    Returns
    -------
    HandTable
        Columns as the nodes of :func:`course.graph.mlp` say, then factors and gradients.

    Raises
    ------
    ValueError
        If shapes do not fit, or a name is unknown.
    """
    X, y = _numbers(X, "X", "n_examples", "n_features"), _numbers(y, "y", "n_examples")
    W, b = _numbers(W, "W", "n_features", "n_hidden"), _numbers(b, "b", "n_hidden")
    w_out, bias_out = _numbers(w_out, "w_out", "n_hidden"), _numbers(b_out, "b_out")
    graph = mlp(
        [0.0] * X.shape[1],
        0.0,
        W.tolist(),
        b.tolist(),
        w_out.tolist(),
        float(bias_out),
        loss,
        activation,
    )
    return HandTable(graph, _rows(X, y), reduction, learning_rate)


def _numbers(values: ArrayLike, name: str, *shape: str) -> np.ndarray:
    array = as_float(values, name).astype(np.float64)
    if array.ndim != len(shape):
        wanted = ", ".join(shape) + ("," if len(shape) == 1 else "")
        raise ValueError(f"{name} has shape {array.shape}, expected ({wanted})")
    return array


def _rows(X: np.ndarray, y: np.ndarray) -> list[dict[str, float]]:
    if len(X) != len(y):
        raise ValueError(f"X has {len(X)} rows and y {len(y)} targets, expected as many")
    return [
        {**{f"X{i}": float(v) for i, v in enumerate(x, 1)}, "y": float(target)}
        for x, target in zip(X, y, strict=True)
    ]
