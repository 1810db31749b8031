"""Part 1, continued: the rectifier and its slope."""

from __future__ import annotations

import numpy as np

from autograder.homework.hw1b.declaration import forward
from autograder.homework.hw1b.forward.activation_checks import for_fresh_sums, in_the_notebook


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


@relu.check(points=0.25, title="gives the activations of the 2-3-1 net, and of single numbers")
def relu_of_the_net(relu):
    in_the_notebook(relu)


@relu.check(points=0.25, hidden=True, title="holds for other sums, in any shape")
def relu_of_fresh_sums(relu, rng):
    for_fresh_sums(relu, rng)


@relu.mistake("This is |z|; negative numbers become 0, not positive.")
def takes_the_absolute_value(z):
    return np.abs(z)


@relu.mistake("This keeps the negative numbers; keep the positive ones: `np.maximum(z, 0)`.")
def keeps_the_negative_numbers(z):
    return np.minimum(z, 0.0)


@relu.mistake("This is the step, 1 above 0; the rectifier keeps z itself there.")
def takes_the_step(z):
    return np.where(z > 0, 1.0, 0.0)


@relu.mistake("This is a leaky rectifier, a tenth of z below 0; ours is flat there: 0.")
def leaks_a_tenth(z):
    return np.where(z > 0, z, 0.1 * z)


@relu.mistake("This is a leaky rectifier, a hundredth of z below 0; ours is flat there: 0.")
def leaks_a_hundredth(z):
    return np.where(z > 0, z, 0.01 * z)


@relu.mistake(
    "`max` and `if` want a single number; for arrays take `np.maximum(z, 0)` or `np.where`."
)
def compares_as_a_single_number(z):
    return max(z, 0.0)


@relu.mistake(
    "This works for arrays only; z may be a single number too, which has no `.copy()` to write "
    "into. `np.maximum(z, 0)` and `np.where` take both."
)
def writes_into_an_array(z):
    a = z.copy()
    a[a < 0] = 0.0
    return a


@relu.mistake(
    "`np.max(z, 0)` takes the largest number along axis 0; `np.maximum(z, 0)` compares each number "
    "with 0."
)
def takes_the_largest(z):
    return np.max(z, 0)


@forward.function(title="The derivative of the rectifier", array_form="np.where(z > 0, 1.0, 0.0)")
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


@relu_derivative.check(points=0.25, title="gives the slopes of the 2-3-1 net's hidden units")
def relu_slopes_of_the_net(relu_derivative):
    in_the_notebook(relu_derivative)


@relu_derivative.check(points=0.25, hidden=True, title="holds for other sums, in any shape")
def relu_slopes_of_fresh_sums(relu_derivative, rng):
    for_fresh_sums(relu_derivative, rng)


@relu_derivative.mistake(
    "This gives the slope 1 at exactly 0. Any number between 0 and 1 could be taken there; our "
    "rule is 0, so compare with z > 0."
)
def takes_one_at_zero(z):
    return np.where(z >= 0, 1.0, 0.0)


@relu_derivative.mistake("This is the rectifier itself; its slope is 1 where z is above 0, not z.")
def returns_the_rectifier(z):
    return np.maximum(z, 0.0)


@relu_derivative.mistake("The slope below 0 is 0: there the rectifier is flat. It never falls.")
def falls_below_zero(z):
    return np.sign(z)


@relu_derivative.mistake(
    "The slope is 1 everywhere here: that of z itself. Below 0 the rectifier is flat."
)
def is_one_everywhere(z):
    return np.ones_like(z)


@relu_derivative.mistake(
    "a(1 − a) is the slope of the sigmoid; that of the rectifier is 1 where z > 0, else 0."
)
def takes_the_formula_of_the_sigmoid(z):
    a = np.maximum(z, 0.0)
    return a * (1 - a)


@relu_derivative.mistake("`if` wants a single number; for arrays take `np.where(z > 0, 1.0, 0.0)`.")
def asks_for_a_single_number(z):
    return 1.0 if z > 0 else 0.0


@relu_derivative.mistake(
    "This works for arrays only; where z is a single number, z > 0 is a plain True or False, "
    "without `.astype`. `np.where(z > 0, 1.0, 0.0)` takes both."
)
def converts_an_array(z):
    return (z > 0).astype(float)
