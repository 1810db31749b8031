"""HW1B, Part 3: training against PyTorch, scikit-learn and a second implementation."""

import json
from pathlib import Path

import numpy as np
import pytest
from sklearn import metrics as sklearn_metrics
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from autograder.exercise.mutation import grade_alone
from autograder.homework import hw1b
from autograder.homework.hw1b.examples import XOR, X
from course import metrics, optimizers
from tests.homework.wheats.hw1b.training import WHEATS

HOMEWORK = hw1b.homework
EXERCISES = HOMEWORK.exercises
GOLDEN = Path(__file__).parents[1] / "course" / "golden" / "torch_network_1.json"
train = hw1b.training.train.train
report = hw1b.training.report.report
PARTS = ("train", "validation", "test")


def lost(result):
    return {check.name for check in result.checks if not check.passed}


def test_part_3_is_worth_eight_points():
    part = next(part for part in HOMEWORK.parts if part.name == "training")
    assert {e.name: e.points for e in part.exercises} == {
        "minibatches": 0.75,
        "optimizer_step": 1.25,
        "train": 2,
        "random_starts": 1,
        "standardize": 1,
        "report": 1.5,
        "comparison": 0.5,
    }


def test_training_another_activation_s_net_is_told_even_with_a_right_history():
    def answer(X, y, params, learning_rate, n_epochs, batch_size, rng, activation="sigmoid"):
        history = [loss(X, y, params, activation)]
        for _ in range(n_epochs):
            args = (X, y, params, learning_rate, 1, batch_size, rng)
            params, _ = train(*args, activation="sigmoid")
            history.append(loss(X, y, params, activation))
        return params, history

    loss = hw1b.training.train.loss_of
    result = grade_alone(EXERCISES["train"], answer)
    assert lost(result) == {"keeps_the_history", "goes_down_the_right_slope"}
    assert [each.mistake for each in result.diagnoses] == ["takes_the_gradient_of_sigmoids"]


# --- batches and steps --------------------------------------------------------------------------


def test_every_row_comes_into_every_batch_equally_often(rng):
    counts = np.zeros((4, 12))
    for _ in range(2000):
        for place, batch in enumerate(hw1b.training.batches.minibatches(12, 3, rng)):
            counts[place, batch] += 1
    assert np.abs(counts - 500).max() < 5 * np.sqrt(500 * 3 / 4)


@pytest.mark.parametrize(
    ("step", "course_s"),
    [
        (hw1b.training.optimizer.optimizer_step, optimizers.Momentum(0.3)),
        (WHEATS["optimizer_step"]["adam_by_the_book"], optimizers.Adam(0.3)),
    ],
)
def test_the_steps_of_the_docstring_are_those_of_the_course(rng, step, course_s):
    params = {"W": rng.normal(size=(3, 2)), "b": rng.normal(size=2)}
    theirs, state, memory = tuple(params.values()), {}, course_s.start(tuple(params.values()))
    for _ in range(6):
        gradients = {name: rng.normal(size=value.shape) for name, value in params.items()}
        params, state = step(params, gradients, state, 0.3)
        theirs, memory = course_s.step(theirs, tuple(gradients.values()), memory)
        assert all(map(np.allclose, params.values(), theirs))


@pytest.mark.parametrize(
    ("method", "name", "learning_rate"),
    [(train, "momentum", 0.05), (WHEATS["train"]["with_adam"], "adam", 0.01)],
)
def test_training_on_xor_takes_the_steps_of_pytorch(method, name, learning_rate):
    golden = json.loads(GOLDEN.read_text(encoding="utf-8"))
    W, b, w_out, b_out = map(np.array, golden["parameters"])
    start = {"W": W, "b": b, "w_out": w_out[:, 0], "b_out": b_out[0]}
    X, y = np.array(golden["X"]), np.array(golden["y"])[:, 0]
    for n_epochs, expected in enumerate(golden["steps"][name], start=1):
        rng = np.random.default_rng(n_epochs)
        params, history = method(X, y, start, learning_rate, n_epochs, 4, rng)
        for parameter, theirs in zip(("W", "b", "w_out", "b_out"), expected, strict=True):
            assert np.allclose(params[parameter], np.squeeze(theirs), rtol=1e-9, atol=1e-9)
        assert history[0] == pytest.approx(golden["loss"] / 4)


def test_a_step_of_plain_descent_is_told_from_one_with_a_memory():
    def plain(params, gradients, state, learning_rate):
        return {n: params[n] - learning_rate * gradients[n] for n in params}, {"steps": 1}

    result = grade_alone(EXERCISES["optimizer_step"], plain)
    assert lost(result) == {"carries_on", "gets_through_a_valley"}
    assert [d.mistake for d in result.diagnoses] == ["steps_with_the_gradient"]


