"""The browser's half of the mathematics says what Python says: values, derivatives, texts."""

import itertools
import re
import xml.etree.ElementTree as ElementTree

import numpy as np
import pytest

from course import hand
from course.graph import (
    LOSSES,
    OPERATIONS,
    PENALTIES,
    Graph,
    canon,
    mlp,
    neuron_chain,
    neuron_over_rows,
    penalised_net,
    rounded,
    sigmoid_neuron,
    two_neuron_chain,
)
from course.notation import NOTATIONS, letter, relabel
from course.slips import SLIPS
from nbextensions.conventions import rewritten
from nbextensions.tables import table_data
from tests.widgets.agreement import (
    as_json,
    difference,
    graph_case,
    in_javascript,
    sheets,
)

ACTIVATIONS = ("sigmoid", "tanh", "relu", "identity")
X = [[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]]
Y = [0.0, 1.0, 1.0, 1.0]


# The graphs that ship ---------------------------------------------------------------------------
def _neurons():
    for loss in LOSSES:
        yield f"neuron {loss}", sigmoid_neuron([1, 0.3], 1, [1, -1], -0.5, loss)
        yield f"a quarter of {loss}", sigmoid_neuron([1, 1], 0, [0.2, -1.7], 0.4, loss, 0.25)
        yield f"far {loss}", sigmoid_neuron([30.0, 20.0], 0, [1, 1], 0.0, loss)
        for reduction in ("sum", "mean"):
            yield f"rows {loss} {reduction}", neuron_over_rows(X, Y, [1, -1], -0.5, loss, reduction)


def _chains():
    for activation, biases in itertools.product(("sigmoid", "tanh", "relu"), (True, False)):
        w, b = [0.7, -1.3, 0.4, 2.1], [0.1, 1.2, -0.3, 0.2] if biases else None
        yield (
            f"chain {activation} {biases}",
            neuron_chain(0.6, 0.2, w, b, "squared_error", activation),
        )
    yield "two neurons", two_neuron_chain()


def _nets():
    rng = np.random.default_rng(11)
    for activation, loss in itertools.product(ACTIVATIONS, LOSSES):
        parameters = rng.normal(size=(2, 3)), rng.normal(size=3), rng.normal(size=3), rng.normal()
        yield f"net {activation} {loss}", mlp([0.4, -1.2], 1, *parameters, loss, activation)
    wide = rng.normal(size=(2, 8)), rng.normal(size=8), rng.normal(size=8), 0.1
    yield "2-8-1", mlp([0.3, 0.9], 0, *wide, "binary_cross_entropy", scale=0.125)
    yield "canon", canon()
    yield "canon x 10", canon((0.0, 1.0), 1.0, times=10.0, loss="binary_cross_entropy")
    for penalty in PENALTIES:
        W1 = [[0.5, -0.2, 0.0], [0.1, 0.9, -1.4]]
        yield f"penalised {penalty}", penalised_net([1, 2], 1, W1, [0.3, -0.7, 1.1], 0.2, penalty)
    yield "penalised at 0", penalised_net([1, 2], 0, [[0.0], [0.0]], [0.0], 0.2, "norm")


def _relabelled():
    for deck in NOTATIONS:
        yield f"neuron in {deck}", relabel(sigmoid_neuron([1, 0], 1, [1, -1], -0.5), deck)
        yield f"net in {deck}", relabel(canon(), deck)
        yield f"chain in {deck}", relabel(two_neuron_chain(), deck)
        yield f"rows in {deck}", relabel(neuron_over_rows(X, Y, [1, -1], -0.5), deck)


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


@pytest.fixture(scope="module")
def graphs():
    """Name of a graph -> what Python and what JavaScript say."""
    rng = np.random.default_rng(5)
    cases, answers = [], []
    for graph in GRAPHS.values():
        lanes = {
            leaf.name: leaf.value
            if leaf.name in ("y", "t")
            else rng.uniform(-2, 2, 3).tolist()
            if place % 3  # some leaves differ from lane to lane, some do not
            else float(rng.uniform(-2, 2))
            for place, leaf in enumerate(graph.leaves())
        }
        case, answer = graph_case(graph, "loss", lanes)
        cases.append(case)
        answers.append(answer)
    found = in_javascript(graphs=cases)["graphs"]
    return dict(zip(GRAPHS, zip(answers, found, strict=True), strict=True))


@pytest.mark.parametrize("name", GRAPHS)
def test_graphs_agree(graphs, name):
    assert difference(*graphs[name]) == ""


def test_together_the_random_graphs_use_every_operation():
    used = {n.operation.name for g in GRAPHS.values() for n in g.nodes if n.operation}
    assert used == set(OPERATIONS)


# Each operation at the ends of the number line --------------------------------------------------
EXTREMES = (
    0.0, -0.0, 1.0, -1.0, 0.5, 1e-300, -1e-9, 5e-324, 1e300, -1e300, 36.8, -36.8, 709.9, -745.2,
    1 - 2**-53, 0.1, -2.5, np.inf, -np.inf, np.nan,
)  # fmt: skip


