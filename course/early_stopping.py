"""Early stopping: keep the weights that did best on held-out data, stop when none do better."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from course._arrays import whole


class EarlyStopping(NamedTuple):
    """A watcher that is a value: `observe` returns the next one.

    Parameters
    ----------
    patience : int
        How many records in a row without improvement end the training: `stop` is true once
        `n_waited` reaches it.
    min_improvement : float
        A loss counts as better if it is lower than the best by more than this.
    best_loss, best_epoch, best_parameters, n_waited
        What has been seen so far; left alone when one starts.

    Source: Goodfellow, Bengio, Courville, Deep Learning (2016), alg. 7.1.
    """

    patience: int
    min_improvement: float = 0.0
    best_loss: float = np.inf
    best_epoch: int = -1
    best_parameters: tuple[np.ndarray, ...] | None = None
    n_waited: int = 0

    @property
    def stop(self) -> bool:
        """Whether patience has run out."""
        return self.n_waited >= self.patience

    def observe(self, epoch: int, loss: float, parameters: tuple[np.ndarray, ...]) -> EarlyStopping:
        """Take in the held-out loss of one epoch.

        Parameters
        ----------
        epoch : int
        loss : float
            On the validation set. NaN is never an improvement.
        parameters : tuple of ndarray
            The weights that gave it.

        Returns
        -------
        EarlyStopping
            With the new best, or having waited one epoch longer.

        Raises
        ------
        ValueError
            If the patience is below 1.
        """
        whole(self.patience, "patience", 1)
        if loss < self.best_loss - self.min_improvement:
            return self._replace(
                best_loss=loss, best_epoch=epoch, best_parameters=parameters, n_waited=0
            )
        return self._replace(n_waited=self.n_waited + 1)
