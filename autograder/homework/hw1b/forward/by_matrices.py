"""Part 1, continued: the forward pass of a net by matrices, and what it keeps."""

from __future__ import annotations

import numpy as np

from autograder.exercise import compare, require
from autograder.homework.hw1b.declaration import forward
from autograder.homework.hw1b.examples import (
    CANON,
    X,
    close,
    fresh_net,
    fresh_neuron,
    fresh_rows,
    permuted,
)
from autograder.homework.hw1b.forward.activations import FUNCTIONS, relu, sigmoid, tanh
from autograder.homework.hw1b.forward.by_sums import SHAPES, SQUARE


def probabilities(student, X, params, *activation, label=""):
    """Compare p alone, whatever the cache is."""
    p, _ = forward_pass(X, params, *activation)
    compare(student, X, params, *activation, want=(p, None), rtol=1e-5, atol=1e-7, label=label)


def hidden_layer(student, X, params, *activation, label=""):
    """Compare Z and A in the cache, whatever came of them."""
    _, cache = forward_pass(X, params, *activation)
    want = (None, cache | {"p": None, "activation": None})
    compare(student, X, params, *activation, want=want, rtol=1e-5, atol=1e-7, label=label)


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


@forward_pass.check(points=0.5, title="gives p for a net of 3-3-1 and for the 2-3-1 net")
def probabilities_of_the_canon(forward_pass):
    probabilities(forward_pass, *SQUARE, label="3-3-1")
    probabilities(forward_pass, X, CANON, label="2-3-1")


@forward_pass.check(points=0.25, title="keeps Z, A, p and the activation's name in the cache")
def cache_of_the_canon(forward_pass):
    hidden_layer(forward_pass, *SQUARE, label="3-3-1")
    hidden_layer(forward_pass, X, CANON, label="2-3-1")


@forward_pass.check(points=0.5, hidden=True, title="gives p for other nets and all activations")
def probabilities_of_fresh_nets(forward_pass, rng):
    for n_features, n_hidden in SHAPES:
        for activation in ("sigmoid", "tanh", "relu"):
            rows, _ = fresh_rows(rng, 5, n_features)
            probabilities(forward_pass, rows, fresh_net(rng, n_features, n_hidden), activation)


@forward_pass.check(
    points=0.25, hidden=True, title="keeps what the backward pass needs, for all activations"
)
def cache_of_fresh_nets(forward_pass, rng):
    for activation in ("sigmoid", "tanh", "relu"):
        rows, _ = fresh_rows(rng, 5, 3)
        net = fresh_net(rng, 3, 3)
        hidden_layer(forward_pass, rows, net, activation)
        p, cache = forward_pass(rows, net, activation)
        require(close(cache["p"], p), 'cache["p"] and p must be the same numbers.')
        require(cache["activation"] == activation, 'cache["activation"] must be the one asked for.')


@forward_pass.check(points=0.25, hidden=True, title="is a single neuron where there is no W")
def a_net_without_a_hidden_layer(forward_pass, rng):
    rows, _ = fresh_rows(rng, 5, 3)
    probabilities(forward_pass, rows, fresh_neuron(rng, 3))
    hidden_layer(forward_pass, rows, fresh_neuron(rng, 3))


@forward_pass.check(
    points=0.25, hidden=True, title="does not care in which order the hidden units stand"
)
def order_of_the_units(forward_pass, rng):
    rows, _ = fresh_rows(rng, 6, 4)
    net, order = fresh_net(rng, 4, 4), np.array([2, 0, 3, 1])
    p, cache = forward_pass(rows, net)
    q, other = forward_pass(rows, permuted(net, order))
    require(np.ptp(p) > 1e-3, "Different rows must not all get the same p.")
    require(close(p, q), "The same units in another order must give the same p.")
    require(close(cache["A"][:, order], other["A"]), "A's columns must follow their units.")


def with_params(X, params, activation, **changes):
    """Run the forward pass with other parameters."""
    return forward_pass(X, params | changes, activation)


@forward_pass.mistake("The biases of the hidden units are left out: Z = X W + b.")
def forgets_the_hidden_biases(X, params, activation="sigmoid"):
    return with_params(X, params, activation, b=0.0)


@forward_pass.mistake("The output's bias is left out: p = σ(A w_out + b_out).")
def forgets_the_output_bias(X, params, activation="sigmoid"):
    return with_params(X, params, activation, b_out=0.0)


