import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from course import penalties as pen
from course.finite_differences import check_gradient, numerical_gradient
from course.optimizers import Adam, GradientDescent

W = np.array([[1.0, -1.0]])
W.setflags(write=False)


def test_three_norms_of_one_and_minus_one():
    # sum of squares 2, Euclidean norm 1.414, sum of absolute values 2
    assert pen.l2_penalty(W)[0] == 2
    assert pen.norm_penalty(W)[0] == pytest.approx(1.414, abs=5e-4)
    assert pen.l1_penalty(W)[0] == 2


@pytest.mark.parametrize("name", pen.PENALTIES)
def test_each_gradient_is_the_slope_of_its_penalty(name):
    penalty = pen.PENALTIES[name]
    A = np.random.default_rng(1).normal(size=(3, 2))
    assert check_gradient(lambda x: penalty(x)[0], penalty(A)[1], A).passed
    assert penalty(A.astype(np.float32))[1].dtype == np.float32


def test_the_squared_norm_pulls_less_on_small_weights_and_the_norm_always_alike():
    for scale in (1.0, 1e-6):
        assert np.linalg.norm(pen.norm_penalty(scale * W)[1]) == pytest.approx(1)
        assert np.linalg.norm(pen.l2_penalty(scale * W)[1]) == pytest.approx(scale * np.sqrt(8))


def test_the_norm_has_no_gradient_at_zero_but_its_square_has():
    with pytest.raises(ValueError, match="the norm has no gradient at W = 0; the squared norm"):
        pen.norm_penalty(np.zeros((2, 2)))
    np.testing.assert_array_equal(pen.l2_penalty(np.zeros(2))[1], [0, 0])
    np.testing.assert_array_equal(pen.l1_penalty(np.zeros(2))[1], [0, 0])


def test_a_bias_is_not_penalised_and_strengths_add():
    parameters, names = (W, np.array([7.0])), ("W1", "b1")
    total, (dW, db) = pen.penalise(parameters, names, l1=0.1, l2=0.01)
    assert total == pytest.approx(0.1 * 2 + 0.01 * 2)
    np.testing.assert_allclose(dW, [[0.12, -0.12]])
    np.testing.assert_array_equal(db, [0])


def test_strength_zero_changes_nothing():
    total, gradients = pen.penalise((W,), ("W1",))
    assert total == 0
    np.testing.assert_array_equal(gradients[0], np.zeros((1, 2)))


def test_a_negative_strength_is_refused():
    with pytest.raises(ValueError, match=r"l1 is 0.0 and l2 is -1, expected strengths"):
        pen.penalise((W,), ("W1",), l2=-1)


@pytest.mark.parametrize(
    ("a", "ridge", "lasso"), [(2, 1.25, 1.7), (0.5, 0.3125, 0.2), (-0.05, -0.03125, 0)]
)
def test_ridge_shrinks_in_proportion_and_lasso_by_a_constant_down_to_zero(a, ridge, lasso):
    assert pen.l2_shrinkage(a, 0.3) == pytest.approx(ridge)
    assert pen.l1_shrinkage(a, 0.3) == pytest.approx(lasso)


@given(st.floats(-5, 5), st.floats(0.01, 2))
def test_shrinkage_is_where_the_penalised_square_is_lowest(a, strength):
    grid = np.linspace(-6, 6, 2401)
    for shrink, price in ((pen.l1_shrinkage, np.abs), (pen.l2_shrinkage, np.square)):
        objective = lambda w, price=price: (w - a) ** 2 / 2 + strength * price(w)  # noqa: E731
        assert objective(shrink(a, strength)) <= objective(grid).min() + 1e-12


def one_step(optimizer, *, l2=0.0, decay=0.0):
    """Two steps on a bowl centred at (3, 3), so that Adam has something to remember."""
    parameters, names, state = (np.array([[1.0, -2.0]]),), ("W1",), None
    state = optimizer.start(parameters)
    for _ in range(2):
        _, slopes = pen.penalise(parameters, names, l2=l2)
        gradients = ((parameters[0] - 3.0) * np.array([[1.0, 10.0]]) + slopes[0],)
        rate = optimizer.learning_rate * decay
        shrunk = pen.decay_weights(parameters, names, share=rate)
        parameters, state = optimizer.step(shrunk, gradients, state)
    return parameters[0]


def test_weight_decay_is_l2_of_half_the_strength_for_plain_descent_and_not_for_adam():
    plain, adam = GradientDescent(0.05), Adam(0.05)
    np.testing.assert_allclose(one_step(plain, l2=0.1), one_step(plain, decay=0.2))
    assert np.abs(one_step(adam, l2=0.1) - one_step(adam, decay=0.2)).max() > 1e-3


def test_decay_leaves_biases_and_its_input_alone():
    b = np.array([7.0])
    decayed = pen.decay_weights((W, b), ("W1", "b1"), share=0.5)
    np.testing.assert_array_equal(decayed[0], [[0.5, -0.5]])
    assert decayed[1] is b
    assert pen.decay_weights((W, b), ("W1", "b1"), share=0.0)[0] is W


def test_the_l1_penalty_has_a_kink_at_zero_that_a_numeric_slope_cannot_see():
    assert numerical_gradient(lambda w: pen.l1_penalty(w)[0], np.zeros(1)) == pytest.approx(0)
