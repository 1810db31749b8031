"""Part 2, continued: derivatives without algebra, to check the others with."""

from __future__ import annotations

import numpy as np

from autograder.exercise import Formula, compare
from autograder.homework.hw1a.declaration import backward


@backward.function(title="The numerical gradient")
def numerical_gradient(f, theta, epsilon):
    """Return the gradient of f at theta by central differences.

    For each entry i: (f(theta with theta[i] + epsilon)
    - f(theta with theta[i] - epsilon)) / (2 epsilon).

    Parameters
    ----------
    f : callable
        Takes an array like `theta`, returns one number.
    theta : ndarray of float, shape (n_parameters,)
        Where the gradient is wanted; it stays as it is.
    epsilon : float
        Step to each side.

    Returns
    -------
    ndarray of float, shape (n_parameters,)
        One slope for each entry of `theta`.
    """
    gradient = np.zeros_like(theta)
    for i in range(theta.size):
        step = np.zeros_like(theta)
        step[i] = epsilon
        gradient[i] = (f(theta + step) - f(theta - step)) / (2 * epsilon)
    return gradient


SQUARES = Formula("theta", "np.sum(theta**2)")
PRODUCT = Formula("theta", "theta[0] * theta[1] ** 2 + 3 * theta[2]")
WAVES = Formula("theta", "np.sum(np.sin(theta) * np.arange(1, theta.size + 1))")


@numerical_gradient.check(points=1, title="finds the slopes of θ₁² + θ₂²")
def slopes_of_squares(numerical_gradient):
    compare(numerical_gradient, SQUARES, np.array([3.0, -1.0]), 0.01, rtol=1e-3, atol=1e-3)


@numerical_gradient.check(points=1, hidden=True, title="holds for other functions")
def slopes_of_fresh_functions(numerical_gradient, rng):
    for f in (PRODUCT, SQUARES):
        theta = rng.uniform(0.8, 2.0, size=3)
        compare(numerical_gradient, f, theta, 0.01, rtol=1e-3, atol=1e-3)


@numerical_gradient.check(points=1, hidden=True, title="is central: as good as the formula says")
def is_central(numerical_gradient, rng):
    theta = rng.uniform(1.0, 2.0, size=4)
    compare(numerical_gradient, SQUARES, theta, 0.05, rtol=1e-3, atol=1e-3)
    compare(numerical_gradient, WAVES, theta, 0.01, rtol=1e-3, atol=1e-3)


@numerical_gradient.mistake(
    "This looks to one side only: (f(θ + ε) − f(θ))/ε. Take both sides and divide by 2ε."
)
def looks_forward_only(f, theta, epsilon):
    steps = np.eye(theta.size) * epsilon
    return np.array([(f(theta + step) - f(theta)) / epsilon for step in steps])


@numerical_gradient.mistake("Divide by 2ε: the two points are 2ε apart, not ε.")
def divides_by_epsilon(f, theta, epsilon):
    steps = np.eye(theta.size) * epsilon
    return np.array([(f(theta + step) - f(theta - step)) / epsilon for step in steps])


@numerical_gradient.mistake("The difference is not divided by 2ε, so it shrinks with ε.")
def does_not_divide(f, theta, epsilon):
    steps = np.eye(theta.size) * epsilon
    return np.array([f(theta + step) - f(theta - step) for step in steps])


@numerical_gradient.mistake("A brackets slip: the product is (… / 2) · ε. Write / (2 * epsilon).")
def multiplies_by_epsilon(f, theta, epsilon):
    steps = np.eye(theta.size) * epsilon
    return np.array([(f(theta + step) - f(theta - step)) / 2 * epsilon for step in steps])


@numerical_gradient.mistake(
    "ε is not taken back after an entry is done, so the later slopes belong to another point."
)
def does_not_restore(f, theta, epsilon):
    moving = theta.astype(float)
    gradient = np.zeros(theta.size)
    for i in range(theta.size):
        moving[i] += epsilon
        above = f(moving)
        moving[i] -= 2 * epsilon
        gradient[i] = (above - f(moving)) / (2 * epsilon)
    return gradient


@numerical_gradient.mistake(
    "All entries move at once, so every slope is the sum of all; move one entry at a time."
)
def moves_all_entries(f, theta, epsilon):
    return np.full(theta.shape, (f(theta + epsilon) - f(theta - epsilon)) / (2 * epsilon))


@numerical_gradient.mistake("The two sides are swapped, which turns the sign: above minus below.")
def swaps_the_sides(f, theta, epsilon):
    steps = np.eye(theta.size) * epsilon
    return np.array([(f(theta - step) - f(theta + step)) / (2 * epsilon) for step in steps])
