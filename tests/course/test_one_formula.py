"""One formula, two forms: every graph agrees with the arrays, and both with finite differences."""

import numpy as np
import pytest

from course import graph as graphs
from course import neuron, penalties
from course.activations import ACTIVATIONS, activation
from course.graph import OPERATIONS
from course.hand import mlp_table, table
from course.layers import Linear
from course.losses import LOSSES
from course.mlp import MLP
from course.optimizers import GradientDescent
from course.training import loss_and_gradients, train

SCALAR_ACTIVATIONS = [name for name in ACTIVATIONS if name in OPERATIONS]
PENALTY_OPERATIONS = {key: graphs.PENALTIES[key] for key in penalties.PENALTIES}
POINTS = (-7.3, -0.4, 0.0, 0.2, 3.1)
X = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
OR = np.array([0, 1, 1, 1])


def differences(graph, step=1e-6):
    """Gradient of the loss by moving each parameter of a graph to both sides."""
    found = {}
    for leaf in graph.leaves("parameter"):
        ends = [graph.copy().set({leaf.name: leaf.value + s * step}).value("loss") for s in (1, -1)]
        found[leaf.name] = (ends[0] - ends[1]) / (2 * step)
    return found


def agree(graph, loss, gradient):
    """Arrays, graph and finite differences: the loss and every derivative."""
    assert graph.value("loss") == pytest.approx(loss, rel=1e-13)
    assert graph.gradient("loss") == pytest.approx(gradient, rel=1e-11, abs=1e-15)
    assert differences(graph) == pytest.approx(gradient, rel=1e-6, abs=1e-9)


@pytest.mark.parametrize("name", SCALAR_ACTIVATIONS)
@pytest.mark.parametrize("z", POINTS)
def test_a_node_and_an_array_have_the_same_activation_and_slope(name, z):
    kind, value = OPERATIONS[name], OPERATIONS[name].value((z,))
    assert value == pytest.approx(float(ACTIVATIONS[name].function(z)), rel=1e-15)
    slope = float(ACTIVATIONS[name].derivative(z))
    assert kind.derivatives((z,), value)[0] == pytest.approx(slope, rel=1e-11)


def test_a_graph_knows_the_smooth_activations_and_relu():
    assert SCALAR_ACTIVATIONS == ["identity", "sigmoid", "tanh", "relu"]


@pytest.mark.parametrize("name", graphs.LOSSES)
@pytest.mark.parametrize("y", [0.0, 1.0, 0.3])
@pytest.mark.parametrize("p", [0.02, 0.5, 0.97])
def test_a_node_and_an_array_have_the_same_loss_and_slope(name, y, p):
    loss, slope = LOSSES[name].function(y, p)
    kind = OPERATIONS[name]
    assert kind.value((y, p)) == pytest.approx(loss, rel=1e-14)
    assert kind.derivatives((y, p), loss)[1] == pytest.approx(float(slope), rel=1e-14)


@pytest.mark.parametrize("name", PENALTY_OPERATIONS)
def test_a_node_and_an_array_have_the_same_penalty_and_slope(name):
    W = (0.3, -1.2, 2.0, 0.0)
    penalty, slope = penalties.PENALTIES[name](W)
    kind = OPERATIONS[PENALTY_OPERATIONS[name]]
    assert kind.value(W) == pytest.approx(penalty, rel=1e-15)
    assert kind.derivatives(W, penalty) == pytest.approx(slope, rel=1e-15)


def test_a_node_and_an_array_predict_alike_at_a_tie_too():
    for p in (0.49, 0.5, 0.51):
        assert OPERATIONS["predict"].value((p,)) == neuron.predict(p)


