"""The data of Parts 3 to 5: ``data/*.npz`` beside the notebook, drawn or split once."""

from __future__ import annotations

import numpy as np

from autograder.homework.hw1b.declaration import homework

SEED = 808


def parts(X, y, **sizes):
    """Split rows at random into named sets of the given sizes; the last takes what is left."""
    order = np.random.default_rng(SEED).permutation(len(y))
    cuts = np.cumsum(list(sizes.values()))[:-1]
    sets = dict(zip(sizes, np.split(order, cuts), strict=True))
    arrays = {f"X_{name}": X[rows] for name, rows in sets.items()}
    return arrays | {f"y_{name}": y[rows] for name, rows in sets.items()}


@homework.data("breast_cancer")
def breast_cancer():
    """Take 569 breast masses, 30 measurements each, 37 % malignant (1)."""
    from course import datasets

    X, y = datasets.breast_cancer()
    return parts(X, y.astype(float), train=341, validation=114, test=114)


@homework.data("clinical")
def clinical():
    """Draw synthetic patients, raw features, with 13.5 % positives."""
    from course import datasets

    X, y = datasets.clinical(2500, np.random.default_rng(SEED + 1))
    return parts(X, y.astype(float), train=1500, validation=500, test=500)


@homework.data("digits")
def digits():
    """Take 1797 pictures of 8 by 8 pixels, ink between 0 and 1."""
    from course import datasets

    X, y = datasets.digits()
    return parts(X / 16.0, y, train=1200, test=597)
