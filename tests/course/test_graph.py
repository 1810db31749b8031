"""The computational graph: values, derivatives, paths, data."""

import json
import math

import numpy as np
import pytest

from course.graph import (
    LOSSES,
    OPERATIONS,
    PENALTIES,
    Graph,
    canon,
    count_paths,
    edges,
    filled_factor,
    from_data,
    mlp,
    neuron_chain,
    neuron_over_rows,
    paths,
    penalised_net,
    rounded,
    sigmoid_neuron,
    two_neuron_chain,
)

X = [[0, 0], [0, 1], [1, 0], [1, 1]]
OR = [0, 1, 1, 1]
ARGUMENTS = {
    "divide": (1.3, -0.7),
    "log": (0.4,),
    "relu": (0.8,),
    "weighted_sum": (0.5, -1.5, 2.0, 0.3, 0.7),
    "binary_cross_entropy": (0.3, 0.6),
    "mean": (0.2, -0.4, 1.1),
    "add": (0.2, -0.4, 1.1),
}


def build(name):
    """One graph of every builder, at a point where nothing is special."""
    random = np.random.default_rng(5)

    def draw(*shape):
        return random.normal(size=shape).tolist()

    builders = {
        **{f"neuron {loss}": lambda loss=loss: sigmoid_neuron(draw(3), 1, draw(3), 0.3, loss, 0.25)
           for loss in LOSSES},
        "rows sum": lambda: neuron_over_rows(draw(4, 2), OR, draw(2), 0.1, reduction="sum"),
        "rows mean": lambda: neuron_over_rows(X, OR, draw(2), 0.1, "binary_cross_entropy", "mean"),
        "two-neuron chain": two_neuron_chain,
        "chain of five": lambda: neuron_chain(0.4, 1, draw(5), draw(5), activation="tanh"),
        "2-3-1": lambda: canon(),
        "4-2-1 tanh": lambda: mlp(
            draw(4), 1, draw(4, 2), draw(2), draw(2), 0.2, "binary_cross_entropy", "tanh"
        ),
        "2-3-1 relu": lambda: mlp(draw(2), 1, draw(2, 3), [0.9] * 3, draw(3), 0.2,
                                  "half_squared_error", "relu", scale=0.5),
        **{f"penalised {penalty}": lambda penalty=penalty: penalised_net(
            draw(2), 1, draw(2, 3), draw(3), 0.3, penalty) for penalty in PENALTIES},
    }  # fmt: skip
    return builders[name]() if name else sorted(builders)


def finite_difference(graph, leaf, of="loss", step=1e-6):
    graph = graph.copy()
    value = graph.value(leaf)
    above = graph.set({leaf: value + step}).value(of)
    below = graph.set({leaf: value - step}).value(of)
    return (above - below) / (2 * step)


@pytest.mark.parametrize("name", build(""))
def test_derivatives_of_every_builder_agree_with_finite_differences(name):
    graph = build(name)
    gradient = graph.gradient("loss")
    assert gradient
    for parameter, derivative in gradient.items():
        assert derivative == pytest.approx(finite_difference(graph, parameter), rel=1e-6, abs=1e-9)


@pytest.mark.parametrize("name", build(""))
def test_path_products_of_every_builder_add_up_to_the_derivative(name):
    graph = build(name)
    for parameter, derivative in graph.gradient("loss").items():
        ways = paths(graph, parameter, "loss")
        assert len(ways) == count_paths(graph, parameter, "loss") > 0
        assert sum(way.product for way in ways) == pytest.approx(derivative, rel=1e-12, abs=1e-15)
        assert all(way.names[0] == parameter and way.names[-1] == "loss" for way in ways)


@pytest.mark.parametrize("name", build(""))
def test_a_graph_survives_json_and_gives_the_same_numbers_and_texts(name):
    graph = build(name)
    twin = from_data(json.loads(json.dumps(graph.to_data(), allow_nan=False)))
    assert twin.values == graph.values
    assert twin.derivatives("loss") == graph.derivatives("loss")
    assert [n.equation() for n in twin.nodes] == [n.equation() for n in graph.nodes]
    assert [(n.quantity, n.indices) for n in twin.nodes] == [
        (n.quantity, n.indices) for n in graph.nodes
    ]


