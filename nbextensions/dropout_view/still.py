"""The net with its mask, who hands on what, and the averages over all masks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from course.graph import rounded
from nbextensions.dropout_view.masks import all_masks
from nbextensions.stills.net_picture import NetPicture
from nbextensions.stills.plain import plain
from nbextensions.stills.svg import LINE, QUIET, WRONG, Picture

if TYPE_CHECKING:
    from nbextensions.dropout_view.widget import DropoutView

LEFT = 400


def still(widget: DropoutView) -> str:
    """Draw it.

    Parameters
    ----------
    widget : DropoutView
        The widget, as it stands.

    Returns
    -------
    str
        An SVG document.
    """
    title = widget.title or widget.name
    drawn = NetPicture(widget.net, 370)
    units = widget._units
    height = max(drawn.height + 50, 190 + 22 * len(units)) + 34
    picture = Picture(800, height, title, describe(widget))
    how = "scaled by 1/(1 \u2212 rate)" if widget.scaled else "not scaled"
    picture.text(10, 22, title, size=15, weight="600")
    picture.text(LEFT, 22, f"rate {_short(widget.rate)}, {how}", fill=QUIET)
    graph, values = widget._graph, dict(widget._values())
    outs = widget.net.layers[-1]
    numbers = {name: float(value) for name, value in values.items()}
    numbers |= {outs.sums[0]: widget.o, outs.activations[0]: widget.p}
    out = [name for name, m in zip(units, widget.mask, strict=True) if not m]
    drawn.draw(picture, graph, numbers, (8, 34), struck=out)
    y = _table(picture, widget)
    _averages(picture, widget, y + 16)
    if widget.problem:
        picture.text(10, height - 10, widget.problem, fill=WRONG, size=12)
    return picture.document()


def _table(picture: Picture, widget: DropoutView) -> float:
    """Say for each unit what it has and what it hands on; struck through where it is out."""
    places = (LEFT, LEFT + 110, LEFT + 170, LEFT + 270)
    for x, head in zip(places, ("unit", "mask", "hands on", "weight"), strict=True):
        picture.text(x, 52, head, size=12, fill=QUIET)
    picture.line(LEFT, 58, 790, 58, stroke=LINE)
    factor = 1 / (1 - widget.rate) if widget.scaled else 1.0
    y = 76.0
    for name, h, w, m in zip(widget._units, widget.h, widget.w, widget.mask, strict=True):
        symbol = plain(widget._graph[name].symbol)
        picture.text(places[0], y, f"{symbol} = {_short(h)}", strike=not m)
        picture.text(places[1], y, str(m))
        picture.text(places[2], y, _short(h * m * factor), fill=QUIET if not m else "#1c1d21")
        picture.text(places[3], y, _short(w), strike=not m)
        y += 22
    picture.text(LEFT, y + 4, f"under this mask: o = {_four(widget.o)}, p = {_four(widget.p)}")
    return y + 22


def _averages(picture: Picture, widget: DropoutView, y: float) -> None:
    n = len(all_masks(len(widget._units)))
    rows = [
        ("full net", widget.full, None),
        (f"mean over all {n} masks, not scaled", widget.average("o", False), False),
        (f"mean over all {n} masks, scaled", widget.average("o", True), True),
    ]
    picture.text(LEFT + 300, y, "o", anchor="end", fill=QUIET)
    for label, value, scaled in rows:
        y += 22
        weight = "600" if scaled is widget.scaled else None
        picture.text(LEFT, y, label, weight=weight)
        picture.text(LEFT + 300, y, _four(value), anchor="end", weight=weight)


def describe(widget: DropoutView) -> str:
    """Say who is out, what comes out, and the averages.

    Parameters
    ----------
    widget : DropoutView
        The widget, as it stands.

    Returns
    -------
    str
        A few sentences.
    """
    symbols = [plain(widget._graph[name].symbol) for name in widget._units]
    out = [symbol for symbol, m in zip(symbols, widget.mask, strict=True) if not m]
    who = f"{', '.join(out)} struck out" if out else "nobody is struck out"
    how = "scaled" if widget.scaled else "not scaled"
    n = 2 ** len(symbols)
    head = f"{widget.title or widget.name}, rate {_short(widget.rate)}, {how}: {who}"
    return (
        f"{head}; o = {_four(widget.o)}, p = {_four(widget.p)}. Over all {n} masks o is on average "
        f"{_four(widget.average('o', False))} unscaled and {_four(widget.average('o', True))} "
        f"scaled; the full net gives {_four(widget.full)}."
        + (f" {widget.problem}" if widget.problem else "")
    )


def _short(value: float) -> str:
    return rounded(float(value), 2, trim=True).text.replace("-", "\u2212")


def _four(value: float) -> str:
    return rounded(float(value), 4, trim=True).text.replace("-", "\u2212")
