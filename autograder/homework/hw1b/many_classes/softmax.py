"""Part 5: probabilities for many classes."""

from __future__ import annotations

import numpy as np

from autograder.exercise import compare, require
from autograder.homework.hw1b.declaration import many_classes
from autograder.homework.hw1b.examples import close


@many_classes.function(title="The softmax")
def softmax(Z):
    """Turn each row of scores into probabilities: exp(z_k) / sum over all classes of exp(z).

    Scores may be as large as 1000: subtract each row's largest score first, which changes no
    probability.

    Parameters
    ----------
    Z : ndarray of float, shape (n_examples, n_classes)
        Scores.

    Returns
    -------
    ndarray of float, shape (n_examples, n_classes)
        Probabilities; each row adds up to 1.
    """
    E = np.exp(Z - np.max(Z, axis=1, keepdims=True))
    return E / np.sum(E, axis=1, keepdims=True)


SCORES = np.array([[3.2, 5.1, -1.7], [1.0, 1.0, 1.0], [0.0, 2.0, -1.0], [-2.0, 0.5, 0.5]])
"""In the first row the scores of the linear classifier that many courses work by hand."""


@softmax.check(points=0.25, title="gives .13, .87 and .00 for the scores 3.2, 5.1 and −1.7")
def probabilities_of_the_lecture(softmax):
    compare(softmax, SCORES[:1], rtol=1e-5, atol=1e-7)


@softmax.check(points=0.25, title="takes each row by itself; scores may be 1000 and more")
def probabilities_of_large_scores(softmax):
    compare(softmax, SCORES, rtol=1e-5, atol=1e-7)
    compare(softmax, SCORES + np.array([[1000.0], [-1000.0], [0.0], [3.0]]), rtol=1e-4, atol=1e-6)


@softmax.check(points=0.25, hidden=True, title="holds for other scores, square tables too")
def probabilities_of_fresh_scores(softmax, rng):
    for shape in ((4, 4), (6, 3), (2, 7), (1, 5)):
        compare(softmax, 2 * rng.normal(size=shape), rtol=1e-5, atol=1e-7)


@softmax.check(
    points=0.25, hidden=True, title="adding to a row changes nothing; classes may change places"
)
def keeps_its_symmetries(softmax, rng):
    Z = rng.normal(size=(5, 4))
    P = softmax(Z)
    require(close(np.sum(P, axis=1), 1.0, 1e-5), "Each row must add up to 1.")
    moved = softmax(Z + rng.uniform(500.0, 900.0, (5, 1)))
    require(close(moved, P, 1e-4), "Adding one number to all scores of a row must change nothing.")
    order = rng.permutation(4)
    require(
        close(softmax(Z[:, order]), P[:, order], 1e-5),
        "Scores in another order must give the same probabilities in that order.",
    )


@softmax.mistake(
    "exp overflows for large scores, and ∞/∞ is nan: subtract each row's largest score first."
)
def overflows(Z):
    E = np.exp(Z)
    return E / np.sum(E, axis=1, keepdims=True)


@softmax.mistake(
    "The largest score of the whole table is subtracted. Rows far below it become 0/0: subtract "
    "each row's own, np.max(Z, axis=1, keepdims=True)."
)
def subtracts_the_largest_of_all(Z):
    E = np.exp(Z - np.max(Z))
    return E / np.sum(E, axis=1, keepdims=True)


@softmax.mistake("The columns add up to 1, not the rows: a row is one example, so sum with axis=1.")
def adds_down_the_columns(Z):
    E = np.exp(Z - np.max(Z, axis=0))
    return E / np.sum(E, axis=0)


@softmax.mistake(
    "The sum goes over the whole table. Each row has a sum of its own: axis=1, keepdims=True."
)
def adds_everything(Z):
    E = np.exp(Z - np.max(Z, axis=1, keepdims=True))
    return E / np.sum(E)


@softmax.mistake(
    "Both the largest score and the sum are those of the whole table. Each row has its own: axis=1 "
    "and keepdims=True in both."
)
def forgets_the_rows(Z):
    E = np.exp(Z - np.max(Z))
    return E / np.sum(E)


@softmax.mistake(
    "This is the sigmoid of each score, and the rows do not add up to 1: the classes must share."
)
def takes_sigmoids(Z):
    return 1 / (1 + np.exp(-Z))


@softmax.mistake("The division is missing: divide by each row's sum of exp.")
def forgets_to_divide(Z):
    return np.exp(Z - np.max(Z, axis=1, keepdims=True))


@softmax.mistake("The scores themselves are divided by their sum; take exp of them first.")
def forgets_exp(Z):
    return Z / np.sum(Z, axis=1, keepdims=True)


@softmax.mistake("The sign is turned: the largest score must get the largest probability, exp(+z).")
def turns_the_sign(Z):
    E = np.exp(-Z + np.min(Z, axis=1, keepdims=True))
    return E / np.sum(E, axis=1, keepdims=True)


@softmax.mistake("This is the logarithm of the softmax; leave the log to the loss.")
def returns_logarithms(Z):
    Z = Z - np.max(Z, axis=1, keepdims=True)
    return Z - np.log(np.sum(np.exp(Z), axis=1, keepdims=True))
