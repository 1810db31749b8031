"""Part 5: probabilities for many classes, their loss, and its gradient."""

from __future__ import annotations

import numpy as np

from autograder.homework.hw1b.declaration import many_classes


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


@many_classes.function(title="Its gradient by the scores")
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