@pytest.mark.parametrize("operation", OPERATIONS)
def test_every_operation_has_right_local_derivatives_and_texts(operation):
    kind = OPERATIONS[operation]
    values = ARGUMENTS.get(operation, (0.3, -1.2)[: max(kind.least, min(2, kind.most))])
    graph = Graph()
    leaves = [graph.parameter(f"v{i}", value) for i, value in enumerate(values)]
    node = graph.apply(operation, *leaves, name="out")
    for edge in edges(graph, "out"):
        measured = finite_difference(graph, edge.parent, "out")
        assert edge.factor == pytest.approx(measured, abs=1e-8), edge
        assert "#" not in edge.expression + filled_factor(graph, edge)
        assert "@" not in edge.expression + filled_factor(graph, edge)
    assert "#" not in node.equation()
    assert "@" not in node.equation()
    assert node.equation().count("{") == node.equation().count("}")


@pytest.mark.parametrize("operation", OPERATIONS)
@pytest.mark.parametrize("value", [0.0, 1.0, -1.0, 800.0, -800.0, 1e200, -1e200])
def test_no_operation_raises_at_any_size(operation, value):
    kind = OPERATIONS[operation]
    values = (value,) * max(kind.least, min(2, kind.most))
    result = kind.value(values)
    assert isinstance(result, float)
    assert len(kind.derivatives(values, result)) == len(values)
    assert len(kind.factors(len(values))) == len(values)


def test_a_node_used_twice_counts_twice():
    graph = Graph()
    x = graph.parameter("x", 3.0)
    square = x * x
    assert graph.derivatives(square.name)["x"] == 6.0
    ways = paths(graph, "x", square.name)
    assert [way.factors for way in ways] == [(3.0,), (3.0,)]
    assert [way.edges[0].position for way in ways] == [0, 1]


def test_asking_twice_gives_the_same_derivative_and_changes_nothing():
    graph = two_neuron_chain()
    before = list(graph.values)
    assert graph.derivatives("loss") == graph.derivatives("loss")
    assert graph.values == before


def test_formulas_can_be_written_as_formulas():
    graph = Graph()
    x = graph.parameter("x", 2.0)
    y = (3 * x - 1) / (x + 1) - -x + (1 - x) / 4 + 2 / x
    assert y.value == pytest.approx(5 / 3 + 2 - 0.25 + 1)
    assert graph.derivatives(y.name)["x"] == pytest.approx(4 / 9 + 1 - 0.25 - 0.5)


def test_a_chain_of_ten_thousand_nodes_is_evaluated_and_differentiated():
    graph = Graph()
    node = start = graph.parameter("x", 1.0)
    for _ in range(10_000):
        node = node + start * 0.001
    assert node.value == pytest.approx(11.0)
    assert graph.derivatives(node.name)["x"] == pytest.approx(11.0)
    assert graph.set(x=2.0).value(node.name) == pytest.approx(22.0)
    assert Graph.from_data(graph.to_data()).value(node.name) == pytest.approx(22.0)


def test_one_path_of_ten_thousand_edges_is_walked():
    graph = Graph()
    node = graph.parameter("x", 1.0)
    for _ in range(10_000):
        node = graph.apply("negate", node)
    (way,) = paths(graph, "x", node.name)
    assert len(way.edges) == 10_000
    assert way.product == 1.0


def test_paths_are_counted_before_they_are_walked():
    graph = Graph()
    node = graph.parameter("x", 1.0)
    for _ in range(60):
        node = node + node
    assert count_paths(graph, "x", node.name) == 2**60
    with pytest.raises(ValueError, match="1152921504606846976 paths"):
        paths(graph, "x", node.name)
    assert graph.derivatives(node.name)["x"] == 2.0**60


def test_setting_parameters_evaluates_everything_again():
    graph = sigmoid_neuron([1, 0], 1, [1, -1], -0.5)
    graph.set({"w1": 2.0}, b=-1.0)
    p = 1 / (1 + math.exp(-1))
    assert graph.value("p") == pytest.approx(p, abs=1e-15)
    assert graph.gradient("loss")["w1"] == pytest.approx(2 * (p - 1) * p * (1 - p), abs=1e-15)


