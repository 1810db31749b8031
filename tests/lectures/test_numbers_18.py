"""Every number in the text of lecture 18, recomputed."""

import ast
import json

import numpy as np
import pytest

from course import datasets, finite_differences, penalties
from course.activations import sigmoid
from course.dropout import Dropout
from course.early_stopping import EarlyStopping
from course.graph import penalised_net
from course.mlp import build_mlp
from course.optimizers import GradientDescent
from course.training import train
from tests.lectures.reading import FOLDER, decimals, lecture, written

CELLS = lecture(18)
GENERATOR = np.random.default_rng(7)
X, Y = datasets.moons(24, 0.35, GENERATOR)
ASIDE = datasets.moons(200, 0.35, GENERATOR)


def fresh(seed=0, scale=1.0):
    rng = np.random.default_rng(seed)
    net = build_mlp((2, 8, 1), hidden="tanh", output="sigmoid", initializer="normal", rng=rng)
    return net.with_parameters(tuple(scale * array for array in net.parameters))


def run(net, n_steps=2000, **settings):
    """Train as the player in section 1 does."""
    _, history = train(
        net,
        X,
        Y,
        loss="binary_cross_entropy",
        optimizer=GradientDescent(1.0),
        n_epochs=n_steps,
        reduction="mean",
        validation=ASIDE,
        **settings,
    )
    return history


def sum_of_squares(history, step):
    return sum(float((W**2).sum()) for W in history.weights[step] if W.ndim == 2)


PLAIN = run(fresh())
BEST = int(np.argmin(PLAIN.validation_loss))
L2 = {strength: run(fresh(), l2=strength) for strength in (0.003, 0.01)}
A = np.array([2.0, 0.5, -0.05])
BY_L2, BY_L1 = penalties.l2_shrinkage(A, 0.3), penalties.l1_shrinkage(A, 0.3)
H, W_OUT, RATE = np.array([0.2, 0.5, 0.9]), np.array([1.0, -1.0, 2.0]), 0.5
MASKS = datasets.all_inputs(3)
SUMS = (H * MASKS) @ W_OUT
LOSSES = [0.69, 0.52, 0.44, 0.46, 0.43, 0.45, 0.47, 0.41]
SCALES = (0.2, 1, 3, 5)
PERCENT_ILL = 100 * datasets.CLINICAL_POSITIVE_SHARE

NUMBERS = {
    "two-curves": written(3, PLAIN.loss[-1])
    | written(2, PLAIN.validation_loss[BEST], PLAIN.validation_loss[-1]),
    "l2": {"0.1", "0.3"} | written(2, 1 - 2 * 0.1 * 0.3, 2 * (1 - 2 * 0.1 * 0.3)),
    "check-1": {"0.1"},
    "one-weight": {"0.3", "0.5"} | written(1, 1 + 2 * 0.3) | written(2, BY_L2[0]) | {"0.3125"},
    "norms": written(3, np.sqrt(2)),
    "names": {"0.003", "0.01"}
    | written(2, PLAIN.validation_loss[-1], *(h.validation_loss[-1] for h in L2.values())),
    "l2-lecturer": {"0.7"} | written(2, np.sqrt(2)) | written(1, PERCENT_ILL),
    "predict-zero-widget": {"0.5", "-0.05", "0.3"} | written(1, *BY_L1[:2]),
    "shrinkage-table": {f"{v:g}" for v in (*A, *BY_L2, *BY_L1, 0.3, 1.6) if v not in (0, 2)},
    "which-go": {f"{A[1]:g}"},
    "l1-lecturer": {"0.5"},
    "dropout": {f"{v:g}" for v in H}
    | written(1, H @ W_OUT, H[2] * W_OUT[2])
    | written(2, SUMS.mean()),
    "check-2-mask": {f"{v:g}" for v in (*H, RATE)} | written(1, H @ W_OUT),
    "predict-mean-widget": written(1, H @ W_OUT)
    | written(4, sigmoid(H @ W_OUT), sigmoid(SUMS / (1 - RATE)).mean()),
    "check-3-patience": {"0.43", "0.41"},
    "starting": {"0.2", "0.1", "0.05", "0.35", "0.36", "0.42", "0.54"}
    | written(2, 1 - 2 * 0.1 * 0.05)
    | written(3, (1 - 2 * 0.1 * 0.05) ** 100),
    "credits": {"3.4", "3.11", "7.1"},  # in books
}


