"""The widget's training in Python: all starts at once, through the course's own functions.

It is there for what must not wait for a browser (the still picture, `history`, `n_succeeded`) and
to hold the browser to account.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from course.activations import activation, sigmoid, sigmoid_derivative
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
    weights : ndarray of float, shape (n_steps + 1, n_kept, n_parameters)
        Of the starts whose weights are kept; of all starts, but only the last, (1, n_starts,
        n_parameters), where none are.
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
    sizes: Sequence[int],
    masks: Sequence[np.ndarray] = (),
) -> Passed:
    """Go forward for all starts.

    Parameters
    ----------
    theta : ndarray of float, shape (n_starts, n_parameters)
    X : ndarray of float, shape (n_examples, n_features)
    settings : Settings
    sizes : sequence of int
    masks : sequence of ndarray
        Dropout masks of the hidden layers; none where nothing is dropped.

    Returns
    -------
    list of (Z, A)
        For each layer, shapes (n_starts, n_examples, n_units).
    """
    arrays = unpacked(theta, sizes)
    hidden = activation(settings.activation).function
    A, passed = X[None], []
    for layer, (W, b) in enumerate(zip(arrays[::2], arrays[1::2], strict=True)):
        Z = A @ W + b[:, None, :]
        A = hidden(Z) if layer < len(sizes) - 2 else sigmoid(Z)
        if layer < len(masks):
            A = A * masks[layer]
        passed.append((Z, A))
    return passed


def gradient(
    theta: np.ndarray,
    X: np.ndarray,
    settings: Settings,
    sizes: Sequence[int],
    passed: Passed,
    by_score: np.ndarray,
    masks: Sequence[np.ndarray] = (),
) -> np.ndarray:
    """Gradient of loss plus penalty, for all starts: shape (n_starts, n_parameters).

    Parameters
    ----------
    theta, X, settings, sizes, masks
        As for `forward`.
    passed : list of (Z, A)
        What `forward` gave.
    by_score : ndarray of float, shape (n_starts, n_examples, 1)
        Gradient of the loss by the output's weighted sum.
    """
    arrays, derivative = unpacked(theta, sizes), activation(settings.activation).derivative
    dZ, parts = by_score, []
    for layer in range(len(passed) - 1, -1, -1):
        into = passed[layer - 1][1] if layer else X[None]
        parts += [dZ.sum(axis=1), np.swapaxes(into, 1, 2) @ dZ]
        if layer:
            dA = dZ @ np.swapaxes(arrays[2 * layer], 1, 2)
            dA = dA * masks[layer - 1] if masks else dA
            dZ = dA * derivative(passed[layer - 1][0])
    flat = np.concatenate([part.reshape(len(theta), -1) for part in reversed(parts)], axis=1)
    return flat + _penalties(theta, settings, sizes)[1]


def _loss(
    output: tuple[np.ndarray, np.ndarray], targets: np.ndarray, settings: Settings
) -> tuple[np.ndarray, np.ndarray]:
    """Loss of each start, (n_starts,), and its gradient by the output's weighted sum."""
    Z, p = output
    share = 1 if settings.reduction == "sum" else Z.shape[1]
    if settings.loss.startswith("binary"):
        sums, by_score = binary_cross_entropy_from_scores(targets, Z, reduction="none")
        return np.asarray(sums) / share, by_score / share
    sums, by_p = LOSSES[settings.loss].function(targets, p, reduction="none")
    return np.asarray(sums) / share, by_p / share * sigmoid_derivative(Z)


def _penalties(theta: np.ndarray, settings: Settings, sizes: Sequence[int]) -> tuple[Any, Any]:
    """Penalty of each start, and its gradient."""
    if not (settings.l1 or settings.l2):
        return np.zeros(len(theta)), 0.0
    names = [f"{letter}{layer}" for layer in range(1, len(sizes)) for letter in "Wb"]
    values, slopes = [], []
    for one in theta:
        arrays = unpacked(one, sizes)
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
    keep: int = 0,
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
    keep : int
        Of so many of the first starts the weights of every step are kept.

    Returns
    -------
    Trained
        A training that overflows goes on as NaN.
    """
    X, sizes = data["X"], draws.sizes
    targets = _column(data["y"], len(theta))
    records: list[tuple[np.ndarray, ...]] = []
    weights = [theta[:keep] if keep else theta]
    with np.errstate(over="ignore", invalid="ignore"):
        for step in range(n_steps + 1):
            passed = forward(theta, X, settings, sizes)
            loss, by_score = _loss(passed[-1], targets, settings)
            records.append((loss, *_measured(theta, passed[-1], data, settings, sizes)))
            if step == n_steps:
                break
            if _is_plain(data, settings, draws):
                slope = gradient(theta, X, settings, sizes, passed, by_score)
            else:
                slope = _partial(step, theta, data, settings, draws)
            theta = theta - settings.learning_rate * slope
            if not keep:
                weights.clear()
            weights.append(theta[:keep] if keep else theta)
    loss, penalty, right, held_out_loss, held_out_right = map(np.array, zip(*records, strict=True))
    return Trained(loss, penalty, right, held_out_loss, held_out_right, np.array(weights))


def _column(y: np.ndarray, n_starts: int) -> np.ndarray:
    """Give the targets in the shape of the output of all starts."""
    return np.ascontiguousarray(np.broadcast_to(y[:, None], (n_starts, len(y), 1)))


def _is_plain(data: Mapping[str, np.ndarray], settings: Settings, draws: Draws) -> bool:
    """Whether a step uses all rows and drops nothing: then the measured pass serves it."""
    dropped = settings.rate and len(draws.sizes) > 2
    return not (dropped or draws.order.size or settings.reduction == "online")


def _partial(
    step: int,
    theta: np.ndarray,
    data: Mapping[str, np.ndarray],
    settings: Settings,
    draws: Draws,
) -> np.ndarray:
    """Gradient of a step that sees some of the rows, or drops units."""
    online = settings.reduction == "online"
    rows = np.array([step % len(data["y"])]) if online else draws.rows(step)
    masks = draws.masks(step, settings.rate, len(rows)) if settings.rate else []
    X, targets = data["X"][rows], _column(data["y"][rows], len(theta))
    passed = forward(theta, X, settings, draws.sizes, masks)
    by_score = _loss(passed[-1], targets, settings)[1]
    return gradient(theta, X, settings, draws.sizes, passed, by_score, masks)


def _measured(
    theta: np.ndarray,
    output: tuple[np.ndarray, np.ndarray],
    data: Mapping[str, np.ndarray],
    settings: Settings,
    sizes: Sequence[int],
) -> tuple[np.ndarray, ...]:
    """Penalty, right ones, validation loss and right ones: each (n_starts,)."""
    penalty = _penalties(theta, settings, sizes)[0]
    right = _n_right(output, data["y"])
    y = data["validation_y"]
    if not len(y):
        return penalty, right, np.full(len(theta), np.nan), np.zeros(len(theta), dtype=int)
    held_out = forward(theta, data["validation_X"], settings, sizes)[-1]
    loss, _ = _loss(held_out, _column(y, len(theta)), settings)
    return penalty, right, loss, _n_right(held_out, y)


def _n_right(output: tuple[np.ndarray, np.ndarray], y: np.ndarray) -> np.ndarray:
    return ((output[1][..., 0] > 0.5) == (y > 0.5)).sum(axis=1)


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
