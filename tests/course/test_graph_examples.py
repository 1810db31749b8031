"""The worked examples of the decks, through the graph, against plain arithmetic."""

import math

import numpy as np
import pytest

from course.graph import canon, neuron_chain, paths, two_neuron_chain


def sigma(x):
    return 1 / (1 + math.exp(-x))


def test_the_two_neuron_chain_forward():
    graph = two_neuron_chain()
    expected = {"z1": -0.095, "a1": 0.476268, "z2": 0.442880, "a2": 0.608945, "loss": 0.179368}
    for name, value in expected.items():
        assert graph.value(name) == pytest.approx(value, abs=5e-7), name


def test_the_two_neuron_chain_backward():
    graph = two_neuron_chain()
    gradient = graph.gradient("loss")
    z1 = 0.05 * 0.1 - 0.1
    a1 = sigma(z1)
    a2 = sigma(a1 * 0.3 + 0.3)
    d2 = (a2 - 0.01) * a2 * (1 - a2)
    d1 = d2 * 0.3 * a1 * (1 - a1)
    assert gradient == pytest.approx(
        {"w1": d1 * 0.05, "b1": d1, "w2": d2 * a1, "b2": d2}, abs=1e-16
    )
    assert gradient["w1"] == pytest.approx(0.00053365, abs=5e-9)
    assert gradient["b1"] == pytest.approx(0.01067295, abs=5e-9)
    assert gradient["w2"] == pytest.approx(0.067929, abs=5e-7)
    assert gradient["b2"] == pytest.approx(0.142627, abs=5e-7)


def test_the_factors_of_w1_are_those_of_the_deck():
    (way,) = paths(two_neuron_chain(), "w1", "loss")
    assert way.factors == pytest.approx((0.598945, 0.238131, 0.3, 0.249437, 0.05), abs=5e-7)


@pytest.mark.parametrize(
    ("rate", "expected"),
    [
        (0.05, {"w2": 0.296604, "b2": 0.292869, "w1": 0.09997332, "b1": -0.10053365}),
        (1, {"a2": 0.566425}),
        (10, {"a2": 0.214699}),
    ],
)
def test_one_update_of_the_two_neuron_chain(rate, expected):
    graph = two_neuron_chain()
    graph.set({n: graph.value(n) - rate * d for n, d in graph.gradient("loss").items()})
    for name, value in expected.items():
        assert graph.value(name) == pytest.approx(value, abs=5e-7), name


def test_updating_one_weight_after_another_gives_another_derivative():
    graph = two_neuron_chain()
    right = graph.gradient("loss")["w1"]
    w2 = graph.value("w2") - graph.gradient("loss")["w2"]
    assert right * w2 / 0.3 == pytest.approx(0.000413, abs=5e-7)  # the factor w2 alone is new
    assert graph.set(w2=w2).gradient("loss")["w1"] == pytest.approx(0.000410, abs=5e-7)
    assert right == pytest.approx(0.000534, abs=5e-7)


@pytest.mark.parametrize(
    ("times", "p", "n_right"),
    [
        (1, (0.5182, 0.4818, 0.4818, 0.4092), 1),
        (2, (0.4952, 0.5048, 0.5048, 0.2000), 4),
        (10, (0.0076, 0.9924, 0.9924, 0.0000), 4),
    ],
)
def test_the_2_3_1_net_at_three_scales(times, p, n_right):
    right = 0
    W = times * np.array([[1, -1, 1], [-1, 1, 1]])
    for x, y, expected in zip([(0, 0), (0, 1), (1, 0), (1, 1)], [0, 1, 1, 0], p, strict=True):
        graph = canon(x, y, times)
        h = 1 / (1 + np.exp(-(np.array(x) @ W + times * np.array([-0.5, -0.5, -1.5]))))
        by_numpy = sigma(times * (h @ [1, 1, -1] - 0.5))
        assert graph.value("p") == pytest.approx(by_numpy, abs=1e-15)
        assert graph.value("p") == pytest.approx(expected, abs=5e-5)
        right += graph.value("y_hat") == y
    assert right == n_right


def test_the_2_3_1_net_by_hand_on_row_1_1():
    graph = canon((1, 1), 0)
    for name, value in {
        "z_1": -0.5, "z_2": -0.5, "z_3": 0.5, "h_1": 0.3775, "h_3": 0.6225,
        "o": -0.3674, "p": 0.4092, "loss": 0.1674,
    }.items():  # fmt: skip
        assert graph.value(name) == pytest.approx(value, abs=5e-5), name
    derivatives = graph.derivatives("loss")
    for name, value in {
        "o": 0.1978, "wo_1": 0.0747, "wo_2": 0.0747, "wo_3": 0.1231,
        "w1_1": 0.0465, "w1_2": 0.0465, "w1_3": -0.0465, "bo": 0.1978,
    }.items():  # fmt: skip
        assert derivatives[name] == pytest.approx(value, abs=5e-5), name
    assert len(graph.leaves("parameter")) == 13


def test_a_chain_of_sigmoids_loses_its_gradient():
    graph = neuron_chain(1.0, 0.0, [1.0, 1.0, 1.0])
    slope = graph.derivatives("a3")["w1"]
    a = [sigma(1.0)]
    a += [sigma(a[0])]
    a += [sigma(a[1])]
    assert slope == pytest.approx(np.prod([v * (1 - v) for v in a]), abs=1e-16)
    assert slope == pytest.approx(0.009642, abs=5e-7)
    assert slope < 0.25**3 == 0.015625


def test_the_largest_factor_of_a_sigmoid_is_one_quarter():
    for depth, bound in enumerate([0.25, 0.0625, 0.015625, 0.00390625, 0.0009765625], 1):
        graph = neuron_chain(0.0, 0.0, [1.0] + [0.0] * (depth - 1))
        (way,) = paths(graph, "z1", f"a{depth}")
        factors = [edge.factor for edge in way.edges if edge.child.startswith("a")]
        assert math.prod(factors) == pytest.approx(bound, abs=1e-15)


@pytest.mark.parametrize(
    ("loss", "slope"), [("squared_error", -0.00067), ("binary_cross_entropy", -0.99966)]
)
def test_a_saturated_unit_learns_only_with_cross_entropy(loss, slope):
    from course.graph import sigmoid_neuron

    graph = sigmoid_neuron([1], 1, [0], -8.0, loss)
    assert graph.derivatives("loss")["h"] == pytest.approx(slope, abs=6e-6)
