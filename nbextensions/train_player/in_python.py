"""The training of a widget, done in Python: for lectures, tests, and where no browser is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from nbextensions.graphs.conventions import conventional
from nbextensions.train_player import own as training_own
from nbextensions.train_player import run as training_run
from nbextensions.train_player.draws import Draws
from nbextensions.train_player.setup import BY_HAND

if TYPE_CHECKING:
    from course.history import History
    from nbextensions.frame.own_functions import OwnFunctions


class TrainedInPython:
    """What :class:`TrainPlayer` knows of its training without a browser."""

    sizes: tuple[int, ...]
    X: Any
    y: Any
    activation: Any
    loss: Any
    reduction: Any
    notation: Any
    learning_rate: Any
    l1: Any
    l2: Any
    rate: Any
    n_steps: Any
    n_starts: Any
    batch_size: Any
    seed: Any
    initializer: Any
    start: Any
    by_hand: Any
    step: Any
    _data: Any
    _functions: OwnFunctions

    @property
    def draws(self) -> Draws:
        """Starts, order of the batches and dropout masks, as :class:`Draws`."""
        wanted = (self.n_steps, self.n_starts, self.batch_size, self.seed, self.initializer)
        draws = Draws(self.sizes, len(self.X), *wanted)
        if draws.key != getattr(self, "_draws_key", ""):
            self._draws_key, self._known_draws = draws.key, draws
        return self._known_draws

    @property
    def _theta(self) -> np.ndarray:
        """The start that is looked at, flat."""
        if self.start == BY_HAND and self.by_hand:
            return np.array(self.by_hand)
        return self.draws.starts[min(max(self.start, 0), self.n_starts - 1)]

    @property
    def _settings(self) -> training_run.Settings:
        loss, reduction = conventional(self.loss, self.reduction, self.notation)
        strengths = (self.learning_rate, self.l1, self.l2, self.rate)
        return training_run.Settings(self.activation, loss, reduction, *strengths)

    def _arrays(self) -> dict[str, np.ndarray]:
        held_out = self._data["validation"] or {"X": [], "y": []}
        return {
            "X": np.array(self.X, dtype=float),
            "y": np.array(self.y, dtype=float),
            "validation_X": np.array(held_out["X"], dtype=float).reshape(-1, self.sizes[0]),
            "validation_y": np.array(held_out["y"], dtype=float),
        }

    def history(self, n_steps: int | None = None) -> History:
        """Train the start that is looked at, with the course's functions, in Python.

        Parameters
        ----------
        n_steps : int, optional
            All `n_steps` of the widget where it is missing.

        Returns
        -------
        History
            With a record for each step ("epochs" are steps), and all weights.

        Raises
        ------
        OwnFunctionError
            If your own function raises.
        """
        data, count = self._arrays(), self.n_steps if n_steps is None else n_steps
        if self._functions:
            trained = training_own.train(self, self._theta, data, count)
        else:
            settings, start = self._settings, self._theta[None]
            trained = training_run.train(start, data, settings, self.draws, count, keep=1)
        return training_run.as_history(trained, data, self.sizes)

    def succeeded(self, step: int | None = None) -> np.ndarray:
        """Say which starts have all examples right after a step.

        Parameters
        ----------
        step : int, optional
            The last one where it is missing.

        Returns
        -------
        ndarray of bool, shape (n_starts,)
            ``.sum()`` is the number that the widget shows.
        """
        count = self.n_steps if step is None else step
        trained = training_run.train(
            self.draws.starts, self._arrays(), self._settings, self.draws, count
        )
        return trained.n_right[-1] == len(self.y)

    @property
    def weights(self) -> tuple[np.ndarray, ...]:
        """``(W1, b1, W2, b2, ...)`` at the step that is looked at."""
        return self.history(self.step).weights[-1]

    def _question(self, theta: np.ndarray, count: int) -> dict[str, Any]:
        settings = self._settings
        kept = ("learning_rate", "l1", "l2", "loss", "reduction")
        question = {name: getattr(settings, name) for name in kept}
        return {**question, "theta": theta.tolist(), "count": count, "X": self.X, "y": self.y}
