"""HW1B, Part 1: activations, nets and shapes against scikit-learn, SciPy, complex steps."""

import warnings

import numpy as np
import pytest

from autograder.exercise.mutation import grade_alone
from autograder.homework import hw1b
from autograder.homework.hw1b.examples import CANON, XOR, X, fresh_net, fresh_rows, times

EXERCISES = hw1b.homework.exercises
SHAPES = EXERCISES["shapes"]
XOR_BY_HAND = EXERCISES["xor_by_hand"]
forward_pass = EXERCISES["forward_pass"]
forward_by_sums = EXERCISES["forward_by_sums"]


def named(exercise, answer, which="all"):
    result = grade_alone(EXERCISES[exercise], answer, which)
    return [diagnosis.mistake for diagnosis in result.diagnoses]


def test_part_1_is_worth_eight_points():
    part = next(part for part in hw1b.homework.parts if part.name == "forward")
    points = {exercise.name: exercise.points for exercise in part.exercises}
    slopes = {
        f"{name}{end}": 0.5 for name in ("sigmoid", "tanh", "relu") for end in ("", "_derivative")
    }
    rest = {"forward_by_sums": 1.0, "forward_pass": 2.0, "shapes": 1.0, "xor_by_hand": 1.0}
    assert points == slopes | rest
    assert sum(points.values()) == part.points == 8


# --- activations --------------------------------------------------------------------------------


def test_activations_agree_with_scipy_and_the_mathematics_library():
    import math

    from scipy.special import expit

    z = np.linspace(-9, 9, 37)
    assert np.allclose(EXERCISES["sigmoid"](z), expit(z), rtol=1e-14)
    assert np.allclose(EXERCISES["tanh"](z), [math.tanh(one) for one in z], rtol=1e-14)
    assert EXERCISES["relu"](z).tolist() == [max(one, 0.0) for one in z]


@pytest.mark.parametrize("name", ["sigmoid", "tanh"])
def test_slopes_agree_with_a_complex_step(name):
    z = np.linspace(-6, 6, 25)
    slope = EXERCISES[name](z + 1e-30j).imag / 1e-30
    assert np.allclose(EXERCISES[f"{name}_derivative"](z), slope, rtol=1e-9)


def test_the_rectifier_s_slope_is_the_difference_it_makes_and_0_at_its_kink():
    z = np.array([-3.0, -0.2, 0.1, 4.0])
    difference = (EXERCISES["relu"](z + 1e-6) - EXERCISES["relu"](z - 1e-6)) / 2e-6
    assert np.allclose(EXERCISES["relu_derivative"](z), difference)
    assert EXERCISES["relu_derivative"](0.0) == 0


def test_the_slopes_of_the_study_are_there():
    assert EXERCISES["sigmoid_derivative"](0.0) == 0.25
    assert round(float(EXERCISES["sigmoid_derivative"](-0.095)), 6) == 0.249437
    assert EXERCISES["tanh_derivative"](0.0) == 1


@pytest.mark.parametrize(
    ("exercise", "answer", "mistake"),
    [
        ("sigmoid_derivative", lambda z: z * (1 - z), "expects_the_activated_value"),
        ("tanh_derivative", lambda z: 1 - z**2, "expects_an_activated_value"),
    ],
)
def test_a_slope_that_waits_for_the_activated_value_is_named_in_the_notebook(
    exercise, answer, mistake
):
    assert named(exercise, answer, "visible") == [mistake]


@pytest.mark.parametrize(
    ("exercise", "mistake"),
    [
        ("sigmoid_derivative", "feeds_the_activated_value"),
        ("tanh_derivative", "feeds_an_activated_value"),
    ],
)
def test_a_slope_of_the_activated_value_is_named_in_the_notebook(exercise, mistake):
    activation = EXERCISES[exercise.removesuffix("_derivative")]
    assert named(exercise, lambda z: EXERCISES[exercise](activation(z)), "visible") == [mistake]


# --- the forward pass ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("activation", "theirs"), [("sigmoid", "logistic"), ("tanh", "tanh"), ("relu", "relu")]
)
def test_the_forward_pass_agrees_with_scikit_learn(rng, activation, theirs):
    from sklearn.exceptions import ConvergenceWarning
    from sklearn.neural_network import MLPClassifier

    rows, y = rng.normal(size=(30, 4)), np.arange(30) % 2
    model = MLPClassifier((5,), activation=theirs, max_iter=3, random_state=1)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        model.fit(rows, y)
    (W, w_out), (b, b_out) = model.coefs_, model.intercepts_
    net = {"W": W, "b": b, "w_out": w_out[:, 0], "b_out": b_out[0]}
    p, cache = forward_pass(rows, net, activation)
    assert np.allclose(p, model.predict_proba(rows)[:, 1], atol=1e-12)
    assert cache["A"].shape == cache["Z"].shape == (30, 5)
    if activation == "sigmoid":
        assert np.allclose(forward_by_sums(rows, net), p, atol=1e-12)


def test_without_a_hidden_layer_it_is_logistic_regression(rng):
    from sklearn.linear_model import LogisticRegression

    rows, y = rng.normal(size=(30, 4)), np.arange(30) % 2
    model = LogisticRegression().fit(rows, y)
    p, cache = forward_pass(rows, {"w_out": model.coef_[0], "b_out": model.intercept_[0]})
    assert np.allclose(p, model.predict_proba(rows)[:, 1], atol=1e-12)
    assert cache["A"] is rows


