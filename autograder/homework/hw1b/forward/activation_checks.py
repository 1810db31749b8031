"""What the checks of all activations and slopes compare."""

from __future__ import annotations

import numpy as np

from autograder.exercise import compare
from autograder.homework.hw1b.examples import CANON, X

CANON_Z = X @ CANON["W"] + CANON["b"]
"""The weighted sums of the 2-3-1 net's hidden units, shape (4, 3)."""

SUMS = np.array([-2.0, -0.5, 0.0, 0.5, 3.0])


def in_the_notebook(student):
    """Compare for a few sums, for one number, and for the sums of the 2-3-1 net."""
    compare(student, SUMS, rtol=1e-5, atol=1e-7)
    compare(student, 0.5, rtol=1e-5, atol=1e-7)
    compare(student, CANON_Z, rtol=1e-5, atol=1e-7)


def for_fresh_sums(student, rng):
    """Compare for other sums, in one axis and in two, near zero and far from it."""
    far = np.append(rng.uniform(2, 8, 3), [-12.0, 0.0, 12.0])
    compare(student, np.concatenate([rng.normal(size=5), far]), rtol=1e-5, atol=1e-7)
    compare(student, rng.normal(size=(3, 4)), rtol=1e-5, atol=1e-7)