def test_a_refused_value_changes_nothing():
    graph = sigmoid_neuron([1, 0], 1, [1, -1], -0.5)
    before = list(graph.values)
    with pytest.raises(ValueError, match="b is nan, expected a finite number"):
        graph.set(w1=7.0, b=math.nan)
    with pytest.raises(ValueError, match="'h' cannot be set; the leaves are X1, X2, y, w1, w2, b"):
        graph.set(w1=7.0, h=1.0)
    assert graph.values == before


def test_a_copy_does_not_follow_its_original():
    graph = two_neuron_chain()
    twin = graph.copy().set(w1=5.0)
    assert graph.value("w1") == 0.1
    assert twin.value("z1") == pytest.approx(0.15)


def test_each_number_tells_its_expression_with_and_without_values():
    graph = sigmoid_neuron([0, 0], 0, [1, -1], -0.5)
    assert graph["h"].expression == r"w_1 \cdot X_1 + w_2 \cdot X_2 + b"
    assert graph["h"].filled() == r"1 \cdot 0 + (-1) \cdot 0 + (-0.5)"
    assert graph["p"].equation(2) == (
        r"p = \frac{1}{1 + e^{-h}} = \frac{1}{1 + e^{-(-0.5)}} \approx 0.38"
    )
    (edge,) = edges(graph, "p")
    assert (edge.symbol, edge.expression) == (r"\frac{\partial p}{\partial h}", "p (1 - p)")
    assert filled_factor(graph, edge, 2) == "0.38 (1 - 0.38)"


def test_a_node_that_says_what_it_is_gets_the_courses_letter():
    graph = Graph()
    weight = graph.parameter("w1_2", 1, quantity="hidden_weight", indices=(1, 2))
    total = graph.apply("negate", weight, name="z", quantity="hidden_sum", indices=(2,))
    rate = graph.constant(0.5, "lambda", quantity="penalty_strength")
    assert [n.symbol for n in (weight, total, rate)] == ["w_{12}", "z_2", r"\lambda"]
    plain = graph.parameter("v"), graph.constant(0.5), graph.apply("negate", weight)
    assert [n.symbol for n in plain] == ["v", "0.5", "u_{6}"]
    with pytest.raises(ValueError, match="quantity 'slope' is unknown; choose one of input"):
        graph.input("s", quantity="slope")
    assert len(graph) == 6


def test_a_product_with_a_rounded_factor_is_not_called_equal():
    graph = sigmoid_neuron([1, 0], 1, [1, -1], -0.5)
    assert graph["loss"].equation(2) == r"\ell = (y - p)^2 \approx (1 - 0.62)^2 \approx 0.14"


def test_the_loss_may_be_scaled():
    plain = sigmoid_neuron([1, 1], 1, [1, -1], -0.5).gradient("loss")
    scaled = sigmoid_neuron([1, 1], 1, [1, -1], -0.5, scale=0.25).gradient("loss")
    for name, derivative in plain.items():
        assert scaled[name] == pytest.approx(derivative / 4, abs=1e-16)


def test_each_row_of_a_table_is_another_path():
    graph = neuron_over_rows(X, OR, [1, -1], -0.5)
    ways = paths(graph, "b", "loss")
    assert [way.names for way in ways] == [("b", f"h_{r}", f"p_{r}", f"loss_{r}", "loss")
                                           for r in (1, 2, 3, 4)]  # fmt: skip
    assert [4 * way.product for way in ways] == pytest.approx(
        [0.177447, -0.243877, -0.177447, -0.292561], abs=5e-7
    )


def test_a_saturated_neuron_keeps_its_gradient_from_the_score():
    score = sigmoid_neuron([1], 0, [100.0], 0.0, "binary_cross_entropy_from_scores")
    assert score.gradient("loss")["w1"] == 1.0
    assert score.value("loss") == pytest.approx(100.0)