@pytest.mark.parametrize("loss", graphs.LOSSES)
def test_the_neuron_on_one_example_and_over_rows(loss, rng):
    inputs, y, w, b = rng.normal(size=(5, 3)), rng.integers(2, size=5), rng.normal(size=3), 0.3
    of_arrays = {"loss": loss.removesuffix("_from_scores")}

    def named(dw, db, scale=1.0):
        return {**{f"w{i}": scale * d for i, d in enumerate(dw, 1)}, "b": scale * db}

    one = neuron.loss_and_gradients(inputs[:1], y[:1], w, b, reduction="sum", **of_arrays)
    single = graphs.sigmoid_neuron(inputs[0], y[0], w, b, loss, 0.25)
    agree(single, 0.25 * one[0], named(*one[1], scale=0.25))
    for reduction in ("sum", "mean"):
        value, step = neuron.loss_and_gradients(inputs, y, w, b, reduction=reduction, **of_arrays)
        agree(graphs.neuron_over_rows(inputs, y, w, b, loss, reduction), value, named(*step))


@pytest.mark.parametrize("name", SCALAR_ACTIVATIONS)
@pytest.mark.parametrize("with_bias", [True, False])
def test_the_chain_is_a_network_one_unit_wide(name, with_bias, rng):
    w, b = rng.normal(size=4), rng.normal(size=4) * with_bias
    linear = [Linear(np.array([[w[k]]]), np.array([b[k]])) for k in range(4)]
    net = MLP(tuple(layer for one in linear for layer in (one, activation(name))))
    loss, steps = loss_and_gradients(
        net, [[0.7]], [0.4], loss="half_squared_error", reduction="sum"
    )
    named = {f"w{k}": steps[2 * k - 2].item() for k in range(1, 5)}
    if with_bias:
        named |= {f"b{k}": steps[2 * k - 1].item() for k in range(1, 5)}
    chain = graphs.neuron_chain(0.7, 0.4, w, b if with_bias else None, activation=name)
    agree(chain, loss, named)


@pytest.mark.parametrize("loss", graphs.LOSSES)
@pytest.mark.parametrize("hidden", SCALAR_ACTIVATIONS)
def test_the_net_with_one_hidden_layer(loss, hidden, rng):
    W, b = rng.normal(size=(2, 3)), rng.normal(size=3)
    w_o, b_o = rng.normal(size=3), rng.normal()
    layers = (Linear(W, b), activation(hidden), Linear(w_o[:, np.newaxis], np.array([b_o])))
    net = MLP(layers if loss.endswith("scores") else (*layers, activation("sigmoid")))
    x, y = rng.normal(size=2), 1.0
    value, (dW, db, dw_o, db_o) = loss_and_gradients(net, [x], [y], loss=loss, reduction="sum")
    named = {f"w{i + 1}_{j + 1}": dW[i, j] for i in range(2) for j in range(3)}
    named |= {f"b_{j + 1}": db[j] for j in range(3)}
    named |= {f"wo_{j + 1}": dw_o[j, 0] for j in range(3)} | {"bo": db_o[0]}
    graph = graphs.mlp(x, y, W.tolist(), b, w_o, b_o, loss, hidden)
    agree(graph, value, named)


@pytest.mark.parametrize("penalty", graphs.PENALTIES)
def test_the_penalised_net_is_a_network_without_biases_plus_its_penalty(penalty, rng):
    W1, w2, x, strength = rng.normal(size=(2, 3)), rng.normal(size=3), rng.normal(size=2), 0.3
    s = activation("sigmoid")
    net = MLP((Linear(W1, np.zeros(3)), s, Linear(w2[:, np.newaxis], np.zeros(1)), s))
    value, (dW1, _, dw2, _) = loss_and_gradients(
        net, [x], [1], loss="binary_cross_entropy", reduction="sum"
    )
    (price_1, slope_1), (price_2, slope_2) = map(penalties.PENALTIES[penalty], (W1, w2))
    dW1, dw2 = dW1 + strength * slope_1, dw2[:, 0] + strength * slope_2
    named = {f"w1_{i + 1}_{j + 1}": dW1[i, j] for i in range(2) for j in range(3)}
    named |= {f"w2_{j + 1}": dw2[j] for j in range(3)}
    graph = graphs.penalised_net(x, 1, W1.tolist(), w2, strength, penalty)
    agree(graph, value + strength * (price_1 + price_2), named)


