"""Part 2, continued: how far two gradients are apart, one figure for each number."""

from __future__ import annotations

import numpy as np

from autograder.exercise import compare, require
from autograder.homework.hw1b.declaration import backward
from autograder.homework.hw1b.examples import fresh_net


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


def fresh_pair(rng):
    """Draw two gradients a few per cent apart; a few signs differ."""
    one = fresh_net(rng, 2, 3)
    other = {name: each * rng.uniform(0.9, 1.1, np.shape(each)) for name, each in one.items()}
    other["b"] = -other["b"]
    other["w_out"] = other["w_out"] * np.array([1.0, -1.0, 1.0])
    return one, other


@relative_error.check(points=0.25, title="is ⅓ for 2 and 1, and for −2 and −1")
def errors_of_small_numbers(relative_error):
    one = {"W": np.array([[2.0, -2.0], [3.0, 1.0]]), "b_out": -0.5}
    other = {"W": np.array([[1.0, -1.0], [1.0, 3.0]]), "b_out": -0.25}
    compare(relative_error, one, other, rtol=1e-5, atol=1e-6)


@relative_error.check(points=0.25, title="is 0 where both are 0, and 1 where only one is")
def errors_at_zero(relative_error):
    one = {"w_out": np.array([0.0, 2.0, 1.0]), "b_out": 0.0}
    other = {"w_out": np.array([0.0, 0.0, 1.0]), "b_out": 0.0}
    compare(relative_error, one, other, rtol=1e-5, atol=1e-6)


@relative_error.check(points=0.25, hidden=True, title="holds for other gradients")
def errors_of_fresh_gradients(relative_error, rng):
    compare(relative_error, *fresh_pair(rng), rtol=1e-5, atol=1e-6)


@relative_error.check(
    points=0.25, hidden=True, title="lies between 0 and 1, and is the same the other way round"
)
def keeps_its_range(relative_error, rng):
    one, other = fresh_pair(rng)
    errors, back = relative_error(one, other), relative_error(other, one)
    for name in one:
        low, high = np.min(errors[name]), np.max(errors[name])
        require(-1e-6 <= low <= high <= 1 + 1e-6, "A relative error lies between 0 and 1.")
        require(high > 0, "Two gradients that differ must not have an error of 0.")
        require(
            np.allclose(errors[name], back[name], rtol=1e-5, atol=1e-6),
            "Exchanging the two gradients must not change how far they are apart.",
        )


def pairwise(rule, gradients, numerical):
    """Apply a rule to the two arrays of each name."""
    return {name: rule(gradients[name], numerical[name]) for name in gradients}


@relative_error.mistake(
    "This is the difference itself; 0.001 is much where slopes are 0.002 and nothing where they "
    "are 100. Divide by |g| + |n|."
)
def does_not_divide(gradients, numerical):
    return pairwise(lambda g, n: np.abs(g - n), gradients, numerical)


@relative_error.mistake(
    "The difference keeps its sign; a distance is never negative: take |g − n|."
)
def keeps_the_sign(gradients, numerical):
    return pairwise(
        lambda g, n: (g - n) / np.maximum(np.abs(g) + np.abs(n), 1e-12), gradients, numerical
    )


@relative_error.mistake(
    "The sizes are added with their signs, so that they may cancel: divide by |g| + |n|, not by "
    "|g + n|."
)
def adds_before_the_absolute_value(gradients, numerical):
    return pairwise(
        lambda g, n: np.abs(g - n) / np.maximum(np.abs(g + n), 1e-12), gradients, numerical
    )


@relative_error.mistake(
    "The sizes are added with their signs: g + n may be negative or cancel. Divide by |g| + |n|."
)
def forgets_the_absolute_values(gradients, numerical):
    def rule(g, n):
        return np.abs(g - n) / np.where(np.abs(g + n) < 1e-12, 1e-12, g + n)

    return pairwise(rule, gradients, numerical)


@relative_error.mistake(
    "This divides by one of the two only, and grows without bound where it is small. Divide by "
    "|g| + |n|."
)
def divides_by_one_of_them(gradients, numerical):
    return pairwise(lambda g, n: np.abs(g - n) / np.maximum(np.abs(n), 1e-12), gradients, numerical)


@relative_error.mistake(
    "This divides by the larger of the two, another usual choice; here it is by |g| + |n|."
)
def divides_by_the_larger(gradients, numerical):
    def rule(g, n):
        return np.abs(g - n) / np.maximum(np.maximum(np.abs(g), np.abs(n)), 1e-12)

    return pairwise(rule, gradients, numerical)


@relative_error.mistake(
    "This divides by the mean of |g| and |n|, so it is twice too large; divide by their sum."
)
def divides_by_the_mean(gradients, numerical):
    errors = relative_error(gradients, numerical)
    return {name: 2 * each for name, each in errors.items()}


def gives_nan(value, gradients, numerical):
    """Say whether there is nan exactly where both gradients are 0."""
    both = {name: (gradients[name] == 0) & (numerical[name] == 0) for name in gradients}
    found = {name: np.isnan(value[name]) for name in gradients}
    same = all(np.array_equal(found[name], both[name]) for name in gradients)
    return same and any(np.any(each) for each in both.values())


@relative_error.mistake(
    "Where both are 0 this is 0/0, nan. They agree there: make the divisor at least a tiny number, "
    "for example with np.maximum(…, 1e-12).",
    sign=gives_nan,
)
def divides_zero_by_zero(gradients, numerical):
    return pairwise(lambda g, n: np.abs(g - n) / (np.abs(g) + np.abs(n)), gradients, numerical)


@relative_error.mistake(
    "This is one number for each parameter. Keep an error for each of its numbers: the picture "
    "shows where a gradient is wrong."
)
def averages_each_parameter(gradients, numerical):
    return {name: np.mean(each) for name, each in relative_error(gradients, numerical).items()}


@relative_error.mistake(
    "This is one number for each parameter, the largest error. Keep an error for each of its "
    "numbers: the picture shows where a gradient is wrong."
)
def takes_the_largest(gradients, numerical):
    return {name: np.max(each) for name, each in relative_error(gradients, numerical).items()}
