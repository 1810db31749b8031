"""The browser's half of the mathematics says what Python says: values, derivatives, texts."""

import itertools

import numpy as np
import pytest

from course.graph import OPERATIONS, Graph, rounded
from course.notation import letter
from nbextensions.graphs.tables import table_data
from tests.widgets.agreement import as_json, difference, graph_case, in_javascript, sheets
from tests.widgets.examples import GRAPHS, TABLES


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
    0.0, -0.0, 1.0, -1.0, 0.5, 1e-300, -1e-9, 5e-324, 1e300, -1e300, 36.8, -36.8, 705.0, 709.9,
    -745.2, 1 - 2**-53, 0.1, -2.5, np.inf, -np.inf, np.nan,
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
