"""The graph of a deep net says what course.mlp says."""

import itertools

import numpy as np
import pytest

from course.activations import activation
from course.graph import deep_mlp, mlp
from course.layers import Linear
from course.mlp import MLP


def drawn(rng, sizes):
    return [(rng.normal(size=pair), rng.normal(size=pair[1])) for pair in itertools.pairwise(sizes)]


@pytest.mark.parametrize("name", ["sigmoid", "tanh", "relu"])
@pytest.mark.parametrize("sizes", [(2, 1), (2, 3, 1), (2, 8, 8, 1), (3, 4, 2, 5, 1)])
def test_values_and_derivatives_are_those_of_the_layers(rng, sizes, name):
    layers, x, y = drawn(rng, sizes), rng.normal(size=sizes[0]), 1.0
    graph = deep_mlp(x, y, layers, "binary_cross_entropy_from_scores", name)
    stack = [part for W, b in layers for part in (Linear(W, b), activation(name))][:-1]
    net = MLP(tuple(stack))
    o, caches = net.forward(x[None])
    assert graph["o"].value == pytest.approx(o[0, 0], rel=1e-12)
    p = graph["p"].value
    _, gradient = net.backward(np.array([[p - y]]), caches)
    found = graph.gradient("loss")
    arrays = gradient.parameters
    for number, (dW, db) in enumerate(zip(arrays[::2], arrays[1::2], strict=True), 1):
        for (i, j), wanted in np.ndenumerate(dW):
            assert found[f"w{number}_{i + 1}_{j + 1}"] == pytest.approx(wanted, rel=1e-9, abs=1e-14)
        for j, wanted in enumerate(db, 1):
            assert found[f"b{number}_{j}"] == pytest.approx(wanted, rel=1e-9, abs=1e-14)


def test_one_hidden_layer_is_the_graph_of_the_lecture(rng):
    (W, b), (v, c) = drawn(rng, (2, 3, 1))
    deep = deep_mlp([1, 0], 1, [(W, b), (v, c)])
    assert deep["p"].value == mlp([1, 0], 1, W, b, v[:, 0], c[0])["p"].value


@pytest.mark.parametrize(
    ("layers", "sentence"),
    [
        ([], "expected one"),
        ([([[1], [1]], [0]), ([[1], [1]], [0])], r"W of layer 2 has shape \(2, 1\)"),
        ([([[1, 1], [1, 1]], [0])], r"b of layer 1 has shape \(1,\)"),
        ([([[1, 1], [1, 1]], [0, 0])], "2 outputs"),
    ],
)
def test_layers_that_do_not_fit_are_refused(layers, sentence):
    with pytest.raises(ValueError, match=sentence):
        deep_mlp([1, 0], 1, layers)
