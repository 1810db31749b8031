"""Part 1, continued: the forward pass of a net, by sums and then by matrices."""

from __future__ import annotations

import numpy as np

from autograder.homework.hw1b.activations import relu, sigmoid, tanh
from autograder.homework.hw1b.declaration import forward


@forward.function(needs=(sigmoid,), title="The forward pass, by sums")
def forward_by_sums(X, params):
    """Return the net's probability for each row, computed unit by unit; all units are sigmoids.

    In each row, for every hidden unit j: z_j = sum over i of X_i W[i, j], plus b[j], and
    a_j = sigmoid(z_j). Then o = sum over j of w_out[j] a_j, plus b_out, and p = sigmoid(o).

    Parameters
    ----------
    X : ndarray of float, shape (n_examples, n_features)
        One row for each example.
    params : dict
        "W" (n_features, n_hidden), "b" (n_hidden,), "w_out" (n_hidden,) and "b_out", one number.

    Returns
    -------
    ndarray of float, shape (n_examples,)
        Probabilities p.
    """
    p = np.zeros(len(X))
    for row in range(len(X)):
        o = params["b_out"]
        for j in range(len(params["b"])):
            z = params["b"][j]
            for i in range(X.shape[1]):
                z = z + X[row, i] * params["W"][i, j]
            o = o + params["w_out"][j] * sigmoid(z)
        p[row] = sigmoid(o)
    return p


@forward.function(needs=(sigmoid, tanh, relu), title="The forward pass")
def forward_pass(X, params, activation="sigmoid"):
    """Return the net's probability for each row, and what the backward pass will need.

    Z = X W + b, A = activation(Z), p = sigmoid(A w_out + b_out). The output is a sigmoid
    whatever the activation of the hidden units is. Without "W" in `params` there is no hidden
    layer: Z and A are then X itself.

    Parameters
    ----------
    X : ndarray of float, shape (n_examples, n_features)
        One row for each example.
    params : dict
        "W" (n_features, n_hidden), "b" (n_hidden,), "w_out" (n_hidden,) and "b_out", one number.
        Without a hidden layer only "w_out" (n_features,) and "b_out".
    activation : {"sigmoid", "tanh", "relu"}
        Of the hidden units.

    Returns
    -------
    p : ndarray of float, shape (n_examples,)
        Probabilities.
    cache : dict
        "Z" and "A", each of shape (n_examples, n_hidden), "p" and "activation".
    """
    activate = {"sigmoid": sigmoid, "tanh": tanh, "relu": relu}[activation]
    if "W" in params:
        Z = X @ params["W"] + params["b"]
        A = activate(Z)
    else:
        Z, A = X, X
    p = sigmoid(A @ params["w_out"] + params["b_out"])
    return p, {"Z": Z, "A": A, "p": p, "activation": activation}
