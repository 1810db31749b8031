"""Part 3: the rows of the training set, shuffled and dealt out."""

from __future__ import annotations

import numpy as np

from autograder.exercise import SeededRng, require
from autograder.homework.hw1b.declaration import training
from autograder.homework.hw1b.examples import own_generators


@training.function(title="Mini-batches")
def minibatches(n_examples, batch_size, rng):
    """Deal the numbers 0 ... n_examples - 1 out, in random order, into batches.

    Every number stands in exactly one batch. All batches have batch_size numbers; only
    the last may be smaller.

    Parameters
    ----------
    n_examples : int
        Number of rows.
    batch_size : int
        Rows in a batch.
    rng : numpy.random.Generator
        Draws the order; the same generator gives another order at each call.

    Returns
    -------
    batches : list of ndarray of int
        Row numbers, to be used as X[batch] and y[batch].
    """
    order = rng.permutation(n_examples)
    return [order[start : start + batch_size] for start in range(0, n_examples, batch_size)]


def as_row_numbers(student, n_examples, batch_size, seed):
    """Return the student's batches as a list of arrays, after a look at their sizes and kind."""
    batches = student(n_examples, batch_size, SeededRng(seed))
    require(
        all(np.asarray(batch).dtype.kind in "iu" for batch in batches),
        "The batches hold floats. Row numbers must be whole numbers, to be used as X[batch].",
    )
    return [np.asarray(batch) for batch in batches]


def holds_each_once(batches, n_examples):
    """Say whether every row number stands in exactly one batch."""
    return bool(np.array_equal(np.sort(np.concatenate(batches)), np.arange(n_examples)))


def same_deal(one, other):
    """Say whether two deals put the same rows, in the same order, into the same batches."""
    return all(np.array_equal(a, b) for a, b in zip(one, other, strict=True))


def same_members(one, other):
    """Say whether two deals put the same rows into the same batches, in whatever order."""
    return all(np.array_equal(np.sort(a), np.sort(b)) for a, b in zip(one, other, strict=True))


def same_groups(one, other):
    """Say whether two deals put the same rows together, in whatever order."""
    return {frozenset(a.tolist()) for a in one} == {frozenset(b.tolist()) for b in other}


def in_order(n_examples, batch_size):
    """Cut the numbers into batches without shuffling them."""
    return [np.arange(n_examples)[i : i + batch_size] for i in range(0, n_examples, batch_size)]


def is_a_draw(student, n_examples, batch_size, seeds):
    """Require a random order that the generator decides, and nothing else."""
    deals = [as_row_numbers(student, n_examples, batch_size, seed) for seed in seeds]
    again = as_row_numbers(student, n_examples, batch_size, seeds[0])
    for batches in deals:
        require(holds_each_once(batches, n_examples), "Each row must stand in exactly one batch.")
        require(
            not same_groups(batches, in_order(n_examples, batch_size)),
            "The rows stay where they were. Shuffle all of them before they are cut.",
        )
        require(
            np.mean(np.diff(np.concatenate(batches)) == 1) < 0.6,
            "Most rows still stand beside the row that they stood beside before. Shuffle all rows.",
        )
    require(
        same_deal(deals[0], again),
        "The same generator must give the same batches. Draw with rng, not with np.random.",
    )
    require(
        not any(same_deal(deals[0], other) for other in deals[1:]),
        "Another generator must give another order. Draw with the rng that is passed in.",
    )


@minibatches.check(points=0.25, title="10 rows in batches of 4: two full ones, then one of 2")
def deals_ten_rows(minibatches):
    batches = as_row_numbers(minibatches, 10, 4, 3)
    require(holds_each_once(batches, 10), "Each of the rows 0 … 9 must stand in exactly one batch.")


@minibatches.check(points=0.25, title="the order is random, and rng alone decides it")
def is_shuffled_by_the_generator(minibatches):
    is_a_draw(minibatches, 12, 3, seeds=(1, 2))


@minibatches.check(
    points=0.25, hidden=True, title="every row once, in other orders, for other numbers of rows"
)
def deals_other_rows(minibatches, rng):
    n = int(rng.integers(9, 20))
    for n_examples, batch_size in ((2 * n + 1, 2), (n, n), (n, n + 3), (3 * n, 3), (n, 1)):
        seed = SeededRng.drawn(rng).seed
        batches = as_row_numbers(minibatches, n_examples, batch_size, seed)
        require(holds_each_once(batches, n_examples), "Each row must stand in exactly one batch.")
    is_a_draw(minibatches, 20, 5, seeds=[SeededRng.drawn(rng).seed for _ in range(3)])


def rows_of(value):
    """Return all row numbers of a deal, one batch after the other."""
    return np.concatenate([np.asarray(batch) for batch in value])


@minibatches.mistake(
    "The rows are not shuffled: every epoch sees them in the same order. Cut rng.permutation("
    "n_examples) into batches, not np.arange(n_examples)."
)
def keeps_the_order(n_examples, batch_size, rng):
    return in_order(n_examples, batch_size)


