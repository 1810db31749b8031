"""The small numbers that every part comes back to, and fresh ones for the hidden checks."""

from __future__ import annotations

import numpy as np

from autograder.exercise import compare

X = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
"""The four rows of every table of two inputs, shape (4, 2)."""

OR = np.array([0.0, 1.0, 1.0, 1.0])
AND = np.array([0.0, 0.0, 0.0, 1.0])

W = np.array([1.0, -1.0])
B = -0.5
"""The start of the table by hand: w = (1, −1) and b = −0.5."""

H = np.array([-0.5, -1.5, 0.5, -0.5])
"""The weighted sums of the table."""

P = 1 / (1 + np.exp(-H))
"""The probabilities of the table: 0.378, 0.182, 0.622, 0.378."""


def fresh_rows(rng, n_examples=6, n_features=3):
    """Draw inputs, labels of both kinds and probabilities away from 0 and 1.

    Parameters
    ----------
    rng : numpy.random.Generator
    n_examples, n_features : int

    Returns
    -------
    X : ndarray of float, shape (n_examples, n_features)
    y : ndarray of float, shape (n_examples,)
        Zeros and ones; each occurs.
    p : ndarray of float, shape (n_examples,)
        Between 0.05 and 0.95.
    """
    y = np.zeros(n_examples)
    y[: rng.integers(1, n_examples)] = 1.0
    return (
        rng.normal(size=(n_examples, n_features)),
        rng.permutation(y),
        rng.uniform(0.05, 0.95, size=n_examples),
    )


def fresh_neuron(rng, n_features=3):
    """Draw weights of shape (n_features,) and a bias that is not near zero."""
    return rng.normal(size=n_features), float(rng.choice([-1, 1]) * rng.uniform(0.4, 1.2))


def close(got, want, tolerance=1e-4):
    """Say whether two results agree to `tolerance`, in relative or absolute terms."""
    return bool(np.allclose(got, want, rtol=tolerance, atol=tolerance))


def one_of_two(student, reference, position, *args, **options):
    """Compare one of two results with the reference's, whatever the other one is.

    So a forgotten bias costs the bias's points and not those of the weights.
    """
    want = list(reference(*args))
    want[1 - position] = None
    compare(student, *args, want=tuple(want), rtol=1e-5, atol=1e-7, **options)
