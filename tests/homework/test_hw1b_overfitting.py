"""HW1B, Part 4: the figures that the prompt and the rubric of `overfit_and_fix` give."""

import numpy as np
import pytest

from autograder.homework import hw1b
from autograder.homework.hw1b.forward.by_matrices import forward_pass
from autograder.homework.hw1b.regularization.dropout_backward import backward_dropout
from autograder.homework.hw1b.regularization.dropout_forward import forward_dropout
from autograder.homework.hw1b.regularization.early_stopping import early_stopping
from autograder.homework.hw1b.regularization.initialization import initialize
from autograder.homework.hw1b.regularization.mask import dropout_mask
from autograder.homework.hw1b.regularization.penalty import penalty
from autograder.homework.hw1b.training.batches import minibatches
from autograder.homework.hw1b.training.optimizer import optimizer_step
from autograder.homework.hw1b.training.standardizing import standardize


def train_regularized(
    X,
    y,
    params,
    learning_rate,
    n_epochs,
    batch_size,
    rng,
    X_validation,
    y_validation,
    activation="sigmoid",
    l1=0.0,
    l2=0.0,
    rate=0.0,
    patience=None,
):
    state, kept, history = {}, [], {"loss": [], "validation_loss": []}
    for _ in range(n_epochs):
        for rows in minibatches(len(y), batch_size, rng):
            mask = dropout_mask((len(rows), len(params["b"])), rate, rng)
            _, cache = forward_dropout(X[rows], params, mask, activation)
            gradients = backward_dropout(X[rows], y[rows], params, cache)
            _, prices = penalty(params, l1, l2)
            gradients = {name: gradients[name] + prices[name] for name in params}
            params, state = optimizer_step(params, gradients, state, learning_rate)
        kept.append(params)
        p, _ = forward_pass(X, params, activation)
        history["loss"].append(np.mean((y - p) ** 2))
        p, _ = forward_pass(X_validation, params, activation)
        history["validation_loss"].append(np.mean((y_validation - p) ** 2))
    if patience is not None:
        best, stop = early_stopping(np.array(history["validation_loss"]), patience)
        params = kept[best]
        history = {name: losses[: stop + 1] for name, losses in history.items()}
    return params, history


@pytest.fixture(scope="module")
def run():
    data = hw1b.data.clinical()
    X, V, T = standardize(data["X_train"][:80], data["X_validation"], data["X_test"])
    y, y_validation = data["y_train"][:80], data["y_validation"]

    def run(n_epochs=1000, **cure):
        rng = np.random.default_rng(1)
        start = initialize(X.shape[1], 40, rng, "tanh")
        params, history = train_regularized(
            X, y, start, 0.1, n_epochs, 20, rng, V, y_validation, "tanh", **cure
        )
        losses = [
            np.mean((labels - forward_pass(rows, params, "tanh")[0]) ** 2)
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
