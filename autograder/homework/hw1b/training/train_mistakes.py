"""Part 3, continued: what goes wrong in training.

Right answers take different paths, so every mistake is known by a sign.
"""

from __future__ import annotations

import numpy as np

from autograder.homework.hw1b.backward.whole import backward_pass
from autograder.homework.hw1b.examples import close
from autograder.homework.hw1b.forward.by_matrices import forward_pass
from autograder.homework.hw1b.training.batches import minibatches
from autograder.homework.hw1b.training.optimizer import optimizer_step
from autograder.homework.hw1b.training.train import goes_down, loss_of, train


def epochs(X, y, params, learning_rate, n_epochs, batch_size, rng, activation, labels=None, by=1):
    """Return the parameters before the first batch, and after each batch, epoch by epoch."""
    labels = y if labels is None else labels
    state, path = {}, [[params]]
    for _ in range(n_epochs):
        path.append([])
        for rows in minibatches(len(y), batch_size, rng):
            _, cache = forward_pass(X[rows], params, activation)
            gradients = backward_pass(X[rows], labels[rows], params, cache)
            gradients = {name: by * gradients[name] for name in params}
            params, state = optimizer_step(params, gradients, state, learning_rate)
            path[-1].append(params)
    return path


def right_history(X, y, path, activation):
    """Return the losses before the first epoch and after each."""
    return [loss_of(X, y, epoch[-1], activation) for epoch in path]


def built_like(params, value):
    """Return the parameters that were returned, as arrays."""
    return {name: np.asarray(value[0][name], float) for name in params}


def ends_where_it_began(value, X, y, params, learning_rate, n_epochs, *_):
    new = built_like(params, value)
    return n_epochs > 0 and all(np.array_equal(new[name], params[name]) for name in params)


@train.mistake(
    "The start is returned, not the trained net: go on with the params that optimizer_step "
    "returns, and return those.",
    sign=ends_where_it_began,
)
def returns_the_start(X, y, params, learning_rate, n_epochs, batch_size, rng, activation="sigmoid"):
    path = epochs(X, y, params, learning_rate, n_epochs, batch_size, rng, activation)
    return params, right_history(X, y, path, activation)


def ends_higher(value, X, y, params, learning_rate, n_epochs, batch_size, rng, activation):
    end = loss_of(X, y, built_like(params, value), activation)
    return end > 1.05 * loss_of(X, y, params, activation)


@train.mistake(
    "The loss is higher after training than before. optimizer_step subtracts already, so give it "
    "the gradients as they are, each time those at the newest params.",
    sign=ends_higher,
)
def climbs(X, y, params, learning_rate, n_epochs, batch_size, rng, activation="sigmoid"):
    path = epochs(X, y, params, learning_rate, n_epochs, batch_size, rng, activation, by=-1)
    return path[-1][-1], right_history(X, y, path, activation)


def leaves_the_hidden_layer(value, X, y, params, *_):
    new = built_like(params, value)
    return np.array_equal(new["W"], params["W"]) and np.any(new["w_out"] != params["w_out"])


@train.mistake(
    "The hidden layer never learns: W and b are still those of the start. Take the step for all "
    "names in params.",
    sign=leaves_the_hidden_layer,
)
def trains_the_output_alone(
    X, y, params, learning_rate, n_epochs, batch_size, rng, activation="sigmoid"
):
    state, history = {}, [loss_of(X, y, params, activation)]
    for _ in range(n_epochs):
        for rows in minibatches(len(y), batch_size, rng):
            _, cache = forward_pass(X[rows], params, activation)
            gradients = backward_pass(X[rows], y[rows], params, cache)
            new, state = optimizer_step(params, gradients, state, learning_rate)
            params = params | {name: new[name] for name in ("w_out", "b_out")}
        history.append(loss_of(X, y, params, activation))
    return params, history


def has_another_activation(
    value, X, y, params, learning_rate, n_epochs, batch_size, rng, activation
):
    for net, written in ((params, value[1][0]), (built_like(params, value), value[1][-1])):
        others = [loss_of(X, y, net, name) for name in ("sigmoid", "tanh", "relu")]
        right = loss_of(X, y, net, activation)
        if not close(written, right) and any(close(written, loss) for loss in others):
            return True
    return False


@train.mistake(
    "The activation is not passed on, so another net is trained than the one asked for: "
    "forward_pass(X[rows], params, activation).",
    sign=has_another_activation,
)
def ignores_the_activation(
    X, y, params, learning_rate, n_epochs, batch_size, rng, activation="sigmoid"
):
    path = epochs(X, y, params, learning_rate, n_epochs, batch_size, rng, "sigmoid")
    return path[-1][-1], right_history(X, y, path, "sigmoid")


def knows_one_epoch(value, X, y, params, learning_rate, n_epochs, *_):
    return n_epochs > 1 and np.shape(value[1]) == (2,)


@train.mistake(
    "Training ends after the first epoch. Is the return inside the loop? It belongs behind it.",
    sign=knows_one_epoch,
)
def returns_inside_the_loop(
    X, y, params, learning_rate, n_epochs, batch_size, rng, activation="sigmoid"
):
    path = epochs(X, y, params, learning_rate, 1, batch_size, rng, activation)
    return path[-1][-1], right_history(X, y, path, activation)


