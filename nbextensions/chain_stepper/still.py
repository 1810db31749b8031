"""The graph as far as it has been worked out, the formula of the step, the rows and the plane."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from nbextensions.chain_stepper.graph_layout import layout
from nbextensions.chain_stepper.steps import LOSS, Revealed, Step, revealed_at
from nbextensions.chain_stepper.still_formulas import CHAPTERS, Shown, caption, digits, equations
from nbextensions.chain_stepper.still_graph import GraphDrawing, fit
from nbextensions.graphs.lanes import evaluate
from nbextensions.stills.axes import Plot
from nbextensions.stills.formulas import flat
from nbextensions.stills.level_lines import level_lines
from nbextensions.stills.svg import INK, LINE, LIT, QUIET, RAISED, WRONG, Picture

if TYPE_CHECKING:
    from nbextensions.chain_stepper.widget import ChainStepper

_WIDTH, _MARGIN = 900.0, 16.0
_LINE, _ROW, _CELL = 25.0, 21.0, 68.0
_PLANE = 150.0
_MOST_ROWS, _FINE = 12, 50


def still(widget: ChainStepper) -> str:
    """Draw it.

    Parameters
    ----------
    widget : ChainStepper
        The widget, as it stands.

    Returns
    -------
    str
        An SVG document; it holds no number that has not been reached.
    """
    shown, at = widget.shown, widget.at
    step, revealed = shown.steps[at], revealed_at(shown.graph, shown.steps, at)
    sloped = [s.leaf or s.node for s in shown.steps if s.kind in ("path", "total", "kept")]
    plan = layout(shown.graph, sloped, _WIDTH - 2 * _MARGIN)
    lines = [flat(tex) for tex in equations(step, shown)]
    width = max(_WIDTH, plan.width + 2 * _MARGIN)
    top = 76 + _LINE * max(1, len(lines))
    table_top = top + plan.height + 2 * _MARGIN
    plane = "window" in widget._data and widget.show_plane
    table_height = _ROW * (min(len(shown.table), _MOST_ROWS) + 3)
    height = table_top + max(table_height, (_PLANE + 60) * plane)
    picture = Picture(width, height, widget.title or widget.name, describe(widget))
    _heading(picture, widget, shown, lines)
    left = (width - plan.width) / 2
    GraphDrawing(picture, shown, step, revealed, plan, left, top).draw()
    room = width - 2 * _MARGIN - (_PLANE + 70) * plane
    if widget.show_table:
        _table(picture, shown, at, room, table_top)
    if plane:
        box = (width - _PLANE - _MARGIN, table_top, _PLANE, _PLANE)
        _draw_plane(Plot(picture, widget._data["window"], box), shown, revealed)
    return picture.document()


def describe(widget: ChainStepper) -> str:
    """Say what the step does, with its numbers, and where the student's differ."""
    shown, at = widget.shown, widget.at
    step = shown.steps[at]
    where = f"{widget.title or widget.name}: step {at + 1} of {len(shown.steps)}"
    lines = [f"{flat(tex)}." for tex in equations(step, shown)]
    if step.kind == "given":
        leaves = shown.graph.leaves("input")
        given = [f"{flat(leaf.symbol)} = {digits(leaf.value, shown.places)}" for leaf in leaves]
        lines = [f"{', '.join(given)}."]
    words = [f"{where}, {CHAPTERS[step.chapter]}.", f"{caption(step, shown)}.", *lines]
    stopped = f"⚠ {widget.problem}" if widget.problem else ""
    return " ".join(filter(None, [*words, widget.comparison, stopped]))


def _heading(picture: Picture, widget: ChainStepper, shown: Shown, lines: list[str]) -> None:
    step, right = shown.steps[widget.at], picture.width - _MARGIN
    picture.text(_MARGIN, 22, widget.title or widget.name, size=15, weight="600")
    place = f"{CHAPTERS[step.chapter]}, step {widget.at + 1} of {len(shown.steps)}"
    picture.text(right, 22, place, anchor="end", fill=QUIET)
    picture.text(_MARGIN, 47, f"{caption(step, shown)}.", weight="600")
    yours = widget.comparison
    fill = WRONG if yours.startswith("✗") else INK
    picture.text(right, 22 + _LINE, yours, anchor="end", fill=fill)
    height = _LINE * max(1, len(lines)) + 4
    picture.rect(_MARGIN, 56, right - _MARGIN, height, fill=RAISED)
    for k, line in enumerate(lines):
        size = min(18.0, (right - 2 * _MARGIN) / (0.55 * max(1, len(line))))
        picture.text(_MARGIN + 10, 76 + k * _LINE, line, size=size)


