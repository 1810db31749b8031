"""Where the nodes of a graph stand; as ``javascript/src/core/chain/layout*.js`` has it.

After Sugiyama, Tagawa and Toda (1981): columns by depth, order by barycentres, then places. A test
holds both languages to the same picture.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from nbextensions.chain_stepper.graph_places import crossings, placed, sort

if TYPE_CHECKING:
    from course.graph import Graph

_BEND = 4.0
_SWEEPS = 12
_MOST_FEW = 16  # nodes that have symbol and value below one another

Point = tuple[float, float]


class Sizes(NamedTuple):
    """How much room things take, in units (14 to the em)."""

    width: float
    leaf: float
    made: float
    caption: float
    slope: float
    beside: float
    row: float
    column: float
    widest: float


FEW = Sizes(78, 19, 36, 12, 14, 70, 6, 44, 96)
MANY = Sizes(78, 17, 20, 11, 13, 70, 2, 42, 96)


@dataclass
class Box:
    """One node: its name, its parents' places, and its size."""

    name: str
    parents: tuple[int, ...]
    width: float
    above: float
    below: float
    slope: bool
    x: float = 0.0
    y: float = 0.0

    @property
    def leaf(self) -> bool:
        """Whether it is not computed."""
        return not self.parents


@dataclass(eq=False)
class Item:
    """A box, or a bend of a wire that passes a column."""

    box: int
    column: int
    above: float = _BEND
    below: float = _BEND
    left: list[Item] = field(default_factory=list)
    right: list[Item] = field(default_factory=list)
    y: float = 0.0


class Wire(NamedTuple):
    """From a parent's right side to a child's left side, by way of its bends."""

    parent: str
    child: str
    position: int
    points: list[Point]
    gap: float


class Layout(NamedTuple):
    """Boxes with their places, wires, and the size of it all."""

    boxes: dict[str, Box]
    wires: list[Wire]
    width: float
    height: float
    sizes: Sizes


def layout(graph: Graph, sloped: Iterable[str], width: float = 0.0) -> Layout:
    """Lay a graph out.

    Parameters
    ----------
    graph : Graph
        Any graph.
    sloped : iterable of str
        Nodes with room for their derivative.
    width : float
        To be filled, where the columns need less.

    Returns
    -------
    Layout
        In units, from the upper left.
    """
    sizes = FEW if len(graph) <= _MOST_FEW else MANY
    boxes = _boxes(graph, set(sloped), sizes)
    columns = _columns(boxes)
    items, wires = _items(boxes, columns)
    order = _ordered(items, boxes)
    placed(order, sizes.row)
    lefts, rights = _across(order, boxes, sizes, width)
    top = min(item.y - item.above for item in items)

    def at(item: Item) -> Point:
        left, right = lefts[item.column], rights[item.column]
        x = (left + right) / 2 if item.box < 0 else right - boxes[item.box].width / 2
        return x, item.y - top

    for item in items[: len(boxes)]:
        boxes[item.box].x, boxes[item.box].y = at(item)
    drawn = []
    for position, wire in wires:
        start, end = wire[0], wire[-1]
        parent, child = boxes[start.box], boxes[end.box]
        bends = [at(item) for item in wire[1:-1]]
        goal = (child.x - child.width / 2, child.y + _entries(end, child)[position])
        points = [(parent.x + parent.width / 2, parent.y), *bends, goal]
        drawn.append(Wire(parent.name, child.name, position, points, rights[end.column - 1]))
    height = max(item.y + item.below for item in items) - top
    return Layout({box.name: box for box in boxes}, drawn, rights[-1], height, sizes)


def _boxes(graph: Graph, sloped: set[str], sizes: Sizes) -> list[Box]:
    boxes = []
    for node in graph.nodes:
        leaf, slope = not node.parents, node.name in sloped
        height = sizes.leaf if leaf else sizes.made
        above = height / 2 + (0 if leaf else sizes.caption)
        below = height / 2 + (sizes.slope if slope and not leaf else 0)
        wide = sizes.width + (sizes.beside if slope and leaf else 0)
        boxes.append(Box(node.name, tuple(node.parents), wide, above, below, slope))
    return boxes


