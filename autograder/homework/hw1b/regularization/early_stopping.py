"""Part 4, continued: when to stop, told by the validation rows."""

from __future__ import annotations

import numpy as np

from autograder.exercise import compare
from autograder.homework.hw1b.declaration import regularization


@regularization.function(title="Early stopping")
def early_stopping(losses, patience):
    """Say which epoch was best, and at which epoch training stops.

    The best epoch is the one with the lowest validation loss so far, the earlier one of two that
    are equal. Training stops as soon as `patience` epochs in a row have not been better than
    the best; if that never happens, it stops at the last epoch.

    Parameters
    ----------
    losses : ndarray of float, shape (n_epochs,)
        Validation loss after each epoch, in order; epochs are counted from 0.
    patience : int
        How many epochs without improvement are allowed, 1 or more.

    Returns
    -------
    best : int
        The epoch whose parameters are kept.
    stop : int
        The last epoch that is trained.
    """
    best = 0
    for epoch in range(len(losses)):
        if losses[epoch] < losses[best]:
            best = epoch
        if epoch - best >= patience:
            return best, epoch
    return best, len(losses) - 1


BUMPY = np.array([0.60, 0.50, 0.55, 0.45, 0.50, 0.40, 0.44, 0.43, 0.45, 0.30])
LATE = np.array([0.50, 0.40, 0.42, 0.41, 0.45, 0.46, 0.20, 0.25, 0.22, 0.30, 0.35, 0.40, 0.45])
FALLING = np.array([0.50, 0.40, 0.30])
WAVY = np.array([0.60, 0.50, 0.55, 0.45, 0.50, 0.40, 0.44, 0.43, 0.45, 0.46, 0.30])

BEST_RUNS = ((LATE, 3), (WAVY, 3), (FALLING, 2))
"""The best epoch is the same here with one epoch of patience more or less."""

STOP_RUNS = ((LATE, 3), (BUMPY, 2), (LATE, 1), (FALLING, 2), (LATE, 5))


def falling(rng):
    """Draw losses that fall, with one bump."""
    fall = 1.0 - 0.1 * np.arange(1, rng.integers(4, 6))
    return np.insert(fall, 2, fall[1] + 0.02)


def fresh_runs(rng):
    """Draw validation losses that fall to a best, rise with bumps, and fall below it too late."""
    for patience in (2, 3, 4):
        fall, bumps = falling(rng), 0.1 * rng.random(patience + 1) + 0.02
        yield np.concatenate([fall, fall[-1] + bumps, [fall[-1] - 0.3, fall[-1]]]), patience
        yield np.concatenate([fall, fall[-1] + bumps[2:]]), patience


def tied_runs(rng):
    """Draw validation losses that reach their lowest value twice."""
    for patience in (3, 4):
        fall = falling(rng)
        yield np.concatenate([fall, fall[-1:], fall[-1] + 0.1 * rng.random(6) + 0.02]), patience


def part_of(student, position, runs):
    """Compare one of the two epochs, whatever the other one is."""
    for losses, patience in runs:
        want = list(early_stopping(losses, patience))
        want[1 - position] = None
        compare(student, losses, patience, want=tuple(want), label=f"patience {patience}")


@early_stopping.check(points=0.25, title="finds the best epoch of short runs")
def best_of_short_runs(student):
    part_of(student, 0, BEST_RUNS)


@early_stopping.check(points=0.25, title="stops short runs where it should")
def stop_of_short_runs(student):
    part_of(student, 1, STOP_RUNS)


@early_stopping.check(points=0.25, hidden=True, title="finds both epochs of other runs")
def both_of_fresh_runs(student, rng):
    for losses, patience in fresh_runs(rng):
        compare(student, losses, patience)


@early_stopping.check(points=0.25, hidden=True, title="takes the earlier of two equal losses")
def best_of_tied_runs(student, rng):
    part_of(student, 0, tied_runs(rng))


