"""Training with a student's own functions: some steps at a time, whatever they cost.

Each step sees all examples; batches and dropout are the course's business.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from time import perf_counter
from typing import TYPE_CHECKING, Any

import numpy as np

from course.activations import sigmoid
from course.losses import binary_cross_entropy, half_squared_error, squared_error
from course.neuron import gradients
from nbextensions.frame.own_functions import OwnFunctionError, OwnFunctions
from nbextensions.frame.own_results import probabilities as probabilities_of
from nbextensions.frame.own_results import require_unit_interval, several, split
from nbextensions.train_player.draws import unpacked
from nbextensions.train_player.run import Trained
from nbextensions.train_player.run import train as train_all

if TYPE_CHECKING:
    from nbextensions.train_player.in_python import TrainedInPython

NEURON = ("forward", "backward", "update")
_LOSSES = {"squared_error": squared_error, "half_squared_error": half_squared_error}


def require_roles(own: Mapping[str, Callable[..., Any] | None], sizes: Sequence[int]) -> None:
    """Refuse functions that do not fit the net or one another.

    Parameters
    ----------
    own : mapping of str to callable or None
    sizes : sequence of int

    Raises
    ------
    ValueError
        If functions of one neuron are given for a net, or a step and its parts.
    """
    given = [role for role in NEURON if own.get(role)]
    if given and len(sizes) > 2:
        raise ValueError(
            f"{given[0]}= is for one neuron, sizes ({sizes[0]}, 1); for a net give step_function="
        )
    if own.get("step") and {"backward", "update"} & set(given):
        raise ValueError("step_function= is a whole step: leave out backward= and update=")


def steps(
    functions: OwnFunctions, sizes: Sequence[int], question: Mapping[str, Any]
) -> dict[str, Any]:
    """Take some steps.

    Parameters
    ----------
    functions : OwnFunctions
    sizes : sequence of int
    question : mapping
        ``theta`` (flat), ``count``, ``X``, ``y``, ``learning_rate``, ``l1``, ``l2``, ``loss``,
        ``reduction``; ``seconds``, after which no further step is begun (there is always one).

    Returns
    -------
    dict
        ``weights``: flat, after each step; ``p``: before the first and after each step, empty
        where the forward pass is the course's; ``diverged``: whether it overflowed.

    Raises
    ------
    OwnFunctionError
        If a function raises or returns what is no step.
    """
    X, y = np.array(question["X"], dtype=float), np.array(question["y"], dtype=float)
    theta = np.array(question["theta"], dtype=float)
    own_forward = "forward" in functions
    seen = [_seen(functions, sizes, theta, X, question)] if own_forward else []
    found: list[np.ndarray] = []
    diverged = False
    in_pieces = "seconds" in question
    end = perf_counter() + float(question.get("seconds", np.inf))
    while len(found) < int(question["count"]) and not diverged:
        if found and perf_counter() > end:
            break
        try:
            theta = _step(functions, sizes, theta, X, y, question, seen[-1] if seen else None)
            diverged = not np.isfinite(theta).all()
            after = own_forward and not diverged
            p = [_seen(functions, sizes, theta, X, question)] if after else []
        except OwnFunctionError:
            if in_pieces and found:
                break  # what is known is shown; the next question begins here, and tells
            raise
        found += [] if diverged else [theta]
        seen += p
    return {
        "weights": [one.tolist() for one in found],
        "p": [one.tolist() for one in seen],
        "diverged": diverged,
    }


def _step(
    functions: OwnFunctions,
    sizes: Sequence[int],
    theta: np.ndarray,
    X: np.ndarray,
    y: np.ndarray,
    question: Mapping[str, Any],
    p: np.ndarray | None,
) -> np.ndarray:
    """Take one step, flat."""
    rate = float(question["learning_rate"])
    if "step" in functions:
        given = _as_parameters(theta, sizes)
        return _flat(
            functions.call("step", given, X.copy(), y.copy(), rate), sizes, functions, "step"
        )
    w, b = theta[:-1], float(theta[-1])
    p = _course_p(theta, X) if p is None else p
    dw, db = _slopes(functions, X, y, p, w, b, question)
    dw = dw + float(question["l1"]) * np.sign(w) + float(question["l2"]) * 2 * w
    if "update" in functions:
        moved = functions.call("update", w.copy(), b, dw, db, rate)
        return _flat(moved, sizes, functions, "update")
    return np.append(w - rate * dw, b - rate * db)


def _slopes(
    functions: OwnFunctions,
    X: np.ndarray,
    y: np.ndarray,
    p: np.ndarray,
    w: np.ndarray,
    b: float,
    question: Mapping[str, Any],
) -> tuple[np.ndarray, float]:
    """``(dw, db)``: the student's, or the course's at the student's probabilities."""
    if "backward" in functions:
        returned = functions.call("backward", X.copy(), y.copy(), p.copy())
        shapes: dict[str, tuple[int, ...]] = {"dw": (X.shape[1],), "db": ()}
        dw, db = several(returned, shapes, functions.name("backward"))
        return dw, float(db)
    reduction = "sum" if question["reduction"] == "sum" else "mean"
    loss = str(question["loss"])
    if "forward" not in functions:
        found = gradients(X, y, w, b, loss=loss.removesuffix("_from_scores"), reduction=reduction)
        return found.dw, found.db
    share = len(y) if reduction == "mean" else 1
    by_h = p - y if loss.startswith("binary") else _LOSSES[loss](y, p)[1] * p * (1 - p)
    return X.T @ by_h / share, float(by_h.sum() / share)


