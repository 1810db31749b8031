"""What a step of the chain does, and its formula; as ``javascript/src/core/chain`` has it."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from course.graph import Graph, count_paths, filled_factor, rounded
from course.graph.derivatives import partial as derivative
from course.graph.writing import line, number
from nbextensions.chain_stepper.steps import LOSS, Step
from nbextensions.stills.formulas import flat

if TYPE_CHECKING:
    from course.hand import HandTable
    from course.hand.footer import FooterCell

WORDS = {
    "add": "sum",
    "subtract": "difference",
    "multiply": "product",
    "divide": "quotient",
    "negate": "negative",
    "exp": "exponential",
    "log": "logarithm",
    "weighted_sum": "weighted sum",
    "relu": "ReLU",
    "predict": "prediction",
    "predict_at_tie": "prediction",
    "squared_error": "squared error",
    "half_squared_error": "half squared error",
    "binary_cross_entropy": "cross-entropy",
    "binary_cross_entropy_from_scores": "cross-entropy",
    "sum_of_absolutes": "sum of sizes",
    "sum_of_squares": "sum of squares",
}
CHAPTERS = {
    "forward": "forward",
    "backward": "backward",
    "rows": "over rows",
    "update": "update",
}
_MOST_ROWS = 8  # rows whose numbers are all written out


class Shown(NamedTuple):
    """A table at one row.

    Attributes
    ----------
    table : HandTable
    graph : Graph
        As it stands in the row.
    row : int
    places : int
        Digits after the point.
    steps : list of Step
    """

    table: HandTable
    graph: Graph
    row: int
    places: int
    steps: list[Step]


def graph_of(table: HandTable, row: int) -> Graph:
    """Give the graph as it stands in a row: its inputs, and the parameters that it sees."""
    leaves = [leaf.name for leaf in table.graph.leaves() if leaf.kind != "constant"]
    return table.graph.copy().set({name: float(table.values(name)[row]) for name in leaves})


def enough(value: float, places: int) -> int:
    """Say how many digits a number gets after the point: small ones more, up to seven."""
    if not 0 < abs(value) < 1:
        return places
    needed = min(3, places - 1) - 1 - math.floor(math.log10(abs(value)))
    return max(places, min(7, needed))


def digits(value: float, places: int) -> str:
    """Write a number as graph and table show it, with a true minus sign."""
    text = rounded(value, enough(value, places), trim=True).text.replace("-", "\u2212")
    return text.replace("inf", "∞").replace("nan", "undefined")


def _digit(value: float, places: int, parentheses: bool = False) -> str:
    return number(value, enough(value, places), parentheses)


# In words -----------------------------------------------------------------------------------------
def caption(step: Step, shown: Shown) -> str:
    """Say what a step does, in a few words."""
    graph, table = shown.graph, shown.table

    def symbol(name: str) -> str:
        return flat(graph[name].symbol)

    if step.kind == "given":
        which = f"Row {shown.row + 1}" if len(table) > 1 else "The example"
        return f"{which}, and the weights as they stand"
    if step.kind == "value":
        node = graph[step.node]
        name = node.operation.name if node.operation else ""
        parents = [symbol(graph.nodes[i].name) for i in dict.fromkeys(node.parents)]
        return f"{symbol(step.node)}: {WORDS.get(name, name)} of {_listed(parents)}"
    if step.kind == "factor":
        parent = symbol(step.edges[0].parent)
        return f"Local derivative: how {symbol(step.node)} changes with {parent}"
    if step.kind == "kept":
        by = derivative(graph[LOSS].symbol, graph[step.node].symbol)
        return f"Computed once and kept: {flat(by)}"
    if step.kind == "path":
        return _path_caption(step, shown)
    if step.kind == "total":
        n = count_paths(graph, step.leaf, LOSS)
        return f"Where paths meet, add: {n} paths lead from {symbol(step.leaf)} to the loss"
    if step.kind == "over":
        what = "Sum" if table.reduction == "sum" else "Mean"
        return f"{what} over the {len(table)} rows, for {symbol(step.leaf)}"
    return "Update: all parameters at once, from the old values"


def _path_caption(step: Step, shown: Shown) -> str:
    graph = shown.graph
    way = [step.leaf, *(edge.child for edge in reversed(step.edges))]
    written = " → ".join(flat(graph[name].symbol) for name in way)
    n = sum(one.kind == "path" and one.leaf == step.leaf for one in shown.steps)
    which = f"Path {int(step.key.split(':')[2]) + 1} of {n}" if n > 1 else "Product along the path"
    known = flat(derivative(graph[LOSS].symbol, graph[step.known].symbol)) if step.known else ""
    return f"{which}: {written}" + (f"; {known} is used again" if known else "")


def _listed(words: list[str]) -> str:
    if len(words) > 8:
        return f"{', '.join(words[:3])} and {len(words) - 3} more"
    return " and ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else words[0]


# Formulas -----------------------------------------------------------------------------------------
def equations(step: Step, shown: Shown) -> list[str]:
    """Write the formula of a step: symbol, expression, values put in, value; LaTeX."""
    graph, table, places = shown.graph, shown.table, shown.places
    if step.kind == "value":
        node = graph[step.node]
        return [_line(node.symbol, node.expression, node.filled, node.value, places)]
    if step.kind == "factor":
        edge = step.edges[0]
        filled = partial(filled_factor, graph, edge)
        return [_line(edge.symbol, edge.expression, filled, edge.factor, places)]
    if step.kind in ("kept", "path"):
        return [_product(step, shown)]
    if step.kind == "total":
        return [_total(step, shown)]
    if step.kind == "over":
        return [_over(table.gradient[step.leaf], places)]
    if step.kind == "update":
        cells = table.update_after(shown.row)
        leaves = dict.fromkeys(one.leaf for one in shown.steps if one.leaf in cells)
        return [_update(cells[leaf], places) for leaf in leaves]
    return []


def _line(
    symbol: str, expression: str, filled: Callable[[int], str], value: float, places: int
) -> str:
    """Write a line whose last number has digits enough (15 are asked for to see what is exact)."""

    def write(digits: int) -> str:
        return filled(digits if digits == 15 else places)

    return line(symbol, expression, write, value, enough(value, places))


def _product(step: Step, shown: Shown) -> str:
    graph = shown.graph
    names = [edge.parent for edge in step.edges]
    known = names.index(step.known) + 1 if step.known else 0
    factors = [edge.factor for edge in step.edges]
    numbers = [math.prod(factors[:known]), *factors[known:]] if known else factors
    several = step.kind == "path" and not step.whole
    head = derivative(graph[LOSS].symbol, graph[step.leaf or step.node].symbol)
    if several:
        head = rf"\text{{path }} {int(step.key.split(':')[2]) + 1}"
    expression = r" \cdot ".join(edge.symbol for edge in step.edges)

    def filled(digits: int) -> str:
        return r" \cdot ".join(_digit(one, digits, True) for one in numbers)

    return _line(head, expression, filled, math.prod(factors), shown.places)


def _total(step: Step, shown: Shown) -> str:
    graph = shown.graph
    ways = [one for one in shown.steps if one.kind == "path" and one.leaf == step.leaf]
    shares = [math.prod(edge.factor for edge in way.edges) for way in ways]
    value = graph.derivatives(LOSS)[step.leaf]
    head = derivative(graph[LOSS].symbol, graph[step.leaf].symbol)
    expression = " + ".join(rf"\text{{path }} {k + 1}" for k in range(len(ways)))
    many = rf"\text{{{count_paths(graph, step.leaf, LOSS)} paths}}"

    def filled(digits: int) -> str:
        return " + ".join(_digit(s, digits, True) for s in shares) or _digit(value, digits)

    return _line(head, expression or many, filled, value, shown.places)


def _over(cell: FooterCell, places: int) -> str:
    n = len(cell.parts)

    def filled(digits: int) -> str:
        terms = [_digit(part, digits, True) for part in cell.parts]
        if n > _MOST_ROWS:
            terms = [*terms[: _MOST_ROWS - 2], r"\ldots", terms[-1]]
        written = " + ".join(terms)
        return written if cell.kind == "sum" else rf"\frac{{1}}{{{n}}} ({written})"

    return _line(cell.symbol, cell.expression, filled, cell.value, places)


def _update(cell: FooterCell, places: int) -> str:
    old, rate, gradient = cell.parts

    def filled(digits: int) -> str:
        step = _digit(gradient, digits, True)
        return rf"{number(old, digits)} - {number(rate, digits)} \cdot {step}"

    return _line(cell.symbol, cell.expression, filled, cell.value, places)
