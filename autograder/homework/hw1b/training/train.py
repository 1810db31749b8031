"""Part 3, continued: many epochs of mini-batches."""

from __future__ import annotations

import numpy as np

from autograder.exercise import SeededRng, require
from autograder.homework.hw1b.backward.whole import backward_pass
from autograder.homework.hw1b.declaration import training
from autograder.homework.hw1b.examples import close
from autograder.homework.hw1b.forward.by_matrices import forward_pass
from autograder.homework.hw1b.training.batches import minibatches
from autograder.homework.hw1b.training.optimizer import optimizer_step
from course import datasets, metrics


@training.function(
    needs=(forward_pass, backward_pass, minibatches, optimizer_step), title="Training"
)
def train(X, y, params, learning_rate, n_epochs, batch_size, rng, activation="sigmoid"):
    """Train a net with the squared error, in mini-batches.

    Each epoch deals all rows out into new batches and takes one step for each batch.

    Parameters
    ----------
    X : ndarray of float, shape (n_examples, n_features)
        Inputs.
    y : ndarray of float, shape (n_examples,)
        Labels, 0 or 1.
    params : dict
        Where to start; it stays as it is. "W" (n_features, n_hidden), "b" (n_hidden,), "w_out"
        (n_hidden,) and "b_out", one number. Without a hidden layer only "w_out" and "b_out".
    learning_rate : float
        Length of the steps.
    n_epochs : int
        How often all rows are gone through.
    batch_size : int
        Rows in a batch.
    rng : numpy.random.Generator
        Draws the batches; nothing else is random.
    activation : {"sigmoid", "tanh", "relu"}
        Of the hidden units.

    Returns
    -------
    params : dict
        The trained parameters, built like those that were passed in.
    history : list of float
        Mean squared error of all rows before the first epoch and after each: n_epochs + 1 numbers.
    """
    state = {}
    history = [np.mean((y - forward_pass(X, params, activation)[0]) ** 2)]
    for _ in range(n_epochs):
        for rows in minibatches(len(y), batch_size, rng):
            _, cache = forward_pass(X[rows], params, activation)
            gradients = backward_pass(X[rows], y[rows], params, cache)
            params, state = optimizer_step(params, gradients, state, learning_rate)
        history.append(np.mean((y - forward_pass(X, params, activation)[0]) ** 2))
    return params, history


def labelled(rows):
    """Return inputs and labels, the labels as floats."""
    X, y = rows
    return X, y.astype(float)


def poor_net(rng, n_features, n_hidden):
    """Draw a start that calls nearly every row a 1."""
    return {
        "W": rng.normal(size=(n_features, n_hidden)),
        "b": np.zeros(n_hidden),
        "w_out": rng.normal(size=n_hidden) / np.sqrt(n_hidden),
        "b_out": 2.0,
    }


def loss_of(X, y, params, activation="sigmoid"):
    """Return the mean squared error of all rows."""
    return float(np.mean((y - forward_pass(X, params, activation)[0]) ** 2))


def trained(student, *task):
    """Return the student's parameters, whatever the history looks like."""
    call = student.ask(task, {})
    student.refuse_failure(call)
    return student.fit(call, (task[2], None))[0]


def has_learnt(student, task, fresh_rows, largest_loss, smallest_auc):
    """Require a small loss on the training rows, and the right order on rows never seen."""
    X, y, start, *_, activation = task
    params = trained(student, *task)
    loss = loss_of(X, y, params, activation)
    require(
        loss < largest_loss,
        f"After training the loss is {loss:.2f}; it should be below {largest_loss} "
        f"(it was {loss_of(X, y, start, activation):.2f} at the start).",
    )
    X, y = fresh_rows
    auc = metrics.roc_auc(y, forward_pass(X, params, activation)[0])
    require(
        auc > smallest_auc,
        f"On rows that it has not seen the net's AUC is {auc:.2f}, wanted above {smallest_auc}.",
    )
    require(
        all(np.any(params[name] != start[name]) for name in start),
        "Training must move every parameter.",
    )


def keeps_a_right_history(student, *task):
    """Require the losses before the first epoch and after each, of all rows."""
    X, y, start, _, n_epochs, *_, activation = task
    call = student.ask(task, {})
    student.refuse_failure(call)
    params, history = student.fit(call, (start, np.zeros(n_epochs + 1)))
    first, last = loss_of(X, y, start, activation), loss_of(X, y, params, activation)
    require(
        close(history[0], first),
        f"The history begins with {history[0]:.4f}; the loss of the start is {first:.4f}.",
    )
    require(
        np.all((history >= 0) & (history <= 1)),
        "A mean squared error of probabilities lies between 0 and 1; one in the history does not.",
    )
    require(
        close(history[-1], last),
        f"The history ends with {history[-1]:.4f}; the loss of the returned parameters, on all "
        f"rows, is {last:.4f}.",
    )
    return params, history


