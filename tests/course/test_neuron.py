"""The sigmoid neuron against the table worked by hand, finite differences and scikit-learn."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.linear_model import LogisticRegression

from course import datasets, neuron

W, B = np.array([1.0, -1.0]), -0.5
SE, BCE = "squared_error", "binary_cross_entropy"


def flat(gradients):
    return [*gradients.dw, gradients.db]


def gradients_on(name, loss, reduction):
    X, y = getattr(datasets, name)()
    return flat(neuron.gradients(X, y, W, B, loss=loss, reduction=reduction))


def train_on(name, loss, learning_rate, n_epochs, reduction="mean", **settings):
    X, y = getattr(datasets, name)()
    return neuron.train(
        X,
        y,
        W,
        B,
        loss=loss,
        reduction=reduction,
        learning_rate=learning_rate,
        n_epochs=n_epochs,
        **settings,
    )


def test_the_table_by_hand_forward():
    p, cache = neuron.forward(datasets.or_()[0], W, B)
    assert cache.h.tolist() == [-0.5, -1.5, 0.5, -0.5]
    assert p == pytest.approx([0.377541, 0.182426, 0.622459, 0.377541], abs=5e-7)
    assert neuron.predict(p).tolist() == [0, 0, 1, 0]


@pytest.mark.parametrize(
    ("loss", "rows"),
    [
        (
            SE,
            [
                (0.142537, 0.0, 0.0, 0.177447),
                (0.668428, 0.0, -0.243877, -0.243877),
                (0.142537, -0.177447, 0.0, -0.177447),
                (0.387456, -0.292561, -0.292561, -0.292561),
            ],
        ),
        (
            BCE,
            [
                (0.474077, 0.0, 0.0, 0.377541),
                (1.701413, 0.0, -0.817574, -0.817574),
                (0.474077, -0.377541, 0.0, -0.377541),
                (0.974077, -0.622459, -0.622459, -0.622459),
            ],
        ),
    ],
)
def test_the_table_by_hand_row_by_row(loss, rows):
    X, y = datasets.or_()
    for k, row in enumerate(rows):
        value, gradients = neuron.loss_and_gradients(
            X[k : k + 1], y[k : k + 1], W, B, loss=loss, reduction="sum"
        )
        assert [value, *flat(gradients)] == pytest.approx(row, abs=5.1e-7)


@pytest.mark.parametrize(
    ("loss", "reduction", "value", "expected"),
    [
        (SE, "sum", 1.340958, (-0.470007, -0.536437, -0.536437)),
        (SE, "mean", 0.335239, (-0.117502, -0.134109, -0.134109)),
        (BCE, "sum", 3.623644, (-1.0, -1.440034, -1.440034)),
        (BCE, "mean", 0.905911, (-0.25, -0.360008, -0.360008)),
    ],
)
def test_the_or_table_summed_and_averaged(loss, reduction, value, expected):
    X, y = datasets.or_()
    found, gradients = neuron.loss_and_gradients(X, y, W, B, loss=loss, reduction=reduction)
    assert found == pytest.approx(value, abs=1e-6)
    assert flat(gradients) == pytest.approx(expected, abs=1e-6)


def test_the_cross_entropys_gradient_in_w1_is_exactly_minus_one():
    assert gradients_on("or_", BCE, "sum")[0] == pytest.approx(-1, abs=1e-15)


def test_half_the_squared_error_has_half_its_gradient():
    whole = gradients_on("or_", SE, "mean")
    assert gradients_on("or_", "half_squared_error", "mean") == pytest.approx(
        [part / 2 for part in whole], rel=1e-15
    )


@pytest.mark.parametrize("name", ["and_", "xor"])
def test_the_gradient_in_w1_vanishes_for_and_and_xor(name):
    assert gradients_on(name, SE, "mean")[0] == pytest.approx(0, abs=1e-16)


@pytest.mark.parametrize(("name", "share"), [("or_", 0.5), ("and_", 0.5), ("xor", 0.75)])
def test_the_table_built_for_or_scores_best_on_xor(name, share):
    _, _, history = train_on(name, SE, 1, 0)
    assert history.accuracy.tolist() == [share]


@pytest.mark.parametrize(
    ("learning_rate", "reduction", "weights", "p", "mse"),
    [
        (
            1,
            "mean",
            (1.117502, -0.865891, -0.365891),
            (0.409534, 0.225870, 0.679530, 0.471461),
            0.287263,
        ),
        (0.1, "mean", (1.011750, -0.986589, -0.486589), None, 0.330275),
        (
            1,
            "sum",
            (1.470007, -0.463563, 0.036437),
            (0.509108, 0.394813, 0.818534, 0.739406),
            0.181571,
        ),
    ],
)
def test_the_new_table(learning_rate, reduction, weights, p, mse):
    X, y = datasets.or_()
    step = neuron.gradients(X, y, W, B, loss=SE, reduction=reduction)
    w, b = neuron.update(W, B, step, learning_rate)
    assert [*w, b] == pytest.approx(weights, abs=6e-7)
    new_p, _ = neuron.forward(X, w, b)
    if p:
        assert new_p == pytest.approx(p, abs=6e-7)
    assert np.mean((y - new_p) ** 2) == pytest.approx(mse, abs=6e-7)
    assert np.mean(neuron.predict(new_p) == y) == 0.5


def test_the_loss_nearly_halves_and_the_accuracy_stays():
    _, _, history = train_on("or_", SE, 1, 1, reduction="sum")
    assert history.loss[1] < 0.55 * history.loss[0]
    assert history.accuracy.tolist() == [0.5, 0.5]


def test_online_updates_row_by_row():
    _, _, history = train_on("or_", SE, 1, 1, online=True)
    path = np.column_stack([history.w, history.b])
    assert path == pytest.approx(
        np.array(
            [
                [1, -1, -0.5],
                [1, -1, -0.6774],
                [1, -0.7765, -0.4539],
                [1.1704, -0.7765, -0.2835],
                [1.4059, -0.5410, -0.0480],
            ]
        ),
        abs=5.1e-5,
    )


def test_online_the_reduction_changes_only_the_scale_of_the_history():
    w_mean, b_mean, by_mean = train_on("or_", SE, 1, 3, online=True)
    w_sum, b_sum, by_sum = train_on("or_", SE, 1, 3, reduction="sum", online=True)
    assert (*w_mean, b_mean) == (*w_sum, b_sum)
    assert by_sum.loss == pytest.approx(4 * by_mean.loss)


@pytest.mark.parametrize(
    ("name", "loss", "steps"),
    [
        ("or_", SE, (257, 26, 3)),
        ("or_", BCE, (175, 18, 3)),
        ("and_", SE, (242, 25, 3)),
        ("and_", BCE, (150, 15, 10)),
    ],
)
def test_steps_until_all_four_are_right(name, loss, steps):
    for learning_rate, expected in zip((0.1, 1, 10), steps, strict=True):
        _, _, history = train_on(name, loss, learning_rate, expected + 5)
        assert history.first_perfect_step == expected


@pytest.mark.parametrize("loss", [SE, BCE])
@pytest.mark.parametrize("learning_rate", [0.1, 1, 10])
def test_xor_is_never_all_right(loss, learning_rate):
    _, _, history = train_on("xor", loss, learning_rate, 1000)
    assert history.first_perfect_step is None
    assert history.accuracy.max() <= 0.75


@pytest.mark.parametrize(("loss", "least"), [(SE, 0.25), (BCE, np.log(2))])
def test_xor_falls_to_what_one_half_for_everyone_costs(loss, least):
    w, b, history = train_on("xor", loss, 1, 3000)
    assert history.loss[-1] == pytest.approx(least, abs=1e-6)
    assert history.loss.min() >= least - 1e-12
    assert [*w, b] == pytest.approx([0, 0, 0], abs=1e-2)


def test_xor_with_a_large_step_does_not_settle():
    _, _, history = train_on("xor", BCE, 10, 500)
    assert history.loss[-100:].max() > np.log(2) + 0.1


def test_squared_error_finds_nothing_better_on_xor_from_many_starts(rng):
    X, y = datasets.xor()
    for start in rng.normal(scale=2, size=(20, 3)):
        _, _, history = neuron.train(
            X, y, start[:2], start[2], loss=SE, reduction="mean", learning_rate=2, n_epochs=300
        )
        assert history.loss.min() >= 0.25


@pytest.mark.parametrize(
    ("loss", "eigenvalues"), [(SE, (-0.0290, 0.0158, 0.1025)), (BCE, (0.0364, 0.0471, 0.3436))]
)
def test_squared_error_on_a_sigmoid_is_not_convex_and_the_cross_entropy_is(loss, eigenvalues):
    X, y = datasets.or_()
    start, eps = np.array([*W, B]), 1e-5

    def gradient(parameters):
        return np.array(
            flat(neuron.gradients(X, y, parameters[:2], parameters[2], loss=loss, reduction="mean"))
        )

    moves = eps * np.eye(3)
    hessian = np.array([gradient(start + move) - gradient(start - move) for move in moves])
    assert np.linalg.eigvalsh(hessian / (2 * eps)) == pytest.approx(eigenvalues, abs=6e-5)


@settings(deadline=None)
@given(
    seed=st.integers(0, 1000),
    loss=st.sampled_from(sorted(neuron.NEURON_LOSSES)),
    reduction=st.sampled_from(["sum", "mean"]),
    n_examples=st.integers(1, 6),
    n_features=st.integers(0, 4),
)
def test_gradients_agree_with_finite_differences(seed, loss, reduction, n_examples, n_features):
    rng = np.random.default_rng(seed)
    X, y = rng.normal(size=(n_examples, n_features)), rng.integers(2, size=n_examples)
    start = rng.normal(size=n_features + 1)

    def value(parameters):
        return neuron.loss_and_gradients(
            X, y, parameters[:-1], parameters[-1], loss=loss, reduction=reduction
        )[0]

    moves = 1e-6 * np.eye(n_features + 1)
    expected = [(value(start + move) - value(start - move)) / 2e-6 for move in moves]
    found = neuron.gradients(X, y, start[:-1], start[-1], loss=loss, reduction=reduction)
    assert flat(found) == pytest.approx(expected, abs=1e-7)


def test_backward_gives_the_gradient_in_the_inputs_too(rng):
    X, w, b, weight = rng.normal(size=(3, 2)), rng.normal(size=2), 0.3, rng.normal(size=3)
    _, cache = neuron.forward(X, w, b)
    dX, _ = neuron.backward(weight, cache)
    expected = np.empty_like(X)
    for place in np.ndindex(X.shape):
        move = np.zeros_like(X)
        move[place] = 1e-6
        ahead, behind = (neuron.forward(X + s * move, w, b)[0] @ weight for s in (1, -1))
        expected[place] = (ahead - behind) / 2e-6
    assert dX == pytest.approx(expected, abs=1e-8)


def test_backward_through_the_probabilities_is_the_chain_rule():
    X, y = datasets.or_()
    p, cache = neuron.forward(X, W, B)
    _, by_hand = neuron.backward(2 * (p - y), cache)
    assert flat(by_hand) == pytest.approx(gradients_on("or_", SE, "sum"), rel=1e-14)
    _, by_hand = neuron.backward((p - y) / (p * (1 - p)), cache)
    assert flat(by_hand) == pytest.approx(gradients_on("or_", BCE, "sum"), rel=1e-14)


def test_a_second_forward_pass_does_not_spoil_the_first_ones_backward():
    X = datasets.or_()[0]
    _, cache = neuron.forward(X, W, B)
    before = flat(neuron.backward(np.ones(4), cache)[1])
    neuron.forward(10 * X, -W, 3)
    assert flat(neuron.backward(np.ones(4), cache)[1]) == before


def test_a_sure_and_wrong_neuron_still_learns_with_the_cross_entropy_alone():
    X, y = np.array([[1.0]]), np.array([1])
    squared = neuron.gradients(X, y, [-8.0], 0, loss=SE, reduction="sum")
    entropy = neuron.gradients(X, y, [-8.0], 0, loss=BCE, reduction="sum")
    assert squared.db == pytest.approx(-0.00067, abs=5e-6)
    assert entropy.db == pytest.approx(-0.99966, abs=1e-5)
    far = neuron.loss_and_gradients(X, y, [-1000.0], 0, loss=BCE, reduction="sum")
    assert far[0] == 1000
    assert far[1].db == -1


def test_a_tie_at_one_half_predicts_zero():
    p, _ = neuron.forward(datasets.or_()[0], W, 0)
    assert p == pytest.approx([0.5, 0.268941, 0.731059, 0.5], abs=5e-7)
    assert neuron.predict(p).tolist() == [0, 0, 1, 0]


def test_training_the_cross_entropy_arrives_where_logistic_regression_does(rng):
    X, y = datasets.blobs(200, 1.2, rng)
    theirs = LogisticRegression(C=np.inf, tol=1e-10).fit(X, y)
    w, b, history = neuron.train(
        X, y, [0, 0], 0, loss=BCE, reduction="mean", learning_rate=1, n_epochs=1500
    )
    assert w == pytest.approx(theirs.coef_[0], rel=1e-4)
    assert b == pytest.approx(theirs.intercept_[0], rel=1e-3, abs=1e-4)
    assert history.accuracy[-1] == theirs.score(X, y)


def test_the_history_holds_every_step_from_the_start():
    w, b, history = train_on("or_", SE, 1, 5)
    assert history.w.shape == (6, 2)
    assert history.b.shape == history.loss.shape == history.accuracy.shape == (6,)
    assert (*history.w[0], history.b[0]) == (*W, B)
    assert (*history.w[-1], history.b[-1]) == (*w, b)
    assert history.loss[0] == pytest.approx(0.335239, abs=1e-6)
    assert history.majority_baseline == 0.75


def test_online_training_has_a_step_for_each_example_and_repeats_with_its_generator():
    runs = [
        train_on("xor", BCE, 0.5, 6, online=True, rng=np.random.default_rng(seed))[2]
        for seed in (1, 1, 2)
    ]
    assert runs[0].loss.shape == (25,)
    assert np.array_equal(runs[0].w, runs[1].w)
    assert not np.array_equal(runs[0].w, runs[2].w)
    in_order = train_on("xor", BCE, 0.5, 6, online=True)[2]
    assert not np.array_equal(runs[0].w, in_order.w)


def test_training_leaves_its_start_alone():
    X, y = datasets.or_()
    start = W.copy()
    neuron.train(X, y, start, B, loss=SE, reduction="sum", learning_rate=1, n_epochs=3)
    w, _, _ = neuron.train(X, y, start, B, loss=SE, reduction="sum", learning_rate=1, n_epochs=0)
    w[:] = 9
    assert np.array_equal(start, W)


def test_float32_stays_float32():
    X = datasets.or_()[0].astype(np.float32)
    p, cache = neuron.forward(X, W.astype(np.float32), -0.5)
    _, gradients = neuron.backward(np.ones(4, dtype=np.float32), cache)
    assert p.dtype == gradients.dw.dtype == np.float32


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"w": [1, 2, 3]}, r"X has shape \(4, 2\), w \(3,\) and b \(\), expected"),
        ({"b": [0.5]}, r"w \(2,\) and b \(1,\)"),
        ({"y": np.ones((4, 1))}, r"y has shape \(4, 1\)"),
        ({"loss": "hinge"}, "loss 'hinge' is unknown; choose one of squared_error"),
        ({"reduction": "none"}, 'reduction is \'none\', expected "sum" or "mean"'),
    ],
)
def test_what_does_not_fit_is_said(arguments, message):
    X, y = datasets.or_()
    usual = {"X": X, "y": y, "w": W, "b": B, "loss": SE, "reduction": "sum"}
    with pytest.raises(ValueError, match=message):
        neuron.loss_and_gradients(**(usual | arguments))


def test_backward_wants_one_entry_for_each_example():
    _, cache = neuron.forward(datasets.or_()[0], W, B)
    with pytest.raises(ValueError, match=r"dp has shape \(4, 1\), expected \(n_examples,\)"):
        neuron.backward(np.ones((4, 1)), cache)
    with pytest.raises(ValueError, match=r"dh has shape \(3,\)"):
        neuron.backward_from_scores(np.ones(3), cache)


def test_a_generator_without_online_training_is_a_misunderstanding(rng):
    with pytest.raises(ValueError, match="rng only mixes the examples of online=True"):
        train_on("or_", SE, 1, 1, rng=rng)


def test_loss_and_reduction_have_no_default():
    with pytest.raises(TypeError, match="loss"):
        neuron.gradients(*datasets.or_(), W, B)
