"""Penalties: a price on large weights, added to the loss; and weight decay, which is not quite one.

Each is ``f(W) -> (penalty, gradient)`` for strength 1. Biases are never penalised: they shift the
boundary, and a shifted boundary is no more complicated than another.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import numpy as np

from course._arrays import as_float

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

Penalty = Callable[..., tuple[float, np.ndarray]]


def l1_penalty(W: ArrayLike) -> tuple[float, np.ndarray]:
    """Sum of absolute values, and its gradient ``sign(W)`` (0 is chosen at 0, where it has a kink).

    Source: Hastie, Tibshirani, Friedman, Elements of Statistical Learning (2009), eq. 3.51 (lasso).
    """
    W = as_float(W, "W")
    return float(np.abs(W).sum()), np.sign(W)


def l2_penalty(W: ArrayLike) -> tuple[float, np.ndarray]:
    """Sum of squares ``sum(W**2)``, the *squared* Euclidean norm, and its gradient ``2 * W``.

    Others write half of it; then their strength is twice ours.

    Source: Hastie, Tibshirani, Friedman, Elements of Statistical Learning (2009), eq. 3.41 (ridge).
    """
    W = as_float(W, "W")
    return float((W**2).sum()), 2 * W


def norm_penalty(W: ArrayLike) -> tuple[float, np.ndarray]:
    """Euclidean norm itself, ``sqrt(sum(W**2))``, and its gradient ``W / norm``.

    This is what ``||W||_2`` without a square says. Its gradient has length 1 however small the
    weights are, so it pulls whole matrices to exactly 0, and at 0 it has no gradient.

    Raises
    ------
    ValueError
        If `W` is all 0.

    Source: Louppe, INFO8010 lecture 2, two-layer network with penalties (unsquared norms).
    """
    W = as_float(W, "W")
    norm = np.sqrt((W**2).sum())
    if norm == 0:
        raise ValueError(
            "the norm has no gradient at W = 0; the squared norm (l2_penalty) has one, and it is 0"
        )
    return float(norm), W / norm


# Where a new one goes: its function above, its name here.
PENALTIES: dict[str, Penalty] = {"l1": l1_penalty, "l2": l2_penalty, "norm": norm_penalty}


def is_bias(name: str) -> bool:
    """Whether a parameter of that name (``W1``, ``b1``, ...) is a bias."""
    return name.startswith("b")


def penalise(
    parameters: Sequence[np.ndarray], names: Sequence[str], *, l1: float = 0.0, l2: float = 0.0
) -> tuple[float, tuple[np.ndarray, ...]]:
    """Penalty ``l1 * sum|W| + l2 * sum(W**2)`` over all weights, and its gradients.

    Parameters
    ----------
    parameters : sequence of ndarray
        For instance ``model.parameters``.
    names : sequence of str
        Their names; those of biases begin with ``b`` and cost nothing.
    l1, l2 : float
        Strengths, at least 0.

    Returns
    -------
    penalty : float
    gradients : tuple of ndarray, shaped like `parameters`
        0 for the biases.

    Raises
    ------
    ValueError
        If a strength is negative.
    """
    if l1 < 0 or l2 < 0:
        raise ValueError(f"l1 is {l1} and l2 is {l2}, expected strengths of at least 0")
    total, gradients = 0.0, []
    for array, name in zip(parameters, names, strict=True):
        gradient = np.zeros_like(array)
        if not is_bias(name):
            for strength, penalty in ((l1, l1_penalty), (l2, l2_penalty)):
                value, slope = penalty(array)
                total += strength * value
                gradient = gradient + strength * slope
        gradients.append(gradient)
    return total, tuple(gradients)


def decay_weights(
    parameters: Sequence[np.ndarray], names: Sequence[str], *, share: float
) -> tuple[np.ndarray, ...]:
    """Take a share of every weight away, ``W * (1 - share)``; biases stay.

    With ``share = learning_rate * weight_decay`` before an optimizer's step this is *decoupled*
    weight decay. For plain gradient descent it equals an L2 penalty of strength
    ``weight_decay / 2``; for Adam, which rescales each gradient, it does not.

    Source: Loshchilov, Hutter, Decoupled weight decay regularization (2019), alg. 2.
    """
    if not share:
        return tuple(parameters)
    return tuple(
        array if is_bias(name) else array * (1 - share)
        for array, name in zip(parameters, names, strict=True)
    )


def l1_shrinkage(a: ArrayLike, l1: float) -> np.ndarray:
    """Minimise ``(w - a)**2 / 2 + l1 * |w|``: `a` moved towards 0 by `l1`, at most to 0.

    Source: Hastie, Tibshirani, Friedman, Elements of Statistical Learning (2009), table 3.4.
    """
    a = as_float(a, "a")
    return np.sign(a) * np.maximum(np.abs(a) - l1, 0)


def l2_shrinkage(a: ArrayLike, l2: float) -> np.ndarray:
    """Minimise ``(w - a)**2 / 2 + l2 * w**2``: ``a / (1 + 2 * l2)``, never exactly 0.

    Source: Hastie, Tibshirani, Friedman, Elements of Statistical Learning (2009), table 3.4.
    """
    return as_float(a, "a") / (1 + 2 * l2)
