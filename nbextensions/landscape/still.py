"""The loss over two parameters: level lines with their values, the point, its step, its path."""

from __future__ import annotations

import base64
import math
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from course.graph import rounded
from nbextensions.landscape.descent import Place, descend, loss_grid
from nbextensions.stills.axes import Plot
from nbextensions.stills.level_lines import level_lines
from nbextensions.stills.plain import plain
from nbextensions.stills.prose import problem_lines, write
from nbextensions.stills.svg import INK, ONE, QUIET, WRONG, ZERO, Picture

if TYPE_CHECKING:
    from course.graph import Graph
    from course.hand import HandTable
    from nbextensions.landscape.widget import Landscape

_NODES = 41
_CELLS = 58
_MOST_LEVELS = 9
_MOST_STEPS = 400  # that are worked out for a still picture
_TITLES = {
    "squared_error": "squared error",
    "half_squared_error": "half the squared error",
    "binary_cross_entropy": "cross-entropy",
    "binary_cross_entropy_from_scores": "cross-entropy, from the score",
}


class Map(NamedTuple):
    """One map's numbers.

    Attributes
    ----------
    title : str
        Of the loss.
    grid : ndarray, shape (n, n)
        Losses, the lowest row first.
    loss : float
        At the point; nan where the student's function gives none.
    slope : tuple of float
        By the two parameters.
    path : list of tuple of float
        The descent's places.
    problem : str
        What the student's function does wrong here.
    """

    title: str
    grid: np.ndarray
    loss: float
    slope: tuple[float, float]
    path: list[Place]
    problem: str = ""


def maps(widget: Landscape, tables: list[HandTable]) -> list[Map]:
    """Work out each map of a widget.

    Parameters
    ----------
    widget : Landscape
        The widget, as it stands.
    tables : list of HandTable
        Its tables, one for each loss.

    Returns
    -------
    list of Map
        One or two.
    """
    titles = [_title(table) for table in tables]
    if widget._functions:
        own_name = widget._data["own_name"]
        return [
            _own(widget, k, title) for k, title in enumerate([own_name] if own_name else titles)
        ]
    return [_worked(widget, *pair) for pair in zip(titles, tables, strict=True)]


def _own(widget: Landscape, k: int, title: str) -> Map:
    """Read a map off the student's function's answer."""
    if not widget._answer:
        return Map(title, np.full((2, 2), np.nan), np.nan, (np.nan, np.nan), [], widget.problem)
    n, pane = int(widget._answer["n"]), widget._answer["panes"][k]
    grid = np.frombuffer(base64.b64decode(widget._answer["grids"][k]), dtype="<f4")
    loss, *slope = (np.nan if v is None else v for v in (pane["loss"], *pane["slope"]))
    path = [(a, b) for a, b in pane["path"]]
    shape = grid.reshape(n, n).astype(float)
    return Map(title, shape, loss, (slope[0], slope[1]), path, pane["problem"])


def _title(table: HandTable) -> str:
    operation = table.graph["unscaled_loss" if "unscaled_loss" in table.graph else "loss"].operation
    return _TITLES.get(operation.name if operation else "", "loss")


def _worked(widget: Landscape, title: str, table: HandTable) -> Map:
    grid = loss_grid(table, widget.over, widget.window, _NODES)
    first, second = widget.over
    slope = (table.gradient[first].value, table.gradient[second].value)
    path: list[Place] = []
    if widget.start:
        steps = min(widget.step, _MOST_STEPS)
        path = descend(table, widget.over, widget.start, widget.learning_rate, steps)
    return Map(title, grid, table.loss.value, slope, path)


def still(widget: Landscape) -> str:
    """Draw it.

    Parameters
    ----------
    widget : Landscape
        The widget, as it stands.

    Returns
    -------
    str
        An SVG document.
    """
    tables = widget.tables
    found, graph = maps(widget, tables), tables[0].graph
    words = _words(widget, found, graph)
    stopped = problem_lines(widget.problem, 58 * len(found))
    height = 442 + 18 * len(stopped)
    picture = Picture(20 + 360 * len(found), height, widget.title or widget.name, words)
    picture.text(10, 22, widget.title or widget.name, size=15, weight="600")
    for k, one in enumerate(found):
        plot = Plot(picture, widget.window, (60 + 360 * k, 62, 290, 260))
        picture.text(60 + 360 * k, 48, f"{one.title}: {_short(one.loss)}", weight="600")
        if np.isfinite(one.grid).any():
            _levels(plot, one.grid)
        if np.isnan(one.loss) and np.isfinite(one.grid).mean() < 0.5:
            write(picture, 72 + 360 * k, 90, problem_lines(one.problem, 46, 8), size=12, fill=WRONG)
        plot.axes(*(plain(graph[name].symbol) for name in widget.over))
        _point(plot, widget, one)
        for line, text in enumerate(_step_texts(widget, one, graph)):
            picture.text(60 + 360 * k, 380 + 20 * line, text, size=12.5)
    picture.text(60, 426, _held(widget, graph), size=12.5, fill=QUIET)
    write(picture, 10, 448, stopped, size=12, fill=WRONG)
    return picture.document()