def code(id):
    [path] = FOLDER.glob("18_*.ipynb")
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return next("".join(cell["source"]) for cell in cells if cell["id"] == id)


@pytest.mark.parametrize("id", CELLS)
def test_each_decimal_number_is_computed(id):
    assert decimals(CELLS[id]) == NUMBERS.get(id, set())


def test_the_run_described_is_the_one_that_the_player_gets():
    call = ast.parse(code("overfit")).body[-1].value
    given = {
        k.arg: ast.literal_eval(k.value) for k in call.keywords if k.arg not in ("validation",)
    }
    assert ast.literal_eval(call.args[2]) == (2, 8, 1)
    assert (
        given.items()
        >= {
            "activation": "tanh",
            "loss": "binary_cross_entropy",
            "learning_rate": 1.0,
            "n_steps": 2000,
            "seed": 0,
        }.items()
    )
    for line in ("default_rng(7)", "moons(24, 0.35, rng)", "moons(200, 0.35, rng)"):
        assert line in code("overfit")


def test_there_are_more_weights_than_people():
    assert fresh().n_parameters > len(X) == 24
    assert f"two measurements on {len(X)} people" in CELLS["by-heart"]
    assert f"Another {len(ASIDE[0])} people" in CELLS["by-heart"]
    assert f"| {X.shape}, {Y.shape} |" in CELLS["symbols"]
    assert f"| {ASIDE[0].shape}, {ASIDE[1].shape} |" in CELLS["symbols"]
    assert f"The net has {fresh().n_parameters} weights and biases" in CELLS["by-heart"]


def test_what_the_two_curves_do():
    text = CELLS["two-curves"]
    assert f"to {PLAIN.loss[-1]:.3f} after 2000 steps, with 100 % of the 24 right" in text
    assert PLAIN.accuracy[-1] == 1
    assert f"{PLAIN.validation_loss[BEST]:.2f} at step {BEST}." in text
    assert f"climbs to {PLAIN.validation_loss[-1]:.2f}." in text
    assert np.all(np.diff(PLAIN.validation_loss[BEST:]) > 0)  # "Then it turns and climbs"
    assert text.count(f"step {BEST}") == 4
    right = [100 * PLAIN.validation_accuracy[step] for step in (BEST, -1)]
    assert f"{right[0]:.0f} % of the 200 are right at step {BEST} and {right[1]:.0f} %" in text
    assert f"step {BEST}" in CELLS["stopping"]
    assert f"step {BEST}" in CELLS["by-heart-lecturer"]
    assert f"between {BEST} and 2000" in CELLS["by-heart-lecturer"]


def test_weights_grow_while_the_net_learns_by_heart():
    start, best, end = (sum_of_squares(PLAIN, step) for step in (0, BEST, -1))
    sentence = f"starts at {start:.0f}, is {best:.0f} at step {BEST}, and {end:.0f} at the end"
    assert sentence in CELLS["two-curves"]


def test_what_l2_does_in_the_player():
    right, high = L2[0.003], L2[0.01]
    text = CELLS["names"]
    losses = f"{right.validation_loss[-1]:.2f} instead of {PLAIN.validation_loss[-1]:.2f}"
    squares = f"{sum_of_squares(right, -1):.0f} instead of {sum_of_squares(PLAIN, -1):.0f}"
    assert f"validation loss is {losses}, and the sum of squares {squares}" in text
    assert f"With 0.01 it is {high.validation_loss[-1]:.2f}" in text
    assert f"only {100 * high.accuracy[-1]:.0f} %" in text


def test_a_step_with_l2_takes_a_share_of_each_weight_first():
    factor = 1 - 2 * 0.1 * 0.3
    assert f"the factor is {factor:.2f}; a weight of 2 goes to {2 * factor:.2f}" in CELLS["l2"]
    gradient = penalties.l2_penalty(np.array([2.0]))[1]
    assert 2 - 0.1 * 0.3 * gradient == pytest.approx([2 * factor])


