"""HW1B, Part 2: gradients against the study's numbers, PyTorch, complex steps and the course."""

import json
from pathlib import Path

import numpy as np
import pytest

from autograder.exercise.mutation import grade_alone
from autograder.homework import hw1b
from autograder.homework.hw1b.backward.hidden import backward_hidden
from autograder.homework.hw1b.backward.numerical import numerical_gradient
from autograder.homework.hw1b.backward.output import backward_output
from autograder.homework.hw1b.backward.relative_error import relative_error
from autograder.homework.hw1b.backward.whole import backward_pass
from autograder.homework.hw1b.examples import CANON, XOR, X, fresh_net, fresh_neuron, fresh_rows
from autograder.homework.hw1b.forward.by_matrices import forward_pass

EXERCISES = hw1b.homework.exercises
GOLDEN = Path(__file__).parent.parent / "course" / "golden"
ACTIVATIONS = ("sigmoid", "tanh", "relu")


def mistake(exercise, name):
    return next(each.function for each in exercise.mistakes if each.name == name)


def names_of(result):
    return [diagnosis.mistake for diagnosis in result.diagnoses]


def test_the_part_is_worth_twelve_points():
    points = {name: EXERCISES[name].points for name in EXERCISES}
    wanted = {"backward_output": 3, "backward_hidden": 4, "backward_pass": 2}
    wanted |= {"numerical_gradient": 2, "relative_error": 1}
    assert {name: points[name] for name in wanted} == wanted


# --- the references against others --------------------------------------------------------------


def test_the_row_1_1_has_the_gradients_of_the_study():
    row, y = X[3:], XOR[3:]
    _, cache = forward_pass(row, CANON, "sigmoid")
    dw_out, db_out = backward_output(y, cache)
    dW, db = backward_hidden(row, y, CANON, cache)
    assert round(float(db_out), 4) == 0.1978
    assert np.round(dw_out, 4).tolist() == [0.0747, 0.0747, 0.1231]
    assert np.round(dW[0], 4).tolist() == [0.0465, 0.0465, -0.0465]
    assert np.allclose(dW[0], dW[1], atol=1e-15)
    assert np.allclose(dW[0], db, atol=1e-15)


def test_the_2_3_1_net_has_the_gradients_of_pytorch():
    golden = json.loads((GOLDEN / "torch_network_1.json").read_text())
    W, b, W_out, b_out = map(np.array, golden["parameters"])
    params = {"W": W, "b": b, "w_out": W_out[:, 0], "b_out": float(b_out[0])}
    X, y = np.array(golden["X"]), np.array(golden["y"])[:, 0]
    gradients = backward_pass(X, y, params, forward_pass(X, params, "sigmoid")[1])
    dW, db, dW_out, db_out = map(np.array, golden["gradients"])  # of the sum over the rows
    assert np.allclose(gradients["W"], dW / 4, atol=1e-12)
    assert np.allclose(gradients["b"], db / 4, atol=1e-12)
    assert np.allclose(gradients["w_out"], dW_out[:, 0] / 4, atol=1e-12)
    assert np.allclose(gradients["b_out"], db_out[0] / 4, atol=1e-12)


def loss_of_a_net(X, y, params, activation):
    """Return the loss with formulas of its own, which also take complex numbers."""
    A = X
    if "W" in params:
        Z = X @ params["W"] + params["b"]
        A = {"sigmoid": 1 / (1 + np.exp(-Z)), "tanh": np.tanh(Z), "relu": Z * (Z.real > 0)}
        A = A[activation]
    p = 1 / (1 + np.exp(-(A @ params["w_out"] + params["b_out"])))
    return np.mean((y - p) ** 2)


def complex_steps(loss, params):
    """Derive by complex steps, which have no rounding error and no code of the homework."""
    gradients = {}
    for name, value in params.items():
        gradient = np.zeros(np.shape(value))
        for place in np.ndindex(gradient.shape):
            step = np.zeros(gradient.shape, dtype=complex)
            step[place] = 1e-30j
            gradient[place] = loss(params | {name: value + step}).imag / 1e-30
        gradients[name] = gradient
    return gradients


