"""Gradient descent over two parameters of a table, the others held."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from nbextensions.graphs.lanes import evaluate

if TYPE_CHECKING:
    from course.hand import HandTable

Place = tuple[float, float]


def descend(
    table: HandTable, over: Sequence[str], start: Sequence[float], rate: float, steps: int
) -> list[Place]:
    """Take steps of gradient descent.

    Parameters
    ----------
    table : HandTable
        Its loss over all rows (their sum or mean) is what falls.
    over : sequence of str
        The two parameters that move.
    start : sequence of float
        Where they begin.
    rate : float
        Learning rate.
    steps : int
        How many.

    Returns
    -------
    list of tuple of float
        The start and the place after each step; fewer where a step leads to what is no number.
    """
    graph = table.graph.copy()
    inputs = [node.name for node in graph.leaves("input")]
    rows = [{name: row[name] for name in inputs} for row in table]
    share = 1 if table.reduction == "sum" else 1 / len(rows)
    points = [(float(start[0]), float(start[1]))]
    for _ in range(steps):
        graph.set(dict(zip(over, points[-1], strict=True)))
        slopes = [graph.set(row).derivatives("loss") for row in rows]
        here = [share * sum(slope[name] for slope in slopes) for name in over]
        a, b = (at - rate * g for at, g in zip(points[-1], here, strict=True))
        if not (np.isfinite(a) and np.isfinite(b)):
            break
        points.append((a, b))
    return points


def loss_grid(table: HandTable, over: Sequence[str], window: Sequence[float], n: int) -> np.ndarray:
    """Compute the loss on a grid of two parameters.

    Parameters
    ----------
    table : HandTable
        Where the others are held.
    over : sequence of str
        The two.
    window : sequence of float
        Left, right, lower and upper edge.
    n : int
        Nodes on each side; the outer ones lie on the edges.

    Returns
    -------
    ndarray of float64, shape (n, n)
        The lowest row first.
    """
    left, right, lower, upper = window
    a, b = np.meshgrid(np.linspace(left, right, n), np.linspace(lower, upper, n))
    inputs = {node.name: table.values(node.name) for node in table.graph.leaves("input")}
    places = {over[0]: a.reshape(-1, 1), over[1]: b.reshape(-1, 1)}
    losses = evaluate(table.graph, {**inputs, **places})["loss"]
    losses = np.broadcast_to(losses, (a.size, len(table)))
    total = losses.sum(axis=1) if table.reduction == "sum" else losses.mean(axis=1)
    return np.asarray(total).reshape(a.shape)
