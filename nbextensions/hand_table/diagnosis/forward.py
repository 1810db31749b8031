"""Slips on the way from the inputs to the loss."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator

from course.graph import Node
from course.hand import HandTable
from nbextensions.hand_table.diagnosis import (
    CROSS_ENTROPY,
    SQUARED,
    Build,
    Formula,
    WrongFormula,
    just,
    wrong,
)


def forward_formulas(table: HandTable) -> Iterator[WrongFormula]:
    """Yield the wrong formulas for every forward column of a table."""
    for column in table.columns:
        node = table.graph[column.node]
        if column.kind != "value" or not node.operation:
            continue
        names = [table.graph.nodes[i].name for i in node.parents]
        writer = _WRITERS.get(node.operation.name)
        if writer:
            yield from writer(node, names)
        yield from _indices_turned(table, node, names)
    names = [node.name for node in table.graph.nodes]
    loss = "unscaled_loss" if "unscaled_loss" in names else "loss"
    if {"y", "p", "y_hat", loss} <= set(names):
        score = table.graph.nodes[table.graph["p"].parents[0]].name
        yield from _squared_error(loss, score)
        yield from _cross_entropy(loss)


# The weighted sum ---------------------------------------------------------------------------------
def _weighted_sum(node: Node, names: list[str]) -> Iterator[WrongFormula]:
    key, pairs = node.name, list(zip(names[::2], names[1::2], strict=False))
    bias = names[-1] if len(names) % 2 else ""
    if bias:
        yield wrong(
            key,
            f"The bias {{{bias}}} is left out: it is added in every row, also where the inputs "
            "are 0.",
            lambda f: f.weighted_sum(*f.all(names[:-1])),
        )
        yield wrong(
            key,
            f"The bias {{{bias}}} is taken away here; it is added, with its own sign.",
            lambda f: f.weighted_sum(*f.all(names[:-1])) - f(bias),
        )
    for weight, x in pairs:
        yield wrong(
            key,
            f"The sign of {{{weight}}} is lost on the way: {{{weight}}} · {{{x}}} has the wrong "
            "sign.",
            _sign_lost(names, weight, x),
        )
    if len(pairs) == 2:
        (w1, x1), (w2, x2) = pairs
        yield wrong(
            key,
            f"The weights are crossed: {{{w1}}} belongs to {{{x1}}} and {{{w2}}} to {{{x2}}}.",
            lambda f: f.weighted_sum(*f.all([w1, x2, w2, x1, *names[4:]])),
        )
    yield wrong(
        key,
        "These are the inputs added up without their weights.",
        lambda f: f.add(*f.all([x for _, x in pairs]), *(f.all([bias] if bias else []))),
    )
    yield wrong(
        key,
        f"This has gone through the sigmoid already; {{{key}}} is the sum before it.",
        lambda f: f.sigmoid(f.weighted_sum(*f.all(names))),
    )


def _indices_turned(table: HandTable, node: Node, names: list[str]) -> Iterator[WrongFormula]:
    """Write the sum with W transposed, where those weights exist."""
    from_to = {
        node.name: node.indices
        for node in table.graph.leaves("parameter")
        if node.quantity == "hidden_weight"
    }
    turned = {name: f"w{to}_{start}" for name, (start, to) in from_to.items()}
    mine = [name for name in names if name in turned]
    if not mine or not all(turned[name] in from_to for name in mine):
        return
    one = next(name for name in mine if turned[name] != name)
    start, to = from_to[one]
    yield wrong(
        node.name,
        f"The indices are read the other way round: {{{one}}} leads from input {start} to unit "
        f"{to}.",
        lambda f: f.weighted_sum(*f.all([turned.get(name, name) for name in names])),
    )


def _sign_lost(names: list[str], weight: str, x: str) -> Build:
    return lambda f: f.weighted_sum(*f.all(names)) - 2 * (f(weight) * f(x))


# Activations --------------------------------------------------------------------------------------
def _sigmoid(node: Node, names: list[str]) -> Iterator[WrongFormula]:
    key, (score,) = node.name, names
    a, s = f"{{{key}}}", f"{{{score}}}"
    yield wrong(
        key,
        f"The sign of {s} is lost on the way: {a} = 1/(1 + exp(−{s})), so {a} is above one half "
        f"where {s} is above 0, and below it where {s} is below 0.",
        lambda f: f.sigmoid(-f(score)),
        slip="E2",
    )
    yield wrong(
        key,
        f"The 1 + under the fraction line is missing: {a} = 1/(1 + exp(−{s})).",
        lambda f: f.exp(f(score)),
    )
    yield wrong(
        key,
        f"This is what stands under the fraction line, 1 + exp(−{s}); {a} is one over it.",
        lambda f: 1 + f.exp(-f(score)),
    )
    yield wrong(
        key,
        f"This is exp(−{s}) alone: add 1, then take one over it.",
        lambda f: f.exp(-f(score)),
    )
    yield wrong(
        key,
        "The sigmoid is taken twice; one unit has one activation.",
        lambda f: f.sigmoid(f.sigmoid(f(score))),
        slip="E9",
    )
    yield wrong(key, f"This is {s}; it still has to go through the sigmoid.", just(score))
    yield wrong(key, "This is tanh, not the sigmoid.", lambda f: f.tanh(f(score)))
    if key == "p":
        yield wrong(
            key,
            "This is the class; {p} is the probability before it is rounded.",
            lambda f: f.predict(f("p")),
        )


def _tanh(node: Node, names: list[str]) -> Iterator[WrongFormula]:
    key, (score,) = node.name, names
    yield wrong(key, "This is the sigmoid; here it is tanh.", lambda f: f.sigmoid(f(score)))
    yield wrong(key, f"This is {{{score}}}; it still has to go through tanh.", just(score))


def _relu(node: Node, names: list[str]) -> Iterator[WrongFormula]:
    key, (score,) = node.name, names
    yield wrong(key, f"ReLU cuts: where {{{score}}} is below 0 it gives 0.", just(score))
    yield wrong(key, "This is the sigmoid; here it is ReLU.", lambda f: f.sigmoid(f(score)))
    yield wrong(
        key,
        "ReLU is turned around: it keeps what is above 0 and cuts what is below.",
        lambda f: f("self") - f(score),
    )


def _predict(node: Node, names: list[str]) -> Iterator[WrongFormula]:
    key, (p,) = node.name, names
    yield wrong(
        key,
        f"A tie: {{{p}}} is exactly one half. Here a class of 1 needs {{{p}}} above 0.5, so a tie "
        "is 0; others choose 1, so always say which.",
        lambda f: f.predict_at_tie(f(p)),
        slip="E3",
    )
    yield wrong(
        key,
        f"A tie: {{{p}}} is exactly one half, and in these letters 1 begins at one half.",
        lambda f: f.predict(f(p)),
        slip="E3",
    )
    yield wrong(
        key,
        f"This copies the target; asked for is what the neuron says: 1 where {{{p}}} is above 0.5.",
        just("y"),
    )
    yield wrong(key, f"This is the probability {{{p}}}; a class is 0 or 1.", just(p))
    yield wrong(
        key,
        f"Turned around: 1 stands where {{{p}}} is above 0.5.",
        lambda f: 1 - f.predict(f(p)),
    )


_WRITERS: dict[str, Callable[[Node, list[str]], Iterator[WrongFormula]]] = {
    "weighted_sum": _weighted_sum,
    "sigmoid": _sigmoid,
    "tanh": _tanh,
    "relu": _relu,
    "predict": _predict,
    "predict_at_tie": _predict,
}


# Losses: a table can switch between them, so that all are here -----------------------------------
def _distance(f: Formula) -> Node:
    return f("y") - f("p")


def _squared_error(key: str, score: str) -> Iterator[WrongFormula]:
    yield wrong(
        key,
        "This is the distance; the loss is its square.",
        lambda f: f.sum_of_absolutes(_distance(f)),
        losses=SQUARED,
    )
    yield wrong(
        key,
        "The difference is not squared yet, and a square is never negative.",
        lambda f: -f.sum_of_absolutes(_distance(f)),
        losses=SQUARED,
    )
    yield wrong(
        key,
        "This is half of it: here the squared error has no ½.",
        lambda f: f.half_squared_error(f("y"), f("p")),
        slip="E21",
        losses=("squared_error",),
    )
    yield wrong(
        key,
        "The ½ is missing: here the loss is half the square.",
        lambda f: f.squared_error(f("y"), f("p")),
        slip="E21",
        losses=("half_squared_error",),
    )
    yield wrong(
        key,
        "This is the error of the class {y_hat}; the loss looks at the probability {p}.",
        lambda f: f.squared_error(f("y"), f("y_hat")),
        losses=SQUARED,
    )
    yield wrong(
        key,
        "The square is of the difference: ({y} − {p})², not {y}² − {p}².",
        lambda f: f("y") * f("y") - f("p") * f("p"),
        losses=SQUARED,
    )
    yield wrong(
        key,
        f"This has {{{score}}} where {{p}} belongs.",
        lambda f: f.squared_error(f("y"), f(score)),
        losses=SQUARED,
    )
    yield wrong(
        key,
        "This is the cross-entropy; here the loss is the squared error.",
        lambda f: f.binary_cross_entropy(f("y"), f("p")),
        slip="E15",
        losses=SQUARED,
    )


def _cross_entropy(key: str) -> Iterator[WrongFormula]:
    def right(f: Formula) -> Node:
        return f.binary_cross_entropy(f("y"), f("p"))

    yield wrong(
        key,
        "This is the logarithm to base 10; ln is the natural one.",
        lambda f: right(f) / math.log(10),
        losses=CROSS_ENTROPY,
    )
    yield wrong(
        key,
        "This is the logarithm to base 2; ln is the natural one.",
        lambda f: right(f) / math.log(2),
        losses=CROSS_ENTROPY,
    )
    yield wrong(
        key,
        "The other branch: with {y} = 1 it is −ln {p}, with {y} = 0 it is −ln(1 − {p}).",
        lambda f: f.binary_cross_entropy(1 - f("y"), f("p")),
        losses=CROSS_ENTROPY,
    )
    yield wrong(
        key,
        "The minus is lost: the logarithm of a number below 1 is negative, the loss is not.",
        lambda f: -right(f),
        losses=CROSS_ENTROPY,
    )
    yield wrong(
        key,
        "Only −{y} ln {p} is here: with {y} = 0 the other half, −ln(1 − {p}), is the loss.",
        lambda f: -(f("y") * f.log(f("p"))),
        slip="E22",
        losses=CROSS_ENTROPY,
    )
    yield wrong(
        key,
        "This is the squared error; here the loss is the cross-entropy.",
        lambda f: f.squared_error(f("y"), f("p")),
        slip="E15",
        losses=CROSS_ENTROPY,
    )
