"""TrainPlayer in a real Chromium with Python behind it: played, stepped, turned, typed, saved."""

import csv
import io
import re
from xml.etree import ElementTree

import numpy as np
import pytest
from playwright.sync_api import expect

from course import datasets
from course.graph import rounded
from nbextensions import HandTable, TrainPlayer

pytestmark = pytest.mark.browser

XOR = datasets.xor()
HAND = {"w1": 1, "w2": -1, "b": -0.5}
MOONS = datasets.moons(20, 0.3, np.random.default_rng(2))
HELD_OUT = datasets.moons(30, 0.3, np.random.default_rng(3))


def xor(**settings):
    return TrainPlayer(*XOR, (2, 3, 1), **{"n_steps": 300, **settings})


def trained(stage, shown):
    """Wait until all that can be trained is trained."""
    stage.page.wait_for_function(
        """root => { const words = root.querySelector('.cg-train-count').textContent;
          return !words.includes('training'); }""",
        arg=shown.element_handle(),
    )
    stage.settle()


def press(stage, shown, *keys):
    shown.evaluate("root => root.focus()")
    for key in keys:
        stage.page.keyboard.press(key)
    stage.settle()


def loss_on_screen(shown):
    return shown.locator(".cg-train-loss").text_content()


def said(value):
    return "loss " + rounded(float(value)).text.replace("-", "\u2212")


def weights_in_browser(stage, player):
    return stage.page.evaluate(
        "([id, names]) => names.map(name => chalkgradModels[id].get(name))",
        [player.model_id, list(player.parameters)],
    )


# Forward and back -------------------------------------------------------------------------------
def test_numbers_on_the_screen_are_the_courses_at_every_step_that_is_gone_to(stage):
    player = xor()
    (shown,) = stage.show(player)
    trained(stage, shown)
    history = player.history()
    for keys, step in (
        (("ArrowRight",), 1),
        (("ArrowRight", "PageDown", "PageDown"), 4),
        (("PageUp",), 3),
        (("End",), 300),
        (("ArrowLeft",), 299),
        (("Home",), 0),
    ):
        press(stage, shown, *keys)
        assert loss_on_screen(shown) == said(history.loss[step])
        right = round(history.accuracy[step] * 4)
        assert shown.locator(".cg-train-n-right").text_content() == f"{right} of 4 right"
        assert player.step == step
        flat = np.concatenate([array.ravel() for array in history.weights[step]])
        np.testing.assert_allclose(weights_in_browser(stage, player), flat, rtol=1e-9)


def test_going_back_gives_the_same_bits(stage):
    player = xor(rate=0.3, l1=0.001)
    (shown,) = stage.show(player)
    trained(stage, shown)
    press(stage, shown, "ArrowRight", "ArrowRight")
    before = weights_in_browser(stage, player)
    press(stage, shown, "End", "ArrowLeft", "Home", "ArrowRight", "ArrowRight")
    assert weights_in_browser(stage, player) == before


def test_it_plays_and_pauses_by_space_and_by_mouse(stage):
    player = xor(speed=60)
    (shown,) = stage.show(player)
    trained(stage, shown)
    press(stage, shown, "Space")
    stage.until(lambda: player.step > 5)
    press(stage, shown, "Space")
    step = player.step
    assert step < 200
    shown.get_by_role("button", name="Play", exact=True).wait_for()  # it rests
    stage.settle()
    assert player.step == step
    shown.get_by_role("button", name="Play", exact=True).click()
    stage.until(lambda: player.step > step)
    shown.get_by_role("button", name="Pause").click()


def test_it_stops_at_the_end_and_plays_again_from_the_start(stage):
    player = xor(n_steps=40, speed=240)
    (shown,) = stage.show(player)
    trained(stage, shown)
    for _ in range(2):
        shown.get_by_role("button", name="Play", exact=True).click()
        shown.get_by_role("button", name="Pause").wait_for(timeout=5000)
        shown.get_by_role("button", name="Play", exact=True).wait_for(timeout=5000)
        stage.until(lambda: player.step == 40)


