"""Every number in the text of lecture 11, recomputed."""

import numpy as np
import pytest

from course import datasets, hand
from course.mlp import build_mlp
from tests.lectures.reading import decimals, lecture, written

CELLS = lecture(11)
X, Y = datasets.xor()
W, B = np.array([[1.0, -1.0, 1.0], [-1.0, 1.0, 1.0]]), np.array([-0.5, -0.5, -1.5])
W_OUT, B_OUT = np.array([1.0, 1.0, -1.0]), -0.5


def net(times=1.0, units=(0, 1, 2)):
    """The net of the lecture, or some of its hidden units, with all weights multiplied."""
    kept = list(units)
    return hand.mlp_table(
        times * W[:, kept], times * B[kept], times * W_OUT[kept], times * B_OUT, X, Y
    )


def plain(value):
    """A number as the lecture's tables write it: no more digits than it has, a true minus."""
    return f"{value:g}".replace("-", "−")


SCALES = {times: net(times) for times in (1, 2, 10)}
SOFT = SCALES[1]
LAST = {key: SOFT.values(key)[3] for key in ("z_1", "h_1", "h_2", "h_3", "o", "p")}
BY_ROUNDED_NUMBERS = sum(np.round([LAST["h_1"], LAST["h_2"], -LAST["h_3"]], 4)) + B_OUT
SUMS = X @ W + B
STEPS = (SUMS > 0).astype(float)
HIDDEN = np.array([SOFT.values(f"h_{j}") for j in (1, 2, 3)])
CHECKED = hand.mlp_table([[1, 2], [1, -1]], [-2, -1], [3, -2], 1, [[1, 1]], [1])

NUMBERS = {
    "symbols": {"0.5"},
    "three-questions": written(1, *B, B_OUT),
    "with-steps": written(1, *SUMS.ravel(), *(STEPS @ W_OUT + B_OUT)),
    "predict-soft-widget": written(2, HIDDEN.min(), HIDDEN.max()),
    "reading-the-table": written(1, B_OUT, -B_OUT)
    | written(4, *SOFT.values("p"), LAST["h_1"], LAST["h_3"], LAST["o"], BY_ROUNDED_NUMBERS),
    "the-table-lecturer": {"0.63"}
    | written(1, CHECKED.values("o")[0])
    | written(2, CHECKED.values("p")[0]),
    "three-scales": written(4, *(v for t in SCALES.values() for v in (*t.values("p"), t.loss[1]))),
    "new-features": {"0.01"},
    "sharper-lecturer": {"1.95", "1.9"},
}


@pytest.mark.parametrize("id", CELLS)
def test_each_decimal_number_is_computed(id):
    assert decimals(CELLS[id]) == NUMBERS.get(id, set())


def test_the_weights_stand_in_the_tables_of_the_first_section():
    for j in range(3):
        row = " | ".join(plain(v) for v in (*W[:, j], B[j]))
        assert f"| $z_{j + 1}$ | {row} |" in CELLS["three-questions"]
    row = " | ".join(plain(v) for v in (*W_OUT, B_OUT))
    assert f"| $o$ | {row} |" in CELLS["three-questions"]


@pytest.mark.parametrize("r", range(4))
def test_with_steps_all_four_rows_are_right(r):
    o = STEPS[r] @ W_OUT + B_OUT
    says = " ".join(plain(v) for v in STEPS[r])
    numbers = [plain(v) for v in (*X[r], *SUMS[r])]
    row = " | ".join([*numbers, says, plain(o), plain(float(o > 0)), plain(Y[r])])
    assert f"| {row} |" in CELLS["with-steps"]
    assert (o > 0) == Y[r]


def test_soft_units_get_one_row_right_and_the_doubled_net_four():
    assert [table.n_right for table in SCALES.values()] == [1, 4, 4]
    assert SOFT.values("p").round(4).tolist() == [0.5182, 0.4818, 0.4818, 0.4092]  # the study's
    assert SCALES[2].values("p").round(4).tolist() == [0.4952, 0.5048, 0.5048, 0.2000]
    assert SCALES[10].values("p").round(4).tolist() == [0.0076, 0.9924, 0.9924, 0.0000]
    assert SOFT.values("y_hat")[3] == Y[3]  # "Only (1, 1)"
    assert HIDDEN.max() < 0.63  # the lecturer's note


