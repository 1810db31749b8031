"""Part 4, continued: who is struck out, drawn anew for each row of each batch."""

from __future__ import annotations

import numpy as np

from autograder.exercise import SeededRng, compare, require
from autograder.homework.hw1b.declaration import regularization
from autograder.homework.hw1b.examples import COMMON_SEEDS, own_generators


@regularization.function(title="The mask", array_form="(rng.random(shape) >= rate) / (1 - rate)")
def dropout_mask(shape, rate, rng, training=True):
    """Draw an inverted dropout mask: 0 with probability rate, else 1 / (1 - rate).

    So the mean of the mask is 1. After training nobody is struck out: all are 1.

    Parameters
    ----------
    shape : tuple of int
        (n_examples, n_hidden): each unit of each row has a fate of its own.
    rate : float
        Probability that a unit is struck out, 0 or more and below 1.
    rng : numpy.random.Generator
        Draws the mask.
    training : bool
        False when the net is used and not trained.

    Returns
    -------
    mask : ndarray of float, shape (n_examples, n_hidden)
        What the activations are multiplied by.
    """
    if not training:
        return np.ones(shape)
    return (rng.random(shape) >= rate) / (1 - rate)


SEED = 11
MANY = (200, 50)


def spread(rate, shape):
    """Return five standard deviations of the share of zeros; farther off is no chance."""
    return 5 * np.sqrt(rate * (1 - rate) / np.prod(shape))


@dropout_mask.check(points=0.25, title="holds 0 and 1/(1 − rate), with a share of about rate zeros")
def strikes_out_and_scales(dropout_mask):
    for rate in (0.2, 0.5, 0.75):
        mask = dropout_mask(MANY, rate, SeededRng(SEED))
        kept = mask[mask != 0]
        right = np.isclose(kept, 1 / (1 - rate), rtol=1e-5)
        first_wrong = kept[np.argmin(right)] if kept.size else 0
        require(
            right,
            f"With rate = {rate} the numbers that are not 0 must be 1/(1 − rate) = "
            f"{1 / (1 - rate):.4g}; one of yours is {first_wrong:.4g}.",
        )
        share = np.mean(mask == 0)
        require(
            abs(share - rate) <= spread(rate, MANY),
            f"With rate = {rate} about {rate:.0%} of the numbers must be 0; in yours "
            f"{share:.0%} of {mask.size} are.",
        )


@dropout_mask.check(points=0.25, title="is 1 everywhere after training, and where the rate is 0")
def leaves_the_finished_net_alone(dropout_mask):
    ones, rng = np.ones((3, 4)), SeededRng(SEED)
    compare(dropout_mask, (3, 4), 0.5, rng, False, want=ones, rtol=1e-5, label="after training")
    compare(dropout_mask, (3, 4), 0.0, rng, want=ones, rtol=1e-5, label="rate 0")


@dropout_mask.check(
    points=0.25, hidden=True, title="gives each unit of each row a fate of its own; the mean is 1"
)
def draws_every_number(dropout_mask, rng):
    for shape in ((400, 30), (60, 200)):
        rate = float(rng.uniform(0.2, 0.4))
        mask = dropout_mask(shape, rate, SeededRng.drawn(rng))
        require(np.any(mask != mask[:1]), "Every row must have a mask of its own.")
        require(np.any(mask != mask[:, :1]), "Not all units of a row may share one fate.")
        off = abs(np.mean(mask) - 1)
        require(off <= spread(rate, shape) / (1 - rate), "The mean of the mask must be about 1.")


@dropout_mask.check(
    points=0.25,
    hidden=True,
    title="draws from the rng it is given: the same seed repeats, another gives another mask",
)
def draws_from_rng(dropout_mask, rng):
    one, other = SeededRng.drawn(rng), SeededRng.drawn(rng)
    mask = dropout_mask((30, 20), 0.5, one)
    require(
        np.array_equal(mask, dropout_mask((30, 20), 0.5, one)),
        "The same seed must give the same mask: draw with rng, not with np.random.",
    )
    require(
        np.any(mask != dropout_mask((30, 20), 0.5, other)),
        "Another seed must give another mask: draw with the rng that is passed in.",
    )


# Right masks differ, so the mistakes are known by signs. A large mask shows its rate.


def kept_is(mask, wanted):
    """Say whether a mask has zeros, and elsewhere one number only, `wanted`."""
    mask = np.asarray(mask, dtype=float)
    kept = mask[mask != 0]
    return 0 < kept.size < mask.size and np.allclose(kept, wanted, rtol=1e-5)


def share_is(mask, wanted):
    """Say whether about a share of `wanted` is 0 in a large mask."""
    mask = np.asarray(mask)
    return mask.size >= 2000 and abs(np.mean(mask == 0) - wanted) < 0.04