def test_the_slider_the_number_and_the_curve_lead_to_a_step(stage):
    player = xor()
    (shown,) = stage.show(player)
    trained(stage, shown)
    shown.get_by_label("step", exact=True).fill("123")
    stage.settle()
    assert player.step == 123
    field = shown.get_by_label("step, typed")
    field.fill("77")
    field.press("Enter")
    stage.settle()
    assert player.step == 77
    at = shown.locator(".cg-curves").first.bounding_box()
    stage.page.mouse.move(at["x"] + at["width"] / 2, at["y"] + 40)
    stage.page.mouse.down()
    stage.page.mouse.move(at["x"] + at["width"] * 0.8, at["y"] + 40, steps=3)
    stage.page.mouse.up()
    stage.settle()
    assert 200 < player.step < 280
    assert loss_on_screen(shown) == said(player.history().loss[player.step])


def test_with_reduced_motion_it_goes_in_visible_steps(stage):
    stage.page.emulate_media(reduced_motion="reduce")
    player = xor(speed=60)
    (shown,) = stage.show(player)
    trained(stage, shown)
    stage.page.evaluate(
        "id => { window.steps = []; chalkgradModels[id].on('change:step', s => steps.push(s)); }",
        player.model_id,
    )
    shown.get_by_role("button", name="Play", exact=True).click()
    stage.page.wait_for_function("steps.length >= 3")
    assert min(np.diff([0, *stage.page.evaluate("steps")])) >= 20


# Settings ---------------------------------------------------------------------------------------
def test_a_setting_is_trained_again_from_the_start_and_the_step_stays(stage):
    player = xor(regularization=True)
    (shown,) = stage.show(player)
    trained(stage, shown)
    press(stage, shown, "End")
    for label, value, trait in (
        ("L2 penalty, typed", "0.01", "l2"),
        ("L1 penalty, typed", "0.002", "l1"),
        ("dropout rate, typed", "0.25", "rate"),
        ("learning rate, typed", "2,5", "learning_rate"),
    ):
        field = shown.get_by_label(label)
        field.fill(value)
        field.press("Enter")
        trained(stage, shown)
        assert getattr(player, trait) == float(value.replace(",", "."))
        assert player.step == 300
        assert loss_on_screen(shown) == said(player.history().loss[300])
    shown.get_by_label("Hidden units").select_option("tanh")
    shown.get_by_label("Loss", exact=True).select_option("binary_cross_entropy")
    trained(stage, shown)
    assert loss_on_screen(shown) == said(player.history().loss[300])


def test_sliders_turn_by_keys(stage):
    player = xor(regularization=True)
    (shown,) = stage.show(player)
    slider = shown.get_by_label("learning rate", exact=True)
    slider.focus()
    for _ in range(5):
        stage.page.keyboard.press("ArrowRight")
    stage.settle()
    assert player.learning_rate > 1.2
    assert player.step == 0
    shown.get_by_label("L2 penalty", exact=True).focus()
    stage.page.keyboard.press("ArrowRight")
    stage.settle()
    assert player.l2 == 1e-5


def test_a_training_that_overflows_ends_there_and_harms_nothing(stage):
    player = xor(activation="relu", loss="binary_cross_entropy")
    (shown,) = stage.show(player)
    field = shown.get_by_label("learning rate, typed")
    field.fill("1e200")
    field.press("Enter")
    trained(stage, shown)
    press(stage, shown, "End")
    assert player.step < 300
    assert "overflows" in shown.locator(".cg-train-alarm").text_content()
    field.fill("1")
    field.press("Enter")
    trained(stage, shown)
    press(stage, shown, "End")
    assert player.step == 300
    assert shown.locator(".cg-train-alarm").text_content() == ""


