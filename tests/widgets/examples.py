"""Every kind of graph and table that ships, and random graphs of all operations."""

import itertools

import numpy as np

from course import hand
from course.graph import (
    LOSSES,
    OPERATIONS,
    PENALTIES,
    Graph,
    canon,
    deep_mlp,
    mlp,
    neuron_chain,
    neuron_over_rows,
    penalised_net,
    sigmoid_neuron,
    two_neuron_chain,
)
from course.notation import NOTATIONS, relabel
from nbextensions.graphs.conventions import rewritten
from nbextensions.graphs.features import neuron_graph, table_with_features

ACTIVATIONS = ("sigmoid", "tanh", "relu", "identity")
X = [[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]]
Y = [0.0, 1.0, 1.0, 1.0]
PRODUCTS = ("X1", "X2", "X1*X2", "X1*X1", "X1*X2*X2")


# The graphs that ship ---------------------------------------------------------------------------
def _neurons():
    for loss in LOSSES:
        yield f"neuron {loss}", sigmoid_neuron([1, 0.3], 1, [1, -1], -0.5, loss)
        yield f"a quarter of {loss}", sigmoid_neuron([1, 1], 0, [0.2, -1.7], 0.4, loss, 0.25)
        yield f"far {loss}", sigmoid_neuron([30.0, 20.0], 0, [1, 1], 0.0, loss)
        for reduction in ("sum", "mean"):
            yield f"rows {loss} {reduction}", neuron_over_rows(X, Y, [1, -1], -0.5, loss, reduction)
        yield f"products {loss}", _products(loss)


def _products(loss="squared_error"):
    graph = neuron_graph(("X1", "X2"), [0.7, -1.3, 2.1, -0.4, 0.9], 0.2, PRODUCTS, loss)
    return graph.set({"X1": 0.6, "X2": -1.4, "y": 1.0})


def _chains():
    of_values = [loss for loss in LOSSES if not loss.endswith("from_scores")]
    for activation, loss, biases in itertools.product(ACTIVATIONS, of_values, (True, False)):
        w, b = [0.7, -1.3, 0.4, 2.1], [0.1, 1.2, -0.3, 0.2] if biases else None
        made = neuron_chain(0.6, 0.2, w, b, loss, activation)
        yield f"chain {activation} {loss}{' biases' if biases else ''}", made
    yield "two neurons", two_neuron_chain()


def _nets():
    rng = np.random.default_rng(11)
    for activation, loss in itertools.product(ACTIVATIONS, LOSSES):
        parameters = rng.normal(size=(2, 3)), rng.normal(size=3), rng.normal(size=3), rng.normal()
        yield f"net {activation} {loss}", mlp([0.4, -1.2], 1, *parameters, loss, activation)
    wide = rng.normal(size=(2, 8)), rng.normal(size=8), rng.normal(size=8), 0.1
    yield "2-8-1", mlp([0.3, 0.9], 0, *wide, "binary_cross_entropy", scale=0.125)
    deep = _layers(rng, 2, 8, 8, 1)
    for activation in ACTIVATIONS:
        yield f"2-8-8-1 {activation}", deep_mlp([0.3, 0.9], 1, deep, activation=activation)
    for activation, loss in itertools.product(ACTIVATIONS, LOSSES):
        made = deep_mlp([0.3, 0.9], 1, _layers(rng, 2, 3, 2, 1), loss, activation)
        yield f"2-3-2-1 {activation} {loss}", made
    yield "canon", canon()
    yield "canon x 10", canon((0.0, 1.0), 1.0, times=10.0, loss="binary_cross_entropy")
    for penalty in PENALTIES:
        W1 = [[0.5, -0.2, 0.0], [0.1, 0.9, -1.4]]
        yield f"penalised {penalty}", penalised_net([1, 2], 1, W1, [0.3, -0.7, 1.1], 0.2, penalty)
    yield "penalised at 0", penalised_net([1, 2], 0, [[0.0], [0.0]], [0.0], 0.2, "norm")


def _layers(rng, *sizes):
    pairs = itertools.pairwise(sizes)
    return [(rng.normal(size=pair), rng.normal(size=pair[1])) for pair in pairs]


def _relabelled():
    for deck in NOTATIONS:
        yield f"neuron in {deck}", relabel(sigmoid_neuron([1, 0], 1, [1, -1], -0.5), deck)
        yield f"net in {deck}", relabel(canon(), deck)
        yield f"chain in {deck}", relabel(two_neuron_chain(), deck)
        yield f"rows in {deck}", relabel(neuron_over_rows(X, Y, [1, -1], -0.5), deck)
        yield f"products in {deck}", relabel(_products(), deck)


def _random_graph(seed, n_operations=14):
    """Any operations upon each other; moderate numbers, so that no cancellation blows an ulp up."""
    rng = np.random.default_rng(seed)
    graph = Graph()
    nodes = [graph.parameter(f"a{i}", float(v)) for i, v in enumerate(rng.uniform(-2, 2, 4))]
    nodes += [graph.input("y", 0.0), graph.input("t", 1.0), graph.constant(0.75)]
    names = list(OPERATIONS)
    for k in range(n_operations):
        kind = OPERATIONS[names[(seed + k * 5) % len(names)]]
        n_parents = kind.least if kind.most == kind.least else int(rng.integers(1, 6))
        parents = [nodes[i] for i in rng.integers(max(0, len(nodes) - 8), len(nodes), n_parents)]
        made = graph.apply(kind.name, *parents, name=f"n{k}", symbol=f"n_{{{k}}}")
        if kind.name not in ("sigmoid", "tanh", "predict"):  # keep what follows in reach
            made = graph.apply("tanh", made, name=f"s{k}", symbol=f"s_{{{k}}}")
        nodes.append(made)
    graph.apply("add", *nodes[-4:], name="loss")
    return graph