def keeps_the_wrong_share(mask, shape, rate, rng, training=True):
    return training and abs(rate - 0.5) > 0.05 and share_is(mask, 1 - rate)


@dropout_mask.mistake(
    "rate is the probability to be struck out, and here it is the probability to stay: a number "
    "is kept where rng.random(shape) >= rate, and then divided by 1 − rate.",
    sign=keeps_the_wrong_share,
)
def keeps_with_the_rate(shape, rate, rng, training=True):
    return (rng.random(shape) < rate) / rate if training and rate else np.ones(shape)


@dropout_mask.mistake(
    "The mask is not scaled. Divide by 1 − rate, so that its mean is 1 and the sums stay as large "
    "as they are after training.",
    sign=lambda mask, shape, rate, rng, training=True: training and rate > 0 and kept_is(mask, 1.0),
)
def does_not_scale(shape, rate, rng, training=True):
    return (rng.random(shape) >= rate) * 1.0 if training else np.ones(shape)


@dropout_mask.mistake(
    "The mask is divided by rate; those that stay are a share of 1 − rate, so divide by 1 − rate.",
    sign=lambda mask, shape, rate, rng, training=True: (
        training and rate != 0.5 and kept_is(mask, 1 / rate) and share_is(mask, rate)
    ),
)
def divides_by_the_rate(shape, rate, rng, training=True):
    return (rng.random(shape) >= rate) / rate if training and rate else np.ones(shape)


@dropout_mask.mistake(
    "The mask is multiplied by 1 − rate, which makes the sums smaller still. Divide by it.",
    sign=lambda mask, shape, rate, rng, training=True: (
        training and rate > 0 and kept_is(mask, 1 - rate)
    ),
)
def multiplies_by_the_share(shape, rate, rng, training=True):
    return (rng.random(shape) >= rate) * (1 - rate) if training else np.ones(shape)


@dropout_mask.mistake(
    "Units are struck out although training is False. When the net is used all of them work: "
    "return ones.",
    sign=lambda mask, shape, rate, rng, training=True: (
        not training and rate > 0 and np.any(np.equal(mask, 0))
    ),
)
def strikes_out_after_training(shape, rate, rng, training=True):
    return (rng.random(shape) >= rate) / (1 - rate)


@dropout_mask.mistake(
    "After training the mask is 1 − rate. That belongs to the other kind of dropout, which does "
    "not scale in training; the inverted kind needs ones.",
    sign=lambda mask, shape, rate, rng, training=True: (
        not training and rate > 0 and np.allclose(mask, 1 - rate, rtol=1e-5)
    ),
)
def scales_after_training(shape, rate, rng, training=True):
    return (rng.random(shape) >= rate) / (1 - rate) if training else np.full(shape, 1 - rate)


@dropout_mask.mistake(
    "All rows have the same mask. Each row strikes out units of its own: draw numbers of the whole "
    "shape, rng.random(shape).",
    sign=lambda mask, shape, rate, rng, training=True: (
        shape[0] >= 10 and np.ptp(mask) > 0 and np.all(np.equal(mask, mask[:1]))
    ),
)
def draws_one_row(shape, rate, rng, training=True):
    row = (rng.random(shape[1]) >= rate) / (1 - rate) if training else np.ones(shape[1])
    return np.tile(row, (shape[0], 1))


@dropout_mask.mistake(
    "Whole rows are struck out: all units of a row share one number. Draw numbers of the whole "
    "shape, rng.random(shape).",
    sign=lambda mask, shape, rate, rng, training=True: (
        shape[1] >= 10 and np.ptp(mask) > 0 and np.all(np.equal(mask, mask[:, :1]))
    ),
)
def draws_one_column(shape, rate, rng, training=True):
    column = rng.random((shape[0], 1)) >= rate
    return np.tile(column / (1 - rate), (1, shape[1])) if training else np.ones(shape)


def comes_from_a_common_seed(mask, shape, rate, rng, training=True):
    if not training or not 0 < np.count_nonzero(mask) < np.size(mask) or rng.seed in COMMON_SEEDS:
        return False
    kept = np.not_equal(mask, 0)
    return any(np.array_equal(kept, own.random(shape) >= rate) for own in own_generators())


@dropout_mask.mistake(
    "The numbers come from a generator with a seed of its own, so every batch gets the same mask. "
    "Draw from the rng that is passed in.",
    sign=comes_from_a_common_seed,
)
def makes_its_own_generator(shape, rate, rng, training=True):
    own = np.random.default_rng(0)
    return (own.random(shape) >= rate) / (1 - rate) if training else np.ones(shape)
