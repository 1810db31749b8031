"""scikit-learn's multi-layer perceptron as an independent implementation, its weights set."""

from functools import partial

import numpy as np
import pytest

from course.activations import sigmoid, softmax
from course.mlp import build_mlp
from course.optimizers import Adam, GradientDescent, Momentum
from course.training import train

neural_network = pytest.importorskip("sklearn.neural_network")

N = 20
HIDDEN = {"logistic": "sigmoid", "tanh": "tanh", "relu": "relu", "identity": "identity"}
SOLVERS = {
    "plain": ({"solver": "sgd", "momentum": 0.0, "nesterovs_momentum": False}, GradientDescent),
    "momentum": ({"solver": "sgd", "momentum": 0.9, "nesterovs_momentum": False}, Momentum),
    # an epsilon that vanishes, since it is added before the correction there and after it here
    "adam": ({"solver": "adam", "epsilon": 1e-16}, partial(Adam, epsilon=1e-16)),
}


def twins(kind, net, activation, solver, l2=0.0):
    """An estimator that starts from the network's weights; its penalty is ``alpha/2n * W**2``."""
    pairs = iter(zip(net.parameters[::2], net.parameters[1::2], strict=True))

    class Twin(kind):
        def _init_coef(self, fan_in, fan_out, dtype):
            W, b = next(pairs)
            return W.copy(), b.copy()

    options, optimizer = SOLVERS[solver]
    sizes = tuple(W.shape[1] for W in net.parameters[:-2:2])
    estimator = Twin(
        hidden_layer_sizes=sizes,
        activation=activation,
        alpha=2 * N * l2,
        batch_size=N,
        shuffle=False,
        learning_rate_init=0.05,
        **options,
    )
    return estimator, optimizer(0.05)


def agree(estimator, model, history, rtol=1e-10):
    for mine, theirs in zip(model.parameters[::2], estimator.coefs_, strict=True):
        np.testing.assert_allclose(mine, theirs, rtol=rtol, atol=rtol)
    for mine, theirs in zip(model.parameters[1::2], estimator.intercepts_, strict=True):
        np.testing.assert_allclose(mine, theirs, rtol=rtol, atol=rtol)
    # its loss is that before its last step
    assert history.objective[-2] == pytest.approx(estimator.loss_, rel=10 * rtol)


@pytest.mark.parametrize("activation", HIDDEN)
@pytest.mark.parametrize("solver", SOLVERS)
@pytest.mark.parametrize("n_classes", [2, 3])
def test_a_classifier_takes_the_same_steps(activation, solver, n_classes):
    rng = np.random.default_rng(n_classes)
    X, y = rng.normal(size=(N, 4)), np.arange(N) % n_classes
    net = build_mlp(
        (4, 5, 3, 1 if n_classes == 2 else 3),
        hidden=HIDDEN[activation],
        output="identity",
        initializer="glorot_uniform",
        rng=rng,
    )
    l2 = 0.01
    estimator, optimizer = twins(neural_network.MLPClassifier, net, activation, solver, l2)
    for _ in range(4):
        estimator.partial_fit(X, y, classes=np.arange(n_classes))
    loss = "binary" if n_classes == 2 else "categorical"
    model, history = train(
        net,
        X,
        y,
        loss=f"{loss}_cross_entropy_from_scores",
        optimizer=optimizer,
        n_epochs=4,
        reduction="mean",
        l2=l2,
    )
    agree(estimator, model, history)
    scores, _ = model.forward(X)
    p = sigmoid(scores[:, 0]) if n_classes == 2 else softmax(scores)
    theirs = estimator.predict_proba(X)
    np.testing.assert_allclose(p, theirs[:, 1] if n_classes == 2 else theirs, rtol=1e-9)
    assert history.accuracy[-1] == pytest.approx(estimator.score(X, y))


@pytest.mark.parametrize("solver", SOLVERS)
def test_a_regressor_takes_the_same_steps_with_half_the_squared_error(solver):
    rng = np.random.default_rng(9)
    X, y = rng.normal(size=(N, 4)), rng.normal(size=N)
    net = build_mlp(
        (4, 6, 1), hidden="tanh", output="identity", initializer="glorot_uniform", rng=rng
    )
    estimator, optimizer = twins(neural_network.MLPRegressor, net, "tanh", solver)
    for _ in range(4):
        estimator.partial_fit(X, y)
    model, history = train(
        net, X, y, loss="half_squared_error", optimizer=optimizer, n_epochs=4, reduction="mean"
    )
    agree(estimator, model, history)
    np.testing.assert_allclose(model.forward(X)[0][:, 0], estimator.predict(X), rtol=1e-9)