@forward_pass.mistake("The output is not squeezed: p = σ(A w_out + b_out), not the sum itself.")
def forgets_the_output_sigmoid(X, params, activation="sigmoid"):
    _, cache = forward_pass(X, params, activation)
    o = cache["A"] @ params["w_out"] + params["b_out"]
    return o, cache | {"p": o}


@forward_pass.mistake(
    "The output has the activation of the hidden units; it is a sigmoid whatever theirs is, so "
    "that p lies between 0 and 1."
)
def activates_the_output(X, params, activation="sigmoid"):
    _, cache = forward_pass(X, params, activation)
    activate = FUNCTIONS[activation]
    p = activate(cache["A"] @ params["w_out"] + params["b_out"])
    return p, cache | {"p": p}


@forward_pass.mistake(
    "The hidden units are sigmoids whatever `activation` says; choose between sigmoid, tanh and "
    "relu by it."
)
def always_takes_the_sigmoid(X, params, activation="sigmoid"):
    p, cache = forward_pass(X, params, "sigmoid")
    return p, cache | {"activation": activation}


@forward_pass.mistake(
    'The cache says "sigmoid" whatever the activation was; keep `activation` itself, the backward '
    "pass chooses the slope by it."
)
def always_keeps_one_name(X, params, activation="sigmoid"):
    p, cache = forward_pass(X, params, activation)
    return p, cache | {"activation": "sigmoid"}


@forward_pass.mistake(
    "W is transposed: with one row for each example it is X @ W. (With as many inputs as units "
    "X @ W.T runs too, and is wrong.)"
)
def transposes_the_weights(X, params, activation="sigmoid"):
    if "W" in params:
        params = params | {"W": params["W"].T}
    return forward_pass(X, params, activation)


@forward_pass.mistake(
    "Z and A are swapped in the cache: Z = X W + b is before the activation, A after it."
)
def swaps_z_and_a(X, params, activation="sigmoid"):
    p, cache = forward_pass(X, params, activation)
    return p, cache | {"Z": cache["A"], "A": cache["Z"]}


@forward_pass.mistake(
    "The cache has the activated values under Z as well; Z is X W + b, before the activation: the "
    "slopes are taken there."
)
def keeps_the_activated_values_twice(X, params, activation="sigmoid"):
    p, cache = forward_pass(X, params, activation)
    return p, cache | {"Z": cache["A"]}


@forward_pass.mistake(
    "The hidden layer is not activated: A is Z itself here, and two linear layers are one."
)
def forgets_the_activation(X, params, activation="sigmoid"):
    Z = X @ params["W"] + params["b"] if "W" in params else X
    p = sigmoid(Z @ params["w_out"] + params["b_out"])
    return p, {"Z": Z, "A": Z, "p": p, "activation": activation}


@forward_pass.mistake(
    "The bias of the hidden layer is added after the activation; it belongs inside: "
    "activation(X W + b)."
)
def adds_the_bias_after_the_activation(X, params, activation="sigmoid"):
    if "W" not in params:
        return forward_pass(X, params, activation)
    activate = FUNCTIONS[activation]
    Z = X @ params["W"]
    A = activate(Z) + params["b"]
    p = sigmoid(A @ params["w_out"] + params["b_out"])
    return p, {"Z": Z, "A": A, "p": p, "activation": activation}


@forward_pass.mistake(
    'A net without "W" in `params` has no hidden layer: ask `if "W" in params`, and take X for Z '
    "and A where it is not."
)
def wants_a_hidden_layer(X, params, activation="sigmoid"):
    hidden = {name: params[name] for name in ("W", "b")}
    return forward_pass(X, params | hidden, activation)


@forward_pass.mistake(
    "Without a hidden layer nothing is activated but the output: Z and A are X itself."
)
def activates_the_inputs(X, params, activation="sigmoid"):
    if "W" in params:
        return forward_pass(X, params, activation)
    activate = FUNCTIONS[activation]
    A = activate(X)
    p = sigmoid(A @ params["w_out"] + params["b_out"])
    return p, {"Z": X, "A": A, "p": p, "activation": activation}


@forward_pass.mistake(
    'The cache holds the sums of the output under "p"; it holds the probabilities that are '
    "returned as well."
)
def keeps_the_output_sum(X, params, activation="sigmoid"):
    p, cache = forward_pass(X, params, activation)
    return p, cache | {"p": cache["A"] @ params["w_out"] + params["b_out"]}
