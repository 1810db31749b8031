import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from course import activations as act
from course.finite_differences import check_gradient, numerical_gradient

ELEMENTWISE = [name for name, a in act.ACTIVATIONS.items() if a.elementwise]
FAR = [-1000.0, -745.0, -88.0, -1.0, 0.0, 1.0, 17.0, 88.0, 745.0, 1000.0]
numbers = st.floats(-50, 50)


def frozen(values, dtype=float):
    array = np.array(values, dtype=dtype)
    array.setflags(write=False)
    return array


@pytest.mark.parametrize("name", act.ACTIVATIONS)
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_each_activation_is_finite_far_from_zero_and_keeps_its_precision(name, dtype):
    activation = act.ACTIVATIONS[name]
    Z = frozen([FAR, FAR[::-1]], dtype)
    with np.errstate(all="raise"):
        A, D = activation.function(Z), activation.derivative(Z)
    assert A.dtype == D.dtype == dtype
    assert np.isfinite(A).all()
    assert np.isfinite(D).all()
    assert A.shape == Z.shape


@pytest.mark.parametrize("name", ELEMENTWISE)
@given(z=numbers.filter(lambda z: abs(z) > 1e-3))
def test_each_derivative_is_the_slope_of_its_activation(name, z):
    activation = act.ACTIVATIONS[name]
    found = check_gradient(lambda x: float(activation.function(x)), activation.derivative(z), z)
    assert found.passed, found


@pytest.mark.parametrize("name", ELEMENTWISE)
def test_a_number_gives_a_number_and_a_list_an_array(name):
    activation = act.ACTIVATIONS[name]
    for function in (activation.function, activation.derivative):
        assert np.ndim(function(0.5)) == 0
        assert not isinstance(function(0.5), np.ndarray)
        np.testing.assert_array_equal(function([1, 2]), function(np.array([1.0, 2.0])))


def test_a_tie_of_the_step_is_zero_unless_asked_otherwise():
    np.testing.assert_array_equal(act.step([-0.5, 0, 0.5]), [0, 0, 1])
    np.testing.assert_array_equal(act.step([-0.5, 0, 0.5], tie=1), [0, 1, 1])


def test_the_sign_is_minus_one_or_one_and_zero_at_zero():
    np.testing.assert_array_equal(act.sign([-3, 0, 0.1]), [-1, 0, 1])


def test_sigmoid_fills_the_lecture_table():
    # h of OR with w = (1, -1), b = -0.5
    p = act.sigmoid([-0.5, -1.5, 0.5, -0.5])
    np.testing.assert_allclose(p, [0.377541, 0.182426, 0.622459, 0.377541], atol=5e-7)
    np.testing.assert_allclose(
        act.sigmoid_derivative([-0.5, -1.5]), [0.235004, 0.149146], atol=5e-7
    )


def test_sigmoid_keeps_its_relative_precision_in_the_lower_tail():
    assert act.sigmoid(-700.0) == pytest.approx(np.exp(-700.0), rel=1e-14)
    assert act.sigmoid_derivative(40.0) == pytest.approx(np.exp(-40.0), rel=1e-14)


@given(numbers)
def test_sigmoid_and_tanh_are_symmetric_and_each_made_of_the_other(z):
    assert act.sigmoid(z) + act.sigmoid(-z) == pytest.approx(1)
    assert act.tanh(z) == pytest.approx(2 * act.sigmoid(2 * z) - 1, abs=1e-15)
    assert 0 <= act.sigmoid_derivative(z) <= 0.25 * (1 + 4e-16)  # a rounding more at most
    assert 0 <= act.tanh_derivative(z) <= 1 * (1 + 4e-16)


def test_relu_and_its_leak_at_both_sides_and_at_the_kink():
    np.testing.assert_array_equal(act.relu([-2, 0, 3]), [0, 0, 3])
    np.testing.assert_array_equal(act.relu_derivative([-2, 0, 3]), [0, 0, 1])
    np.testing.assert_allclose(act.leaky_relu([-2, 0, 3]), [-0.02, 0, 3])
    np.testing.assert_allclose(act.leaky_relu([-2, 0, 3], slope=0.1), [-0.2, 0, 3])
    np.testing.assert_allclose(act.leaky_relu_derivative([-2, 0, 3], slope=0.1), [0.1, 0.1, 1])
    np.testing.assert_allclose(act.leaky(0.1).function([-2.0]), [-0.2])
    np.testing.assert_allclose(act.leaky(0.1).derivative([-2.0]), [0.1])


