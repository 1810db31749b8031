import numpy as np
import pytest

from course.activations import ACTIVATIONS, sigmoid
from course.dropout import Dropout
from course.gradient_check import check_model
from course.layers import Linear
from course.losses import squared_error
from course.mlp import MLP, build_mlp
from course.training import loss_and_gradients

X = np.array([[0.0, 0], [0, 1], [1, 0], [1, 1]])
XOR = np.array([[0.0], [1], [1], [0]])
X.setflags(write=False)
XOR.setflags(write=False)


def hand_net(scale=1.0):
    """Two inputs, three hidden units, one output; X1 and not X2, X2 and not X1, X1 and X2."""
    W = np.array([[1.0, -1, 1], [-1, 1, 1]])
    b = np.array([-0.5, -0.5, -1.5])
    w_o = np.array([[1.0], [1], [-1]])
    hidden, output = Linear(scale * W, scale * b), Linear(scale * w_o, np.array([-0.5 * scale]))
    return MLP((hidden, ACTIVATIONS["sigmoid"], output, ACTIVATIONS["sigmoid"]))


@pytest.mark.parametrize(
    ("scale", "probabilities", "right"),
    [
        (1, [0.5182, 0.4818, 0.4818, 0.4092], 1),
        (2, [0.4952, 0.5048, 0.5048, 0.2000], 4),
        (10, [0.0076, 0.9924, 0.9924, 0.0000], 4),
    ],
)
def test_the_net_by_hand_solves_xor_once_its_weights_are_doubled(scale, probabilities, right):
    p, _ = hand_net(scale).forward(X)
    np.testing.assert_allclose(p[:, 0], probabilities, atol=5.1e-5)
    assert ((p > 0.5) == XOR).sum() == right


def test_row_one_one_of_the_net_by_hand_forward_and_backward():
    # z = (-.5, -.5, .5), h = (.3775, .3775, .6225), o = -.3674, p = .4092, l = .1674, delta = .1978
    net = hand_net()
    p, (_, z, h, o) = net.forward(X[3:])
    np.testing.assert_allclose(z, [[-0.5, -0.5, 0.5]])
    np.testing.assert_allclose(h, [[0.3775, 0.3775, 0.6225]], atol=5e-5)
    assert (o.item(), p.item()) == pytest.approx((-0.3674, 0.4092), abs=5e-5)
    loss, gradients = loss_and_gradients(net, X[3:], XOR[3:], loss=squared_error, reduction="sum")
    dW, db, dw_o, db_o = gradients
    assert (loss, db_o.item()) == pytest.approx((0.1674, 0.1978), abs=5e-5)
    np.testing.assert_allclose(dw_o[:, 0], [0.0747, 0.0747, 0.1231], atol=5e-5)
    np.testing.assert_allclose(dW[0], [0.0465, 0.0465, -0.0465], atol=5e-5)
    np.testing.assert_array_equal(dW[0], dW[1])
    np.testing.assert_array_equal(dW[0], db)


def test_the_two_printed_gradients_are_off_by_two_and_by_twice_the_output_weight():
    # A deck prints (p-y)p(1-p)h_j for w_oj and (p-y)p(1-p)h_j(1-h_j)X1 for w_1j.
    net = hand_net()
    p, (_, _, h, _) = net.forward(X[3:])
    _, (dW, _, dw_o, _) = loss_and_gradients(
        net, X[3:], XOR[3:], loss=squared_error, reduction="sum"
    )
    printed_out = (p - 0) * p * (1 - p) * h
    printed_hidden = (p - 0) * p * (1 - p) * h * (1 - h)
    np.testing.assert_allclose(dw_o.T / printed_out, [[2, 2, 2]])
    np.testing.assert_allclose(dW[:1] / printed_hidden, [[2, 2, -2]])  # so the last sign is wrong


def test_the_chain_of_two_neurons_by_hand():
    # x = .05, w1 = .1, b1 = -.1, w2 = .3, b2 = .3, y = .01, half squared error
    w = lambda value: np.array([[value]])  # noqa: E731
    s = ACTIVATIONS["sigmoid"]
    chain = MLP((Linear(w(0.1), np.array([-0.1])), s, Linear(w(0.3), np.array([0.3])), s))
    loss, (dw1, db1, dw2, db2) = loss_and_gradients(
        chain, [[0.05]], [0.01], loss="half_squared_error", reduction="sum"
    )
    assert loss == pytest.approx(0.179368, abs=5e-7)
    assert dw2.item() == pytest.approx(0.067929, abs=5e-7)
    assert db2.item() == pytest.approx(0.142627, abs=5e-7)
    assert dw1.item() == pytest.approx(0.00053365, abs=5e-9)
    assert db1.item() == pytest.approx(0.01067295, abs=5e-9)