def stays_in_place(value, n_examples, batch_size, rng):
    """Each batch holds the very rows that it would hold without a draw, but not in that order."""
    cut = in_order(n_examples, batch_size)
    return (
        len(cut) > 2
        and batch_size > 1
        and same_members(list(map(np.asarray, value)), cut)
        and not same_deal(list(map(np.asarray, value)), cut)
    )


@minibatches.mistake(
    "The rows are shuffled within each batch only, so the same rows always come together. Shuffle "
    "all rows first, then cut.",
    sign=stays_in_place,
)
def shuffles_within_the_batches(n_examples, batch_size, rng):
    return [rng.permutation(batch) for batch in in_order(n_examples, batch_size)]


def come_in_another_order(value, n_examples, batch_size, rng):
    """Say whether these are the batches of rows in order, but in another order."""
    dealt, cut = list(map(np.asarray, value)), in_order(n_examples, batch_size)
    return (
        len(cut) > 2
        and batch_size > 1
        and same_groups(dealt, cut)
        and not (len(dealt) == len(cut) and same_members(dealt, cut))
    )


@minibatches.mistake(
    "Only the order of the batches is random, so the same rows always come together. Shuffle all "
    "rows first, then cut.",
    sign=come_in_another_order,
)
def shuffles_the_batches_alone(n_examples, batch_size, rng):
    cut = in_order(n_examples, batch_size)
    order = rng.permutation(n_examples // batch_size)
    return [cut[i] for i in order] + cut[len(order) :]


def lacks_the_last(value, n_examples, batch_size, rng):
    rows = rows_of(value)
    left_over = n_examples % batch_size
    return left_over > 0 and len(set(rows)) == len(rows) == n_examples - left_over


@minibatches.mistake(
    "The rows that do not fill a batch are dropped. Keep them: the last batch may be smaller.",
    sign=lacks_the_last,
)
def drops_the_last_rows(n_examples, batch_size, rng):
    order = rng.permutation(n_examples)
    n_batches = n_examples // batch_size
    return [order[i * batch_size : (i + 1) * batch_size] for i in range(n_batches)]


def repeats_rows(value, n_examples, batch_size, rng):
    rows = rows_of(value)
    within = rows.min() >= 0 and rows.max() < n_examples and rows.dtype.kind in "iu"
    return within and len(set(rows)) < len(rows)


@minibatches.mistake(
    "Some rows come twice and others never: each batch is a draw of its own. Shuffle all rows "
    "once, then cut the shuffled numbers into batches.",
    sign=repeats_rows,
)
def draws_each_batch_anew(n_examples, batch_size, rng):
    sizes = [len(batch) for batch in in_order(n_examples, batch_size)]
    return [rng.choice(n_examples, size, replace=True) for size in sizes]


def counts_to_n(value, n_examples, batch_size, rng):
    return np.array_equal(np.sort(rows_of(value)), np.arange(1, n_examples + 1))


@minibatches.mistake(
    "The rows are counted from 1. Python counts from 0: 0 … n_examples − 1.", sign=counts_to_n
)
def counts_from_one(n_examples, batch_size, rng):
    order = rng.permutation(np.arange(1, n_examples + 1))
    return [order[start : start + batch_size] for start in range(0, n_examples, batch_size)]


def has_that_many_batches(value, n_examples, batch_size, rng):
    right = -(-n_examples // batch_size)
    return len(value) == batch_size != right and len(rows_of(value)) == n_examples


@minibatches.mistake(
    "batch_size is taken for the number of batches. It is the number of rows in each of them.",
    sign=has_that_many_batches,
)
def makes_that_many_batches(n_examples, batch_size, rng):
    return np.array_split(rng.permutation(n_examples), batch_size)


def evens_out(value, n_examples, batch_size, rng):
    sizes = [len(batch) for batch in value]
    right = [len(batch) for batch in in_order(n_examples, batch_size)]
    equal = sum(sizes) == n_examples and max(sizes) - min(sizes) <= 1
    return equal and len(sizes) == len(right) and sizes != right


@minibatches.mistake(
    "The batches are made about equally large, as np.array_split does. Fill each with batch_size "
    "rows; only the last may be smaller.",
    sign=evens_out,
)
def makes_equal_batches(n_examples, batch_size, rng):
    return np.array_split(rng.permutation(n_examples), -(-n_examples // batch_size))


def is_of_its_own_seed(value, n_examples, batch_size, rng):
    rows = rows_of(value)
    mine = rng.generator().permutation(n_examples)
    own = any(np.array_equal(rows, each.permutation(n_examples)) for each in own_generators())
    return n_examples > 8 and own and not np.array_equal(rows, mine)


@minibatches.mistake(
    "The order comes from a generator that is made inside, always with the same seed, so every "
    "epoch has the same batches. Draw with the rng that is passed in.",
    sign=is_of_its_own_seed,
)
def seeds_a_generator_inside(n_examples, batch_size, rng):
    order = np.random.default_rng(0).permutation(n_examples)
    return [order[start : start + batch_size] for start in range(0, n_examples, batch_size)]
