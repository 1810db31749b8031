import numpy as np
import pytest

from course.optimizers import OPTIMIZERS, Adam, GradientDescent, Momentum


def frozen(*values):
    array = np.array(values, dtype=float)
    array.setflags(write=False)
    return array


def descend(optimizer, slope, start, n_steps):
    """The path of one number down a slope."""
    parameters = (frozen(start),)
    state, path = optimizer.start(parameters), [start]
    for _ in range(n_steps):
        gradients = (np.asarray(slope(parameters[0])),)
        gradients[0].setflags(write=False)
        parameters, state = optimizer.step(parameters, gradients, state)
        path.append(float(parameters[0][0]))
    return path


def test_gradient_descent_fills_the_new_weights_of_the_or_table():
    # mean gradient of the squared error, learning rate 1: (1.117502, -0.865891), b = -0.365891
    gradients = (np.array([-0.470007, -0.536437]) / 4, -0.536437 / 4)
    (w, b), _ = GradientDescent(1.0).step((frozen(1, -1), -0.5), gradients, ())
    np.testing.assert_allclose(w, [1.117502, -0.865891], atol=1e-6)
    assert b == pytest.approx(-0.365891, abs=1e-6)


def test_momentum_by_hand():
    # slope 1 throughout, rate .1, momentum .5: v = -.1, -.15, -.175
    path = descend(Momentum(0.1, momentum=0.5), lambda w: np.ones(1), 0.0, 3)
    assert path == pytest.approx([0, -0.1, -0.25, -0.425])


def test_momentum_of_zero_is_plain_descent():
    slope = lambda w: 3 * w  # noqa: E731
    plain = descend(GradientDescent(0.1), slope, 2.0, 5)
    assert descend(Momentum(0.1, momentum=0), slope, 2.0, 5) == pytest.approx(plain)


def test_adam_by_hand():
    # g = 2: m = .2, v = .004, corrected 2 and 4, so the step is .1 * 2 / 2
    # then g = -1: m = .08, v = .004996, corrected .08/.19 and .004996/.001999
    adam = Adam(0.1)
    (w,), state = adam.step((frozen(1),), (frozen(2),), adam.start((frozen(1),)))
    assert w.item() == pytest.approx(0.9)
    (w,), state = adam.step((w,), (frozen(-1),), state)
    expected = 0.9 - 0.1 * (0.08 / 0.19) / np.sqrt(0.004996 / 0.001999)
    assert w.item() == pytest.approx(expected)
    assert state.n_steps == 2


@pytest.mark.parametrize("scale", [1e-3, 1.0, 1e3])
def test_the_first_step_of_adam_has_the_length_of_the_learning_rate(scale):
    path = descend(Adam(0.01), lambda w: np.full(1, scale), 0.0, 1)
    assert path[1] == pytest.approx(-0.01, rel=1e-4)


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_each_optimizer_goes_down_a_bowl_and_keeps_precision(name):
    optimizer = OPTIMIZERS[name](0.05)
    assert abs(descend(optimizer, lambda w: 2 * w, 1.0, 300)[-1]) < 0.01
    single = (np.ones((2, 2), dtype=np.float32),)
    state = optimizer.start(single)
    for _ in range(2):
        single, state = optimizer.step(single, single, state)
    assert single[0].dtype == np.float32


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_a_step_is_pure(name):
    optimizer = OPTIMIZERS[name](0.1)
    parameters, gradients = (frozen(1, 2),), (frozen(3, 4),)
    state = optimizer.start(parameters)
    first, _ = optimizer.step(parameters, gradients, state)
    again, _ = optimizer.step(parameters, gradients, state)
    np.testing.assert_array_equal(first[0], again[0])


def test_descents_of_the_lecture_end_where_they_should():
    # f(x) = .02((x - .333)^4 - 30 x^2): from -.5 to -3.3613 in 7 steps, from .25 to 4.3628
    slope = lambda x: 0.02 * (4 * (x - 0.333) ** 3 - 60 * x)  # noqa: E731
    assert descend(GradientDescent(0.5), slope, -0.5, 7)[-1] == pytest.approx(-3.3613, abs=5e-3)
    assert descend(GradientDescent(0.5), slope, 0.25, 200)[-1] == pytest.approx(4.3628, abs=5e-5)


def test_a_step_too_long_for_the_curvature_hops_for_ever_without_leaving():
    # start -2, learning rate 1.3 > .9636: it stays in [-4.04, -1.66], which is not divergence
    slope = lambda x: 0.02 * (4 * (x - 0.333) ** 3 - 60 * x)  # noqa: E731
    path = np.array(descend(GradientDescent(1.3), slope, -2.0, 3000))
    assert path.min() > -4.05
    assert path.max() < -1.65
    assert np.abs(np.diff(path[-100:])).max() > 0.1


def test_missing_gradients_are_noticed():
    with pytest.raises(ValueError, match="shorter"):
        GradientDescent(0.1).step((frozen(1), frozen(2)), (frozen(1),), ())
