import numpy as np
import pytest

from course.activations import ACTIVATIONS
from course.finite_differences import check_directions, check_gradient
from course.layers import Linear


def frozen(array):
    array = np.array(array, dtype=float)
    array.setflags(write=False)
    return array


def random_layer(rng, n_in=3, n_out=2):
    return Linear(frozen(rng.normal(size=(n_in, n_out))), frozen(rng.normal(size=n_out)))


def test_a_linear_layer_fills_the_weighted_sums_of_the_or_table():
    layer = Linear(np.array([[1.0], [-1.0]]), np.array([-0.5]))
    Z, cache = layer.forward([[0, 0], [0, 1], [1, 0], [1, 1]])
    np.testing.assert_array_equal(Z, [[-0.5], [-1.5], [0.5], [-0.5]])
    dX, gradients = layer.backward([[1.0], [1], [1], [1]], cache)
    np.testing.assert_array_equal(dX, [[1, -1]] * 4)
    np.testing.assert_array_equal(gradients.W, [[2], [2]])
    np.testing.assert_array_equal(gradients.b, [4])


@pytest.mark.parametrize("n_examples", [1, 4])
def test_the_gradients_of_a_linear_layer_are_slopes_and_have_its_shapes(n_examples):
    rng = np.random.default_rng(1)
    layer, X = random_layer(rng), frozen(rng.normal(size=(n_examples, 3)))
    dZ = frozen(rng.normal(size=(n_examples, 2)))
    _, cache = layer.forward(X)
    dX, gradients = layer.backward(dZ, cache)
    assert type(gradients) is Linear

    def value(X, W, b):
        return float((Linear(W, b).forward(X)[0] * dZ).sum())

    assert check_gradient(lambda x: value(x, *layer), dX, X).passed
    assert check_gradient(lambda W: value(X, W, layer.b), gradients.W, layer.W).passed
    assert check_gradient(lambda b: value(X, layer.W, b), gradients.b, layer.b).passed


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_every_activation_layer_carries_the_gradient_back(name):
    rng = np.random.default_rng(2)
    layer = ACTIVATIONS[name]
    Z, dA = frozen(rng.normal(size=(4, 3))), frozen(rng.normal(size=(4, 3)))
    _, cache = layer.forward(Z)
    dZ, _ = layer.backward(dA, cache)
    value = lambda z: float((layer.forward(z)[0] * dA).sum())  # noqa: E731
    assert check_gradient(value, dZ, Z).passed
    assert check_directions(value, dZ, Z, rng=rng).passed


def test_two_forward_passes_do_not_disturb_each_other():
    rng = np.random.default_rng(3)
    layer, dZ = random_layer(rng), np.ones((1, 2))
    _, first = layer.forward([[1.0, 2.0, 3.0]])
    layer.forward([[7.0, 7.0, 7.0]])
    np.testing.assert_array_equal(layer.backward(dZ, first)[1].W, [[1, 1], [2, 2], [3, 3]])


def test_wrong_shapes_are_quoted_beside_the_expected():
    layer = Linear(np.zeros((2, 1)), np.zeros(1))
    with pytest.raises(ValueError, match=r"X has shape \(3,\), expected \(n_examples, 2\)"):
        layer.forward([1.0, 2.0, 3.0])
    with pytest.raises(ValueError, match=r"dZ has shape \(4,\), expected \(4, 1\)"):
        layer.backward(np.zeros(4), np.zeros((4, 2)))


def test_a_layer_tells_its_parameters_and_takes_others():
    layer = random_layer(np.random.default_rng(4))
    assert layer.parameter_names == ("W", "b")
    moved = layer.with_parameters(tuple(array + 1 for array in layer.parameters))
    np.testing.assert_array_equal(moved.b, layer.b + 1)
    assert repr(layer) == "Linear(3 -> 2)"
