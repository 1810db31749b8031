"""Part 4, continued: what goes wrong with a price on weights."""

from __future__ import annotations

import numpy as np

from autograder.homework.hw1b.regularization.penalty import penalty


def priced(params, value, slope, names=("W", "w_out")):
    """Return a penalty of the form Σ value(w), with slope(w), over some of the parameters."""
    total = sum(np.sum(value(params[name])) for name in names)
    return total, {name: slope(w) if name in names else 0.0 * w for name, w in params.items()}


@penalty.mistake("The biases are penalised too; the price is on the weights W and w_out alone.")
def penalises_the_biases(params, l1, l2):
    return priced(
        params,
        lambda w: l1 * np.abs(w) + l2 * w**2,
        lambda w: l1 * np.sign(w) + 2 * l2 * w,
        tuple(params),
    )


@penalty.mistake("w_out is left out; its weights are penalised like those of W.")
def forgets_w_out(params, l1, l2):
    return priced(
        params,
        lambda w: l1 * np.abs(w) + l2 * w**2,
        lambda w: l1 * np.sign(w) + 2 * l2 * w,
        ("W",),
    )


@penalty.mistake("The 2 is lost in the gradient: the derivative of l2 w² is 2 l2 w.")
def loses_the_two(params, l1, l2):
    return priced(params, lambda w: l1 * np.abs(w) + l2 * w**2, lambda w: l1 * np.sign(w) + l2 * w)


@penalty.mistake("There is a ½ too much: here the L2 penalty is l2 Σw², with the slope 2 l2 w.")
def halves_the_squares(params, l1, l2):
    return priced(
        params, lambda w: l1 * np.abs(w) + l2 * w**2 / 2, lambda w: l1 * np.sign(w) + l2 * w
    )


@penalty.mistake("The derivative of |w| is its sign, −1 or 1, and not |w|: write np.sign(w).")
def takes_the_size_for_the_sign(params, l1, l2):
    return priced(
        params, lambda w: l1 * np.abs(w) + l2 * w**2, lambda w: l1 * np.abs(w) + 2 * l2 * w
    )


@penalty.mistake(
    "The gradient of l1 Σ|w| is l1 for positive weights only; for negative ones it is −l1. "
    "Multiply by np.sign(w)."
)
def takes_every_weight_as_positive(params, l1, l2):
    return priced(params, lambda w: l1 * np.abs(w) + l2 * w**2, lambda w: l1 + 2 * l2 * w)


@penalty.mistake("The weights are added with their signs and cancel; L1 adds |w|.")
def forgets_the_absolute_value(params, l1, l2):
    return priced(params, lambda w: l1 * w + l2 * w**2, lambda w: l1 + 2 * l2 * w)


@penalty.mistake(
    "l1 and l2 are exchanged: L1, the lasso, takes |w|; L2, ridge or weight decay, takes w²."
)
def exchanges_l1_and_l2(params, l1, l2):
    return penalty(params, l2, l1)


@penalty.mistake(
    "This is l2 ‖w‖, with a root over the sum of squares. The L2 penalty is the squared norm: the "
    "root must go, and the slope is 2 l2 w."
)
def takes_the_norm(params, l1, l2):
    total, gradients = 0.0, {}
    for name, w in params.items():
        if name in ("W", "w_out"):
            norm = np.sqrt(np.sum(w**2))
            total += l1 * np.sum(np.abs(w)) + l2 * norm
            gradients[name] = l1 * np.sign(w) + l2 * w / norm
        else:
            gradients[name] = 0.0 * w
    return total, gradients


@penalty.mistake("These are means over the weights; the penalties are sums.")
def averages_the_weights(params, l1, l2):
    total, gradients = 0.0, {}
    for name, w in params.items():
        if name in ("W", "w_out"):
            total += l1 * np.mean(np.abs(w)) + l2 * np.mean(w**2)
            gradients[name] = (l1 * np.sign(w) + 2 * l2 * w) / w.size
        else:
            gradients[name] = 0.0 * w
    return total, gradients


@penalty.mistake(
    "The gradient's sign is turned: it would make weights grow. The penalty rises with |w|, so its "
    "slope has the sign of w."
)
def turns_the_sign(params, l1, l2):
    value, gradients = penalty(params, l1, l2)
    return value, {name: -slope for name, slope in gradients.items()}


@penalty.mistake(
    "w/|w| is 0/0 where a weight is 0. The derivative is taken as 0 there: write np.sign(w)."
)
def divides_by_the_size(params, l1, l2):
    return priced(
        params, lambda w: l1 * np.abs(w) + l2 * w**2, lambda w: l1 * w / np.abs(w) + 2 * l2 * w
    )


@penalty.mistake(
    "Where a weight is 0, the derivative of |w| is taken as 0, neither 1 nor −1: write np.sign(w)."
)
def counts_zero_as_positive(params, l1, l2):
    return priced(
        params,
        lambda w: l1 * np.abs(w) + l2 * w**2,
        lambda w: l1 * np.where(w >= 0, 1.0, -1.0) + 2 * l2 * w,
    )


@penalty.mistake(
    "Where a weight is 0, the derivative of |w| is taken as 0, neither 1 nor −1: write np.sign(w)."
)
def counts_zero_as_negative(params, l1, l2):
    return priced(
        params,
        lambda w: l1 * np.abs(w) + l2 * w**2,
        lambda w: l1 * np.where(w > 0, 1.0, -1.0) + 2 * l2 * w,
    )


def lacks_the_biases(value, params, l1, l2):
    """Say whether the gradients of the biases, and only those, are missing."""
    return {name for name in params if name not in value[1]} == {"b", "b_out"}


@penalty.mistake(
    "The biases have no gradient here. It is 0, but it must be there, so that it can be added to "
    "that of backward_pass name by name.",
    sign=lacks_the_biases,
)
def leaves_the_biases_out(params, l1, l2):
    value, gradients = penalty(params, l1, l2)
    return value, {name: gradients[name] for name in ("W", "w_out")}
