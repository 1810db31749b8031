"""Every number in the text of lecture 07, recomputed."""

import math

import numpy as np
import pytest

from course import datasets, hand, losses, neuron
from course.slips import slip
from tests.lectures.reading import decimals, lecture, written

CELLS = lecture("07")
X, Y_OR = datasets.or_()


def table(**options):
    return hand.table([1, -1], -0.5, X, Y_OR, **options)


def at(parameters):
    """The table at other weights, with the mean loss."""
    return hand.table([parameters["w1"], parameters["w2"]], parameters["b"], X, Y_OR)


START = table()
AFTER = {
    "mean": at(START.next().parameters),
    "sum": at(table(reduction="sum").next().parameters),
    "online": at(table(reduction="online").next().parameters),
}
SHORT = at(table(learning_rate=0.1).next().parameters)
ENTROPY = table(loss="binary_cross_entropy")
P, DH, DP, COST = (START.values(key) for key in ("p", "dh", "dp", "loss"))
GRADIENT = {
    kind: [cell.value for cell in table(reduction=kind).gradient.values()]
    for kind in ("sum", "mean")
}
L = START.loss.value
SURE_AND_WRONG = 1 / (1 + math.exp(8))
CURVATURES = slip("E23")

NUMBERS = {
    "down": {"-0.5"} | written(4, *COST, L) | written(2, P[1]),
    "predict-blame-widget": written(2, P[2]),
    "factors": written(4, P[3], 1 - P[3], DP[3], START.values("dp_dh")[3], DH[3]),
    "check-factors": written(4, P[1]),
    "factors-after": written(4, DP[1], DP[3], DH[1], DH[3]),
    "four-opinions": written(4, *GRADIENT["sum"], *GRADIENT["mean"])
    | written(4, *AFTER["mean"].parameters.values()),
    "four-opinions-lecturer": {"0.5", "-0.5"},
    "check-new-table": written(4, *AFTER["mean"].parameters.values()),
    "new-table-text": written(4, L, AFTER["mean"].loss.value),
    "predict-sum-widget": written(4, L, AFTER["sum"].loss.value, *AFTER["sum"].values("p")[[0, 3]]),
    "three-ways": {"0.1"}
    | written(4, *(value for each in AFTER.values() for value in each.parameters.values()))
    | written(4, *(each.loss.value for each in AFTER.values()), SHORT.loss.value),
    "predict-saturated-widget": written(4, SURE_AND_WRONG)
    | written(5, 2 * (SURE_AND_WRONG - 1) * SURE_AND_WRONG * (1 - SURE_AND_WRONG))
    | written(5, SURE_AND_WRONG - 1),
    "check-bce-widget": written(4, P[1], ENTROPY.values("dh")[1], DH[1]),
    "landscape-text": {"-0.5"} | written(4, *CURVATURES.correct(*CURVATURES.example)),
    "other-loss-lecturer": written(4, *CURVATURES.wrong(*CURVATURES.example)),
    "words": written(4, *(np.array([1, 0.5, 0.25, 0.125]) * 4 * L)),
}


@pytest.mark.parametrize("id", CELLS)
def test_each_decimal_number_is_computed(id):
    assert decimals(CELLS[id]) == NUMBERS.get(id, set())


def test_the_losses_stand_in_the_order_of_the_rows():
    first = ", ".join(f"{cost:.4f}" for cost in COST[:3])
    assert f"cost {first} and {COST[3]:.4f}; their mean is $L = {L:.4f}$" in CELLS["down"]
    assert np.argmax(COST) == 1  # "the second row costs most"


def test_the_three_factors_stand_in_their_lines():
    p, y = P[3], 1
    assert rf"$2\,({p:.4f} - 1) = {2 * (p - y):.4f}$" in CELLS["factors"]
    assert rf"${p:.4f} \cdot {1 - p:.4f} = {p * (1 - p):.4f}$" in CELLS["factors"]
    product = 2 * (p - y) * p * (1 - p) * X[3, 0]
    assert rf"$\partial\ell/\partial w_1 = {product:.4f}$" in CELLS["factors"]
    assert START.values("dw1")[3] == pytest.approx(product, abs=1e-15)


def test_the_row_further_from_the_truth_has_the_smaller_delta():
    assert f"${DP[1]:.4f}$ against ${DP[3]:.4f}$" in CELLS["factors-after"]
    assert f"${DH[1]:.4f}$ against ${DH[3]:.4f}$" in CELLS["factors-after"]
    assert abs(DP[1]) > abs(DP[3])
    assert abs(DH[1]) < abs(DH[3])


