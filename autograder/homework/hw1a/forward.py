"""Part 1: from inputs to a probability and a prediction."""

from __future__ import annotations

import numpy as np

from autograder.exercise import compare, require
from autograder.homework.hw1a.declaration import forward
from autograder.homework.hw1a.examples import B, H, P, W, X, close, fresh_neuron, fresh_rows


@forward.function(title="The sigmoid", array_form="1 / (1 + np.exp(-h))")
def sigmoid(h):
    """Squeeze weighted sums into probabilities: 1 / (1 + exp(-h)).

    Parameters
    ----------
    h : ndarray of float, shape (n_examples,)
        Weighted sums.

    Returns
    -------
    ndarray of float, shape (n_examples,)
        Probabilities between 0 and 1.
    """
    return 1 / (1 + np.exp(-h))


@sigmoid.check(points=1, title="gives the probabilities of the table")
def fills_the_table(sigmoid):
    compare(sigmoid, H)


@sigmoid.check(points=0.5, hidden=True, title="holds for other inputs, near zero and far from it")
def holds_far_from_zero(sigmoid, rng):
    compare(sigmoid, np.concatenate([rng.normal(size=5), rng.uniform(2, 8, 3), [-12.0, 12.0]]))


@sigmoid.check(points=0.5, hidden=True, title="rises with h, and σ(−h) = 1 − σ(h)")
def is_symmetric(sigmoid, rng):
    h = np.sort(rng.normal(size=8) * 3)
    p = sigmoid(h)
    require(np.all(np.diff(p) > 0), "A larger h must give a larger p.")
    require(close(sigmoid(-h), 1 - p), "σ(−h) and 1 − σ(h) must be the same number.")


@sigmoid.mistake("The sign of h is lost: 1/(1 + exp(h)) falls where p should rise. Write exp(−h).")
def loses_the_sign(h):
    return 1 / (1 + np.exp(h))


@sigmoid.mistake("The brackets are missing: 1/1 + exp(−h) is 1 + exp(−h). Write 1/(1 + exp(−h)).")
def forgets_the_brackets(h):
    return 1 / 1 + np.exp(-h)


@sigmoid.mistake("The 1 in the denominator is missing: 1/exp(−h) is just exp(h).")
def forgets_the_one(h):
    return 1 / np.exp(-h)


@sigmoid.mistake("This is tanh, which runs from −1 to 1; the sigmoid runs from 0 to 1.")
def takes_tanh(h):
    return np.tanh(h)


@sigmoid.mistake(
    "The result is rounded to 0 or 1. The sigmoid gives the probability itself; "
    "`predict` makes the decision later."
)
def rounds_the_probability(h):
    return np.round(1 / (1 + np.exp(-h)))


@sigmoid.mistake("This is the derivative p(1 − p) of the sigmoid; here p itself is asked for.")
def returns_the_slope(h):
    p = 1 / (1 + np.exp(-h))
    return p * (1 - p)


@forward.function(title="The weighted sum", array_form="X @ w + b")
def weighted_sum(X, w, b):
    """Add up what each row's inputs weigh: h = w1 X1 + w2 X2 + ... + b.

    Parameters
    ----------
    X : ndarray of float, shape (n_examples, n_features)
        One row for each example.
    w : ndarray of float, shape (n_features,)
        Weights.
    b : float
        Bias.

    Returns
    -------
    ndarray of float, shape (n_examples,)
        One weighted sum for each row of `X`.
    """
    return X @ w + b


@weighted_sum.check(points=1, title="gives the weighted sums of the table")
def fills_the_table_of_sums(weighted_sum):
    compare(weighted_sum, X, W, B)


@weighted_sum.check(points=1, hidden=True, title="holds for other numbers of rows and features")
def holds_for_other_shapes(weighted_sum, rng):
    for n_examples, n_features in ((6, 3), (1, 2), (5, 1), (3, 3)):
        rows, _, _ = fresh_rows(rng, max(n_examples, 2), n_features)
        compare(weighted_sum, rows[:n_examples], *fresh_neuron(rng, n_features))


@weighted_sum.mistake("The bias is left out: add b to every row.")
def forgets_the_bias(X, w, b):
    return X @ w


@weighted_sum.mistake("The bias is subtracted; it is added: X @ w + b.")
def subtracts_the_bias(X, w, b):
    return X @ w - b


@weighted_sum.mistake(
    "Each input is multiplied by its weight, but the products of a row are not added up: "
    "the result needs one number for each row."
)
def does_not_add_up(X, w, b):
    return X * w + b


