"""Part 3, continued: what a net has learnt, beside what needs no net."""

from __future__ import annotations

import numpy as np

from autograder.homework.hw1b.declaration import training


@training.function(title="The report")
def report(y, p):
    """Say how good probabilities are: loss, accuracy and AUC, beside what anybody could guess.

    A row is predicted 1 where p > 0.5, else 0.

    Parameters
    ----------
    y : ndarray of float, shape (n_examples,)
        Labels, 0 or 1; each occurs.
    p : ndarray of float, shape (n_examples,)
        Probabilities.

    Returns
    -------
    results : dict
        "loss": mean squared error;
        "accuracy": share of rows that are predicted right;
        "auc": how often a row with y = 1 has a larger p than a row with y = 0, a tie counts half;
        "true_positives", "false_positives", "false_negatives", "true_negatives": numbers of rows;
        "baseline": accuracy of always predicting the more frequent label of y;
        "one_class": True where all rows are predicted alike.
    """
    y_hat = np.where(p > 0.5, 1, 0)
    positive, negative = p[y == 1][:, None], p[y == 0]
    return {
        "loss": np.mean((y - p) ** 2),
        "accuracy": np.mean(y_hat == y),
        "auc": np.mean((positive > negative) + 0.5 * (positive == negative)),
        "true_positives": np.sum((y_hat == 1) & (y == 1)),
        "false_positives": np.sum((y_hat == 1) & (y == 0)),
        "false_negatives": np.sum((y_hat == 0) & (y == 1)),
        "true_negatives": np.sum((y_hat == 0) & (y == 0)),
        "baseline": max(np.mean(y), 1 - np.mean(y)),
        "one_class": np.min(y_hat) == np.max(y_hat),
    }
