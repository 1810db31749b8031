import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from course import gradient_check as gc
from course.activations import ACTIVATIONS, relu, relu_derivative
from course.layers import Linear
from course.mlp import MLP, build_mlp


def cubes(x):
    return float((x**3).sum())


A = np.array([[1.0, -2.0], [0.5, 3.0]])
A.setflags(write=False)


def test_a_right_gradient_passes_and_its_numeric_twin_agrees():
    check = gc.check_gradient(cubes, 3 * A**2, A)
    assert check.passed
    assert check.max_error < 1e-8
    np.testing.assert_allclose(gc.numerical_gradient(cubes, A), 3 * A**2, rtol=1e-9)
    assert repr(check).startswith("GradientCheck(right:")


def test_a_wrong_entry_is_named():
    wrong = 3 * A**2
    wrong[1, 0] *= -1
    check = gc.check_gradient(cubes, wrong, A)
    assert not check.passed
    assert check.worst == (1, 0)
    assert (check.error > 1e-6).sum() == 1
    assert "wrong: largest relative error 2.0e+00 at (1, 0): claimed -0.75" in repr(check)


@given(st.integers(0, 10_000), st.integers(0, 3))
def test_random_directions_find_one_wrong_entry_among_many(seed, entry):
    rng = np.random.default_rng(seed)
    wrong = 3 * A**2
    wrong.flat[entry] += 0.5
    assert gc.check_directions(cubes, 3 * A**2, A, rng=rng).passed
    assert not gc.check_directions(cubes, wrong, A, rng=rng).passed


def test_a_direction_costs_two_evaluations_however_many_entries_there_are():
    calls = []
    x = np.ones(500)
    gc.check_directions(
        lambda v: calls.append(1) or cubes(v),
        3 * x**2,
        x,
        rng=np.random.default_rng(0),
        n_directions=4,
    )
    assert len(calls) == 8


def test_a_tiny_gradient_that_is_wrong_does_not_pass_for_being_tiny():
    x = np.ones(2)
    tiny = lambda v: 1e-7 * cubes(v)  # noqa: E731
    assert gc.check_gradient(tiny, 3e-7 * x, x).passed
    assert not gc.check_gradient(tiny, 6e-7 * x, x).passed


def test_a_gradient_of_nan_fails_at_its_place():
    check = gc.check_gradient(cubes, np.array([[3, 12], [np.nan, 27.0]]), A)
    assert not check.passed
    assert check.worst == (1, 0)


@pytest.mark.parametrize("distance", [0, 0.05, 1 / 11, 0.3, 1 / 3, 0.5, 0.9])
def test_a_kink_anywhere_within_the_step_is_recognised(distance):
    x = np.array([distance * 1e-5, 1.0, -1.0])
    check = gc.check_gradient(lambda v: float(relu(v).sum()), relu_derivative(x), x)
    np.testing.assert_array_equal(check.kinks, [True, False, False])
    assert check.passed
    assert "1 of 3 at a kink" in repr(check)


@pytest.mark.parametrize("curvature", [1.0, 1e3, 1e5])
def test_strong_curvature_at_a_flat_point_is_no_kink_and_excuses_nothing(curvature):
    bowl = lambda v: float(curvature * (v**2).sum())  # noqa: E731
    check = gc.check_gradient(bowl, np.ones(2), np.zeros(2))
    assert not check.kinks.any()
    assert not check.passed


def test_where_everything_is_at_a_kink_nothing_has_passed():
    check = gc.check_gradient(lambda v: float(np.abs(v).sum()), np.ones(2), np.zeros(2))
    assert check.kinks.all()
    assert not check.passed
    assert repr(check) == "GradientCheck(not judged: all 2 at a kink)"


def relu_net(bias):
    hidden = Linear(np.array([[1.0, -1.0], [1.0, 1.0]]), np.array([bias, -0.3]))
    return MLP((hidden, ACTIVATIONS["relu"], Linear(np.array([[1.0], [2.0]]), np.zeros(1))))


def test_a_unit_that_stands_on_its_kink_is_set_aside_and_the_rest_is_judged():
    X, y = [[1.0, 1.0], [0.0, 2.0]], [1.0, 0.0]
    smooth = gc.check_model(relu_net(0.5), X, y, loss="squared_error", reduction="sum")
    assert not any(check.kinks.any() for check in smooth.values())
    assert all(check.passed for check in smooth.values())
    # with bias -2 both rows put unit 1 at exactly 0
    kinked = gc.check_model(relu_net(-2.0), X, y, loss="squared_error", reduction="sum")
    np.testing.assert_array_equal(kinked["W1"].kinks, [[True, False], [True, False]])
    np.testing.assert_array_equal(kinked["b1"].kinks, [True, False])
    assert all(check.passed for check in kinked.values())


def test_the_pattern_says_on_which_side_each_unit_is():
    sides = gc.activation_pattern(relu_net(0.5), [[1.0, 1.0]])
    np.testing.assert_array_equal(sides, [True, False])


@pytest.mark.parametrize("reduction", ["sum", "mean"])
def test_penalties_are_part_of_the_check_and_an_l1_kink_too(reduction):
    net = build_mlp(
        (2, 3, 2),
        hidden="tanh",
        output="softmax",
        initializer="normal",
        rng=np.random.default_rng(2),
    )
    W1, *rest = net.parameters
    W1 = W1.copy()
    W1[0, 0] = 0.0
    checks = gc.check_model(
        net.with_parameters((W1, *rest)),
        [[1.0, 2.0], [0.5, -1.0]],
        [0, 1],
        loss="categorical_cross_entropy",
        reduction=reduction,
        l1=0.1,
        l2=0.2,
    )
    assert all(check.passed for check in checks.values()), checks
    assert checks["W1"].kinks.sum() == 1


def test_the_checked_gradient_is_that_of_loss_and_penalties_together():
    net, data = relu_net(0.5), ([[1.0, 1.0]], [1.0])
    settings = {"loss": "squared_error", "reduction": "sum"}
    bare = gc.check_model(net, *data, **settings)["W1"].analytic
    ridge = gc.check_model(net, *data, l2=0.1, **settings)["W1"].analytic
    lasso = gc.check_model(net, *data, l1=0.1, **settings)["W1"].analytic
    np.testing.assert_allclose(ridge - bare, 0.2 * net.parameters[0], atol=1e-14)
    np.testing.assert_allclose(lasso - bare, 0.1 * np.sign(net.parameters[0]), atol=1e-14)


def test_a_wrong_backward_pass_is_caught_in_a_model():
    class Forgetful(Linear):
        def backward(self, dZ, cache):
            dX, gradients = super().backward(dZ, cache)
            return dX, Linear(gradients.W, gradients.b * 0)

        def with_parameters(self, parameters):
            return Forgetful(*parameters)

    net = MLP((Forgetful(np.ones((2, 1)), np.ones(1)), ACTIVATIONS["sigmoid"]))
    checks = gc.check_model(net, A, [0, 1], loss="binary_cross_entropy", reduction="sum")
    assert checks["W1"].passed
    assert not checks["b1"].passed


def test_a_gradient_of_another_shape_is_refused():
    with pytest.raises(ValueError, match=r"the gradient has shape \(2,\), expected \(2, 2\)"):
        gc.check_gradient(cubes, np.ones(2), A)
    with pytest.raises(ValueError, match=r"the gradient has shape \(1,\), expected \(2, 2\)"):
        gc.check_directions(cubes, np.ones(1), A, rng=np.random.default_rng(0))
