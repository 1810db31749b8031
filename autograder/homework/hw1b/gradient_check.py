"""Part 2, continued: derivatives without algebra, and how far two gradients are apart."""

from __future__ import annotations

import numpy as np

from autograder.homework.hw1b.declaration import backward


@backward.function(title="The numerical gradient")
def numerical_gradient(f, params, epsilon):
    """Return the gradient of f by every parameter, by central differences.

    For each single number in `params`: (f with that number + epsilon
    - f with that number - epsilon) / (2 epsilon), all other numbers as they are.

    Parameters
    ----------
    f : callable
        Takes a dict like `params`, returns one number.
    params : dict of str to ndarray of float or float
        Where the gradient is wanted; it stays as it is.
    epsilon : float
        Step to each side.

    Returns
    -------
    gradients : dict
        The names of `params`; each value has the shape of the parameter of that name.
    """
    gradients = {}
    for name in params:
        values = np.array(params[name], dtype=float)
        slopes = np.zeros_like(values)
        for place in np.ndindex(values.shape):
            step = np.zeros_like(values)
            step[place] = epsilon
            above, below = dict(params), dict(params)
            above[name], below[name] = values + step, values - step
            slopes[place] = (f(above) - f(below)) / (2 * epsilon)
        gradients[name] = slopes[()]
    return gradients


@backward.function(title="The relative error")
def relative_error(gradients, numerical):
    """Return how far two gradients are apart, for each parameter: |g - n| / (|g| + |n|).

    Where both are 0 the error is 0.

    Parameters
    ----------
    gradients, numerical : dict of str to ndarray of float or float
        The same names, and the same shapes for each name.

    Returns
    -------
    errors : dict
        The same names and shapes; each number is between 0 and 1.
    """
    errors = {}
    for name in gradients:
        distance = np.abs(gradients[name] - numerical[name])
        size = np.abs(gradients[name]) + np.abs(numerical[name])
        errors[name] = distance / np.maximum(size, 1e-12)
    return errors
