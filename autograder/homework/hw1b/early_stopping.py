"""Part 4, continued: when to stop, told by the validation rows."""

from __future__ import annotations

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