def test_check_1_as_the_lecturer_has_it():
    net = penalised_net([1.0], 1.0, [[1.0, -1.0]], [2.0, 1.0], strength=0.1, penalty="l2")
    u5, u6, u7, u8 = (net.value(name) for name in ("u5", "u6", "u7", "u8"))
    told = f"= {u5:g}$, $u_6 = {u6:g}$, $u_7 = {u7:g}$, $u_8 = {u8:g}$. Who has {np.sqrt(2):.2f}"
    assert told in CELLS["l2-lecturer"]
    assert net.value("loss") == pytest.approx(net.value("u4") + u8)
    assert code("check-1-penalty").startswith(
        'net = penalised_net([1.0], 1.0, [[1.0, -1.0]], [2.0, 1.0], strength=0.1, penalty="l2")'
    )


def test_the_shrunken_weights_are_minima():
    """What section 3 tabulates is found by looking at every place on a fine line, too."""
    places = np.arange(-3, 3, 1e-4)
    for a, l2, l1 in zip(A, BY_L2, BY_L1, strict=True):
        half = (places - a) ** 2 / 2
        assert places[np.argmin(half + 0.3 * places**2)] == pytest.approx(l2, abs=1e-4)
        assert places[np.argmin(half + 0.3 * np.abs(places))] == pytest.approx(l1, abs=1e-4)
    assert pytest.approx([1.25, 0.3125, -0.03125]) == BY_L2  # the study's
    assert pytest.approx([1.7, 0.2, 0]) == BY_L1


def test_the_shrinkage_table():
    for row in zip(A, BY_L2, BY_L1, strict=True):
        line = " | ".join(f"{round(v, 6) + 0.0:g}".replace("-", "−") for v in row)  # no minus zero
        assert f"| {line} |" in CELLS["shrinkage-table"]


def test_the_three_norms():
    w = np.array([1.0, -1.0])
    assert f"the L2 penalty | {penalties.l2_penalty(w)[0]:g} |" in CELLS["norms"]
    assert f"the length | {penalties.norm_penalty(w)[0]:.3f} |" in CELLS["norms"]
    assert f"the L1 penalty | {penalties.l1_penalty(w)[0]:g} |" in CELLS["norms"]


def test_l1_takes_the_second_weight_at_one_half():
    assert penalties.l1_shrinkage([2.0, 0.5], 0.5).tolist() == [1.5, 0]
    assert penalties.l1_shrinkage([2.0, 0.5], 0.499)[1] > 0
    assert np.all(penalties.l2_shrinkage([2.0, 0.5], 100.0) > 0)


def test_dropout_by_hand():
    assert [H @ W_OUT, SUMS.mean(), (SUMS / (1 - RATE)).mean()] == pytest.approx([1.5, 0.75, 1.5])
    text = CELLS["dropout"]
    assert f"= {H @ W_OUT:g} ." in text
    assert f"there are {len(MASKS)} equally likely masks" in text
    one = H * [1, 0, 1]
    assert f"$o = {one[0] * W_OUT[0]:g} + {one[2] * W_OUT[2]:g} = {one @ W_OUT:g}$" in text


def test_check_2_is_what_the_dropout_layer_does():
    mask = np.array([[1.0, 0.0, 1.0]])
    dropped, _ = Dropout(RATE, mask / (1 - RATE)).forward(H[np.newaxis])
    assert f"/ 0.5 = {(dropped @ W_OUT)[0]:g}." in CELLS["check-2-mask"]


def test_the_mean_of_p_is_smaller_than_that_of_the_full_team():
    mean, full = sigmoid(SUMS / (1 - RATE)).mean(), sigmoid(H @ W_OUT)
    assert mean < full
    assert f"{mean:.4f}. The sigmoid flattens" in CELLS["predict-mean-widget"]
    assert rf"\approx {full:.4f}$" in CELLS["predict-mean-widget"]