def _levels(plot: Plot, grid: np.ndarray) -> None:
    finite = grid[np.isfinite(grid)]
    levels = nice_levels(float(finite.min()), float(finite.max()), _MOST_LEVELS)
    coarse = _resampled(grid, _CELLS)
    share = np.searchsorted(levels, coarse) / max(len(levels), 1)
    plot.colours(
        [
            [
                (QUIET, round(float(s) * 0.4, 3)) if np.isfinite(v) else ("none", 0.0)
                for s, v in zip(*row, strict=True)
            ]
            for row in zip(share, coarse, strict=True)
        ]
    )
    for k, level in enumerate(levels):
        pieces = level_lines(grid, level)
        for piece in pieces:
            plot.piece(piece, len(grid), stroke=QUIET, width=0.9)
        if pieces:
            left, top, width, height = plot.box
            x, y, *_ = pieces[(len(pieces) * (2 + 3 * (k % 3))) // 10]
            across, up = (v / (len(grid) - 1) for v in (x, y))
            if 0.06 < across < 0.94 and 0.05 < up < 0.95:
                at = left + across * width, top + (1 - up) * height + 4
                plot.picture.text(*at, _short(level), size=10.5, anchor="middle", fill=INK)


def _resampled(grid: np.ndarray, n: int) -> np.ndarray:
    """Give the values in the middles of n by n cells."""
    nodes, middles = np.linspace(0, 1, len(grid)), (np.arange(n) + 0.5) / n
    rows = np.array([np.interp(middles, nodes, row) for row in grid])
    return np.array([np.interp(middles, nodes, column) for column in rows.T]).T


def nice_levels(low: float, high: float, most: int) -> list[float]:
    """Choose round levels: equally spaced, or 1, 2, 5, 10, ... over a wide range."""
    if not high > low:
        return []
    if low > 0 and high / low > 20:
        powers = range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)
        for factors in ((1, 2, 5), (1, 3), (1,)):
            levels = [f * 10.0**power for power in powers for f in factors]
            levels = [level for level in levels if low < level < high]
            if len(levels) <= most:
                return levels
        return levels[:: math.ceil(len(levels) / most)]
    power = 10.0 ** math.floor(math.log10((high - low) / most))
    step = next(f * power for f in (1, 2, 5, 10, 20) if (high - low) / (f * power) <= most)
    return [
        k * step for k in range(math.ceil(low / step), math.ceil(high / step)) if k * step > low
    ]


def _point(plot: Plot, widget: Landscape, one: Map) -> None:
    """Draw the descent so far, where the parameters are, and the step that is next."""
    path = [plot.at(*place) for place in one.path if plot.inside(*place)]
    if len(path) > 1:
        plot.picture.polyline(path, stroke=ZERO, width=1.6)
        for x, y in path:
            plot.picture.circle(x, y, 2, fill=ZERO, stroke="none", width=0)
    here = [widget.parameters[name] for name in widget.over]
    if not plot.inside(*here):
        return
    x, y = plot.at(*here)
    to = [at - widget.learning_rate * slope for at, slope in zip(here, one.slope, strict=True)]
    if plot.inside(*to):  # nowhere without a slope
        u, v = plot.at(*to)
        plot.picture.line(x, y, u, v, stroke=ONE, width=2.4)
        angle = math.atan2(v - y, u - x)
        wings = [(u - 8 * math.cos(angle + w), v - 8 * math.sin(angle + w)) for w in (0.42, -0.42)]
        plot.picture.polygon([(u, v), *wings], fill=ONE, stroke=ONE)
    plot.picture.circle(x, y, 5.5, fill=INK, stroke="white")


def _step_texts(widget: Landscape, one: Map, graph: Graph) -> list[str]:
    if np.isnan(one.slope).any():
        return []
    return [
        f"{plain(graph[name].symbol)}: {_short(here)} \u2212 {_short(widget.learning_rate)}"
        f" · {_bracketed(slope)} = {_short(here - widget.learning_rate * slope)}"
        for name, here, slope in zip(
            widget.over, (widget.parameters[n] for n in widget.over), one.slope, strict=True
        )
    ]


def _held(widget: Landscape, graph: Graph) -> str:
    others = [name for name in widget.parameters if name not in widget.over]
    named = [f"{plain(graph[n].symbol)} = {_short(widget.parameters[n])}" for n in others[:6]]
    more = f" and {len(others) - 6} more" if len(others) > 6 else ""
    steps = f"after {widget.step} steps of a descent" if widget.start and widget.step else ""
    held = f"held: {', '.join(named)}{more}" if named else ""
    return "; ".join(filter(None, [held, steps]))


def describe(widget: Landscape) -> str:
    """Say what it shows.

    Parameters
    ----------
    widget : Landscape
        The widget, as it stands.

    Returns
    -------
    str
        A few sentences.
    """
    tables = widget.tables
    return _words(widget, maps(widget, tables), tables[0].graph)


def _words(widget: Landscape, found: list[Map], graph: Graph) -> str:
    names = [plain(graph[name].symbol) for name in widget.over]
    place = ", ".join(
        f"{name} = {_short(widget.parameters[key])}"
        for name, key in zip(names, widget.over, strict=True)
    )
    head = f"{widget.title or widget.name} over {names[0]} and {names[1]}; {_held(widget, graph)}."
    parts = [
        f"At {place} the {one.title} is {_short(one.loss)}, its slope "
        f"({_short(one.slope[0])}, {_short(one.slope[1])})."
        for one in found
    ]
    stopped = f"⚠ {widget.problem}" if widget.problem else ""
    return " ".join(filter(None, [head, *parts, stopped]))


def _short(value: float) -> str:
    if np.isnan(value):
        return "–"
    return rounded(value, 4, trim=True).text.replace("-", "\u2212")


def _bracketed(value: float) -> str:
    return f"({_short(value)})" if value < 0 else _short(value)
