import numpy as np
import pytest

from course.activations import ACTIVATIONS
from course.early_stopping import EarlyStopping
from course.layers import Linear
from course.metrics import accuracy
from course.mlp import MLP, build_mlp
from course.optimizers import Adam, GradientDescent, Momentum
from course.output_layers import above_half
from course.training import batches, loss_and_gradients, train

X = np.array([[0.0, 0], [0, 1], [1, 0], [1, 1]])
OR, AND, XOR = np.array([[0.0, 1, 1, 1], [0, 0, 0, 1], [0, 1, 1, 0]])
for _array in (X, OR, AND, XOR):
    _array.setflags(write=False)


def neuron():
    W, b = np.array([[1.0], [-1.0]]), np.array([-0.5])
    W.setflags(write=False)
    b.setflags(write=False)
    return MLP((Linear(W, b), ACTIVATIONS["sigmoid"]))


def by_hand(y, **settings):
    settings = {
        "loss": "squared_error",
        "optimizer": GradientDescent(1.0),
        "n_epochs": 1,
        "reduction": "mean",
        "decide": above_half,
        **settings,
    }
    return train(neuron(), X, y, **settings)


def test_one_mean_step_fills_the_new_table():
    model, history = by_hand(OR)
    np.testing.assert_allclose(history.path("W1")[1][:, 0], [1.117502, -0.865891], atol=5e-7)
    np.testing.assert_allclose(history.path("b1")[:, 0], [-0.5, -0.365891], atol=5e-7)
    p, _ = model.forward(X)
    np.testing.assert_allclose(p[:, 0], [0.409534, 0.225870, 0.679530, 0.471461], atol=5e-7)
    np.testing.assert_allclose(history.loss, [0.335239, 0.287263], atol=5e-7)
    np.testing.assert_array_equal(history.accuracy, [0.5, 0.5])
    assert history.majority_baseline == 0.75


def test_a_step_ten_times_shorter():
    _, history = by_hand(OR, optimizer=GradientDescent(0.1))
    np.testing.assert_allclose(history.path("W1")[1][:, 0], [1.011750, -0.986589], atol=5e-7)
    assert history.path("b1")[1] == pytest.approx(-0.486589, abs=5e-7)
    assert history.loss[1] == pytest.approx(0.330275, abs=5e-7)


def test_one_summed_step_nearly_halves_the_loss_and_leaves_the_accuracy():
    model, history = by_hand(OR, reduction="sum")
    np.testing.assert_allclose(history.path("W1")[1][:, 0], [1.470007, -0.463563], atol=5e-7)
    assert history.path("b1")[1] == pytest.approx(0.036437, abs=5e-7)
    p, _ = model.forward(X)
    np.testing.assert_allclose(p[:, 0], [0.509108, 0.394813, 0.818534, 0.739406], atol=5e-7)
    np.testing.assert_allclose(history.loss / 4, [0.335239, 0.181571], atol=5e-7)
    np.testing.assert_array_equal(history.accuracy, [0.5, 0.5])  # now (0,0) is wrong, (1,1) right


def test_online_training_in_table_order_updates_after_each_row():
    _, history = by_hand(OR, batch_size=1, shuffle=False)
    path = np.column_stack([history.path("W1")[1:, :, 0], history.path("b1")[1:]])
    expected = [
        [1, -1, -0.6774],
        [1, -0.7765, -0.4539],
        [1.1704, -0.7765, -0.2835],
        [1.4059, -0.5410, -0.0480],
    ]
    np.testing.assert_allclose(path, expected, atol=5.1e-5)


def test_the_same_start_scores_best_on_the_function_it_can_never_learn():
    for y, right, mse in ((AND, 2, 0.237682), (XOR, 3, None)):
        _, history = by_hand(y, n_epochs=0)
        assert history.accuracy[0] == right / 4
        assert mse is None or history.loss[0] == pytest.approx(mse, abs=5e-7)
        _, (dW, _) = loss_and_gradients(neuron(), X, y, loss="squared_error", reduction="mean")
        assert dW[0, 0] == pytest.approx(0, abs=1e-16)