@pytest.mark.parametrize("times", SCALES)
def test_the_three_scales_stand_in_their_table(times):
    table = SCALES[times]
    p = " | ".join(f"{v:.4f}" for v in table.values("p"))
    row = f"| {times} | {p} | {table.n_right} of 4 | {table.loss.value:.4f} |"
    assert row in CELLS["three-scales"]


def test_the_row_1_1_as_it_is_worked_in_the_text():
    text = CELLS["reading-the-table"]
    assert f"- 0.5 = {LAST['z_1']:g}, " in text
    assert rf"h_1 = \sigma({LAST['z_1']:g}) \approx {LAST['h_1']:.4f}" in text
    terms = f"{LAST['h_1']:.4f} + {LAST['h_2']:.4f} - {LAST['h_3']:.4f} - 0.5"
    assert rf"o \approx {terms} = {BY_ROUNDED_NUMBERS:.4f}" in text
    assert rf"p \approx {LAST['p']:.4f}" in text
    assert f"$o$ is −{-LAST['o']:.4f}" in text


def test_check_1_has_kind_numbers_and_tells_who_exchanges_the_indices():
    assert [CHECKED.values(key)[0] for key in ("z_1", "z_2", "h_1", "h_2")] == [0, 0, 0.5, 0.5]
    exchanged = hand.mlp_table([[1, 1], [2, -1]], [-2, -1], [3, -2], 1, [[1, 1]], [1])
    sums = [exchanged.values(key)[0] for key in ("z_1", "z_2")]
    assert f"gets {plain(sums[0])} and {plain(sums[1])} for the sums" in CELLS["the-table-lecturer"]
    assert len(CHECKED.parameters) == 9
    assert "Its nine weights and biases" in CELLS["check-1"]


def test_a_single_neuron_keeps_its_decisions_when_it_is_doubled(rng):
    w, b = rng.normal(size=2), rng.normal()
    single, doubled = (hand.table(k * w, k * b, X, Y) for k in (1, 2))
    assert single.values("y_hat").tolist() == doubled.values("y_hat").tolist()


def test_the_ones_are_lost_where_the_lecturer_says():
    assert net(1.95).n_right == 4
    assert net(1.9).n_right < 4


def test_two_units_need_weights_about_three_times_as_large():
    twice, three_times = net(2, units=(0, 1)), net(3, units=(0, 1))
    assert twice.n_right < 4
    assert three_times.n_right == 4
    assert twice.values("o")[0] == twice.values("o")[3]  # "look the same to the output"


def test_at_ten_times_the_hidden_layer_gives_the_new_columns():
    hidden = np.array([SCALES[10].values(f"h_{j}") for j in (1, 2, 3)]).T
    assert np.abs(hidden - STEPS).max() < 0.01
    for r in range(4):
        row = " | ".join(plain(v) for v in (*X[r], *STEPS[r], Y[r]))
        assert f"| {row} |" in CELLS["new-features"]
    assert np.array_equal(hidden[:, :2].sum(axis=1) > 0.5, Y == 1)
    assert np.array_equal(STEPS[:, 2], X[:, 0] * X[:, 1])  # "h_3 is that product"


def test_the_matrices_and_shapes_of_the_fourth_section():
    rows = r" \\ ".join(" & ".join(f"{v:g}" for v in row) for row in W)
    assert f"{rows} \\end{{pmatrix}} ." in CELLS["matrices"]
    shapes = {name: np.shape(value) for name, value in {"W": W, "b": B, "Z": SUMS}.items()}
    assert shapes == {"W": (2, 3), "b": (3,), "Z": (4, 3)}
    for name, shape in shapes.items():
        assert f"| `{name}` | {shape} |" in CELLS["symbols"]


def test_the_quiz_counts_41_numbers():
    sizes = (3, 4, 4, 1)
    rng = np.random.default_rng(0)
    layers = build_mlp(sizes, hidden="relu", output="sigmoid", initializer="normal", rng=rng)
    told = CELLS["check-2-parameters"]
    assert f"together {layers.n_parameters}." in told
    assert layers.n_parameters == 41
    for name, array in zip(layers.parameter_names, layers.parameters, strict=True):
        assert f"`{name}` {array.shape} has {array.size}" in told
    weights = sum(array.size for array in layers.parameters if array.ndim == 2)
    assert f"{weights} forgets the biases" in CELLS["matrices-lecturer"]
    assert f"{weights + 4} counts weights and the biases of one layer" in CELLS["matrices-lecturer"]


def test_the_net_has_thirteen_parameters():
    assert len(SOFT.parameters) == 13
    assert "all thirteen parameters" in CELLS["sharper"]
