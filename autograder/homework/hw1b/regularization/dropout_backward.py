"""Part 4, continued: the backward pass under the mask of the forward pass."""

from __future__ import annotations

import numpy as np

from autograder.exercise import require
from autograder.homework.hw1b.backward.comparisons import SQUARE, TABLE, is_the_slope, some_of
from autograder.homework.hw1b.backward.whole import backward_pass
from autograder.homework.hw1b.declaration import regularization
from autograder.homework.hw1b.examples import close, delta_of
from autograder.homework.hw1b.forward.activations import (
    SLOPES,
    relu_derivative,
    sigmoid_derivative,
    tanh_derivative,
)
from autograder.homework.hw1b.regularization.dropout_forward import (
    MASK,
    forward_dropout,
    fresh_masked,
)


@regularization.function(
    needs=(forward_dropout, backward_pass, sigmoid_derivative, tanh_derivative, relu_derivative),
    title="Backward under a mask",
    array_form="D = np.outer(delta, w_out) * mask * slope(Z); (A * mask).T @ delta / len(y)",
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


HIDDEN, OUTPUT = ("W", "b"), ("w_out", "b_out")


def cache_under(mask, X, params, activation):
    """Return what the right forward pass keeps."""
    return forward_dropout(X, params, mask, activation)[1]


def small_numbers(student, names):
    """Compare some gradients for the table and for three other rows."""
    for label, (X, y, params), mask, activation in (
        ("table", TABLE, MASK, "sigmoid"),
        ("3 rows", SQUARE, MASK[:3], "sigmoid"),
        ("tanh", SQUARE, MASK[:3], "tanh"),
    ):
        cache = cache_under(mask, X, params, activation)
        some_of(student, backward_dropout, names, X, y, params, cache, label=label)


def fresh_numbers(student, names, rng):
    """Compare some gradients for other nets, and once under a mask of ones."""
    for X, y, params, mask, activation in fresh_masked(rng):
        cache = cache_under(mask, X, params, activation)
        some_of(student, backward_dropout, names, X, y, params, cache)
    X, y, params, mask, activation = next(fresh_masked(rng))
    cache = cache_under(np.ones_like(mask), X, params, activation)
    some_of(student, backward_dropout, names, X, y, params, cache)


@backward_dropout.check(points=0.25, title="gives the hidden layer's gradients for the 2-3-1 net")
def hidden_layer_of_the_table(student):
    small_numbers(student, HIDDEN)


@backward_dropout.check(points=0.25, title="gives the output's gradients for the same rows")
def output_of_the_table(student):
    small_numbers(student, OUTPUT)


@backward_dropout.check(
    points=0.25, hidden=True, title="gives the hidden layer's gradients for other nets and masks"
)
def hidden_layer_of_fresh_nets(student, rng):
    fresh_numbers(student, HIDDEN, rng)


@backward_dropout.check(
    points=0.25, hidden=True, title="gives the output's gradients for other nets and masks"
)
def output_of_fresh_nets(student, rng):
    fresh_numbers(student, OUTPUT, rng)


@backward_dropout.check(
    points=0.25,
    hidden=True,
    title="is the slope of the loss of your own forward_dropout under a fixed mask",
)
def follows_the_slope(backward_dropout, rng, forward_dropout):
    shapes = ((7, 2, 3, "sigmoid"), (6, 3, 3, "tanh"))
    for X, y, params, mask, activation in fresh_masked(rng, shapes):
        cache = cache_under(mask, X, params, activation)
        gradients = backward_dropout(X, y, params, cache)

        def probabilities(moved, X=X, mask=mask, activation=activation):
            return forward_dropout(X, moved, mask, activation)[0]

        is_the_slope(probabilities, gradients, y, params, rng)


@backward_dropout.check(
    points=0.25,
    hidden=True,
    title="what leads to a unit that is always struck out gets no gradient",
)
def strikes_out_the_gradient(backward_dropout, rng):
    for X, y, params, mask, activation in fresh_masked(rng):
        mask[:, 1] = 0.0
        cache = cache_under(mask, X, params, activation)
        gradients = backward_dropout(X, y, params, cache)
        at_the_unit = (gradients["W"][:, 1], gradients["b"][1])
        require(np.any(gradients["W"] != 0), "The units that stay must have gradients.")
        require(
            all(close(each, 0.0, 1e-9) for each in at_the_unit),
            "What is struck out in every row cannot change the loss: its gradients are 0.",
        )


def built(X, y, params, cache, delta=None, back=None, reaching=None, D=None):
    """Return the gradients with one ingredient changed; what is left out is right.

    Parameters
    ----------
    delta : ndarray, shape (n_examples,)
        At the output.
    back : ndarray, shape (n_examples, n_hidden)
        What w_out and the mask make of it.
    reaching : ndarray, shape (n_examples, n_hidden)
        What w_out is multiplied by.
    D : ndarray, shape (n_examples, n_hidden)
        At the hidden units' weighted sums.
    """
    delta = delta_of(y, cache["p"]) if delta is None else delta
    back = np.outer(delta, params["w_out"]) * cache["mask"] if back is None else back
    D = back * SLOPES[cache["activation"]](cache["Z"]) if D is None else D
    reaching = cache["A"] * cache["mask"] if reaching is None else reaching
    return {
        "W": X.T @ D / len(y),
        "b": np.mean(D, axis=0),
        "w_out": reaching.T @ delta / len(y),
        "b_out": np.mean(delta),
    }


@backward_dropout.mistake(
    "w_out's gradient is built from A, but the output saw A * mask: multiply by the mask there, "
    "too, so (A * mask).T @ delta."
)
def takes_a_for_the_masked_a(X, y, params, cache):
    return built(X, y, params, cache, reaching=cache["A"])


@backward_dropout.mistake(
    "The mask is missing on the way to the hidden layer: what was struck out or scaled forward is "
    "struck out or scaled backward by the same number."
)
def forgets_the_mask_of_the_hidden_layer(X, y, params, cache):
    back = np.outer(delta_of(y, cache["p"]), params["w_out"])
    return built(X, y, params, cache, back=back)


@backward_dropout.mistake(
    "The mask is not used at all: this is the backward pass of a net without dropout. It belongs "
    "in two places, with A at w_out and with w_out on the way to the hidden layer."
)
def ignores_the_mask(X, y, params, cache):
    back = np.outer(delta_of(y, cache["p"]), params["w_out"])
    return built(X, y, params, cache, back=back, reaching=cache["A"])


@backward_dropout.mistake(
    "The mask is used as 0 and 1 only. Forward it also multiplied by 1/(1 − rate), so the gradient "
    "does, too: use the mask as it is."
)
def loses_the_scale(X, y, params, cache):
    struck = cache["mask"] > 0
    back = np.outer(delta_of(y, cache["p"]), params["w_out"]) * struck
    return built(X, y, params, cache, back=back, reaching=cache["A"] * struck)


@backward_dropout.mistake(
    "The mask is multiplied on twice on the way to the hidden layer: δ · w_out · mask · slope has "
    "it once."
)
def masks_the_hidden_layer_twice(X, y, params, cache):
    back = np.outer(delta_of(y, cache["p"]), params["w_out"]) * cache["mask"] ** 2
    return built(X, y, params, cache, back=back)


@backward_dropout.mistake(
    "The slope is taken of the masked activations, (A · mask)(1 − A · mask). The mask comes after "
    "the activation: the slope is that of A, or of Z, as it was."
)
def takes_the_slope_of_the_masked_a(X, y, params, cache):
    masked = cache["A"] * cache["mask"]
    slopes = {"sigmoid": masked * (1 - masked), "tanh": 1 - masked**2, "relu": (masked > 0) * 1.0}
    back = np.outer(delta_of(y, cache["p"]), params["w_out"]) * cache["mask"]
    return built(X, y, params, cache, D=back * slopes[cache["activation"]])


@backward_dropout.mistake(
    "The slope is taken at Z * mask. The mask comes after the activation, so the slope is taken at "
    "Z as it was."
)
def takes_the_slope_at_the_masked_z(X, y, params, cache):
    back = np.outer(delta_of(y, cache["p"]), params["w_out"]) * cache["mask"]
    return built(
        X, y, params, cache, D=back * SLOPES[cache["activation"]](cache["Z"] * cache["mask"])
    )


@backward_dropout.mistake("The factor 2 is lost: the derivative of (y − p)² by p is 2(p − y).")
def loses_the_two(X, y, params, cache):
    return built(X, y, params, cache, delta=delta_of(y, cache["p"]) / 2)


@backward_dropout.mistake(
    "w_out is missing on the way to the hidden layer: δ · w_out · mask · slope."
)
def loses_w_out(X, y, params, cache):
    back = delta_of(y, cache["p"])[:, None] * cache["mask"]
    return built(X, y, params, cache, back=back)


@backward_dropout.mistake(
    "These are sums over the rows; the average gradient divides by n_examples."
)
def sums_over_rows(X, y, params, cache):
    gradients = backward_dropout(X, y, params, cache)
    return {name: each * len(y) for name, each in gradients.items()}


@backward_dropout.mistake(
    "The gradients point downhill here: they begin with 2(p − y), not 2(y − p)."
)
def turns_the_sign(X, y, params, cache):
    gradients = backward_dropout(X, y, params, cache)
    return {name: -each for name, each in gradients.items()}
