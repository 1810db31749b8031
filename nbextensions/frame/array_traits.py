"""Traits for examples: lists in the browser, lists or arrays in Python."""

from __future__ import annotations

from typing import Any

import numpy as np
import traitlets

from nbextensions.frame.schema import NUMBERS, ROWS


class Rows(traitlets.List):
    """Inputs of the examples, (n_examples, n_features), as a list of lists of finite numbers."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(default_value=[], **settings)
        self.tag(schema=ROWS)

    def validate(self, obj: Any, value: Any) -> list[list[float]]:
        """Take anything that is a matrix of finite numbers, with one row or more."""
        return _finite(value, 2, self.name or "X", "(n_examples, n_features)").tolist()


class Numbers(traitlets.List):
    """One finite number for each example, (n_examples,)."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(default_value=[], **settings)
        self.tag(schema=NUMBERS)

    def validate(self, obj: Any, value: Any) -> list[float]:
        """Take any row of finite numbers."""
        return _finite(value, 1, self.name or "y", "(n_examples,)").tolist()


class Window(Numbers):
    """How much of a plane is shown: left, right, lower and upper edge."""

    def validate(self, obj: Any, value: Any) -> list[float]:
        """Take four numbers with an inside between them."""
        edges = super().validate(obj, value)
        if len(edges) != 4 or not (edges[0] < edges[1] and edges[2] < edges[3]):
            raise traitlets.TraitError(
                f"window is {edges}, expected left < right and then lower < upper"
            )
        return edges


def _finite(value: Any, n_dimensions: int, name: str, shape: str) -> np.ndarray:
    try:
        array = np.asarray(value, dtype=float)
    except (TypeError, ValueError) as error:
        raise traitlets.TraitError(f"{name} is {value!r}, expected numbers {shape}") from error
    if array.ndim != n_dimensions or array.size == 0:
        raise traitlets.TraitError(f"{name} has shape {array.shape}, expected {shape}")
    if not np.all(np.isfinite(array)):
        raise traitlets.TraitError(f"{name} holds nan or inf, expected finite numbers")
    return array
