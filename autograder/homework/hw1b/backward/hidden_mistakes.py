"""Part 2, continued: what goes wrong on the way through the hidden layer."""

from __future__ import annotations

import numpy as np

from autograder.homework.hw1b.backward.hidden import backward_hidden
from autograder.homework.hw1b.examples import delta_of
from autograder.homework.hw1b.forward.activations import SLOPES


def slope(Z, cache):
    """Return the slope of the hidden activation at `Z`."""
    return SLOPES[cache["activation"]](Z)


def averages(X, D):
    """Return both results for a D (n_examples, n_hidden) that may be wrong."""
    return X.T @ D / len(X), np.mean(D, axis=0)


def right_rows(y, params, cache):
    """Return the right D."""
    return np.outer(delta_of(y, cache["p"]), params["w_out"]) * slope(cache["Z"], cache)


@backward_hidden.mistake(
    "Two factors are missing, 2 and w_out: (p − y)p(1 − p)·h(1 − h)·x is how a slide prints it. It "
    "often learns even so, but it is not the slope; where w_out < 0 it points the wrong way."
)
def copies_the_slide(X, y, params, cache):
    p, A = cache["p"], cache["A"]
    return averages(X, ((p - y) * p * (1 - p))[:, None] * A * (1 - A))


@backward_hidden.mistake(
    "Two factors are missing: the 2 of 2(p − y), and the weight w_out by which each hidden unit "
    "reaches the output."
)
def loses_the_two_and_w_out(X, y, params, cache):
    return averages(X, delta_of(y, cache["p"])[:, None] / 2 * slope(cache["Z"], cache))


@backward_hidden.mistake(
    "delta * w_out pairs row i with unit i, and runs only where there are as many rows as units. "
    "Each row meets each unit: delta[:, None] * w_out, or np.outer(delta, w_out)."
)
def pairs_rows_with_units(X, y, params, cache):
    D = delta_of(y, cache["p"]) * params["w_out"] * slope(cache["Z"], cache)
    return averages(X, D)


@backward_hidden.mistake("The factor 2 is lost: the derivative of (y − p)² by p is 2(p − y).")
def loses_the_two(X, y, params, cache):
    return averages(X, right_rows(y, params, cache) / 2)


@backward_hidden.mistake(
    "w_out is missing: a hidden unit changes the output by its weight w_out, so each column of D "
    "is multiplied by one of them. Without it the sign is wrong wherever w_out < 0."
)
def loses_w_out(X, y, params, cache):
    return averages(X, delta_of(y, cache["p"])[:, None] * slope(cache["Z"], cache))


@backward_hidden.mistake(
    "w_out is summed up, so every hidden unit gets the same share. A unit reaches the output by "
    "its own weight only: column j of D is multiplied by w_out[j]."
)
def sums_w_out(X, y, params, cache):
    through = (delta_of(y, cache["p"]) * np.sum(params["w_out"]))[:, None]
    return averages(X, through * slope(cache["Z"], cache))


@backward_hidden.mistake(
    "The output's slope p(1 − p) is missing: the loss reaches the hidden units only through it."
)
def leaves_out_the_output_slope(X, y, params, cache):
    back = np.outer(2 * (cache["p"] - y), params["w_out"])
    return averages(X, back * slope(cache["Z"], cache))


@backward_hidden.mistake(
    "This begins with p − y, as for the cross-entropy; the squared error gives 2(p − y)p(1 − p)."
)
def answers_for_cross_entropy(X, y, params, cache):
    back = np.outer(cache["p"] - y, params["w_out"])
    return averages(X, back * slope(cache["Z"], cache))


@backward_hidden.mistake(
    "The slope of the hidden activation is missing: multiply by it, for a sigmoid a(1 − a)."
)
def leaves_out_the_hidden_slope(X, y, params, cache):
    return averages(X, np.outer(delta_of(y, cache["p"]), params["w_out"]))


@backward_hidden.mistake(
    "The slope is taken at A, which is past the activation already. The derivatives of Part 1 take "
    "the weighted sums: slope(Z)."
)
def takes_the_slope_at_a(X, y, params, cache):
    back = np.outer(delta_of(y, cache["p"]), params["w_out"])
    return averages(X, back * slope(cache["A"], cache))


