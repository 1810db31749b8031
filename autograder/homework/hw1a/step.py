"""Part 3: one step of gradient descent."""

from __future__ import annotations

from autograder.homework.hw1a.backward import backward_pass
from autograder.homework.hw1a.declaration import training
from autograder.homework.hw1a.examples import OR, B, P, W, X, fresh_neuron, one_of_two


@training.function(title="One step", array_form="w - learning_rate * dw, b - learning_rate * db")
def update(w, b, dw, db, learning_rate):
    """Take one step of gradient descent: against the gradient, learning_rate times its length.

    Return new weights; leave the array `w` that was passed in as it is.

    Parameters
    ----------
    w : ndarray of float, shape (n_features,)
        Weights.
    b : float
        Bias.
    dw : ndarray of float, shape (n_features,)
        Gradient by the weights.
    db : float
        Gradient by the bias.
    learning_rate : float
        Length of the step.

    Returns
    -------
    new_w : ndarray of float, shape (n_features,)
    new_b : float
    """
    return w - learning_rate * dw, b - learning_rate * db


@update.check(points=0.5, title="gives the new w of the table, learning rate 1")
def moves_the_weights_of_the_table(student):
    one_of_two(student, update, 0, W, B, *backward_pass(X, OR, P), 1.0)


@update.check(points=0.5, title="gives the new b of the table, learning rate 1")
def moves_the_bias_of_the_table(student):
    one_of_two(student, update, 1, W, B, *backward_pass(X, OR, P), 1.0)


@update.check(points=0.5, hidden=True, title="gives the new w for other learning rates")
def moves_other_weights(student, rng):
    for n_features in (1, 4):
        one_of_two(student, update, 0, *fresh_step(rng, n_features))


@update.check(points=0.5, hidden=True, title="gives the new b for other learning rates")
def moves_other_biases(student, rng):
    for n_features in (1, 4):
        one_of_two(student, update, 1, *fresh_step(rng, n_features))


def fresh_step(rng, n_features):
    """Draw weights, bias, their gradients, and a learning rate below 1."""
    neuron, gradient = fresh_neuron(rng, n_features), fresh_neuron(rng, n_features)
    return *neuron, *gradient, float(rng.uniform(0.05, 0.4))


@update.mistake("This goes uphill: subtract the gradient.")
def goes_uphill(w, b, dw, db, learning_rate):
    return w + learning_rate * dw, b + learning_rate * db


@update.mistake("The learning rate is not used: the step is learning_rate times the gradient.")
def ignores_the_learning_rate(w, b, dw, db, learning_rate):
    return w - dw, b - db


@update.mistake("The bias stays where it was: it takes a step too, with db.")
def leaves_the_bias(w, b, dw, db, learning_rate):
    return w - learning_rate * dw, b


@update.mistake("The learning rate divides; it multiplies the gradient.")
def divides_by_the_learning_rate(w, b, dw, db, learning_rate):
    return w - dw / learning_rate, b - db / learning_rate


@update.mistake("This is the step alone; take it from w and b and return where it leads.")
def returns_the_step(w, b, dw, db, learning_rate):
    return learning_rate * dw, learning_rate * db
