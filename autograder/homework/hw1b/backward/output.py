"""Part 2: from the loss back to the weights of the output, through one sigmoid."""

from __future__ import annotations

import numpy as np

from autograder.exercise import require
from autograder.homework.hw1b.backward.comparisons import (
    SQUARE,
    TABLE,
    cache_of,
    fresh_problems,
    is_the_slope,
    one_of_two,
    points_the_right_way,
)
from autograder.homework.hw1b.declaration import backward
from autograder.homework.hw1b.examples import close, fresh_net, fresh_neuron, fresh_rows, permuted
from autograder.homework.hw1b.forward.by_matrices import forward_pass


@backward.function(
    needs=(forward_pass,),
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


def small_numbers(student, position):
    """Compare one result for three rows, for the table, and where the hidden units are tanh."""
    for label, (X, y, params), activation in (
        ("3 rows", SQUARE, "sigmoid"),
        ("table", TABLE, "sigmoid"),
        ("tanh", SQUARE, "tanh"),
    ):
        cache = cache_of(X, params, activation)
        one_of_two(student, backward_output, position, y, cache, label=label)


def fresh_numbers(student, position, rng):
    """Compare one result for other nets; the last one has no hidden layer."""
    for _, y, _, cache in fresh_problems(rng):
        one_of_two(student, backward_output, position, y, cache)
    X, y = fresh_rows(rng, 5, 3)
    one_of_two(student, backward_output, position, y, cache_of(X, fresh_neuron(rng)))


def own_slope(student, forward_pass, rng, name):
    """Hold one result to the slope of the student's own loss."""
    for X, y, params, cache in fresh_problems(rng, ((7, 2, 3, "sigmoid"), (6, 3, 4, "tanh"))):
        dw_out, db_out = student(y, cache)
        gradient = {"w_out": dw_out, "b_out": db_out}[name]
        activation = cache["activation"]

        def probabilities(moved, X=X, activation=activation):
            return forward_pass(X, moved, activation)[0]

        is_the_slope(probabilities, {name: gradient}, y, params, rng, n_directions=2)


@backward_output.check(points=0.5, title="gives dw_out for the table and for three other rows")
def weights_of_the_table(student):
    small_numbers(student, 0)


@backward_output.check(points=0.5, title="gives db_out for the same rows")
def bias_of_the_table(student):
    small_numbers(student, 1)


@backward_output.check(points=0.5, hidden=True, title="gives dw_out for other nets and rows")
def weights_of_fresh_nets(student, rng):
    fresh_numbers(student, 0, rng)


@backward_output.check(points=0.25, hidden=True, title="gives db_out for other nets and rows")
def bias_of_fresh_nets(student, rng):
    fresh_numbers(student, 1, rng)


@backward_output.check(
    points=0.25, hidden=True, title="dw_out is the slope of the loss of your own forward pass"
)
def weights_follow_the_slope(backward_output, rng, forward_pass):
    own_slope(backward_output, forward_pass, rng, "w_out")


@backward_output.check(
    points=0.25, hidden=True, title="db_out is the slope of the loss of your own forward pass"
)
def bias_follows_the_slope(backward_output, rng, forward_pass):
    own_slope(backward_output, forward_pass, rng, "b_out")


@backward_output.check(
    points=0.75,
    hidden=True,
    title="dw_out points the right way, whatever its length and the order of the units",
)
def order_does_not_matter(backward_output, rng):
    X, y = fresh_rows(rng, 4, 2)
    params, order = fresh_net(rng, 2, 4), np.array([2, 0, 3, 1])
    dw_out, _ = backward_output(y, cache_of(X, params))
    again, _ = backward_output(y, cache_of(X, permuted(params, order)))
    points_the_right_way(dw_out, backward_output.exercise(y, cache_of(X, params))[0])
    require(
        close(again, dw_out[order], 1e-5),
        "With the hidden units in another order, dw_out must come in that order too.",
    )


def from_delta(delta, A):
    """Return both results for a δ that may be wrong."""
    return A.T @ delta / len(delta), np.mean(delta)


@backward_output.mistake(
    "The factor 2 is lost: the derivative of (y − p)² by p is 2(p − y). "
    "(It has been lost in print, too.)"
)
def loses_the_two(y, cache):
    p = cache["p"]
    return from_delta((p - y) * p * (1 - p), cache["A"])


@backward_output.mistake(
    "This is the sum over the rows; the average gradient divides by n_examples."
)
def sums_over_rows(y, cache):
    p = cache["p"]
    delta = 2 * (p - y) * p * (1 - p)
    return cache["A"].T @ delta, np.sum(delta)


@backward_output.mistake(
    "dw_out is a sum over the rows but db_out a mean; divide both by n_examples."
)
def averages_the_bias_only(y, cache):
    p = cache["p"]
    delta = 2 * (p - y) * p * (1 - p)
    return cache["A"].T @ delta, np.mean(delta)


@backward_output.mistake("The factor p(1 − p) is missing: it carries the loss through the sigmoid.")
def leaves_out_the_slope(y, cache):
    return from_delta(2 * (cache["p"] - y), cache["A"])


@backward_output.mistake(
    "This is the gradient of the cross-entropy, p − y; here the loss is the squared error."
)
def answers_for_cross_entropy(y, cache):
    return from_delta(cache["p"] - y, cache["A"])


@backward_output.mistake(
    "The gradient points downhill here: the first factor is 2(p − y), not 2(y − p)."
)
def turns_the_sign(y, cache):
    p = cache["p"]
    return from_delta(2 * (y - p) * p * (1 - p), cache["A"])


@backward_output.mistake("p is already σ(…): its slope is p(1 − p), without another sigmoid.")
def squeezes_p_again(y, cache):
    p, q = cache["p"], 1 / (1 + np.exp(-cache["p"]))
    return from_delta(2 * (p - y) * q * (1 - q), cache["A"])


@backward_output.mistake(
    "The slope at the output is that of the hidden activation. The output is a sigmoid whatever "
    "the hidden units are, so its slope is p(1 − p)."
)
def takes_the_hidden_activation(y, cache):
    p = cache["p"]
    slope = {"sigmoid": p * (1 - p), "tanh": 1 - p**2, "relu": (p > 0) * 1.0}
    return from_delta(2 * (p - y) * slope[cache["activation"]], cache["A"])


@backward_output.mistake(
    "The bias is forgotten: what it multiplies is 1, so db_out is the mean of δ, not 0."
)
def forgets_the_bias(y, cache):
    p = cache["p"]
    return from_delta(2 * (p - y) * p * (1 - p), cache["A"])[0], 0.0


@backward_output.mistake(
    "dw_out is built from Z. What w_out multiplies are the activations A, so A.T @ delta."
)
def takes_z_for_a(y, cache):
    p = cache["p"]
    return from_delta(2 * (p - y) * p * (1 - p), cache["Z"])


@backward_output.mistake(
    "The hidden slope a(1 − a) is in dw_out. The way from the loss to w_out ends before the hidden "
    "units: multiply δ by A alone."
)
def goes_through_the_hidden_slope(y, cache):
    p, A = cache["p"], cache["A"]
    delta = 2 * (p - y) * p * (1 - p)
    return (A * (1 - A)).T @ delta / len(y), np.mean(delta)


@backward_output.mistake("The activations are left out: multiply each row's δ by its row of A.")
def leaves_out_the_activations(y, cache):
    p = cache["p"]
    delta = 2 * (p - y) * p * (1 - p)
    return np.full(cache["A"].shape[1], np.mean(delta)), np.mean(delta)


@backward_output.mistake(
    "A is used where Aᵀ is needed: dw_out adds over the rows, so A.T @ delta. "
    "(A @ delta works only with as many rows as hidden units, and is wrong even then.)"
)
def takes_a_for_its_transpose(y, cache):
    p = cache["p"]
    delta = 2 * (p - y) * p * (1 - p)
    return cache["A"] @ delta / len(y), np.mean(delta)


@backward_output.mistake(
    "A * delta multiplies the columns of A by δ. Each row has its own δ: write delta[:, None]."
)
def multiplies_the_columns(y, cache):
    p = cache["p"]
    delta = 2 * (p - y) * p * (1 - p)
    return np.mean(cache["A"] * delta, axis=0), np.mean(delta)


@backward_output.mistake(
    "The mean is taken over the hidden units (axis=1); take it over the rows (axis=0)."
)
def averages_over_the_units(y, cache):
    p = cache["p"]
    delta = 2 * (p - y) * p * (1 - p)
    return np.mean(cache["A"] * delta[:, None], axis=1), np.mean(delta)
