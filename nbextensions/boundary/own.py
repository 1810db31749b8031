"""A plane from a student's forward pass: p at the examples, and on a grid."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from time import perf_counter
from typing import TYPE_CHECKING, Any

import numpy as np

from nbextensions.frame.own_functions import OwnFunctionError, OwnFunctions
from nbextensions.frame.own_results import strange_probabilities
from nbextensions.graphs.own_calls import arguments, probabilities

if TYPE_CHECKING:
    from course.graph import Graph

_SIZES = (24, 40, 60)  # nodes on each side: as many as the function is quick enough for
_BUDGET = 0.025  # seconds for a grid


class OwnBoundary:
    """Answers a view's questions about a student's ``forward``.

    Parameters
    ----------
    functions : OwnFunctions
        With the role ``"forward"``.
    graph : Graph
        What the widget came with: it says which parameters make which array.
    """

    def __init__(self, functions: OwnFunctions, graph: Graph) -> None:
        self._functions, self._graph = functions, graph
        self.size = _SIZES[-1]

    def answer(self, question: Mapping[str, Any]) -> tuple[dict[str, Any], list[bytes]]:
        """Compute p at the examples and on a grid.

        Parameters
        ----------
        question : mapping
            ``{"parameters", "X", "window"}``.

        Returns
        -------
        result : dict
            ``{"p": [...], "n": nodes on a side, "strange": sentence or ""}``.
        buffers : list of bytes
            The grid, float32, row by row from the lower edge up.

        Raises
        ------
        OwnFunctionError
            If the function raises, or returns what cannot be shown.
        """
        X = np.array(question["X"], dtype=np.float64).reshape(-1, 2)
        p = self._probabilities(X, question)
        name = self._functions.name("forward")
        if not np.isfinite(p).all():
            first = int(np.flatnonzero(~np.isfinite(p))[0])
            at = ", ".join(f"{value:g}" for value in X[first])
            raise OwnFunctionError(f"{name} returned {p[first]} for X = ({at}), expected a number")
        n, started = self.size, perf_counter()
        grid = self._probabilities(grid_points(question["window"], n), question)
        self.pace(perf_counter() - started)
        result = {"p": p.tolist(), "n": n, "strange": strange_probabilities(p, name)}
        return result, [grid.astype("<f4").tobytes()]

    def _probabilities(self, X: np.ndarray, question: Mapping[str, Any]) -> np.ndarray:
        return probabilities(self._functions, arguments(self._graph, question["parameters"], X))

    def pace(self, seconds: float) -> None:
        """Choose the next grid by how long the last one took.

        Parameters
        ----------
        seconds : float
            For a grid of the present size.
        """
        share = _BUDGET / max(seconds, 1e-9)
        fits = [n for n in _SIZES if n * n <= share * self.size**2]
        self.size = fits[-1] if fits else _SIZES[0]


def grid_points(window: Sequence[float], n: int) -> np.ndarray:
    """List the places of a grid whose outer nodes lie on a window's edges.

    Parameters
    ----------
    window : sequence of float
        Left, right, lower and upper edge.
    n : int
        Nodes on each side.

    Returns
    -------
    ndarray of float64, shape (n * n, 2)
        From left to right, the lowest row first.
    """
    left, right, lower, upper = window
    across, up = np.meshgrid(np.linspace(left, right, n), np.linspace(lower, upper, n))
    return np.column_stack([across.ravel(), up.ravel()])
