"""A worked derivation with a slip in it, and the numbers that decide which version is right."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from course._arrays import as_float
from course.slips.slip import Slip


class Derivation(NamedTuple):
    r"""A derivation in which one line is wrong.

    Attributes
    ----------
    id : str
        Of the slip, ``"E5"``.
    task : str
        What is worked out (formulas in LaTeX between dollar signs, here and below).
    lines : tuple of str
        The derivation as printed, the slip included.
    at : int
        Which line is wrong, from 0.
    mended : str
        That line, right.
    reasons : tuple of str
        What may be wrong with it; the first is true.
    labels : tuple of str
        What the compared numbers are, one for each.
    measure : callable or None
        ``measure(*slip.example)``: the numbers by another way, such as finite differences; None
        where the right version is itself plain arithmetic.
    how : str
        What `measure` does, in words.
    versions : tuple of two callables, or None
        The printed and the right version, functions of the slip's example, where other numbers
        than the slip's own decide.
    """

    id: str
    task: str
    lines: tuple[str, ...]
    at: int
    mended: str
    reasons: tuple[str, ...]
    labels: tuple[str, ...] = ()
    measure: Callable[..., Any] | None = None
    how: str = ""
    versions: tuple[Callable[..., Any], Callable[..., Any]] | None = None


class Evidence(NamedTuple):
    """One number in all versions.

    Attributes
    ----------
    label : str
        What it is; LaTeX between dollar signs.
    printed, right : float
        By the deck's formula, and by the right one.
    measured : float or None
        By another way, such as finite differences.
    own : float or None
        By the reader's own function.
    """

    label: str
    printed: float
    right: float
    measured: float | None
    own: float | None


def flat(values: Any) -> list[float]:
    """Put numbers of any shape in one row.

    Parameters
    ----------
    values : float, array_like or mapping of str to float
        Result of a slip's function.

    Returns
    -------
    list of float
        Entry by entry, row by row.

    Raises
    ------
    TypeError
        If there is something else than numbers in it.
    """
    if isinstance(values, Mapping):
        values = list(values.values())
    return [float(value) for value in np.ravel(as_float(values, "the result"))]


def evidence(
    slip: Slip, derivation: Derivation, own: Callable[..., Any] | None = None
) -> tuple[Evidence, ...]:
    """Compute the numbers of all versions at the slip's example.

    Parameters
    ----------
    slip : Slip
        A computable one, or one whose result is text: then there is no number to compare.
    derivation : Derivation
        Of the same slip.
    own : callable, optional
        The reader's version, a function of the same arguments.

    Returns
    -------
    tuple of Evidence
        Empty where nothing can be computed.

    Raises
    ------
    ValueError
        If `own` returns another number of values.
    """
    if slip.wrong is None or slip.correct is None:
        return ()
    wrong, correct = derivation.versions or (slip.wrong, slip.correct)
    printed, right = wrong(*slip.example), correct(*slip.example)
    if isinstance(right, str):
        return ()
    columns: list[Sequence[float | None]] = [flat(printed), flat(right)]
    n = len(columns[1])
    for function in (derivation.measure, own):
        found = [None] * n if function is None else flat(function(*slip.example))
        if len(found) != n:
            raise ValueError(f"got {len(found)} numbers, expected {n}")
        columns.append(found)
    labels = derivation.labels or tuple(f"number {i}" for i in range(1, n + 1))
    return tuple(Evidence(label, *row) for label, *row in zip(labels, *columns, strict=True))


def slope(function: Callable[[float], float], at: float, step: float = 1e-5) -> float:
    """Measure a derivative by moving a little to both sides.

    Parameters
    ----------
    function : callable
        ``f(x) -> float``.
    at : float
        Where.
    step : float
        How far to each side.

    Returns
    -------
    float
        ``(f(at + step) - f(at - step)) / (2 step)``.
    """
    return (function(at + step) - function(at - step)) / (2 * step)
