"""The picture that TrainPlayer leaves: the loss, the plane, and which starts succeed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from nbextensions.frame.own_functions import OwnFunctionError
from nbextensions.stills.axes import Plot, cells
from nbextensions.stills.level_lines import level_lines
from nbextensions.stills.plain import plain
from nbextensions.stills.svg import INK, NEGATIVE, ONE, POSITIVE, ZERO, Picture
from nbextensions.train_player.facts import (
    Facts,
    count_succeeded,
    describe,
    known_facts,
    probabilities,
)

if TYPE_CHECKING:
    from nbextensions.train_player.widget import TrainPlayer

_COLOURS = 36  # cells of the heat map on each side
_FINE = 61  # nodes of the boundary's grid
_MOST_POINTS = 300  # of a curve
_A_ROW = 50  # starts


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
    words = describe(player)
    lines = [sentence.rstrip(".") + "." for sentence in words.split(". ")]
    rows = -(-player.n_starts // _A_ROW) if found.n_right is not None else 0
    lines = lines[: len(lines) - bool(rows)]
    height = 318 + 19 * len(lines) + (30 + 14 * rows if rows else 0)
    picture = Picture(720, height, title, words)
    picture.text(20, 24, title, size=15, weight="600")
    for number, line in enumerate(lines):
        picture.text(20, 330 + 19 * number, line)
    _curve(picture, found, player)
    if player.sizes[0] == 2 or player._data["product"]:
        _plane(picture, found, player)
    if rows:
        _starts(picture, found, player, 340 + 19 * len(lines))
    return picture.document()


def _curve(picture: Picture, found: Facts, player: TrainPlayer) -> None:
    """Draw the loss by step: training solid, validation dashed."""
    count = found.step + 1
    lines: list[tuple[np.ndarray, str, str | None]] = [(found.trained.loss[:count, 0], INK, None)]
    if player._data["validation"]:
        lines.append((found.trained.validation_loss[:count, 0], ONE, "7 4"))
        picture.text(380, 38, "training (solid), validation (dashed)", size=12, anchor="end")
    finite = np.concatenate([values[np.isfinite(values)] for values, _, _ in lines])
    high = max(float(finite.max(initial=0.0)) * 1.06, 1e-12)
    plot = Plot(picture, (0, max(1, found.step), 0, high), (72, 46, 308, 214))
    plot.axes("step", plain(player._data["notations"][player.notation]["total_loss"]))
    for values, stroke, dash in lines:
        steps = np.unique(np.linspace(0, found.step, _MOST_POINTS).round().astype(int))
        steps = steps[np.isfinite(values[steps])]
        points = [plot.at(float(step), float(values[step])) for step in steps]
        picture.polyline(points, stroke=stroke, dash=dash)


def _plane(picture: Picture, found: Facts, player: TrainPlayer) -> None:
    """Draw the examples, on a heat map of p with its boundary."""
    X, y = np.array(player.X), np.array(player.y)
    low, high = X[:, :2].min(axis=0), X[:, :2].max(axis=0)
    margin = np.where(high > low, high - low, 1.0) * (0.4 if len(X) <= 8 else 0.12)
    (left, lower), (right, upper) = low - margin, high + margin
    window = (left, right, lower, upper)
    plot = Plot(picture, window, (470, 46, 220, 214))
    coarse = _seen(player, found, *cells(window, _COLOURS))
    plot.colours([[_shade(p) for p in row] for row in coarse])
    nodes = np.meshgrid(np.linspace(left, right, _FINE), np.linspace(lower, upper, _FINE))
    for piece in level_lines(_seen(player, found, *nodes), 0.5):
        plot.piece(piece, _FINE, stroke=INK, width=2.0)
    symbols = player._data["notations"][player.notation]["symbols"]
    plot.axes(plain(symbols["X1"]), plain(symbols["X2"]))
    for row, target, p in zip(X, y, probabilities(player, found.theta, X), strict=True):
        wrong = bool((p > 0.5) != (target > 0.5))
        picture.example(*plot.at(row[0], row[1]), float(target), wrong=wrong)


def _seen(player: TrainPlayer, found: Facts, x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Give p over a grid, in its shape."""
    columns = [x.ravel(), y.ravel()]
    if player._data["product"]:
        columns.append(columns[0] * columns[1])
    return probabilities(player, found.theta, np.column_stack(columns)).reshape(x.shape)


def _shade(p: float) -> tuple[str, float]:
    """Give the colour of a class, quiet where p is near one half."""
    return (ONE if p > 0.5 else ZERO), round(abs(2 * min(max(p, 0), 1) - 1) * 8) / 8 * 0.36


def _starts(picture: Picture, found: Facts, player: TrainPlayer, top: float) -> None:
    """Draw one sign for each start."""
    assert found.n_right is not None
    words = f"After step {found.step}, {count_succeeded(found, player)}."
    picture.text(20, top, words, weight="600")
    for k, n_right in enumerate(found.n_right):
        right = n_right == len(player.y)
        x, y = 26 + 13 * (k % _A_ROW), top + 18 + 14 * (k // _A_ROW)
        sign, fill = ("✓", POSITIVE) if right else ("✗", NEGATIVE)
        picture.text(x, y, sign, size=12, anchor="middle", fill=fill)
