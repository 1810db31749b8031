"""Part 5, continued: the loss of many classes, and its gradient."""

from __future__ import annotations

import numpy as np

from autograder.exercise import compare, require
from autograder.homework.hw1b.declaration import many_classes
from autograder.homework.hw1b.many_classes.softmax import SCORES, softmax

LECTURE = softmax.function(SCORES)
RIGHT = np.array([0, 2, 1, 1])
"""The classes of the four rows of the lecture's scores."""


def fresh_classes(rng, n_examples=6, n_classes=4):
    """Draw classes, of which two or more occur, and probabilities for each row."""
    y = np.append(rng.choice(n_classes, 2, replace=False), rng.integers(0, n_classes, n_examples))
    Z = rng.normal(size=(n_examples, n_classes))
    return rng.permutation(y[:n_examples]), softmax.function(Z)


@many_classes.function(title="The categorical cross-entropy")
def categorical_cross_entropy(y, P):
    """Return the mean of -log of the probability that each row gives to its right class.

    Probabilities below 1e-12 count as 1e-12, so that the loss stays finite.

    Parameters
    ----------
    y : ndarray of int, shape (n_examples,)
        Right classes, 0 ... n_classes - 1.
    P : ndarray of float, shape (n_examples, n_classes)
        Probabilities.

    Returns
    -------
    float
        The loss.
    """
    return -np.mean(np.log(np.maximum(P[np.arange(len(y)), y], 1e-12)))


@categorical_cross_entropy.check(points=0.25, title="is 2.0404 for the first row; then four rows")
def loss_of_the_lecture(categorical_cross_entropy):
    compare(categorical_cross_entropy, RIGHT[:1], LECTURE[:1], rtol=1e-5)
    compare(categorical_cross_entropy, RIGHT, LECTURE, rtol=1e-5)


@categorical_cross_entropy.check(points=0.25, hidden=True, title="holds for other rows and classes")
def loss_of_fresh_rows(categorical_cross_entropy, rng):
    for shape in ((4, 4), (7, 3), (5, 10)):
        compare(categorical_cross_entropy, *fresh_classes(rng, *shape), rtol=1e-5)


@categorical_cross_entropy.check(
    points=0.25, hidden=True, title="stays finite where the right class has probability 0"
)
def loss_of_a_certain_error(categorical_cross_entropy, rng):
    y, P = fresh_classes(rng, 5, 3)
    P[0] = np.roll([1.0, 0.0, 0.0], y[0] + 1)
    compare(categorical_cross_entropy, y, P, rtol=1e-4)


def of_the_right(y, P):
    """Return the probability of each row's right class, 1e-12 or more."""
    return np.maximum(P[np.arange(len(y)), y], 1e-12)


@categorical_cross_entropy.mistake(
    "This is log10: for the first row of the lecture it gives the famous .8861. Take np.log, the "
    "natural logarithm: 2.0404."
)
def takes_the_decimal_logarithm(y, P):
    return -np.mean(np.log10(of_the_right(y, P)))


@categorical_cross_entropy.mistake("The sum over the rows is taken; take the mean.")
def sums_the_rows(y, P):
    return -np.sum(np.log(of_the_right(y, P)))


@categorical_cross_entropy.mistake(
    "The minus is lost: log of a probability is negative, and a loss is not."
)
def loses_the_minus(y, P):
    return np.mean(np.log(of_the_right(y, P)))


@categorical_cross_entropy.mistake(
    "The logarithms of all classes are taken. Only the probability of the right class counts: "
    "P[np.arange(len(y)), y]."
)
def takes_all_classes(y, P):
    return -np.mean(np.sum(np.log(np.maximum(P, 1e-12)), axis=1))


@categorical_cross_entropy.mistake(
    "The mean goes over rows and classes, so the loss is too small by the number of classes. "
    "Divide by the number of rows alone."
)
def averages_over_the_classes(y, P):
    return -np.mean(np.log(of_the_right(y, P))) / P.shape[1]


@categorical_cross_entropy.mistake(
    "−log(1 − P) of the other classes is added, as for sigmoids. With a softmax the right class "
    "alone counts: the others get less when it gets more."
)
def adds_the_binary_form(y, P):
    T = np.eye(P.shape[1])[y]
    Q = np.clip(P, 1e-12, 1 - 1e-12)
    return -np.mean(np.sum(T * np.log(Q) + (1 - T) * np.log(1 - Q), axis=1))


@categorical_cross_entropy.mistake(
    "This takes the largest probability of each row, whether it is the right class or not."
)
def takes_the_largest(y, P):
    return -np.mean(np.log(np.max(P, axis=1)))


@categorical_cross_entropy.mistake(
    "P[:, y] takes len(y) columns of every row. Give each row its column: P[np.arange(len(y)), y]."
)
def takes_whole_columns(y, P):
    return -np.mean(np.log(np.maximum(P[:, y], 1e-12)))