def test_early_stopping_is_marked_where_the_course_finds_it(stage):
    player = TrainPlayer(
        *MOONS, (2, 8, 1), validation=HELD_OUT, activation="tanh", loss="binary_cross_entropy",
        n_steps=600,
    )  # fmt: skip
    (shown,) = stage.show(player)
    trained(stage, shown)
    press(stage, shown, "End")
    history = player.history()
    assert 0 < history.best_epoch < 600
    assert (
        shown.locator(".cg-curve-flag text")
        .first.text_content()
        .endswith(f": {history.best_epoch}")
    )
    held = (
        f"{said(history.validation_loss[-1])}, {round(history.validation_accuracy[-1] * 30)} of 30"
    )
    assert held in shown.locator(".cg-train-validation").text_content()


# Many starts, units, weights --------------------------------------------------------------------
def test_so_many_starts_succeed_as_python_says_and_one_can_be_watched(stage):
    player = xor(n_starts=30, n_steps=800)
    (shown,) = stage.show(player)
    trained(stage, shown)
    assert shown.locator(".cg-train-count").text_content() == "0 of 30 starts succeed"
    press(stage, shown, "End")
    good = player.succeeded()
    assert 0 < good.sum() < 30
    assert shown.locator(".cg-train-count").text_content() == f"{good.sum()} of 30 starts succeed"
    cells = shown.locator(".cg-train-start")
    assert [text == "✓" for text in cells.all_text_contents()] == good.tolist()
    failed = int(np.flatnonzero(~good)[0])
    cells.nth(failed).click()
    trained(stage, shown)
    assert player.start == failed
    assert loss_on_screen(shown) == said(player.history().loss[800])
    stage.page.keyboard.press("ArrowRight")
    stage.settle()
    assert player.start == failed + 1


def test_other_starts_arrive_from_python(stage):
    player = xor(n_starts=3)
    (shown,) = stage.show(player)
    trained(stage, shown)
    player.seed = 40
    stage.set_from_python(player, seed=40, _drawn=player._drawn)
    trained(stage, shown)
    assert loss_on_screen(shown) == said(player.history().loss[0])
    assert "seed 41" in shown.locator(".cg-train-start").nth(1).get_attribute("aria-label")


def test_a_hidden_unit_is_enlarged_and_escape_goes_back(stage):
    player = xor()
    (shown,) = stage.show(player)
    unit = shown.get_by_role("button", name=re.compile("hidden unit h₂"))
    unit.click()
    stage.until(lambda: unit.get_attribute("aria-pressed") == "true" and player.unit == "1.2")
    press(stage, shown, "Escape")
    assert player.unit == ""


def test_a_typed_weight_begins_a_new_training_from_there(stage):
    player = xor(numbers=True)
    (shown,) = stage.show(player)
    trained(stage, shown)
    press(stage, shown, "End")
    before = weights_in_browser(stage, player)
    field = shown.get_by_label("wₒ₂").or_(shown.get_by_label("w_o2")).first
    field.fill("4,5")
    field.press("Enter")
    trained(stage, shown)
    assert (player.start, player.step) == (-1, 0)
    names = list(player.parameters)
    assert player.wo_2 == 4.5
    assert [w for n, w in zip(names, player.by_hand, strict=True) if n != "wo_2"] == [
        w for n, w in zip(names, before, strict=True) if n != "wo_2"
    ]
    assert loss_on_screen(shown) == said(player.history().loss[0])


def test_visiting_a_weight_changes_nothing(stage):
    player = xor(numbers=True)
    (shown,) = stage.show(player)
    trained(stage, shown)
    for field in shown.locator(".cg-train-weights input").all():
        field.focus()
    press(stage, shown, "ArrowRight")
    assert (player.start, player.step) == (0, 1)


