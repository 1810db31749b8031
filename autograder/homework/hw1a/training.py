"""Part 3, continued: many steps, with a diary of loss and accuracy."""

from __future__ import annotations

import numpy as np

from autograder.exercise import compare, require
from autograder.homework.hw1a.backward import backward_pass
from autograder.homework.hw1a.declaration import training
from autograder.homework.hw1a.examples import (
    AND,
    OR,
    B,
    W,
    X,
    fresh_neuron,
    fresh_rows,
)
from autograder.homework.hw1a.forward import forward_pass, predict
from autograder.homework.hw1a.losses import squared_error
from autograder.homework.hw1a.step import update

TRUTH_TABLE = X


@training.function(
    needs=(forward_pass, predict, squared_error, backward_pass, update), title="Many steps"
)
def train(X, y, w, b, learning_rate, n_steps):
    """Train with the squared error: n_steps steps, each with the average gradient of all rows.

    Write the loss and the accuracy down before the first step and after every
    step, so each list of the history has n_steps + 1 numbers: the first belongs
    to the `w` and `b` that were passed in, the last to those that are returned.

    Parameters
    ----------
    X : ndarray of float, shape (n_examples, n_features)
        Inputs.
    y : ndarray of float, shape (n_examples,)
        Labels, 0 or 1.
    w : ndarray of float, shape (n_features,)
        Weights to start from; the array stays as it is.
    b : float
        Bias to start from.
    learning_rate : float
        Length of the steps.
    n_steps : int
        Number of steps.

    Returns
    -------
    w : ndarray of float, shape (n_features,)
        Trained weights.
    b : float
        Trained bias.
    history : dict
        "loss": list of n_steps + 1 mean squared errors;
        "accuracy": list of n_steps + 1 shares of rows with a right prediction.
    """
    history = {"loss": [], "accuracy": []}
    for step in range(n_steps + 1):
        p = forward_pass(X, w, b)
        history["loss"].append(squared_error(y, p))
        history["accuracy"].append(np.mean(predict(p) == y))
        if step < n_steps:
            dw, db = backward_pass(X, y, p)
            w, b = update(w, b, dw, db, learning_rate)
    return w, b, history


def reaches(student, *task):
    """Compare the weights and the bias, whatever the history says."""
    w, b, _ = train(*task)
    compare(student, *task, want=(w, b, None), rtol=1e-4, atol=1e-6)


def recorded(student, name, *task, n_steps=4):
    """Compare one list of the history with what the student's own weights give at each step.

    So a wrong path costs the points of the path, and not those of the diary.
    """
    X, y = task[:2]
    path = [student(*task, n)[:2] for n in range(n_steps + 1)]
    want = {name: np.array(history_of(y, [forward_pass(X, w, b) for w, b in path])[name])}
    compare(student, *task, n_steps, want=(None, None, want), rtol=1e-4, atol=1e-6)


@train.check(points=1, title="learns OR: the weights after three steps")
def learns_or(student):
    reaches(student, TRUTH_TABLE, OR, W, B, 1.0, 3)


@train.check(points=0.5, title="writes down the loss, before the first step and after each")
def writes_down_the_loss(student):
    recorded(student, "loss", TRUTH_TABLE, OR, W, B, 1.0)


@train.check(points=0.5, title="writes down the accuracy likewise")
def writes_down_the_accuracy(student):
    recorded(student, "accuracy", TRUTH_TABLE, OR, W, B, 10.0)


@train.check(points=1, hidden=True, title="learns AND from another start")
def learns_and(student, rng):
    reaches(student, TRUTH_TABLE, AND, *fresh_neuron(rng, 2), float(rng.uniform(0.5, 1.5)), 5)


@train.check(points=0.5, hidden=True, title="keeps the right history for other rows")
def keeps_the_history(student, rng):
    rows, y, _ = fresh_rows(rng, 9, 3)
    start = fresh_neuron(rng, 3)
    for name in ("loss", "accuracy"):
        recorded(student, name, rows, y, *start, 2.0)


@train.check(points=0.5, hidden=True, title="the loss falls at every small step")
def the_loss_falls(student, rng):
    rows, y, _ = fresh_rows(rng, 12, 2)
    start = fresh_neuron(rng, 2)
    answer = student.loosely(rows, y, *start, 0.05, 20)
    loss = np.asarray(answer[2]["loss"], dtype=float)
    require(loss.shape in ((20,), (21,)), "The history needs a loss for each step.")
    require(np.all(np.diff(loss) < 0), "With a small learning rate the loss falls at every step.")
    before, after = (squared_error(y, forward_pass(rows, *each)) for each in (start, answer[:2]))
    require(after < before, "The loss falls in the history, but not with the returned w and b.")


