"""Part 3: the rows of the training set, shuffled and dealt out."""

from __future__ import annotations

from autograder.homework.hw1b.declaration import training


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