def test_a_table_of_the_same_group_follows_and_leads(stage):
    from course import hand

    player = TrainPlayer(*XOR, (2, 1), start=HAND, n_steps=50, group="g")
    table = HandTable(hand.table([1, -1], -0.5, *XOR), group="g")
    shown, other = stage.show(player, table)
    trained(stage, shown)
    press(stage, shown, "End")
    w = player.history().weights[-1][0][:, 0]
    assert [table.w1, table.w2] == pytest.approx(w.tolist(), rel=1e-9)
    stage.set_from_python(table, w1=3.0)
    assert (player.start, player.step, player.w1) == (-1, 0, 3.0)
    assert other.count() == 1


# Your own functions -----------------------------------------------------------------------------
def forward_pass(X, w, b):
    return 1 / (1 + np.exp(-(X @ w + b)))


def backward_pass(X, y, p):
    delta = 2 * (p - y) * p * (1 - p)
    return X.T @ delta / len(y), np.mean(delta)


def test_ones_own_functions_train_and_draw(stage):
    calls = []

    def forward(X, w, b):
        calls.append(len(X))
        return forward_pass(X, w, b)

    player = TrainPlayer(
        *XOR, (2, 1), start=HAND, n_steps=60, forward=forward, backward=backward_pass
    )
    (shown,) = stage.show(player)
    press(stage, shown, "End")
    ours = TrainPlayer(*XOR, (2, 1), start=HAND, n_steps=60).history()
    expect(shown.locator(".cg-train-loss")).to_have_text(said(ours.loss[60]), timeout=20_000)
    assert 41 * 41 in calls  # it drew the plane, too
    assert shown.locator(".cg-problem").is_hidden()


def test_an_exception_is_a_sentence_and_the_last_picture_stays(stage):
    def backward(X, y, p):
        if abs(p[0] - 0.5) < 0.1:
            raise ZeroDivisionError("too close")
        return backward_pass(X, y, p)

    player = TrainPlayer(*XOR, (2, 1), start=HAND, n_steps=60, backward=backward)
    (shown,) = stage.show(player)
    alarm = shown.locator(".cg-problem")
    expect(alarm).to_contain_text("ZeroDivisionError: too close", timeout=20_000)
    assert "line" in alarm.text_content()
    press(stage, shown, "End")
    assert 0 < player.step < 60
    ours = TrainPlayer(*XOR, (2, 1), start=HAND, n_steps=60).history()
    assert loss_on_screen(shown) == said(ours.loss[player.step])


def test_without_python_the_first_steps_of_ones_own_functions_are_there(stage):
    stage.page.add_init_script("globalThis.chalkgradHost = {};")
    player = TrainPlayer(*XOR, (2, 1), start=HAND, n_steps=60, forward=forward_pass)
    (shown,) = stage.show(player)
    expect(shown.locator(".cg-problem")).to_contain_text("Python, which is not here")
    press(stage, shown, "End")
    ours = TrainPlayer(*XOR, (2, 1), start=HAND, n_steps=60).history()
    assert loss_on_screen(shown) == said(ours.loss[60])


# State and files --------------------------------------------------------------------------------
def test_a_state_travels_from_python_to_the_browser_and_back(stage):
    one = xor(n_starts=4, seed=2, l2=0.001, step=21, start=3, unit="1.1", log_axis=True)
    two = xor(n_starts=4, seed=2)
    (shown,) = stage.show(two)
    shown.get_by_role("button", name="Menu").click()
    shown.get_by_role("menuitem", name="Restore a state").click()
    shown.get_by_label("State").fill(one.state)
    shown.get_by_role("button", name="Restore").click()
    trained(stage, shown)
    assert loss_on_screen(shown) == said(one.history().loss[21])
    names = [name for name in one._stateful if name not in (*one.parameters, "reached")]
    assert {n: getattr(two, n) for n in names} == {n: getattr(one, n) for n in names}
    np.testing.assert_allclose(
        list(two.parameters.values()), np.concatenate([a.ravel() for a in one.weights]), rtol=1e-9
    )


