"""What a newcomer gets wrong at the keyboard is answered with what was got and what was wanted."""

import numpy as np
import pytest

from course import (
    activations,
    datasets,
    dropout,
    gradient_check,
    hand,
    initializers,
    layers,
    losses,
    mlp,
    neuron,
    optimizers,
    preprocessing,
    slips,
    training,
)

X, Y = datasets.or_()
RNG = np.random.default_rng(0)
BY_HAND = hand.table([1, -1], -0.5, X, Y)


def net(**changed):
    usual = {"hidden": "tanh", "output": "sigmoid", "initializer": "normal", "rng": RNG}
    return mlp.build_mlp(changed.pop("sizes", (2, 3, 1)), **(usual | changed))


def train(**changed):
    usual = {"X": X, "y": Y, "loss": "squared_error", "reduction": "mean", "n_epochs": 1}
    usual["optimizer"] = optimizers.GradientDescent(0.1)
    return training.train(net(), **(usual | changed))


def train_neuron(**changed):
    usual = {"X": X, "y": Y, "w": [1, -1], "b": 0, "loss": "squared_error", "reduction": "sum"}
    return neuron.train(**(usual | {"learning_rate": 1, "n_epochs": 1} | changed))


SLIPS_OF_THE_HAND = {
    "a seed for a generator": [
        (lambda: datasets.moons(10, 0.1, 42), "rng is 42, expected a generator, np.random.default"),
        (lambda: datasets.clinical(10, 42), "rng is 42, expected a generator"),
        (lambda: preprocessing.split(X, Y, 42), "rng is 42, expected a generator"),
        (lambda: net(rng=None), "rng is None, expected a generator"),
        (lambda: initializers.orthogonal(2, 2, np.random), "expected a generator"),
        (lambda: dropout.Dropout(0.5).forward(X, 42), "rng is 42, expected a generator"),
        (lambda: train(rng=42), "rng is 42, expected a generator"),
        (lambda: train_neuron(online=True, rng=42), "rng is 42, expected a generator"),
    ],
    "a number that is not whole": [
        (lambda: train(n_epochs=2.5), "n_epochs is 2.5, expected a whole number of at least 0"),
        (lambda: train(n_epochs=-1), "n_epochs is -1, expected a whole number"),
        (lambda: train_neuron(n_epochs=2.0), "n_epochs is 2.0, expected a whole number"),
        (lambda: train(batch_size=1.5, rng=RNG), "batch_size is 1.5, expected a whole number"),
        (lambda: datasets.blobs("9", 0.1, RNG), "n_examples is '9', expected a whole number"),
        (lambda: net(sizes=(2, 3.0, 1)), r"a size in \(2, 3.0, 1\) is 3.0, expected a whole"),
        (lambda: net(sizes=3), r"sizes is 3, expected \(n_features, ..., n_outputs\)"),
    ],
    "one thing for another": [
        (lambda: train(optimizer="adam"), "optimizer is 'adam', expected one with its settings"),
        (lambda: train(optimizer=optimizers.Adam), "expected one with its settings"),
        (lambda: train(validation=X), r"validation is ndarray, expected a tuple \(X, y\)"),
        (lambda: train(validation=(X, Y[:2])), r"validation X has shape \(4, 2\) and its y has"),
        (lambda: net(rate=1.0), "rate is 1.0, expected a number from 0 up to"),
        (lambda: train(X=3, y=1), r"X has shape \(\) and y has shape \(\)"),
        (lambda: hand.table(X, Y, [1, -1], -0.5), r"X has shape \(2,\), expected \(n_examples, n"),
        (lambda: hand.table(["a", "b"], 0, X, Y), "w has dtype <U1, expected real numbers"),
        (lambda: hand.table([1, -1], [0], X, Y), r"b has shape \(1,\), expected \(\)"),
        (lambda: BY_HAND.at({"X1": 1}), "'X1' is no parameter; choose from w1, w2, b"),
        (lambda: BY_HAND.graph.set(w1="a"), "w1 is 'a', expected a finite number"),
        (lambda: neuron.forward(X, [1, -1], None), "b has dtype object, expected real numbers"),
        (lambda: slips.by_deck("beem"), "deck 'beem' is unknown; choose one of beam, companion"),
    ],
    "a shape that does not fit": [
        (lambda: activations.sigmoid([[1], [1, 2]]), "rows of different lengths"),
        (lambda: activations.softmax(np.ones((3, 0))), r"shape \(3, 0\), expected \(..., n_clas"),
        (lambda: losses.mean_squared_error(np.ones((3, 0)), np.ones((3, 0))), r"mean over: shape"),
        (lambda: losses.class_shares([np.nan], 2), "class labels 0 to 1, got .nan"),
        (lambda: layers.Linear(np.ones((2, 3)), np.ones(2)).forward(X), r"W has .* b \(2,\), ex"),
        (lambda: layers.Linear([[1.0, 2.0]], [0.0, 0.0]).forward(X), r"X has shape \(4, 2\)"),
    ],
    "a gradient check of no single number": [
        (lambda: gradient_check.numerical_gradient(np.square, [1, 2]), r"returned shape \(2,\)"),
        (lambda: gradient_check.numerical_gradient(np.sum, [1, 2], step=0), "step is 0, expected"),
    ],
}


@pytest.mark.parametrize(
    ("call", "message"), [pair for pairs in SLIPS_OF_THE_HAND.values() for pair in pairs]
)
def test_a_slip_of_the_hand_is_answered_with_what_was_wanted(call, message):
    with pytest.raises(ValueError, match=message):
        call()


@pytest.mark.parametrize("call", [lambda: BY_HAND.cell(4, "p"), lambda: BY_HAND.update_after(-1)])
def test_a_row_that_is_not_there_is_answered_with_those_that_are(call):
    with pytest.raises(IndexError, match="expected 0 to 3"):
        call()


def test_lists_whole_numbers_and_read_only_arrays_are_as_good_as_fresh_floats():
    frozen_X, frozen_y = X.copy(), Y.copy()
    frozen_X.setflags(write=False)
    frozen_y.setflags(write=False)
    linear = layers.Linear([[1, 0], [0, 1]], [0, 1])
    for X_, y_ in ((X.astype(int).tolist(), Y.tolist()), (frozen_X, frozen_y)):
        model = mlp.MLP((layers.Linear(np.eye(2, 1), np.zeros(1)), activations.activation("tanh")))
        _, history = training.train(
            model,
            X_,
            y_,
            loss="squared_error",
            reduction="mean",
            n_epochs=2,
            optimizer=optimizers.Adam(),
        )
        assert history.loss[-1] < history.loss[0]
        np.testing.assert_array_equal(linear.forward(X_)[0], X + np.array([0, 1]))
        dX, _ = linear.backward(np.ones((4, 2)), X)
        np.testing.assert_array_equal(dX, np.ones((4, 2)))
        assert hand.table([1, -1], -0.5, X_, y_).loss.value == BY_HAND.loss.value
        assert train_neuron(X=X_, y=y_)[2].accuracy.size == 2


def test_an_accuracy_needs_no_rule_where_a_sigmoid_answers_with_a_class():
    _, history = train()
    assert (history.majority_baseline, history.accuracy.shape) == (0.75, (2,))
    assert np.isfinite(history.accuracy).all()
    _, shares = train(y=[0.1, 0.9, 0.8, 0.7])
    assert np.isnan(shares.accuracy).all()
    assert np.isnan(shares.majority_baseline)