@pytest.mark.parametrize(
    ("y", "loss", "steps"),
    [
        (OR, "squared_error", {0.1: 257, 1: 26, 10: 3}),
        (OR, "binary_cross_entropy", {0.1: 175, 1: 18, 10: 3}),
        (AND, "squared_error", {0.1: 242, 1: 25, 10: 3}),
        (AND, "binary_cross_entropy", {0.1: 150, 1: 15, 10: 10}),
    ],
    ids=["OR-SE", "OR-BCE", "AND-SE", "AND-BCE"],
)
def test_steps_until_all_four_rows_are_right(y, loss, steps):
    for learning_rate, n_steps in steps.items():
        optimizer = GradientDescent(learning_rate)
        _, history = by_hand(y, loss=loss, optimizer=optimizer, n_epochs=n_steps)
        assert history.accuracy[-1] == 1
        assert (history.accuracy[:-1] < 1).all()


def test_xor_is_never_learnt_by_one_neuron():
    _, history = by_hand(XOR, optimizer=GradientDescent(5.0), n_epochs=1500)
    assert history.accuracy.max() < 1
    assert history.loss[-1] == pytest.approx(0.25, abs=1e-3)
    assert history.loss.min() > 0.25 - 1e-12
    _, history = by_hand(XOR, loss="binary_cross_entropy", n_epochs=1500)
    assert history.loss[-1] == pytest.approx(np.log(2), abs=1e-6)


def test_three_hidden_units_learn_xor():
    net = build_mlp(
        (2, 3, 1),
        hidden="tanh",
        output="identity",
        initializer="normal",
        rng=np.random.default_rng(0),
    )
    _, history = train(
        net,
        X,
        XOR,
        loss="binary_cross_entropy_from_scores",
        optimizer=Adam(0.1),
        n_epochs=200,
        reduction="mean",
    )
    assert history.accuracy[-1] == 1
    assert history.loss[-1] < 0.05
    assert history.majority_baseline == 0.5


def problem(n_examples=30):
    rng = np.random.default_rng(4)
    X, noise = rng.normal(size=(n_examples, 4)), rng.normal(size=n_examples)
    return X, (X[:, 0] - X[:, 1] + 0.5 * noise > 0).astype(int)


def net(output=1, rate=0.0, seed=0):
    return build_mlp(
        (4, 6, output),
        hidden="relu",
        output="identity",
        initializer="he_normal",
        rate=rate,
        rng=np.random.default_rng(seed),
    )


SCORES = "binary_cross_entropy_from_scores"


@pytest.mark.parametrize("batch_size", [None, 1, 7])
@pytest.mark.parametrize("optimizer", [GradientDescent(0.1), Momentum(0.05), Adam(0.01)])
def test_the_same_rng_repeats_a_training_bit_for_bit(batch_size, optimizer):
    def run(seed):
        return train(
            net(rate=0.3),
            *problem(),
            loss=SCORES,
            optimizer=optimizer,
            n_epochs=4,
            reduction="mean",
            batch_size=batch_size,
            rng=np.random.default_rng(seed),
        )[1]

    first, again, other = run(1), run(1), run(2)
    for name in first.parameter_names:
        np.testing.assert_array_equal(first.path(name), again.path(name))
    np.testing.assert_array_equal(first.loss, again.loss)
    assert not np.array_equal(first.path("W1"), other.path("W1"))


def test_training_leaves_model_and_data_as_they_were():
    model, (X, y) = neuron(), problem()
    X, before = X[:, :2].copy(), [array.copy() for array in model.parameters]
    X.setflags(write=False)
    y.setflags(write=False)
    trained, history = train(
        model, X, y, loss="squared_error", optimizer=Adam(0.1), n_epochs=3, reduction="sum"
    )
    for old, kept, new in zip(before, model.parameters, trained.parameters, strict=True):
        np.testing.assert_array_equal(old, kept)
        assert not np.array_equal(old, new)
    np.testing.assert_array_equal(history.weights[0][0], before[0])
    assert history.weights[-1] == trained.parameters


def test_batches_hold_every_row_once_and_the_last_may_be_smaller():
    rows = list(batches(10, 4, np.random.default_rng(0)))
    assert [len(batch) for batch in rows] == [4, 4, 2]
    assert sorted(np.concatenate(rows)) == list(range(10))
    assert list(np.concatenate(rows)) != list(range(10))
    np.testing.assert_array_equal(next(batches(3, None, None)), [0, 1, 2])


