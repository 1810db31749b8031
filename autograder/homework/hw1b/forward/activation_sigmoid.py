"""Part 1: the sigmoid and its slope."""

from __future__ import annotations

import math

import numpy as np

from autograder.homework.hw1b.declaration import forward
from autograder.homework.hw1b.forward.activation_checks import for_fresh_sums, in_the_notebook


@forward.function(title="The sigmoid", array_form="1 / (1 + np.exp(-z))")
def sigmoid(z):
    """Squeeze numbers into the range from 0 to 1: 1 / (1 + exp(-z)).

    Parameters
    ----------
    z : float or ndarray of float, any shape
        Weighted sums.

    Returns
    -------
    float or ndarray of float, shape of z
        Activations.
    """
    return 1 / (1 + np.exp(-z))


@sigmoid.check(points=0.25, title="gives the activations of the 2-3-1 net, and of single numbers")
def sigmoid_of_the_net(sigmoid):
    in_the_notebook(sigmoid)


@sigmoid.check(points=0.25, hidden=True, title="holds for other sums, in any shape")
def sigmoid_of_fresh_sums(sigmoid, rng):
    for_fresh_sums(sigmoid, rng)


@sigmoid.mistake("The sign of z is lost: 1/(1 + exp(z)) falls where a should rise. Write exp(−z).")
def loses_the_sign(z):
    return 1 / (1 + np.exp(z))


@sigmoid.mistake("The brackets are missing: 1/1 + exp(−z) is 1 + exp(−z). Write 1/(1 + exp(−z)).")
def forgets_the_brackets(z):
    return 1 / 1 + np.exp(-z)


@sigmoid.mistake("This is tanh, which runs from −1 to 1; the sigmoid runs from 0 to 1.")
def takes_tanh(z):
    return np.tanh(z)


@sigmoid.mistake("This is the slope σ(z)(1 − σ(z)); here σ(z) itself is asked for.")
def returns_the_slope(z):
    a = 1 / (1 + np.exp(-z))
    return a * (1 - a)


@sigmoid.mistake("`math.exp` takes a single number; `np.exp` takes arrays of any shape as well.")
def takes_a_single_number(z):
    return 1 / (1 + math.exp(-z))


@forward.function(
    needs=(sigmoid,),
    title="The derivative of the sigmoid",
    array_form="sigmoid(z) * (1 - sigmoid(z))",
)
def sigmoid_derivative(z):
    """Return the slope of the sigmoid at z.

    Parameters
    ----------
    z : float or ndarray of float, any shape
        Weighted sums, not activations.

    Returns
    -------
    float or ndarray of float, shape of z
        Slopes, each between 0 and 1/4.
    """
    a = sigmoid(z)
    return a * (1 - a)


@sigmoid_derivative.check(points=0.25, title="gives the slopes of the 2-3-1 net's hidden units")
def sigmoid_slopes_of_the_net(sigmoid_derivative):
    in_the_notebook(sigmoid_derivative)


@sigmoid_derivative.check(points=0.25, hidden=True, title="holds for other sums, in any shape")
def sigmoid_slopes_of_fresh_sums(sigmoid_derivative, rng):
    for_fresh_sums(sigmoid_derivative, rng)


@sigmoid_derivative.mistake(
    "z(1 − z) is the slope only if z is an activation already. This function is given the weighted "
    "sum: take a = σ(z) first, then a(1 − a)."
)
def expects_the_activated_value(z):
    return z * (1 - z)


@sigmoid_derivative.mistake(
    "The sigmoid is applied twice: the slope at z is a(1 − a) with a = σ(z), and not with the "
    "sigmoid of an activated value, σ(σ(z))."
)
def feeds_the_activated_value(z):
    a = 1 / (1 + np.exp(-(1 / (1 + np.exp(-z)))))
    return a * (1 - a)


@sigmoid_derivative.mistake("This is a = σ(z) itself; its slope is a(1 − a).")
def returns_the_activation(z):
    return 1 / (1 + np.exp(-z))


@sigmoid_derivative.mistake("A factor a is missing: the slope is a(1 − a), not 1 − a.")
def loses_a_factor(z):
    return 1 - 1 / (1 + np.exp(-z))


@sigmoid_derivative.mistake(
    "The sign is turned: a sigmoid rises everywhere, so a(1 − a) is above 0. (With σ = 1/u and "
    "u = 1 + exp(−z) there are two minus signs, one from 1/u and one from exp(−z).)"
)
def turns_the_sign(z):
    a = 1 / (1 + np.exp(-z))
    return -a * (1 - a)