@pytest.mark.parametrize(
    ("factor", "p"),
    [
        (1, [0.5182, 0.4818, 0.4818, 0.4092]),
        (2, [0.4952, 0.5048, 0.5048, 0.2000]),
        (10, [0.0076, 0.9924, 0.9924, 0.0000]),
    ],
)
def test_the_2_3_1_net_gives_the_probabilities_of_the_study(factor, p):
    net = times(CANON, factor)
    assert np.round(forward_pass(X, net)[0], 4).tolist() == p
    assert np.round(forward_by_sums(X, net), 4).tolist() == p


def test_a_transposed_weight_is_named_though_it_gives_values_in_a_square_net():
    def answer(X, params, activation="sigmoid"):
        turned = params | {"W": params["W"].T} if "W" in params else params
        return forward_pass(X, turned, activation)

    assert named("forward_pass", answer, "visible") == ["transposes_the_weights"]


def test_a_slip_at_the_output_costs_nothing_of_the_cache():
    def answer(X, params, activation="sigmoid"):
        return forward_pass(X, params | {"b_out": 0.0}, activation)

    result = grade_alone(EXERCISES["forward_pass"], answer)
    passed = {check.name for check in result.checks if check.passed}
    assert {"cache_of_the_canon", "cache_of_fresh_nets"} <= passed
    assert [d.mistake for d in result.diagnoses] == ["forgets_the_output_bias"]


def test_a_slip_that_nobody_foresaw_costs_points_and_is_given_no_name(rng):
    def answer(X, params, activation="sigmoid"):
        p, cache = forward_pass(X, params, activation)
        return p**1.1, cache

    assert named("forward_pass", answer) == []
    assert grade_alone(EXERCISES["forward_pass"], answer).points < 1


def test_fresh_nets_are_far_enough_from_the_mistakes_in_every_draw(rng):
    for _ in range(200):
        rows, _ = fresh_rows(rng, 5, 3)
        net = fresh_net(rng, 3, 3)
        p, _ = forward_pass(rows, net)
        for name in ("b", "b_out"):
            without = net | {name: 0.0 * net[name]}
            assert np.abs(forward_pass(rows, without)[0] - p).max() > 1e-3
        turned, _ = forward_pass(rows, net | {"W": net["W"].T})
        assert np.abs(turned - p).max() > 1e-3


# --- typed answers ------------------------------------------------------------------------------


def test_the_deeper_net_has_the_41_parameters_that_scikit_learn_makes(rng):
    from sklearn.exceptions import ConvergenceWarning
    from sklearn.neural_network import MLPClassifier

    right = SHAPES.right_answers()
    for layers, n_features, total in (((4, 4), 3, "total"), ((3,), 2, "total_231")):
        model = MLPClassifier(layers, max_iter=1, random_state=1)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ConvergenceWarning)
            model.fit(rng.normal(size=(10, n_features)), np.arange(10) % 2)
        assert right[total] == sum(each.size for each in model.coefs_ + model.intercepts_)
        if total == "total":
            assert [right[f"W{k}"] for k in (1, 2, 3)] == [list(W.shape) for W in model.coefs_]
            assert [right[f"b{k}"] for k in (1, 2, 3)] == [b.size for b in model.intercepts_]
    assert (right["total"], right["total_231"]) == (41, 13)


def test_a_total_that_follows_from_the_student_s_own_shapes_is_right():
    answers = SHAPES.right_answers() | {"b1": 3, "total": 40}
    result = grade_alone(SHAPES, answers)
    assert [check.points for check in result.checks] == [0.25, 0.0, 0.25, 0.25]
    assert result.notes == ("Right for your own earlier numbers: total.",)
    assert [d.mistake for d in result.diagnoses] == ["gives_each_input_a_bias"]


def right_rows(net):
    return int(np.sum((forward_pass(X, net)[0] > 0.5) == XOR))


def test_as_given_one_row_is_right_and_doubled_all_four():
    right = XOR_BY_HAND.right_answers()
    assert right["right_as_given"] == right_rows(CANON) == 1
    assert right["right_doubled"] == right_rows(times(CANON, 2)) == 4


def test_what_the_four_reasons_say_is_true_of_one_only():
    given, doubled = forward_pass(X, CANON), forward_pass(X, times(CANON, 2))
    at_the_line = np.sign(given[1]["Z"]) == np.sign(doubled[1]["Z"])
    assert at_the_line.all(), "a: no line has moved"
    assert (doubled[0] < given[0]).any(), "c: some p fall"
    output = CANON | {"w_out": 2 * CANON["w_out"], "b_out": 2 * CANON["b_out"]}
    assert right_rows(output) == 1, "d: the output alone changes nothing"
    hidden = CANON | {"W": 2 * CANON["W"], "b": 2 * CANON["b"]}
    assert right_rows(hidden) == 4, "b: the hidden layer alone does it"


def test_the_right_reason_quotes_the_activations_of_the_net():
    A = forward_pass(X, CANON)[1]["A"]
    doubled = forward_pass(X, times(CANON, 2))[1]["A"]
    on = forward_pass(X, CANON)[1]["Z"] > 0
    assert set(np.round(A[on], 2)) == {0.62}
    assert set(np.round(A[~on], 2)) == {0.18, 0.38}
    assert (doubled[on] > A[on]).all()
    assert (doubled[~on] < A[~on]).all()
    above_half = A @ [1, 1, -1] > 0.5
    assert (above_half != XOR).sum() == 3
    assert ((doubled @ [1, 1, -1] > 0.5) == XOR).all()


def test_a_count_that_follows_from_the_student_s_own_probabilities_is_right():
    answers = XOR_BY_HAND.right_answers() | {
        "p_doubled": [0.536, 0.464, 0.464, 0.324],
        "right_doubled": 1,
    }
    result = grade_alone(XOR_BY_HAND, answers)
    assert result.points == 0.75
    assert [d.mistake for d in result.diagnoses] == ["doubles_the_output_only"]