GRAPHS = dict(
    itertools.chain(
        _neurons(),
        _chains(),
        _nets(),
        _relabelled(),
        ((f"random {seed}", _random_graph(seed)) for seed in range(30)),
    )
)


# Tables -----------------------------------------------------------------------------------------
def _tables():
    """Name -> (table that the browser gets, what is chosen there, the table that Python makes)."""
    start = hand.table([1, -1], -0.5, X, Y)
    swapped = ("half_squared_error", "binary_cross_entropy", "binary_cross_entropy_from_scores")
    for loss, reduction in itertools.product(("squared_error", *swapped), hand.REDUCTIONS):
        made = hand.table([1, -1], -0.5, X, Y, loss, reduction, 0.7)
        yield f"{loss} {reduction}", start, _choices(loss, reduction, 0.7), made
    scores = hand.table([1, -1], -0.5, X, Y, "binary_cross_entropy_from_scores")
    yield "back from scores", scores, _choices("squared_error"), start
    yield "moved", start, {"parameters": {"w1": 0.25, "b": -0.1}}, start.at({"w1": 0.25, "b": -0.1})
    xor = hand.table([1, -1], -0.5, [[0.5, 2], [1, 1], [-1, 0.5]], [1, 0, 1])
    rows = [{"X1": 0.5, "X2": 2, "y": 1}, {"X1": 1, "X2": 1, "y": 0}, {"X1": -1, "X2": 0.5, "y": 1}]
    yield "other rows", start, {"rows": rows}, xor
    yield from _nets_by_hand()
    yield from _curved()
    ties = {"w1": 0.0, "w2": 0.0, "b": 0.0}
    for deck, (name, at) in itertools.product(NOTATIONS, {"start": {}, "ties": ties}.items()):
        letters = rewritten(start, start.to_data()["rows"], at, "squared_error", "mean", 1.0, deck)
        yield f"{deck}, {name}", start, {"notation": deck, "parameters": at}, letters


def _nets_by_hand():
    W, b, w_out = [[1, -1, 1], [-1, 1, 1]], [-0.5, -0.5, -1.5], [1, 1, -1]
    for activation, reduction in zip(ACTIVATIONS, ("mean", "sum", "online", "mean"), strict=True):
        made = hand.mlp_table(
            W, b, w_out, -0.5, X, [0, 1, 1, 0], "squared_error", reduction, 0.5, activation
        )
        yield f"net {activation} {reduction}", made, {}, made
    rng = np.random.default_rng(3)
    wide = rng.normal(size=(2, 8)), rng.normal(size=8), rng.normal(size=8), 0.1
    made = hand.mlp_table(*wide, X, Y)
    other = hand.mlp_table(*wide, X, Y, "binary_cross_entropy")
    yield "a wide net", made, {"loss": "binary_cross_entropy"}, other
    chain = two_neuron_chain()
    made = hand.HandTable(chain, [{"x": 0.05, "y": 0.01}, {"x": 0.5, "y": 1.0}], "online", 2.0)
    yield "a chain", made, {}, made
    rows = [{"x1": 1.0, "x2": 2.0, "y": 1.0}, {"x1": 0.5, "x2": -1.0, "y": 0.0}]
    for penalty in PENALTIES:  # whose weights are used twice
        net = penalised_net([1, 2], 1, [[0.5, -0.2], [0.1, 0.9]], [0.3, -0.7], 0.2, penalty)
        made = hand.HandTable(net, rows)
        yield f"penalised {penalty}", made, {}, made
    rows = [{"X1": x, "X2": -x, "y": 1.0} for x in (0.5, -2.0, 0.0)]
    for activation in ACTIVATIONS:
        deep = deep_mlp([0, 0], 1, _layers(rng, 2, 3, 2, 1), activation=activation)
        made = hand.HandTable(deep, rows)
        yield f"a deep net {activation}", made, {}, made
    yield "many paths", *_many_paths()


def _curved():
    """A neuron over products of its inputs."""
    points, w = [[0.5, -1.5], [2.0, 0.25], [-1.0, 1.0], [0.0, 3.0]], [0.7, -1.3, 2.1, -0.4, 0.9]
    start = table_with_features(points, Y, w, 0.2, PRODUCTS)
    for loss, reduction in itertools.product(LOSSES, hand.REDUCTIONS):
        made = table_with_features(points, Y, w, 0.2, PRODUCTS, loss, reduction, 0.7)
        yield f"products {loss} {reduction}", start, _choices(loss, reduction, 0.7), made
    for deck in NOTATIONS:
        rows = start.to_data()["rows"]
        letters = rewritten(start, rows, {}, "squared_error", "mean", 1.0, deck)
        yield f"products, {deck}", start, {"notation": deck}, letters


def _many_paths():
    """One parameter by as many paths as are written out, one by more."""
    graph = Graph()
    y = graph.input("y", 1.0)
    few, many = graph.parameter("few", 0.25), graph.parameter("many", -0.5)
    sums = [graph.apply("add", *[few] * 8, name="u"), graph.apply("add", *[many] * 9, name="v")]
    graph.apply("squared_error", y, graph.apply("add", *sums, name="t"), name="loss")
    made = hand.HandTable(graph, [{"y": 1.0}, {"y": -2.0}])
    return made, {}, made


def _choices(loss, reduction="mean", rate=1.0):
    return {"loss": loss, "reduction": reduction, "learningRate": rate}


TABLES = {name: rest for name, *rest in _tables()}
