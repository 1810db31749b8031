"""HW1B, Part 4: the figures that the prompt and the rubric of `overfit_and_fix` give."""

import numpy as np
import pytest

from autograder.build import load
from autograder.exercise import FunctionExercise
from autograder.homework import hw1b


@pytest.fixture(scope="module")
def notebook():
    """What a student has who did everything rightly: the references and the notebook's driver."""
    assignment = load("hw1b")
    names = {"np": np}
    for exercise in assignment.homework.exercises.values():
        if isinstance(exercise, FunctionExercise):
            names[exercise.name] = exercise.function
    exec(assignment.cells_by_id["driver"].source, names)
    return names


@pytest.fixture(scope="module")
def run(notebook):
    data = hw1b.data.clinical()
    sets = (data["X_train"][:80], data["X_validation"], data["X_test"])
    X, V, T = notebook["standardize"](*sets)
    y, y_validation = data["y_train"][:80], data["y_validation"]

    def run(n_epochs=1000, **cure):
        rng = np.random.default_rng(1)
        start = notebook["initialize"](X.shape[1], 40, rng, "tanh")
        params, history = notebook["train_regularized"](
            X, y, start, 0.1, n_epochs, 20, rng, V, y_validation, "tanh", **cure
        )
        losses = [
            np.mean((labels - notebook["forward_pass"](rows, params, "tanh")[0]) ** 2)
            for rows, labels in ((X, y), (V, y_validation), (T, data["y_test"]))
        ]
        return losses, np.array(history["validation_loss"])

    return run


def test_the_net_learns_eighty_rows_by_heart_and_is_then_worse_than_a_guess(run):
    (loss, validation, test), path = run()
    share = np.mean(hw1b.data.clinical()["y_validation"])
    guess = share * (1 - share)
    assert loss < 0.02
    assert guess == pytest.approx(0.12, abs=0.005)
    assert validation == pytest.approx(0.16, abs=0.015)
    assert test == pytest.approx(0.19, abs=0.015)
    assert path.argmin() < 20
    assert path.min() == pytest.approx(0.10, abs=0.01)


@pytest.mark.parametrize(
    ("cure", "loss", "validation"),
    [
        ({"l2": 0.001}, 0.013, 0.13),
        ({"l2": 0.01}, 0.12, 0.10),
        ({"l1": 0.01}, 0.12, 0.11),
        ({"patience": 20}, 0.11, 0.10),
        ({"rate": 0.5}, 0.00, 0.16),
        ({"rate": 0.5, "patience": 50}, 0.12, 0.09),
    ],
    ids=str,
)
def test_the_cures_help_as_much_as_the_rubric_says(run, cure, loss, validation):
    n_epochs = 100 if "patience" in cure else 1000
    losses, _ = run(n_epochs, **cure)
    assert losses[:2] == pytest.approx([loss, validation], abs=0.012)
    if validation < 0.105:
        assert 0.105 < losses[2] < 0.135
