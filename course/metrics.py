"""Metrics: how good predictions are, and what would have been as good without learning.

An accuracy says little beside a rare class: 86.5 % is what "no" for everyone scores when 13.5 %
are positive. So the majority baseline, the confusion counts and the one-class warning stand next
to it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

__all__ = [
    "ConfusionCounts",
    "accuracy",
    "confusion_counts",
    "majority_baseline",
    "one_class_warning",
    "predicts_one_class",
    "roc_auc",
]


class ConfusionCounts(NamedTuple):
    """How often each class of two was predicted for each true class.

    In the order of scikit-learn's ``confusion_matrix(y, y_hat).ravel()``.

    Parameters
    ----------
    true_negatives, false_positives, false_negatives, true_positives : int
        Examples with (y, y_hat) = (0, 0), (0, 1), (1, 0), (1, 1).
    """

    true_negatives: int
    false_positives: int
    false_negatives: int
    true_positives: int


def accuracy(y: ArrayLike, y_hat: ArrayLike) -> float:
    """Share of right predictions.

    Parameters
    ----------
    y, y_hat : array_like, shape (n_examples,) or (n_examples, n_outputs)
        True and predicted classes. With several outputs each one counts by itself.

    Returns
    -------
    float
        ``mean(y == y_hat)``, from 0 to 1.

    Raises
    ------
    ValueError
        If the shapes differ or there is nothing to compare.
    """
    y, y_hat = _alike(y, y_hat, "y_hat")
    return float(np.mean(y == y_hat))


def confusion_counts(y: ArrayLike, y_hat: ArrayLike) -> ConfusionCounts:
    """Count right and wrong predictions of two classes, 0 (negative) and 1 (positive).

    Parameters
    ----------
    y, y_hat : array_like of 0 and 1, shape (n_examples,)

    Returns
    -------
    ConfusionCounts

    Raises
    ------
    ValueError
        If the shapes differ, there is nothing to count, or a value is neither 0 nor 1.
    """
    y, y_hat = _alike(y, y_hat, "y_hat")
    actual, predicted = _positive(y, "y"), _positive(y_hat, "y_hat")
    return ConfusionCounts(
        true_negatives=int(np.sum(~actual & ~predicted)),
        false_positives=int(np.sum(~actual & predicted)),
        false_negatives=int(np.sum(actual & ~predicted)),
        true_positives=int(np.sum(actual & predicted)),
    )


def roc_auc(y: ArrayLike, score: ArrayLike) -> float:
    """Area under the ROC curve: the chance that a positive outscores a negative.

    Parameters
    ----------
    y : array_like of 0 and 1, shape (n_examples,)
        True classes; both must occur.
    score : array_like of real numbers, shape (n_examples,)
        Anything that grows with the belief in class 1: probabilities and weighted sums give the
        same area, since only their order counts.

    Returns
    -------
    float
        From the ranks 1, 2, ... of the scores, ties sharing their mean rank:
        ``(rank sum of the positives - n_1 (n_1 + 1) / 2) / (n_0 n_1)``. Guessing gives 0.5.

    Raises
    ------
    ValueError
        If the shapes differ, `y` has one class only, or a score is NaN.

    Source: Hanley, McNeil, The meaning and use of the area under a receiver operating
    characteristic (ROC) curve, Radiology 143 (1982); Mann, Whitney (1947), statistic U.
    """
    y, score = _alike(y, score, "score")
    positive = _positive(y, "y")
    n_positive = int(np.sum(positive))
    n_negative = len(positive) - n_positive
    if not (n_positive and n_negative):
        raise ValueError(f"y is all {int(n_positive > 0)}, expected both classes, 0 and 1")
    if np.isnan(score).any():
        raise ValueError(f"score is NaN in row {int(np.argmax(np.isnan(score)))}")
    rank_sum = float(np.sum(_mean_ranks(score)[positive]))
    return (rank_sum - n_positive * (n_positive + 1) / 2) / (n_positive * n_negative)


def majority_baseline(y: ArrayLike) -> float:
    """Accuracy of always predicting the most frequent class: what a model must beat.

    Parameters
    ----------
    y : array_like, shape (n_examples,)
        True classes, two or more.

    Returns
    -------
    float
        From ``1 / n_classes`` to 1.

    Raises
    ------
    ValueError
        If there are no examples.
    """
    _, counts = np.unique(_some(y, "y"), return_counts=True)
    return float(counts.max() / counts.sum())


def predicts_one_class(y_hat: ArrayLike) -> bool:
    """Whether every prediction is the same class.

    Parameters
    ----------
    y_hat : array_like, shape (n_examples,)
        Predicted classes.

    Raises
    ------
    ValueError
        If there are no predictions.
    """
    y_hat = _some(y_hat, "y_hat")
    return bool(np.all(y_hat == y_hat.flat[0]))


def one_class_warning(y: ArrayLike, y_hat: ArrayLike) -> str:
    """Say in a sentence that a model predicts one class for everyone; else ``""``.

    Parameters
    ----------
    y, y_hat : array_like, shape (n_examples,)
        True and predicted classes.

    Returns
    -------
    str
        Empty where two or more classes are predicted, or where `y` itself has only the one.

    Raises
    ------
    ValueError
        If the shapes differ or there are no examples.
    """
    y, y_hat = _alike(y, y_hat, "y_hat")
    if not predicts_one_class(y_hat) or majority_baseline(y) == 1 == accuracy(y, y_hat):
        return ""
    return (
        f"All {y_hat.size} predictions are class {y_hat.flat[0]}: the accuracy of "
        f"{accuracy(y, y_hat):.1%} needs no input at all "
        f"(always the most frequent class: {majority_baseline(y):.1%})."
    )


def _mean_ranks(values: np.ndarray) -> np.ndarray:
    """Ranks from 1 on, equal values sharing the mean of theirs."""
    _, group, counts = np.unique(values, return_inverse=True, return_counts=True)
    return (np.cumsum(counts) - (counts - 1) / 2)[group.reshape(-1)]


def _some(values: ArrayLike, name: str) -> np.ndarray:
    array = np.asarray(values)
    if array.size == 0:
        raise ValueError(f"{name} has shape {array.shape}, expected at least one example")
    return array


def _alike(y: ArrayLike, other: ArrayLike, name: str) -> tuple[np.ndarray, np.ndarray]:
    y, other = _some(y, "y"), np.asarray(other)
    if y.shape != other.shape:
        raise ValueError(f"{name} has shape {other.shape}, expected that of y, {y.shape}")
    return y, other


def _positive(classes: np.ndarray, name: str) -> np.ndarray:
    """Return where the class is 1, having made sure that the others are 0, as one flat row."""
    if classes.ndim != 1:
        raise ValueError(f"{name} has shape {classes.shape}, expected (n_examples,)")
    wrong = (classes != 0) & (classes != 1)
    if wrong.any():
        row = int(np.argmax(wrong))
        raise ValueError(f"{name} is {classes[row]} in row {row}, expected 0 or 1")
    return classes == 1