def _operation_case(name, n_parents):
    operation = OPERATIONS[name]
    graph = Graph()
    leaves = [graph.parameter(f"x{k}", 0.5) for k in range(1, n_parents + 1)]
    graph.apply(name, *leaves, name="out")
    if n_parents == 1:
        operands = [(x,) for x in EXTREMES]
    else:
        firsts = itertools.product(EXTREMES, EXTREMES)
        operands = [(a, b, *[0.25] * (n_parents - 2)) for a, b in firsts]
    values = [operation.value(a) for a in operands]
    factors = [operation.derivatives(a, v) for a, v in zip(operands, values, strict=True)]
    columns = [[as_json(value) for value in column] for column in zip(*operands, strict=True)]
    return (
        {"data": graph.to_data(), "name": "out", "operands": columns},
        {"values": values, "factors": factors, "derivatives": list(zip(*factors, strict=True))},
    )


def test_operations_agree_at_the_ends_of_the_number_line():
    arities = [
        (name, n)
        for name, kind in OPERATIONS.items()
        for n in ([kind.least] if kind.least == kind.most else [1, 2, 5])
    ]
    pairs = [_operation_case(*arity) for arity in arities]
    found = in_javascript(operations=[case for case, _ in pairs])["operations"]
    problems = [
        f"{name} of {n}: {problem}"
        for (name, n), (_, answer), got in zip(arities, pairs, found, strict=True)
        if (problem := difference(answer, got))
    ]
    assert problems == []


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


def _choices(loss, reduction="mean", rate=1.0):
    return {"loss": loss, "reduction": reduction, "learningRate": rate}


TABLES = {name: rest for name, *rest in _tables()}


@pytest.fixture(scope="module")
def tables():
    """Name of a table -> what Python and what JavaScript say."""
    cases, answers = [], []
    for sent, choices, made in TABLES.values():
        cases.append({"data": table_data(sent), "choices": choices, "places": 3})
        answers.append(sheets(made, 3))
    found = in_javascript(tables=cases)["tables"]
    return dict(zip(TABLES, zip(answers, found, strict=True), strict=True))


@pytest.mark.parametrize("name", TABLES)
def test_tables_agree(tables, name):
    python, javascript = tables[name]
    deck = TABLES[name][1].get("notation", "course")
    for table in python:  # in a browser the learning rate is in the deck's letter, too
        for cell in (*table["update"].values(), *table["after"].values()):
            rate = letter("learning_rate", deck=deck)
            cell["expression"] = cell["expression"].replace(r"\eta", rate)
    assert difference(python, javascript) == ""


# Numbers ----------------------------------------------------------------------------------------
def test_rounding_agrees():
    rng = np.random.default_rng(8)
    values = [*EXTREMES, 0.125, -0.125, 2.5, 1.005, 0.15, 1e15, 1.25e15, -9.95e15, 1e-6, 9.95e-7]
    values += (rng.normal(size=400) * 10.0 ** rng.integers(-12, 17, 400)).tolist()
    values += [round(value, 3) + 0.0005 for value in rng.normal(size=50).tolist()]
    choices = [(v, p, trim) for v in values for p in (0, 2, 4, 6, 15) for trim in (False, True)]
    cases = [{"value": as_json(v), "places": p, "trim": trim} for v, p, trim in choices]
    found = in_javascript(numbers=cases)["numbers"]
    for choice, got in zip(choices, found, strict=True):
        python = rounded(*choice)
        said = (python.text, python.exact, python.relation, python.latex)
        assert (got["text"], got["exact"], got["relation"], got["latex"]) == said, choice


# TeX --------------------------------------------------------------------------------------------
def _all_tex():
    """Everything that the course writes in TeX: nodes, tables, letters, slips."""
    for graph in GRAPHS.values():
        for node in graph.nodes:
            yield from (node.symbol, node.expression, node.equation())
            yield from (
                edge.replace("#", "x_").replace("@", "x_") for edge in node.factor_templates
            )
    for _, _, table in TABLES.values():
        for column in table.columns:
            yield from (column.symbol, column.expression, table.cell(0, column.key).equation())
        for cell in (table.loss, *table.gradient.values(), *table.update.values()):
            yield from (cell.symbol, cell.expression, cell.filled())
    for deck, notation in NOTATIONS.items():
        yield from (letter(quantity, 1, 2, deck=deck) for quantity in notation.letters)
    for slip in SLIPS.values():
        for text in (slip.printed, slip.right, slip.why):
            yield from re.findall(r"\$(.+?)\$", text)


@pytest.fixture(scope="module")
def formulas():
    """TeX -> what JavaScript makes of it."""
    every = list(dict.fromkeys(_all_tex()))
    return dict(zip(every, in_javascript(tex=every)["tex"], strict=True))


def test_all_tex_of_the_course_can_be_set(formulas):
    assert len(formulas) > 1000
    assert [shown["error"] for shown in formulas.values() if "error" in shown] == []


def test_mathml_is_well_formed_and_shows_every_digit(formulas):
    for tex, shown in formulas.items():
        tree = ElementTree.fromstring(shown["mathml"])
        assert tree.tag == "math"
        assert tree.get("aria-label") == shown["speech"]
        text = "".join(tree.itertext())
        assert sorted(re.findall(r"\d", text)) == sorted(re.findall(r"\d", tex)), tex


def test_no_tex_is_left_in_labels_and_words(formulas):
    for tex, shown in formulas.items():
        for text in (shown["plain"], shown["speech"], *shown["runs"]):
            assert not re.search(r"[\\$]", text), (tex, text)
            assert r"\{" in tex or not re.search(r"[{}]", text), (tex, text)
