import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from course import losses
from course.activations import sigmoid, sigmoid_derivative, softmax
from course.finite_differences import check_directions, check_gradient

# OR by hand: w = (1, -1), b = -0.5, in the order (0,0) (0,1) (1,0) (1,1).
H = np.array([-0.5, -1.5, 0.5, -0.5])
Y = np.array([0.0, 1.0, 1.0, 1.0])
X = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
for _array in (H, Y, X):
    _array.setflags(write=False)

# Scores of ten classes for a cat (class 3), a car (1) and a frog (6), deck H 45 with its signs.
SCORES = np.array(
    [
        [-3.45, -8.87, 0.09, 2.9, 4.48, 8.02, 3.78, 1.06, -0.36, -0.72],
        [-0.51, 6.04, 5.31, -4.22, -4.19, 3.58, 4.49, -4.37, -2.09, -2.93],
        [3.42, 4.64, 2.65, 5.1, 2.64, 5.55, -4.34, -1.5, -4.79, 6.14],
    ]
)
LABELS = np.array([3, 1, 6])


def test_squared_error_of_the_or_table():
    p = sigmoid(H)
    each, gradient = losses.squared_error(Y, p, reduction="none")
    np.testing.assert_allclose(each, [0.142537, 0.668428, 0.142537, 0.387456], atol=5e-7)
    np.testing.assert_allclose(gradient, 2 * (p - Y))
    dh = gradient * sigmoid_derivative(H)
    np.testing.assert_allclose(dh, [0.177447, -0.243877, -0.177447, -0.292561], atol=5e-7)
    np.testing.assert_allclose(X.T @ dh, [-0.470007, -0.536437], atol=5e-7)
    assert dh.sum() == pytest.approx(-0.536437, abs=5e-7)
    assert losses.squared_error(Y, p)[0] == pytest.approx(1.340958, abs=5e-7)


def test_binary_cross_entropy_of_the_or_table():
    each, gradient = losses.binary_cross_entropy_from_scores(Y, H, reduction="none")
    np.testing.assert_allclose(each, [0.474077, 1.701413, 0.474077, 0.974077], atol=5e-7)
    # the -1 is exact: sigmoid(1/2) + sigmoid(-1/2) = 1
    np.testing.assert_allclose(
        [*(X.T @ gradient), gradient.sum()], [-1, -1.440034, -1.440034], atol=5e-7
    )
    mean, _ = losses.binary_cross_entropy_from_scores(Y, H, reduction="mean")
    assert mean == pytest.approx(0.905911, abs=5e-7)


def test_the_four_squared_errors_differ_by_two_and_by_the_number_of_entries():
    # The same table: 1.340958 summed, 0.335239 as a mean, 0.167620 as the mean of halves.
    p = sigmoid(H)
    total, d_total = losses.squared_error(Y, p)
    half, d_half = losses.half_squared_error(Y, p)
    mean, d_mean = losses.mean_squared_error(Y, p)
    mean_half, d_mean_half = losses.mean_half_squared_error(Y, p)
    assert (total, mean) == pytest.approx((1.340958, 0.335239), abs=5e-7)
    assert mean_half == pytest.approx(0.16762, abs=5e-6)
    assert half == total / 2
    np.testing.assert_allclose(d_half, d_total / 2)
    np.testing.assert_allclose(d_mean, d_total / 4)
    np.testing.assert_allclose(d_mean_half, d_total / 8)


def test_a_mean_over_entries_also_divides_by_the_outputs():
    y, p = np.zeros((3, 2)), np.ones((3, 2))
    assert losses.squared_error(y, p)[0] == 6
    assert losses.squared_error(y, p, reduction="mean")[0] == 2
    assert losses.mean_squared_error(y, p)[0] == 1
    np.testing.assert_array_equal(losses.squared_error(y, p, reduction="none")[0], [2, 2, 2])
    np.testing.assert_array_equal(losses.mean_squared_error(y, p, reduction="none")[0], [1, 1, 1])
    with pytest.raises(ValueError, match=r'a mean; for reduction="sum" use squared_error'):
        losses.mean_squared_error(y, p, reduction="sum")


def test_the_table_of_binary_cross_entropies():
    # y, p = (1, .9), (1, .1), (0, .9), (0, .1), printed as .1, 2.3, 2.3, .1
    each, _ = losses.binary_cross_entropy([1, 1, 0, 0], [0.9, 0.1, 0.9, 0.1], reduction="none")
    np.testing.assert_allclose(each, [0.105361, 2.302585, 2.302585, 0.105361], atol=5e-7)


def test_a_saturated_neuron_learns_from_cross_entropy_and_hardly_from_squared_error():
    # y = 1, h = -8
    _, dh = losses.binary_cross_entropy_from_scores(1.0, -8.0)
    assert dh == pytest.approx(-0.999665, abs=5e-7)
    _, dp = losses.squared_error(1.0, sigmoid(-8.0))
    assert dp * sigmoid_derivative(-8.0) == pytest.approx(-0.000670, abs=5e-7)