def test_patience_keeps_the_weights_of_epoch_4():
    assert f"losses = {LOSSES}" in code("check-3-patience")
    watcher, last = EarlyStopping(patience=2), 0
    for epoch, loss in enumerate(LOSSES):
        if not watcher.stop:
            watcher, last = watcher.observe(epoch, loss, ()), epoch
    best = watcher.best_epoch
    told = CELLS["check-3-patience"]
    assert f"Epoch {best}, with {LOSSES[best]:.2f}." in told
    assert f"Epochs {best + 1} and {last} brought nothing" in told
    assert f"the {LOSSES[last + 1]:.2f} of epoch {last + 1} was never seen" in told


def best_side_by_side(scale, n_nets=10, n_steps=2000):
    """The lowest validation loss of each of several nets, trained stacked along a first axis."""
    nets = [fresh(seed, scale).parameters for seed in range(n_nets)]
    W1, b1, W2, b2 = (np.array(arrays) for arrays in zip(*nets, strict=True))
    b1, b2 = b1[:, np.newaxis], b2[:, np.newaxis]
    X_all = np.concatenate([X, ASIDE[0]])
    y = Y[:, np.newaxis]
    best = np.full(n_nets, np.inf)
    for _ in range(n_steps + 1):
        A1 = np.tanh(X_all @ W1 + b1)
        p = sigmoid(A1 @ W2 + b2)
        surprise = -np.log(np.where(ASIDE[1][:, np.newaxis] == 1, p[:, 24:], 1 - p[:, 24:]))
        best = np.minimum(best, surprise.mean(axis=(1, 2)))
        A1, dZ2 = A1[:, :24], (p[:, :24] - y) / 24
        dZ1 = dZ2 @ W2.transpose(0, 2, 1) * (1 - A1**2)
        W2 = W2 - A1.transpose(0, 2, 1) @ dZ2
        b2 = b2 - dZ2.sum(axis=1, keepdims=True)
        W1, b1 = W1 - X.T @ dZ1, b1 - dZ1.sum(axis=1, keepdims=True)
    return best


def test_side_by_side_is_what_training_does():
    expected = run(fresh(3, 0.2), n_steps=40).validation_loss.min()
    assert best_side_by_side(0.2, n_nets=4, n_steps=40)[3] == pytest.approx(expected, rel=1e-9)


@pytest.mark.parametrize("scale", SCALES)
def test_a_large_start_ends_worse_even_when_stopped_in_time(scale):
    assert f"| {scale} | {np.mean(best_side_by_side(scale)):.2f} |" in CELLS["starting"]


def test_all_zeros_never_move():
    rng, (X_xor, y_xor) = np.random.default_rng(0), datasets.xor()
    start = build_mlp((2, 3, 1), hidden="tanh", output="sigmoid", initializer="zeros", rng=rng)
    model, _ = train(
        start,
        X_xor,
        y_xor,
        loss="squared_error",
        optimizer=GradientDescent(1.0),
        n_epochs=50,
        reduction="mean",
    )
    assert model.forward(X_xor)[0] == pytest.approx(0.5)


def test_what_the_data_never_touch_stays_unless_it_is_penalised():
    marked = np.column_stack([X, np.zeros(len(X))])  # a marker that was 0 in every row
    rng = np.random.default_rng(0)
    net = build_mlp((3, 1), hidden="tanh", output="sigmoid", initializer="normal", rng=rng)
    start = net.parameters[0][2, 0]

    def end(l2):
        model, _ = train(
            net,
            marked,
            Y,
            loss="binary_cross_entropy",
            optimizer=GradientDescent(0.1),
            n_epochs=100,
            reduction="mean",
            l2=l2,
        )
        return model.parameters[0][2, 0]

    assert end(0.0) == start
    assert f"100 steps leave {end(0.05) / start:.3f}" in CELLS["starting"]


def test_the_gradient_of_the_norm_has_length_one(rng):
    w = rng.normal(size=5)
    slope = finite_differences.numerical_gradient(lambda v: penalties.norm_penalty(v)[0], w)
    assert np.linalg.norm(slope) == pytest.approx(1, abs=1e-8)
    assert slope == pytest.approx(penalties.norm_penalty(w)[1], abs=1e-8)
