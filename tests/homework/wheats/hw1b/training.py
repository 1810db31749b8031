"""Right answers to HW1B, Part 3."""

import numpy as np

from autograder.homework.hw1b.backward import backward_pass
from autograder.homework.hw1b.batches import minibatches
from autograder.homework.hw1b.forward import forward_pass
from autograder.homework.hw1b.optimizer import optimizer_step
from tests.homework.wheats import collection

WHEATS, right = collection()


@right("minibatches")
def shuffled_in_place(n_examples, batch_size, rng):
    rows = np.arange(n_examples)
    rng.shuffle(rows)
    batches = []
    while len(rows):
        batches.append(rows[:batch_size])
        rows = rows[batch_size:]
    return batches


@right("minibatches")
def sorted_by_random_keys(n_examples, batch_size, rng):
    order = np.argsort(rng.random(n_examples))
    return np.split(order, range(batch_size, n_examples, batch_size))


@right("minibatches")
def drawn_without_replacement(n_examples, batch_size, rng):
    order = rng.choice(n_examples, size=n_examples, replace=False).tolist()
    return tuple(order[i : i + batch_size] for i in range(0, n_examples, batch_size))


@right("minibatches")
def drawn_row_by_row(n_examples, batch_size, rng):
    left, batches = list(range(n_examples)), [[]]
    while left:
        if len(batches[-1]) == batch_size:
            batches.append([])
        batches[-1].append(left.pop(int(rng.integers(len(left)))))
    return batches


@right("minibatches")
def with_array_split_at_the_right_places(n_examples, batch_size, rng):
    cuts = np.arange(batch_size, n_examples, batch_size)
    return np.array_split(rng.permutation(n_examples).astype(np.int32), cuts)
