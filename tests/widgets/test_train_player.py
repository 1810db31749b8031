"""TrainPlayer in Python: what it draws at random, trains, says, and leaves as a picture."""

import re
from xml.etree import ElementTree

import numpy as np
import pytest

from course import datasets
from course.mlp import build_mlp
from course.neuron import train as train_neuron
from nbextensions import TrainPlayer
from nbextensions.frame.own_functions import OwnFunctionError

XOR = datasets.xor()
MOONS = datasets.moons(20, 0.3, np.random.default_rng(2))
HELD_OUT = datasets.moons(30, 0.3, np.random.default_rng(3))
HAND = {"w1": 1, "w2": -1, "b": -0.5}


def forward_pass(X, w, b):
    return 1 / (1 + np.exp(-(X @ w + b)))


def backward_pass(X, y, p):
    delta = 2 * (p - y) * p * (1 - p)
    return X.T @ delta / len(y), np.mean(delta)


def update(w, b, dw, db, learning_rate):
    return w - learning_rate * dw, b - learning_rate * db


def words(svg):
    return " ".join(
        t.text or "" for t in ElementTree.fromstring(svg).iter() if t.tag.endswith("text")
    )


# What is drawn at random ------------------------------------------------------------------------
def test_a_start_is_what_the_course_builds_from_its_seed():
    player = TrainPlayer(*XOR, (2, 3, 1), n_starts=4, seed=10)
    for k in range(4):
        net = build_mlp(
            (2, 3, 1),
            hidden="tanh",
            output="sigmoid",
            initializer="normal",
            rng=np.random.default_rng(10 + k),
        )
        flat = np.concatenate([array.ravel() for array in net.parameters])
        np.testing.assert_array_equal(player.draws.starts[k], flat)
    assert player.w1_2 == player.draws.starts[0][1]


def test_another_seed_draws_other_numbers_and_the_same_seed_the_same():
    player = TrainPlayer(*XOR, n_starts=3)
    before = dict(player._drawn)
    player.seed = 5
    assert player._drawn["starts"] != before["starts"]
    assert player._drawn["bank"] != before["bank"]
    player.seed = 0
    assert player._drawn == before
    player.n_starts = 2
    assert len(player.draws.starts) == 2


def test_every_epoch_of_batches_sees_every_example_once():
    player = TrainPlayer(*MOONS, (2, 4, 1), batch_size=6, n_steps=8)
    for epoch in range(2):
        rows = [player.draws.rows(4 * epoch + k) for k in range(4)]
        assert [len(batch) for batch in rows] == [6, 6, 6, 2]
        assert sorted(np.concatenate(rows)) == list(range(20))


def test_dropout_strikes_out_its_share_and_another_set_of_units_in_each_step():
    draws = TrainPlayer(*MOONS, (2, 8, 1), n_steps=100).draws
    masks = [draws.masks(step, 0.3, 20)[0] for step in range(100)]
    assert set(np.unique(masks)) == {0.0, 1 / 0.7}
    assert np.mean([mask == 0 for mask in masks]) == pytest.approx(0.3, abs=0.02)
    assert len({mask.tobytes() for mask in masks}) > 95
    higher = draws.masks(7, 0.5, 20)[0]
    assert np.all(higher[masks[7] == 0] == 0)  # the same units and some more


@pytest.mark.parametrize(
    "start",
    [
        HAND,
        ([[1.0], [-1.0]], [-0.5]),
        (np.array([1.0, -1.0]), np.array(-0.5)),
    ],
)
def test_weights_to_start_from_come_by_name_or_as_arrays(start):
    player = TrainPlayer(*XOR, (2, 1), start=start)
    assert player.start == -1
    assert player.parameters == HAND
    assert player.history(0).weights[0][0].tolist() == [[1.0], [-1.0]]


def test_or_as_a_net():
    net = build_mlp(
        (2, 2, 1),
        hidden="relu",
        output="sigmoid",
        initializer="uniform",
        rng=np.random.default_rng(1),
    )
    player = TrainPlayer(*XOR, (2, 2, 1), start=net)
    assert player.wo_2 == net.parameters[2][1, 0]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ({"sizes": (3, 1)}, "sizes begins with 3, but X has 2 columns"),
        ({"sizes": (2, 3)}, r"expected \(n_features, ..., 1\)"),
        ({"sizes": (2, 3, 3, 3, 3, 3, 1)}, "up to 4 hidden layers"),
        ({"sizes": (2, 50, 1)}, "1 to 12 units"),
        ({"y": [0, 1, 1]}, r"X has shape \(4, 2\) and y \(3,\)"),
        ({"y": [0, 1, 2, 0]}, "y from 0 to 1"),
        ({"start": {"w1": 1}}, "start has w1, expected w1_1, w1_2"),
        ({"start": [[1.0]]}, "start has arrays of shapes"),
        ({"n_starts": 300, "n_steps": 10000}, "expected at most"),
        ({"learning_rate": -1}, "learning_rate"),
        ({"rate": 1.5}, "rate"),
        ({"activation": "swish"}, "activation"),
        ({"steps": 3}, "TrainPlayer has no 'steps'; it has X, y, sizes, validation"),
        ({"forward": forward_pass}, "is for one neuron"),
        ({"sizes": (2, 1), "step_function": update, "update": update}, "leave out"),
        ({"forward": 3, "sizes": (2, 1)}, "expected a function"),
        ({"validation": ([[1, 2]], [1, 0])}, "the validation X has shape"),
        (
            {"validation": np.zeros((4, 2))},
            r"validation is an array of shape \(4, 2\), expected a pair \(X, y\)",
        ),
    ],
)
def test_what_does_not_fit_is_refused_with_a_sentence(arguments, sentence):
    X, y = XOR
    with pytest.raises(Exception, match=sentence):
        TrainPlayer(X, arguments.pop("y", y), **arguments)


