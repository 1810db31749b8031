"""A net as a picture: circles with values, edges by weight, negative ones dashed."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from course.graph import rounded
from nbextensions.stills.plain import plain
from nbextensions.stills.svg import NEGATIVE, POSITIVE, QUIET, RAISED, WRONG, Picture

if TYPE_CHECKING:
    from course.graph import Graph
    from nbextensions.network_view.layers import NetLayers

_GAPS = {1: 128, 2: 116, 3: 104, 4: 84}


class NetPicture:
    """Where the parts of a net stand in a picture.

    Parameters
    ----------
    net : NetLayers
        The net.
    width : float
        Of the drawing.
    """

    def __init__(self, net: NetLayers, width: float) -> None:
        self.net = net
        most = max(net.sizes)
        self.full = most <= 4 and len(net.sizes) <= 3
        self.r = 23.0 if self.full else 16.0
        self._gap = _GAPS[most] if self.full else 40
        self.height = most * self._gap + 20
        self._step = (width - 2 * self.r - 50) / (len(net.sizes) - 1)

    def at(self, column: int, place: int) -> tuple[float, float]:
        """Give the middle of a unit's circle."""
        y = self.height / 2 + (place - (self.net.sizes[column] - 1) / 2) * self._gap
        return self.r + 6 + column * self._step, y

    def draw(
        self,
        picture: Picture,
        graph: Graph,
        values: Mapping[str, float],
        corner: tuple[float, float],
        struck: Collection[str] = (),
    ) -> None:
        """Draw it.

        Parameters
        ----------
        picture : Picture
            Drawn upon.
        graph : Graph
            Says the symbols.
        values : mapping of str to float
            Of every node.
        corner : (float, float)
            The upper left one.
        struck : collection of str
            Activations that are out.
        """
        self._corner = corner
        for column, layer in enumerate(self.net.layers, 1):
            for i, row in enumerate(layer.weights):
                for j, name in enumerate(row):
                    ends = {self._name(column - 1, i), self._name(column, j)}
                    self._edge(picture, (column, i, j), values[name], bool(ends & set(struck)))
        for place, name in enumerate(self.net.inputs):
            self._unit(picture, (0, place), graph[name].symbol, values[name], fill=RAISED)
        for column, layer in enumerate(self.net.layers, 1):
            for j, name in enumerate(layer.activations):
                self._unit(picture, (column, j), graph[name].symbol, values[name])
                self._sides(picture, (column, j), graph, values, layer.sums[j], layer.biases[j])
                if name in struck:
                    self._strike(picture, *self._place(column, j))

    def _name(self, column: int, place: int) -> str:
        layers = self.net.layers
        return (layers[column - 1].activations if column else self.net.inputs)[place]

    def _place(self, column: int, place: int) -> tuple[float, float]:
        x, y = self.at(column, place)
        return x + self._corner[0], y + self._corner[1]

    def _edge(
        self, picture: Picture, edge: tuple[int, int, int], w: float, cut: bool = False
    ) -> None:
        column, i, j = edge
        (x1, y1), (x2, y2) = self._place(column - 1, i), self._place(column, j)
        width = 0.7 + 8 * abs(w) / (abs(w) + 2.5)
        stroke = POSITIVE if w > 0 else NEGATIVE if w < 0 else QUIET
        dash = None if w > 0 else "7 4" if w < 0 else "1 4"
        if cut:  # nothing goes through
            stroke, width, dash = QUIET, 1.0, "2 4"
        picture.line(
            x1, y1, x2, y2, stroke=stroke, width=width * (1 if self.full else 0.6), dash=dash
        )
        if self.full:
            t = 0.3 if i % 2 == 0 else 0.42
            x, y = x1 + t * (x2 - x1), y1 + t * (y2 - y1)
            text = short(w)
            picture.rect(x - 4.2 * len(text) - 2, y - 8, 8.4 * len(text) + 4, 16, fill="white")
            picture.text(x, y + 4.5, text, size=12, anchor="middle")

    def _unit(
        self,
        picture: Picture,
        where: tuple[int, int],
        symbol: str,
        value: float,
        fill: str = "white",
    ) -> None:
        x, y = self._place(*where)
        picture.circle(x, y, self.r, fill=fill)
        text = short(value)
        if not self.full:
            picture.text(x, y + 4, text, size=10 if len(text) < 5 else 9, anchor="middle")
            return
        picture.text(x, y - 4, plain(symbol), size=12, anchor="middle", fill=QUIET)
        picture.text(x, y + 12, text, size=13, anchor="middle", weight="600")

    def _sides(
        self,
        picture: Picture,
        where: tuple[int, int],
        graph: Graph,
        values: Mapping[str, float],
        sum_: str,
        bias: str,
    ) -> None:
        """Write the bias above a unit and its weighted sum below."""
        if not self.full:
            return
        x, y = self._place(*where)
        if bias:
            text = f"{plain(graph[bias].symbol)} = {short(values[bias])}"
            picture.text(x, y - self.r - 7, text, size=12, anchor="middle")
        text = f"{plain(graph[sum_].symbol)} = {short(values[sum_])}"
        picture.text(x, y + self.r + 15, text, size=12, anchor="middle", fill=QUIET)

    def _strike(self, picture: Picture, x: float, y: float) -> None:
        """Cross a unit out; what is written in it stays readable."""
        near, far = self.r * 0.55, self.r * 0.95
        for across, down in ((1, 1), (1, -1), (-1, 1), (-1, -1)):
            start, end = (x + near * across, y + near * down), (x + far * across, y + far * down)
            picture.line(*start, *end, stroke=WRONG, width=2.6)


def short(value: float) -> str:
    """Write a number with at most two places.

    Parameters
    ----------
    value : float
        Any.

    Returns
    -------
    str
        With a true minus sign.
    """
    return rounded(float(value), 2, trim=True).text.replace("-", "\u2212")
