"""Part 1, continued: the hyperbolic tangent and its slope."""

from __future__ import annotations

import numpy as np

from autograder.homework.hw1b.declaration import forward
from autograder.homework.hw1b.forward.activation_checks import for_fresh_sums, in_the_notebook
from autograder.homework.hw1b.forward.activation_sigmoid import sigmoid


@forward.function(needs=(sigmoid,), title="The hyperbolic tangent", array_form="np.tanh(z)")
def tanh(z):
    """Squeeze numbers into the range from -1 to 1.

    Parameters
    ----------
    z : float or ndarray of float, any shape
        Weighted sums.

    Returns
    -------
    float or ndarray of float, shape of z
        Activations.
    """
    return np.tanh(z)


@tanh.check(points=0.25, title="gives the activations of the 2-3-1 net, and of single numbers")
def tanh_of_the_net(tanh):
    in_the_notebook(tanh)


@tanh.check(points=0.25, hidden=True, title="holds for other sums, in any shape")
def tanh_of_fresh_sums(tanh, rng):
    for_fresh_sums(tanh, rng)


@tanh.mistake("This is the sigmoid, which runs from 0 to 1; tanh runs from −1 to 1.")
def takes_the_sigmoid(z):
    return 1 / (1 + np.exp(-z))


@tanh.mistake("This is 2σ(z) − 1, half as steep as tanh at 0: tanh(z) is 2σ(2z) − 1.")
def stretches_the_sigmoid_only_upwards(z):
    return 2 / (1 + np.exp(-z)) - 1


@tanh.mistake("This is the tangent of an angle; the hyperbolic one is `np.tanh`.")
def takes_the_tangent(z):
    return np.tan(z)


@tanh.mistake("The sign is turned: tanh rises, (exp(z) − exp(−z)) / (exp(z) + exp(−z)).")
def turns_tanh(z):
    return -np.tanh(z)


@tanh.mistake("This is sinh; divide by cosh: (exp(z) − exp(−z)) / (exp(z) + exp(−z)), no 2.")
def takes_sinh(z):
    return (np.exp(z) - np.exp(-z)) / 2


@forward.function(needs=(tanh,), title="The derivative of tanh", array_form="1 - np.tanh(z) ** 2")
def tanh_derivative(z):
    """Return the slope of the hyperbolic tangent at z.

    Parameters
    ----------
    z : float or ndarray of float, any shape
        Weighted sums, not activations.

    Returns
    -------
    float or ndarray of float, shape of z
        Slopes, each between 0 and 1.
    """
    return 1 - tanh(z) ** 2


@tanh_derivative.check(points=0.25, title="gives the slopes of the 2-3-1 net's hidden units")
def tanh_slopes_of_the_net(tanh_derivative):
    in_the_notebook(tanh_derivative)


@tanh_derivative.check(points=0.25, hidden=True, title="holds for other sums, in any shape")
def tanh_slopes_of_fresh_sums(tanh_derivative, rng):
    for_fresh_sums(tanh_derivative, rng)


@tanh_derivative.mistake(
    "1 − z² is the slope only if z is an activation already. This function is given the weighted "
    "sum: take a = tanh(z) first, then 1 − a²."
)
def expects_an_activated_value(z):
    return 1 - np.square(z)


@tanh_derivative.mistake(
    "tanh is applied twice: the slope at z is 1 − a² with a = tanh(z), and not with tanh of an "
    "activated value."
)
def feeds_an_activated_value(z):
    return 1 - np.tanh(np.tanh(z)) ** 2


@tanh_derivative.mistake("The square is missing: the slope is 1 − tanh(z)².")
def forgets_the_square(z):
    return 1 - np.tanh(z)


@tanh_derivative.mistake("a(1 − a) is the slope of the sigmoid; that of tanh is 1 − a².")
def takes_the_sigmoid_s_formula(z):
    a = np.tanh(z)
    return a * (1 - a)


@tanh_derivative.mistake("The square is missing: the slope is 1 / cosh(z)².")
def forgets_the_square_of_cosh(z):
    return 1 / np.cosh(z)
