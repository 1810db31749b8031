"""Which output layer goes with which loss: the table of five rows, as data.

Source: BMI 707 lecture 2 (Beam, 2018), prose, and the table of five rows of its successor deck.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from course._arrays import as_float, choose

if TYPE_CHECKING:
    from numpy.typing import ArrayLike


def above_half(p: ArrayLike) -> np.ndarray:
    """Predict 1 where ``p > 0.5``; a tie at exactly 0.5 is 0. Shape of `p`, dtype int."""
    return (as_float(p, "p") > 0.5).astype(np.int64)[()]


def above_zero(h: ArrayLike) -> np.ndarray:
    """Predict 1 where the score ``h > 0``, which is where ``sigmoid(h) > 0.5``."""
    return (as_float(h, "h") > 0).astype(np.int64)[()]


def most_probable(A: ArrayLike) -> np.ndarray:
    """Predict the class of the largest probability or score; the first one at a tie.

    Parameters
    ----------
    A : array_like of float, shape (n_examples, n_classes)

    Returns
    -------
    ndarray of int, shape (n_examples,)
    """
    return np.argmax(as_float(A, "A"), axis=-1)


def decision_for(takes: str) -> Callable[[ArrayLike], np.ndarray] | None:
    """Return the rule from outputs to predictions for a loss that `takes` them, if it has one.

    Losses of plain values have none: the squared error serves classes and regressions alike
    (`course.measuring` then looks at the model's last layer).
    """
    return {
        "probabilities": above_half,
        "scores": above_zero,
        "class probabilities": most_probable,
        "class scores": most_probable,
    }.get(takes)


class OutputLayer(NamedTuple):
    """One row of the table.

    Parameters
    ----------
    task : str
        What is predicted; the key in `OUTPUT_LAYERS`.
    targets : str
        What a target looks like, with its shape.
    activation : str
        Name in `course.activations.ACTIVATIONS`.
    losses : tuple of str
        Names in `course.losses.LOSSES` that fit the activated output, the usual one first.
    loss_from_scores : str
        The same (usual) loss computed from the scores before the activation, stably.
    decide : callable or None
        From activated outputs to predictions; None where the output is the prediction.
    """

    task: str
    targets: str
    activation: str
    losses: tuple[str, ...]
    loss_from_scores: str
    decide: Callable[[ArrayLike], np.ndarray] | None


OUTPUT_LAYERS: dict[str, OutputLayer] = {
    row.task: row
    for row in (
        OutputLayer(
            "binary",
            "0 or 1, shape (n_examples,)",
            "sigmoid",
            ("binary_cross_entropy",),
            "binary_cross_entropy_from_scores",
            above_half,
        ),
        OutputLayer(
            "multiclass",
            "one class of several, labels of shape (n_examples,)",
            "softmax",
            ("categorical_cross_entropy",),
            "categorical_cross_entropy_from_scores",
            most_probable,
        ),
        OutputLayer(
            "multilabel",
            "0 or 1 for each label, shape (n_examples, n_labels)",
            "sigmoid",
            ("binary_cross_entropy",),
            "binary_cross_entropy_from_scores",
            above_half,
        ),
        OutputLayer(
            "regression",
            "any real number, shape (n_examples,) or (n_examples, n_outputs)",
            "identity",
            ("mean_squared_error",),
            "mean_squared_error",
            None,
        ),
        OutputLayer(
            "regression in [0, 1]",
            "a number from 0 to 1, shape (n_examples,) or (n_examples, n_outputs)",
            "sigmoid",
            ("mean_squared_error", "binary_cross_entropy"),
            "binary_cross_entropy_from_scores",
            None,
        ),
    )
}


def output_layer(task: str) -> OutputLayer:
    """Return the row of the table for a task.

    Raises
    ------
    ValueError
        If the table has no such row.
    """
    return choose(OUTPUT_LAYERS, task, "task")