def test_the_slopes_of_three_saturating_layers_shrink_below_a_quarter_each():
    # all w = 1, x = 1, three sigmoid layers: the product of the slopes is 0.009642 < 1/64
    a, slope = 1.0, 1.0
    for _ in range(3):
        slope *= act.sigmoid_derivative(a)
        a = act.sigmoid(a)
    assert slope == pytest.approx(0.009642, abs=5e-7)
    assert slope < 1 / 64


def test_softmax_of_the_three_scores_of_the_cat_picture():
    # exp(3.2) = 24.5325, exp(5.1) = 164.0219, exp(-1.7) = 0.1827
    p = act.softmax([3.2, 5.1, -1.7])
    e = np.array([24.5325, 164.0219, 0.1827])
    np.testing.assert_allclose(p, e / e.sum(), atol=5e-6)
    np.testing.assert_allclose(p, [0.129983, 0.869050, 0.000968], atol=1e-6)
    assert -np.log(p[0]) == pytest.approx(2.0404, abs=5e-5)
    assert -np.log10(p[0]) == pytest.approx(0.8861, abs=5e-5)  # the famous "0.89"


rows = hnp.arrays(float, st.tuples(st.integers(1, 4), st.integers(1, 5)), elements=numbers)


@given(rows, st.floats(-1000, 1000))
def test_softmax_sums_to_one_and_ignores_a_shift(Z, shift):
    P = act.softmax(Z)
    np.testing.assert_allclose(P.sum(axis=-1), 1)
    np.testing.assert_allclose(act.softmax(Z + shift), P, rtol=1e-9, atol=1e-12)
    np.testing.assert_allclose(np.exp(act.log_softmax(Z)), P)


@given(rows)
def test_the_jacobian_of_softmax_is_symmetric_and_its_rows_sum_to_zero(Z):
    J = act.softmax_derivative(Z)
    np.testing.assert_allclose(J, np.swapaxes(J, -1, -2))
    np.testing.assert_allclose(J.sum(axis=-1), 0, atol=1e-15)


def test_the_jacobian_of_softmax_is_its_derivative_and_the_short_cut_agrees():
    rng = np.random.default_rng(3)
    z, d = rng.normal(size=4), rng.normal(size=4)
    J = act.softmax_derivative(z)
    for i in range(4):
        np.testing.assert_allclose(
            J[i], numerical_gradient(lambda x, i=i: act.softmax(x)[i], z), atol=1e-10
        )
    np.testing.assert_allclose(act.softmax_vjp(d, z), d @ J, atol=1e-15)


def test_log_softmax_is_finite_where_softmax_is_rounded_to_zero():
    np.testing.assert_array_equal(act.log_softmax([1000.0, 0.0]), [0, -1000])


def test_an_activation_is_a_layer_without_parameters():
    Z = frozen([[-1.0, 2.0]])
    relu = act.ACTIVATIONS["relu"]
    A, cache = relu.forward(Z)
    dZ, gradients = relu.backward([[5.0, 5.0]], cache)
    np.testing.assert_array_equal(A, [[0, 2]])
    np.testing.assert_array_equal(dZ, [[0, 5]])
    assert gradients is relu
    assert relu.parameters == relu.parameter_names == ()
    assert repr(relu) == "Activation('relu')"


def test_names_are_looked_up_and_an_unknown_one_is_answered_with_the_known():
    assert act.activation("tanh").function is act.tanh
    assert act.activation(act.ACTIVATIONS["tanh"]).function is act.tanh
    with pytest.raises(
        ValueError, match=r"activation 'relo' is unknown; choose one of step, .*relu"
    ):
        act.activation("relo")


def test_words_and_single_scores_are_refused_with_what_was_wanted():
    with pytest.raises(ValueError, match="the input has dtype <U1, expected real numbers"):
        act.sigmoid(["a"])
    with pytest.raises(ValueError, match=r"scores have shape \(\), expected \(..., n_classes\)"):
        act.softmax(3.0)
