"""The nets that a view can be made of: a table's, layers with weights, or sizes to draw for."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from course import datasets, hand
from course._arrays import as_float
from course.graph import Graph, canon, deep_mlp, mlp, sigmoid_neuron
from course.graph.deep import Layers, checked_layers
from course.initializers import INITIALIZERS
from nbextensions.graphs.tables import as_table, rows_of

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

_ROWS = 4


class NetOnRows(NamedTuple):
    """A net's graph, and the examples that it is shown on."""

    graph: Graph
    X: list[list[float]]
    y: list[float]

    @property
    def parameters(self) -> dict[str, float]:
        """The graph's parameters, name to value."""
        return {node.name: float(node.value) for node in self.graph.leaves("parameter")}


def net_table(
    table: hand.HandTable | Graph | None,
    X: ArrayLike | None,
    y: ArrayLike | None,
    layers: Layers | None,
    sizes: Sequence[int] | None,
    activation: str,
    initializer: str,
    seed: int,
) -> NetOnRows:
    """Make the net that a view shows.

    Parameters
    ----------
    table : HandTable, Graph or None
        Taken as it is.
    X, y : array_like or None
        Examples and targets; XOR for two features, else drawn with `seed`.
    layers : sequence of (W, b) or None
        A net with these weights.
    sizes : sequence of int or None
        A net with weights drawn with `seed`; (2, 3, 1) where nothing is given.
    activation, initializer : str
        Of the hidden units, and of drawn weights.
    seed : int
        Of everything that is drawn.

    Returns
    -------
    NetOnRows
        A graph of the course, with rows.

    Raises
    ------
    ValueError
        If more than one description is given, or shapes do not fit.
    """
    given = [value for value in (table, layers, sizes) if value is not None]
    if len(given) > 1:
        raise ValueError("got more than one of a table, layers and sizes, expected one")
    if table is not None:
        return _of_table(as_table(table, X, y))
    rng = np.random.default_rng(seed)
    if layers is None and sizes is None and X is None:
        X, y = datasets.xor()
        return NetOnRows(canon(), X.tolist(), y.tolist())
    if layers is None:
        layers = _drawn(tuple(sizes or (2, 3, 1)), initializer, rng)
    n_features = as_float(layers[0][0], "W of layer 1").shape[0]
    rows, targets = _examples(X, y, n_features, rng)
    return _of_layers(layers, rows, targets, activation)


def _of_table(table: hand.HandTable) -> NetOnRows:
    return NetOnRows(table.graph, *rows_of(table))


def _drawn(sizes: tuple[int, ...], initializer: str, rng: np.random.Generator) -> Layers:
    if len(sizes) < 2 or sizes[-1] != 1 or min(sizes) < 1:
        raise ValueError(f"sizes is {sizes}, expected counts of units, the last one 1")
    if initializer not in INITIALIZERS:
        known = ", ".join(INITIALIZERS)
        raise ValueError(f"initializer is {initializer!r}, expected one of {known}")
    draw = INITIALIZERS[initializer]
    return [(draw(a, b, rng).round(2), rng.normal(0, 0.5, b).round(2)) for a, b in pairwise(sizes)]


def _examples(
    X: ArrayLike | None, y: ArrayLike | None, n_features: int, rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray]:
    if X is None:
        if y is not None:
            raise ValueError("got y without X, expected both")
        if n_features == 2:
            return datasets.xor()
        rows = rng.normal(size=(_ROWS, n_features)).round(2)
        return rows, (rows.sum(axis=1) > 0).astype(float)
    rows = as_float(X, "X")
    if rows.ndim != 2 or rows.shape[1] != n_features:
        raise ValueError(f"X has shape {rows.shape}, expected (n_examples, {n_features})")
    if y is None:
        raise ValueError("y is missing, expected a target for each row of X")
    targets = as_float(y, "y")
    if targets.shape != rows.shape[:1]:
        raise ValueError(f"y has shape {targets.shape}, expected {rows.shape[:1]}")
    return rows, targets


def _of_layers(layers: Layers, X: np.ndarray, y: np.ndarray, activation: str) -> NetOnRows:
    """Take the lecture's own graphs, in which every deck has its letters, as far as they reach."""
    arrays, x = checked_layers(layers, X.shape[1]), X[0].tolist()
    if len(arrays) == 1:
        graph = sigmoid_neuron(x, y[0], arrays[0][0][:, 0].tolist(), float(arrays[0][1][0]))
    elif len(arrays) == 2:
        (W, b), (w_out, b_out) = arrays
        last = w_out[:, 0].tolist(), float(b_out[0])
        graph = mlp(x, y[0], W.tolist(), b.tolist(), *last, activation=activation)
    else:
        graph = deep_mlp(x, y[0], arrays, activation=activation)
    return NetOnRows(graph, X.tolist(), y.tolist())