def test_certainty_that_is_right_costs_nothing_and_certainty_that_is_wrong_infinitely_much():
    each, gradient = losses.binary_cross_entropy([1, 0, 1, 0], [1, 0, 0, 1], reduction="none")
    np.testing.assert_array_equal(each, [0, 0, np.inf, np.inf])
    np.testing.assert_array_equal(gradient, [-1, 1, -np.inf, np.inf])
    each, gradient = losses.categorical_cross_entropy([0, 1], [[1.0, 0], [1, 0]], reduction="none")
    np.testing.assert_array_equal(each, [0, np.inf])
    np.testing.assert_array_equal(gradient, [[-1, 0], [0, -np.inf]])


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_losses_from_scores_are_exact_at_a_thousand_in_either_precision(dtype):
    h = np.array([1000, -1000, 1000, -1000], dtype=dtype)
    with np.errstate(all="raise"):
        each, gradient = losses.binary_cross_entropy_from_scores([1, 0, 0, 1], h, reduction="none")
        rows, d_rows = losses.categorical_cross_entropy_from_scores(
            [0, 1], h.reshape(2, 2), reduction="none"
        )
    np.testing.assert_array_equal(each, [0, 0, 1000, 1000])
    np.testing.assert_array_equal(gradient, [0, 0, 1, -1])
    np.testing.assert_array_equal(rows, [0, 2000])
    np.testing.assert_array_equal(d_rows, [[0, 0], [1, -1]])
    assert each.dtype == gradient.dtype == rows.dtype == d_rows.dtype == dtype


def test_categorical_cross_entropy_of_the_score_matrix():
    # cat 5.1698, car 0.5775, frog 11.2945; the guesses are dog (5), automobile (1), truck (9)
    each, gradient = losses.categorical_cross_entropy_from_scores(LABELS, SCORES, reduction="none")
    np.testing.assert_allclose(each, [5.1698, 0.5775, 11.2945], atol=5e-5)
    np.testing.assert_array_equal(SCORES.argmax(axis=1), [5, 1, 9])
    from_p, _ = losses.categorical_cross_entropy(LABELS, softmax(SCORES), reduction="none")
    np.testing.assert_allclose(from_p, each)
    np.testing.assert_allclose(gradient.sum(axis=1), 0, atol=1e-14)
    mean, _ = losses.categorical_cross_entropy_from_scores(LABELS, SCORES, reduction="mean")
    assert mean == pytest.approx(each.mean())


def test_the_score_matrix_without_its_minus_signs_is_another_one():
    # Bullets swallowed the deck's signs: the cat becomes a car, and its loss 6.34 instead of 5.17.
    cat, _ = losses.categorical_cross_entropy_from_scores(3, np.abs(SCORES[0]))
    assert np.abs(SCORES[0]).argmax() == 1
    assert cat == pytest.approx(6.34, abs=5e-3)


def test_the_cat_among_three_classes_costs_nats_not_digits():
    loss, gradient = losses.categorical_cross_entropy_from_scores(0, [3.2, 5.1, -1.7])
    assert loss == pytest.approx(2.0404, abs=5e-5)
    np.testing.assert_allclose(gradient, [0.129983 - 1, 0.869050, 0.000968], atol=1e-6)


def test_one_sigmoid_needs_binary_cross_entropy():
    # With the categorical loss, .999 for a target of 0 would cost nothing; it costs 6.91.
    with pytest.raises(ValueError, match="for one output use binary cross-entropy"):
        losses.categorical_cross_entropy([[0.0]], [[0.999]])
    assert losses.binary_cross_entropy(0, 0.999)[0] == pytest.approx(6.91, abs=5e-3)


def test_labels_one_hot_rows_and_soft_rows_are_all_targets():
    one_hot = losses.class_shares(LABELS, 10)
    assert one_hot.sum() == 3
    by_label = losses.categorical_cross_entropy_from_scores(LABELS, SCORES)
    by_row = losses.categorical_cross_entropy_from_scores(one_hot, SCORES)
    assert by_label[0] == by_row[0]
    np.testing.assert_array_equal(by_label[1], by_row[1])
    soft, gradient = losses.categorical_cross_entropy_from_scores([[0.5, 0.5]], [[0.0, 0.0]])
    assert soft == pytest.approx(np.log(2))
    np.testing.assert_array_equal(gradient, [[0, 0]])


