"""Order within the columns of a graph's picture, and how high everything stands."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from nbextensions.chain_stepper.graph_layout import Item

_ROUNDS = 24


def sort(column: list[Item], beside: list[Item], side: Literal["left", "right"]) -> None:
    """Sort a column by the middles of what its items are joined to in the next one."""
    place = {id(item): k for k, item in enumerate(beside)}

    def wish(k: int, item: Item) -> float:
        joined = [place[id(other)] for other in getattr(item, side)]
        return sum(joined) / len(joined) if joined else k * len(beside) / len(column)

    wishes = {id(item): wish(k, item) for k, item in enumerate(column)}
    column.sort(key=lambda item: wishes[id(item)])


def crossings(columns: list[list[Item]]) -> int:
    """Count the pairs of wires that cross."""
    count = 0
    for before, column in pairwise(columns):
        place = {id(item): k for k, item in enumerate(column)}
        ends = [[place[id(other)] for other in item.right] for item in before]
        for above, targets in enumerate(ends):
            for others in ends[above + 1 :]:
                count += sum(b < a for a in targets for b in others)
    return count


def placed(columns: list[list[Item]], gap: float) -> None:
    """Give each item its `y`: near what it is joined to, with room between neighbours."""
    for column in columns:
        _stack(column, gap)
    for sweep in range(_ROUNDS):
        back = sweep % 2 == 1
        for column in columns[::-1] if back else columns:
            _settle(column, [_wish(item, back and sweep < _ROUNDS - 1) for item in column], gap)


def _apart(upper: Item, lower: Item, gap: float) -> float:
    bends = upper.box < 0 and lower.box < 0
    return upper.below + lower.above + (0 if bends else gap)


def _stack(column: list[Item], gap: float) -> None:
    y = 0.0
    for k, item in enumerate(column):
        y += _apart(column[k - 1], item, gap) if k else 0.0
        item.y = y
    for item in column:
        item.y -= y / 2


def _wish(item: Item, back: bool) -> float:
    """Where an item would like to be: see ``layout_place.js``."""
    total = weight = 0.0
    pairs = [(other, item, other) for other in item.right]
    if not back or not item.right:
        pairs += [(other, other, item) for other in item.left]
    for other, start, end in pairs:
        straight = (2 if start.box < 0 or end.box < 0 else 4) if start.left else 1
        pull = straight / len(start.right)
        total += pull * other.y
        weight += pull
    return total / weight if weight else item.y


def _settle(column: list[Item], wishes: list[float], gap: float) -> None:
    """Find the places nearest to the wishes that keep order and distance: monotone regression."""
    offset, offsets = 0.0, []
    for k, item in enumerate(column):
        offset += _apart(column[k - 1], item, gap) if k else 0.0
        offsets.append(offset)
    pools: list[tuple[float, int]] = []
    for wished, own in zip(wishes, offsets, strict=True):
        pool = (wished - own, 1)
        while pools and pools[-1][0] / pools[-1][1] > pool[0] / pool[1]:
            last = pools.pop()
            pool = (last[0] + pool[0], last[1] + pool[1])
        pools.append(pool)
    places = [total / n for total, n in pools for _ in range(n)]
    for item, place, own in zip(column, places, offsets, strict=True):
        item.y = place + own
