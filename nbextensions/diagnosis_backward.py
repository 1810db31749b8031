"""Slips on the way back: a factor lost, turned, or taken from somewhere else."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from course.graph import Graph, Node
from course.graph.paths import count_paths, paths
from course.hand import Column, HandTable
from course.hand.columns import MOST_PATHS, factor_key
from nbextensions.diagnosis import (
    CROSS_ENTROPY,
    SQUARED,
    Formula,
    WrongFormula,
    just,
    product_of,
    wrong,
)

FULL, HALF = ("squared_error",), ("half_squared_error",)


def backward_formulas(table: HandTable) -> Iterator[WrongFormula]:
    """Yield the wrong formulas for every factor and gradient of a table."""
    graph = table.graph
    for column in table.columns:
        if column.key == "dp" and column.kind == "gradient":
            yield from _by_probability()
        elif column.kind == "factor":
            writer = _FACTORS.get(_operation(graph, column.node))
            if writer:
                yield from writer(graph, column)
        elif column.kind == "gradient":
            yield from _gradient(graph, column)


def _operation(graph: Graph, name: str) -> str:
    operation = graph[name].operation
    return operation.name if operation else ""


# The first factor -------------------------------------------------------------------------------
def _difference(f: Formula) -> Node:
    return f("p") - f("y")


def _by_probability() -> Iterator[WrongFormula]:
    yield wrong(
        "dp",
        "The 2 of the square is lost: {dp} = 2({p} − {y}).",
        _difference,
        slip="E4",
        losses=FULL,
    )
    yield wrong(
        "dp",
        "The sign is turned: {dp} = 2({p} − {y}), not 2({y} − {p}).",
        lambda f: -2 * _difference(f),
        losses=FULL,
    )
    yield wrong(
        "dp",
        "There is no 2 here: the ½ of the loss takes it away.",
        lambda f: 2 * _difference(f),
        slip="E21",
        losses=HALF,
    )
    yield wrong(
        "dp",
        "The sign is turned: {dp} = {p} − {y}, not {y} − {p}.",
        lambda f: -_difference(f),
        losses=HALF,
    )
    yield wrong(
        "dp",
        "This is the loss; asked for is how fast it changes with {p}.",
        just("loss"),
    )
    yield wrong(
        "dp",
        "This is already multiplied by the next factor, {p}(1 − {p}); keep the factors apart.",
        lambda f: f("self") * f("p") * (1 - f("p")),
    )
    yield wrong(
        "dp",
        "The two branches are exchanged: with {y} = 1 it is −1/{p}, with {y} = 0 it is "
        "1/(1 − {p}).",
        lambda f: f("y") / (1 - f("p")) - (1 - f("y")) / f("p"),
        losses=CROSS_ENTROPY,
    )
    yield wrong(
        "dp",
        "This belongs to the squared error; here the loss is the cross-entropy.",
        lambda f: 2 * _difference(f),
        slip="E15",
        losses=CROSS_ENTROPY,
    )
    yield wrong(
        "dp",
        "This belongs to the cross-entropy; here the loss is the squared error.",
        lambda f: (1 - f("y")) / (1 - f("p")) - f("y") / f("p"),
        slip="E15",
        losses=SQUARED,
    )


# Factors of the chain -------------------------------------------------------------------------
def _of_sigmoid(graph: Graph, column: Column) -> Iterator[WrongFormula]:
    key, a, s = column.key, column.node, column.parent
    value, score = f"{{{a}}}", f"{{{s}}}"
    yield wrong(
        key,
        f"{score} stands where {value} belongs: {{{key}}} = {value}(1 − {value}).",
        lambda f: f(s) * (1 - f(s)),
    )
    yield wrong(
        key, f"One {value} is missing: {{{key}}} = {value}(1 − {value}).", lambda f: 1 - f(a)
    )
    yield wrong(
        key,
        f"The sign inside is turned: {value}(1 − {value}), not {value}(1 + {value}).",
        lambda f: f(a) * (1 + f(a)),
    )
    yield wrong(
        key,
        f"{value} is σ({score}) already; here the sigmoid is taken once more.",
        lambda f: f.sigmoid(f(a)) * (1 - f.sigmoid(f(a))),
    )
    yield wrong(
        key,
        f"This is {value} itself; asked for is how fast it changes with {score}.",
        just(a),
    )
    yield wrong(key, f"This is {value}²: the second factor is 1 − {value}.", lambda f: f(a) * f(a))
    if a == "p":
        yield wrong(
            key,
            "This is made with the class {y_hat}; it wants the probability {p}.",
            lambda f: f("y_hat") * (1 - f("y_hat")),
        )


def _of_tanh(graph: Graph, column: Column) -> Iterator[WrongFormula]:
    key, a = column.key, column.node
    value = f"{{{a}}}"
    yield wrong(key, f"The square is missing: 1 − {value}².", lambda f: 1 - f(a))
    yield wrong(
        key,
        f"This is the slope of the sigmoid; that of tanh is 1 − {value}².",
        lambda f: f(a) * (1 - f(a)),
    )
    yield wrong(key, f"The sign inside is turned: 1 − {value}².", lambda f: 1 + f(a) * f(a))


def _of_relu(graph: Graph, column: Column) -> Iterator[WrongFormula]:
    key, a = column.key, column.node
    yield wrong(
        key,
        f"This is {{{a}}} itself; its slope is 1 where {{{column.parent}}} is above 0, else 0.",
        just(a),
    )
    yield wrong(
        key,
        f"Turned around: the slope is 1 where {{{column.parent}}} is above 0, else 0.",
        lambda f: 1 - f("self"),
    )


def _of_sum(graph: Graph, column: Column) -> Iterator[WrongFormula]:
    key, parent = column.key, column.parent
    by = f"{{{parent}}}"
    if not column.depends_on:  # the bias: what is added by itself
        yield wrong(key, f"This is {by} itself; added, it changes the sum one for one: 1.",
                    just(parent))  # fmt: skip
        yield wrong(key, f"{by} is added, so the sum changes one for one: 1, not 0.",
                    lambda f: f("self") - 1)  # fmt: skip
        return
    partner = column.depends_on[0]
    yield wrong(
        key,
        f"This is {by} itself; the derivative by it is what it is multiplied with: {{{partner}}}.",
        just(parent),
    )
    yield wrong(
        key,
        f"This is the whole product {by} · {{{partner}}}; the derivative by {by} is "
        f"{{{partner}}} alone.",
        lambda f: f(parent) * f(partner),
    )
    yield wrong(
        key,
        f"1 is the derivative by the bias; the derivative by {by} is {{{partner}}}.",
        lambda f: f("self") * 0 + 1,
    )
    for other in _siblings(graph, column.node, partner):
        yield wrong(
            key,
            f"This is {{{other}}}; {by} is multiplied with {{{partner}}}.",
            just(other),
            slip="E6" if graph[partner].quantity == "output_weight" else "",
        )


def _siblings(graph: Graph, node: str, name: str) -> list[str]:
    """Operands of a weighted sum that are of the same quantity as one of them."""
    operands = [graph.nodes[i] for i in graph[node].parents]
    quantity = graph[name].quantity
    return [other.name for other in operands if other.quantity == quantity and other.name != name]


_FACTORS: dict[str, Callable[[Graph, Column], Iterator[WrongFormula]]] = {
    "sigmoid": _of_sigmoid,
    "tanh": _of_tanh,
    "relu": _of_relu,
    "weighted_sum": _of_sum,
}


# Products along a path --------------------------------------------------------------------------
def _gradient(graph: Graph, column: Column) -> Iterator[WrongFormula]:
    if count_paths(graph, column.node, "loss") != 1:
        yield from _one_path_only(graph, column)
        return
    edges = paths(graph, column.node, "loss")[0].edges
    keys = [factor_key(edge, "loss") for edge in reversed(edges)]
    if len(keys) < 2:
        return
    key = column.key
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
        "The sign is turned: the first factor has {p} − {y}, not {y} − {p}.",
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
        lambda f: with_first(f, _difference(f)),
        slip="E15",
        losses=SQUARED,
    )
    yield wrong(
        key,
        "This begins with 2({p} − {y}) {p}(1 − {p}), which belongs to the squared error; here the "
        "loss is the cross-entropy.",
        lambda f: with_first(f, 2 * _difference(f) * f("p") * (1 - f("p"))),
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
    for other in _siblings(graph, node.name, partner):
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