def test_the_quiz_network_has_41_parameters():
    net = build_mlp(
        (3, 4, 4, 1),
        hidden="tanh",
        output="sigmoid",
        initializer="zeros",
        rng=np.random.default_rng(0),
    )
    assert net.n_parameters == 41
    assert [array.shape for array in net.parameters] == [(3, 4), (4,), (4, 4), (4,), (4, 1), (1,)]
    assert net.parameter_names == ("W1", "b1", "W2", "b2", "W3", "b3")


@pytest.mark.parametrize("hidden", ["sigmoid", "tanh", "relu", "leaky_relu", "identity", "softmax"])
@pytest.mark.parametrize("depth", [1, 2, 4])
def test_every_gradient_is_a_slope_at_any_depth(hidden, depth):
    rng = np.random.default_rng(depth)
    sizes = (3, *[4] * depth, 2)
    net = build_mlp(sizes, hidden=hidden, output="identity", initializer="glorot_normal", rng=rng)
    net = net.with_parameters(tuple(a + 0.1 * rng.normal(size=a.shape) for a in net.parameters))
    data = rng.normal(size=(5, 3)), rng.integers(0, 2, size=(5, 2))
    checks = check_model(net, *data, loss="binary_cross_entropy_from_scores", reduction="mean")
    assert list(checks) == list(net.parameter_names)
    assert all(check.passed for check in checks.values()), checks


def test_gradients_have_the_type_of_the_network_and_dx_the_shape_of_x():
    net = hand_net()
    p, cache = net.forward(X)
    dX, gradients = net.backward(np.ones_like(p), cache)
    assert type(gradients) is MLP
    assert dX.shape == X.shape
    assert [g.shape for g in gradients.parameters] == [a.shape for a in net.parameters]


def test_all_zero_weights_never_move_the_hidden_layer():
    net = build_mlp(
        (2, 3, 1),
        hidden="relu",
        output="sigmoid",
        initializer="zeros",
        rng=np.random.default_rng(0),
    )
    _, (dW, db, dw_o, _) = loss_and_gradients(net, X, XOR, loss=squared_error, reduction="sum")
    for gradient in (dW, db, dw_o):
        np.testing.assert_array_equal(gradient, np.zeros_like(gradient))


def test_dropout_stands_after_each_hidden_activation_and_its_masks_can_be_fixed():
    rng = np.random.default_rng(5)
    net = build_mlp(
        (2, 8, 8, 1), hidden="tanh", output="sigmoid", initializer="he_normal", rng=rng, rate=0.5
    )
    assert [i for i, layer in enumerate(net.layers) if isinstance(layer, Dropout)] == [2, 5]
    A, cache = net.forward(X, rng)
    fixed = net.with_masks(cache)
    np.testing.assert_array_equal(fixed.forward(X)[0], A)
    assert not np.array_equal(net.forward(X)[0], A)
    checks = check_model(fixed, X, XOR, loss="squared_error", reduction="mean")
    assert all(check.passed for check in checks.values()), checks


def test_a_network_in_single_precision_stays_in_it():
    net = hand_net().astype(np.float32)
    loss, gradients = loss_and_gradients(
        net, X.astype(np.float32), XOR, loss="binary_cross_entropy", reduction="mean"
    )
    assert all(gradient.dtype == np.float32 for gradient in gradients)
    wide, _ = loss_and_gradients(hand_net(), X, XOR, loss="binary_cross_entropy", reduction="mean")
    assert loss == pytest.approx(wide, rel=1e-6)


def test_a_network_is_itself_a_layer():
    inner = MLP(hand_net().layers[:2])
    nested = MLP((inner, *hand_net().layers[2:]))
    np.testing.assert_array_equal(nested.forward(X)[0], hand_net().forward(X)[0])
    assert len(nested.parameters) == 4


def test_impossible_networks_are_refused():
    rng = np.random.default_rng(0)
    common = {"hidden": "relu", "output": "sigmoid", "rng": rng}
    with pytest.raises(
        ValueError, match=r"sizes is \(2,\), expected \(n_features, ..., n_outputs\)"
    ):
        build_mlp((2,), initializer="zeros", **common)
    with pytest.raises(ValueError, match="initializer 'xavier' is unknown; choose one of zeros"):
        build_mlp((2, 1), initializer="xavier", **common)
    with pytest.raises(ValueError, match="got 1 arrays, expected 4"):
        hand_net().with_parameters((np.zeros(1),))


def test_with_one_layer_it_is_logistic_regression():
    net = MLP((Linear(np.array([[1.0], [-1.0]]), np.array([-0.5])), ACTIVATIONS["sigmoid"]))
    np.testing.assert_allclose(net.forward(X)[0][:, 0], sigmoid([-0.5, -1.5, 0.5, -0.5]))
    assert repr(net) == "MLP(Linear(2 -> 1), Activation('sigmoid'))"
