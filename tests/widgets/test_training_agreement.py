"""The browser trains as the course does: same starts, same losses, same weights."""

import itertools
import json
import subprocess
from pathlib import Path

import numpy as np
import pytest

from course import datasets
from course.dropout import Dropout
from course.early_stopping import EarlyStopping
from course.mlp import build_mlp
from course.optimizers import GradientDescent
from course.penalties import penalise
from course.training import loss_and_gradients, train
from nbextensions.javascript.build import node
from nbextensions.train_player.draws import Draws, unpacked
from nbextensions.train_player.run import Settings
from nbextensions.train_player.run import train as train_all

SCRIPT = Path(__file__).with_name("training_agreement.mjs")
TOLERANCE = 1e-10
N_STEPS = 50


def in_javascript(cases):
    done = subprocess.run([node(), SCRIPT], input=json.dumps(cases), capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def case(X, y, draws, settings, n_steps=N_STEPS, validation=None, sweep=False):
    """One question to JavaScript."""
    names = {"learning_rate": "learningRate"}
    told = {names.get(name, name): value for name, value in settings._asdict().items()}
    X_held, y_held = validation or ([], [])
    return {
        "settings": {**told, "sizes": list(draws.sizes), "batchSize": draws.batch_size},
        "examples": {"X": np.asarray(X, float).tolist(), "y": np.asarray(y, float).tolist()},
        "validation": {"X": np.asarray(X_held).tolist(), "y": np.asarray(y_held, float).tolist()}
        if validation
        else None,
        "drawn": draws.to_data(),
        "n_steps": n_steps,
        "sweep": sweep,
    }


def in_course(X, y, draws, settings, start, n_steps=N_STEPS):
    """The same training with `course.mlp` and `course.training`, step by step."""
    model = net_of(draws, settings, start)
    losses, penalties, n_right = [], [], []
    for step in range(n_steps + 1):
        if step:
            rows = (
                np.array([(step - 1) % len(y)])
                if settings.reduction == "online"
                else draws.rows(step - 1)
            )
            gradients = gradients_of(model, X[rows], y[rows], draws, settings, step - 1)
            steps = zip(model.parameters, gradients, strict=True)
            model = model.with_parameters(
                tuple(array - settings.learning_rate * slope for array, slope in steps)
            )
        loss, right = measured(model, X, y, settings)
        losses.append(loss)
        n_right.append(right)
        names = model.parameter_names
        penalties.append(penalise(model.parameters, names, l1=settings.l1, l2=settings.l2)[0])
    flat = np.concatenate([array.ravel() for array in model.parameters])
    return {"loss": losses, "penalty": penalties, "right": n_right, "weights": flat}


def net_of(draws, settings, start):
    model = build_mlp(
        draws.sizes,
        hidden=settings.activation,
        output="sigmoid",
        initializer="zeros",
        rng=np.random.default_rng(0),
        rate=settings.rate,
    )
    return model.with_parameters(unpacked(start, draws.sizes))


def gradients_of(model, X, y, draws, settings, step):
    """Gradients with the masks of that step; course.training does the rest."""
    if settings.rate:
        masks = iter(draws.masks(step, settings.rate, len(X)))
        layers = (
            Dropout(layer.rate, next(masks)) if isinstance(layer, Dropout) else layer
            for layer in model.layers
        )
        model = model._replace(layers=tuple(layers))
    reduction = "sum" if settings.reduction == "sum" else "mean"
    _, gradients = loss_and_gradients(
        model, X, y, loss=settings.loss, reduction=reduction, l1=settings.l1, l2=settings.l2
    )
    return gradients


def measured(model, X, y, settings):
    from course.losses import LOSSES

    layers = tuple(layer for layer in model.layers if not isinstance(layer, Dropout))
    p = model._replace(layers=layers).forward(X)[0][:, 0]
    reduction = "sum" if settings.reduction == "sum" else "mean"
    loss, _ = LOSSES[settings.loss].function(y, p, reduction=reduction)
    return loss, int(((p > 0.5) == (y > 0.5)).sum())


def settings_of(**changes):
    plain = {
        "activation": "sigmoid",
        "loss": "squared_error",
        "reduction": "mean",
        "learning_rate": 1.0,
        "l1": 0.0,
        "l2": 0.0,
        "rate": 0.0,
    }
    return Settings(**{**plain, **changes})


XOR = tuple(np.asarray(part, dtype=float) for part in datasets.xor())
MOONS = datasets.moons(21, 0.3, np.random.default_rng(4))
MOONS = (MOONS[0], MOONS[1].astype(float))

SETTINGS = {
    **{
        f"{activation}, {loss}": settings_of(activation=activation, loss=loss)
        for activation, loss in itertools.product(
            ("sigmoid", "tanh", "relu"),
            ("squared_error", "half_squared_error", "binary_cross_entropy"),
        )
    },
    "sum": settings_of(reduction="sum", learning_rate=0.3),
    "online": settings_of(reduction="online", loss="binary_cross_entropy"),
    "L1": settings_of(l1=0.003, activation="tanh"),
    "L2": settings_of(l2=0.01, loss="binary_cross_entropy"),
    "L1 and L2": settings_of(l1=0.002, l2=0.004),
    "dropout": settings_of(rate=0.5, activation="tanh"),
    "dropout and L2": settings_of(rate=0.2, l2=0.01, loss="binary_cross_entropy"),
}
NETS = {
    "one neuron": (XOR, (2, 1), 0),
    "2-3-1": (XOR, (2, 3, 1), 0),
    "2-8-1, batches of 5": (MOONS, (2, 8, 1), 5),
    "four layers": (MOONS, (2, 8, 8, 8, 8, 1), 0),
}


def draws_of(net):
    (X, _), sizes, batch_size = NETS[net]
    return Draws(sizes, len(X), N_STEPS, 3, batch_size, 7, "glorot_normal")


def setting(net, name):
    """A deep net takes smaller steps: at the edge of stability rounding errors grow."""
    settings = SETTINGS[name]
    share = 0.2 if net == "four layers" else 1.0
    return settings._replace(learning_rate=share * settings.learning_rate)


@pytest.fixture(scope="module")
def answers():
    """What JavaScript makes of every net under every setting, asked once."""
    pairs = list(itertools.product(NETS, SETTINGS))
    cases = [case(*NETS[net][0], draws_of(net), setting(net, name)) for net, name in pairs]
    return dict(zip(pairs, in_javascript(cases), strict=True))


@pytest.mark.parametrize("name", SETTINGS)
@pytest.mark.parametrize("net", NETS)
def test_losses_and_weights_of_fifty_steps_are_the_courses(answers, net, name):
    (X, y), settings, draws = NETS[net][0], setting(net, name), draws_of(net)
    for start, found in zip(draws.starts, answers[net, name], strict=True):
        wanted = in_course(X, y, draws, settings, start)
        for key in ("loss", "penalty", "weights"):
            np.testing.assert_allclose(found[key], wanted[key], rtol=TOLERANCE, atol=1e-13)
        assert found["right"] == wanted["right"]


@pytest.mark.parametrize("name", SETTINGS)
@pytest.mark.parametrize("net", NETS)
def test_the_picture_without_a_browser_trains_all_starts_as_the_course_does(net, name):
    (X, y), settings, draws = NETS[net][0], setting(net, name), draws_of(net)
    data = {"X": X, "y": y, "validation_X": X[:0], "validation_y": y[:0]}
    found = train_all(draws.starts, data, settings, draws, N_STEPS)
    for k, start in enumerate(draws.starts):
        wanted = in_course(X, y, draws, settings, start)
        np.testing.assert_allclose(found.loss[:, k], wanted["loss"], rtol=TOLERANCE, atol=1e-13)
        np.testing.assert_allclose(
            found.weights[-1, k], wanted["weights"], rtol=TOLERANCE, atol=1e-13
        )
        assert found.n_right[:, k].tolist() == wanted["right"]


def test_a_full_batch_training_is_that_of_course_training_with_its_validation():
    (X, y), draws = MOONS, draws_of("2-8-1, batches of 5")
    draws = Draws((2, 8, 1), len(X), 200, 1, 0, 3, "normal")
    held_out = datasets.moons(40, 0.3, np.random.default_rng(5))
    settings = settings_of(activation="tanh", l2=0.001)
    model = net_of(draws, settings, draws.starts[0])
    _, history = train(
        model,
        X,
        y,
        loss="squared_error",
        optimizer=GradientDescent(1.0),
        n_epochs=200,
        reduction="mean",
        l2=0.001,
        validation=held_out,
        early_stopping=EarlyStopping(patience=1000),
    )
    [[found]] = in_javascript([case(X, y, draws, settings, 200, validation=held_out)])
    for key, wanted in (
        ("loss", history.loss),
        ("penalty", history.penalty),
        ("validation_loss", history.validation_loss),
    ):
        np.testing.assert_allclose(found[key], wanted, rtol=1e-9)
    assert found["best"] == history.best_epoch
    assert np.array(found["validation_right"]) / 40 == pytest.approx(history.validation_accuracy)
    kept = history.weights[-1]
    np.testing.assert_allclose(
        found["weights"], np.concatenate([a.ravel() for a in kept]), rtol=1e-9
    )


# 50 starts from normal weights, learning rate 1, 5000 steps of squared error: how many learn XOR
# with so many hidden units.
SUCCEED = {
    ("sigmoid", 2): 41, ("sigmoid", 3): 49, ("sigmoid", 8): 50,
    ("tanh", 2): 31, ("tanh", 3): 44, ("tanh", 8): 49,
    ("relu", 2): 11, ("relu", 3): 24, ("relu", 8): 43,
}  # fmt: skip


def fifty_starts(activation, n_hidden):
    return Draws((2, n_hidden, 1), 4, 5000, 50, 0, 0, "normal"), settings_of(activation=activation)


def test_so_many_of_fifty_starts_learn_xor_in_the_browser():
    cases = [case(*XOR, *fifty_starts(*net), n_steps=5000, sweep=True) for net in SUCCEED]
    found = [found["right"].count(4) for found in in_javascript(cases)]
    assert dict(zip(SUCCEED, found, strict=True)) == SUCCEED


@pytest.mark.slow
@pytest.mark.parametrize("net", [("sigmoid", 2), ("tanh", 2), ("relu", 2)])
def test_and_the_same_starts_learn_it_in_python(net):
    draws, settings = fifty_starts(*net)
    [found] = in_javascript([case(*XOR, draws, settings, 5000, sweep=True)])
    X, y = XOR
    data = {"X": X, "y": y, "validation_X": X[:0], "validation_y": y[:0]}
    python = train_all(draws.starts, data, settings, draws, 5000).n_right[-1]
    # Where units have died p is 1/2, and how many are right is decided by rounding.
    assert [right == 4 for right in found["right"]] == (python == 4).tolist()


@pytest.mark.parametrize(
    ("loss", "floor"), [("squared_error", 0.25), ("binary_cross_entropy", np.log(2))]
)
def test_one_neuron_learns_or_and_and_but_xor_stays_where_p_is_one_half(loss, floor):
    start = np.array([[1.0, -1.0, -0.5]])
    draws = Draws((2, 1), 4, 2000, 1, 0, 0, "normal")
    draws.__dict__["starts"] = start
    settings = settings_of(loss=loss)
    names = ("or", "and", "xor")
    makers = (datasets.or_, datasets.and_, datasets.xor)
    cases = [case(*make(), draws, settings, 2000) for make in makers]
    found = dict(zip(names, (runs[0] for runs in in_javascript(cases)), strict=True))
    steps = {"squared_error": (26, 25), "binary_cross_entropy": (18, 15)}[loss]
    for name, wanted in zip(("or", "and"), steps, strict=True):
        assert found[name]["right"].index(4) == wanted
    assert max(found["xor"]["right"]) < 4
    assert found["xor"]["loss"][-1] == pytest.approx(floor, abs=1e-6)
    assert min(found["xor"]["loss"]) >= floor - 1e-12
