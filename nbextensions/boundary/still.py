"""The plane: p as quiet colours, the boundary, the examples, and how many are right."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

import numpy as np

from course.graph import rounded
from nbextensions.graphs.lanes import evaluate
from nbextensions.stills.axes import Plot, cells
from nbextensions.stills.level_lines import level_lines
from nbextensions.stills.plain import plain
from nbextensions.stills.prose import problem_lines, write
from nbextensions.stills.svg import INK, ONE, QUIET, WRONG, ZERO, Picture

if TYPE_CHECKING:
    from course.hand import HandTable
    from nbextensions.boundary.widget import Boundary

_COLOURS = 24  # cells on each side
_FINE = 60
_MOST_WEIGHTS = 7


def still(widget: Boundary) -> str:
    """Draw it.

    Parameters
    ----------
    widget : Boundary
        The widget, as it stands.

    Returns
    -------
    str
        An SVG document.
    """
    picture = Picture(760, 380, widget.title or widget.name, describe(widget))
    table = widget.table
    picture.text(10, 22, widget.title or widget.name, size=15, weight="600")
    plot = Plot(picture, _window(widget), (66, 38, 290, 290))
    _colour(widget, table, plot)
    names = [plain(table.graph[name].symbol) for name in ("X1", "X2")]
    plot.axes(*names)
    known = widget.n_right is not None
    for x, target, one in zip(widget.X, widget.y, widget.guesses, strict=False):
        picture.example(*plot.at(*x), target, wrong=known and bool(one) != (target > 0.5))
    y = 52.0
    for line in _lines(widget, table):
        picture.text(384, y, line)
        y += 22
    _legend(picture, 384, 270)
    write(picture, 384, 328, problem_lines(widget.problem, 62), size=12, fill=WRONG)
    return picture.document()


def _window(widget: Boundary) -> tuple[float, float, float, float]:
    """Take the window, or as much more as the examples need."""
    left, right, lower, upper = widget.window
    xs, ys = zip(*widget.X, strict=True)
    return min(left, *xs), max(right, *xs), min(lower, *ys), max(upper, *ys)


def _colour(widget: Boundary, table: HandTable, plot: Plot) -> None:
    window = (plot.left, plot.right, plot.lower, plot.upper)
    if widget._functions and not widget._answer:
        return  # there is no p
    if widget._answer:
        n = int(widget._answer["n"])
        grid = np.frombuffer(base64.b64decode(widget._answer["grid"]), dtype="<f4").reshape(n, n)
        fine, places = grid, (np.arange(_COLOURS) + 0.5) * n / _COLOURS
        coarse = grid[np.ix_(places.astype(int), places.astype(int))]
    else:
        x, y = cells(window, _COLOURS)
        coarse = _p(table, x, y)
        x, y = np.meshgrid(
            np.linspace(plot.left, plot.right, _FINE), np.linspace(plot.lower, plot.upper, _FINE)
        )
        fine = _p(table, x, y)
    if widget.show_heat:
        plot.colours([[_shade(p) for p in row] for row in coarse])
    for level, width, dash in ((0.1, 1.0, "2 4"), (0.9, 1.0, "2 4"), (0.5, 2.2, None)):
        for piece in level_lines(fine, level):
            stroke = INK if level == 0.5 else QUIET
            plot.piece(piece, len(fine), stroke=stroke, width=width, dash=dash)


def _p(table: HandTable, x: np.ndarray, y: np.ndarray) -> np.ndarray:
    values = evaluate(table.graph, {"X1": x.ravel(), "X2": y.ravel()})["p"]
    return np.broadcast_to(values, x.size).reshape(x.shape)


def _shade(p: float) -> tuple[str, float]:
    if not np.isfinite(p):
        return "none", 0.0
    return (ONE if p > 0.5 else ZERO), round(abs(2 * min(max(p, 0), 1) - 1) * 8) / 8 * 0.36


def _lines(widget: Boundary, table: HandTable) -> list[str]:
    """Write what stands beside the plane."""
    weights = list(table.parameters.items())[:_MOST_WEIGHTS]
    more = len(table.parameters) - len(weights)
    named = [f"{plain(table.graph[name].symbol)} = {_short(value)}" for name, value in weights]
    lines = [", ".join(named[i : i + 3]) for i in range(0, len(named), 3)]
    if more > 0:
        lines[-1] += f" and {more} more weights"
    lines += [_score(widget), _baseline(widget), *filter(None, [_alarm(widget)])]
    return [*lines, *_point(widget, table)]


def _score(widget: Boundary) -> str:
    n, right = len(widget.y), widget.n_right
    return f"– of {n} right" if right is None else f"{right} of {n} right ({right / n:.0%})"


def _baseline(widget: Boundary) -> str:
    ones = sum(target > 0.5 for target in widget.y)
    most = max(ones, len(widget.y) - ones)
    return f"always the commoner class: {most} of {len(widget.y)} ({most / len(widget.y):.0%})"


def _alarm(widget: Boundary) -> str:
    guesses = {bool(one) for one in widget.guesses}
    if len(guesses) > 1 or widget.n_right is None:
        return ""
    return f"It predicts class {int(guesses.pop())} for every point."


def _point(widget: Boundary, table: HandTable) -> list[str]:
    """Say in a sentence what is made of the point that is looked at."""
    r = min(widget.row, len(widget.X) - 1)
    x, target, p = widget.X[r], widget.y[r], float(widget.p[r])
    h = table.graph.nodes[table.graph["p"].parents[0]]
    value = float(table.values(h.name)[r])
    # the student's forward pass tells p alone
    middle = "" if widget._functions else f"{plain(h.symbol)} = {_short(value)}, "
    place = ", ".join(_short(v) for v in x)
    named, where = plain(table.graph["p"].symbol), f"point {r + 1} at ({place}):"
    if np.isnan(p):
        return [where, f"{named} = –"]
    one = bool(widget.guesses[r])
    verdict = "right" if one == (target > 0.5) else "wrong"
    return [where, f"{middle}{named} = {_short(p)}, predicts {int(one)}, {verdict}"]


def _legend(picture: Picture, x: float, y: float) -> None:
    picture.example(x + 8, y, 0)
    picture.text(x + 24, y + 5, "class 0", fill=QUIET)
    picture.example(x + 108, y, 1)
    picture.text(x + 124, y + 5, "class 1", fill=QUIET)
    picture.circle(x + 208, y, 8, stroke=WRONG, width=2)
    picture.line(x + 202, y - 6, x + 214, y + 6, stroke=WRONG, width=2)
    picture.line(x + 202, y + 6, x + 214, y - 6, stroke=WRONG, width=2)
    picture.text(x + 224, y + 5, "predicted wrong", fill=QUIET)
    picture.line(x, y + 26, x + 22, y + 26, width=2.2)
    picture.text(x + 30, y + 31, "p = 0.5", fill=QUIET)
    picture.line(x + 100, y + 26, x + 122, y + 26, stroke=QUIET, width=1, dash="2 4")
    picture.text(x + 130, y + 31, "p = 0.1 and p = 0.9", fill=QUIET)


def describe(widget: Boundary) -> str:
    """Say what it shows.

    Parameters
    ----------
    widget : Boundary
        The widget, as it stands.

    Returns
    -------
    str
        A few sentences.
    """
    table = widget.table
    head = f"{widget.title or widget.name}{': ' + widget.data.upper() if widget.data else ''}."
    weights = _lines(widget, table)[0]
    parts = [head, f"{weights}.", f"{_score(widget)}; {_baseline(widget)}.", _alarm(widget)]
    parts.append(widget._answer.get("strange", ""))
    point = " ".join(_point(widget, table))
    stopped = f"⚠ {widget.problem}" if widget.problem else ""
    return " ".join(filter(None, [*parts, f"{point[:1].upper()}{point[1:]}.", stopped]))


def _short(value: float) -> str:
    return rounded(value, 2, trim=True).text.replace("-", "\u2212")
