"""Rosenblatt's perceptron: a threshold, and a rule that moves it after each mistake.

The rule looks at one example at a time. A right answer changes nothing; after a wrong one the
weights move by ``learning_rate * (y - y_hat) * x``. If a line separates the classes it is found
after finitely many mistakes; if none does, the weights go round in a circle for ever.

What happens exactly on the line, ``z = x . w + b = 0``, is a choice that changes the path, so it
has no default: ``tie=1`` predicts 1 where ``z >= 0`` (McCulloch and Pitts, Louppe's deck),
``tie=0`` where ``z > 0``.

Source: Rosenblatt, The perceptron, Psychological Review 65 (1958); Louppe, INFO8010 lecture 2.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from course._arrays import as_float, generator, whole

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

__all__ = ["PerceptronHistory", "PerceptronStep", "novikoff_bound", "predict", "train"]


class PerceptronStep(NamedTuple):
    """One example looked at.

    Parameters
    ----------
    epoch : int
        From 1 on.
    row : int
        Row of the table, from 0 on.
    z : float
        Weighted sum before the update.
    y, y_hat : int
        What is right, and what was predicted before the update.
    w : ndarray of float64, shape (n_features,)
    b : float
        Weights and bias after the step.
    """

    epoch: int
    row: int
    z: float
    y: int
    y_hat: int
    w: np.ndarray
    b: float

    @property
    def mistake(self) -> bool:
        """Whether the prediction was wrong, so that the weights moved."""
        return self.y_hat != self.y


class PerceptronHistory(NamedTuple):
    """What the rule did, epoch by epoch and step by step.

    Parameters
    ----------
    mistakes : tuple of int
        For each epoch.
    w : ndarray of float64, shape (n_epochs + 1, n_features)
    b : ndarray of float64, shape (n_epochs + 1,)
        Weights and bias at the start and after each epoch.
    steps : tuple of PerceptronStep
        Every example of every epoch.
    cycle : int
        Epochs after which the same weights came back, mistakes going on for ever; 0: no such
        circle was seen.
    """

    mistakes: tuple[int, ...]
    w: np.ndarray
    b: np.ndarray
    steps: tuple[PerceptronStep, ...]
    cycle: int

    @property
    def converged(self) -> bool:
        """Whether the last epoch was without a mistake."""
        return bool(self.mistakes) and self.mistakes[-1] == 0


def predict(X: ArrayLike, w: ArrayLike, b: float, *, tie: int) -> np.ndarray:
    """Predict 1 on the positive side of the line ``X @ w + b = 0``, and 0 on the other.

    Parameters
    ----------
    X : array_like of real numbers, shape (n_examples, n_features)
    w : array_like of real numbers, shape (n_features,)
    b : float
    tie : {0, 1}
        What to predict on the line itself.

    Returns
    -------
    ndarray of int64, shape (n_examples,)

    Raises
    ------
    ValueError
        If the shapes do not fit or the tie is neither 0 nor 1.
    """
    X, w = _inputs(X, w)
    _require_tie(tie)
    z = X @ w + b
    return (z >= 0 if tie else z > 0).astype(np.int64)


def train(
    X: ArrayLike,
    y: ArrayLike,
    w: ArrayLike,
    b: float,
    *,
    tie: int,
    learning_rate: float = 1.0,
    max_epochs: int = 1000,
    rng: np.random.Generator | None = None,
) -> tuple[np.ndarray, float, PerceptronHistory]:
    """Apply Rosenblatt's rule until an epoch has no mistake.

    Parameters
    ----------
    X : array_like of real numbers, shape (n_examples, n_features)
    y : array_like of 0 and 1, shape (n_examples,)
    w : array_like of real numbers, shape (n_features,)
    b : float
        Where to start.
    tie : {0, 1}
        What to predict where ``z == 0``.
    learning_rate : float
        Above 0.
    max_epochs : int
        When to give up. Without `rng` the rule also stops as soon as weights come back that an
        epoch has ended with before: from there on it repeats itself.
    rng : Generator, optional
        Looks at the rows in a new random order in each epoch; without it in the table's order.

    Returns
    -------
    w : ndarray of float64, shape (n_features,)
    b : float
    history : PerceptronHistory

    Raises
    ------
    ValueError
        If shapes do not fit, a class is neither 0 nor 1, or a setting makes no sense.
    """
    X, w = _inputs(X, w)
    y = _classes(y, len(X))
    _require_tie(tie)
    if not learning_rate > 0:
        raise ValueError(f"learning_rate is {learning_rate}, expected a rate above 0")
    b, steps, mistakes = float(b), [], []
    path, cycle, seen = [(w, b)], 0, {(*w.tolist(), b): 0}
    for epoch in range(1, whole(max_epochs, "max_epochs") + 1):
        rows = range(len(X)) if rng is None else generator(rng).permutation(len(X))
        done = _epoch(X, y, w, b, tie, learning_rate, epoch, rows)
        w, b = done[-1].w, done[-1].b
        steps += done
        path.append((w, b))
        mistakes.append(sum(step.mistake for step in done))
        first = seen.setdefault((*w.tolist(), b), epoch)
        if mistakes[-1] == 0:
            break
        if first < epoch and rng is None:
            cycle = epoch - first
            break
    return w.copy(), b, _history(path, mistakes, steps, cycle)


def novikoff_bound(X: ArrayLike, y: ArrayLike, w: ArrayLike, b: float) -> float:
    """Bound the mistakes of the rule started at zero, by any line that separates the classes.

    Parameters
    ----------
    X : array_like of real numbers, shape (n_examples, n_features)
    y : array_like of 0 and 1, shape (n_examples,)
    w : array_like of real numbers, shape (n_features,)
    b : float
        A separating line; one with a wide margin bounds best.

    Returns
    -------
    float
        ``(R / margin)**2``, where each example has a further input 1 for the bias: `R` is the
        length of the longest one and ``margin`` the smallest distance to the plane.

    Raises
    ------
    ValueError
        If the shapes do not fit, or the line does not separate the classes.

    Source: Novikoff, On convergence proofs for perceptrons (1962).
    """
    X, w = _inputs(X, w)
    signs = 2 * _classes(y, len(X)) - 1
    with_one = np.column_stack([X, np.ones(len(X))])
    plane = np.append(w, float(b))
    scores = signs * (with_one @ plane)
    if not scores.min() > 0:
        row = int(np.argmin(scores))
        raise ValueError(f"w and b do not separate the classes: row {row} is on the wrong side")
    margin = float(scores.min() / np.linalg.norm(plane))
    return float(np.linalg.norm(with_one, axis=1).max() / margin) ** 2


def _epoch(
    X: np.ndarray,
    y: np.ndarray,
    w: np.ndarray,
    b: float,
    tie: int,
    learning_rate: float,
    epoch: int,
    rows: range | np.ndarray,
) -> list[PerceptronStep]:
    """Look at each row once."""
    steps = []
    for row in map(int, rows):
        x, target = X[row], int(y[row])
        z = float(x @ w + b)
        y_hat = int(z > 0 or (z == 0 and tie == 1))
        if y_hat != target:
            w, b = w + learning_rate * (target - y_hat) * x, b + learning_rate * (target - y_hat)
        steps.append(PerceptronStep(epoch, row, z, target, y_hat, w, b))
    return steps


def _history(
    path: list[tuple[np.ndarray, float]],
    mistakes: list[int],
    steps: list[PerceptronStep],
    cycle: int,
) -> PerceptronHistory:
    w, b = zip(*path, strict=True)
    return PerceptronHistory(tuple(mistakes), np.array(w), np.array(b), tuple(steps), cycle)


def _inputs(X: ArrayLike, w: ArrayLike) -> tuple[np.ndarray, np.ndarray]:
    """Return both as float64 copies, the weights one for each column."""
    X, w = as_float(X, "X").astype(np.float64), as_float(w, "w").astype(np.float64)
    if X.ndim != 2 or w.shape != X.shape[1:]:
        raise ValueError(
            f"X has shape {X.shape} and w has shape {w.shape}, "
            "expected (n_examples, n_features) and (n_features,)"
        )
    return X, w


def _classes(y: ArrayLike, n_examples: int) -> np.ndarray:
    y = np.asarray(y)
    if y.shape != (n_examples,) or n_examples == 0:
        raise ValueError(
            f"y has shape {y.shape}, expected one class for each row of X, ({n_examples},), "
            "at least one"
        )
    if not np.isin(y, (0, 1)).all():
        raise ValueError(f"y has the classes {np.unique(y).tolist()}, expected 0 and 1")
    return y.astype(np.int64)


def _require_tie(tie: int) -> None:
    if tie not in (0, 1):
        raise ValueError(f"tie is {tie!r}, expected 1 (z >= 0 predicts 1) or 0 (z > 0 does)")