def test_an_order_of_its_own_is_told_from_that_of_rng():
    def unseeded(n_examples, batch_size, rng):
        order = np.random.default_rng().permutation(n_examples)
        return [order[i : i + batch_size] for i in range(0, n_examples, batch_size)]

    result = grade_alone(EXERCISES["minibatches"], unseeded)
    said = {check.name: check.message for check in result.checks if not check.passed}
    assert said.keys() == {"is_shuffled_by_the_generator", "deals_other_rows"}
    assert "The same generator must give the same batches" in said["is_shuffled_by_the_generator"]


# --- XOR from random starts ---------------------------------------------------------------------


def learn_xor(n_hidden, seeds, learning_rate=0.5, n_steps=1000):
    """Train a net from each seed, all of them at once, with momentum; a second implementation."""
    draws = [np.random.default_rng(seed) for seed in seeds]
    W = np.stack([rng.normal(size=(2, n_hidden)) for rng in draws])
    b = np.stack([rng.normal(size=(1, n_hidden)) for rng in draws])
    v = np.stack([rng.normal(size=(n_hidden, 1)) for rng in draws])
    c = np.stack([rng.normal(size=(1, 1)) for rng in draws])
    theta, speed, y = [W, b, v, c], [0.0] * 4, XOR[:, None]
    for _ in range(n_steps):
        W, b, v, c = theta
        A = 1 / (1 + np.exp(-(X @ W + b)))
        p = 1 / (1 + np.exp(-(A @ v + c)))
        delta = (p - y) * p * (1 - p) / 2
        D = delta * np.swapaxes(v, 1, 2) * A * (1 - A)
        slopes = [X.T @ D, D.sum(1, keepdims=True), np.swapaxes(A, 1, 2) @ delta, delta.sum(1)]
        slopes[3] = slopes[3][:, None]
        speed = [0.9 * old + slope for old, slope in zip(speed, slopes, strict=True)]
        theta = [each - learning_rate * way for each, way in zip(theta, speed, strict=True)]
    W, b, v, c = theta
    p = 1 / (1 + np.exp(-(1 / (1 + np.exp(-(X @ W + b))) @ v + c)))
    return ((p > 0.5) == y).all(axis=(1, 2)), p[:, :, 0]


def test_the_second_implementation_learns_what_train_learns():
    rng = np.random.default_rng(3)
    start = {"W": rng.normal(size=(2, 3)), "b": rng.normal(size=3), "w_out": rng.normal(size=3)}
    start["b_out"] = rng.normal()
    params, _ = train(X, XOR, start, 0.5, 1000, 4, rng)
    _, p = learn_xor(3, [3])
    assert np.allclose(hw1b.forward.by_matrices.forward_pass(X, params)[0], p[0], atol=1e-6)


def test_random_starts_succeed_as_often_as_the_exercise_says():
    counts = {n: int(learn_xor(n, range(30))[0].sum()) for n in (1, 2, 3, 8)}
    assert counts == {1: 0, 2: 20, 3: 29, 8: 30}
    starts = EXERCISES["random_starts"]
    assert counts[1] == starts.entries["one_unit"].want
    assert starts.entries["eight_units"].options["c"] == "25 or more"
    assert starts.entries["eight_units"].want == "c"


@pytest.mark.parametrize("method", [train, WHEATS["train"]["with_adam"]])
def test_a_start_with_zeros_stays_where_it_is(method):
    params, history = method(
        X, XOR, hw1b.training.random_starts.ZERO, 0.5, 50, 4, np.random.default_rng(0)
    )
    assert all(np.all(params[name] == 0) for name in params)
    assert history == pytest.approx([0.25] * 51)


def test_equal_hidden_units_move_but_stay_equal_and_never_learn_xor():
    halves = {"W": np.full((2, 3), 0.5), "b": np.full(3, 0.5), "w_out": np.full(3, 0.5)}
    params, history = train(X, XOR, halves | {"b_out": 0.5}, 0.5, 2000, 4, np.random.default_rng(0))
    assert np.ptp(params["W"], axis=1).max() < 1e-9
    assert np.ptp(params["w_out"]) < 1e-9
    assert np.abs(params["W"] - 0.5).max() > 0.1
    assert ((hw1b.forward.by_matrices.forward_pass(X, params)[0] > 0.5) != XOR).any()
    assert min(history) > 0.1


def test_numbers_that_follow_from_a_wrong_probability_keep_their_points():
    starts = EXERCISES["random_starts"]
    answers = starts.right_answers() | {
        "zero_p": [0.5, 0.5, 0.5, 0.4],
        "zero_delta": [0.25, -0.25, -0.25, 0.19],
        "zero_slopes": [-0.01, -0.01, 0, 0],
    }
    table = grade_alone(starts, answers).checks[1]
    wrong = [row.given for row in table.rows if not row.right]
    assert wrong == ["zero_p (1, 1)"]