def watch(losses, patience, better=None, waits=None):
    """Stop early with another idea of what is better or of how long to wait."""
    better = better or (lambda epoch, best: losses[epoch] < losses[best])
    waits = waits or (lambda epoch, best: epoch - best >= patience)
    best = 0
    for epoch in range(len(losses)):
        if epoch and better(epoch, best):
            best = epoch
        if waits(epoch, best):
            return best, epoch
    return best, len(losses) - 1


@early_stopping.mistake("The epochs are counted from 1; count them from 0, as Python does.")
def counts_from_one(losses, patience):
    best, stop = early_stopping(losses, patience)
    return best + 1, stop + 1


@early_stopping.mistake(
    "The last epoch is returned as the best one. Training stops later than the best epoch; "
    "remember which it was, its parameters are the ones to keep."
)
def keeps_the_last_epoch(losses, patience):
    _, stop = early_stopping(losses, patience)
    return stop, stop


@early_stopping.mistake(
    "It waits one epoch too long: stop as soon as epoch − best is patience, so >= and not >."
)
def waits_one_more(losses, patience):
    return watch(losses, patience, waits=lambda epoch, best: epoch - best > patience)


@early_stopping.mistake(
    "It stops one epoch too early: the best epoch itself does not count among those without "
    "improvement."
)
def counts_the_best_epoch(losses, patience):
    return watch(losses, patience, waits=lambda epoch, best: epoch - best + 1 >= patience)


@early_stopping.mistake(
    "Each epoch is compared with the one before it; compare it with the best so far. A small fall "
    "after a large rise is no improvement."
)
def compares_with_the_epoch_before(losses, patience):
    waited, best = 0, 0
    for epoch in range(1, len(losses)):
        waited = 0 if losses[epoch] < losses[epoch - 1] else waited + 1
        best = epoch if losses[epoch] < losses[best] else best
        if waited >= patience:
            return best, epoch
    return best, len(losses) - 1


@early_stopping.mistake(
    "It stops at the first rise, with no patience: only `patience` epochs in a row that are not "
    "better end the training."
)
def stops_at_the_first_rise(losses, patience):
    return watch(losses, patience, waits=lambda epoch, best: epoch > best)


@early_stopping.mistake(
    "The epochs without improvement are counted in all; begin at 0 again after each improvement, "
    "as they must come in a row."
)
def never_begins_again(losses, patience):
    best, waited = 0, 0
    for epoch in range(1, len(losses)):
        if losses[epoch] < losses[best]:
            best = epoch
        else:
            waited += 1
        if waited >= patience:
            return best, epoch
    return best, len(losses) - 1


@early_stopping.mistake(
    "best is the lowest of all losses, but training had stopped before it: nobody could know of it."
)
def looks_into_the_future(losses, patience):
    return int(np.argmin(losses)), early_stopping(losses, patience)[1]


@early_stopping.mistake(
    "The lowest of all losses is looked for first, and patience is added to its epoch. Go through "
    "the epochs in order: training may have stopped before that one was ever reached."
)
def adds_patience_to_the_lowest_of_all(losses, patience):
    best = int(np.argmin(losses))
    return best, min(best + patience, len(losses) - 1)


@early_stopping.mistake(
    "It never stops: best is the lowest of all losses, and stop the last epoch. Use patience."
)
def never_stops(losses, patience):
    return int(np.argmin(losses)), len(losses) - 1


@early_stopping.mistake(
    "Of two equal losses the later one is taken; equal is no improvement, so < and not <=."
)
def takes_the_later_tie(losses, patience):
    return watch(losses, patience, better=lambda epoch, best: losses[epoch] <= losses[best])


@early_stopping.mistake("The two are exchanged: return best, then stop.")
def exchanges_the_two(losses, patience):
    best, stop = early_stopping(losses, patience)
    return stop, best


@early_stopping.mistake("best is a loss here; return the number of its epoch.")
def returns_the_loss(losses, patience):
    best, stop = early_stopping(losses, patience)
    return losses[best], stop


@early_stopping.mistake(
    "stop is how many epochs were trained, one more than the number of the last, as they are "
    "counted from 0."
)
def counts_the_epochs_trained(losses, patience):
    best, stop = early_stopping(losses, patience)
    return best, stop + 1