@categorical_cross_entropy.mistake("The logarithm is missing: the loss is −log of P, not 1 − P.")
def forgets_the_logarithm(y, P):
    return np.mean(1 - of_the_right(y, P))


@categorical_cross_entropy.mistake(
    "log(0) is −∞. Raise small probabilities to 1e-12 first: np.maximum(P, 1e-12)."
)
def meets_log_of_zero(y, P):
    return -np.mean(np.log(P[np.arange(len(y)), y]))


@many_classes.function(title="The gradient by the scores")
def softmax_backward(y, P):
    """Return the gradient of the categorical cross-entropy by the scores behind the softmax.

    Parameters
    ----------
    y : ndarray of int, shape (n_examples,)
        Right classes, 0 ... n_classes - 1.
    P : ndarray of float, shape (n_examples, n_classes)
        Probabilities that the softmax gave.

    Returns
    -------
    ndarray of float, shape (n_examples, n_classes)
        Gradient of the mean loss: each row's share is divided by n_examples.
    """
    D = P.copy()
    D[np.arange(len(y)), y] -= 1
    return D / len(y)


def slope_along(y, Z, direction, epsilon=1e-5):
    """Return how the loss changes along a direction of scores, by central differences."""
    above, below = (
        categorical_cross_entropy.function(y, softmax.function(Z + way * direction))
        for way in (epsilon, -epsilon)
    )
    return (above - below) / (2 * epsilon)


@softmax_backward.check(points=0.25, title="the gradient for the four rows of the lecture")
def gradient_of_the_lecture(softmax_backward):
    compare(softmax_backward, RIGHT, LECTURE, rtol=1e-5, atol=1e-7)


@softmax_backward.check(points=0.25, hidden=True, title="holds for other rows and classes")
def gradient_of_fresh_rows(softmax_backward, rng):
    for shape in ((4, 4), (6, 3), (3, 8)):
        compare(softmax_backward, *fresh_classes(rng, *shape), rtol=1e-5, atol=1e-7)


@softmax_backward.check(points=0.25, hidden=True, title="is the slope that the loss really has")
def slope_of_the_loss(softmax_backward, rng):
    y, _ = fresh_classes(rng, 5, 4)
    Z = rng.normal(size=(5, 4))
    D = softmax_backward(y, softmax.function(Z))
    for _ in range(3):
        direction = rng.normal(size=Z.shape)
        require(
            np.isclose(np.sum(D * direction), slope_along(y, Z, direction), rtol=1e-3, atol=1e-5),
            "The gradient is not the slope that the loss really has.",
        )


def one_hot(y, P):
    """Return a 1 for each row's right class, 0 elsewhere."""
    return np.eye(P.shape[1])[y]


@softmax_backward.mistake("The mean is forgotten: divide by the number of rows.")
def forgets_the_mean(y, P):
    return P - one_hot(y, P)


@softmax_backward.mistake("The sign is turned: P minus one-hot, not one-hot minus P.")
def turns_the_gradient(y, P):
    return (one_hot(y, P) - P) / len(y)


@softmax_backward.mistake(
    "There is a factor P(1 − P) too much: the softmax's own slope is already in P − one-hot."
)
def multiplies_by_the_slope(y, P):
    return (P - one_hot(y, P)) * P * (1 - P) / len(y)


@softmax_backward.mistake(
    "This divides by rows times classes; the loss is a mean over the rows only."
)
def divides_by_the_classes_too(y, P):
    return (P - one_hot(y, P)) / P.size


@softmax_backward.mistake(
    "Only the right class has a gradient here. The others get P / n: their scores must fall."
)
def answers_for_the_right_class_alone(y, P):
    return (P - one_hot(y, P)) * one_hot(y, P) / len(y)


@softmax_backward.mistake("Nothing is subtracted: the entry of the right class is (P − 1) / n.")
def forgets_the_one(y, P):
    return P / len(y)


@softmax_backward.mistake(
    "This is the gradient by the probabilities, −1/P. Asked for is the one by the scores, behind "
    "the softmax: P − one-hot."
)
def stops_at_the_probabilities(y, P):
    return -one_hot(y, P) / P / len(y)


@softmax_backward.mistake(
    "D[:, y] −= 1 subtracts in whole columns. Give each row its column: D[np.arange(len(y)), y]."
)
def subtracts_in_whole_columns(y, P):
    D = P.copy()
    D[:, y] -= 1
    return D / len(y)


@softmax_backward.mistake(
    "The gradient is right, but it is written into P, which is still needed: start with P.copy()."
)
def writes_into_the_probabilities(y, P):
    P[np.arange(len(y)), y] -= 1
    return P / len(y)
