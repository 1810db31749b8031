"""Part 2: from the loss back to the weights, factor by factor."""

from __future__ import annotations

import numpy as np

from autograder.exercise import compare, require
from autograder.homework.hw1a.declaration import backward
from autograder.homework.hw1a.examples import OR, P, X, close, fresh_neuron, fresh_rows, one_of_two
from autograder.homework.hw1a.forward import forward_pass
from autograder.homework.hw1a.losses import squared_error


@backward.function(
    title="The three factors of the chain rule",
    array_form="(2 * (p - y), p * (1 - p), X)",
)
def chain_factors(X, y, p):
    """Return the three factors of the chain rule for each row, for the loss (y - p)^2.

    Parameters
    ----------
    X : ndarray of float, shape (n_examples, n_features)
        Inputs.
    y : ndarray of float, shape (n_examples,)
        Labels, 0 or 1.
    p : ndarray of float, shape (n_examples,)
        Probabilities that the forward pass gave for these rows.

    Returns
    -------
    dl_dp : ndarray of float, shape (n_examples,)
        How each row's loss changes with p.
    dp_dh : ndarray of float, shape (n_examples,)
        How p changes with the weighted sum h.
    dh_dw : ndarray of float, shape (n_examples, n_features)
        How h changes with each weight.
    """
    return 2 * (p - y), p * (1 - p), X


def factor(chain_factors, position, X, y, p):
    """Compare one of the three factors, whatever the two others are."""
    want = [None, None, None]
    want[position] = (2 * (p - y), p * (1 - p), X)[position]
    compare(chain_factors, X, y, p, want=tuple(want), rtol=1e-5)


@chain_factors.check(points=0.5, title="the first factor, ∂l/∂p, in the table")
def first_factor_of_the_table(chain_factors):
    factor(chain_factors, 0, X, OR, P)


@chain_factors.check(points=0.5, title="the second factor, ∂p/∂h, in the table")
def second_factor_of_the_table(chain_factors):
    factor(chain_factors, 1, X, OR, P)


@chain_factors.check(points=0.5, title="the third factor, ∂h/∂w, in the table")
def third_factor_of_the_table(chain_factors):
    factor(chain_factors, 2, X, OR, P)


@chain_factors.check(points=0.5, hidden=True, title="the first factor for other rows")
def first_factor(chain_factors, rng):
    factor(chain_factors, 0, *fresh_rows(rng))


@chain_factors.check(points=0.5, hidden=True, title="the second factor for other rows")
def second_factor(chain_factors, rng):
    factor(chain_factors, 1, *fresh_rows(rng))


@chain_factors.check(points=0.5, hidden=True, title="the third factor for other rows")
def third_factor(chain_factors, rng):
    factor(chain_factors, 2, *fresh_rows(rng))


@chain_factors.mistake("The factor 2 is lost: the derivative of (y − p)² by p is 2(p − y).")
def loses_the_two(X, y, p):
    return p - y, p * (1 - p), X


@chain_factors.mistake("The sign of the first factor is turned: it is 2(p − y), not 2(y − p).")
def turns_the_first_factor(X, y, p):
    return 2 * (y - p), p * (1 - p), X


@chain_factors.mistake(
    "The first factor is the loss itself; its derivative by p is asked for: 2(p − y)."
)
def returns_the_loss(X, y, p):
    return (y - p) ** 2, p * (1 - p), X


@chain_factors.mistake(
    "The second factor is p(1 − p). This has the sigmoid applied once more: p is already σ(h)."
)
def squeezes_p_again(X, y, p):
    q = 1 / (1 + np.exp(-p))
    return 2 * (p - y), q * (1 - q), X


@chain_factors.mistake("The second factor is p(1 − p), not 1 − p: one p is missing.")
def loses_a_p(X, y, p):
    return 2 * (p - y), 1 - p, X


@chain_factors.mistake(
    "The third factor is the input that each weight multiplies, X; this is 1 everywhere, "
    "which is ∂h/∂b."
)
def takes_ones_for_the_inputs(X, y, p):
    return 2 * (p - y), p * (1 - p), np.ones_like(X)


@chain_factors.mistake(
    "The third factor covers the first weight only: return a column for each weight, so X."
)
def answers_for_one_weight(X, y, p):
    return 2 * (p - y), p * (1 - p), X[:, 0]


@chain_factors.mistake("The third factor is transposed: one row for each example, as in X.")
def transposes_the_inputs(X, y, p):
    return 2 * (p - y), p * (1 - p), X.T


@backward.function(
    needs=(chain_factors,),
    title="The backward pass",
    array_form="delta = 2 * (p - y) * p * (1 - p); dw = X.T @ delta / len(y); db = delta.mean()",
)
def backward_pass(X, y, p):
    """Return the average gradient of the squared error by the weights and the bias.

    Multiply the three factors in each row, then take the mean over the rows.

    Parameters
    ----------
    X : ndarray of float, shape (n_examples, n_features)
        Inputs.
    y : ndarray of float, shape (n_examples,)
        Labels, 0 or 1.
    p : ndarray of float, shape (n_examples,)
        Probabilities that the forward pass gave for these rows.

    Returns
    -------
    dw : ndarray of float, shape (n_features,)
        Gradient by the weights.
    db : float
        Gradient by the bias; its third factor is 1.
    """
    dl_dp, dp_dh, dh_dw = chain_factors(X, y, p)
    delta = dl_dp * dp_dh
    return dh_dw.T @ delta / len(y), np.mean(delta)


