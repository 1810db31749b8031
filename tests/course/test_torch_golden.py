"""PyTorch as an independent implementation: its numbers, in float64, are in ``golden/``."""

import json
from pathlib import Path

import numpy as np
import pytest

from course import activations
from course.layers import Linear
from course.losses import LOSSES
from course.mlp import MLP
from course.optimizers import Adam, GradientDescent, Momentum
from course.training import loss_and_gradients, shaped_like_output, train

GOLDEN = Path(__file__).parent / "golden"
NETWORKS = sorted(GOLDEN.glob("torch_network_*.json"))
CLOSE = {"rtol": 1e-10, "atol": 1e-10}

SETTINGS = {
    "gradient_descent": {"optimizer": GradientDescent(0.1)},
    "momentum": {"optimizer": Momentum(0.05, momentum=0.9)},
    "adam": {"optimizer": Adam(0.01)},
    "adam_with_weight_decay": {"optimizer": Adam(0.01), "weight_decay": 0.1},
    "adam_with_l2": {"optimizer": Adam(0.01), "l2": 0.05},
}


def load(path):
    return json.loads(path.read_text(encoding="utf-8"))


def network(golden):
    arrays = [np.array(values) for values in golden["parameters"]]
    layers = []
    for W, b, name in zip(arrays[::2], arrays[1::2], golden["activations"], strict=True):
        layers += [Linear(W, b), activations.ACTIVATIONS[name]]
    return MLP(tuple(layers))


def path_id(path):
    return path.stem


@pytest.mark.parametrize("path", NETWORKS, ids=path_id)
def test_forward_loss_and_every_gradient_agree(path):
    golden = load(path)
    net, X, y = network(golden), np.array(golden["X"]), np.array(golden["y"])
    A, caches = net.forward(X)
    for k, expected in enumerate(golden["outputs"][:-1]):
        np.testing.assert_allclose(caches[2 * k + 2], expected, **CLOSE)
    np.testing.assert_allclose(A, golden["outputs"][-1], **CLOSE)
    loss, dA = LOSSES[golden["loss_name"]].function(shaped_like_output(y, A), A)
    dX, gradients = net.backward(dA, caches)
    assert loss == pytest.approx(golden["loss"], rel=1e-10)
    np.testing.assert_allclose(dX, golden["dX"], **CLOSE)
    for gradient, expected in zip(gradients.parameters, golden["gradients"], strict=True):
        np.testing.assert_allclose(gradient, expected, **CLOSE)


STEPS = [(path, name) for path in NETWORKS for name in load(path)["steps"]]


@pytest.mark.parametrize(("path", "name"), STEPS, ids=[f"{p.stem}-{n}" for p, n in STEPS])
def test_every_parameter_agrees_after_each_step(path, name):
    golden = load(path)
    _, history = train(
        network(golden),
        np.array(golden["X"]),
        np.array(golden["y"]),
        loss=golden["loss_name"],
        n_epochs=5,
        reduction="mean",
        **SETTINGS[name],
    )
    for parameters, expected in zip(history.weights[1:], golden["steps"][name], strict=True):
        for array, values in zip(parameters, expected, strict=True):
            np.testing.assert_allclose(array, values, **CLOSE)


def test_every_optimizer_and_each_kind_of_loss_is_among_the_golden_files():
    assert {name for _, name in STEPS} == set(SETTINGS)
    assert {LOSSES[load(path)["loss_name"]].takes for path in NETWORKS} == {
        loss.takes for loss in LOSSES.values()
    }


def test_a_slip_in_a_gradient_would_be_seen():
    golden = load(NETWORKS[0])
    _, gradients = loss_and_gradients(
        network(golden), golden["X"], golden["y"], loss="half_squared_error", reduction="sum"
    )
    assert not np.allclose(gradients[0], golden["gradients"][0], **CLOSE)


@pytest.mark.parametrize("name", ["sigmoid", "tanh", "relu", "leaky_relu"])
def test_activations_and_slopes_agree_from_minus_to_plus_a_thousand(name):
    golden = load(GOLDEN / "torch_activations.json")
    activation = activations.ACTIVATIONS[name]
    np.testing.assert_allclose(activation.function(golden["Z"]), golden[name]["A"], **CLOSE)
    np.testing.assert_allclose(
        activation.derivative(golden["Z"]), golden[name]["derivative"], **CLOSE
    )


def test_softmax_its_logarithm_and_its_jacobian_agree():
    golden = load(GOLDEN / "torch_activations.json")["softmax"]
    np.testing.assert_allclose(activations.softmax(golden["Z"]), golden["A"], **CLOSE)
    np.testing.assert_allclose(activations.log_softmax(golden["Z"]), golden["log"], **CLOSE)
    np.testing.assert_allclose(
        activations.softmax_derivative(golden["Z"]), golden["derivative"], **CLOSE
    )
