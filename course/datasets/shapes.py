"""Points in a plane: moons, circles, spirals and blobs, drawn from an explicit generator.

The points lie evenly on their curves; `noise` moves each by a normal step; the rows come in
random order. The same state of `rng` gives the same points.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from course._arrays import generator, whole

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

DataSet = tuple[np.ndarray, np.ndarray]


def moons(n_examples: int, noise: float, rng: np.random.Generator) -> DataSet:
    """Two half circles that reach into each other.

    Parameters
    ----------
    n_examples : int
        Points in all; the classes have as many each, class 0 one more if the number is odd.
    noise : float
        Standard deviation of the step that moves each coordinate, in units of the radius 1.
    rng : Generator

    Returns
    -------
    X : ndarray of float64, shape (n_examples, 2)
        Class 0 on the upper half circle round (0, 0), class 1 on the lower one round (1, 0.5).
    y : ndarray of int64, shape (n_examples,)

    Raises
    ------
    ValueError
        If there are no examples or the noise is negative.

    Source: the geometry of scikit-learn's ``make_moons``.
    """
    above, below = (np.linspace(0, np.pi, n) for n in _class_sizes(n_examples, 2))
    upper = np.column_stack([np.cos(above), np.sin(above)])
    lower = np.column_stack([1 - np.cos(below), 0.5 - np.sin(below)])
    return _noisy_rows([upper, lower], noise, rng)


def circles(
    n_examples: int, noise: float, rng: np.random.Generator, *, inner_radius: float = 0.5
) -> DataSet:
    """One circle inside another.

    Parameters
    ----------
    n_examples : int
        Points in all; the classes have as many each, class 0 one more if the number is odd.
    noise : float
        Standard deviation of the step that moves each coordinate, in units of the outer radius.
    rng : Generator
    inner_radius : float
        Radius of the inner circle, between 0 and 1, that of the outer one.

    Returns
    -------
    X : ndarray of float64, shape (n_examples, 2)
        Class 0 on the outer circle, class 1 on the inner one.
    y : ndarray of int64, shape (n_examples,)

    Raises
    ------
    ValueError
        If there are no examples, the noise is negative or the radius not between 0 and 1.

    Source: the geometry of scikit-learn's ``make_circles``.
    """
    if not 0 < inner_radius < 1:
        raise ValueError(f"inner_radius is {inner_radius}, expected between 0 and 1")
    outer, inner = (_circle(n) for n in _class_sizes(n_examples, 2))
    return _noisy_rows([outer, inner_radius * inner], noise, rng)


def spirals(
    n_examples: int,
    noise: float,
    rng: np.random.Generator,
    *,
    n_arms: int = 2,
    n_turns: float = 1.5,
) -> DataSet:
    """Arms that wind round each other, one class each.

    Parameters
    ----------
    n_examples : int
        Points in all, shared out evenly; the first arms have one more where it does not divide.
    noise : float
        Standard deviation of the step that moves each coordinate, in units of the outer radius.
    rng : Generator
    n_arms : int
        Number of classes.
    n_turns : float
        How often an arm goes round. Few turns make an easy set; Lang and Witbrock's has three.

    Returns
    -------
    X : ndarray of float64, shape (n_examples, 2)
        Point ``t`` of arm ``k``, with ``t`` from 1/16 to 1, has radius ``t`` and angle
        ``2 pi (n_turns t + k / n_arms)``.
    y : ndarray of int64, shape (n_examples,)
        The arm, ``0 .. n_arms - 1``.

    Raises
    ------
    ValueError
        If there are no examples or no arms, or the noise is negative.

    Source: after Lang, Witbrock, Learning to tell two spirals apart (1988).
    """
    arms = []
    for k, n in enumerate(_class_sizes(n_examples, whole(n_arms, "n_arms", 1))):
        t = np.linspace(1 / 16, 1, n)
        angle = 2 * np.pi * (n_turns * t + k / n_arms)
        arms.append(np.column_stack([t * np.cos(angle), t * np.sin(angle)]))
    return _noisy_rows(arms, noise, rng)


def blobs(
    n_examples: int,
    noise: float,
    rng: np.random.Generator,
    *,
    centers: ArrayLike = ((-1.0, -1.0), (1.0, 1.0)),
) -> DataSet:
    """Round normal clouds, one round each centre.

    Parameters
    ----------
    n_examples : int
        Points in all, shared out evenly; the first classes have one more where it does not divide.
    noise : float
        Standard deviation of each cloud in each direction, in the units of the centres.
    rng : Generator
    centers : array_like of float, shape (n_classes, n_features)
        Two in the plane unless told otherwise.

    Returns
    -------
    X : ndarray of float64, shape (n_examples, n_features)
    y : ndarray of int64, shape (n_examples,)
        The centre, ``0 .. n_classes - 1``.

    Raises
    ------
    ValueError
        If there are no examples, the noise is negative or the centres are not rows of numbers.
    """
    middle = np.asarray(centers, dtype=np.float64)
    if middle.ndim != 2 or not middle.size:
        raise ValueError(f"centers has shape {middle.shape}, expected (n_classes, n_features)")
    sizes = _class_sizes(n_examples, len(middle))
    clouds = [np.tile(center, (n, 1)) for center, n in zip(middle, sizes, strict=True)]
    return _noisy_rows(clouds, noise, rng)


def _circle(n_points: int) -> np.ndarray:
    angle = np.linspace(0, 2 * np.pi, n_points, endpoint=False)
    return np.column_stack([np.cos(angle), np.sin(angle)])


def _class_sizes(n_examples: int, n_classes: int) -> list[int]:
    """Share `n_examples` out evenly, the first classes taking what is left over."""
    whole(n_examples, "n_examples", 1)
    return [n_examples // n_classes + (k < n_examples % n_classes) for k in range(n_classes)]


def _noisy_rows(classes: list[np.ndarray], noise: float, rng: np.random.Generator) -> DataSet:
    """Stack the classes, move each point, and put the rows into random order."""
    if not noise >= 0:
        raise ValueError(f"noise is {noise}, expected 0 or a positive standard deviation")
    X = np.concatenate(classes)
    y = np.repeat(np.arange(len(classes), dtype=np.int64), [len(points) for points in classes])
    X = X + noise * generator(rng).standard_normal(X.shape)
    rows = rng.permutation(len(X))
    return X[rows], y[rows]