@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize("hidden", [True, False])
def test_the_whole_gradient_agrees_with_complex_steps(rng, activation, hidden):
    X, y = fresh_rows(rng, 9, 3)
    params = fresh_net(rng, 3, 5) if hidden else fresh_neuron(rng, 3)
    got = backward_pass(X, y, params, forward_pass(X, params, activation)[1])
    want = complex_steps(lambda moved: loss_of_a_net(X, y, moved, activation), params)
    assert got.keys() == want.keys()
    for name in want:
        assert np.shape(got[name]) == np.shape(params[name])
        assert np.allclose(got[name], want[name], atol=1e-14)


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_the_whole_gradient_agrees_with_the_course(rng, activation):
    from course import training
    from course.activations import activation as layer
    from course.layers import Linear
    from course.mlp import MLP

    X, y = fresh_rows(rng, 8, 3)
    params = fresh_net(rng, 3, 4)
    output = Linear(params["w_out"][:, None], np.array([params["b_out"]]))
    net = MLP((Linear(params["W"], params["b"]), layer(activation), output, layer("sigmoid")))
    _, (dW, db, dW_out, db_out) = training.loss_and_gradients(
        net, X, y, loss="squared_error", reduction="mean"
    )
    got = backward_pass(X, y, params, forward_pass(X, params, activation)[1])
    assert np.allclose(got["W"], dW, atol=1e-14)
    assert np.allclose(got["b"], db, atol=1e-14)
    assert np.allclose(got["w_out"], dW_out[:, 0], atol=1e-14)
    assert np.allclose(got["b_out"], db_out[0], atol=1e-14)


def test_the_numerical_gradient_agrees_with_the_course_and_with_complex_steps(rng):
    from course import gradient_check

    X, y = fresh_rows(rng, 5, 2)
    params = fresh_net(rng, 2, 3)

    def loss(params):
        return loss_of_a_net(X, y, params, "tanh")

    got = numerical_gradient(loss, params, 1e-4)
    exact = complex_steps(loss, params)
    for name in params:
        theirs = gradient_check.numerical_gradient(
            lambda moved, name=name: loss(params | {name: moved}), params[name], step=1e-4
        )
        assert np.allclose(got[name], theirs, atol=1e-11)
        assert np.allclose(got[name], exact[name], atol=1e-8)
        assert np.shape(got[name]) == np.shape(params[name])


def test_a_right_gradient_has_a_tiny_relative_error_and_the_slide_a_large_one():
    cache = forward_pass(X, CANON, "sigmoid")[1]
    right = backward_pass(X, XOR, CANON, cache)
    numerical = numerical_gradient(
        lambda params: np.mean((XOR - forward_pass(X, params, "sigmoid")[0]) ** 2), CANON, 1e-5
    )
    dW, db = mistake(EXERCISES["backward_hidden"], "copies_the_slide")(X, XOR, CANON, cache)
    printed = right | {"W": dW, "b": db}
    for name in CANON:
        assert np.max(relative_error(right, numerical)[name]) < 1e-6
    errors = relative_error(printed, numerical)["W"]
    assert np.allclose(errors[:, :2], 1 / 3, atol=1e-6)  # only the 2 is missing where w_out is 1
    assert np.allclose(errors[:, 2], 1, atol=1e-6)  # where it is -1 the sign is wrong, too


# --- the slips of the slides ---------------------------------------------------------------------


def test_the_slide_s_output_gradient_is_half_of_the_right_one_as_measured(rng):
    from course import slips

    y, p, h = slips.slip("E4").example
    cache = {"p": np.array([p]), "A": np.array([h]), "Z": np.array([h]), "activation": "sigmoid"}
    wrong = mistake(EXERCISES["backward_output"], "loses_the_two")(np.array([y]), cache)
    assert np.allclose(wrong[0], slips.slip("E4").wrong(y, p, h), atol=1e-15)
    assert np.allclose(backward_output(np.array([y]), cache)[0] / wrong[0], 2.0)


