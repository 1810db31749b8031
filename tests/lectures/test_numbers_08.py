"""Every number in the text of lecture 08, recomputed."""

import itertools
import math

import numpy as np
import pytest

from course import datasets, hand, metrics, neuron, threshold
from course.activations import sigmoid
from tests.lectures.reading import decimals, lecture, written

CELLS = lecture("08")
DATA = {"OR": datasets.or_(), "AND": datasets.and_(), "XOR": datasets.xor()}
X, Y_XOR = DATA["XOR"]
WITH_PRODUCT = np.column_stack([X, X[:, 0] * X[:, 1]])
SE, BCE = "squared_error", "binary_cross_entropy"
IN_WORDS = {SE: "squared error", BCE: "cross-entropy"}


def train(X, y, w, b=-0.5, *, loss=SE, learning_rate=1.0, n_epochs=1000):
    *_, history = neuron.train(
        X, y, w, b, loss=loss, reduction="mean", learning_rate=learning_rate, n_epochs=n_epochs
    )
    return history


XOR_RUN = train(X, Y_XOR, [1, -1])
AND_TABLE = hand.table([1, -1], -0.5, *DATA["AND"])
SHOWN_STEPS = (0, 30, 50, 200)
PERCENT = 100 * datasets.CLINICAL_POSITIVE_SHARE

NUMBERS = {
    "symbols": {"-0.5"},
    "predict-steps-widget": {"0.1"},
    "or-text": {"0.1"},
    "and-text": written(4, *AND_TABLE.values("dw1")[[2, 3]]),
    "xor-text": {"0.25"}
    | written(4, *XOR_RUN.w[list(SHOWN_STEPS)].ravel(), *XOR_RUN.b[list(SHOWN_STEPS)])
    | written(4, *XOR_RUN.loss[list(SHOWN_STEPS)]),
    "check-ln2-widget": written(4, math.log(2)),
    "third-column-text": {"-0.5"},
    "baseline": written(1, PERCENT, 100 - PERCENT),
}


@pytest.mark.parametrize("id", CELLS)
def test_each_decimal_number_is_computed(id):
    assert decimals(CELLS[id]) == NUMBERS.get(id, set())


@pytest.mark.parametrize(("name", "loss"), [*itertools.product(("OR", "AND"), IN_WORDS)])
def test_the_steps_until_all_four_are_right_stand_in_the_table(name, loss):
    steps = [
        train(*DATA[name], [1, -1], loss=loss, learning_rate=rate, n_epochs=300).first_perfect_step
        for rate in (0.1, 1, 10)
    ]
    line = f"| {name}, {IN_WORDS[loss]} | {' | '.join(map(str, steps))} |"
    assert line in CELLS["or-text"]
    if (name, loss) == ("OR", SE):
        slow, middle, fast = steps
        sentence = (
            rf"{middle} with $\eta = 1$. It would be {slow} with $\eta = 0.1$ and {fast} with"
        )
        assert sentence in CELLS["predict-steps-widget"]
    if (name, loss) == ("AND", SE):
        assert f"After {steps[1]} steps all four rows are right" in CELLS["and-text"]


def test_the_accuracy_of_or_jumps_as_described_while_the_loss_falls_all_the_way():
    run = train(*DATA["OR"], [1, -1], n_epochs=200)
    first, *jumps = 4 * run.accuracy[[0, *(1 + np.flatnonzero(np.diff(run.accuracy)))]]
    steps = 1 + np.flatnonzero(np.diff(run.accuracy))
    told = [f"from step {step} on {right:.0f}" for step, right in zip(steps, jumps, strict=True)]
    told = ", ".join(told).replace("on 2", "on 2 again")
    assert f"{first:.0f} of 4 are right, {told};" in CELLS["or-text"]
    assert np.all(np.diff(run.loss) < 0)
    assert run.accuracy[1] == 0.5  # "after one step 2 of 4 rows were right, as before it"
    lengths = np.linalg.norm(run.w[run.first_perfect_step :], axis=1)
    assert np.all(np.diff(lengths) > 0)  # "the weights keep growing"


def test_the_first_step_of_and_leaves_one_weight_alone_and_the_second_does_not():
    up, down = AND_TABLE.values("dw1")[[2, 3]]
    assert up + down == pytest.approx(0, abs=1e-16)
    assert (
        f"The row $(1, 0)$ says ${up:.4f}$, the row $(1, 1)$ says ${down:.4f}$"
        in (CELLS["and-text"])
    )
    assert abs(AND_TABLE.gradient["w1"].value) < 1e-16  # 0 but for rounding
    assert AND_TABLE.n_right == 2
    assert AND_TABLE.gradient["w2"].value != 0
    assert abs(AND_TABLE.next().gradient["w1"].value) > 1e-4


def test_the_start_does_best_on_xor():
    right = {name: hand.table([1, -1], -0.5, *data).n_right for name, data in DATA.items()}
    assert right == {"OR": 2, "AND": 2, "XOR": 3}
    y_hat = ", ".join(f"{v:.0f}" for v in hand.table([1, -1], -0.5, X, Y_XOR).values("y_hat"))
    sentence = f"still {y_hat}. Against {', '.join(map(str, Y_XOR))} that makes 3 of 4"
    assert sentence in CELLS["predict-xor-start-widget"]


