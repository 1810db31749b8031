"""Slips on the way back: a factor lost, turned, or taken from somewhere else."""

from __future__ import annotations

from collections.abc import Iterator

from course.graph import Graph, Node
from course.graph.paths import count_paths, paths
from course.hand import Column, HandTable
from course.hand.columns import MOST_PATHS, factor_key
from nbextensions.hand_table.diagnosis import (
    CROSS_ENTROPY,
    SQUARED,
    Formula,
    WrongFormula,
    product_of,
    wrong,
)
from nbextensions.hand_table.diagnosis.factors import (
    FACTORS,
    FULL,
    HALF,
    by_probability,
    difference,
    siblings,
)


def backward_formulas(table: HandTable) -> Iterator[WrongFormula]:
    """Yield the wrong formulas for every factor and gradient of a table."""
    graph = table.graph
    for column in table.columns:
        if column.key == "dp" and column.kind == "gradient":
            yield from by_probability()
        elif column.kind == "factor":
            writer = FACTORS.get(_operation(graph, column.node))
            if writer:
                yield from writer(graph, column)
        elif column.kind == "gradient":
            yield from _gradient(graph, column)


def _operation(graph: Graph, name: str) -> str:
    operation = graph[name].operation
    return operation.name if operation else ""


# Products along a path --------------------------------------------------------------------------
def _gradient(graph: Graph, column: Column) -> Iterator[WrongFormula]:
    if count_paths(graph, column.node, "loss") != 1:
        yield from _one_path_only(graph, column)
        return
    edges = paths(graph, column.node, "loss")[0].edges
    keys = [factor_key(edge, "loss") for edge in reversed(edges)]
    if len(keys) < 2:
        return
    key, output = column.key, edges[-1].parent
    yield from _unit_forgotten(graph, key, keys)
    yield wrong(
        key,
        "The 2 of the square is lost: this is half of it.",
        lambda f: f("self") * 0.5,
        slip="E4",
        losses=FULL,
    )
    yield wrong(
        key,
        "Twice too much: the ½ of the loss takes the 2 away.",
        lambda f: f("self") * 2,
        slip="E21",
        losses=HALF,
    )
    yield wrong(
        key,
        f"The sign is turned: the first factor has {{{output}}} − {{y}}, not {{y}} − {{{output}}}.",
        lambda f: -f("self"),
    )
    for i, missing in enumerate(keys):
        rest = keys[:i] + keys[i + 1 :]
        by_unit = missing.startswith("d") and _is_output_weight(graph, missing)
        yield wrong(
            key,
            f"The factor {{{missing}}} is missing.",
            product_of(rest),
            slip="E5" if by_unit else "",
        )
    yield wrong(
        key,
        "Along a path the factors are multiplied, not added.",
        lambda f: f.add(*f.all(keys)),
    )
    yield from _other_slopes(graph, key, keys)
    yield from _other_inputs(graph, column, keys)


def _is_output_weight(graph: Graph, key: str) -> bool:
    """Whether a factor is how a hidden unit reaches the output."""
    parent = key.partition("_d")[2]
    return parent in {n.name for n in graph.nodes if n.quantity == "hidden"}


def _unit_forgotten(graph: Graph, key: str, keys: list[str]) -> Iterator[WrongFormula]:
    """Yield what a deck prints for hidden weights: the 2 and the output's weight both lost."""
    rest = [other for other in keys if not _is_output_weight(graph, other)]
    if len(rest) == len(keys):
        return
    yield wrong(
        key,
        "Two things are lost: the 2 of the square, and the weight by which this unit reaches the "
        "output.",
        lambda f: f.product(f.all(rest)) * 0.5,
        slip="E5",
        losses=FULL,
    )


def _other_slopes(graph: Graph, key: str, keys: list[str]) -> Iterator[WrongFormula]:
    """Yield the first two factors replaced: those of another loss, or a slip in the second."""
    if keys[0] != "dp":
        return
    rest, score = keys[2:], keys[1].partition("_d")[2]

    def with_first(f: Formula, first: Node) -> Node:
        return f.product([first, *f.all(rest)]) * 1

    yield wrong(
        key,
        "This begins with {p} − {y}, which belongs to the cross-entropy; here the loss is the "
        "squared error.",
        lambda f: with_first(f, difference(f)),
        slip="E15",
        losses=SQUARED,
    )
    yield wrong(
        key,
        "This begins with 2({p} − {y}) {p}(1 − {p}), which belongs to the squared error; here the "
        "loss is the cross-entropy.",
        lambda f: with_first(f, 2 * difference(f) * f("p") * (1 - f("p"))),
        slip="E15",
        losses=CROSS_ENTROPY,
    )
    yield wrong(
        key,
        f"The second factor is {{p}}(1 − {{p}}); here it is made with {{{score}}}.",
        lambda f: with_first(f, f("dp") * f(score) * (1 - f(score))),
    )
    yield wrong(
        key,
        "The second factor is {p}(1 − {p}); one {p} is missing.",
        lambda f: with_first(f, f("dp") * (1 - f("p"))),
    )


def _other_inputs(graph: Graph, column: Column, keys: list[str]) -> Iterator[WrongFormula]:
    """Yield the last factor taken from another weight."""
    node = graph.nodes[next(i.index for i in graph.nodes if _uses(graph, i, column.node))]
    operands = [graph.nodes[i].name for i in node.parents]
    place = operands.index(column.node)
    if place % 2 or place + 1 >= len(operands):
        return
    partner = operands[place + 1]
    for other in siblings(graph, node.name, partner):
        yield wrong(
            column.key,
            f"This is multiplied with {{{other}}}; {{{column.node}}} belongs to {{{partner}}}.",
            product_of([*keys[:-1], other]),
        )


def _uses(graph: Graph, node: Node, parent: str) -> bool:
    return graph[parent].index in node.parents


def _one_path_only(graph: Graph, column: Column) -> Iterator[WrongFormula]:
    """Yield one path alone, where several lead to the loss."""
    if not 1 < count_paths(graph, column.node, "loss") <= MOST_PATHS:
        return
    for path in paths(graph, column.node, "loss"):
        keys = [factor_key(edge, "loss") for edge in path.edges]
        yield wrong(
            column.key,
            "Several paths lead from here to the loss; this is the product along one of them. "
            "Their products are added.",
            product_of(keys),
        )
