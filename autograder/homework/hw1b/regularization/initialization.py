"""Part 4, continued: where to start, on the right scale."""

from __future__ import annotations

import numpy as np

from autograder.exercise import SeededRng, require
from autograder.homework.hw1b.declaration import regularization
from autograder.homework.hw1b.examples import COMMON_SEEDS, own_generators


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
    W = rng.normal(0.0, np.sqrt(gain / n_features), size=(n_features, n_hidden))
    w_out = rng.normal(0.0, np.sqrt(1 / n_hidden), size=n_hidden)
    return {"W": W, "b": np.zeros(n_hidden), "w_out": w_out, "b_out": 0.0}


SEED = 11
WIDE, TALL = (130, 900), (400, 120)
"""Inputs and hidden units: many, so that a deviation can be measured, and 1/n is not 0.01."""


def measured(weights, wanted, what):
    """Require weights to have mean 0 and a standard deviation of `wanted`, up to chance."""
    found, n = np.std(weights), np.size(weights)
    require(
        abs(found / wanted - 1) <= 5 / np.sqrt(2 * n),
        f"The standard deviation of {what} must be about {wanted:.4g}; yours is {found:.4g}.",
    )
    require(
        abs(np.mean(weights)) <= 5 * wanted / np.sqrt(n),
        f"The mean of {what} must be about 0; yours is {np.mean(weights):.4g}.",
    )


def without_biases(params):
    """Require the biases to be 0."""
    require(
        np.all(np.equal(params["b"], 0)) and params["b_out"] == 0, "All biases must begin at 0."
    )


@initialize.check(
    points=0.25, title="W has mean 0 and standard deviation √(1/n_features); the biases are 0"
)
def starts_on_the_right_scale(initialize):
    for n_features, n_hidden in (WIDE, TALL):
        for activation in ("sigmoid", "tanh"):
            params = initialize(n_features, n_hidden, SeededRng(SEED), activation)
            measured(params["W"], np.sqrt(1 / n_features), f"W for {n_features} inputs")
            without_biases(params)


@initialize.check(
    points=0.25, hidden=True, title="scales W for relu, scales w_out, and draws both from rng"
)
def scales_everything(initialize, rng):
    n_features, n_hidden = WIDE
    seed, other = SeededRng.drawn(rng), SeededRng.drawn(rng)
    params = initialize(n_features, n_hidden, seed, "relu")
    measured(params["W"], np.sqrt(2 / n_features), "W for relu")
    measured(params["w_out"], np.sqrt(1 / n_hidden), "w_out")
    without_biases(params)
    again = initialize(n_features, n_hidden, seed, "relu")
    another = initialize(n_features, n_hidden, other, "relu")
    for name in ("W", "w_out"):
        require(np.array_equal(params[name], again[name]), "The same seed must repeat.")
        require(np.any(params[name] != another[name]), "Another seed must give other weights.")


# Right starts differ, so the mistakes are known by signs, at sizes where chance is small.


def sized(weights, wanted):
    """Say whether the standard deviation is `wanted`, up to chance."""
    n = np.size(weights)
    return n >= 800 and abs(np.std(weights) / wanted - 1) < 5 / np.sqrt(2 * n)


def drawn(rng, W, w_out, b=None, b_out=0.0):
    """Return a net with normal weights of these deviations; W and w_out are (deviation, shape)."""
    (scale, shape), (scale_out, shape_out) = W, w_out
    return {
        "W": rng.normal(0.0, scale, size=shape),
        "b": np.zeros(shape_out) if b is None else b,
        "w_out": rng.normal(0.0, scale_out, size=shape_out),
        "b_out": b_out,
    }


def gain(activation):
    return 2.0 if activation == "relu" else 1.0


@initialize.mistake(
    "All weights are 0, so all hidden units get the same gradient for ever, and the first layer "
    "none at all. Draw the weights at random.",
    sign=lambda params, *args, **kwargs: np.all(np.equal(params["W"], 0)),
)
def starts_at_zero(n_features, n_hidden, rng, activation="sigmoid"):
    return {
        "W": np.zeros((n_features, n_hidden)),
        "b": np.zeros(n_hidden),
        "w_out": np.zeros(n_hidden),
        "b_out": 0.0,
    }


@initialize.mistake(
    "All weights of W are equal, so all hidden units are alike and stay so. Draw each at random.",
    sign=lambda params, *args, **kwargs: np.ptp(params["W"]) == 0 and np.all(params["W"]),
)
def starts_with_equal_weights(n_features, n_hidden, rng, activation="sigmoid"):
    scale = np.sqrt(gain(activation) / n_features)
    return {
        "W": np.full((n_features, n_hidden), scale),
        "b": np.zeros(n_hidden),
        "w_out": np.full(n_hidden, np.sqrt(1 / n_hidden)),
        "b_out": 0.0,
    }


@initialize.mistake(
    "All weights are positive: rng.random draws between 0 and 1. Draw with mean 0: rng.normal.",
    sign=lambda params, *args, **kwargs: np.min(params["W"]) >= 0 and np.ptp(params["W"]) > 0,
)
def draws_positive_weights(n_features, n_hidden, rng, activation="sigmoid"):
    return {
        "W": rng.random((n_features, n_hidden)) * np.sqrt(gain(activation) / n_features),
        "b": np.zeros(n_hidden),
        "w_out": rng.random(n_hidden) * np.sqrt(1 / n_hidden),
        "b_out": 0.0,
    }


@initialize.mistake(
    "The weights are not scaled: with a standard deviation of 1 the sums grow with the number of "
    "inputs. Take √(1/n_features).",
    sign=lambda params, *args, **kwargs: sized(params["W"], 1.0),
)
def does_not_scale(n_features, n_hidden, rng, activation="sigmoid"):
    return drawn(rng, (1.0, (n_features, n_hidden)), (1.0, n_hidden))


