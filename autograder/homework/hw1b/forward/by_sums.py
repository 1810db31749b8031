"""Part 1, continued: the forward pass of a net, unit by unit, with sums alone."""

from __future__ import annotations

import numpy as np

from autograder.exercise import compare
from autograder.homework.hw1b.declaration import forward
from autograder.homework.hw1b.examples import CANON, X, fresh_net, fresh_rows
from autograder.homework.hw1b.forward.activations import sigmoid

# A square W comes first, because there a transposed one gives a value and can be told from other
# errors.
SQUARE = (
    np.array([[1.0, 2.0, 0.0], [0.0, 1.0, -1.0], [2.0, 0.0, 1.0]]),
    {
        "W": np.array([[1.0, 0.0, -1.0], [2.0, 1.0, 0.0], [0.0, -1.0, 1.0]]),
        "b": np.array([0.5, -0.5, 0.25]),
        "w_out": np.array([1.0, -2.0, 0.5]),
        "b_out": 0.5,
    },
)
SHAPES = ((3, 3), (4, 5), (5, 2), (1, 4))
"""Numbers of features and of hidden units for fresh nets."""


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


@forward_by_sums.check(points=0.5, title="gives p for a net of 3-3-1 and for the 2-3-1 net")
def sums_of_the_canon(forward_by_sums):
    compare(forward_by_sums, *SQUARE, rtol=1e-5, atol=1e-7, label="3-3-1")
    compare(forward_by_sums, X, CANON, rtol=1e-5, atol=1e-7, label="2-3-1")


@forward_by_sums.check(
    points=0.5, hidden=True, title="holds for other nets, with more or fewer inputs and units"
)
def sums_of_fresh_nets(forward_by_sums, rng):
    for n_features, n_hidden in SHAPES:
        rows, _ = fresh_rows(rng, 3, n_features)
        net = fresh_net(rng, n_features, n_hidden)
        compare(forward_by_sums, rows, net, rtol=1e-5, atol=1e-7)


@forward_by_sums.mistake("The biases of the hidden units are left out: each z_j begins with b[j].")
def leaves_out_the_hidden_biases(X, params):
    return forward_by_sums(X, params | {"b": np.zeros_like(params["b"])})


@forward_by_sums.mistake("No bias takes part: each z_j begins with b[j], and o with b_out.")
def leaves_out_all_biases(X, params):
    return forward_by_sums(X, params | {"b": np.zeros_like(params["b"]), "b_out": 0.0})


@forward_by_sums.mistake("The output's bias is left out: o is the sum over the units plus b_out.")
def leaves_out_the_output_bias(X, params):
    return forward_by_sums(X, params | {"b_out": 0.0})


@forward_by_sums.mistake("This is o; the output is a sigmoid too: p = σ(o).")
def returns_the_output_sum(X, params):
    return sigmoid(X @ params["W"] + params["b"]) @ params["w_out"] + params["b_out"]


@forward_by_sums.mistake(
    "The hidden units pass their sums z_j on; they are sigmoids: w_out[j] multiplies a_j = σ(z_j)."
)
def leaves_out_the_hidden_sigmoid(X, params):
    return sigmoid((X @ params["W"] + params["b"]) @ params["w_out"] + params["b_out"])


@forward_by_sums.mistake(
    "The indices of W are swapped: W[i, j] leads from input i to unit j. (With as many inputs as "
    "units it runs all the same, and is wrong.)"
)
def swaps_the_indices(X, params):
    p = np.zeros(len(X))
    for row in range(len(X)):
        o = params["b_out"]
        for j in range(len(params["b"])):
            z = params["b"][j]
            for i in range(X.shape[1]):
                z = z + X[row, i] * params["W"][j, i]
            o = o + params["w_out"][j] * sigmoid(z)
        p[row] = sigmoid(o)
    return p


@forward_by_sums.mistake(
    "o goes on growing from row to row: begin it anew with b_out inside the loop over the rows."
)
def carries_o_on_to_the_next_row(X, params):
    parts = sigmoid(X @ params["W"] + params["b"]) @ params["w_out"]
    return sigmoid(params["b_out"] + np.cumsum(parts))


@forward_by_sums.mistake(
    "z goes on growing from unit to unit: begin it anew with b[j] inside the loop over the units."
)
def carries_z_on_to_the_next_unit(X, params):
    z = np.cumsum(X @ params["W"] + params["b"], axis=1)
    return sigmoid(sigmoid(z) @ params["w_out"] + params["b_out"])


@forward_by_sums.mistake(
    "b_out is added once for each hidden unit; it belongs to the output and is added once."
)
def adds_the_output_bias_for_each_unit(X, params):
    return forward_by_sums(X, params | {"b_out": params["b_out"] * len(params["b"])})


@forward_by_sums.mistake(
    "Only the first two inputs and three units count here, as in the 2-3-1 net. A net may have any "
    'number of both: X.shape[1] inputs and len(params["b"]) units.'
)
def knows_one_net_only(X, params):
    W = params["W"][:2, :3]
    A = sigmoid(X[:, :2] @ W + params["b"][:3])
    return sigmoid(A @ params["w_out"][:3] + params["b_out"])


@forward_by_sums.mistake(
    "This counts three hidden units whatever the net is: take their number from `params`, for "
    'example len(params["b"]).'
)
def counts_to_three(X, params):
    p = np.zeros(len(X))
    for row in range(len(X)):
        o = params["b_out"]
        for j in range(3):
            z = X[row] @ params["W"][:, j] + params["b"][j]
            o = o + params["w_out"][j] * sigmoid(z)
        p[row] = sigmoid(o)
    return p