def several_rows(rng):
    """Draw three sets of rows; a square one comes first, see `SQUARE`."""
    return [fresh_rows(rng, *shape) for shape in ((3, 3), (6, 3), (5, 1))]


def finite_differences(loss, X, y, w, b, epsilon=1e-5):
    """Return the gradient of loss(y, forward_pass(X, w, b)) by central differences."""
    theta = np.append(w, b)
    gradient = np.empty_like(theta)
    for i, step in enumerate(np.eye(theta.size) * epsilon):
        above, below = theta + step, theta - step
        gradient[i] = (
            loss(y, forward_pass(X, above[:-1], above[-1]))
            - loss(y, forward_pass(X, below[:-1], below[-1]))
        ) / (2 * epsilon)
    return gradient


def agrees_with_differences(student, loss, rng):
    """Require a backward pass to give the slope that the loss really has."""
    X, y, _ = fresh_rows(rng, 7, 2)
    w, b = fresh_neuron(rng, 2)
    dw, db = student(X, y, forward_pass(X, w, b))
    want = finite_differences(loss, X, y, w, b)
    require(close([*dw, db], want), "The gradient is not the slope that the loss really has.")


# A square X comes first, because there X @ delta gives a value and can be told from other errors.
SQUARE = (
    np.array([[1.0, 2.0, 0.0], [0.0, 1.0, 1.0], [2.0, 0.0, 1.0]]),
    np.array([1.0, 0.0, 1.0]),
    np.array([0.4, 0.3, 0.9]),
)


@backward_pass.check(points=0.5, title="gives dw for the table, and for three other rows")
def weights_of_the_table(student):
    one_of_two(student, backward_pass, 0, *SQUARE, label="3 features")
    one_of_two(student, backward_pass, 0, X, OR, P, label="table")


@backward_pass.check(points=0.5, title="gives db for the same rows")
def bias_of_the_table(student):
    one_of_two(student, backward_pass, 1, *SQUARE, label="3 features")
    one_of_two(student, backward_pass, 1, X, OR, P, label="table")


@backward_pass.check(points=0.5, hidden=True, title="gives dw for other rows and features")
def weights_of_fresh_rows(student, rng):
    for rows in several_rows(rng):
        one_of_two(student, backward_pass, 0, *rows)


@backward_pass.check(points=0.5, hidden=True, title="gives db for other rows and features")
def bias_of_fresh_rows(student, rng):
    for rows in several_rows(rng):
        one_of_two(student, backward_pass, 1, *rows)


@backward_pass.check(points=1, hidden=True, title="is the slope of the squared error")
def slope_of_the_squared_error(backward_pass, rng):
    agrees_with_differences(backward_pass, squared_error, rng)


@backward_pass.mistake("The factor 2 is lost: ∂l/∂p = 2(p − y).")
def gradient_without_two(X, y, p):
    delta = (p - y) * p * (1 - p)
    return X.T @ delta / len(y), np.mean(delta)


@backward_pass.mistake("This is the sum over the rows; the average gradient divides by n_examples.")
def sums_over_rows(X, y, p):
    delta = 2 * (p - y) * p * (1 - p)
    return X.T @ delta, np.sum(delta)


@backward_pass.mistake("dw is a sum over the rows but db a mean; divide both by n_examples.")
def averages_the_bias_only(X, y, p):
    delta = 2 * (p - y) * p * (1 - p)
    return X.T @ delta, np.mean(delta)


@backward_pass.mistake("The factor p(1 − p) is missing: it carries the loss through the sigmoid.")
def leaves_out_the_slope(X, y, p):
    delta = 2 * (p - y)
    return X.T @ delta / len(y), np.mean(delta)


@backward_pass.mistake(
    "The gradient points downhill here: the first factor is 2(p − y), not 2(y − p)."
)
def turns_the_gradient(X, y, p):
    delta = 2 * (y - p) * p * (1 - p)
    return X.T @ delta / len(y), np.mean(delta)


@backward_pass.mistake(
    "The bias is forgotten: its third factor is 1, so db is the mean of δ, not 0."
)
def forgets_the_bias(X, y, p):
    delta = 2 * (p - y) * p * (1 - p)
    return X.T @ delta / len(y), 0.0


@backward_pass.mistake(
    "The third factor is left out for the weights: multiply each row by its inputs X."
)
def leaves_out_the_inputs(X, y, p):
    delta = 2 * (p - y) * p * (1 - p)
    return np.full(X.shape[1], np.mean(delta)), np.mean(delta)


@backward_pass.mistake(
    "X is used where Xᵀ is needed: dw adds over the rows, so X.T @ delta. "
    "(X @ delta works only when there are as many rows as features, and is wrong even then.)"
)
def takes_x_for_its_transpose(X, y, p):
    delta = 2 * (p - y) * p * (1 - p)
    return X @ delta / len(y), np.mean(delta)


@backward_pass.mistake(
    "This is the gradient of the cross-entropy (p − y); here the loss is the squared error."
)
def answers_for_cross_entropy(X, y, p):
    return X.T @ (p - y) / len(y), np.mean(p - y)