def has_one_for_each_batch(value, X, y, params, learning_rate, n_epochs, batch_size, *_):
    steps = n_epochs * -(-len(y) // batch_size)
    return steps > n_epochs + 1 and len(value[1]) in (steps, steps + 1)


@train.mistake(
    "The history has a number for each batch. Write the loss down once in an epoch, behind the "
    "loop over the batches.",
    sign=has_one_for_each_batch,
)
def writes_down_every_batch(
    X, y, params, learning_rate, n_epochs, batch_size, rng, activation="sigmoid"
):
    path = epochs(X, y, params, learning_rate, n_epochs, batch_size, rng, activation)
    history = [loss_of(X, y, each, activation) for epoch in path for each in epoch]
    return path[-1][-1], history


def begins_late(value, X, y, params, learning_rate, n_epochs, batch_size, rng, activation):
    return len(value[1]) == n_epochs and not close(value[1][0], loss_of(X, y, params, activation))


@train.mistake(
    "The history begins after the first epoch: write down the loss of the start as well, "
    "n_epochs + 1 numbers.",
    sign=begins_late,
)
def forgets_the_start(X, y, params, learning_rate, n_epochs, batch_size, rng, activation="sigmoid"):
    path = epochs(X, y, params, learning_rate, n_epochs, batch_size, rng, activation)
    return path[-1][-1], right_history(X, y, path[1:], activation)


def ends_early(value, X, y, params, learning_rate, n_epochs, batch_size, rng, activation):
    return len(value[1]) == n_epochs and close(value[1][0], loss_of(X, y, params, activation))


@train.mistake(
    "The history stops before the last epoch: write the loss down after each epoch, not before, "
    "n_epochs + 1 numbers.",
    sign=ends_early,
)
def forgets_the_end(X, y, params, learning_rate, n_epochs, batch_size, rng, activation="sigmoid"):
    path = epochs(X, y, params, learning_rate, n_epochs, batch_size, rng, activation)
    return path[-1][-1], right_history(X, y, path[:-1], activation)


def holds_sums(value, X, y, params, learning_rate, n_epochs, batch_size, rng, activation):
    return close(value[1][0], len(y) * loss_of(X, y, params, activation))


@train.mistake(
    "The history holds sums over the rows. Take means, so that sets of any size can be compared.",
    sign=holds_sums,
)
def sums_the_errors(X, y, params, learning_rate, n_epochs, batch_size, rng, activation="sigmoid"):
    path = epochs(X, y, params, learning_rate, n_epochs, batch_size, rng, activation)
    return path[-1][-1], [len(y) * loss for loss in right_history(X, y, path, activation)]


def ends_with_another_loss(
    value, X, y, params, learning_rate, n_epochs, batch_size, rng, activation
):
    first, last = value[1][0], value[1][-1]
    begins = len(value[1]) == n_epochs + 1 and close(first, loss_of(X, y, params, activation))
    return begins and not close(last, loss_of(X, y, built_like(params, value), activation))


@train.mistake(
    "The last number of the history is not the loss of the net that is returned. Behind each "
    "epoch run all rows through the net as it is then; the losses of single batches are others.",
    sign=ends_with_another_loss,
)
def writes_down_the_last_batch(
    X, y, params, learning_rate, n_epochs, batch_size, rng, activation="sigmoid"
):
    state, history = {}, [loss_of(X, y, params, activation)]
    for _ in range(n_epochs):
        for rows in minibatches(len(y), batch_size, rng):
            p, cache = forward_pass(X[rows], params, activation)
            gradients = backward_pass(X[rows], y[rows], params, cache)
            params, state = optimizer_step(params, gradients, state, learning_rate)
        history.append(np.mean((y[rows] - p) ** 2))
    return params, history


def goes_down_as_sigmoids_do(
    value, X, y, params, learning_rate, n_epochs, batch_size, rng, activation
):
    new, one_step = built_like(params, value), n_epochs == 1 and batch_size >= len(y)
    as_sigmoids = one_step and goes_down(new, X, y, params, "sigmoid")
    return as_sigmoids and not goes_down(new, X, y, params, activation)


@train.mistake(
    "The activation is passed on where the loss is written down, but not where the gradient is "
    "taken: forward_pass(X[rows], params, activation) there, too.",
    sign=goes_down_as_sigmoids_do,
)
def takes_the_gradient_of_sigmoids(
    X, y, params, learning_rate, n_epochs, batch_size, rng, activation="sigmoid"
):
    path = epochs(X, y, params, learning_rate, n_epochs, batch_size, rng, "sigmoid")
    return path[-1][-1], right_history(X, y, path, activation)


def is_no_better_than_a_half(
    value, X, y, params, learning_rate, n_epochs, batch_size, rng, activation
):
    end = loss_of(X, y, built_like(params, value), activation)
    moved = not ends_where_it_began(value, X, y, params, learning_rate, n_epochs)
    return n_epochs >= 20 and moved and 0.2 < end <= loss_of(X, y, params, activation)


@train.mistake(
    "The net learns next to nothing: its loss stays near ¼, as if p were ½ everywhere. Are inputs "
    "and labels of the same rows, X[rows] and y[rows]? Does each step go on from the last, and is "
    "there a full step for every batch?",
    sign=is_no_better_than_a_half,
)
def learns_next_to_nothing(
    X, y, params, learning_rate, n_epochs, batch_size, rng, activation="sigmoid"
):
    other = np.random.default_rng(1).permutation(y)
    path = epochs(X, y, params, learning_rate, n_epochs, batch_size, rng, activation, other)
    return path[-1][-1], right_history(X, y, path, activation)