# --- data, and what is said of a net ------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "wanted"), [("clinical", (1500, 500, 500)), ("breast_cancer", (341, 114, 114))]
)
def test_the_data_sets_are_the_same_each_time_and_no_row_is_in_two_sets(name, wanted):
    first, second = getattr(hw1b.data, name)(), getattr(hw1b.data, name)()
    assert all(np.array_equal(first[key], second[key]) for key in first)
    assert tuple(len(first[f"X_{part}"]) for part in PARTS) == wanted
    assert tuple(len(first[f"y_{part}"]) for part in PARTS) == wanted
    rows = [row.tobytes() for part in PARTS for row in first[f"X_{part}"]]
    assert len(set(rows)) == len(rows) == sum(wanted)


def test_the_shares_of_ones_are_those_that_are_told():
    for name, share in (("breast_cancer", 0.37), ("clinical", 0.135)):
        sets = getattr(hw1b.data, name)()
        y = np.concatenate([sets[f"y_{part}"] for part in PARTS])
        assert set(y) == {0.0, 1.0}
        assert y.mean() == pytest.approx(share, abs=0.005)


def test_standardizing_agrees_with_scikit_learn_and_the_leak_is_named():
    sets = hw1b.data.breast_cancer()
    rows = [sets[f"X_{part}"] for part in PARTS]
    scaler = StandardScaler().fit(rows[0])
    for mine, theirs in zip(hw1b.training.standardize.standardize(*rows), rows, strict=True):
        assert np.allclose(mine, scaler.transform(theirs))

    def leaks(X_train, X_validation, X_test):
        scaler = StandardScaler().fit(np.vstack([X_train, X_validation, X_test]))
        return tuple(map(scaler.transform, (X_train, X_validation, X_test)))

    result = grade_alone(EXERCISES["standardize"], leaks)
    assert result.points == 0
    assert [d.mistake for d in result.diagnoses] == ["leaks_the_test_rows"]
    assert result.diagnoses[0].sentence.startswith("Leak")


def test_the_report_agrees_with_scikit_learn_and_the_course(rng):
    for _ in range(20):
        y = (rng.random(50) < 0.3).astype(float)
        y[:2] = 0.0, 1.0
        p = np.round(np.clip(0.4 + 0.2 * y + rng.normal(0, 0.3, 50), 0, 1), 1)
        mine, y_hat = report(y, p), (p > 0.5).astype(int)
        assert mine["auc"] == pytest.approx(sklearn_metrics.roc_auc_score(y, p))
        assert mine["auc"] == pytest.approx(metrics.roc_auc(y, p))
        assert mine["loss"] == pytest.approx(sklearn_metrics.brier_score_loss(y, p))
        assert mine["accuracy"] == pytest.approx(sklearn_metrics.accuracy_score(y, y_hat))
        names = ("true_negatives", "false_positives", "false_negatives", "true_positives")
        counts = sklearn_metrics.confusion_matrix(y, y_hat, labels=[0, 1]).ravel()
        assert [mine[name] for name in names] == counts.tolist()
        assert mine["baseline"] == pytest.approx(metrics.majority_baseline(y))
        assert mine["one_class"] == metrics.predicts_one_class(y_hat)


def prepared(name):
    sets = getattr(hw1b.data, name)()
    X, _, X_test = hw1b.training.standardize.standardize(*(sets[f"X_{part}"] for part in PARTS))
    return X, sets["y_train"], X_test, sets["y_test"]


def judged(data, n_hidden, activation="tanh"):
    X, y, X_test, y_test = data
    rng = np.random.default_rng(4)
    net = {"w_out": rng.normal(size=n_hidden or X.shape[1]) * 0.1, "b_out": 0.0}
    if n_hidden:
        net |= {"W": rng.normal(size=(X.shape[1], n_hidden)) * X.shape[1] ** -0.5}
        net |= {"b": np.zeros(n_hidden)}
    params, _ = train(X, y, net, 0.1, 20, 32, rng, activation)
    return report(y_test, hw1b.forward.by_matrices.forward_pass(X_test, params, activation)[0])


@pytest.mark.parametrize("n_hidden", [8, 0])
def test_a_net_with_and_without_a_hidden_layer_learns_the_breast_cancer_set(n_hidden):
    result = judged(prepared("breast_cancer"), n_hidden)
    assert result["accuracy"] > 0.95 > result["baseline"] + 0.2
    assert result["auc"] > 0.98


def test_on_the_clinical_set_accuracy_hides_what_the_auc_shows():
    data = prepared("clinical")
    X, y, X_test, y_test = data
    logistic = LogisticRegression().fit(X, y).predict_proba(X_test)[:, 1]
    theirs = sklearn_metrics.roc_auc_score(y_test, logistic)
    without = judged(data, 0)
    assert without["auc"] == pytest.approx(theirs, abs=0.03)
    for result in (without, judged(data, 8)):
        assert abs(result["accuracy"] - result["baseline"]) < 0.05
        assert result["auc"] > 0.6


def test_a_net_that_says_no_to_everybody_has_the_baseline_s_accuracy_and_rings_the_alarm():
    y = hw1b.data.clinical()["y_test"]
    result = report(y, np.full(len(y), 0.135))
    assert result["one_class"]
    assert result["accuracy"] == result["baseline"] > 0.8
    assert result["auc"] == 0.5