@pytest.mark.parametrize("loss", ["squared_error", "half_squared_error", "binary_cross_entropy"])
@pytest.mark.parametrize("reduction", ["sum", "mean"])
def test_table_neuron_and_network_take_the_same_steps(loss, reduction):
    by_hand = table([1, -1], -0.5, X, OR, loss=loss, reduction=reduction, learning_rate=0.7)
    settings = {"loss": loss, "reduction": reduction, "n_epochs": 5}
    _, _, of_neuron = neuron.train(X, OR, [1, -1], -0.5, learning_rate=0.7, **settings)
    net = MLP((Linear(np.array([[1.0], [-1.0]]), np.array([-0.5])), activation("sigmoid")))
    _, of_net = train(net, X, OR, optimizer=GradientDescent(0.7), **settings)
    assert of_net.accuracy.tolist() == of_neuron.accuracy.tolist()
    assert of_net.majority_baseline == of_neuron.majority_baseline == 0.75
    assert of_net.loss == pytest.approx(of_neuron.loss, rel=1e-13)
    assert of_net.path("W1")[:, :, 0] == pytest.approx(of_neuron.w, rel=1e-13)
    assert of_net.path("b1")[:, 0] == pytest.approx(of_neuron.b, rel=1e-13)
    for step in range(6):
        w, b = of_neuron.w[step], of_neuron.b[step]
        assert list(by_hand.parameters.values()) == pytest.approx([*w, b], rel=1e-12)
        assert by_hand.loss.value == pytest.approx(of_neuron.loss[step], rel=1e-13)
        assert by_hand.n_right / 4 == of_neuron.accuracy[step]
        by_hand = by_hand.next()


def test_online_table_neuron_and_network_take_the_same_steps():
    by_hand = table([1, -1], -0.5, X, OR, reduction="online", learning_rate=0.7)
    settings = {"loss": "squared_error", "reduction": "sum", "n_epochs": 3}
    _, _, of_neuron = neuron.train(X, OR, [1, -1], -0.5, learning_rate=0.7, online=True, **settings)
    net = MLP((Linear(np.array([[1.0], [-1.0]]), np.array([-0.5])), activation("sigmoid")))
    _, of_net = train(
        net, X, OR, optimizer=GradientDescent(0.7), batch_size=1, shuffle=False, **settings
    )
    assert of_net.path("W1")[:, :, 0] == pytest.approx(of_neuron.w, rel=1e-13)
    for epoch in range(3):
        for row in range(4):
            step = [cell.value for cell in by_hand.update_after(row).values()]
            place = 4 * epoch + row + 1
            assert step == pytest.approx([*of_neuron.w[place], of_neuron.b[place]], rel=1e-12)
        by_hand = by_hand.next()


def test_the_table_of_a_net_takes_the_steps_of_the_net(rng):
    W, b, w_o, b_o = rng.normal(size=(2, 3)), rng.normal(size=3), rng.normal(size=3), 0.1
    by_hand = mlp_table(W, b, w_o, b_o, X, [0, 1, 1, 0], learning_rate=0.5)
    s = activation("sigmoid")
    net = MLP((Linear(W, b), s, Linear(w_o[:, np.newaxis], np.array([b_o])), s))
    settings = {"loss": "squared_error", "reduction": "mean", "n_epochs": 3}
    _, history = train(net, X, [0, 1, 1, 0], optimizer=GradientDescent(0.5), **settings)
    for step in range(4):
        now = by_hand.parameters
        first = [[now[f"w{i}_{j}"] for j in (1, 2, 3)] for i in (1, 2)]
        assert np.array(first) == pytest.approx(history.path("W1")[step], rel=1e-12)
        assert now["bo"] == pytest.approx(history.path("b2")[step].item(), rel=1e-12)
        assert by_hand.loss.value == pytest.approx(history.loss[step], rel=1e-13)
        by_hand = by_hand.next()
