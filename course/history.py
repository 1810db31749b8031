"""The history of a training: what a plot, a table or a step backwards needs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from course.early_stopping import EarlyStopping
    from course.measuring import Measure


class History(NamedTuple):
    """What happened, epoch by epoch and step by step; entry 0 is before the first step.

    Parameters
    ----------
    epochs : ndarray of int, shape (n_records,)
        Epochs done when a record was made.
    loss : ndarray of float, shape (n_records,)
        On the training set, dropout off, in the training's own reduction, without penalty.
    penalty : ndarray of float, shape (n_records,)
        What the penalties add to the loss.
    accuracy : ndarray of float, shape (n_records,)
        Share of right predictions on the training set; NaN where nothing is classified.
    validation_loss, validation_accuracy : ndarray of float, shape (n_records,)
        The same on the validation set; NaN where there is none.
    majority_baseline, validation_majority_baseline : float
        Accuracy of always predicting the most frequent class: what an accuracy must beat.
    parameter_names : tuple of str
    weights : tuple of tuple of ndarray
        All parameters after each step, ``n_steps + 1`` of them; empty if they were not kept.
    best_epoch : int
        The epoch whose weights were returned.
    stopped_early : bool
    """

    epochs: np.ndarray
    loss: np.ndarray
    penalty: np.ndarray
    accuracy: np.ndarray
    validation_loss: np.ndarray
    validation_accuracy: np.ndarray
    majority_baseline: float
    validation_majority_baseline: float
    parameter_names: tuple[str, ...]
    weights: tuple[tuple[np.ndarray, ...], ...]
    best_epoch: int
    stopped_early: bool

    @property
    def objective(self) -> np.ndarray:
        """What was minimised, ``loss + penalty``, shape (n_records,)."""
        return self.loss + self.penalty

    def path(self, name: str) -> np.ndarray:
        """One parameter step by step, shape (n_steps + 1, *its shape).

        Raises
        ------
        ValueError
            If there is no such parameter or the weights were not kept.
        """
        if name not in self.parameter_names:
            raise ValueError(f"no parameter {name!r}; there are {', '.join(self.parameter_names)}")
        if not self.weights:
            raise ValueError("the weights were not kept; train with keep_weights=True")
        index = self.parameter_names.index(name)
        return np.stack([parameters[index] for parameters in self.weights])

    def __repr__(self) -> str:
        return (
            f"History({self.epochs[-1]} epochs: loss {self.loss[0]:.4g} -> {self.loss[-1]:.4g}, "
            f"accuracy {self.accuracy[-1]:.3g} (always the majority: {self.majority_baseline:.3g}))"
        )


class Recorder:
    """Collects a `History` while a model is trained, and watches for the time to stop.

    Parameters
    ----------
    measure : Measure
    early_stopping : EarlyStopping or None
    keep_weights : bool
    """

    def __init__(
        self, measure: Measure, early_stopping: EarlyStopping | None, keep_weights: bool
    ) -> None:
        if early_stopping is not None and measure.validation is None:
            raise ValueError("early stopping watches held-out data: pass validation=(X, y)")
        self._measure, self._watcher, self._keep = measure, early_stopping, keep_weights
        self._epochs: list[int] = []
        self._records: list[tuple[float, ...]] = []
        self._weights: list[tuple[np.ndarray, ...]] = []

    @property
    def stop(self) -> bool:
        """Whether early stopping says that it is enough."""
        return self._watcher is not None and self._watcher.stop

    def step(self, parameters: tuple[np.ndarray, ...]) -> None:
        """Keep the parameters after one step."""
        if self._keep:
            self._weights.append(parameters)

    def epoch(self, epoch: int, model: Any) -> None:
        """Measure the model after an epoch; epoch 0 is before the first step."""
        if epoch == 0:
            self.step(model.parameters)
        record = self._measure.record(model)
        self._epochs.append(epoch)
        self._records.append(record)
        if self._watcher is not None:
            self._watcher = self._watcher.observe(epoch, record[3], model.parameters)

    def finish(self, model: Any) -> tuple[Any, History]:
        """Return the model, with the best weights if they were watched for, and its history."""
        measure, best_epoch = self._measure, self._epochs[-1]
        stopped = self.stop
        if self._watcher is not None and self._watcher.best_parameters is not None:
            model = model.with_parameters(self._watcher.best_parameters)
            best_epoch = self._watcher.best_epoch
        loss, penalty, share, held_out_loss, held_out_share = np.array(self._records).T
        return model, History(
            epochs=np.array(self._epochs),
            loss=loss,
            penalty=penalty,
            accuracy=share,
            validation_loss=held_out_loss,
            validation_accuracy=held_out_share,
            majority_baseline=measure.baseline(model, measure.data),
            validation_majority_baseline=measure.baseline(model, measure.validation),
            parameter_names=model.parameter_names,
            weights=tuple(self._weights),
            best_epoch=best_epoch,
            stopped_early=stopped,
        )
