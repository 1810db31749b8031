"""The small net that every part comes back to, and fresh nets and rows for the hidden checks.

A net is a dict of its parameters: ``W`` (n_features, n_hidden), ``b`` (n_hidden,), ``w_out``
(n_hidden,) and ``b_out``, one number. Without ``W`` and ``b`` it is a single neuron.
"""

from __future__ import annotations

from typing import Any

import numpy as np

X = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
"""The four rows of every table of two inputs, shape (4, 2)."""

XOR = np.array([0.0, 1.0, 1.0, 0.0])

CANON: dict[str, Any] = {
    "W": np.array([[1.0, -1.0, 1.0], [-1.0, 1.0, 1.0]]),
    "b": np.array([-0.5, -0.5, -1.5]),
    "w_out": np.array([1.0, 1.0, -1.0]),
    "b_out": -0.5,
}
"""The 2-3-1 net of the lecture: its units are X1 and not X2, X2 and not X1, X1 and X2."""


def times(params, factor):
    """Multiply every parameter of a net."""
    return {name: value * factor for name, value in params.items()}


def fresh_net(rng, n_features=3, n_hidden=4):
    """Draw a net whose biases are not near zero and whose output weights have both signs."""
    w_out = rng.uniform(0.4, 1.6, n_hidden) * rng.permutation(np.resize([-1.0, 1.0], n_hidden))
    return {
        "W": rng.normal(size=(n_features, n_hidden)),
        "b": rng.choice([-1.0, 1.0], n_hidden) * rng.uniform(0.3, 1.0, n_hidden),
        "w_out": w_out,
        "b_out": float(rng.choice([-1, 1]) * rng.uniform(0.3, 1.0)),
    }


def fresh_neuron(rng, n_features=3):
    """Draw a net without a hidden layer."""
    net = fresh_net(rng, n_features, n_features)
    return {name: net[name] for name in ("w_out", "b_out")}


def fresh_rows(rng, n_examples=6, n_features=3):
    """Draw inputs (n_examples, n_features) and labels (n_examples,) of both kinds."""
    y = np.zeros(n_examples)
    y[: rng.integers(1, n_examples)] = 1.0
    return rng.normal(size=(n_examples, n_features)), rng.permutation(y)


def permuted(params, order):
    """Give the hidden units of a net in another order; the net computes the same."""
    net = {"W": params["W"][:, order], "b": params["b"][order], "w_out": params["w_out"][order]}
    return net | {"b_out": params["b_out"]}


def delta_of(y, p):
    """Return how each row's squared error changes with the output's weighted sum."""
    return 2 * (p - y) * p * (1 - p)


def close(got, want, tolerance=1e-4):
    """Say whether two results agree to `tolerance`, in relative or absolute terms."""
    return bool(np.allclose(got, want, rtol=tolerance, atol=tolerance))


COMMON_SEEDS = (0, 1, 2, 7, 13, 42, 123, 1234, 2024, 2025, 2026)
"""What people write into a generator of their own."""


def own_generators():
    """Make the generators that come of these seeds, of NumPy's new kind and of the old one."""
    for seed in COMMON_SEEDS:
        yield np.random.default_rng(seed)
        yield np.random.RandomState(seed)
