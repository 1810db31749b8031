"""What a still picture of a training says: the training up to one step, within limits of time."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from course.graph import rounded
from course.metrics import majority_baseline, one_class_warning
from nbextensions.train_player import own as training_own
from nbextensions.train_player import run as training_run

if TYPE_CHECKING:
    from nbextensions.train_player.widget import TrainPlayer

WORK = 4_500_000  # numbers that a picture may cost: about a second
OWN_STEPS = 200  # steps of a student's own functions that a picture may cost


class Facts(NamedTuple):
    """What is drawn and said.

    Parameters
    ----------
    step : int
        The step of the plane and of the sentence.
    trained : Trained
        The start that is looked at, up to the last step that is drawn.
    theta : ndarray of float, shape (n_parameters,)
        Its weights at that step.
    n_right : ndarray of int, shape (n_starts,), or None
        Of each start at that step; None where that would take too long.
    """

    step: int
    trained: training_run.Trained
    theta: np.ndarray
    n_right: np.ndarray | None


def facts(player: TrainPlayer) -> Facts:
    """Train as far as is drawn: to the step that is looked at; at step 0 to the end.

    Parameters
    ----------
    player : TrainPlayer

    Raises
    ------
    OwnFunctionError
        If a student's function raises.
    """
    data, cost = player._arrays(), len(player.X) * sum(player.sizes[1:])
    step = min(player.step or player.n_steps, max(1, WORK // cost))
    several = player.n_starts > 1 and cost * step * player.n_starts <= WORK
    if player._functions:
        several, step = False, min(step, OWN_STEPS)
        trained = training_own.train(player, player._theta, data, step)
    else:
        theta = player._theta[None]
        theta = np.concatenate([theta, player.draws.starts]) if several else theta
        trained = training_run.train(theta, data, player._settings, player.draws, step, keep=1)
    finite = np.isfinite(trained.loss[:, 0]) & np.isfinite(trained.weights[:, 0]).all(axis=1)
    last = int(np.flatnonzero(finite)[-1]) if finite.any() else 0
    n_right = trained.n_right[last, 1:] if several else None
    return Facts(last, trained, trained.weights[last, 0], n_right)


def known_facts(player: TrainPlayer) -> Facts:
    """Give `facts`, computed once for each state of the widget."""
    state = {name: getattr(player, name) for name in player._stateful if name not in _LOOKS}
    key = repr(state)
    if getattr(player, "_facts_key", None) != key:
        player._facts, player._facts_key = facts(player), key
    return player._facts


_LOOKS = frozenset({"scale", "speed", "stride", "show", "numbers", "log_axis", "reached"})


def describe(player: TrainPlayer) -> str:
    """Say what the picture shows.

    Parameters
    ----------
    player : TrainPlayer

    Returns
    -------
    str
        A few sentences.
    """
    found = known_facts(player)
    step, trained, n = found.step, found.trained, len(player.y)
    p = probabilities(player, found.theta, np.array(player.X))
    baseline = round(majority_baseline(np.array(player.y)) * n)
    text = (
        f"Step {step} of {player.n_steps}: loss {rounded(float(trained.loss[step, 0])).text}, "
        f"{trained.n_right[step, 0]} of {n} right; "
        f"always the more frequent class: {baseline} of {n}."
    )
    held_out = player._data["validation"]
    if held_out:
        loss = rounded(float(trained.validation_loss[step, 0])).text
        right = f"{trained.validation_n_right[step, 0]} of {len(held_out['y'])} right"
        text += f" Validation loss {loss}, {right}."
    y = np.greater(player.y, 0.5).astype(int)
    if one_class_warning(y, np.greater(p, 0.5).astype(int)):
        text += f" It predicts class {int(p[0] > 0.5)} for all."
    if found.n_right is not None:
        text += f" After step {step}, {count_succeeded(found, player)}."
    return text


def count_succeeded(found: Facts, player: TrainPlayer) -> str:
    """Say how many starts succeed.

    Parameters
    ----------
    found : Facts
        With the right ones of each start.
    player : TrainPlayer

    Returns
    -------
    str
        Such as ``"82 of 100 starts succeed"``.
    """
    succeeded = np.count_nonzero(found.n_right == len(player.y))
    return f"{succeeded} of {player.n_starts} starts succeed"


def probabilities(player: TrainPlayer, theta: np.ndarray, X: np.ndarray) -> np.ndarray:
    """Give p of rows: the student's, where the forward pass is.

    Parameters
    ----------
    player : TrainPlayer
    theta : ndarray of float, shape (n_parameters,)
    X : ndarray of float, shape (n_rows, n_features)

    Returns
    -------
    ndarray of float, shape (n_rows,)
    """
    if "forward" in player._functions:
        return training_own.probabilities(player._functions, player.sizes, theta, X)
    return training_run.forward(theta[None], X, player._settings, player.sizes)[-1][1][0, :, 0]
