"""The minimum of a quadratic loss with a penalty, over its strength.

The browser computes the same (``core/shrinkage.js``); a test holds both to each other and to
scikit-learn.
"""

from __future__ import annotations

import numpy as np

SWEEPS = 2000
SMALLEST = 1e-14


def minimiser(H: np.ndarray, a: np.ndarray, penalty: str, strength: float) -> np.ndarray:
    r"""Minimise :math:`\tfrac12 (w-a)^T H (w-a) + \lambda R(w)`.

    Parameters
    ----------
    H : ndarray of float, shape (n, n)
        Symmetric, positive definite.
    a : ndarray of float, shape (n,)
        Minimum without penalty.
    penalty : str
        ``"l1"`` (sum of absolute values; coordinate descent) or ``"l2"`` (sum of squares; solved).
    strength : float
        :math:`\lambda \ge 0`.

    Returns
    -------
    ndarray of float, shape (n,)
        The minimum; with L1 some entries may be exactly 0.
    """
    if penalty == "l2":
        return np.linalg.solve(H + 2 * strength * np.eye(len(a)), H @ a)
    w = a.astype(float).copy()
    pull = H @ a
    for _ in range(SWEEPS):
        before = w.copy()
        for j in range(len(w)):
            rest = pull[j] - H[j] @ w + H[j, j] * w[j]
            w[j] = np.sign(rest) * max(abs(rest) - strength, 0.0) / H[j, j]
        if np.abs(w - before).max() <= SMALLEST * max(1.0, np.abs(w).max()):
            break
    return w + 0.0  # no minus zero


def strongest(H: np.ndarray, a: np.ndarray) -> float:
    """Give the strength from which on L1 leaves no weight: the largest slope at 0.

    Parameters
    ----------
    H : ndarray of float, shape (n, n)
    a : ndarray of float, shape (n,)

    Returns
    -------
    float
        At least 0.1, so that a slider has room.
    """
    return float(max(np.abs(H @ a).max(), 0.1))