def test_sum_and_mean_stand_in_their_lines():
    for kind, gradient in GRADIENT.items():
        line = " | ".join(f"${value:.4f}$" for value in gradient)
        assert f"| **{kind}** over the four rows | {line} |" in CELLS["four-opinions"]


def test_the_step_of_the_text_is_the_step_of_the_table():
    new = AFTER["mean"].parameters
    written_out = rf"1 - 1 \cdot ({GRADIENT['mean'][0]:.4f}) = {new['w1']:.4f}"
    assert written_out in CELLS["four-opinions"]
    assert (
        f"$w_2$ becomes ${new['w2']:.4f}$ and $b$ becomes ${new['b']:.4f}$"
        in (CELLS["four-opinions"])
    )


def test_only_the_row_with_label_0_wants_a_smaller_bias():
    assert (START.values("db") > 0).tolist() == (np.array(Y_OR) == 0).tolist()


def test_after_one_step_all_probabilities_are_larger_and_two_rows_right():
    assert np.all(AFTER["mean"].values("p") > P)
    assert f"Still {AFTER['mean'].n_right} of 4 are right" in CELLS["new-table-text"]


def test_the_bold_step_swaps_the_right_rows():
    right_before = START.values("y_hat") == Y_OR
    right_after = AFTER["sum"].values("y_hat") == Y_OR
    assert right_before.tolist() == [True, False, True, False]
    assert right_after.tolist() == [False, False, True, True]
    p = AFTER["sum"].values("p")
    assert rf"$(1, 1)$ is right now, with $p \approx {p[3]:.4f}$" in CELLS["predict-sum-widget"]


def test_the_three_ways_stand_in_their_lines():
    for kind, after in AFTER.items():
        numbers = " | ".join(f"${value:.4f}$" for value in after.parameters.values())
        line = f"| {kind} | {numbers} | {after.loss.value:.4f} | {after.n_right} |"
        assert line in CELLS["three-ways"]
    assert f"only falls to {SHORT.loss.value:.4f}" in CELLS["three-ways"]


def test_the_sum_is_the_mean_with_four_times_the_rate():
    by_mean = table(reduction="mean", learning_rate=4).next().parameters
    assert by_mean == pytest.approx(AFTER["sum"].parameters, abs=1e-15)


def test_online_the_order_of_the_rows_matters():
    backwards = hand.table([1, -1], -0.5, X[::-1], Y_OR[::-1], reduction="online").next()
    assert backwards.parameters != pytest.approx(AFTER["online"].parameters, abs=1e-3)


def test_the_cross_entropy_says_fifteen_hundred_times_as_much():
    _, step = losses.binary_cross_entropy_from_scores([1.0], [-8.0])
    flat = 2 * (SURE_AND_WRONG - 1) * SURE_AND_WRONG * (1 - SURE_AND_WRONG)
    assert 1450 < step[0] / flat < 1550
    assert step[0] == pytest.approx(SURE_AND_WRONG - 1)


def test_one_entry_of_the_sum_gradient_of_the_cross_entropy_is_exactly_minus_one():
    by_hand = table(loss="binary_cross_entropy", reduction="sum")
    assert by_hand.gradient["w1"].value == pytest.approx(-1, abs=1e-15)


def test_both_losses_train():
    for loss in ("squared_error", "binary_cross_entropy"):
        *_, history = neuron.train(
            X, Y_OR, [1, -1], -0.5, loss=loss, reduction="mean", learning_rate=1, n_epochs=50
        )
        assert history.accuracy[-1] == 1


def test_the_squared_error_bends_down_somewhere_and_the_cross_entropy_nowhere(rng):
    w, b, *data = CURVATURES.example
    assert min(CURVATURES.correct(w, b, *data)) < 0
    for _ in range(50):
        assert min(CURVATURES.wrong(rng.normal(0, 3, 2), rng.normal(0, 3), *data)) > 0


def test_far_out_the_squared_error_hardly_has_a_slope():
    flat = neuron.gradients(X, Y_OR, [-6, -6], -0.5, loss="squared_error", reduction="mean")
    steep = neuron.gradients(X, Y_OR, [-6, -6], -0.5, loss="binary_cross_entropy", reduction="mean")
    assert np.linalg.norm(flat.dw) < 0.01 < 0.5 < np.linalg.norm(steep.dw)


def test_the_four_squared_errors_stand_in_the_order_of_the_text():
    four = f"{4 * L:.4f}, {2 * L:.4f}, {L:.4f} or {L / 2:.4f}"
    assert f"that makes {four}" in CELLS["words"]
    e21 = slip("E21")
    assert e21.wrong(*e21.example) == pytest.approx(L / 2, abs=1e-6)
