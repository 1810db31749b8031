"""Real data that ships with the package; the files are read when a function is called.

Sources and licences: ``data/LICENSES.md``. The files are written by
``tests/course/make_datasets.py``.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from course.datasets.features import Feature

_DATA = Path(__file__).parent / "data"

_NUCLEUS = (
    ("radius", "image units", "mean distance from the centre to the outline"),
    ("texture", "grey levels", "standard deviation of the grey levels"),
    ("perimeter", "image units", "length of the outline"),
    ("area", "image units squared", "area inside the outline"),
    ("smoothness", "1", "local variation of the radii"),
    ("compactness", "1", "perimeter^2 / area - 1"),
    ("concavity", "1", "how deep the dents of the outline are"),
    ("concave_points", "1", "how many dents the outline has"),
    ("symmetry", "1", "difference of the halves on both sides of the longest chord"),
    ("fractal_dimension", "1", "coastline approximation - 1"),
)

BREAST_CANCER_FEATURES = tuple(
    Feature(f"{prefix}_{name}", unit, f"{what} over the nuclei of: {meaning}")
    for prefix, what in (
        ("mean", "mean"),
        ("error", "standard error of the mean"),
        ("worst", "mean of the three largest"),
    )
    for name, unit, meaning in _NUCLEUS
)
BREAST_CANCER_CLASSES = ("benign", "malignant")


def breast_cancer() -> tuple[np.ndarray, np.ndarray]:
    """Wisconsin diagnostic breast cancer: cell nuclei of 569 breast masses.

    Returns
    -------
    X : ndarray of float64, shape (569, 30)
        Columns and units: `BREAST_CANCER_FEATURES`; scales differ widely.
    y : ndarray of int64, shape (569,)
        1: malignant (212), 0: benign (357), names in `BREAST_CANCER_CLASSES`. In scikit-learn's
        copy it is the other way round; here the finding is the positive class.

    Notes
    -----
    The rows are in the order of the source, which is not random: `course.preprocessing.split`
    them with a generator. CC BY 4.0.

    Source: Wolberg, Mangasarian, Street, Street, Breast Cancer Wisconsin (Diagnostic), UCI
    Machine Learning Repository (1995), doi:10.24432/C5DW2B.
    """
    X, y = _load("breast_cancer")
    return X, y.astype(np.int64)


def digits() -> tuple[np.ndarray, np.ndarray]:
    """Handwritten digits of 13 people, as pictures of 8 by 8 pixels.

    Returns
    -------
    X : ndarray of float64, shape (1797, 64)
        Ink of each pixel from 0 to 16, whole numbers; ``X.reshape(-1, 8, 8)`` are the pictures,
        the top row first.
    y : ndarray of int64, shape (1797,)
        The digit, 0 to 9.

    Notes
    -----
    The test part of the source, in its order. CC BY 4.0.

    Source: Alpaydin, Kaynak, Optical Recognition of Handwritten Digits, UCI Machine Learning
    Repository (1998), doi:10.24432/C50P49.
    """
    X, y = _load("digits")
    return X.astype(np.float64), y.astype(np.int64)


def _load(name: str) -> tuple[np.ndarray, np.ndarray]:
    with np.load(_DATA / f"{name}.npz", allow_pickle=False) as arrays:
        return arrays["X"], arrays["y"]
