"""Part 2, continued: derivatives without algebra, to check the others with."""

from __future__ import annotations

import numpy as np

from autograder.exercise import Formula, compare
from autograder.homework.hw1b.declaration import backward
from autograder.homework.hw1b.examples import fresh_net


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


SQUARES = Formula("params", "np.sum(params['W'] ** 2) + 3 * params['b_out']")
PRODUCT = Formula(
    "params", "np.sum(params['W'] @ params['w_out']) + params['b_out'] * params['w_out'][0]"
)
WAVES = Formula("params", "np.sum(np.sin(params['W'])) * np.cos(params['b_out'])")
NET = Formula(
    "params",
    "np.mean((1 / (1 + np.exp(-np.tanh(np.array([[1.0, 0.5], [-1.0, 2.0]]) @ params['W']"
    " + params['b']) @ params['w_out'] - params['b_out'])) - np.array([0.0, 1.0])) ** 2)",
)
"""The loss of a small net: two rows of two inputs, with labels 0 and 1."""


def agrees(student, f, params, epsilon, tolerance=1e-3):
    """Compare all slopes; a formula with more points than two is as right."""
    compare(student, f, params, epsilon, rtol=tolerance, atol=tolerance)


@numerical_gradient.check(points=0.5, title="finds the slopes of Σ W² + 3 b_out")
def slopes_of_squares(numerical_gradient):
    params = {"W": np.array([[3.0, -1.0], [0.5, 2.0]]), "b_out": 1.0}
    agrees(numerical_gradient, SQUARES, params, 0.125)


@numerical_gradient.check(
    points=0.5, title="finds the slopes of a sum of products, where every parameter has a say"
)
def slopes_of_products(numerical_gradient):
    params = {"W": np.array([[3.0, -1.0]]), "w_out": np.array([2.0, 4.0]), "b_out": 1.0}
    agrees(numerical_gradient, PRODUCT, params, 0.125)


@numerical_gradient.check(points=0.5, hidden=True, title="is central: as good as the formula says")
def is_central(numerical_gradient, rng):
    params = {"W": rng.uniform(1.0, 2.0, size=(2, 3)), "b_out": float(rng.uniform(0.5, 1.0))}
    agrees(numerical_gradient, SQUARES, params, 0.05)
    agrees(numerical_gradient, WAVES, params, 0.01)


@numerical_gradient.check(points=0.5, hidden=True, title="finds the slopes of the loss of a net")
def slopes_of_a_loss(numerical_gradient, rng):
    agrees(numerical_gradient, NET, fresh_net(rng, 2, 3), 0.01, 1e-4)


def each_number(params, slope):
    """Build a result like `params` from ``slope(name, place)``, one number at a time."""
    gradients = {}
    for name, value in params.items():
        slopes = np.zeros(np.shape(value))
        for place in np.ndindex(slopes.shape):
            slopes[place] = slope(name, place)
        gradients[name] = slopes[()]
    return gradients


def moved(params, name, place, step):
    """Return a copy of `params` in which one number is moved."""
    values = np.array(params[name], dtype=float)
    values[place] += step
    return params | {name: values}


@numerical_gradient.mistake(
    "This looks to one side only: (f(above) − f)/ε. Take both sides and divide by 2ε."
)
def looks_forward_only(f, params, epsilon):
    def slope(*where):
        return (f(moved(params, *where, epsilon)) - f(params)) / epsilon

    return each_number(params, slope)


def difference(f, params, epsilon):
    """Return what f does between the two points, undivided, for each number."""

    def rise(*where):
        return f(moved(params, *where, epsilon)) - f(moved(params, *where, -epsilon))

    return each_number(params, rise)


@numerical_gradient.mistake("Divide by 2ε: the two points are 2ε apart, not ε.")
def divides_by_epsilon(f, params, epsilon):
    return {name: rise / epsilon for name, rise in difference(f, params, epsilon).items()}


@numerical_gradient.mistake("The difference is not divided by 2ε, so it shrinks with ε.")
def does_not_divide(f, params, epsilon):
    return difference(f, params, epsilon)


@numerical_gradient.mistake("A brackets slip: the product is (… / 2) · ε. Write / (2 * epsilon).")
def multiplies_by_epsilon(f, params, epsilon):
    return {name: rise / 2 * epsilon for name, rise in difference(f, params, epsilon).items()}


@numerical_gradient.mistake("The two sides are swapped, which turns the sign: above minus below.")
def swaps_the_sides(f, params, epsilon):
    return {name: -rise / (2 * epsilon) for name, rise in difference(f, params, epsilon).items()}


@numerical_gradient.mistake(
    "All numbers of a parameter move at once, so every slope is the sum of theirs; move one number "
    "at a time."
)
def moves_a_whole_array(f, params, epsilon):
    gradients = {}
    for name, value in params.items():
        above, below = params | {name: value + epsilon}, params | {name: value - epsilon}
        slope = (f(above) - f(below)) / (2 * epsilon)
        gradients[name] = np.full(np.shape(value), slope)[()]
    return gradients


@numerical_gradient.mistake(
    "A number stays moved when its slope is done, so the later slopes belong to another point. Put "
    "it back, or begin with a new copy for each number."
)
def does_not_restore(f, params, epsilon):
    moving = dict(params)

    def slope(name, place):
        nonlocal moving
        moving = moved(moving, name, place, epsilon)
        above = f(moving)
        moving = moved(moving, name, place, -2 * epsilon)
        return (above - f(moving)) / (2 * epsilon)

    return each_number(params, slope)


@numerical_gradient.mistake(
    "The numbers are moved within params itself and not put back: the later slopes belong to "
    "another point, and the caller's parameters are changed. Work on copies."
)
def leaves_the_params_moved(f, params, epsilon):
    gradients = {}
    for name in list(params):
        slopes = np.zeros(np.shape(params[name]))
        for place in np.ndindex(slopes.shape):
            if place:
                params[name][place] += epsilon
                above = f(params)
                params[name][place] -= 2 * epsilon
            else:
                params[name] = params[name] + epsilon
                above = f(params)
                params[name] = params[name] - 2 * epsilon
            slopes[place] = (above - f(params)) / (2 * epsilon)
        gradients[name] = slopes[()]
    return gradients


def lacks_a_number(value, f, params, epsilon):
    """Say whether exactly the parameters that are single numbers are missing."""
    return set(value) == {name for name in params if np.ndim(params[name])} != set(params)


@numerical_gradient.mistake(
    "b_out is a number and no array, but has a slope as well: every name of params needs one.",
    sign=lacks_a_number,
)
def forgets_the_single_numbers(f, params, epsilon):
    gradients = numerical_gradient(f, params, epsilon)
    return {name: slopes for name, slopes in gradients.items() if np.ndim(slopes)}


@numerical_gradient.mistake(
    "The slopes of W stand in one long row; give each array the shape of its parameter, for "
    "example with .reshape(W.shape)."
)
def flattens_the_arrays(f, params, epsilon):
    gradients = numerical_gradient(f, params, epsilon)
    return {name: np.ravel(each) if np.ndim(each) else each for name, each in gradients.items()}
