"""Is a gradient right? Ask the function itself, by moving a little to both sides.

Entry by entry, so that a wrong entry is named; or along random directions, where two evaluations
test all entries at once. Where a kink (of a ReLU, of an absolute value) lies between the two
points, the difference means nothing: such entries are recognised, reported, and not judged.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from course._arrays import as_float, generator, whole

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

Function = Callable[[np.ndarray], float]
Pattern = Callable[[np.ndarray], np.ndarray]

# Near the cube root of the machine epsilon: there rounding and curvature weigh alike.
STEP = 1e-5
TOLERANCE = 1e-6


class GradientCheck(NamedTuple):
    """What a check found, entry by entry (or direction by direction).

    Parameters
    ----------
    analytic, numeric : ndarray of float
        Slopes as claimed, and as measured.
    error : ndarray of float
        Relative errors, with what rounding explains taken off.
    kinks : ndarray of bool
        Where a kink lies between the two points; these are not judged.
    tolerance : float
    """

    analytic: np.ndarray
    numeric: np.ndarray
    error: np.ndarray
    kinks: np.ndarray
    tolerance: float

    @property
    def max_error(self) -> float:
        """Largest relative error of the judged entries; NaN if none could be judged."""
        judged = self.error[~self.kinks]
        return float(judged.max()) if judged.size else np.nan

    @property
    def passed(self) -> bool:
        """Whether every judged entry is right, and at least one could be judged."""
        return bool(self.max_error <= self.tolerance)

    @property
    def worst(self) -> tuple[int, ...]:
        """Index of the judged entry with the largest error."""
        error = np.where(self.kinks, -np.inf, np.where(np.isnan(self.error), np.inf, self.error))
        return tuple(int(i) for i in np.unravel_index(np.argmax(error), error.shape))

    def __repr__(self) -> str:
        if self.kinks.all():
            return f"GradientCheck(not judged: all {self.kinks.size} at a kink)"
        verdict = "right" if self.passed else "wrong"
        return (
            f"GradientCheck({verdict}: largest relative error {self.max_error:.1e} "
            f"at {self.worst}: "
            f"claimed {self.analytic[self.worst]:.9g}, measured {self.numeric[self.worst]:.9g}; "
            f"{int(self.kinks.sum())} of {self.kinks.size} at a kink)"
        )


def numerical_gradient(function: Function, x: ArrayLike, step: float = STEP) -> np.ndarray:
    """Central differences ``(f(x + step) - f(x - step)) / (2 * step)``, one entry at a time.

    Parameters
    ----------
    function : callable
        From an array of the shape of `x` to a number.
    x : array_like of float64, any shape
    step : float

    Returns
    -------
    ndarray of float64, shape of `x`

    Source: Goodfellow, Bengio, Courville, Deep Learning (2016), eq. 11.6.
    """
    return check_gradient(function, np.zeros(np.shape(x)), x, step=step).numeric


def check_gradient(
    function: Function,
    gradient: ArrayLike,
    x: ArrayLike,
    *,
    step: float = STEP,
    tolerance: float = TOLERANCE,
    pattern: Pattern | None = None,
) -> GradientCheck:
    """Check a gradient entry by entry.

    Parameters
    ----------
    function : callable
        From an array of the shape of `x` to a number.
    gradient : array_like of float, shape of `x`
        The gradient that is claimed at `x`.
    x : array_like of float64, any shape
    step : float
        Distance of the two points from `x`.
    tolerance : float
        Largest relative error that passes.
    pattern : callable, optional
        ``pattern(x)`` says on which side of each kink one is; where it differs between the two
        points, the entry is at a kink. Without it, entries that disagree are looked at closer:
        a kink is where the slopes to the left and to the right differ at every scale.

    Returns
    -------
    GradientCheck
        With arrays of the shape of `x`.

    Raises
    ------
    ValueError
        If the gradient has another shape than `x`, or the function gives no single number.
    """
    x, gradient = _same_shape(x, gradient)
    directions = np.eye(x.size).reshape(x.size, *x.shape)
    return _compare(
        function, gradient.ravel(), x, directions, (step, tolerance), pattern, shape=x.shape
    )


def check_directions(
    function: Function,
    gradient: ArrayLike,
    x: ArrayLike,
    *,
    rng: np.random.Generator,
    n_directions: int = 3,
    step: float = STEP,
    tolerance: float = TOLERANCE,
    pattern: Pattern | None = None,
) -> GradientCheck:
    """Check a gradient along random directions of length 1: ``sum(gradient * direction)``.

    Two evaluations a direction, however many entries `x` has. A wrong entry is not named, but
    hides only by an unlikely accident.

    Parameters
    ----------
    function, gradient, x, step, tolerance, pattern
        As for `check_gradient`.
    rng : Generator
        Draws the directions.
    n_directions : int
        At least 1.

    Returns
    -------
    GradientCheck
        With arrays of shape (n_directions,).

    Raises
    ------
    ValueError
        If the gradient has another shape than `x`.
    """
    x, gradient = _same_shape(x, gradient)
    n_directions = whole(n_directions, "n_directions", 1)
    directions = generator(rng).standard_normal((n_directions, *x.shape))
    directions /= np.linalg.norm(directions.reshape(n_directions, -1), axis=1).reshape(
        -1, *[1] * x.ndim
    )
    slopes = (gradient * directions).reshape(n_directions, -1).sum(axis=1)
    return _compare(
        function, slopes, x, directions, (step, tolerance), pattern, shape=(n_directions,)
    )


def _compare(
    function: Function,
    analytic: np.ndarray,
    x: np.ndarray,
    directions: np.ndarray,
    settings: tuple[float, float],
    pattern: Pattern | None,
    shape: tuple[int, ...],
) -> GradientCheck:
    step, tolerance = settings
    if not step > 0:
        raise ValueError(f"step is {step}, expected a small number above 0, such as {STEP:g}")
    right = np.array([_number(function(x + step * d)) for d in directions])
    left = np.array([_number(function(x - step * d)) for d in directions])
    numeric = (right - left) / (2 * step)
    rounding = _rounding(np.abs([*left, *right]).max(initial=0), step)
    excess = np.maximum(np.abs(analytic - numeric) - rounding, 0)
    size = np.maximum(np.maximum(np.abs(analytic), np.abs(numeric)), np.finfo(float).tiny)
    error = excess / size
    if pattern is None:
        suspects = np.flatnonzero(~(error <= tolerance))
        kinks = np.zeros(len(error), dtype=bool)
        kinks[suspects] = [_bends(function, x, directions[i], settings) for i in suspects]
    else:
        kinks = np.array(
            [np.any(pattern(x + step * d) != pattern(x - step * d)) for d in directions]
        )
    return GradientCheck(
        analytic.reshape(shape),
        numeric.reshape(shape),
        error.reshape(shape),
        kinks.astype(bool).reshape(shape),
        tolerance,
    )


def _same_shape(x: ArrayLike, gradient: ArrayLike) -> tuple[np.ndarray, np.ndarray]:
    x, gradient = as_float(x, "x"), as_float(gradient, "gradient")
    if gradient.shape != x.shape:
        raise ValueError(f"the gradient has shape {gradient.shape}, expected {x.shape} as x")
    return x, gradient


def _number(value: ArrayLike) -> float:
    array = np.asarray(value)
    if array.size != 1:
        raise ValueError(
            f"the function returned shape {array.shape}, expected one number: sum or average it"
        )
    return float(array.item())


def _rounding(size: float, step: float) -> float:
    return float(8 * np.finfo(float).eps * size / step)


def _bends(
    function: Function, x: np.ndarray, direction: np.ndarray, settings: tuple[float, float]
) -> bool:
    """Whether a kink lies within a step: curvature alone does not explain how the slopes differ.

    On a smooth curve their difference shrinks with the step. A kink can imitate that at one
    smaller step, but not at two.
    """
    step, tolerance = settings

    def along(distance: float) -> float:
        return _number(function(x + distance * direction))

    def bend(shrink: int) -> float:
        h = step / shrink
        return shrink * (along(h) - 2 * here + along(-h)) / h

    here, right, left = along(0), along(step), along(-step)

    size = max(abs(right - here), abs(here - left)) / step
    rounding = _rounding(max(abs(here), abs(right), abs(left)), step / 10)
    noise = max(tolerance * size, 10 * rounding)
    return any(abs(bend(shrink) - bend(1)) > noise for shrink in (2, 10))
