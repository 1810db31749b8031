"""The student's numbers beside ours, at the steps that find them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from nbextensions.chain_stepper.steps import Step
from nbextensions.chain_stepper.still_formulas import Shown, digits
from nbextensions.stills.formulas import flat

_CLOSE = 1e-5  # of single precision, too


class Pair(NamedTuple):
    """One number of the student's, and ours.

    Attributes
    ----------
    name : str
        What it is.
    own, ours : float
    """

    name: str
    own: float
    ours: float

    @property
    def differs(self) -> bool:
        """Whether they are not the same, rounding aside."""
        size = max(1e-3, abs(self.own), abs(self.ours))
        return not abs(self.own - self.ours) <= _CLOSE * size


def pairs(step: Step, shown: Shown, answer: Mapping[str, Any]) -> list[Pair]:
    """Find the numbers of a step that the student's functions give.

    Parameters
    ----------
    step : Step
        Which one.
    shown : Shown
        The table at its row.
    answer : mapping
        As :class:`nbextensions.graphs.own_table.OwnNumbers`; may be empty.

    Returns
    -------
    list of Pair
        None where they give none.
    """
    table, row, leaf = shown.table, shown.row, step.leaf
    if not answer:
        return []
    gradient, total = answer["gradient"], answer["total"]
    if step.key == "value:p" and answer["p"] is not None:
        return [Pair(flat(shown.graph["p"].symbol), answer["p"][row], shown.graph.value("p"))]
    if (step.kind == "total" or (step.kind == "path" and step.whole)) and leaf in gradient:
        return [_pair(f"d{leaf}", gradient[leaf][row], shown, row)]
    if step.kind == "over" and leaf in gradient:
        rows = [_pair(f"d{leaf}", own, shown, r) for r, own in enumerate(gradient[leaf])]
        wrong = [
            pair._replace(name=f"{pair.name} in row {r + 1}")
            for r, pair in enumerate(rows)
            if pair.differs
        ]
        cell = table.gradient[leaf]
        return [*wrong[:1], Pair(flat(cell.symbol), total[leaf], cell.value)]
    if step.kind != "update":
        return []
    found = []
    for name, cell in table.update_after(row).items():
        old, rate, _ = cell.parts
        slope = total.get(name, gradient[name][row] if name in gradient else None)
        if slope is not None:
            found.append(
                Pair(f"new {flat(shown.graph[name].symbol)}", old - rate * slope, cell.value)
            )
    return found


def _pair(key: str, own: float, shown: Shown, row: int) -> Pair:
    ours = float(shown.table.values(key)[row])
    return Pair(flat(shown.table.column(key).symbol), own, ours)


def comparison(at: int, shown: Shown, answer: Mapping[str, Any]) -> str:
    """Say how the student's numbers compare at a step.

    Parameters
    ----------
    at : int
        Which step.
    shown : Shown
        The table at its row.
    answer : mapping
        As for :func:`pairs`.

    Returns
    -------
    str
        Such as ``✗ yours: p = 0.3775, here 0.6225. The first number that differs.``; ``""`` where
        there is nothing to compare.
    """
    found = pairs(shown.steps[at], shown, answer)
    wrong = next((pair for pair in found if pair.differs), None)
    if wrong is None:
        if len(found) > 1:
            return "✓ yours are the same"
        return f"✓ yours: {digits(found[0].own, shown.places)}" if found else ""
    yours, ours = (digits(value, shown.places) for value in (wrong.own, wrong.ours))
    if yours == ours:
        yours, ours = str(wrong.own), str(wrong.ours)
    before = (pair for step in shown.steps[:at] for pair in pairs(step, shown, answer))
    first = "" if any(pair.differs for pair in before) else " The first number that differs."
    return f"✗ yours: {wrong.name} = {yours}, here {ours}.{first}"