def test_a_deep_net_has_no_traits_for_its_many_weights():
    player = TrainPlayer(*MOONS, (2, 8, 8, 8, 8, 1))
    assert player.parameters == {}
    assert [a.shape for a in player.weights] == [(2, 8), (8,), *[(8, 8), (8,)] * 3, (8, 1), (1,)]


# Training ---------------------------------------------------------------------------------------
@pytest.mark.parametrize("loss", ["squared_error", "binary_cross_entropy"])
def test_one_neuron_trains_as_the_neuron_of_the_course(loss):
    X, y = datasets.or_()
    _, _, known = train_neuron(
        X, y, [1, -1], -0.5, loss=loss, reduction="mean", learning_rate=1.0, n_epochs=40
    )
    history = TrainPlayer(X, y, (2, 1), start=HAND, loss=loss, n_steps=40).history()
    np.testing.assert_allclose(history.loss, known.loss, rtol=1e-12)
    np.testing.assert_allclose(history.path("W1")[:, :, 0], known.w, rtol=1e-12)
    assert np.flatnonzero(history.accuracy == 1)[0] == known.first_perfect_step


def test_how_many_starts_succeed():
    player = TrainPlayer(*XOR, (2, 3, 1), n_starts=20, n_steps=800)
    assert player.succeeded().sum() == 15
    assert player.succeeded(0).sum() == 0
    assert player.succeeded().tolist() == [
        TrainPlayer(*XOR, (2, 3, 1), seed=seed, n_steps=800).history().accuracy[-1] == 1
        for seed in range(20)
    ]


def test_a_decks_letters_bring_its_scalings():
    plain = TrainPlayer(*XOR, (2, 2, 1), n_steps=5, reduction="sum", loss="half_squared_error")
    deck = TrainPlayer(*XOR, (2, 2, 1), n_steps=5, notation="erdem")
    np.testing.assert_array_equal(deck.history().loss, plain.history().loss)


def test_a_state_comes_back_bit_for_bit_and_draws_the_same():
    one = TrainPlayer(*MOONS, (2, 3, 1), n_starts=5, seed=3, rate=0.2, l2=0.001, step=17, start=2)
    one.unit, one.log_axis, one.learning_rate = "1.2", True, 1 / 3
    two = TrainPlayer(*XOR, (2, 3, 1))
    two.state = one.state
    assert two.state == one.state
    assert two._drawn == one._drawn
    for mine, theirs in zip(one.weights, two.weights, strict=True):
        np.testing.assert_array_equal(mine, theirs)
    with pytest.raises(ValueError, match=r"does not fit|another widget"):
        TrainPlayer(*XOR, (2, 2, 1)).state = one.state


# What is left without a kernel ------------------------------------------------------------------
def test_picture_and_words_have_the_numbers_of_the_training():
    player = TrainPlayer(*XOR, (2, 3, 1), n_starts=20, n_steps=300, title="XOR & co")
    history = player.history()
    shown = words(player.still())
    for text in (f"{history.loss[-1]:.4f}", "of 20 starts succeed", "Step 300 of 300", "XOR & co"):
        assert text in shown
    assert f"{player.succeeded().sum()} of 20 starts succeed" in player.describe()
    assert shown.count("✓") == player.succeeded().sum()
    player.step = 10
    assert f"Step 10 of 300: loss {history.loss[10]:.4f}" in player.describe()


def test_picture_of_any_net_and_of_a_training_that_overflows():
    third = np.column_stack([XOR[0], XOR[0].prod(axis=1)])
    wide = np.random.default_rng(0).normal(size=(9, 5))
    for player in (
        TrainPlayer(third, XOR[1], (3, 1), n_steps=50),
        TrainPlayer(wide, wide[:, 0] > 0, (5, 2, 1), n_steps=50),
        TrainPlayer(*MOONS, (2, 4, 4, 1), validation=HELD_OUT, n_steps=50, batch_size=7),
        TrainPlayer(*XOR, (2, 3, 1), activation="relu", loss="binary_cross_entropy",
                    learning_rate=1e200, n_steps=50),
    ):  # fmt: skip
        ElementTree.fromstring(player.still())
        assert "nan" not in player.still()
    assert "Validation loss" in TrainPlayer(*MOONS, validation=HELD_OUT, n_steps=20).describe()


