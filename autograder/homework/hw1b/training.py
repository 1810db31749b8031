"""Part 3, continued: many epochs of mini-batches."""

from __future__ import annotations

import numpy as np

from autograder.homework.hw1b.backward import backward_pass
from autograder.homework.hw1b.batches import minibatches
from autograder.homework.hw1b.declaration import training
from autograder.homework.hw1b.forward import forward_pass
from autograder.homework.hw1b.optimizer import optimizer_step


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