@train.mistake(
    "w moves first and the gradient of b is then taken at the new w. Take all gradients at the "
    "same point, then move everything."
)
def updates_one_after_the_other(X, y, w, b, learning_rate, n_steps):
    history = {"loss": [], "accuracy": []}
    for step in range(n_steps + 1):
        p = forward_pass(X, w, b)
        history["loss"].append(squared_error(y, p))
        history["accuracy"].append(np.mean(predict(p) == y))
        if step < n_steps:
            w = w - learning_rate * backward_pass(X, y, p)[0]
            b = b - learning_rate * backward_pass(X, y, forward_pass(X, w, b))[1]
    return w, b, history


@train.mistake(
    "The gradient is computed once and used for every step: run the forward and the backward "
    "pass again inside the loop."
)
def keeps_the_first_gradient(X, y, w, b, learning_rate, n_steps):
    dw, db = backward_pass(X, y, forward_pass(X, w, b))
    history = {"loss": [], "accuracy": []}
    for step in range(n_steps + 1):
        p = forward_pass(X, w, b)
        history["loss"].append(squared_error(y, p))
        history["accuracy"].append(np.mean(predict(p) == y))
        if step < n_steps:
            w, b = w - learning_rate * dw, b - learning_rate * db
    return w, b, history


@train.mistake(
    "Each row takes a step of its own (online learning). Here one step uses the mean over all rows."
)
def steps_row_by_row(X, y, w, b, learning_rate, n_steps):
    history = {"loss": [], "accuracy": []}
    for step in range(n_steps + 1):
        p = forward_pass(X, w, b)
        history["loss"].append(squared_error(y, p))
        history["accuracy"].append(np.mean(predict(p) == y))
        for i in range(len(y) if step < n_steps else 0):
            row = X[i : i + 1]
            dw, db = backward_pass(row, y[i : i + 1], forward_pass(row, w, b))
            w, b = w - learning_rate * dw, b - learning_rate * db
    return w, b, history


def train_and_record(X, y, w, b, learning_rate, n_steps):
    """Return the right path as lists: weights, biases, probabilities."""
    path = [(w, b, forward_pass(X, w, b))]
    for _ in range(n_steps):
        dw, db = backward_pass(X, y, path[-1][2])
        w, b = w - learning_rate * dw, b - learning_rate * db
        path.append((w, b, forward_pass(X, w, b)))
    return w, b, [p for _, _, p in path]


def history_of(y, probabilities):
    """Return the right history of a list of probability arrays."""
    return {
        "loss": [squared_error(y, p) for p in probabilities],
        "accuracy": [np.mean(predict(p) == y) for p in probabilities],
    }


@train.mistake(
    "The history begins after the first step: write down the start as well, n_steps + 1 entries."
)
def forgets_the_start(X, y, w, b, learning_rate, n_steps):
    w, b, probabilities = train_and_record(X, y, w, b, learning_rate, n_steps)
    return w, b, history_of(y, probabilities[1:])


@train.mistake(
    "The history stops before the last step: write down what the returned w and b give, too, "
    "n_steps + 1 entries."
)
def forgets_the_end(X, y, w, b, learning_rate, n_steps):
    w, b, probabilities = train_and_record(X, y, w, b, learning_rate, n_steps)
    return w, b, history_of(y, probabilities[:-1])


@train.mistake(
    "The accuracy is taken from p, not from ŷ: it is the share of rows where predict(p) == y."
)
def takes_the_accuracy_of_p(X, y, w, b, learning_rate, n_steps):
    w, b, probabilities = train_and_record(X, y, w, b, learning_rate, n_steps)
    accuracy = [np.mean(1 - np.abs(y - p)) for p in probabilities]
    return w, b, history_of(y, probabilities) | {"accuracy": accuracy}


@train.mistake("The accuracy is a number of rows; divide by n_examples to get the share.")
def counts_the_right_rows(X, y, w, b, learning_rate, n_steps):
    w, b, probabilities = train_and_record(X, y, w, b, learning_rate, n_steps)
    accuracy = [np.sum(predict(p) == y) for p in probabilities]
    return w, b, history_of(y, probabilities) | {"accuracy": accuracy}


@train.mistake("The steps go uphill, so the loss rises: subtract the gradient.")
def climbs(X, y, w, b, learning_rate, n_steps):
    w, b, probabilities = train_and_record(X, y, w, b, -learning_rate, n_steps)
    return w, b, history_of(y, probabilities)


@train.mistake(
    "One step too many: n_steps + 1 numbers are written down, but only n_steps steps taken."
)
def takes_one_step_more(X, y, w, b, learning_rate, n_steps):
    _, _, probabilities = train_and_record(X, y, w, b, learning_rate, n_steps)
    w, b, _ = train_and_record(X, y, w, b, learning_rate, n_steps + 1)
    return w, b, history_of(y, probabilities)


@train.mistake("The start is returned, not the trained weights: keep what `update` returns.")
def returns_the_start(X, y, w, b, learning_rate, n_steps):
    _, _, probabilities = train_and_record(X, y, w, b, learning_rate, n_steps)
    return w, b, history_of(y, probabilities)
