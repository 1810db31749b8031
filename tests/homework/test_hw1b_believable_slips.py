"""Slips that nobody declared: they lose points, and are not given a name that is false for them."""

import numpy as np
import pytest

from autograder.exercise import failed_needs, grade_exercise
from autograder.exercise.mutation import grade_alone, right_answer
from autograder.exercise.namespace import LocalNamespace
from autograder.exercise.notebook_check import local_rng
from autograder.homework.hw1b import homework
from autograder.homework.hw1b.many_classes.digits import fresh_reader

EXERCISES = homework.exercises


def named(result):
    return [diagnosis.mistake for diagnosis in result.diagnoses]


def constant(answer, value):
    """Put a value into every cell of typed answers."""
    if isinstance(answer, dict):
        return {name: constant(each, value) for name, each in answer.items()}
    return [constant(each, value) for each in answer] if isinstance(answer, list) else value


@pytest.mark.parametrize("value", [0, 1e-5, 1e308])
@pytest.mark.parametrize("name", ["chain", "network_row", "shapes"])
def test_next_to_nothing_follows_from_zeros(name, value):
    answers = constant(right_answer(EXERCISES[name]), value)
    assert grade_alone(EXERCISES[name], answers).points <= 0.25


def test_rows_that_stay_with_their_neighbours_are_not_shuffled():
    def turned(n_examples, batch_size, rng):
        order = np.roll(np.arange(n_examples), int(rng.integers(n_examples)))
        return [order[i : i + batch_size] for i in range(0, n_examples, batch_size)]

    assert grade_alone(EXERCISES["minibatches"], turned).points == 0.25


def adagrad(params, gradients, state, learning_rate):
    s = {n: state.get(n, 0.0) + np.square(gradients[n]) for n in params}
    new = {n: params[n] - learning_rate * gradients[n] / (np.sqrt(s[n]) + 1e-8) for n in params}
    return new, s


def last_velocity(params, gradients, state, learning_rate):
    v = {n: 0.9 * state.get(n, 0.0) + gradients[n] for n in params}
    return {n: params[n] - learning_rate * state.get(n, 0.0) for n in params}, v


@pytest.mark.parametrize("step", [adagrad, last_velocity])
def test_another_optimizer_is_not_said_to_keep_a_velocity(step):
    result = grade_alone(EXERCISES["optimizer_step"], step)
    assert result.points < result.max_points
    assert named(result) == []


def test_a_mask_of_another_rate_is_not_said_to_be_unscaled():
    def always_half(shape, rate, rng, training=True):
        return (rng.random(shape) >= 0.5) / (1 - rate) if training else np.ones(shape)

    assert named(grade_alone(EXERCISES["dropout_mask"], always_half)) == []


def test_a_start_that_is_sure_of_its_guesses_is_not_said_to_climb():
    def start(X, y, rng):
        return fresh_reader(rng, X.shape[1], 32, 10)

    assert named(grade_alone(EXERCISES["train_digits"], start)) == ["returns_the_start"]


def test_results_in_the_wrong_order_are_not_said_to_be_of_one_epoch():
    def history_first(*args):
        return EXERCISES["train"].function(*args)[::-1]

    assert named(grade_alone(EXERCISES["train"], history_first)) == []


def test_one_mistake_has_one_name():
    def to_the_end(losses, patience):
        return EXERCISES["early_stopping"].function(losses, patience)[0], len(losses) - 1

    assert named(grade_alone(EXERCISES["early_stopping"], to_the_end)) == ["never_stops"]


@pytest.mark.parametrize(
    ("earlier", "later", "source"),
    [
        ("sigmoid", "tanh", "def tanh(z):\n    return 2 * sigmoid(2 * np.asarray(z)) - 1"),
        (
            "forward_pass",
            "forward_dropout",
            "def forward_dropout(X, params, mask, activation='sigmoid'):\n"
            "    Z, A = (forward_pass(X, params, activation)[1][name] for name in 'ZA')\n"
            "    output = {name: params[name] for name in ('w_out', 'b_out')}\n"
            "    p = forward_pass(A * mask, output)[0]\n"
            "    return p, {'Z': Z, 'A': A, 'mask': mask, 'p': p, 'activation': activation}",
        ),
        (
            "backward_output",
            "backward_dropout",
            "def backward_dropout(X, y, params, cache):\n"
            "    A, mask = cache['A'], cache['mask']\n"
            "    dw_out, db_out = backward_output(y, cache | {'A': A * mask})\n"
            "    right = reference(X, y, params, cache)\n"
            "    return right | {'w_out': dw_out, 'b_out': db_out}",
        ),
        (
            "softmax",
            "predict_digits",
            "def predict_digits(X, params):\n"
            "    A = relu(X @ params['W'] + params['b'])\n"
            "    return np.argmax(softmax(A @ params['W_out'] + params['b_out']), axis=1)",
        ),
    ],
)
def test_a_function_may_be_built_on_an_earlier_one_that_is_wrong(earlier, later, source):
    def broken(*args, **kwargs):
        raise ValueError("not right yet")

    around = {name: e.function for name, e in EXERCISES.items() if e.kind == "function"}
    names = around | {"np": np, "reference": around[later], earlier: broken}
    exec(source, names)
    first = grade_exercise(EXERCISES[earlier], LocalNamespace(names), local_rng)
    needed = [need.name for need in failed_needs(EXERCISES[later], {earlier: first})]
    names.update({name: around[name] for name in needed})
    result = grade_exercise(EXERCISES[later], LocalNamespace(names), local_rng)
    assert result.points == result.max_points