@pytest.mark.parametrize("step", SHOWN_STEPS)
def test_the_run_on_xor_stands_in_the_table(step):
    weights = " | ".join(f"${value:.4f}$" for value in (*XOR_RUN.w[step], XOR_RUN.b[step]))
    right = round(4 * XOR_RUN.accuracy[step])
    line = f"| {step} | {weights} | {XOR_RUN.loss[step]:.4f} | {right} of 4 |"
    assert line in CELLS["xor-text"]


def test_on_xor_the_loss_falls_while_the_accuracy_drops():
    drop = 1 + int(np.argmax(np.diff(XOR_RUN.accuracy) < 0))
    assert XOR_RUN.accuracy[[drop - 1, drop]].tolist() == [0.75, 0.5]
    assert f"At step {drop} the\naccuracy drops from 3 to 2 of 4" in CELLS["xor-text"]
    assert f"near step {drop}" in CELLS["xor-lecturer"]
    assert np.all(np.diff(XOR_RUN.loss[:201]) < 0)
    assert XOR_RUN.w[-1] == pytest.approx([0, 0], abs=1e-6)
    assert XOR_RUN.loss[-1] == pytest.approx(0.25, abs=1e-9)


def test_xor_with_the_cross_entropy_ends_at_ln_2():
    assert train(X, Y_XOR, [1, -1], loss=BCE).loss[-1] == pytest.approx(math.log(2), abs=1e-9)
    restless = train(X, Y_XOR, [1, -1], loss=BCE, learning_rate=10)
    assert restless.w[-1] == pytest.approx(restless.w[-3], abs=1e-6)  # "hops between two places"
    assert np.linalg.norm(restless.w[-1] - restless.w[-2]) > 1


def test_no_start_brings_xor_under_a_quarter(rng):
    starts = rng.normal(0, 3, size=(500, 3))
    inputs = np.column_stack([X, np.ones(4)])
    lowest = np.inf
    for _ in range(3000):
        p = sigmoid(starts @ inputs.T)
        lowest = min(lowest, np.mean((p - Y_XOR) ** 2, axis=1).min())
        starts = starts - 2 * (2 * (p - Y_XOR) * p * (1 - p)) @ inputs / 4
    assert lowest == pytest.approx(0.25, abs=1e-12)


def test_fourteen_of_sixteen_tables_can_be_done_by_a_line():
    can = {name for name, v in threshold.TWO_INPUT_FUNCTIONS.items() if threshold.separable(v)}
    assert len(threshold.TWO_INPUT_FUNCTIONS) == 16
    assert set(threshold.TWO_INPUT_FUNCTIONS) - can == {"XOR", "XNOR"}
    assert f"a line can do {len(can)} of them" in CELLS["plot-text"]


def test_most_tables_with_four_inputs_are_beyond_a_single_neuron():
    inputs = np.array(list(itertools.product([0, 1], repeat=4)))
    weights = np.array(list(itertools.product(range(-3, 4), repeat=4)))  # 3 is enough: Muroga 1971
    sums = weights @ inputs.T
    found = {row.tobytes() for b in np.arange(-12.5, 13) for row in np.unique(sums + b > 0, axis=0)}
    assert len(found) == 1882  # OEIS A000609
    assert "of the 65,536 tables with four inputs, 1,882" in CELLS["plot-text"]
    assert 2**16 == 65_536


def test_with_the_product_xor_is_an_exact_sum_and_a_cross():
    assert np.array_equal(WITH_PRODUCT @ [1, 1, -2], Y_XOR)
    x1, x2 = np.meshgrid(np.linspace(-1, 2, 7), np.linspace(-1, 2, 7))
    assert x1 + x2 - 2 * x1 * x2 - 0.5 == pytest.approx(-2 * (x1 - 0.5) * (x2 - 0.5))
    assert hand.table([1, 1, -2], -0.5, WITH_PRODUCT, Y_XOR).n_right == 4


@pytest.mark.parametrize(("loss", "words"), [(SE, "squared error"), (BCE, "cross-entropy")])
def test_the_neuron_learns_xor_with_the_product(loss, words):
    steps = train(WITH_PRODUCT, Y_XOR, [1, -1, 0], loss=loss, n_epochs=100).first_perfect_step
    assert f"after {steps} " in CELLS["third-column-after"]
    assert words in CELLS["third-column-after"]


@pytest.mark.parametrize("column", [X[:, 0] + X[:, 1], X[:, 0] ** 2])
def test_the_other_columns_do_not_help(column):
    wider = np.column_stack([X, column])
    assert np.linalg.matrix_rank(np.column_stack([wider, np.ones(4)])) == 3  # as without it


def test_two_spirals_are_not_separated_by_products_of_two(rng):
    from scipy.optimize import linprog

    X, y = datasets.spirals(200, noise=0.0, rng=rng)
    features = np.column_stack([X, X**2, X[:, 0] * X[:, 1], np.ones(len(X))])
    signed = (2 * y - 1)[:, None] * features
    found = linprog(np.zeros(6), A_ub=-signed, b_ub=-np.ones(len(X)), bounds=(None, None))
    assert found.status == 2  # no plane: infeasible
    assert f"With 20 inputs there are {math.comb(20, 2)} products" in CELLS["caution"]


def test_the_baselines_are_those_of_the_tables():
    right = {name: round(4 * metrics.majority_baseline(y)) for name, (_, y) in DATA.items()}
    sentence = f"gets {right['OR']} of 4 on OR and on AND, and {right['XOR']} of 4 on XOR"
    assert right["AND"] == right["OR"]
    assert sentence in CELLS["baseline"]
