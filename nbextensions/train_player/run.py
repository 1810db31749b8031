"""The widget's training in Python: all starts at once, through the course's own functions.

It is there for what must not wait for a browser (the still picture, `history`, `n_succeeded`) and
to hold the browser to account.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from course.activations import activation
from course.history import History
from course.losses import LOSSES, binary_cross_entropy_from_scores
from course.metrics import majority_baseline
from course.penalties import penalise
from nbextensions.train_player.draws import unpacked

if TYPE_CHECKING:
    from nbextensions.train_player.draws import Draws


class Settings(NamedTuple):
    """How a training goes on from its start.

    Parameters
    ----------
    activation : str
        Of the hidden units.
    loss : str
        A key of :data:`course.graph.LOSSES`.
    reduction : {"mean", "sum", "online"}
        Online, a step learns from one example; the loss that is told is then the mean.
    learning_rate, l1, l2 : float
    rate : float in [0, 1)
        Dropout of the hidden units.
    """

    activation: str
    loss: str
    reduction: str
    learning_rate: float
    l1: float
    l2: float
    rate: float


class Trained(NamedTuple):
    """What came of it; entry 0 is before the first step.

    Parameters
    ----------
    loss, penalty : ndarray of float, shape (n_steps + 1, n_starts)
    n_right : ndarray of int, shape (n_steps + 1, n_starts)
    validation_loss : ndarray of float, shape (n_steps + 1, n_starts)
        NaN where there is no validation set.
    validation_n_right : ndarray of int, shape (n_steps + 1, n_starts)
    weights : ndarray of float, shape (n_steps + 1, n_starts, n_parameters)
        Only the last ones, with one entry, unless they were asked for.
    """

    loss: np.ndarray
    penalty: np.ndarray
    n_right: np.ndarray
    validation_loss: np.ndarray
    validation_n_right: np.ndarray
    weights: np.ndarray

    def __repr__(self) -> str:
        n_records, n_starts = self.loss.shape
        return f"Trained({n_starts} starts, {n_records - 1} steps)"


Passed = list[tuple[np.ndarray, np.ndarray]]


def forward(
    theta: np.ndarray,
    X: np.ndarray,
    settings: Settings,
    draws: Draws,
    masks: list[np.ndarray] | None = None,
) -> Passed:
    """Go forward for all starts.

    Parameters
    ----------
    theta : ndarray of float, shape (n_starts, n_parameters)
    X : ndarray of float, shape (n_examples, n_features)
    settings : Settings
    draws : Draws
        For the sizes.
    masks : list of ndarray, optional
        Dropout masks of the hidden layers.

    Returns
    -------
    list of (Z, A)
        For each layer, shapes (n_starts, n_examples, n_units).
    """
    arrays = unpacked(theta, draws.sizes)
    last = len(arrays) // 2 - 1
    A, passed = X[None], []
    for layer, (W, b) in enumerate(zip(arrays[::2], arrays[1::2], strict=True)):
        Z = A @ W + b[:, None, :]
        A = activation("sigmoid" if layer == last else settings.activation).function(Z)
        if masks and layer < last:
            A = A * masks[layer]
        passed.append((Z, A))
    return passed


def gradient(
    theta: np.ndarray,
    X: np.ndarray,
    y: np.ndarray,
    settings: Settings,
    draws: Draws,
    masks: list[np.ndarray],
    passed: Passed,
) -> np.ndarray:
    """Gradient of loss plus penalty, for all starts: shape (n_starts, n_parameters).

    Parameters
    ----------
    theta, X, settings, draws, masks
        As for `forward`.
    y : ndarray of float, shape (n_examples,)
    passed : list of (Z, A)
        What `forward` gave.
    """
    arrays = unpacked(theta, draws.sizes)
    dZ = _by_score(passed[-1], y, settings)
    parts: list[np.ndarray] = []
    for layer in range(len(passed) - 1, -1, -1):
        into = passed[layer - 1][1] if layer else np.broadcast_to(X, (len(theta), *X.shape))
        parts = [np.swapaxes(into, 1, 2) @ dZ, dZ.sum(axis=1), *parts]
        if layer:
            dA = dZ @ np.swapaxes(arrays[2 * layer], 1, 2)
            dA = dA * masks[layer - 1] if masks else dA
            dZ = dA * activation(settings.activation).derivative(passed[layer - 1][0])
    flat = np.concatenate([part.reshape(len(theta), -1) for part in parts], axis=1)
    return flat + _penalties(theta, settings, draws)[1]


def _by_score(passed: tuple[np.ndarray, np.ndarray], y: np.ndarray, settings: Settings) -> Any:
    """Gradient of the loss by the output's weighted sum, (n_starts, n_examples, 1)."""
    Z, p = passed
    targets = np.broadcast_to(y[:, None], Z.shape)
    share = 1 if settings.reduction == "sum" else len(y)
    if settings.loss.startswith("binary"):
        return binary_cross_entropy_from_scores(targets, Z)[1] / share
    by_p = LOSSES[settings.loss].function(targets, p)[1] / share
    return by_p * activation("sigmoid").derivative(Z)


def _losses(passed: tuple[np.ndarray, np.ndarray], y: np.ndarray, settings: Settings) -> np.ndarray:
    """Loss of each start, (n_starts,)."""
    Z, p = (array[..., 0] for array in passed)
    targets = np.broadcast_to(y, Z.shape)
    if settings.loss.startswith("binary"):
        sums = binary_cross_entropy_from_scores(targets, Z, reduction="none")[0]
    else:
        sums = LOSSES[settings.loss].function(targets, p, reduction="none")[0]
    return np.asarray(sums) / (1 if settings.reduction == "sum" else len(y))


