"""The loss of a student's function at a place, and what went wrong on the way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from course.losses import loss_named
from nbextensions.frame.own_functions import OwnFunctionError, OwnFunctions
from nbextensions.frame.own_results import kind_of, numbers, require_unit_interval
from nbextensions.graphs.own_calls import arguments, probabilities

if TYPE_CHECKING:
    from course.graph import Graph

Losses = tuple[float, ...]


class LossAt:
    """The losses as a function of two parameters: one for each map, nan where it fails.

    Parameters
    ----------
    functions : OwnFunctions
        With the role ``"loss_function"`` or ``"forward"``.
    graph : Graph
        What the widget came with.
    question : mapping
        As :meth:`nbextensions.landscape.own.OwnLandscape.answer` takes it.
    """

    def __init__(self, functions: OwnFunctions, graph: Graph, question: Mapping[str, Any]) -> None:
        self._functions, self._graph = functions, graph
        self._X = np.array(question["X"], dtype=np.float64)
        self._y = np.array(question["y"], dtype=np.float64)
        self._over = list(question["over"])
        self._held = dict(question["parameters"])
        self._sum = question["reduction"] == "sum"
        alone = "loss_function" in functions
        self._losses = [""] if alone else [_of_values(name) for name in question["losses"]]
        self._failed: dict[int, tuple[list[float], str]] = {}  # where first, and how
        self._infinite: dict[int, str] = {}

    def __call__(self, a: float, b: float) -> Losses:
        """Ask the function at a place.

        Raises
        ------
        OwnFunctionError
            Only if Python was interrupted: then nothing more may be asked.
        """
        first, second = self._over
        try:
            values = arguments(self._graph, {**self._held, first: a, second: b}, self._X)
            if "loss_function" in self._functions:
                return (self._own(values),)
            p = probabilities(self._functions, values)
        except OwnFunctionError as error:
            if error.ends_all:
                raise
            for k in range(len(self._losses)):
                self._failed.setdefault(k, ([a, b], str(error)))
            return (np.nan,) * len(self._losses)
        return tuple(self._of_p(k, p, [a, b]) for k in range(len(self._losses)))

    def _own(self, values: tuple[Any, ...]) -> float:
        X, *weights = values
        copied = [w.copy() if isinstance(w, np.ndarray) else w for w in weights]
        got = self._functions.call("loss_function", X.copy(), self._y.copy(), *copied)
        return _number(got, self._functions.name("loss_function"))

    def _of_p(self, k: int, p: np.ndarray, at: list[float]) -> float:
        """One of the course's losses of the student's p."""
        crossed, name = self._losses[k].startswith("binary"), self._functions.name("forward")
        if np.isnan(p).any():
            return np.nan
        try:
            if crossed:
                require_unit_interval(p, name)
        except OwnFunctionError as error:
            self._failed.setdefault(k, (at, str(error)))
            return np.nan
        reduction = "sum" if self._sum else "mean"
        with np.errstate(all="ignore"):
            loss = float(loss_named(self._losses[k]).function(self._y, p, reduction=reduction)[0])
        if crossed and np.isinf(loss):
            why = f"{name} gives p of exactly 0 or 1 for a row of the other class"
            self._infinite.setdefault(k, f"{why}: its cross-entropy is infinite.")
        return loss

    def infinite(self, k: int) -> str:
        """Say why a map's loss was infinite, where the reason is known; else ``""``."""
        return self._infinite.get(k, "")

    def problem(self, k: int, here: Sequence[float]) -> str:
        """Say what went wrong on a map first.

        Parameters
        ----------
        k : int
            Which map.
        here : sequence of float
            Where the point is: elsewhere the sentence tells its place.

        Returns
        -------
        str
            A sentence; ``""`` where all went well.
        """
        at, sentence = self._failed.get(k, ([], ""))
        if not sentence or at == list(here):
            return sentence
        place = ", ".join(f"{name} = {v:g}" for name, v in zip(self._over, at, strict=True))
        return f"For {place}: {sentence}"


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