@backward_hidden.mistake(
    "The activation stands where its slope should: for a sigmoid that is a(1 − a), not a."
)
def takes_a_for_its_slope(X, y, params, cache):
    return averages(X, np.outer(delta_of(y, cache["p"]), params["w_out"]) * cache["A"])


@backward_hidden.mistake("The slope of a sigmoid is a(1 − a), not 1 − a: one a is missing.")
def loses_an_a(X, y, params, cache):
    return averages(X, np.outer(delta_of(y, cache["p"]), params["w_out"]) * (1 - cache["A"]))


@backward_hidden.mistake(
    'a(1 − a) is the slope of the sigmoid only. Look at cache["activation"]: tanh has 1 − a², '
    "relu has 0 or 1."
)
def always_takes_a_times_one_minus_a(X, y, params, cache):
    A = cache["A"]
    return averages(X, np.outer(delta_of(y, cache["p"]), params["w_out"]) * A * (1 - A))


@backward_hidden.mistake(
    'The sigmoid\'s derivative is used whatever the activation. Look at cache["activation"] and '
    "choose among the three derivatives."
)
def always_takes_the_sigmoid(X, y, params, cache):
    back = np.outer(delta_of(y, cache["p"]), params["w_out"])
    return averages(X, back * SLOPES["sigmoid"](cache["Z"]))


@backward_hidden.mistake(
    "The gradient points downhill here: it begins with 2(p − y), not 2(y − p)."
)
def turns_the_sign(X, y, params, cache):
    return averages(X, -right_rows(y, params, cache))


@backward_hidden.mistake(
    "This is the sum over the rows; the average gradient divides by n_examples."
)
def sums_over_rows(X, y, params, cache):
    D = right_rows(y, params, cache)
    return X.T @ D, np.sum(D, axis=0)


@backward_hidden.mistake("dW is a sum over the rows but db a mean; divide both by n_examples.")
def averages_the_biases_only(X, y, params, cache):
    D = right_rows(y, params, cache)
    return X.T @ D, np.mean(D, axis=0)


@backward_hidden.mistake(
    "The biases are forgotten: what a bias multiplies is 1, so db is the mean of D over the rows."
)
def forgets_the_biases(X, y, params, cache):
    D = right_rows(y, params, cache)
    return X.T @ D / len(y), np.zeros(D.shape[1])


@backward_hidden.mistake(
    "db is one number here; each hidden unit has a bias of its own: take the mean with axis=0."
)
def gives_one_bias(X, y, params, cache):
    D = right_rows(y, params, cache)
    return X.T @ D / len(y), np.mean(D)


@backward_hidden.mistake(
    "db is the mean over the hidden units (axis=1); take it over the rows (axis=0)."
)
def averages_over_the_units(X, y, params, cache):
    D = right_rows(y, params, cache)
    return X.T @ D / len(y), np.mean(D, axis=1)


@backward_hidden.mistake(
    "X is used where Xᵀ is needed: dW adds over the rows, so X.T @ D. "
    "(X @ D works only with as many rows as inputs, and is wrong even then.)"
)
def takes_x_for_its_transpose(X, y, params, cache):
    D = right_rows(y, params, cache)
    return X @ D / len(y), np.mean(D, axis=0)


@backward_hidden.mistake(
    "dW is transposed: it has the shape of W, (n_features, n_hidden), so X.T @ D and not D.T @ X."
)
def transposes_the_weights(X, y, params, cache):
    D = right_rows(y, params, cache)
    return D.T @ X / len(y), np.mean(D, axis=0)


@backward_hidden.mistake("dW is built from A. What W multiplies are the inputs, so X.T @ D.")
def takes_a_for_x(X, y, params, cache):
    D = right_rows(y, params, cache)
    return cache["A"].T @ D / len(y), np.mean(D, axis=0)


@backward_hidden.mistake("The inputs are left out of dW: multiply each row of D by its row of X.")
def leaves_out_the_inputs(X, y, params, cache):
    D = np.mean(right_rows(y, params, cache), axis=0)
    return np.tile(D, (X.shape[1], 1)), D