@weighted_sum.mistake(
    "The bias is added once for each feature; it belongs to the row and is added once."
)
def adds_the_bias_per_feature(X, w, b):
    return np.sum(X * w + b, axis=1)


@weighted_sum.mistake(
    "Only the first two columns count here. `X` may have any number of features: use X @ w."
)
def sees_two_features_only(X, w, b):
    return X[:, 0] * w[0] + X[:, 1] * w[1] + b


@weighted_sum.mistake("The weights are ignored: this adds up the inputs themselves.")
def ignores_the_weights(X, w, b):
    return X.sum(axis=1) + b


@forward.function(
    needs=(sigmoid, weighted_sum),
    title="The forward pass",
    array_form="sigmoid(X @ w + b)",
)
def forward_pass(X, w, b):
    """Return the neuron's probability for each row: p = sigmoid(X @ w + b).

    Parameters
    ----------
    X : ndarray of float, shape (n_examples, n_features)
        One row for each example.
    w : ndarray of float, shape (n_features,)
        Weights.
    b : float
        Bias.

    Returns
    -------
    ndarray of float, shape (n_examples,)
        Probabilities p.
    """
    return sigmoid(weighted_sum(X, w, b))


@forward_pass.check(points=1, title="gives the probabilities of the table")
def fills_the_table_of_probabilities(forward_pass):
    compare(forward_pass, X, W, B)


@forward_pass.check(points=1, hidden=True, title="holds for other rows, weights and biases")
def holds_for_fresh_rows(forward_pass, rng):
    for n_examples, n_features in ((6, 3), (4, 4), (3, 2)):
        rows, _, _ = fresh_rows(rng, n_examples, n_features)
        compare(forward_pass, rows, *fresh_neuron(rng, n_features))


@forward_pass.mistake("This is h, the weighted sum; send it through the sigmoid to get p.")
def returns_the_weighted_sum(X, w, b):
    return weighted_sum(X, w, b)


@forward_pass.mistake("The bias does not take part: h = X @ w + b.")
def leaves_out_the_bias(X, w, b):
    return sigmoid(X @ w)


@forward_pass.mistake("This is the prediction ŷ (0 or 1); the forward pass returns p itself.")
def returns_the_prediction(X, w, b):
    return np.where(weighted_sum(X, w, b) > 0, 1.0, 0.0)


@forward_pass.mistake("The sigmoid is applied twice: p = σ(h), not σ(σ(h)).")
def squeezes_twice(X, w, b):
    return sigmoid(sigmoid(weighted_sum(X, w, b)))


@forward_pass.mistake(
    "The bias is added after the sigmoid; it belongs inside: σ(X @ w + b), not σ(X @ w) + b."
)
def adds_the_bias_outside(X, w, b):
    return sigmoid(X @ w) + b


@forward_pass.mistake("The sign of h is lost on the way: these are the probabilities 1 − p.")
def returns_the_other_class(X, w, b):
    return sigmoid(-weighted_sum(X, w, b))


@forward.function(title="The prediction", array_form="np.where(p > 0.5, 1, 0)")
def predict(p):
    """Decide: 1 where p is above 0.5, else 0. A tie at exactly 0.5 is a 0.

    Parameters
    ----------
    p : ndarray of float, shape (n_examples,)
        Probabilities.

    Returns
    -------
    ndarray of int, shape (n_examples,)
        Zeros and ones.
    """
    return np.where(p > 0.5, 1, 0)


@predict.check(points=0.5, title="gives the predictions of the table")
def fills_the_predictions(predict):
    compare(predict, P)


@predict.check(points=0.5, hidden=True, title="holds for other probabilities, ties among them")
def breaks_ties_downwards(predict, rng):
    compare(predict, rng.permutation(np.concatenate([rng.uniform(0.02, 0.98, 8), [0.5, 0.5]])))


@predict.mistake(
    "A tie at exactly 0.5 becomes 1 here (≥, or rounding half up). Our rule is: 1 only where "
    "p > 0.5."
)
def takes_a_tie_for_one(p):
    return np.where(p >= 0.5, 1, 0)


@predict.mistake(
    "The threshold is 0, which fits the weighted sum h. A probability is above 0 always: "
    "compare p with 0.5."
)
def compares_with_zero(p):
    return np.where(p > 0, 1, 0)


@predict.mistake("The decision is turned round: 1 where p is above 0.5, not below.")
def turns_the_decision(p):
    return np.where(p > 0.5, 0, 1)


@predict.mistake("These are the labels −1 and 1; this homework uses 0 and 1.")
def answers_with_signs(p):
    return np.where(p > 0.5, 1, -1)


@predict.mistake("This is p itself; make a 0 or a 1 of each.")
def returns_the_probability(p):
    return p