def arguments(name, rng):
    """Targets and outputs that a loss takes, read-only."""
    takes = losses.LOSSES[name].takes
    outputs = rng.normal(size=(5, 3))
    y = rng.integers(0, 2, size=(5, 3)).astype(float)
    if takes == "probabilities":
        outputs = sigmoid(outputs)
    elif takes.startswith("class"):
        y = rng.integers(0, 3, size=5)
        outputs = softmax(outputs) if takes == "class probabilities" else outputs
    y.setflags(write=False)
    outputs.setflags(write=False)
    return y, outputs


@pytest.mark.parametrize(
    ("name", "reduction"),
    [(name, "mean") for name in losses.LOSSES]
    + [(name, "sum") for name in losses.LOSSES if not name.startswith("mean")],
)
def test_each_gradient_is_the_slope_of_its_loss(name, reduction):
    rng = np.random.default_rng(11)
    loss = losses.LOSSES[name].function
    y, A = arguments(name, rng)
    _, gradient = loss(y, A, reduction=reduction)
    value = lambda outputs: loss(y, outputs, reduction=reduction)[0]  # noqa: E731
    assert check_gradient(value, gradient, A).passed
    assert check_directions(value, gradient, A, rng=rng).passed
    assert not check_gradient(value, gradient * 2, A).passed


@pytest.mark.parametrize("name", losses.LOSSES)
def test_sum_mean_and_each_are_the_same_loss_at_three_scales(name):
    y, A = arguments(name, np.random.default_rng(12))
    loss = losses.LOSSES[name].function
    each, own = loss(y, A, reduction="none")
    mean, d_mean = loss(y, A, reduction="mean")
    assert each.shape == (5,)
    assert mean == pytest.approx(each.mean())
    np.testing.assert_allclose(d_mean, own / 5)
    if not name.startswith("mean"):
        total, d_total = loss(y, A, reduction="sum")
        assert (total, True) == (pytest.approx(each.sum()), isinstance(total, float))
        np.testing.assert_array_equal(d_total, own)
        assert loss(y, A)[0] == total


@pytest.mark.parametrize("name", losses.LOSSES)
def test_single_precision_stays_single(name):
    y, A = arguments(name, np.random.default_rng(13))
    _, gradient = losses.LOSSES[name].function(y, A.astype(np.float32), reduction="mean")
    assert gradient.dtype == np.float32


@given(st.floats(-30, 30), st.sampled_from([0.0, 1.0]))
def test_the_two_binary_cross_entropies_agree_where_both_can_see(h, y):
    value, dh = losses.binary_cross_entropy_from_scores(y, h)
    p = sigmoid(h)
    from_p, dp = losses.binary_cross_entropy(y, p)
    # 1 - p keeps only about 1e-16 / (1 - p) of its precision
    tolerance = 1e-12 + 4e-16 / min(p, 1 - p)
    assert from_p == pytest.approx(value, rel=tolerance, abs=1e-12)
    assert dp * sigmoid_derivative(h) == pytest.approx(dh, rel=tolerance, abs=1e-12)


def test_mistakes_in_the_arguments_are_named():
    with pytest.raises(ValueError, match=r"y has shape \(4,\) but p has shape \(4, 1\)"):
        losses.squared_error(Y, sigmoid(H)[:, None])
    with pytest.raises(
        ValueError, match=r"p has values from -1.5 to 0.5, expected 0 to 1; for scores"
    ):
        losses.binary_cross_entropy(Y, H)
    with pytest.raises(ValueError, match=r"y has values from 0 to 2"):
        losses.binary_cross_entropy_from_scores([0, 2], [0.0, 0.0])
    with pytest.raises(ValueError, match="reduction 'average' is unknown; choose one of sum, mean"):
        losses.squared_error(Y, H, reduction="average")
    with pytest.raises(ValueError, match=r"nothing to take a mean over: shape \(0,\)"):
        losses.squared_error([], [], reduction="mean")
    with pytest.raises(ValueError, match="class labels 0 to 9"):
        losses.categorical_cross_entropy_from_scores([3, 1, 10], SCORES)
    with pytest.raises(ValueError, match=r"labels of shape \(3,\) or shares of shape \(3, 10\)"):
        losses.categorical_cross_entropy_from_scores([3, 1], SCORES)
    with pytest.raises(ValueError, match="sum to 1"):
        losses.categorical_cross_entropy_from_scores(np.ones((3, 10)), SCORES)
    with pytest.raises(ValueError, match="use categorical_cross_entropy_from_scores"):
        losses.categorical_cross_entropy(LABELS, SCORES)
    with pytest.raises(ValueError, match="loss 'mse' is unknown; choose one of squared_error"):
        losses.loss_named("mse")


def test_a_loss_is_found_by_name_by_function_or_is_ones_own():
    assert losses.loss_named("squared_error").function is losses.squared_error
    assert losses.loss_named(losses.binary_cross_entropy).takes == "probabilities"
    record = losses.LOSSES["squared_error"]
    assert losses.loss_named(record) is record
    assert losses.loss_named(lambda y, p: (0.0, p)).takes == "values"
