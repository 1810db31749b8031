"""Measuring a model: its loss and accuracy, and the accuracy that no model is needed for."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from course.metrics import accuracy, majority_baseline
from course.output_layers import above_half, decision_for
from course.penalties import penalise

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from course.losses import Loss

Decide = Callable[[Any], np.ndarray]


def shaped_like_output(y: ArrayLike, A: np.ndarray) -> np.ndarray:
    """Return targets of shape (n_examples,) as a column where the output is a single column."""
    y = np.asarray(y)
    return y.reshape(A.shape) if y.shape == A.shape[:1] and A.shape[1:] == (1,) else y


class Measure(NamedTuple):
    """How a model is measured during a training.

    Parameters
    ----------
    data, validation : tuple (X, y), or None
        Training and held-out examples.
    loss : Loss
    reduction : {"sum", "mean"}
    decide : callable or None
        From outputs to predictions; None: the loss's own rule, if it has one. A loss of plain
        values serves regressions too: it classifies, above one half, where the model ends in a
        sigmoid and every target is 0 or 1.
    l1, l2 : float
        Strengths of the penalties.
    """

    data: tuple[ArrayLike, ArrayLike]
    validation: tuple[ArrayLike, ArrayLike] | None
    loss: Loss
    reduction: str
    decide: Decide | None = None
    l1: float = 0.0
    l2: float = 0.0

    def record(self, model: Any) -> tuple[float, ...]:
        """Return loss, penalty, accuracy, validation loss, validation accuracy."""
        penalty, _ = penalise(model.parameters, model.parameter_names, l1=self.l1, l2=self.l2)
        loss, share = self.score(model, *self.data)
        held_out = self.score(model, *self.validation) if self.validation else (np.nan, np.nan)
        return (loss, penalty, share, *held_out)

    def score(self, model: Any, X: ArrayLike, y: ArrayLike) -> tuple[float, float]:
        """Return loss and accuracy with dropout off; NaN where nothing is classified."""
        A, _ = model.forward(X)
        y = shaped_like_output(y, A)
        value, _ = self.loss.function(y, A, reduction=self.reduction)
        decide = self._rule(model, y)
        if decide is None:
            return float(value), np.nan
        y_hat = decide(A)
        return float(value), float(accuracy(_labels(y, y_hat), y_hat.ravel()))

    def baseline(self, model: Any, data: tuple[ArrayLike, ArrayLike] | None) -> float:
        """Return the majority baseline; for several labels, the mean over the labels."""
        decide = None if data is None else self._rule(model, np.asarray(data[1]))
        if decide is None or data is None:
            return np.nan
        y_hat = decide(model.forward(data[0])[0])
        labels = _labels(np.asarray(data[1]), y_hat).reshape(len(y_hat), -1)
        return float(np.mean([majority_baseline(column) for column in labels.T]))

    def _rule(self, model: Any, y: np.ndarray) -> Decide | None:
        """Return how outputs become predictions; None where nothing is classified."""
        rule = self.decide or decision_for(self.loss.takes)
        if rule is None and _ends_in_sigmoid(model) and np.isin(y, (0, 1)).all():
            return above_half
        return rule


def _ends_in_sigmoid(model: Any) -> bool:
    layers: tuple[Any, ...] = getattr(model, "layers", ())
    return bool(layers) and getattr(layers[-1], "name", "") == "sigmoid"


def _labels(y: np.ndarray, y_hat: np.ndarray) -> np.ndarray:
    """Return one label for each prediction, flat; rows of class shares become labels."""
    return (y if y.size == y_hat.size else y.argmax(axis=-1)).ravel()