def probabilities(
    functions: OwnFunctions, sizes: Sequence[int], theta: np.ndarray, X: np.ndarray
) -> np.ndarray:
    """Probabilities of rows, by the student's forward pass.

    Parameters
    ----------
    functions : OwnFunctions
        With the role ``"forward"``.
    sizes : sequence of int
    theta : ndarray of float, shape (n_parameters,)
    X : ndarray of float, shape (n_rows, n_features)

    Returns
    -------
    ndarray of float, shape (n_rows,)

    Raises
    ------
    OwnFunctionError
        If it raises, or returns something else than finite numbers for each row.
    """
    p, _ = split(functions.call("forward", X.copy(), theta[:-1].copy(), float(theta[-1])))
    return probabilities_of(p, len(X), functions.name("forward"))


def _seen(
    functions: OwnFunctions,
    sizes: Sequence[int],
    theta: np.ndarray,
    X: np.ndarray,
    question: Mapping[str, Any],
) -> np.ndarray:
    """Probabilities of the examples, of which the loss can be made."""
    p = probabilities(functions, sizes, theta, X)
    if str(question["loss"]).startswith("binary"):
        require_unit_interval(p, functions.name("forward"))
    return p


def _course_p(theta: np.ndarray, X: np.ndarray) -> np.ndarray:
    return sigmoid(X @ theta[:-1] + theta[-1])


def _as_parameters(theta: np.ndarray, sizes: Sequence[int]) -> tuple[Any, ...]:
    """``(W1, b1, ...)``; ``(w, b)`` for one neuron."""
    if len(sizes) == 2:
        return theta[:-1].copy(), float(theta[-1])
    return tuple(array.copy() for array in unpacked(theta, sizes))


def _flat(returned: Any, sizes: Sequence[int], functions: OwnFunctions, role: str) -> np.ndarray:
    """Flatten the parameters that a step ended with; they may have overflowed, but not be nan."""
    shapes: dict[str, tuple[int, ...]] = {"w": (sizes[0],), "b": ()}
    if len(sizes) > 2:
        layers = enumerate(pairwise(sizes), 1)
        shapes = {k: v for i, (a, b) in layers for k, v in ((f"W{i}", (a, b)), (f"b{i}", (b,)))}
    arrays = several(returned, shapes, functions.name(role), infinite=True)
    return np.concatenate([array.ravel() for array in arrays])


def train(
    player: TrainedInPython, theta: np.ndarray, data: Mapping[str, np.ndarray], n_steps: int
) -> Trained:
    """Train with the student's functions, as :func:`nbextensions.train_player.run.train` does.

    Parameters
    ----------
    player : TrainedInPython
    theta : ndarray of float, shape (n_parameters,)
    data : mapping
    n_steps : int

    Returns
    -------
    Trained
        One start; it ends where the training overflows.

    Raises
    ------
    OwnFunctionError
        If a function raises.
    """
    functions, sizes, settings = player._functions, player.sizes, player._settings
    done = steps(functions, sizes, player._question(theta, n_steps))
    weights = np.array([theta, *map(np.array, done["weights"])])
    plain = _measured(player, weights, data)
    if not done["p"]:
        return plain
    p, y = np.array(done["p"]), data["y"]
    if settings.loss.startswith("binary"):
        losses = [binary_cross_entropy(y, one)[0] for one in p]
    else:
        losses = [_LOSSES[settings.loss](y, one)[0] for one in p]
    share = 1 if settings.reduction == "sum" else len(y)
    right = ((p > 0.5) == (y > 0.5)).sum(axis=1)[:, None]
    return plain._replace(loss=np.array(losses)[:, None] / share, n_right=right)


def _measured(
    player: TrainedInPython, weights: np.ndarray, data: Mapping[str, np.ndarray]
) -> Trained:
    """Measure each of the weights with the course's forward pass."""
    at_rest = player._settings._replace(learning_rate=0.0)
    found = train_all(weights, data, at_rest, player.draws, 0)
    return Trained(
        found.loss.T,
        found.penalty.T,
        found.n_right.T,
        found.validation_loss.T,
        found.validation_n_right.T,
        weights[:, None, :],
    )