def _penalties(theta: np.ndarray, settings: Settings, draws: Draws) -> tuple[Any, Any]:
    """Penalty of each start, and its gradient."""
    if not (settings.l1 or settings.l2):
        return np.zeros(len(theta)), 0.0
    names = [f"{letter}{layer}" for layer in range(1, len(draws.sizes)) for letter in "Wb"]
    values, slopes = [], []
    for one in theta:
        arrays = unpacked(one, draws.sizes)
        value, gradients = penalise(arrays, names, l1=settings.l1, l2=settings.l2)
        values.append(value)
        slopes.append(np.concatenate([array.ravel() for array in gradients]))
    return np.array(values), np.array(slopes)


def train(
    theta: np.ndarray,
    data: Mapping[str, np.ndarray],
    settings: Settings,
    draws: Draws,
    n_steps: int,
    keep_weights: bool = False,
) -> Trained:
    """Train several starts at once.

    Parameters
    ----------
    theta : ndarray of float, shape (n_starts, n_parameters)
    data : mapping
        ``X``, ``y``, and ``validation_X``, ``validation_y``, which may have no rows.
    settings : Settings
    draws : Draws
        Order of the batches, and masks.
    n_steps : int
    keep_weights : bool
        Whether all weights are kept.

    Returns
    -------
    Trained
        A training that overflows goes on as NaN.
    """
    records: list[tuple[np.ndarray, ...]] = []
    weights = [theta]
    with np.errstate(over="ignore", invalid="ignore"):
        passed = forward(theta, data["X"], settings, draws)
        records.append(_measured(theta, passed[-1], data, settings, draws))
        for step in range(n_steps):
            slope = _slope(step, theta, data, settings, draws, passed)
            theta = theta - settings.learning_rate * slope
            if not keep_weights:
                weights.clear()
            weights.append(theta)
            passed = forward(theta, data["X"], settings, draws)
            records.append(_measured(theta, passed[-1], data, settings, draws))
    loss, penalty, right, validation_loss, validation_right = map(
        np.array, zip(*records, strict=True)
    )
    return Trained(loss, penalty, right, validation_loss, validation_right, np.array(weights))


def _slope(
    step: int,
    theta: np.ndarray,
    data: Mapping[str, np.ndarray],
    settings: Settings,
    draws: Draws,
    passed: Passed,
) -> np.ndarray:
    """Gradient that a step follows; the measured pass serves where all rows are used, undropped."""
    online = settings.reduction == "online"
    rows = np.array([step % len(data["y"])]) if online else draws.rows(step)
    dropped = settings.rate and len(draws.sizes) > 2
    masks = draws.masks(step, settings.rate, len(rows)) if dropped else []
    X, y = data["X"][rows], data["y"][rows]
    if masks or len(rows) < len(data["y"]) or draws.order.size:
        passed = forward(theta, X, settings, draws, masks)
    return gradient(theta, X, y, settings, draws, masks, passed)


def _measured(
    theta: np.ndarray,
    output: tuple[np.ndarray, np.ndarray],
    data: Mapping[str, np.ndarray],
    settings: Settings,
    draws: Draws,
) -> tuple[np.ndarray, ...]:
    """Loss, penalty, right ones, validation loss and right ones: each (n_starts,)."""
    penalty = _penalties(theta, settings, draws)[0]
    loss, right = _score(output, data["y"], settings)
    if not len(data["validation_y"]):
        return loss, penalty, right, np.full(len(theta), np.nan), np.zeros(len(theta), dtype=int)
    held_out = forward(theta, data["validation_X"], settings, draws)[-1]
    return (loss, penalty, right, *_score(held_out, data["validation_y"], settings))


def _score(
    output: tuple[np.ndarray, np.ndarray], y: np.ndarray, settings: Settings
) -> tuple[np.ndarray, np.ndarray]:
    right = (output[1][..., 0] > 0.5) == (y > 0.5)
    return _losses(output, y, settings), right.sum(axis=1)


def as_history(trained: Trained, data: Mapping[str, np.ndarray], sizes: Sequence[int]) -> History:
    """Give the training of one start as the course's history, with a record for each step.

    Parameters
    ----------
    trained : Trained
        Of one start, with all weights.
    data : mapping
        As for `train`.
    sizes : sequence of int

    Returns
    -------
    History
        Its "epochs" are steps.
    """
    y, held_out = data["y"], data["validation_y"]
    loss, validation_loss = trained.loss[:, 0], trained.validation_loss[:, 0]
    return History(
        epochs=np.arange(len(loss)),
        loss=loss,
        penalty=trained.penalty[:, 0],
        accuracy=trained.n_right[:, 0] / len(y),
        validation_loss=validation_loss,
        validation_accuracy=trained.validation_n_right[:, 0] / (len(held_out) or np.nan),
        majority_baseline=majority_baseline(y),
        validation_majority_baseline=majority_baseline(held_out) if len(held_out) else np.nan,
        parameter_names=tuple(f"{a}{layer}" for layer in range(1, len(sizes)) for a in "Wb"),
        weights=tuple(unpacked(theta, sizes) for theta in trained.weights[:, 0]),
        best_epoch=int(np.nanargmin(validation_loss)) if len(held_out) else len(loss) - 1,
        stopped_early=False,
    )
