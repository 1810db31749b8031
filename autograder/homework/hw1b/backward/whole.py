"""Part 2, continued: the gradient by all parameters, built like the parameters."""

from __future__ import annotations

import numpy as np

from autograder.exercise import require
from autograder.homework.hw1b.backward.comparisons import (
    SQUARE,
    TABLE,
    cache_of,
    fresh_problems,
    is_the_slope,
    some_of,
)
from autograder.homework.hw1b.backward.hidden import backward_hidden
from autograder.homework.hw1b.backward.output import backward_output
from autograder.homework.hw1b.declaration import backward
from autograder.homework.hw1b.examples import (
    close,
    fresh_net,
    fresh_neuron,
    fresh_rows,
    permuted,
)
from autograder.homework.hw1b.forward.by_matrices import forward_pass

OUTPUT, HIDDEN = ("w_out", "b_out"), ("W", "b")


@backward.function(
    needs=(forward_pass, backward_output, backward_hidden), title="The whole gradient"
)
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


@backward_pass.check(points=0.5, title="has a gradient for every parameter of the table's net")
def gradients_of_the_table(student):
    for label, (X, y, params) in (("3 rows", SQUARE), ("table", TABLE)):
        rows = (X, y, params, cache_of(X, params))
        some_of(student, backward_pass, HIDDEN + OUTPUT, *rows, label=label)


@backward_pass.check(points=0.25, title="works without a hidden layer")
def gradients_of_a_neuron(student):
    X, y, _ = TABLE
    neuron = {"w_out": np.array([2.0, -1.0]), "b_out": -0.5}
    some_of(student, backward_pass, OUTPUT, X, y, neuron, cache_of(X, neuron))
    names = student.loosely(X, y, neuron, cache_of(X, neuron)).keys()
    require(
        not names & {"W", "b"},
        "Without W and b in params there is nothing to move by a gradient of them: give none.",
    )


@backward_pass.check(points=0.5, hidden=True, title="holds for other nets, with and without layer")
def gradients_of_fresh_nets(student, rng):
    for problem in fresh_problems(rng):
        some_of(student, backward_pass, HIDDEN + OUTPUT, *problem)
    (X, y), neuron = fresh_rows(rng, 5, 3), fresh_neuron(rng)
    some_of(student, backward_pass, OUTPUT, X, y, neuron, cache_of(X, neuron))


@backward_pass.check(
    points=0.25, hidden=True, title="is the slope of the loss of your own forward pass"
)
def follows_the_slope(backward_pass, rng, forward_pass):
    for X, y, params, cache in fresh_problems(rng, ((7, 2, 3, "sigmoid"), (6, 3, 3, "tanh"))):
        gradients = backward_pass(X, y, params, cache)
        activation = cache["activation"]

        def probabilities(moved, X=X, activation=activation):
            return forward_pass(X, moved, activation)[0]

        is_the_slope(probabilities, gradients, y, params, rng)


@backward_pass.check(points=0.25, hidden=True, title="a small step against it makes the loss fall")
def the_loss_falls(backward_pass, rng, forward_pass):
    for X, y, params, cache in fresh_problems(rng, ((7, 2, 3, "sigmoid"), (6, 3, 4, "tanh"))):
        gradients = backward_pass(X, y, params, cache)
        stepped = {name: params[name] - 0.05 * gradients[name] for name in params}
        p, _ = forward_pass(X, stepped, cache["activation"])
        before, after = np.mean((y - cache["p"]) ** 2), np.mean((y - p) ** 2)
        require(after < before, "A small step against the gradient must make the loss fall.")


@backward_pass.check(
    points=0.25, hidden=True, title="hidden units in another order give the same, reordered"
)
def order_does_not_matter(backward_pass, rng):
    X, y = fresh_rows(rng, 5, 3)
    params, order = fresh_net(rng, 3, 4), np.array([2, 0, 3, 1])
    mixed = permuted(params, order)
    gradients = permuted(backward_pass(X, y, params, cache_of(X, params)), order)
    again = backward_pass(X, y, mixed, cache_of(X, mixed))
    for name in ("W", "w_out"):
        require(np.any(gradients[name] != 0), "The gradients must not be 0 everywhere.")
    require(
        all(close(again[name], gradients[name], 1e-5) for name in mixed),
        "With the hidden units in another order, the gradients must come in that order too.",
    )


def lacks_the_hidden_layer(value, X, y, params, cache):
    """Say whether the hidden layer's names are missing."""
    return "W" in params and "w_out" in value and "W" not in value


@backward_pass.mistake(
    'Only the output layer has gradients here: "W" and "b" are missing, see backward_hidden.',
    sign=lacks_the_hidden_layer,
)
def forgets_the_hidden_layer(X, y, params, cache):
    return dict(zip(OUTPUT, backward_output(y, cache), strict=True))


@backward_pass.mistake(
    'The gradients are called "dW", "db", …; give each the name of its parameter, so that a '
    "step can go through the names of params."
)
def puts_a_d_before_the_names(X, y, params, cache):
    return {f"d{name}": each for name, each in backward_pass(X, y, params, cache).items()}


@backward_pass.mistake(
    '"b" and "w_out" are exchanged. Both have n_hidden numbers, so no shape tells you: '
    "backward_output gives w_out, backward_hidden gives b."
)
def exchanges_b_and_w_out(X, y, params, cache):
    gradients = backward_pass(X, y, params, cache)
    if "W" in params:
        gradients["b"], gradients["w_out"] = gradients["w_out"], gradients["b"]
    return gradients


@backward_pass.mistake(
    "These are the parameters after a step; here only the gradient is asked for. The step comes "
    "in Part 3."
)
def takes_a_step(X, y, params, cache):
    gradients = backward_pass(X, y, params, cache)
    return {name: params[name] - gradients[name] for name in params}


@backward_pass.mistake(
    "w_out is moved before backward_hidden uses it. Take all gradients at the same point, then "
    "move everything."
)
def moves_the_output_first(X, y, params, cache):
    gradients = backward_pass(X, y, params, cache)
    if "W" in params:
        moved = params | {"w_out": params["w_out"] - gradients["w_out"]}
        gradients["W"], gradients["b"] = backward_hidden(X, y, moved, cache)
    return gradients


@backward_pass.mistake(
    'Without a hidden layer there is no "W" to derive by: ask whether "W" is in params first.'
)
def expects_a_hidden_layer(X, y, params, cache):
    dw_out, db_out = backward_output(y, cache)
    dW, db = backward_hidden(X, y, params | {"W": params["W"]}, cache)
    return {"W": dW, "b": db, "w_out": dw_out, "b_out": db_out}


@backward_pass.mistake(
    "The mean is taken twice: backward_output and backward_hidden divide by n_examples already."
)
def averages_twice(X, y, params, cache):
    gradients = backward_pass(X, y, params, cache)
    return {name: each / len(y) for name, each in gradients.items()}


@backward_pass.mistake(
    "The sign is turned: return the gradient itself; the minus belongs to the step downhill."
)
def turns_the_sign(X, y, params, cache):
    return {name: -each for name, each in backward_pass(X, y, params, cache).items()}