@initialize.mistake(
    "1/n_features is the variance. rng.normal takes the standard deviation, so its root: "
    "√(1/n_features).",
    sign=lambda params, n_features, n_hidden, rng, activation="sigmoid": sized(
        params["W"], gain(activation) / n_features
    ),
)
def takes_the_variance(n_features, n_hidden, rng, activation="sigmoid"):
    W = (gain(activation) / n_features, (n_features, n_hidden))
    return drawn(rng, W, (1 / n_hidden, n_hidden))


@initialize.mistake(
    "W is scaled by n_hidden. Each sum of the hidden layer adds n_features products, so it is "
    "√(1/n_features).",
    sign=lambda params, n_features, n_hidden, rng, activation="sigmoid": sized(
        params["W"], np.sqrt(gain(activation) / n_hidden)
    ),
)
def scales_by_the_hidden_units(n_features, n_hidden, rng, activation="sigmoid"):
    W = (np.sqrt(gain(activation) / n_hidden), (n_features, n_hidden))
    return drawn(rng, W, (np.sqrt(1 / n_hidden), n_hidden))


@initialize.mistake(
    "√(2/(n_features + n_hidden)) is Glorot's rule. Here n_features alone counts: √(1/n_features).",
    sign=lambda params, n_features, n_hidden, rng, activation="sigmoid": sized(
        params["W"], np.sqrt(2 / (n_features + n_hidden))
    ),
)
def takes_glorot_s_rule(n_features, n_hidden, rng, activation="sigmoid"):
    W = (np.sqrt(2 / (n_features + n_hidden)), (n_features, n_hidden))
    return drawn(rng, W, (np.sqrt(1 / n_hidden), n_hidden))


@initialize.mistake(
    "The weights are drawn with the standard deviation 0.01 whatever the net is: the more inputs, "
    "the smaller it must be, √(1/n_features).",
    sign=lambda params, *args, **kwargs: sized(params["W"], 0.01),
)
def takes_a_hundredth(n_features, n_hidden, rng, activation="sigmoid"):
    return drawn(rng, (0.01, (n_features, n_hidden)), (0.01, n_hidden))


@initialize.mistake(
    "relu strikes out half of the sums, so its W needs twice the variance: √(2/n_features).",
    sign=lambda params, n_features, n_hidden, rng, activation="sigmoid": (
        activation == "relu" and sized(params["W"], np.sqrt(1 / n_features))
    ),
)
def forgets_the_gain_of_relu(n_features, n_hidden, rng, activation="sigmoid"):
    W = (np.sqrt(1 / n_features), (n_features, n_hidden))
    return drawn(rng, W, (np.sqrt(1 / n_hidden), n_hidden))


@initialize.mistake(
    "The 2 in √(2/n_features) is for relu only; sigmoid and tanh take √(1/n_features).",
    sign=lambda params, n_features, n_hidden, rng, activation="sigmoid": (
        activation != "relu" and sized(params["W"], np.sqrt(2 / n_features))
    ),
)
def always_doubles_the_variance(n_features, n_hidden, rng, activation="sigmoid"):
    W = (np.sqrt(2 / n_features), (n_features, n_hidden))
    return drawn(rng, W, (np.sqrt(1 / n_hidden), n_hidden))


@initialize.mistake(
    "w_out is not scaled. The output adds n_hidden products, so its standard deviation is "
    "√(1/n_hidden).",
    sign=lambda params, *args, **kwargs: sized(params["w_out"], 1.0),
)
def does_not_scale_w_out(n_features, n_hidden, rng, activation="sigmoid"):
    W = (np.sqrt(gain(activation) / n_features), (n_features, n_hidden))
    return drawn(rng, W, (1.0, n_hidden))


@initialize.mistake(
    "w_out is scaled by n_features. The output adds n_hidden products, so it is √(1/n_hidden).",
    sign=lambda params, n_features, n_hidden, rng, activation="sigmoid": sized(
        params["w_out"], np.sqrt(1 / n_features)
    ),
)
def scales_w_out_by_the_inputs(n_features, n_hidden, rng, activation="sigmoid"):
    W = (np.sqrt(gain(activation) / n_features), (n_features, n_hidden))
    return drawn(rng, W, (np.sqrt(1 / n_features), n_hidden))


@initialize.mistake(
    "The biases are not 0 at the start. Only the weights are drawn: they make the units different.",
    sign=lambda params, *args, **kwargs: np.any(params["b"]) or np.any(params["b_out"]),
)
def draws_the_biases(n_features, n_hidden, rng, activation="sigmoid"):
    params = initialize(n_features, n_hidden, rng, activation)
    return params | {"b": rng.normal(size=n_hidden), "b_out": float(rng.normal())}


def comes_from_a_common_seed(params, n_features, n_hidden, rng, activation="sigmoid"):
    """Say whether W is a multiple of what a generator of one's own gives first."""
    W = np.asarray(params["W"], dtype=float)
    if rng.seed in COMMON_SEEDS or np.std(W) == 0:
        return False
    firsts = (own.standard_normal(W.shape) for own in own_generators())
    return any(np.allclose(W / np.std(W), each / np.std(each), atol=1e-4) for each in firsts)


@initialize.mistake(
    "The weights come from a generator with a seed of its own, so every start is the same. Draw "
    "from the rng that is passed in.",
    sign=comes_from_a_common_seed,
)
def makes_its_own_generator(n_features, n_hidden, rng, activation="sigmoid"):
    return initialize(n_features, n_hidden, np.random.default_rng(0), activation)