def _columns(boxes: list[Box]) -> list[int]:
    users: list[list[int]] = [[] for _ in boxes]
    for i, box in enumerate(boxes):
        for parent in dict.fromkeys(box.parents):
            users[parent].append(i)
    before = _steps_to_the_end(boxes, users)
    first = max(0, *(steps for steps, box in zip(before, boxes, strict=True) if box.parents))
    early = [box.leaf and steps > first for steps, box in zip(before, boxes, strict=True)]
    alone = [len(their) < 2 for their in users]
    mixed = {a for a, e in zip(alone, early, strict=True) if e} == {True, False}
    far = [s + (mixed and e and a) for s, e, a in zip(before, early, alone, strict=True)]
    return [max(far) - steps for steps in far]


def _steps_to_the_end(boxes: list[Box], users: list[list[int]]) -> list[int]:
    end = len(boxes) - 1
    before = [0] * len(boxes)
    aside = [i != end and not box.leaf and not users[i] for i, box in enumerate(boxes)]
    for i in range(end, -1, -1):
        steps = [before[user] + 1 for user in users[i] if not aside[user]]
        before[i] = max([0, *steps])
        if boxes[i].leaf or (not steps and users[i]):
            before[i] = before[i] or 1
    for i, box in enumerate(boxes):
        if aside[i]:
            before[i] = max(0, min(before[parent] for parent in box.parents) - 1)
    return before


def _items(boxes: list[Box], columns: list[int]) -> tuple[list[Item], list[tuple[int, list[Item]]]]:
    """Join boxes from column to column; for each wire its position and what it goes through."""
    items = [Item(i, columns[i], box.above, box.below) for i, box in enumerate(boxes)]
    wires = []
    for child, box in enumerate(boxes):
        for position, parent in enumerate(box.parents):
            between = range(columns[parent] + 1, columns[child])
            wire = [items[parent], *(Item(-1, column) for column in between), items[child]]
            items += wire[1:-1]
            for one, other in pairwise(wire):
                one.right.append(other)
                other.left.append(one)
            wires.append((position, wire))
    return items, wires


def _ordered(items: list[Item], boxes: list[Box]) -> list[list[Item]]:
    now = _as_written(items, boxes)
    best, least = [list(column) for column in now], crossings(now)
    for sweep in range(_SWEEPS):
        if not least:
            break
        if sweep % 2:
            for c in range(len(now) - 2, -1, -1):
                sort(now[c], now[c + 1], "right")
        else:
            for c in range(1, len(now)):
                sort(now[c], now[c - 1], "left")
        found = crossings(now)
        if found < least:
            best, least = [list(column) for column in now], found
    return best


def _as_written(items: list[Item], boxes: list[Box]) -> list[list[Item]]:
    columns: list[list[Item]] = [[] for _ in range(1 + max(item.column for item in items))]
    ends = [item for item in items[: len(boxes)] if not item.right]
    waiting = sorted(ends, key=lambda item: (-len(item.left), -item.box))[::-1]
    met: set[int] = set()
    while waiting:
        item = waiting.pop()
        if id(item) in met:
            continue
        met.add(id(item))
        columns[item.column].append(item)
        waiting += item.left[::-1]
    return columns


def _across(
    order: list[list[Item]], boxes: list[Box], sizes: Sizes, width: float
) -> tuple[list[float], list[float]]:
    """Left and right edges of the columns."""
    wide = [max([0.0, *(boxes[i.box].width for i in column if i.box >= 0)]) for column in order]
    gap = (width - sum(wide)) / max(1, len(order) - 1)
    gap = min(max(sizes.column, gap), max(sizes.column, sizes.widest))
    lefts = [sum(wide[:k]) + k * gap for k in range(len(wide))]
    return lefts, [left + one for left, one in zip(lefts, wide, strict=True)]


def _entries(item: Item, box: Box) -> list[float]:
    """How far from its middle each wire enters a box, in the order in which they come."""
    n = len(item.left)
    room = min(box.above, box.below) * 1.1
    found = [0.0] * n
    for place, k in enumerate(sorted(range(n), key=lambda k: (item.left[k].y, k))):
        found[k] = room * (place / (n - 1) - 0.5) if n > 1 else 0.0
    return found