@train.check(
    points=0.5, title="learns which of two circles a point lies on, also for points never seen"
)
def learns_the_circles(student):
    rng = np.random.default_rng(5)
    X, y = labelled(datasets.circles(120, 0.1, rng))
    task = (X, y, poor_net(rng, 2, 10), 0.2, 60, 6, SeededRng(6), "relu")
    has_learnt(student, task, datasets.circles(120, 0.1, rng), 0.15, 0.85)


@train.check(points=0.5, title="the history: the start's loss, then one for each epoch")
def writes_down_the_loss(student):
    rng = np.random.default_rng(7)
    X, y = labelled(datasets.moons(30, 0.15, rng))
    keeps_a_right_history(student, X, y, poor_net(rng, 2, 4), 0.1, 6, 8, SeededRng(8), "tanh")


def goes_down(new, X, y, start, activation):
    """Say whether every parameter has moved against its gradient at the start."""
    gradients = backward_pass(X, y, start, forward_pass(X, start, activation)[1])
    return all(
        np.all((np.asarray(new[name]) - start[name]) * gradients[name] < 0, where=steep)
        for name in start
        for steep in [np.abs(gradients[name]) > 1e-3]
    )


@train.check(points=0.25, hidden=True, title="learns to tell two moons apart, with tanh units")
def learns_the_moons(student, rng):
    X, y = labelled(datasets.moons(120, 0.15, rng))
    task = (X, y, poor_net(rng, 2, 8), 0.2, 40, 10, SeededRng.drawn(rng), "tanh")
    has_learnt(student, task, datasets.moons(120, 0.15, rng), 0.13, 0.88)


@train.check(
    points=0.25,
    hidden=True,
    title="one step on all rows goes downhill for the net that is asked for",
)
def goes_down_the_right_slope(student, rng):
    for activation in ("tanh", "relu", "tanh"):
        X, y = labelled(datasets.moons(30, 0.15, rng))
        start = poor_net(rng, 2, 5)
        task = (X, y, start, 0.1, 1, len(y), SeededRng.drawn(rng), activation)
        require(
            goes_down(trained(student, *task), X, y, start, activation),
            "One epoch with all rows in one batch is one step, and in it every parameter must move "
            "against its gradient.",
        )


@train.check(points=0.25, hidden=True, title="trains a single neuron, too, without a hidden layer")
def trains_one_neuron(student, rng):
    X, y = labelled(datasets.blobs(100, 0.8, rng))
    start = {"w_out": -rng.uniform(0.2, 1.0, 2), "b_out": 1.0}
    task = (X, y, start, 0.2, 20, 10, SeededRng.drawn(rng), "sigmoid")
    has_learnt(student, task, datasets.blobs(100, 0.8, rng), 0.12, 0.9)


@train.check(
    points=0.25, hidden=True, title="keeps the right history for other nets; repeats with its rng"
)
def keeps_the_history(student, rng):
    for activation in ("sigmoid", "relu"):
        X, y = labelled(datasets.circles(25, 0.1, rng))
        task = (X, y, poor_net(rng, 2, 3), 0.1, 4, 6, SeededRng.drawn(rng), activation)
        params, history = keeps_a_right_history(student, *task)
        again, history_again = keeps_a_right_history(student, *task)
        same = close(history, history_again) and all(close(params[n], again[n]) for n in params)
        require(same, "The same start and the same generator must give the same net.")
    leaves_a_dead_unit_alone(student, rng)


def leaves_a_dead_unit_alone(student, rng):
    """Require that a rectifier that is 0 in every row does not move: it has no slope."""
    X, y = labelled(datasets.circles(25, 0.1, rng))
    start = poor_net(rng, 2, 4)
    start["W"][:, 3], start["b"][3], start["w_out"][3] = 0.1, -1.0, 1.0
    new = trained(student, X, y, start, 0.1, 3, 6, SeededRng.drawn(rng), "relu")
    require(
        close(new["W"][:, 3], start["W"][:, 3]),
        "A rectifier that is 0 in every row has no slope, so its weights must stay as they are. "
        "Is the activation passed on to forward_pass in every batch?",
    )
