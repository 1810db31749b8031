"""The picture that TrainPlayer leaves: the loss, the plane, and which starts succeed."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from course.graph import rounded
from course.metrics import majority_baseline, one_class_warning
from nbextensions.frame.own_functions import OwnFunctionError
from nbextensions.stills.plain import plain
from nbextensions.stills.svg import INK, LINE, NEGATIVE, ONE, POSITIVE, QUIET, ZERO, Picture
from nbextensions.train_player import own as training_own
from nbextensions.train_player import run as training_run

if TYPE_CHECKING:
    from nbextensions.train_player.widget import TrainPlayer

CELLS = 36  # of the heat map, on each side
LEVELS = 13  # colours of it
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
    p = _probabilities(player, found.theta, np.array(player.X))
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
        text += f" After step {step}, {_count(found, player)}."
    return text


def _count(found: Facts, player: TrainPlayer) -> str:
    succeeded = np.count_nonzero(found.n_right == len(player.y))
    return f"{succeeded} of {player.n_starts} starts succeed"


def still(player: TrainPlayer) -> str:
    """Draw the loss, the plane and the starts.

    Parameters
    ----------
    player : TrainPlayer

    Returns
    -------
    str
        SVG.
    """
    title = player.title or player.name
    try:
        found = known_facts(player)
    except OwnFunctionError as error:
        picture = Picture(660, 70, title)
        picture.text(20, 26, title, size=15, weight="600")
        picture.text(20, 52, str(error))
        return picture.document()
    rows = -(-player.n_starts // 50) if found.n_right is not None else 0
    picture = Picture(700, 336 + 14 * rows + (28 if rows else 0), title, describe(player))
    picture.text(20, 24, title, size=15, weight="600")
    sentences = describe(player).split(". ")
    picture.text(20, 318, ". ".join(sentences[: 1 if rows else None]).rstrip(".") + ".", size=13)
    _curve(picture, found, player)
    if player.sizes[0] == 2 or player._data["product"]:
        _plane(picture, found, player)
    if rows:
        _starts(picture, found, player)
    return picture.document()


def _curve(picture: Picture, found: Facts, player: TrainPlayer) -> None:
    """Draw the loss by step: training solid, validation dashed."""
    left, right, top, bottom = 64.0, 380.0, 44.0, 264.0
    count = found.step + 1
    lines: list[tuple[np.ndarray, str, str | None]] = [(found.trained.loss[:count, 0], INK, None)]
    if player._data["validation"]:
        lines.append((found.trained.validation_loss[:count, 0], ONE, "7 4"))
    high = max(float(np.nanmax(values)) for values, _, _ in lines) * 1.05 or 1.0
    picture.rect(left, top, right - left, bottom - top, stroke=LINE)
    for share in (0.0, 0.5, 1.0):
        y = bottom - share * (bottom - top)
        picture.text(
            left - 8, y + 4, rounded(share * high, 2, True).text, size=11, anchor="end", fill=QUIET
        )
    for share in (0.0, 0.5, 1.0):
        x = left + share * (right - left)
        picture.text(
            x, bottom + 17, str(round(share * found.step)), size=11, anchor="middle", fill=QUIET
        )
    picture.text((left + right) / 2, bottom + 34, "step", anchor="middle")
    letter = plain(player._data["notations"][player.notation]["total_loss"])
    picture.text(18, (top + bottom) / 2, letter)
    for values, stroke, dash in lines:
        picture.polyline(
            _thinned(values, high, (left, right, top, bottom)), stroke=stroke, dash=dash
        )
    if len(lines) > 1:
        picture.text(
            right - 8, top + 16, "training (solid), validation (dashed)", size=11, anchor="end"
        )


def _thinned(
    values: np.ndarray, high: float, box: tuple[float, float, float, float]
) -> list[tuple[float, float]]:
    """Give at most 300 points of a curve."""
    left, right, top, bottom = box
    steps = np.unique(np.linspace(0, len(values) - 1, 300).round().astype(int))
    x = left + (right - left) * steps / max(1, len(values) - 1)
    y = bottom - (bottom - top) * values[steps] / high
    return list(zip(x.tolist(), y.tolist(), strict=True))


def _probabilities(player: TrainPlayer, theta: np.ndarray, X: np.ndarray) -> np.ndarray:
    if "forward" in player._functions:
        return training_own.probabilities(player._functions, player.sizes, theta, X)
    return training_run.forward(theta[None], X, player._settings, player.sizes)[-1][1][0, :, 0]


def _plane(picture: Picture, found: Facts, player: TrainPlayer) -> None:
    """Draw the examples, on a heat map of p."""
    left, top, side = 430.0, 44.0, 220.0
    X, y = np.array(player.X), np.array(player.y)
    low, high = X[:, :2].min(axis=0), X[:, :2].max(axis=0)
    margin = np.where(high > low, high - low, 1.0) * (0.4 if len(X) <= 8 else 0.12)
    low, high = low - margin, high + margin
    middles = (np.arange(CELLS) + 0.5) / CELLS
    x1, x2 = np.meshgrid(low[0] + middles * (high - low)[0], low[1] + middles * (high - low)[1])
    grid = np.column_stack([x1.ravel(), x2.ravel()])
    if player._data["product"]:
        grid = np.column_stack([grid, grid[:, 0] * grid[:, 1]])
    _heat(picture, _probabilities(player, found.theta, grid).reshape(CELLS, CELLS), left, top, side)
    picture.rect(left, top, side, side, stroke=LINE)
    p = _probabilities(player, found.theta, X)
    places = (X[:, :2] - low) / (high - low)
    for (across, up), target, value in zip(places, y, p, strict=True):
        wrong = bool((value > 0.5) != (target > 0.5))
        picture.example(left + side * across, top + side * (1 - up), float(target), wrong=wrong)
    symbols = player._data["notations"][player.notation]["symbols"]
    picture.text(left + side / 2, top + side + 22, plain(symbols["X1"]), anchor="middle")
    picture.text(left - 22, top + side / 2, plain(symbols["X2"]), anchor="middle")


def _heat(picture: Picture, p: np.ndarray, left: float, top: float, side: float) -> None:
    """Draw rectangles of equal colour, run by run; the middle colour is the ground's."""
    size = side / CELLS
    levels = np.rint(p * (LEVELS - 1)).astype(int) - LEVELS // 2
    for row, line in enumerate(levels[::-1]):
        starts = np.flatnonzero(np.diff(line, prepend=line[0] + 99))
        for start, end in zip(starts, [*starts[1:], CELLS], strict=True):
            level = int(line[start])
            if level:
                fill = _tint(ONE if level > 0 else ZERO, abs(level) / (LEVELS // 2) * 0.36)
                width = float(end - start) * size
                x, y = left + float(start) * size, top + row * size
                picture.rect(x, y, width + 0.4, size + 0.4, fill=fill)


def _tint(colour: str, share: float) -> str:
    """Mix a colour with white."""
    parts = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return "#" + "".join(f"{round(255 + share * (part - 255)):02x}" for part in parts)


def _starts(picture: Picture, found: Facts, player: TrainPlayer) -> None:
    """Draw one sign for each start."""
    assert found.n_right is not None
    picture.text(20, 344, f"After step {found.step}, {_count(found, player)}.", weight="600")
    for k, n_right in enumerate(found.n_right):
        right = n_right == len(player.y)
        x, y = 26 + 13 * (k % 50), 362 + 14 * (k // 50)
        sign, fill = ("✓", POSITIVE) if right else ("✗", NEGATIVE)
        picture.text(x, y, sign, size=12, anchor="middle", fill=fill)