def test_the_penalised_net_has_two_ways_for_each_weight():
    graph = penalised_net([1, 0.5], 1, [[0.3, -0.2], [0.1, 0.4]], [0.5, -0.6], 0.1)
    through_output, through_penalty = paths(graph, "w1_1_1", "loss")
    assert through_output.names == ("w1_1_1", "u1_1", "u2_1", "u3", "y_hat", "u4", "loss")
    assert through_penalty.names == ("w1_1_1", "u5", "u7", "u8", "loss")
    assert through_penalty.product == pytest.approx(0.1 * 2 * 0.3)


@pytest.mark.parametrize(
    ("penalty", "value", "slope"),
    [("l1", 7, -1), ("l2", 25, -8), ("norm", 5, -4 / 5)],
)
def test_each_penalty_has_its_own_value_and_slope(penalty, value, slope):
    graph = penalised_net([0], 1, [[3, -4]], [0, 0], 1.0, penalty)
    assert graph.value("u5") == value
    assert graph.gradient("loss")["w1_1_2"] == pytest.approx(slope)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: sigmoid_neuron([1], 0, [1, 2], 0), "x has 1 features and w 2 weights"),
        (lambda: sigmoid_neuron([1], 0, [1], 0, "hinge"), "loss is 'hinge', expected one of"),
        (lambda: neuron_over_rows(X, OR, [1, 1], 0, reduction="max"), "reduction is 'max'"),
        (lambda: neuron_over_rows(X, [1], [1, 1], 0), "X has 4 rows and y 1"),
        (lambda: neuron_chain(1, 0, []), "w is empty"),
        (lambda: neuron_chain(1, 0, [1, 1], [0]), "b has 1 entries, expected 2"),
        (lambda: mlp([1], 0, [[1, 2], [3, 4]], [0, 0], [1, 1], 0), r"W has shape \(2, 2\)"),
        (
            lambda: penalised_net([1], 0, [[1]], [1], penalty="l3"),
            "penalty 'l3' is unknown; choose one of l1, l2, norm",
        ),
        (lambda: Graph().apply("cosine"), "operation 'cosine' is unknown; choose one of add"),
        (lambda: Graph().apply("divide", 1), "divide got 1 parents, expected 2"),
        (lambda: from_data({"format": "other"}), "expected 'chalkgrad-graph' version 1"),
    ],
)
def test_a_wrong_argument_is_named(call, message):
    with pytest.raises(ValueError, match=message):
        call()


def test_a_name_is_taken_once_and_a_node_stays_in_its_graph():
    graph = Graph()
    x = graph.input("x", 1.0)
    with pytest.raises(ValueError, match="already a node 'x'"):
        graph.input("x", 2.0)
    with pytest.raises(ValueError, match="belongs to another graph"):
        Graph().apply("negate", x)
    with pytest.raises(KeyError, match="no node 'z'; there are x"):
        graph["z"]


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        (0.3775406687981454, 2, "0.38"),
        (0.125, 2, "0.13"),  # half away from zero, as in a browser
        (-0.125, 2, "-0.13"),
        (1.005, 2, "1.00"),  # the binary value lies below
        (-0.0, 2, "0.00"),
        (0.00053365, 2, "0.00053"),  # not zero, so never shown as zero
        (-4e-9, 4, "-4.0e-9"),
        (0.06786, 4, "0.0679"),
        (2.0, 0, "2"),
        (1.25e15, 2, "1.3e15"),
        (123456789012345.67, 15, "123456789012345.671875000000000"),
    ],
)
def test_rounding_is_honest(value, places, text):
    assert rounded(value, places).text == text


def test_a_rounded_number_knows_whether_it_is_exact():
    assert rounded(0.5, 2).relation == "="
    assert rounded(1 / 3, 2).relation == r"\approx"
    assert rounded(1 / 3, 2).value == 1 / 3
    assert rounded(-4e-9, 2).latex == r"-4.0 \cdot 10^{-9}"


def test_a_sigmoid_that_a_computer_cannot_tell_from_one_is_not_said_to_be_one():
    graph = sigmoid_neuron([1, 0], 1, [50, 0], 0)
    assert graph.value("p") == 1
    assert graph["p"].equation(2).endswith(r"\approx 1")
    graph.set(w1=0.0)
    assert graph["p"].equation(2).endswith("= 0.5")
