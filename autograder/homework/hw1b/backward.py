"""Part 2: from the loss back to every weight, layer by layer."""

from __future__ import annotations

import numpy as np

from autograder.homework.hw1b.activations import (
    relu_derivative,
    sigmoid_derivative,
    tanh_derivative,
)
from autograder.homework.hw1b.declaration import backward


@backward.function(
    title="Backward through the output",
    array_form="delta = 2 * (p - y) * p * (1 - p); A.T @ delta / len(y), delta.mean()",
)
def backward_output(y, cache):
    """Return the average gradient of the squared error (y - p)^2 by the output's parameters.

    Parameters
    ----------
    y : ndarray of float, shape (n_examples,)
        Labels, 0 or 1.
    cache : dict
        From the forward pass: "Z" and "A", each of shape (n_examples, n_hidden),
        "p" (n_examples,) and "activation".

    Returns
    -------
    dw_out : ndarray of float, shape (n_hidden,)
        Gradient by the weights from the hidden units to the output.
    db_out : float
        Gradient by the output's bias.
    """
    p = cache["p"]
    delta = 2 * (p - y) * p * (1 - p)
    return cache["A"].T @ delta / len(y), np.mean(delta)


@backward.function(
    needs=(sigmoid_derivative, tanh_derivative, relu_derivative),
    title="Backward through the hidden layer",
    array_form="D = np.outer(delta, w_out) * slope(Z); X.T @ D / len(y), D.mean(axis=0)",
)
def backward_hidden(X, y, params, cache):
    """Return the average gradient of the squared error (y - p)^2 by the hidden layer's parameters.

    Parameters
    ----------
    X : ndarray of float, shape (n_examples, n_features)
        Inputs.
    y : ndarray of float, shape (n_examples,)
        Labels, 0 or 1.
    params : dict
        "W" (n_features, n_hidden), "b" (n_hidden,), "w_out" (n_hidden,) and "b_out", one number.
    cache : dict
        From the forward pass: "Z" and "A", each of shape (n_examples, n_hidden),
        "p" (n_examples,) and "activation".

    Returns
    -------
    dW : ndarray of float, shape (n_features, n_hidden)
        Gradient by the weights from the inputs to the hidden units.
    db : ndarray of float, shape (n_hidden,)
        Gradient by the hidden units' biases.
    """
    slopes = {"sigmoid": sigmoid_derivative, "tanh": tanh_derivative, "relu": relu_derivative}
    p = cache["p"]
    delta = 2 * (p - y) * p * (1 - p)
    D = np.outer(delta, params["w_out"]) * slopes[cache["activation"]](cache["Z"])
    return X.T @ D / len(y), np.mean(D, axis=0)


@backward.function(needs=(backward_output, backward_hidden), title="The whole gradient")
def backward_pass(X, y, params, cache):
    """Return the average gradient of the squared error by every parameter, built like `params`.

    Parameters
    ----------
    X : ndarray of float, shape (n_examples, n_features)
        Inputs.
    y : ndarray of float, shape (n_examples,)
        Labels, 0 or 1.
    params : dict
        "W" (n_features, n_hidden), "b" (n_hidden,), "w_out" (n_hidden,) and "b_out", one number.
        Without a hidden layer only "w_out" (n_features,) and "b_out".
    cache : dict
        From the forward pass: "Z" and "A", each of shape (n_examples, n_hidden),
        "p" (n_examples,) and "activation".

    Returns
    -------
    gradients : dict
        The names of `params`; each value has the shape of the parameter of that name.
    """
    dw_out, db_out = backward_output(y, cache)
    gradients = {"w_out": dw_out, "b_out": db_out}
    if "W" in params:
        gradients["W"], gradients["b"] = backward_hidden(X, y, params, cache)
    return gradients
