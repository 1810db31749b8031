"""Training: forward, loss, backward, step; for all examples at once, in batches, or one by one.

The same start, data, settings and `rng` give the same numbers, bit for bit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import numpy as np

from course._arrays import generator, whole
from course.dropout import Dropout
from course.history import History, Recorder
from course.losses import Loss, loss_named
from course.measuring import Decide, Measure, shaped_like_output
from course.penalties import decay_weights, penalise
from course.reduction import sum_or_mean

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from course.early_stopping import EarlyStopping
    from course.layers import Layer, Parameters
    from course.optimizers import Optimizer


def batches(
    n_examples: int, batch_size: int | None, rng: np.random.Generator | None
) -> Iterator[np.ndarray]:
    """Row numbers of the batches of one epoch.

    Parameters
    ----------
    n_examples : int
    batch_size : int or None
        None: all examples at once. 1: one by one ("online"). The last batch may be smaller.
    rng : Generator or None
        Shuffles the rows; None keeps the order of the table.

    Yields
    ------
    ndarray of int, shape (at most batch_size,)

    Raises
    ------
    ValueError
        If the batch size is no whole number of at least 1.
    """
    size = n_examples if batch_size is None else whole(batch_size, "batch_size", 1)
    rows = np.arange(n_examples) if rng is None else generator(rng).permutation(n_examples)
    for first in range(0, n_examples, size):
        yield rows[first : first + size]


def loss_and_gradients(
    model: Layer,
    X: ArrayLike,
    y: ArrayLike,
    *,
    loss: str | Loss | Callable,
    reduction: str,
    l1: float = 0.0,
    l2: float = 0.0,
    rng: np.random.Generator | None = None,
) -> tuple[float, tuple[np.ndarray, ...]]:
    """Go forward and backward once.

    Parameters
    ----------
    model : Layer
        Often an `MLP`.
    X : array_like of float, shape (n_examples, n_features)
    y : array_like, shape (n_examples,) or (n_examples, n_outputs)
    loss : str, Loss or callable
        A name in `course.losses.LOSSES`, or ``f(y, A, reduction=...) -> (loss, dA)``.
    reduction : {"sum", "mean"}
        Whether the gradient is summed or averaged over the examples.
    l1, l2 : float
        Strengths of the penalties, which are added once, whatever the reduction.
    rng : Generator, optional
        Training mode, for dropout.

    Returns
    -------
    objective : float
        Loss plus penalty.
    gradients : tuple of ndarray, shaped like ``model.parameters``

    Raises
    ------
    ValueError
        If the shapes do not fit or a name is unknown.
    """
    A, cache = model.forward(X, rng)
    value, dA = loss_named(loss).function(shaped_like_output(y, A), A, reduction=reduction)
    _, gradients = model.backward(dA, cache)
    if not (l1 or l2):
        return float(value), gradients.parameters
    penalty, slopes = penalise(model.parameters, model.parameter_names, l1=l1, l2=l2)
    both = zip(gradients.parameters, slopes, strict=True)
    return float(value) + penalty, tuple(gradient + slope for gradient, slope in both)


def train(
    model: Any,
    X: ArrayLike,
    y: ArrayLike,
    *,
    loss: str | Loss | Callable,
    optimizer: Optimizer,
    n_epochs: int,
    reduction: str,
    batch_size: int | None = None,
    shuffle: bool = True,
    rng: np.random.Generator | None = None,
    l1: float = 0.0,
    l2: float = 0.0,
    weight_decay: float = 0.0,
    decide: Decide | None = None,
    validation: tuple[ArrayLike, ArrayLike] | None = None,
    early_stopping: EarlyStopping | None = None,
    keep_weights: bool = True,
    record_every: int = 1,
) -> tuple[Any, History]:
    """Train a model and tell its history; the model that came in stays as it was.

    Parameters
    ----------
    model : Layer
        Often an `MLP`. With a loss that takes scores it ends without an activation.
    X : array_like of float, shape (n_examples, n_features)
    y : array_like, shape (n_examples,) or (n_examples, n_outputs)
    loss : str, Loss or callable
        A name in `course.losses.LOSSES`, or ``f(y, A, reduction=...) -> (loss, dA)``.
    optimizer : Optimizer
        For instance ``GradientDescent(0.1)``.
    n_epochs : int
        How often all examples are gone through.
    reduction : {"sum", "mean"}
        Whether a step follows the sum or the mean of its batch's gradients. There is no default:
        it decides what the learning rate means.
    batch_size : int or None
        None: full batch, one step an epoch. 1: online.
    shuffle : bool
        Whether batches are drawn in a new random order each epoch; False keeps the table's order.
    rng : Generator, optional
        Needed for shuffling batches and for dropout.
    l1, l2 : float
        Strengths of the penalties; biases are not penalised.
    weight_decay : float
        Decoupled: each step first multiplies the weights by
        ``1 - learning_rate * weight_decay``.
    decide : callable, optional
        From outputs to predictions, for the accuracy. Cross-entropies bring their own; squared
        errors on the outputs of a sigmoid, with targets 0 and 1, count from one half.
    validation : tuple (X, y), optional
        Held-out examples, measured at each record.
    early_stopping : EarlyStopping, optional
        Watches the validation loss; the best weights are returned.
    keep_weights : bool
        Whether the history keeps the parameters after every step.
    record_every : int
        Epochs between two records; the last epoch is always recorded.

    Returns
    -------
    model : as it came in
        With the trained parameters.
    history : History

    Raises
    ------
    ValueError
        If settings do not fit together or shapes do not match.
    """
    X, y, loss = np.asarray(X), np.asarray(y), loss_named(loss)
    order = rng if shuffle and batch_size is not None else None
    _require_examples(X, y, "X", "y")
    if validation is not None:
        _require_examples(*_pair(validation), "the validation X", "its y")
    sum_or_mean(reduction)
    whole(n_epochs, "n_epochs")
    whole(record_every, "record_every", 1)
    _require_optimizer(optimizer)
    _require_rng(model, rng, needs_order=shuffle and batch_size is not None)
    measure = Measure((X, y), validation, loss, reduction, decide, l1, l2)
    recorder = Recorder(measure, early_stopping, keep_weights)
    recorder.epoch(0, model)
    state, epoch = optimizer.start(model.parameters), 0
    while epoch < n_epochs and not recorder.stop:
        epoch += 1
        for rows in batches(len(X), batch_size, order):
            _, gradients = loss_and_gradients(
                model, X[rows], y[rows], loss=loss, reduction=reduction, l1=l1, l2=l2, rng=rng
            )
            model, state = _step(model, gradients, optimizer, state, weight_decay)
            recorder.step(model.parameters)
        if epoch % record_every == 0 or epoch == n_epochs:
            recorder.epoch(epoch, model)
    return recorder.finish(model)


def _step(
    model: Any, gradients: Parameters, optimizer: Optimizer, state: Any, weight_decay: float
) -> tuple[Any, Any]:
    share = optimizer.learning_rate * weight_decay
    shrunk = decay_weights(model.parameters, model.parameter_names, share=share)
    parameters, state = optimizer.step(shrunk, gradients, state)
    return model.with_parameters(parameters), state


def _require_examples(X: ArrayLike, y: ArrayLike, name_X: str, name_y: str) -> None:
    rows_X, rows_y = np.shape(X)[:1], np.shape(y)[:1]
    if rows_X != rows_y or rows_X in ((), (0,)):
        raise ValueError(
            f"{name_X} has shape {np.shape(X)} and {name_y} has shape {np.shape(y)}, "
            "expected as many rows in both, at least one"
        )


def _pair(validation: tuple[ArrayLike, ArrayLike]) -> tuple[ArrayLike, ArrayLike]:
    if not isinstance(validation, tuple | list) or len(validation) != 2:
        raise ValueError(f"validation is {type(validation).__name__}, expected a tuple (X, y)")
    X, y = validation
    return X, y


def _require_optimizer(optimizer: Optimizer) -> None:
    if isinstance(optimizer, type) or not hasattr(optimizer, "start"):
        raise ValueError(
            f"optimizer is {optimizer!r}, expected one with its settings, "
            "such as course.optimizers.GradientDescent(0.1)"
        )


def _require_rng(model: Any, rng: np.random.Generator | None, *, needs_order: bool) -> None:
    if rng is not None:
        generator(rng)
        return
    if needs_order:
        raise ValueError("shuffling batches needs rng=...; or pass shuffle=False")
    layers = getattr(model, "layers", (model,))
    if any(isinstance(layer, Dropout) and layer.rate and layer.mask is None for layer in layers):
        raise ValueError("the model has dropout, which needs rng=... to draw its masks")