def test_examples_meet_others_in_each_epoch():
    rng = np.random.default_rng(0)
    firsts = {tuple(sorted(next(batches(8, 2, rng)))) for _ in range(20)}
    assert len(firsts) > 5


def test_a_full_batch_is_one_step_an_epoch_and_online_one_step_a_row():
    settings = {"loss": SCORES, "optimizer": GradientDescent(0.1), "n_epochs": 2}
    steps = {
        batch_size: len(
            train(net(), *problem(10), reduction="mean", batch_size=batch_size, shuffle=False,
                  **settings)[1].weights
        ) - 1
        for batch_size in (None, 1, 4)
    }  # fmt: skip
    assert steps == {None: 2, 1: 20, 4: 6}


def test_a_sum_over_n_examples_is_a_mean_with_a_learning_rate_n_times_as_long():
    X, y = problem(8)
    common = {"loss": SCORES, "n_epochs": 3}
    summed, _ = train(net(), X, y, optimizer=GradientDescent(0.01), reduction="sum", **common)
    mean, _ = train(net(), X, y, optimizer=GradientDescent(0.08), reduction="mean", **common)
    for a, b in zip(summed.parameters, mean.parameters, strict=True):
        np.testing.assert_allclose(a, b)


def test_the_mean_of_the_batches_gradients_is_the_full_gradient():
    X, y = problem(12)
    _, full = loss_and_gradients(net(), X, y, loss=SCORES, reduction="mean")
    parts = [
        loss_and_gradients(net(), X[rows], y[rows], loss=SCORES, reduction="mean")[1]
        for rows in batches(12, 4, np.random.default_rng(0))
    ]
    for k, gradient in enumerate(full):
        np.testing.assert_allclose(
            np.mean([part[k] for part in parts], axis=0), gradient, atol=1e-16
        )


def test_penalties_and_decay_shrink_weights_and_spare_the_bias():
    X, y = problem()
    start = MLP((Linear(np.ones((4, 1)), np.array([5.0])),))
    flat = lambda y, A, reduction: (0.0, np.zeros_like(A))  # noqa: E731  (no slope at all)
    for price in ({"l1": 0.1}, {"l2": 0.1}, {"weight_decay": 0.2}):
        model, history = train(
            start,
            X,
            y,
            loss=flat,
            optimizer=GradientDescent(0.5),
            n_epochs=1,
            reduction="mean",
            **price,
        )
        W, b = model.parameters
        np.testing.assert_allclose(W, 0.95 if "l1" in price else 0.9)
        assert b == 5.0
    _, history = train(
        start, X, y, loss=flat, optimizer=GradientDescent(0.5), n_epochs=1, reduction="mean", l2=0.1
    )
    np.testing.assert_allclose(history.penalty, [0.4, 0.1 * 4 * 0.81])
    np.testing.assert_array_equal(history.objective, history.penalty + history.loss)


def test_l2_of_zero_changes_nothing():
    common = {"loss": SCORES, "optimizer": GradientDescent(0.1), "n_epochs": 3, "reduction": "mean"}
    plain, _ = train(net(), *problem(), **common)
    zero, _ = train(net(), *problem(), l1=0.0, l2=0.0, weight_decay=0.0, **common)
    for a, b in zip(plain.parameters, zero.parameters, strict=True):
        np.testing.assert_array_equal(a, b)


def test_early_stopping_returns_the_weights_that_were_best_on_held_out_rows():
    X, y = problem(40)
    model, history = train(
        net(seed=3),
        X[:15],
        y[:15],
        loss=SCORES,
        optimizer=Adam(0.05),
        n_epochs=500,
        reduction="mean",
        validation=(X[15:], y[15:]),
        early_stopping=EarlyStopping(patience=10),
    )
    assert history.stopped_early
    assert len(history.loss) < 501
    assert history.best_epoch == history.validation_loss.argmin() == len(history.loss) - 11
    value, _ = loss_and_gradients(model, X[15:], y[15:], loss=SCORES, reduction="mean")
    assert value == history.validation_loss.min()
    assert history.loss[-1] < history.loss[history.best_epoch]


