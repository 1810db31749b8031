"""Part 4, continued: inverted dropout, its mask, forward and backward."""

from __future__ import annotations

import numpy as np

from autograder.homework.hw1b.activations import (
    relu,
    relu_derivative,
    sigmoid,
    sigmoid_derivative,
    tanh,
    tanh_derivative,
)
from autograder.homework.hw1b.declaration import regularization


@regularization.function(title="The mask")
def dropout_mask(shape, rate, rng, training=True):
    """Draw an inverted dropout mask: 0 with probability rate, else 1 / (1 - rate).

    So the mean of the mask is 1. After training nobody is struck out: all are 1.

    Parameters
    ----------
    shape : tuple of int
        (n_examples, n_hidden): each unit of each row has a fate of its own.
    rate : float
        Probability that a unit is struck out, 0 or more and below 1.
    rng : numpy.random.Generator
        Draws the mask.
    training : bool
        False when the net is used and not trained.

    Returns
    -------
    mask : ndarray of float, shape (n_examples, n_hidden)
        What the activations are multiplied by.
    """
    if not training:
        return np.ones(shape)
    return (rng.random(shape) >= rate) / (1 - rate)


@regularization.function(needs=(sigmoid, tanh, relu), title="Forward under a mask")
def forward_dropout(X, params, mask, activation="sigmoid"):
    """Return the net's probability for each row, with the activations multiplied by a mask.

    Z = X W + b, A = activation(Z), p = sigmoid((A * mask) w_out + b_out).

    Parameters
    ----------
    X : ndarray of float, shape (n_examples, n_features)
        Inputs.
    params : dict
        "W" (n_features, n_hidden), "b" (n_hidden,), "w_out" (n_hidden,) and "b_out", one number.
    mask : ndarray of float, shape (n_examples, n_hidden)
        As `dropout_mask` draws it.
    activation : {"sigmoid", "tanh", "relu"}
        Of the hidden units.

    Returns
    -------
    p : ndarray of float, shape (n_examples,)
        Probabilities.
    cache : dict
        "Z", "A" (before the mask) and "mask", each of shape (n_examples, n_hidden), "p" and
        "activation".
    """
    activate = {"sigmoid": sigmoid, "tanh": tanh, "relu": relu}[activation]
    Z = X @ params["W"] + params["b"]
    A = activate(Z)
    p = sigmoid((A * mask) @ params["w_out"] + params["b_out"])
    return p, {"Z": Z, "A": A, "mask": mask, "p": p, "activation": activation}


@regularization.function(
    needs=(sigmoid_derivative, tanh_derivative, relu_derivative), title="Backward under a mask"
)
def backward_dropout(X, y, params, cache):
    """Return the average gradient of the squared error by every parameter, under the same mask.

    Parameters
    ----------
    X : ndarray of float, shape (n_examples, n_features)
        Inputs.
    y : ndarray of float, shape (n_examples,)
        Labels, 0 or 1.
    params : dict
        "W" (n_features, n_hidden), "b" (n_hidden,), "w_out" (n_hidden,) and "b_out", one number.
    cache : dict
        From `forward_dropout`: "Z", "A" (before the mask) and "mask", each of shape
        (n_examples, n_hidden), "p" (n_examples,) and "activation".

    Returns
    -------
    gradients : dict
        The names of `params`; each value has the shape of the parameter of that name.
    """
    slopes = {"sigmoid": sigmoid_derivative, "tanh": tanh_derivative, "relu": relu_derivative}
    p, mask = cache["p"], cache["mask"]
    delta = 2 * (p - y) * p * (1 - p)
    D = np.outer(delta, params["w_out"]) * mask * slopes[cache["activation"]](cache["Z"])
    return {
        "W": X.T @ D / len(y),
        "b": np.mean(D, axis=0),
        "w_out": (cache["A"] * mask).T @ delta / len(y),
        "b_out": np.mean(delta),
    }
