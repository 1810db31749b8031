"""Part 1: three activations and their derivatives, each taken from the input z."""

from __future__ import annotations

import numpy as np

from autograder.homework.hw1b.declaration import forward


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


@forward.function(
    needs=(sigmoid,), title="Its derivative", array_form="sigmoid(z) * (1 - sigmoid(z))"
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


@forward.function(title="The hyperbolic tangent", array_form="np.tanh(z)")
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


@forward.function(needs=(tanh,), title="Its derivative", array_form="1 - np.tanh(z) ** 2")
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


@forward.function(title="The rectifier", array_form="np.maximum(z, 0)")
def relu(z):
    """Keep positive numbers and make all others 0.

    Parameters
    ----------
    z : float or ndarray of float, any shape
        Weighted sums.

    Returns
    -------
    float or ndarray of float, shape of z
        Activations.
    """
    return np.maximum(z, 0.0)


@forward.function(title="Its derivative", array_form="np.where(z > 0, 1.0, 0.0)")
def relu_derivative(z):
    """Return the slope of the rectifier at z; at exactly 0 we take 0.

    Parameters
    ----------
    z : float or ndarray of float, any shape
        Weighted sums, not activations.

    Returns
    -------
    float or ndarray of float, shape of z
        Slopes, each 0 or 1.
    """
    return np.where(z > 0, 1.0, 0.0)