def test_several_classes_are_scored_by_the_most_probable():
    rng = np.random.default_rng(7)
    X = rng.normal(size=(60, 4))
    y = X[:, :3].argmax(axis=1)
    settings = {"optimizer": Adam(0.05), "n_epochs": 60, "reduction": "mean"}
    model, history = train(net(3), X, y, loss="categorical_cross_entropy_from_scores", **settings)
    assert history.accuracy[-1] > 0.9
    assert history.accuracy[-1] == accuracy(y, model.forward(X)[0].argmax(axis=1))
    assert history.majority_baseline == np.bincount(y).max() / 60
    _, one_hot = train(
        net(3), X, np.eye(3)[y], loss="categorical_cross_entropy_from_scores", **settings
    )
    np.testing.assert_array_equal(one_hot.accuracy, history.accuracy)
    assert one_hot.majority_baseline == history.majority_baseline


def test_several_labels_are_scored_one_by_one():
    X, _ = problem(20)
    y = np.column_stack([X[:, 0] > 0, X[:, 1] > 1]).astype(int)
    model, history = train(
        net(2), X, y, loss=SCORES, optimizer=Adam(0.05), n_epochs=30, reduction="mean"
    )
    assert history.accuracy[-1] == ((model.forward(X)[0] > 0) == y).mean()
    assert history.majority_baseline == np.maximum(y.mean(axis=0), 1 - y.mean(axis=0)).mean()


def test_a_regression_has_a_loss_and_no_accuracy():
    X, _ = problem()
    _, history = train(
        net(),
        X,
        X[:, 0] ** 2,
        loss="mean_squared_error",
        optimizer=Adam(0.02),
        n_epochs=50,
        reduction="mean",
        record_every=20,
    )
    np.testing.assert_array_equal(history.epochs, [0, 20, 40, 50])
    assert history.loss[-1] < history.loss[0] / 2
    assert np.isnan(history.accuracy).all()
    assert np.isnan(history.majority_baseline)
    assert "loss" in repr(history)


def test_weights_that_were_not_kept_are_missed_politely():
    common = {"loss": SCORES, "optimizer": GradientDescent(0.1), "n_epochs": 1, "reduction": "sum"}
    _, history = train(net(), *problem(), keep_weights=False, **common)
    assert history.weights == ()
    with pytest.raises(ValueError, match="train with keep_weights=True"):
        history.path("W1")
    with pytest.raises(ValueError, match="no parameter 'W7'; there are W1, b1, W2, b2"):
        history.path("W7")


def test_a_history_shows_the_accuracy_beside_its_baseline():
    _, history = by_hand(OR)
    assert repr(history).endswith("accuracy 0.5 (always the majority: 0.75))")


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"batch_size": 5}, "shuffling batches needs rng"),
        ({"batch_size": 0, "rng": np.random.default_rng(0)}, "batch_size is 0, expected a whole"),
        ({"reduction": "none"}, 'reduction is \'none\', expected "sum" or "mean"'),
        ({"record_every": 0}, "record_every is 0"),
        ({"early_stopping": EarlyStopping(3)}, "pass validation="),
        ({"loss": "mse"}, "loss 'mse' is unknown"),
    ],
)
def test_settings_that_do_not_fit_are_refused(wrong, message):
    settings = {
        "loss": SCORES,
        "optimizer": GradientDescent(0.1),
        "n_epochs": 1,
        "reduction": "mean",
        **wrong,
    }
    with pytest.raises(ValueError, match=message):
        train(net(), *problem(), **settings)


def test_dropout_without_an_rng_and_unequal_lengths_are_refused():
    settings = {"loss": SCORES, "optimizer": GradientDescent(0.1), "n_epochs": 1}
    with pytest.raises(ValueError, match="dropout, which needs rng"):
        train(net(rate=0.5), *problem(), reduction="mean", **settings)
    with pytest.raises(ValueError, match=r"X has shape \(4, 2\) and y has shape \(3,\)"):
        train(neuron(), X, OR[:3], reduction="mean", **settings)


def test_a_training_in_single_precision_stays_in_it():
    X, y = problem()
    model, _ = train(
        net().astype(np.float32),
        X.astype(np.float32),
        y,
        loss=SCORES,
        optimizer=Adam(0.01),
        n_epochs=2,
        reduction="mean",
        l2=0.01,
        weight_decay=0.01,
    )
    assert all(array.dtype == np.float32 for array in model.parameters)
