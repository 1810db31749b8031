"""A landscape from a student's functions: its grid, its slope, and descent across it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from time import perf_counter
from typing import TYPE_CHECKING, Any

import numpy as np

from nbextensions.frame.own_functions import OwnFunctionError, OwnFunctions
from nbextensions.landscape.own_loss import LossAt

if TYPE_CHECKING:
    from course.graph import Graph

Question = Mapping[str, Any]

_SIZES = (13, 19, 25, 33, 41)  # nodes on each side: as many as the function is quick enough for
_BUDGET = 0.025  # seconds for a picture
_STEP = 1e-5  # of the differences that give the slope


class OwnLandscape:
    """Answers a view's questions about a student's ``loss_function`` or ``forward``.

    Parameters
    ----------
    functions : OwnFunctions
        With one of these roles.
    graph : Graph
        What the widget came with: it says which parameters make which array.
    """

    def __init__(self, functions: OwnFunctions, graph: Graph) -> None:
        self._functions, self._graph = functions, graph
        self.size = 25
        self._grid: tuple[str, np.ndarray, list[str]] | None = None
        self._paths: dict[int, tuple[str, list[list[float]], list[float]]] = {}

    def answer(self, question: Question) -> tuple[dict[str, Any], list[bytes]]:
        """Compute what a picture needs.

        Parameters
        ----------
        question : mapping
            ``{"over", "parameters", "X", "y", "window", "losses", "reduction", "start", "step",
            "rate", "active"}``.

        Returns
        -------
        result : dict
            ``{"n", "panes": [{"loss", "slope", "path", "losses", "broke_at", "problem"}]}``; a
            loss and a slope that are no finite numbers are None.
        buffers : list of bytes
            A grid for each pane, float32, the lowest row first; nan where the function fails.

        Raises
        ------
        OwnFunctionError
            If the function raises, returns no number, or none that is finite. Where some of it
            could be worked out, the error brings that as its `result`.
        """
        of = LossAt(self._functions, self._graph, question)
        here = [float(question["parameters"][name]) for name in question["over"]]
        losses = of(*here)
        panes = [self._pane(question, of, here, loss, k) for k, loss in enumerate(losses)]
        grid, elsewhere = self._grid_of(question, here)
        for k, pane in enumerate(panes):
            stopped = of.problem(k, here) or elsewhere[k]
            pane["problem"] = stopped or of.infinite(k) or _undefined(losses[k], here, grid[k])
        said = dict.fromkeys(pane["problem"] for pane in panes if pane["problem"])
        n = round(grid.shape[1] ** 0.5)
        result = {"n": n, "panes": panes}, [pane.astype("<f4").tobytes() for pane in grid]
        if not said:
            return result
        error = OwnFunctionError("\n".join(said))
        if np.isfinite(grid).any() or np.isfinite(losses).any():
            error.result, error.buffers = result
        raise error

    # Values -------------------------------------------------------------------------------------
    def _grid_of(self, question: Question, here: list[float]) -> tuple[np.ndarray, list[str]]:
        """Give the grid, shape (n_panes, n * n), and each pane's problem upon it.

        It is the last one again where that still holds.
        """
        key = repr([_held(question), question["window"]])
        if self._grid is None or self._grid[0] != key:
            of, n, started = (
                LossAt(self._functions, self._graph, question),
                self.size,
                perf_counter(),
            )
            left, right, lower, upper = question["window"]
            places = [
                (a, b) for b in np.linspace(lower, upper, n) for a in np.linspace(left, right, n)
            ]
            grid = np.array([of(float(a), float(b)) for a, b in places]).T
            self._pace(perf_counter() - started)
            self._grid = (key, grid, [of.problem(k, here) for k in range(len(grid))])
        return self._grid[1:]

    def _pace(self, seconds: float) -> None:
        """Choose the next grid: as fine as the function is quick enough for."""
        share = _BUDGET / max(seconds, 1e-9)
        fits = [n for n in _SIZES if n * n <= share * self.size**2]
        self.size = fits[-1] if fits else _SIZES[0]

    # Slope and descent --------------------------------------------------------------------------
    def _pane(
        self, question: Question, of: LossAt, here: list[float], loss: float, k: int
    ) -> dict[str, Any]:
        known = bool(np.isfinite(loss))
        slope = _slope(of, here, k) if known else [np.nan, np.nan]
        path, losses, broke_at = self._descend(question, of, k)
        return {
            "loss": loss if known else None,
            "slope": [float(v) if np.isfinite(v) else None for v in slope],
            "path": path,
            "losses": losses,
            "broke_at": broke_at,
        }

    def _descend(
        self, question: Question, of: LossAt, k: int
    ) -> tuple[list[list[float]], list[float], int]:
        """Take the steps of a descent, on from where the last answer ended if it is the same."""
        start = [float(v) for v in question["start"]]
        if not start:
            return [], [], -1
        key = repr([_held(question), start, question["rate"]])
        if self._paths.get(k, ("",))[0] != key:
            self._paths[k] = (key, [start], [of(*start)[k]])
        _, points, losses = self._paths[k]
        if not np.isfinite(losses[0]):
            return [], [], -1
        while len(points) <= question["step"]:
            slope = _slope(of, points[-1], k)
            point = [at - question["rate"] * g for at, g in zip(points[-1], slope, strict=True)]
            loss = of(*point)[k] if np.isfinite(point).all() else np.nan
            if not np.isfinite(loss):
                return list(points), list(losses), len(points)
            points.append(point)
            losses.append(loss)
        taken = question["step"] + 1
        return points[:taken], losses[:taken], -1


def _undefined(loss: float, here: Sequence[float], grid: np.ndarray) -> str:
    """Say that a loss is no finite number, at the point or nowhere."""
    if np.isfinite(loss):
        return ""
    if not np.isfinite(grid).any():
        return "the loss is not a finite number anywhere in this picture"
    return f"the loss at ({here[0]:g}, {here[1]:g}) is {loss}"


def _held(question: Question) -> list[Any]:
    """List everything but the two parameters that the losses depend on."""
    held = {k: v for k, v in question["parameters"].items() if k not in question["over"]}
    return [held, *(question[name] for name in ("over", "X", "y", "losses", "reduction"))]


def _slope(of: LossAt, at: Sequence[float], k: int) -> list[float]:
    """Central differences: a student's loss need not come with a gradient."""
    a, b = at
    across = (of(a + _STEP, b)[k] - of(a - _STEP, b)[k]) / (2 * _STEP)
    up = (of(a, b + _STEP)[k] - of(a, b - _STEP)[k]) / (2 * _STEP)
    return [across, up]