def saved(stage, shown, item):
    shown.get_by_role("button", name="Menu").click()
    with stage.page.expect_download() as caught:
        shown.get_by_role("menuitem", name=item).click()
    return caught.value.path().read_text(encoding="utf-8")


def test_files_hold_what_is_shown(stage):
    player = xor(n_starts=5, title="Files")
    (shown,) = stage.show(player)
    trained(stage, shown)
    shown.get_by_label("step", exact=True).fill("40")
    stage.settle()
    history = player.history()
    rows = list(csv.DictReader(io.StringIO(saved(stage, shown, "Save as CSV"))))
    assert [int(row["step"]) for row in rows] == list(range(41))
    assert [float(row["loss"]) for row in rows] == pytest.approx(history.loss[:41], rel=1e-9)
    assert float(rows[-1]["wo_3"]) == pytest.approx(history.path("W2")[40, 2, 0], rel=1e-9)
    assert [float(rows[-1][name]) for name in player.parameters] == weights_in_browser(
        stage, player
    )
    latex = saved(stage, shown, "Save as LaTeX")
    assert f"40 & ${rounded(history.loss[40]).latex}$ & " in latex
    assert "w_{o3} = " in latex
    picture = ElementTree.fromstring(saved(stage, shown, "Save as SVG"))
    texts = [t.text or "" for t in picture.iter() if t.tag.endswith("text")]
    assert said(history.loss[40]) in texts
    assert any("of 5 starts succeed" in text for text in texts)
    assert sum(image.tag.endswith("image") for image in picture.iter()) == 4  # the heat maps


# On a projector ---------------------------------------------------------------------------------
@pytest.mark.parametrize("numbers", [False, True])
@pytest.mark.parametrize("sizes", [(2, 1), (2, 3, 1), (2, 8, 1)])
def test_a_hundred_starts_fit_a_projector_in_the_size_of_a_lecture(stage, sizes, numbers):
    player = TrainPlayer(*XOR, sizes, n_starts=100, n_steps=50, scale=1.6, numbers=numbers)
    (shown,) = stage.show(player)
    trained(stage, shown)
    at = shown.bounding_box()
    assert at["height"] <= 708
    boxes = [
        shown.locator(part).bounding_box()
        for part in (".cg-train-left", ".cg-train-plane", ".cg-train-right")
    ]
    assert boxes[0]["y"] == boxes[1]["y"] == boxes[2]["y"]
    for left, right in ((boxes[0], boxes[1]), (boxes[1], boxes[2])):
        assert left["x"] + left["width"] <= right["x"] + 1


def test_what_is_said_aloud(stage):
    player = xor(n_starts=4, n_steps=100)
    (shown,) = stage.show(player)
    trained(stage, shown)
    press(stage, shown, "End")
    loss = rounded(float(player.history().loss[100])).text
    spoken = shown.locator(".cg-live")
    expect(spoken).to_have_text(re.compile(f"^Step 100 of 100: loss {loss}, .*of 4 starts succeed"))


GAP = 3  # pixels between a name and a number


@pytest.mark.parametrize("log_axis", [False, True])
def test_the_name_of_an_axis_touches_no_number(stage, log_axis):
    player = TrainPlayer(*datasets.xor(), (2, 3, 1), n_steps=100, seed=0, log_axis=log_axis)
    (shown,) = stage.show(player)
    for drawing in (".cg-train-plane", ".cg-train-right"):
        for name in shown.locator(f"{drawing} .cg-axis-name").all():
            one = name.bounding_box()
            for tick in shown.locator(f"{drawing} .cg-tick-text").all():
                two = tick.bounding_box()
                beside = (
                    one["x"] + one["width"] + GAP <= two["x"] or two["x"] + two["width"] <= one["x"]
                )
                above = one["y"] + one["height"] <= two["y"] or two["y"] + two["height"] <= one["y"]
                assert beside or above, (name.text_content(), tick.text_content())
