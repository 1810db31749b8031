"""A computational graph in a still picture, as far as it has been worked out."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from nbextensions.chain_stepper.steps import LOSS, Revealed, Step
from nbextensions.chain_stepper.still_formulas import WORDS, Shown, digits
from nbextensions.stills.formulas import flat
from nbextensions.stills.svg import INK, LIT, QUIET, RAISED, Picture

if TYPE_CHECKING:
    from nbextensions.chain_stepper.graph_layout import Box, Layout, Point, Wire

_DIGIT = 0.58  # width of a character, of its size


class GraphDrawing:
    """The graph of one row on a picture.

    Parameters
    ----------
    picture : Picture
        What is drawn on.
    shown : Shown
        The table at the row.
    step : Step
        What is lit.
    revealed : Revealed
        What may be shown.
    plan : Layout
        Where things stand.
    left, top : float
        Where the plan begins.
    """

    def __init__(
        self,
        picture: Picture,
        shown: Shown,
        step: Step,
        revealed: Revealed,
        plan: Layout,
        left: float,
        top: float,
    ) -> None:
        self.picture, self.shown = picture, shown
        self.revealed, self.plan = revealed, plan
        self.left, self.top = left, top
        self.lit_wires, self.lit_nodes = _lit(step, shown)
        self.slopes = shown.graph.derivatives(LOSS)

    def draw(self) -> None:
        """Draw wires, then nodes, then the factors that are known."""
        for wire in self.plan.wires:
            points = [(self.left + x, self.top + y) for x, y in wire.points]
            lit = (wire.child, wire.position) in self.lit_wires
            stroke, width = (INK, 3.0) if lit else (QUIET, 1.0)
            self.picture.polyline(curve(points), stroke=stroke, width=width)
        for box in self.plan.boxes.values():
            self._node(box)
        for wire in self.plan.wires:
            if (wire.child, wire.position) in self.revealed.factors:
                self._factor(wire)

    def _node(self, box: Box) -> None:
        node, sizes = self.shown.graph[box.name], self.plan.sizes
        x, y = self.left + box.x, self.top + box.y
        height = sizes.leaf if box.leaf else sizes.made
        lit = box.name in self.lit_nodes
        full = height + (sizes.slope if box.slope and not box.leaf else 0)
        fill = LIT if lit else RAISED if box.leaf else "white"
        left = x - box.width / 2
        stroke = INK if lit or not box.leaf else QUIET
        self.picture.rect(left, y - height / 2, box.width, full, fill=fill, stroke=stroke)
        value = ""
        if box.name in self.revealed.values:
            value = digits(node.value, self.shown.places)
        if node.operation:
            words = WORDS.get(node.operation.name, node.operation.name)
            above = y - height / 2 - 3.5
            self.picture.text(x, above, words, size=9.5, anchor="middle", fill=QUIET)
        self._inside(flat(node.symbol), value, box, x, y)
        if box.name in self.revealed.slopes:
            self._slope(box, x, y)

    def _inside(self, symbol: str, value: str, box: Box, x: float, y: float) -> None:
        """Symbol and value: below one another where there is height enough, or side by side."""
        sizes, left = self.plan.sizes, x - box.width / 2
        if not box.leaf and sizes.made > 1.5 * sizes.leaf:
            size = fit(symbol, 14, sizes.width - 12)
            self.picture.text(x, y - 3, symbol, size=size, anchor="middle")
            self.picture.text(x, y + 13, value, size=12.5, anchor="middle")
            return
        size = fit(symbol, 14, sizes.width * 0.42)
        self.picture.text(left + 6, y + 4.5, symbol, size=size)
        room = sizes.width - 16 - _DIGIT * size * len(symbol)
        end = left + sizes.width - 6
        self.picture.text(end, y + 4.5, value, size=fit(value, 12.5, room), anchor="end")

    def _slope(self, box: Box, x: float, y: float) -> None:
        sizes = self.plan.sizes
        text = f"∂ {digits(self.slopes[box.name], self.shown.places)}"
        size = fit(text, 11, sizes.beside - 8)
        if box.leaf:
            end = x + box.width / 2 - 6
            self.picture.text(end, y + 4.5, text, size=size, anchor="end", weight="600")
        else:
            below = y + sizes.made / 2 + sizes.slope - 4
            self.picture.text(x, below, text, size=size, anchor="middle", weight="600")

    def _factor(self, wire: Wire) -> None:
        node = self.shown.graph[wire.child]
        assert node.operation is not None  # a wire ends in what is computed
        factors = node.operation.derivatives(node.parent_values, node.value)
        text = digits(factors[wire.position], self.shown.places)
        lit = (wire.child, wire.position) in self.lit_wires
        x, y = middle(wire)
        x, y, wide = self.left + x, self.top + y, 6.4 * len(text) + 4
        fill, stroke = (LIT, INK) if lit else ("white", "none")
        self.picture.rect(x - wide / 2, y - 7.5, wide, 15, fill=fill, stroke=stroke)
        weight = "600" if lit else None
        self.picture.text(x, y + 4, text, size=11, anchor="middle", weight=weight)


def _lit(step: Step, shown: Shown) -> tuple[set[tuple[str, int]], set[str]]:
    """Find the wires and the nodes that a step is about."""
    edges = list(step.edges)
    if step.kind == "total":
        ways = [one for one in shown.steps if one.kind == "path" and one.leaf == step.leaf]
        edges = [edge for way in ways for edge in way.edges]
    nodes = set() if step.kind == "factor" else {step.node or step.leaf}
    if step.kind == "update":
        nodes = set(shown.table.parameters)
    return {(edge.child, edge.position) for edge in edges}, nodes


def fit(text: str, size: float, room: float) -> float:
    """Choose the size at which a text has room."""
    return min(size, max(6.0, room) / max(1e-9, _DIGIT * len(text)))


def curve(points: list[Point], pieces: int = 12) -> list[Point]:
    """Give points along the smooth line through these, from column to column."""
    found = points[:1]
    for (x1, y1), (x2, y2) in pairwise(points):
        for k in range(1, pieces + 1):
            t = k / pieces
            x = x1 + (x2 - x1) * (1.5 * t * (1 - t) + t**3)
            found.append((x, y1 + (y2 - y1) * t * t * (3 - 2 * t)))
    return found


def middle(wire: Wire) -> Point:
    """Find where a wire's factor stands: in the middle of the last room between columns."""
    before, end = wire.points[-2:]
    x = (max(wire.gap, before[0]) + end[0]) / 2
    along = (x - before[0]) / (end[0] - before[0])
    low, high = 0.0, 1.0
    for _ in range(20):
        t = (low + high) / 2
        low, high = (t, high) if 1.5 * t * (1 - t) + t**3 < along else (low, t)
    return x, before[1] + (end[1] - before[1]) * low * low * (3 - 2 * low)
