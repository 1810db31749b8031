"""What widgets on a plane share: which graphs fit, how much of the plane is shown, which logic."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from course import datasets
from nbextensions.graphs.tables import logic_data

if TYPE_CHECKING:
    from course.graph import Graph

FEW = 8  # examples of a truth table: they get room around them
_COMPARABLE = 4  # axes whose spans differ by less than this factor get the same scale


def require_plane(graph: Graph) -> None:
    """Make sure that a graph is a function on a plane.

    Parameters
    ----------
    graph : Graph
        Needs inputs ``X1`` and ``X2``, no others but ``y``, and a probability ``p``.

    Raises
    ------
    ValueError
        If it has others, or no p.
    """
    inputs = [node.name for node in graph.leaves("input") if node.name != "y"]
    if inputs != ["X1", "X2"]:
        got = ", ".join(inputs) or "none"
        raise ValueError(f"the inputs are {got}; a plane has two, X1 and X2")
    if "p" not in graph:
        raise ValueError("the graph has no node p, the probability that the plane is coloured by")


def window_of(X: Sequence[Sequence[float]]) -> tuple[float, float, float, float]:
    """Choose how much of the plane is shown.

    Parameters
    ----------
    X : sequence, shape (n_examples, 2)
        Examples.

    Returns
    -------
    tuple of float
        Left, right, lower and upper edge: all examples with room around them, and the same scale
        on both axes where they are comparable.

    Examples
    --------
    >>> window_of([[0, 0], [0, 1], [1, 0], [1, 1]])
    (-0.5, 1.5, -0.5, 1.5)
    """
    points = np.asarray(X, dtype=np.float64).reshape(-1, 2)
    low, high = points.min(axis=0), points.max(axis=0)
    room = 0.5 if len(points) <= FEW else 0.12
    span = (high - low) * (1 + 2 * room)
    span = np.where(span > 0, span, max(float(span.max()), 2.0))
    if span.max() <= _COMPARABLE * span.min():
        span = np.full(2, span.max())
    middle = (low + high) / 2
    (left, lower), (right, upper) = middle - span / 2, middle + span / 2
    return float(left), float(right), float(lower), float(upper)


def logic_name(X: Sequence[Sequence[float]], y: Sequence[float]) -> str:
    """Name the truth table that examples are.

    Parameters
    ----------
    X, y : sequence
        Examples and targets.

    Returns
    -------
    str
        ``"or"``, ``"and"``, ``"xor"``, ``"nand"``, or ``""``.
    """
    if [list(row) for row in X] != datasets.all_inputs(2).tolist():
        return ""
    return next((name for name, targets in logic_data().items() if targets == list(y)), "")
