"""Level lines of a function on a grid, as pieces to draw (marching squares)."""

from __future__ import annotations

import numpy as np

# Corners from the lower left counterclockwise; each edge lies between two of them.
_CORNERS = ((0, 0), (0, 1), (1, 1), (1, 0))  # (row, column) within a cell
_EDGES = ((0, 1), (1, 2), (3, 2), (0, 3))


def level_lines(values: np.ndarray, level: float) -> list[tuple[float, float, float, float]]:
    """Find where a function has a value.

    Parameters
    ----------
    values : ndarray, shape (n_rows, n_columns)
        At the nodes, the lowest row first.
    level : float
        The value.

    Returns
    -------
    list of tuple of float
        Pieces ``(x1, y1, x2, y2)`` in units of the grid.
    """
    above = values > level
    mixed = np.zeros((values.shape[0] - 1, values.shape[1] - 1), dtype=int)
    for row, column in _CORNERS:
        mixed += above[row : row + mixed.shape[0], column : column + mixed.shape[1]]
    pieces = []
    for j, i in np.argwhere((mixed > 0) & (mixed < 4)):
        corners = [float(values[j + row, i + column]) for row, column in _CORNERS]
        if not np.isfinite(corners).all():
            continue
        places = [
            _crossing(edge, corners, level, float(i), float(j))
            for edge in _EDGES
            if (corners[edge[0]] > level) != (corners[edge[1]] > level)
        ]
        if len(places) == 4 and (np.mean(corners) > level) != (corners[0] > level):
            places = [places[0], places[3], places[1], places[2]]
        pieces += [(*a, *b) for a, b in zip(places[::2], places[1::2], strict=True)]
    return pieces


def _crossing(
    edge: tuple[int, int], corners: list[float], level: float, i: float, j: float
) -> tuple[float, float]:
    a, b = edge
    share = (level - corners[a]) / (corners[b] - corners[a])
    (row_a, column_a), (row_b, column_b) = _CORNERS[a], _CORNERS[b]
    return i + column_a + share * (column_b - column_a), j + row_a + share * (row_b - row_a)
