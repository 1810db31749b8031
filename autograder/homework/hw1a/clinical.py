"""The clinical set of Part 3 and Part 4: ``data/clinical.npz`` beside the notebook."""

from __future__ import annotations

import numpy as np

from autograder.homework.hw1a.declaration import homework

SEED = 707
N_TRAIN = 1500
N_VALIDATION = 500


@homework.data("clinical")
def clinical():
    """Draw synthetic patients, raw features, with 13.5 % positives, and split them once."""
    from course import datasets

    X, y = datasets.clinical(N_TRAIN + N_VALIDATION, np.random.default_rng(SEED))
    order = np.random.default_rng(SEED + 1).permutation(len(y))
    train, validation = order[:N_TRAIN], order[N_TRAIN:]
    return {
        "X_train": X[train],
        "y_train": y[train].astype(float),
        "X_validation": X[validation],
        "y_validation": y[validation].astype(float),
    }