# The rows ----------------------------------------------------------------------------------------
def _table(picture: Picture, shown: Shown, at: int, room: float, top: float) -> None:
    """Write the inputs, and of the columns of this chapter the last ones that fit."""
    table, done = shown.table, shown.steps[: at + 1]
    inputs = [column.key for column in table.columns if column.kind == "input"]
    chapter = shown.steps[at].chapter
    gathering = chapter in ("rows", "update")
    known = [_column(s) for s in done if gathering or s.chapter == chapter]
    if gathering:
        known = [_column(s) for s in done if s.kind in ("path", "total")]
    known = [key for key in dict.fromkeys(known) if key in table.keys]
    most = max(1, int((room - 30) // _CELL) - len(inputs))
    keys = [*inputs[: int((room - 30) // _CELL) - 1], *known[-most:]]
    for k, key in enumerate(keys):
        x = _MARGIN + 30 + (k + 1) * _CELL
        heading = flat(table.column(key).symbol)
        picture.text(x - 8, top, heading, size=fit(heading, 13, _CELL - 6), anchor="end")
    right = _MARGIN + 30 + len(keys) * _CELL
    picture.line(_MARGIN, top + 6, right, top + 6)
    over = {s.leaf for s in done if s.kind == "over"}
    now = {_column(shown.steps[at])}
    for r in range(min(len(table), _MOST_ROWS)):
        y = top + (r + 1) * _ROW
        weight = "600" if r == shown.row else None
        picture.text(_MARGIN + 4, y, str(r + 1), size=12, fill=QUIET, weight=weight)
        for k, key in enumerate(keys):
            gathered = key.removeprefix("d") in over and key.startswith("d")
            if r == shown.row or key in inputs or gathered:
                lit = key in now and (r == shown.row or gathered)
                _write(picture, k, y, float(table.values(key)[r]), shown, lit)
        picture.line(_MARGIN, y + 6, right, y + 6, stroke=LINE, width=0.8)
    y = top + (min(len(table), _MOST_ROWS) + 1) * _ROW
    if len(table) > _MOST_ROWS:
        y += _ROW
        picture.text(_MARGIN + 4, y - _ROW, f"and {len(table) - _MOST_ROWS} more rows", size=12)
    if over:
        picture.text(_MARGIN, y, table.reduction, size=12, fill=QUIET)
    for k, key in enumerate(keys):
        if key.removeprefix("d") in over and key.startswith("d"):
            value = table.gradient[key.removeprefix("d")].value
            _write(picture, k, y, value, shown, key in now)


def _write(picture: Picture, k: int, y: float, value: float, shown: Shown, lit: bool) -> None:
    x = _MARGIN + 30 + (k + 1) * _CELL
    if lit:
        picture.rect(x - _CELL + 3, y - 14, _CELL - 5, 18, fill=LIT, stroke=INK)
    text, weight = digits(value, shown.places), "600" if lit else None
    picture.text(x - 8, y, text, size=fit(text, 13, _CELL - 14), anchor="end", weight=weight)


def _column(step: Step) -> str:
    """Key of the column that shows what a step finds."""
    if step.kind == "value":
        return step.node
    if step.kind == "factor":
        parent = step.edges[0].parent
        return f"d{parent}" if step.node == LOSS else f"d{step.node}_d{parent}"
    if step.kind == "kept":
        return f"d{step.node}"
    ends = step.kind in ("total", "over") or (step.kind == "path" and step.whole)
    return f"d{step.leaf}" if ends else ""


# The plane ---------------------------------------------------------------------------------------
def _draw_plane(plot: Plot, shown: Shown, revealed: Revealed) -> None:
    """Draw the boundary now and after the update, and the examples."""
    table = shown.table
    plot.axes(*(flat(table.graph[name].symbol) for name in ("X1", "X2")))
    seen = {name: shown.graph.value(name) for name in table.parameters}
    _boundary(plot, shown, seen)
    if revealed.update:
        after = {name: cell.value for name, cell in table.update_after(shown.row).items()}
        _boundary(plot, shown, after, every=2)
    for r in range(len(table)):
        x, y, target, guess = (float(table.values(k)[r]) for k in ("X1", "X2", "y", "y_hat"))
        judged = "y_hat" in revealed.values and (r == shown.row or bool(revealed.over))
        if r == shown.row:
            plot.picture.circle(*plot.at(x, y), 11, fill=LIT)
        if plot.inside(x, y):
            plot.picture.example(*plot.at(x, y), target, wrong=judged and guess != target)


def _boundary(plot: Plot, shown: Shown, parameters: dict[str, float], every: int = 1) -> None:
    """Draw where the score is 0; every other piece makes it a dashed line."""
    graph = shown.graph
    across = np.linspace(plot.left, plot.right, _FINE)
    x, y = np.meshgrid(across, np.linspace(plot.lower, plot.upper, _FINE))
    score = graph.nodes[graph["p"].parents[0]].name
    values = evaluate(graph, {**parameters, "X1": x.ravel(), "X2": y.ravel()})[score]
    pieces = level_lines(np.broadcast_to(values, x.size).reshape(x.shape), 0.0)
    for piece in sorted(pieces)[::every]:
        plot.piece(piece, _FINE, stroke=INK, width=2)
