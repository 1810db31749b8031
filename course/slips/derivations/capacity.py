"""Slips about what a unit can represent, worked through line by line."""

from __future__ import annotations

import itertools

import numpy as np

from course.slips.derivations.derivation import Derivation


def _most_rows_by_trial(added: np.ndarray) -> list[int]:
    """Try every unit whose weights and bias are halves from -3 to 3 on XOR."""
    halves = np.arange(-3, 3.5, 0.5)
    W = np.array(list(itertools.product(halves, repeat=3)))
    x1, x2 = np.array([0, 0, 1, 1]), np.array([0, 1, 0, 1])
    most = []
    for column in added:
        h = (W @ np.array([x1, x2, column]))[:, None, :] + halves[:, None]
        most.append(int(np.max(np.sum((h > 0) == (x1 != x2), axis=-1))))
    return most


DERIVATIONS = (
    Derivation(
        "E25",
        "XOR, and a third column computed from the first two.",
        (
            r"No line in the plane of $X_1$ and $X_2$ separates the ones of XOR from the zeros.",
            r"With a third column the four points lie in space, and in space they are separable.",
            r"With $X_1 X_2$, for instance, $y = X_1 + X_2 - 2 X_1 X_2$ in all four rows.",
        ),
        1,
        r"With a third column the four points lie in space, where they may be separable.",
        (
            "More dimensions do not help by themselves: it depends on the column.",
            "Four points in space can never be separated.",
            "A column computed from the others is not allowed.",
        ),
        (
            r"rows right at best, with $X_1^2$",
            r"rows right at best, with $X_1 + X_2$",
            r"rows right at best, with $X_1 X_2$",
        ),
        _most_rows_by_trial,
        "all units tried whose weights and bias are halves from -3 to 3",
    ),
)
