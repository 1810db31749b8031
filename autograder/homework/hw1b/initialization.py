"""Part 4, continued: where to start, on the right scale."""

from __future__ import annotations

import numpy as np

from autograder.homework.hw1b.declaration import regularization


@regularization.function(title="A start by scale")
def initialize(n_features, n_hidden, rng, activation="sigmoid"):
    """Draw the parameters of a net, so that no layer's sums grow with its number of inputs.

    The weights are drawn from a normal distribution with mean 0. Its standard deviation is
    sqrt(1 / n_features) for "W", with "relu" sqrt(2 / n_features), and sqrt(1 / n_hidden)
    for "w_out". The biases are 0.

    Parameters
    ----------
    n_features, n_hidden : int
        Numbers of inputs and of hidden units.
    rng : numpy.random.Generator
        Draws the weights.
    activation : {"sigmoid", "tanh", "relu"}
        Of the hidden units.

    Returns
    -------
    params : dict
        "W" (n_features, n_hidden), "b" (n_hidden,), "w_out" (n_hidden,) and "b_out", one number.
    """
    gain = 2.0 if activation == "relu" else 1.0
    return {
        "W": rng.normal(0.0, np.sqrt(gain / n_features), size=(n_features, n_hidden)),
        "b": np.zeros(n_hidden),
        "w_out": rng.normal(0.0, np.sqrt(1 / n_hidden), size=n_hidden),
        "b_out": 0.0,
    }
