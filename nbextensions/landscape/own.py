"""A landscape from a student's functions: its grid, its slope, and descent across it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from time import perf_counter
from typing import TYPE_CHECKING, Any

import numpy as np

from course.losses import loss_named
from nbextensions.frame.own_functions import OwnFunctionError, OwnFunctions
from nbextensions.frame.own_results import kind_of, numbers
from nbextensions.graphs.own_calls import arguments, probabilities

if TYPE_CHECKING:
    from course.graph import Graph

Question = Mapping[str, Any]
Losses = tuple[float, ...]

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
        self._grid: tuple[str, int, np.ndarray] | None = None
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
            ``{"n", "panes": [{"loss", "slope", "path", "losses", "broke_at"}]}``.
        buffers : list of bytes
            A grid for each pane, float32, the lowest row first.

        Raises
        ------
        OwnFunctionError
            If the function raises, returns no number, or none that is finite.
        """
        of = self._loss_at(question)
        here = [float(question["parameters"][name]) for name in question["over"]]
        grid = self._grid_of(question, of)
        n_panes = grid.shape[0]
        panes = [self._pane(question, of, here, k) for k in range(n_panes)]
        n = round(grid.shape[1] ** 0.5)
        return {"n": n, "panes": panes}, [pane.astype("<f4").tobytes() for pane in grid]

    # Values -------------------------------------------------------------------------------------
    def _loss_at(self, question: Question) -> Callable[[float, float], Losses]:
        """Give the losses as a function of the two parameters."""
        X = np.array(question["X"], dtype=np.float64)
        y = np.array(question["y"], dtype=np.float64)
        first, second = question["over"]
        held = dict(question["parameters"])

        def of(a: float, b: float) -> Losses:
            values = arguments(self._graph, {**held, first: a, second: b}, X)
            return self._losses(values, y, question)

        return of

    def _losses(self, values: tuple[Any, ...], y: np.ndarray, question: Question) -> Losses:
        if "loss_function" in self._functions:
            X, *weights = values
            copied = [w.copy() if isinstance(w, np.ndarray) else w for w in weights]
            got = self._functions.call("loss_function", X.copy(), y.copy(), *copied)
            return (_number(got, self._functions.name("loss_function")),)
        p = probabilities(self._functions, values)
        reduction = "sum" if question["reduction"] == "sum" else "mean"
        with np.errstate(all="ignore"):
            losses = [loss_named(_of_values(name)).function for name in question["losses"]]
            return tuple(float(loss(y, p, reduction=reduction)[0]) for loss in losses)

    def _grid_of(self, question: Question, of: Callable[[float, float], Losses]) -> np.ndarray:
        """Give the grid, shape (n_panes, n * n); the last one again where it still holds."""
        key = repr([_held(question), question["window"]])
        if self._grid is None or self._grid[0] != key:
            n, started = self.size, perf_counter()
            left, right, lower, upper = question["window"]
            places = [
                (a, b) for b in np.linspace(lower, upper, n) for a in np.linspace(left, right, n)
            ]
            grid = np.array([of(float(a), float(b)) for a, b in places]).T
            self._pace(perf_counter() - started)
            if not np.isfinite(grid).any():
                raise OwnFunctionError("the loss is not a finite number anywhere in this picture")
            self._grid = (key, n, grid)
        return self._grid[2]

    def _pace(self, seconds: float) -> None:
        """Choose the next grid: as fine as the function is quick enough for."""
        share = _BUDGET / max(seconds, 1e-9)
        fits = [n for n in _SIZES if n * n <= share * self.size**2]
        self.size = fits[-1] if fits else _SIZES[0]

    # Slope and descent --------------------------------------------------------------------------
    def _pane(
        self, question: Question, of: Callable[[float, float], Losses], here: list[float], k: int
    ) -> dict[str, Any]:
        loss = of(*here)[k]
        if not np.isfinite(loss):
            raise OwnFunctionError(f"the loss at ({here[0]:g}, {here[1]:g}) is {loss}")
        path, losses, broke_at = self._descend(question, of, k)
        return {
            "loss": loss,
            "slope": [v if np.isfinite(v) else 0.0 for v in _slope(of, here, k)],
            "path": path,
            "losses": losses,
            "broke_at": broke_at,
        }

    def _descend(
        self, question: Question, of: Callable[[float, float], Losses], k: int
    ) -> tuple[list[list[float]], list[float], int]:
        """Take the steps of a descent, on from where the last answer ended if it is the same."""
        start = [float(v) for v in question["start"]]
        if not start:
            return [], [], -1
        key = repr([_held(question), start, question["rate"]])
        if self._paths.get(k, ("",))[0] != key:
            self._paths[k] = (key, [start], [of(*start)[k]])
        _, points, losses = self._paths[k]
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


def _held(question: Question) -> list[Any]:
    """List everything but the two parameters that the losses depend on."""
    held = {k: v for k, v in question["parameters"].items() if k not in question["over"]}
    return [held, *(question[name] for name in ("over", "X", "y", "losses", "reduction"))]


def _slope(of: Callable[[float, float], Losses], at: Sequence[float], k: int) -> list[float]:
    """Central differences: a student's loss need not come with a gradient."""
    a, b = at
    across = (of(a + _STEP, b)[k] - of(a - _STEP, b)[k]) / (2 * _STEP)
    up = (of(a, b + _STEP)[k] - of(a, b - _STEP)[k]) / (2 * _STEP)
    return [across, up]


def _of_values(name: str) -> str:
    """Give the loss of a probability, where the one that was chosen takes the score."""
    return name.removesuffix("_from_scores")


def _number(value: Any, name: str) -> float:
    array = numbers(value[0] if isinstance(value, tuple) and value else value, name, "the loss")
    if array.size != 1:
        raise OwnFunctionError(
            f"{name} returned {kind_of(array)}, expected one number: "
            "the sum or the mean over the rows"
        )
    return float(array.reshape(()))