def test_the_slide_s_hidden_gradient_is_the_one_that_was_printed():
    from course import slips

    y, p, w_out, h, x = slips.slip("E5").example
    cache = {"p": np.array([p]), "A": np.array([h]), "Z": np.log(np.array([h / (1 - h)]))}
    rows = (np.array([[x]]), np.array([y]), {"w_out": w_out}, cache | {"activation": "sigmoid"})
    wrong, _ = mistake(EXERCISES["backward_hidden"], "copies_the_slide")(*rows)
    right, _ = backward_hidden(*rows)
    assert np.allclose(wrong[0], slips.slip("E5").wrong(y, p, w_out, h, x), atol=1e-15)
    assert np.allclose(right / wrong, 2 * w_out)


# --- points and names ----------------------------------------------------------------------------


def test_a_forgotten_bias_costs_the_points_of_the_bias_only():
    for name, points in (("backward_output", 2.0), ("backward_hidden", 3.0)):
        forgetful = next(m for m in EXERCISES[name].mistakes if m.name.startswith("forgets_the_b"))
        assert grade_alone(EXERCISES[name], forgetful.function).points == points


def test_a_gradient_wrong_for_tanh_alone_keeps_what_belongs_to_sigmoids():
    exercise = EXERCISES["backward_hidden"]
    result = grade_alone(exercise, mistake(exercise, "always_takes_the_sigmoid"))
    lost = [check.name for check in result.checks if not check.passed]
    assert "weights_of_the_table" not in lost
    assert "biases_of_the_table" not in lost
    assert "weights_with_other_activations" in lost


def test_two_slips_at_once_are_still_named_by_one_of_them():
    def answer(X, y, params, cache):
        p, A = cache["p"], cache["A"]
        D = np.outer((p - y) * p * (1 - p), params["w_out"]) * A * (1 - A)
        return X.T @ D / len(y), np.mean(D, axis=0)

    assert "loses_the_two" in names_of(grade_alone(EXERCISES["backward_hidden"], answer))


def test_a_wrong_hidden_layer_is_not_taken_for_a_missing_one():
    def answer(X, y, params, cache):
        gradients = backward_pass(X, y, params, cache)
        return gradients | {"W": gradients["W"] * 3} if "W" in params else gradients

    result = grade_alone(EXERCISES["backward_pass"], answer)
    assert result.points < result.max_points
    assert names_of(result) == []


def in_float32(function):
    def single(value):
        if isinstance(value, dict):
            return {name: single(each) for name, each in value.items()}
        if isinstance(value, tuple):
            return tuple(map(single, value))
        return value if isinstance(value, str) else np.float32(value)

    return lambda *args, **kwargs: single(function(*args, **kwargs))


@pytest.mark.parametrize("name", ["backward_output", "backward_hidden", "backward_pass"])
def test_differences_through_a_forward_pass_in_float32_are_good_enough(name):
    exercise = EXERCISES[name]
    around = {"forward_pass": in_float32(forward_pass.function)}
    result = grade_alone(exercise, exercise.function, names=around)
    assert result.points == exercise.points


@pytest.mark.parametrize("name", ["backward_output", "backward_hidden", "backward_pass"])
def test_the_slope_is_that_of_the_student_s_own_forward_pass(name):
    def another(X, params, activation):
        p, cache = forward_pass(X, params, activation)
        return p**2, cache | {"p": p**2}

    result = grade_alone(EXERCISES[name], EXERCISES[name].function, names={"forward_pass": another})
    lost = {check.name for check in result.checks if not check.passed}
    assert any("slope" in each for each in lost)
    assert all("slope" in each or each == "the_loss_falls" for each in lost)
