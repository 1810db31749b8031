"""Part 4: a price on large weights, L1 and L2."""

from __future__ import annotations

import numpy as np

from autograder.homework.hw1b.declaration import regularization


@regularization.function(title="The penalties")
def penalty(params, l1, l2):
    """Return l1 times the sum of |w| plus l2 times the sum of w^2 over all weights; its gradient.

    The weights are "W" and "w_out"; the biases "b" and "b_out" are not penalised. At w = 0
    the derivative of |w| is taken as 0.

    Parameters
    ----------
    params : dict
        "W" (n_features, n_hidden), "b" (n_hidden,), "w_out" (n_hidden,) and "b_out", one number.
    l1, l2 : float
        Strengths of the two penalties, 0 or more.

    Returns
    -------
    value : float
        The penalty.
    gradients : dict
        Built like `params`; 0 for the biases.
    """
    value, gradients = 0.0, {}
    for name, w in params.items():
        if name in ("W", "w_out"):
            value = value + l1 * np.sum(np.abs(w)) + l2 * np.sum(w**2)
            gradients[name] = l1 * np.sign(w) + 2 * l2 * w
        else:
            gradients[name] = 0.0 * w
    return value, gradients