def test_one_class_for_all_raises_the_alarm():
    X, y = np.array([[0.0, 1.0]] * 10), np.array([1.0] + [0.0] * 9)
    assert "predicts class 0 for all" in TrainPlayer(X, y, (2, 1), n_steps=50).describe()


# Your own functions -----------------------------------------------------------------------------
@pytest.mark.parametrize(
    "own",
    [
        {"forward": forward_pass, "backward": backward_pass, "update": update},
        {"backward": backward_pass},
        {"forward": forward_pass},
        {"forward": lambda X, w, b: (forward_pass(X, w, b)[:, None], None)},
        {"step_function": lambda params, X, y, rate: update(
            *params, *backward_pass(X, y, forward_pass(X, *params)), rate)},
    ],
)  # fmt: skip
def test_right_functions_of_ones_own_train_as_the_course_does(own):
    settings = {"start": HAND, "n_steps": 30, "sizes": (2, 1)}
    ours, mine = TrainPlayer(*XOR, **settings), TrainPlayer(*XOR, **settings, **own)
    assert mine.problem == ""
    np.testing.assert_allclose(mine.history().loss, ours.history().loss, rtol=1e-12)
    np.testing.assert_allclose(mine.history().path("b1"), ours.history().path("b1"), rtol=1e-12)
    ElementTree.fromstring(mine.still())


def test_a_step_of_ones_own_trains_any_net():
    seen = []

    def step(params, X, y, learning_rate):
        seen.append([array.shape for array in params])
        return tuple(0.9 * array for array in params)

    player = TrainPlayer(*MOONS, (2, 4, 3, 1), step_function=step, n_steps=3)
    weights = player.history().weights
    np.testing.assert_allclose(weights[3][2], 0.9**3 * weights[0][2])
    assert seen[0] == [(2, 4), (4,), (4, 3), (3,), (3, 1), (1,)]


def update_without_b(w, b, dw, db, learning_rate):
    return w - learning_rate * dw


def raises(X, w, b):
    return X * w[5]


@pytest.mark.parametrize(
    ("own", "sentence"),
    [
        ({"forward": raises}, r"raises stopped in line \d+, return X \* w\[5\]: IndexError"),
        ({"forward": lambda X, w, b: None}, "<lambda> returned None"),
        ({"forward": lambda X, w, b: X}, r"p of shape \(4, 2\), expected \(4,\)"),
        ({"forward": lambda X, w, b: "p"}, "<lambda> returned 'p' for p, expected numbers"),
        ({"forward": lambda X, w, b: X[:, 0] / 0 * np.inf}, "no finite|Error"),
        (
            {"backward": lambda X, y, p: np.zeros(3)},
            r"<lambda> returned an array of shape \(3,\), expected dw and db",
        ),
        (
            {"backward": lambda X, y, p: (p, 0.0)},
            r"<lambda> returned dw of shape \(4,\), expected \(2,\)",
        ),
        (
            {"backward": lambda X, y, p: (np.array([np.nan, 0]), 0.0)},
            "<lambda> returned nan in dw, entry 1: no finite number",
        ),
        ({"backward": lambda X, y, p: (p[:2] + 1j, 0.0)}, "returned complex numbers for dw"),
        ({"update": update_without_b}, r"update_without_b returned .*, expected w and b"),
        ({"update": lambda *_: None}, "<lambda> returned None .is there a return at its end"),
        (
            {"step_function": lambda *_: (np.zeros(2), np.nan)},
            "<lambda> returned nan in b, entry 1",
        ),
        (
            {"forward": lambda X, w, b: X @ w + 3, "loss": "binary_cross_entropy"},
            "lies between 0 and 1: is the sigmoid missing",
        ),
    ],
)
def test_a_wrong_function_is_a_sentence_and_the_widget_stands(own, sentence):
    with np.errstate(all="ignore"):
        player = TrainPlayer(*XOR, (2, 1), n_steps=5, **own)
        with pytest.raises(OwnFunctionError, match=sentence):
            player.history()
        assert re.search(sentence, player.problem)
        assert re.search(sentence, words(player.still()))
        assert re.search(sentence, player.describe())


def test_a_step_that_flies_away_ends_the_training_there():
    def step(params, X, y, learning_rate):
        w, b = params
        return w * 1e200, b

    player = TrainPlayer(*XOR, (2, 1), start=HAND, step_function=step, n_steps=9)
    asked = player._question(player._theta, 9)
    with np.errstate(over="ignore"):
        result, _ = player.answer({"steps": asked})
        assert result["steps"]["diverged"]
        assert len(result["steps"]["weights"]) == 1


def test_a_page_gets_all_steps_of_an_own_training_and_a_notebook_the_first(monkeypatch):
    def step(params, X, y, learning_rate):
        w, b = params
        return w + learning_rate, b

    settings = {"sizes": (2, 1), "n_steps": 5000, "step_function": step}
    here = len(TrainPlayer(*XOR, **settings)._data["ahead"]["weights"])
    monkeypatch.setenv("CHALKGRAD_PAGE", "1")
    page = TrainPlayer(*XOR, **settings)._data["ahead"]["weights"]
    assert here < 5000 == len(page)
