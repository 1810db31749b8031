"""Part 3, continued: columns on one scale, without a look at what is held back."""

from __future__ import annotations

import numpy as np

from autograder.homework.hw1b.declaration import training


@training.function(title="Standardizing")
def standardize(X_train, X_validation, X_test):
    """Subtract each column's mean and divide by its standard deviation, those of X_train.

    A column that is the same number in all rows of X_train is divided by 1.

    Parameters
    ----------
    X_train : ndarray of float, shape (n_train, n_features)
        Rows to learn from; the only ones that mean and standard deviation are taken of.
    X_validation : ndarray of float, shape (n_validation, n_features)
        Rows to choose with.
    X_test : ndarray of float, shape (n_test, n_features)
        Rows for the very end.

    Returns
    -------
    X_train : ndarray of float, shape (n_train, n_features)
        On the new scale.
    X_validation : ndarray of float, shape (n_validation, n_features)
        On the same scale.
    X_test : ndarray of float, shape (n_test, n_features)
        On the same scale.
    """
    mean, deviation = X_train.mean(axis=0), X_train.std(axis=0)
    deviation = np.where(deviation > 0, deviation, 1.0)
    return (
        (X_train - mean) / deviation,
        (X_validation - mean) / deviation,
        (X_test - mean) / deviation,
    )
