"""Part 1, continued: how wrong a table of probabilities is, as one number."""

from __future__ import annotations

import numpy as np

from autograder.exercise import compare, require
from autograder.homework.hw1a.declaration import forward
from autograder.homework.hw1a.examples import OR, P, close, fresh_rows


@forward.function(title="The squared error", array_form="np.mean((y - p) ** 2)")
def squared_error(y, p):
    """Return the mean over all rows of the squared error (y - p)^2.

    Parameters
    ----------
    y : ndarray of float, shape (n_examples,)
        Labels, 0 or 1.
    p : ndarray of float, shape (n_examples,)
        Probabilities.

    Returns
    -------
    float
        One number for all rows.
    """
    return np.mean((y - p) ** 2)


@squared_error.check(points=0.5, title="gives the loss of the table")
def gives_the_loss_of_the_table(squared_error):
    compare(squared_error, OR, P)


@squared_error.check(points=0.5, hidden=True, title="holds for other rows, and is a mean")
def is_a_mean(squared_error, rng):
    for n_examples in (3, 8):
        _, y, p = fresh_rows(rng, n_examples)
        loss = compare(squared_error, y, p)
        twice = squared_error(np.tile(y, 2), np.tile(p, 2))
        require(close(twice, loss), "Each row counted twice must leave a mean as it was.")


@squared_error.mistake("This is the sum over the rows; the loss here is their mean.")
def sums_the_errors(y, p):
    return np.sum((y - p) ** 2)


@squared_error.mistake("There is a ½ too much: the squared error is (y − p)², without a half.")
def halves_the_error(y, p):
    return np.mean((y - p) ** 2) / 2


@squared_error.mistake("The distance |y − p| is not squared.")
def forgets_to_square(y, p):
    return np.mean(np.abs(y - p))


@squared_error.mistake("This is the root of the mean squared error; leave the root out.")
def takes_the_root(y, p):
    return np.sqrt(np.mean((y - p) ** 2))


@squared_error.mistake("The mean is squared; square each row's error first, then take the mean.")
def squares_the_mean(y, p):
    return np.mean(y - p) ** 2


@squared_error.mistake("This gives one error for each row; the loss is their mean, one number.")
def forgets_the_mean(y, p):
    return (y - p) ** 2


@forward.function(
    title="The binary cross-entropy",
    array_form="-np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))",
)
def binary_cross_entropy(y, p):
    """Return the mean over all rows of -y log(p) - (1 - y) log(1 - p).

    `log` is the natural logarithm. The result must stay finite where p is
    exactly 0 or 1: keep p a tiny step, such as 1e-12, away from both ends.

    Parameters
    ----------
    y : ndarray of float, shape (n_examples,)
        Labels, 0 or 1.
    p : ndarray of float, shape (n_examples,)
        Probabilities.

    Returns
    -------
    float
        One number for all rows.
    """
    q = np.clip(p, 1e-12, 1 - 1e-12)
    return -np.mean(y * np.log(q) + (1 - y) * np.log(1 - q))


LECTURE_Y = np.array([0.0, 0.0, 1.0, 1.0])
LECTURE_P = np.array([0.1, 0.9, 0.1, 0.9])


@binary_cross_entropy.check(points=1, title="gives the losses of the lecture's four cases")
def gives_the_four_cases(binary_cross_entropy):
    for row in range(4):
        compare(
            binary_cross_entropy,
            LECTURE_Y[row : row + 1],
            LECTURE_P[row : row + 1],
            rtol=1e-4,
        )
    compare(binary_cross_entropy, OR, P, rtol=1e-4)


@binary_cross_entropy.check(points=0.5, hidden=True, title="holds for other rows, and is a mean")
def averages_over_rows(binary_cross_entropy, rng):
    for n_examples in (3, 8):
        _, y, p = fresh_rows(rng, n_examples)
        compare(binary_cross_entropy, y, p, rtol=1e-4)


@binary_cross_entropy.check(points=0.5, hidden=True, title="stays finite where p is 0 or 1")
def stays_finite(binary_cross_entropy, rng):
    y = rng.permutation(LECTURE_Y)
    right = binary_cross_entropy(y, y.copy())
    require(abs(right) < 1e-2, "Where p = y the loss must be 0, or nearly so.")
    wrong = binary_cross_entropy(y, 1 - y)
    require(wrong > 4, "Where p = 1 − y the loss must be large, though finite.")


@binary_cross_entropy.mistake("This is log10; the cross-entropy takes the natural log, np.log.")
def takes_log10(y, p):
    q = np.clip(p, 1e-12, 1 - 1e-12)
    return -np.mean(y * np.log10(q) + (1 - y) * np.log10(1 - q))


@binary_cross_entropy.mistake("This is log2; the cross-entropy takes the natural log, np.log.")
def takes_log2(y, p):
    q = np.clip(p, 1e-12, 1 - 1e-12)
    return -np.mean(y * np.log2(q) + (1 - y) * np.log2(1 - q))


@binary_cross_entropy.mistake(
    "The minus sign is lost: logs of probabilities are negative, a loss is not."
)
def loses_the_minus(y, p):
    q = np.clip(p, 1e-12, 1 - 1e-12)
    return np.mean(y * np.log(q) + (1 - y) * np.log(1 - q))


@binary_cross_entropy.mistake("This is the sum over the rows; the loss here is their mean.")
def sums_the_losses(y, p):
    q = np.clip(p, 1e-12, 1 - 1e-12)
    return -np.sum(y * np.log(q) + (1 - y) * np.log(1 - q))


@binary_cross_entropy.mistake(
    "The rows with y = 0 cost nothing here; they need their own term (1 − y) log(1 − p)."
)
def forgets_the_zeros(y, p):
    return -np.mean(y * np.log(np.clip(p, 1e-12, 1)))


@binary_cross_entropy.mistake(
    "The labels are swapped: log p belongs to y = 1, log(1 − p) to y = 0."
)
def swaps_the_labels(y, p):
    q = np.clip(p, 1e-12, 1 - 1e-12)
    return -np.mean((1 - y) * np.log(q) + y * np.log(1 - q))


@binary_cross_entropy.mistake(
    "Right inside, but log(0) gives nan or infinity where p is exactly 0 or 1: keep p away from "
    "both ends first, for example with np.clip(p, 1e-12, 1 - 1e-12)."
)
def takes_the_log_of_zero(y, p):
    with np.errstate(divide="ignore", invalid="ignore"):
        return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))
