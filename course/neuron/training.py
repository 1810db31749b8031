"""Gradient descent on the sigmoid neuron, every step of it kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from course._arrays import as_float, choose, whole
from course.activations import sigmoid
from course.metrics import accuracy, majority_baseline
from course.neuron.passes import NEURON_LOSSES, NeuronGradients, gradients, predict, weighted_sum
from course.reduction import sum_or_mean
from course.training import batches

if TYPE_CHECKING:
    from numpy.typing import ArrayLike


class NeuronHistory(NamedTuple):
    """A training step by step; entry 0 is before the first step.

    Parameters
    ----------
    loss : ndarray of float64, shape (n_steps + 1,)
        Over all examples, in the training's own reduction.
    accuracy : ndarray of float64, shape (n_steps + 1,)
    majority_baseline : float
        Accuracy of always predicting the most frequent class.
    w : ndarray of float64, shape (n_steps + 1, n_features)
    b : ndarray of float64, shape (n_steps + 1,)
    """

    loss: np.ndarray
    accuracy: np.ndarray
    majority_baseline: float
    w: np.ndarray
    b: np.ndarray

    @property
    def first_perfect_step(self) -> int | None:
        """Steps until every example was right for the first time; None: never."""
        perfect = np.flatnonzero(self.accuracy == 1)
        return int(perfect[0]) if perfect.size else None


def update(
    w: ArrayLike, b: float, step: NeuronGradients, learning_rate: float
) -> tuple[np.ndarray, float]:
    """Take one step downhill, all parameters at once.

    Parameters
    ----------
    w : array_like of real numbers, shape (n_features,)
    b : float
    step : NeuronGradients
        ``(dw, db)``.
    learning_rate : float

    Returns
    -------
    w : ndarray of float, shape (n_features,)
        ``w - learning_rate * dw``, a new array.
    b : float
        ``b - learning_rate * db``.
    """
    dw, db = step
    return as_float(w, "w") - learning_rate * dw, float(b - learning_rate * db)


def train(
    X: ArrayLike,
    y: ArrayLike,
    w: ArrayLike,
    b: float,
    *,
    loss: str,
    reduction: str,
    learning_rate: float,
    n_epochs: int,
    online: bool = False,
    rng: np.random.Generator | None = None,
) -> tuple[np.ndarray, float, NeuronHistory]:
    """Train by gradient descent, with all examples at once or one by one.

    Mini-batches, penalties, other optimizers and early stopping: `course.training`.

    Parameters
    ----------
    X : array_like of real numbers, shape (n_examples, n_features)
    y : array_like of 0 and 1, shape (n_examples,)
    w : array_like of real numbers, shape (n_features,)
    b : float
        Where to start; left as they are.
    loss : {"squared_error", "half_squared_error", "binary_cross_entropy"}
    reduction : {"sum", "mean"}
        Of the gradient, and of the loss in the history.
    learning_rate : float
    n_epochs : int
        How often the examples are gone through.
    online : bool
        Update after each example, in the table's order: ``n_examples`` steps an epoch instead
        of one, each along that example's own gradient.
    rng : Generator, optional
        Online, look at the examples in a new random order in each epoch.

    Returns
    -------
    w : ndarray of float, shape (n_features,)
    b : float
    history : NeuronHistory
        After every step, loss and accuracy over all examples.

    Raises
    ------
    ValueError
        If the shapes do not fit, a name is unknown, or `rng` is given where nothing is mixed.
    """
    X, y, w = as_float(X, "X"), as_float(y, "y"), as_float(w, "w").copy()
    if rng is not None and not online:
        raise ValueError("rng only mixes the examples of online=True; leave it out")
    settings = {"loss": loss, "reduction": sum_or_mean(reduction)}
    start = _measure(X, y, w, b, **settings)
    b = float(b)
    records = [(*start, w, b)]
    for _ in range(whole(n_epochs, "n_epochs")):
        for rows in batches(len(X), 1 if online else None, rng):
            step = gradients(X[rows], y[rows], w, b, **settings)
            w, b = update(w, b, step, learning_rate)
            records.append((*_measure(X, y, w, b, **settings), w, b))
    losses, accuracies, w_path, b_path = map(np.array, zip(*records, strict=True))
    return w, b, NeuronHistory(losses, accuracies, majority_baseline(y), w_path, b_path)


def _measure(
    X: np.ndarray, y: np.ndarray, w: np.ndarray, b: float, *, loss: str, reduction: str
) -> tuple[float, float]:
    h = weighted_sum(X, w, b)
    value, _ = choose(NEURON_LOSSES, loss, "loss")(y, h, reduction=reduction)
    return float(value), accuracy(y, predict(sigmoid(h)))
