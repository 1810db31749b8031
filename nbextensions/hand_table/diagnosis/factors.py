"""Slips in one factor of the chain rule."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from course.graph import Graph, Node
from course.hand import Column
from nbextensions.hand_table.diagnosis import (
    CROSS_ENTROPY,
    SQUARED,
    Formula,
    WrongFormula,
    just,
    wrong,
)

FULL, HALF = ("squared_error",), ("half_squared_error",)


# The first factor -------------------------------------------------------------------------------
def difference(f: Formula) -> Node:
    """Write p - y."""
    return f("p") - f("y")


def by_probability() -> Iterator[WrongFormula]:
    """Yield the wrong formulas for the derivative of the loss by p."""
    yield wrong(
        "dp",
        "The 2 of the square is lost: {dp} = 2({p} − {y}).",
        difference,
        slip="E4",
        losses=FULL,
    )
    yield wrong(
        "dp",
        "The sign is turned: {dp} = 2({p} − {y}), not 2({y} − {p}).",
        lambda f: -2 * difference(f),
        losses=FULL,
    )
    yield wrong(
        "dp",
        "There is no 2 here: the ½ of the loss takes it away.",
        lambda f: 2 * difference(f),
        slip="E21",
        losses=HALF,
    )
    yield wrong(
        "dp",
        "The sign is turned: {dp} = {p} − {y}, not {y} − {p}.",
        lambda f: -difference(f),
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
        lambda f: 2 * difference(f),
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
    for other in siblings(graph, column.node, partner):
        yield wrong(
            key,
            f"This is {{{other}}}; {by} is multiplied with {{{partner}}}.",
            just(other),
            slip="E6" if graph[partner].quantity == "output_weight" else "",
        )


def siblings(graph: Graph, node: str, name: str) -> list[str]:
    """List the operands of a weighted sum that are of the same quantity as one of them."""
    operands = [graph.nodes[i] for i in graph[node].parents]
    quantity = graph[name].quantity
    return [other.name for other in operands if other.quantity == quantity and other.name != name]


FACTORS: dict[str, Callable[[Graph, Column], Iterator[WrongFormula]]] = {
    "sigmoid": _of_sigmoid,
    "tanh": _of_tanh,
    "relu": _of_relu,
    "weighted_sum": _of_sum,
}
