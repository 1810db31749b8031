"""Preprocessing: cut the rows before anything is learned from them, then bring columns to a scale.

What a `Standardizer` knows it has from the training rows alone; validation and test rows are only
ever transformed. Otherwise they tell the model something about themselves.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from course._arrays import as_float, generator

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

__all__ = ["Rows", "Split", "Standardizer", "split", "split_rows", "standardize"]


class Rows(NamedTuple):
    """Inputs and targets that belong together.

    Parameters
    ----------
    X : ndarray, shape (n_examples, ...)
    y : ndarray, shape (n_examples, ...)
    """

    X: np.ndarray
    y: np.ndarray


class Split(NamedTuple):
    """Three parts of a data set, each with its own use.

    Parameters
    ----------
    train : Rows
        To learn the weights from.
    validation : Rows
        To choose between models and settings, and to know when to stop.
    test : Rows
        To be looked at once, at the end.
    """

    train: Rows
    validation: Rows
    test: Rows


def split(
    X: ArrayLike,
    y: ArrayLike,
    rng: np.random.Generator,
    *,
    validation: float = 0.2,
    test: float = 0.2,
    stratified: bool = False,
) -> Split:
    """Cut a data set into training, validation and test rows at random.

    Parameters
    ----------
    X : array_like, shape (n_examples, ...)
    y : array_like, shape (n_examples, ...); (n_examples,) if stratified
    rng : Generator
    validation, test : float
        Their shares of the rows, from 0 on; training keeps the rest, at least one row.
    stratified : bool
        Spread each class of `y` over the parts, so that a rare one has its share in every part:
        of two classes to within one row, of many to within two or three.

    Returns
    -------
    Split
        ``(X_train, y_train), (X_validation, y_validation), (X_test, y_test)``, copies.

    Raises
    ------
    ValueError
        If the lengths differ, the shares leave nothing to train on, or classes are no row.
    """
    X, y = np.asarray(X), np.asarray(y)
    if X.ndim == 0 or y.ndim == 0 or len(X) != len(y):
        raise ValueError(
            f"X has shape {X.shape} and y has shape {y.shape}, expected as many rows in each"
        )
    parts = split_rows(
        len(X), rng, validation=validation, test=test, classes=y if stratified else None
    )
    return Split(*(Rows(X[rows], y[rows]) for rows in parts))


def split_rows(
    n_examples: int,
    rng: np.random.Generator,
    *,
    validation: float = 0.2,
    test: float = 0.2,
    classes: ArrayLike | None = None,
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Row numbers of the three parts of `split`, each row in exactly one of them.

    Parameters
    ----------
    n_examples : int
    rng : Generator
    validation, test : float
        Shares of the rows, rounded to whole rows.
    classes : array_like, shape (n_examples,), optional
        Spread each class over the parts.

    Returns
    -------
    train, validation, test : ndarray of int, in random order

    Raises
    ------
    ValueError
        If the shares leave nothing to train on or there is not one class for each row.
    """
    if not (validation >= 0 and test >= 0 and validation + test < 1):
        raise ValueError(
            f"validation is {validation} and test is {test}, "
            "expected shares from 0 on that leave some rows for training"
        )
    rows = generator(rng).permutation(n_examples)
    if classes is not None:
        rows = _spread_classes(rows, np.asarray(classes))
    n_validation, n_test = round(validation * n_examples), round(test * n_examples)
    if n_validation + n_test >= n_examples:
        raise ValueError(
            f"n_examples is {n_examples}: with {n_validation} for validation and {n_test} for "
            "testing none is left for training"
        )
    cuts = np.split(rows, [n_validation, n_validation + n_test])
    found = cuts if classes is None else [rng.permutation(cut) for cut in cuts]
    return found[2], found[0], found[1]


def _spread_classes(rows: np.ndarray, classes: np.ndarray) -> np.ndarray:
    """Order shuffled rows so that any stretch of them has each class in its share.

    Row ``i`` of the ``n_k`` rows of a class goes to the place ``(i + 1/2) / n_k`` of the way.
    """
    if classes.shape != rows.shape:
        raise ValueError(
            f"classes has shape {classes.shape}, expected one for each row, {rows.shape}"
        )
    place = np.empty(len(rows))
    for label in np.unique(classes):
        members = np.flatnonzero(classes[rows] == label)
        place[members] = (np.arange(len(members)) + 0.5) / len(members)
    return rows[np.argsort(place, kind="stable")]


class Standardizer(NamedTuple):
    """Shift and scale of each column, learned from training rows.

    Parameters
    ----------
    mean : ndarray of float, shape (n_features,)
    scale : ndarray of float, shape (n_features,)
        Standard deviation, the square root of the mean squared deviation; 1 for a constant
        column, which so becomes 0 instead of dividing by 0.
    """

    mean: np.ndarray
    scale: np.ndarray

    @classmethod
    def fit(cls, X: ArrayLike) -> Standardizer:
        """Learn mean and scale of each column of the training rows.

        Parameters
        ----------
        X : array_like of real numbers, shape (n_examples, n_features)

        Raises
        ------
        ValueError
            If `X` is not a table with rows, or an entry is not finite.
        """
        X = _table(X)
        if not len(X):
            raise ValueError(f"X has shape {X.shape}, expected at least one row to learn from")
        if not np.isfinite(X).all():
            row, column = np.argwhere(~np.isfinite(X))[0]
            raise ValueError(f"X is {X[row, column]} in row {row}, column {column}")
        constant = X.max(axis=0) == X.min(axis=0)
        mean = np.where(constant, X[0], X.mean(axis=0, dtype=np.float64))
        scale = np.where(constant, 1.0, X.std(axis=0, dtype=np.float64))
        return cls(mean, scale)

    def transform(self, X: ArrayLike) -> np.ndarray:
        """Return ``(X - mean) / scale``, float32 staying float32.

        Parameters
        ----------
        X : array_like of real numbers, shape (n_examples, n_features)
            Any rows: training, validation, test, or one patient.

        Raises
        ------
        ValueError
            If `X` has another number of columns.
        """
        X = self._known(X)
        return ((X - self.mean) / self.scale).astype(X.dtype)

    def inverse(self, X: ArrayLike) -> np.ndarray:
        """Return ``X * scale + mean``: standardized rows in their own units again.

        Raises
        ------
        ValueError
            If `X` has another number of columns.
        """
        X = self._known(X)
        return (X * self.scale + self.mean).astype(X.dtype)

    def _known(self, X: ArrayLike) -> np.ndarray:
        X = _table(X)
        if X.shape[1:] != self.mean.shape:
            raise ValueError(
                f"X has shape {X.shape}, expected (n_examples, {len(self.mean)}) "
                "like the training rows"
            )
        return X


def standardize(X_train: ArrayLike, *others: ArrayLike) -> tuple[np.ndarray, ...]:
    """Standardize tables by the mean and scale of the first one.

    Parameters
    ----------
    X_train : array_like of real numbers, shape (n_examples, n_features)
    *others : array_like of real numbers, shape (n_rows, n_features)
        Validation and test rows.

    Returns
    -------
    tuple of ndarray
        As many as came in: ``X_train, X_validation = standardize(X_train, X_validation)``.

    Raises
    ------
    ValueError
        If the first cannot be learned from or the columns differ in number.
    """
    standardizer = Standardizer.fit(X_train)
    return tuple(standardizer.transform(X) for X in (X_train, *others))


def _table(X: ArrayLike) -> np.ndarray:
    X = as_float(X, "X")
    if X.ndim != 2:
        raise ValueError(f"X has shape {X.shape}, expected (n_examples, n_features)")
    return X
