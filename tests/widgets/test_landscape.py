"""The loss over two parameters: in Python, and in a real Chromium with Python behind it."""

import base64
import csv
import io
import re
import time
from xml.etree import ElementTree

import numpy as np
import pytest
from playwright.sync_api import expect

from course import datasets, hand
from course.graph.mlp import CANON_B, CANON_B_OUT, CANON_W, CANON_W_OUT
from nbextensions import Boundary, Landscape
from nbextensions.landscape.descent import descend, loss_grid
from nbextensions.landscape.still import nice_levels


def or_table(**settings):
    return hand.table([1, -1], -0.5, *datasets.or_(), **settings)


def net():
    return hand.mlp_table(CANON_W, CANON_B, CANON_W_OUT, CANON_B_OUT, *datasets.xor())


def my_loss(X, y, w, b):
    p = 1 / (1 + np.exp(-(X @ w + b)))
    return np.mean((y - p) ** 2)


def text(number):
    return str(number).replace("-", "\u2212")


# Python ---------------------------------------------------------------------------------------
def test_the_grid_is_the_loss_of_the_table():
    grid = loss_grid(or_table(), ("w1", "w2"), (-6, 6, -6, 6), 13)
    assert grid[5, 7] == pytest.approx(or_table().loss.value)  # w1 = 1, w2 = -1
    other = or_table().at({"w1": -6.0, "w2": 4.0})
    assert grid[10, 0] == pytest.approx(other.loss.value)
    bce = or_table(loss="binary_cross_entropy", reduction="sum")
    grid = loss_grid(bce, ("w2", "b"), (-1, 1, -0.5, 0.5), 3)
    assert grid[0, 0] == pytest.approx(bce.loss.value)


def test_descent_takes_the_steps_of_the_hand_table_with_the_bias_held():
    points = descend(or_table(), ("w1", "w2"), (1, -1), 1.0, 2)
    update = or_table().update
    assert points[1] == pytest.approx((update["w1"].value, update["w2"].value))
    again = or_table().at({"w1": points[1][0], "w2": points[1][1]}).update
    assert points[2] == pytest.approx((again["w1"].value, again["w2"].value))


def test_a_descent_that_is_asked_for_puts_the_weights_at_its_end():
    widget = Landscape(or_table(), start=(-4, 3), step=30, learning_rate=5)
    assert (widget.w1, widget.w2) == pytest.approx(
        descend(or_table(), ("w1", "w2"), (-4, 3), 5, 30)[-1]
    )
    assert widget.b == -0.5


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ({"over": ("w1", "w9")}, "over has 'w9', expected two of w1, w2, b"),
        ({"over": ("w1", "w1")}, "over has 'w1' twice"),
        ({"losses": ("hinge",)}, "losses has 'hinge', expected one or two of squared_error"),
        ({"span": (6, -6)}, "expected left < right"),
        ({"span": (1, 2, 3)}, r"span is \(1, 2, 3\), expected \(from, to\)"),
        ({"loss_function": my_loss, "forward": my_loss}, "expected one of them"),
        ({"steps": 3}, "Landscape has no 'steps'; it has"),
        ({"learning_rate": float("inf")}, "expected a finite number"),
    ],
)
def test_what_does_not_fit_is_refused_with_a_sentence(arguments, sentence):
    with pytest.raises(Exception, match=sentence):
        Landscape(or_table(), **arguments)


def test_targets_that_no_cross_entropy_is_made_of_are_refused_where_it_is_shown():
    table = hand.table([1, -1], -0.5, [[0, 0], [0, 1]], [0, 2])
    with pytest.raises(Exception, match="y has 2, and the cross-entropy needs targets from 0 to 1"):
        Landscape(table)
    widget = Landscape(table, losses="squared_error")
    with pytest.raises(Exception, match="needs targets from 0 to 1"):
        widget.losses = ["binary_cross_entropy"]


def test_level_lines_have_round_values():
    assert nice_levels(0.22, 0.73, 6) == pytest.approx([0.3, 0.4, 0.5, 0.6, 0.7])
    assert nice_levels(0.03, 4.2, 9) == pytest.approx([0.05, 0.1, 0.2, 0.5, 1, 2])
    assert nice_levels(2, 2, 9) == []


def test_the_still_has_both_losses_and_the_step_with_its_numbers():
    root = ElementTree.fromstring(Landscape(or_table()).still())
    words = " ".join(element.text or "" for element in root.iter() if element.tag.endswith("text"))
    for part in ("squared error: 0.3352", "cross-entropy: 0.9059"):
        assert part in words
    assert "w₁: 1 \u2212 1 · (\u22120.1175) = 1.1175" in words
    assert "w₂: \u22121 \u2212 1 · (\u22120.36) = \u22120.64" in words
    assert "held: b = \u22120.5" in words
    assert "cross-entropy is 0.9059" in Landscape(or_table()).describe()


def test_any_two_parameters_of_a_net_and_of_a_chain():
    from course.graph import two_neuron_chain

    widget = Landscape(net(), over=("wo_1", "w1_2"))
    ElementTree.fromstring(widget.still())
    chain = two_neuron_chain()
    names = [node.name for node in chain.leaves("parameter")]
    widget = Landscape(chain, over=names[:2], losses=("squared_error",))
    assert len(widget.tables) == 1
    ElementTree.fromstring(widget.still())


def test_own_loss_function_gives_grid_slope_and_descent():
    widget = Landscape(or_table(), loss_function=my_loss, start=(1, -1), step=3)
    reference = descend(or_table(), ("w1", "w2"), (1, -1), 1.0, 3)
    path = widget._answer["panes"][0]["path"]
    assert np.array(path) == pytest.approx(np.array(reference), abs=1e-7)
    result, grids = widget.answer(widget._question())
    n = result["n"]
    grid = np.frombuffer(grids[0], "<f4").reshape(n, n)
    assert grid == pytest.approx(loss_grid(or_table(), ("w1", "w2"), (-6, 6, -6, 6), n), abs=1e-6)
    assert result["panes"][0]["slope"] == pytest.approx(
        [
            or_table().at(dict(zip(("w1", "w2"), path[-1], strict=True))).gradient[k].value
            for k in ("w1", "w2")
        ],
        abs=1e-7,
    )


def test_own_forward_goes_with_the_courses_losses():
    def forward(X, w, b):
        return 1 / (1 + np.exp(-(X @ w + b)))

    widget = Landscape(or_table(), forward=forward)
    losses = [pane["loss"] for pane in widget._answer["panes"]]
    bce = or_table(loss="binary_cross_entropy").loss.value
    assert losses == pytest.approx([or_table().loss.value, bce])


@pytest.mark.parametrize("loss", ["squared_error", "binary_cross_entropy"])
def test_the_weights_take_the_steps_of_the_chosen_loss_with_an_own_forward(loss):
    def forward(X, w, b):
        return 1 / (1 + np.exp(-(X @ w + b)))

    settings = {"start": (1, -1), "step": 20, "loss": loss}
    ours, own = (
        Landscape(or_table(), **settings),
        Landscape(or_table(), forward=forward, **settings),
    )
    assert (own.w1, own.w2) == pytest.approx((ours.w1, ours.w2), abs=1e-6)


@pytest.mark.parametrize(
    ("mine", "sentence"),
    [
        (lambda X, y, w, b: None, "returned None"),
        (lambda X, y, w, b: y, r"returned an array of shape \(4,\), expected one number"),
        (lambda X, y, w, b: float("nan"), "the loss is not a finite number anywhere"),
        (lambda X, y: 0, "could not be called"),
        (lambda X, y, w, b: "much", "returned 'much' for the loss, expected numbers"),
    ],
)
def test_what_an_own_loss_does_wrong_is_a_sentence(mine, sentence):
    widget = Landscape(or_table(), loss_function=mine)
    assert re.search(sentence, widget.problem)
    ElementTree.fromstring(widget.still())


def forward(X, w, b):
    return 1 / (1 + np.exp(-(X @ w + b)))


def small_weights_only(X, w, b):
    if w[0] > 1.5:
        raise ValueError("w is too large")
    return forward(X, w, b)


def grid_of(widget, k):
    result, n = widget._answer, widget._answer["n"]
    return np.frombuffer(base64.b64decode(result["grids"][k]), "<f4").reshape(n, n)


def test_where_a_function_fails_the_map_has_a_hole_and_the_problem_says_where():
    widget = Landscape(or_table(), forward=small_weights_only)
    across = np.linspace(-6, 6, widget._answer["n"])
    for k in (0, 1):
        assert np.isnan(grid_of(widget, k)[:, across > 1.5]).all()
        assert np.isfinite(grid_of(widget, k)[:, across <= 1.5]).all()
    assert re.match(
        r"For w1 = \d.*, w2 = -6: small_weights_only stopped in line \d+", widget.problem
    )
    said = widget.describe()
    assert "squared error is 0.3352" in said
    assert said.endswith(f"⚠ {widget.problem}")
    widget.w1 = 2
    assert "At w₁ = 2, w₂ = −1 the squared error is –" in widget.describe()
    assert widget.problem.startswith("small_weights_only stopped in line")
    ElementTree.fromstring(widget.still())


@pytest.mark.parametrize(
    ("mine", "sentence"),
    [
        (
            lambda X, w, b: X @ w + b,
            "<lambda> gives p from -1.5 to 0.5; a probability lies between 0 and 1: "
            "is the sigmoid missing?",
        ),
        (lambda X, w, b: X @ w + b > 0, "p of exactly 0 or 1 .* cross-entropy is infinite"),
    ],
)
def test_one_map_that_fails_leaves_the_other(mine, sentence):
    widget = Landscape(or_table(), forward=mine)
    assert re.search(sentence, widget.problem)
    assert np.isfinite(grid_of(widget, 0)).all()
    assert [pane["loss"] is None for pane in widget._answer["panes"]] == [False, True]
    assert "the cross-entropy is –" in widget.describe()
    assert sentence.split(";")[0].split(" .*")[0] in widget.still().replace("&gt;", ">").replace(
        "&lt;", "<"
    )
    alone = Landscape(or_table(), forward=mine, losses="squared_error")
    assert alone.problem == ""


def test_a_function_that_never_answers_leaves_dashes_and_its_message():
    def unwritten(X, w, b):
        raise NotImplementedError

    widget = Landscape(or_table(), forward=unwritten, start=(1, 2), step=3)
    assert (widget.w1, widget.w2) == (1, -1)
    said = widget.describe()
    assert "the squared error is –, its slope (–, –)" in said
    assert "unwritten is not written yet" in said
    assert "0.33" not in said
    assert widget.still().count("unwritten is not written yet") >= 3  # each map, and below


def test_an_interrupt_is_no_hole():
    calls = []

    def interrupted(X, w, b):
        calls.append(1)
        if len(calls) > 10:
            raise KeyboardInterrupt
        return forward(X, w, b)

    widget = Landscape(or_table(), forward=interrupted)
    assert "you interrupted it" in widget.problem
    assert len(calls) == 11


def test_an_own_loss_that_breaks_on_the_way_stops_there():
    def cliff(X, y, w, b):
        return w[0] ** 2 if abs(w[0]) < 3 else float("inf")

    widget = Landscape(or_table(), loss_function=cliff, start=(1, 0), step=50, learning_rate=1.5)
    pane = widget._answer["panes"][0]
    assert pane["broke_at"] == 2  # 1, -2, 4: outside
    assert len(pane["path"]) == 2
    assert widget.w1 == pytest.approx(-2)


def test_the_state_restores_bit_for_bit():
    widget = Landscape(or_table(), start=(0.1, 0.2), step=7, learning_rate=0.3, over=("w2", "b"))
    other = Landscape(or_table())
    other.state = widget.state
    assert (other.parameters, other.start, other.step, other.over) == (
        widget.parameters, widget.start, widget.step, widget.over,
    )  # fmt: skip


# In the browser -----------------------------------------------------------------------------------
def place(root, a, b, k=0, window=(-6, 6, -6, 6)):
    """The pixels of a place on a map."""
    box = root.locator(f'[data-map="{k}"] .cg-axes-frame').bounding_box()
    left, right, lower, upper = window
    return (
        box["x"] + (a - left) / (right - left) * box["width"],
        box["y"] + (1 - (b - lower) / (upper - lower)) * box["height"],
    )


def press(stage, root, name):
    root.get_by_role("button", name=name, exact=True).click()
    stage.settle()


def words(root, k=0):
    return root.locator(f'[data-map="{k}"]').text_content()


def point(root, k=0):
    return root.locator(f'[data-map="{k}"] .cg-landscape-point')


def test_losses_and_the_step_by_hand_equal_the_course(stage):
    (root,) = stage.show(Landscape(or_table()))
    for k, loss in enumerate(("squared_error", "binary_cross_entropy")):
        table = or_table(loss=loss)
        shown = words(root, k)
        assert table.loss.rounded(4).text in shown
        for name in ("w1", "w2"):
            gradient, update = table.gradient[name], table.update[name]
            assert text(gradient.rounded(4).text.rstrip("0")) in shown
            assert text(update.rounded(4).text.rstrip("0")) in shown
    held = root.locator(".cg-landscape-held").inner_text()
    assert "Held: b = \u22120.5." in held
    assert "its slope is \u22120.1341 and \u22120.36" in held


def test_dragging_the_point_moves_the_weights_and_their_group(stage):
    widget, plane = Landscape(or_table(), group="g"), Boundary(or_table(), group="g")
    root, _ = stage.show(widget, plane)
    stage.page.mouse.move(*place(root, 1, -1))
    stage.page.mouse.down()
    stage.page.mouse.move(*place(root, 3, 2), steps=4)
    stage.page.mouse.up()
    stage.settle()
    assert (widget.w1, widget.w2) == pytest.approx((3, 2), abs=0.05)
    assert (plane.w1, plane.w2) == (widget.w1, widget.w2)
    table = or_table().at({"w1": widget.w1, "w2": widget.w2})
    assert table.loss.rounded(4).text in words(root)


def test_a_click_drops_the_point_and_steps_go_down_and_back(stage):
    widget = Landscape(or_table())
    (root,) = stage.show(widget)
    stage.page.mouse.click(*place(root, -4, 3))
    stage.settle()
    assert widget.start == pytest.approx([-4, 3], abs=0.05)
    start = list(widget.start)
    for _ in range(3):
        press(stage, root, "Step")
    reference = descend(or_table(), ("w1", "w2"), start, 1.0, 3)
    assert widget.step == 3
    assert (widget.w1, widget.w2) == pytest.approx(reference[-1], abs=1e-12)
    assert "step 3: loss" in words(root)
    assert root.locator('[data-map="0"] .cg-landscape-dots').get_attribute("d").count("M") == 4
    press(stage, root, "Back")
    assert (widget.w1, widget.w2) == pytest.approx(reference[-2], abs=1e-12)
    press(stage, root, "Start")
    assert [widget.w1, widget.w2] == start
    assert widget.step == 0


def test_the_rate_bends_the_whole_path_at_once(stage):
    widget = Landscape(or_table(), start=(-4, 3), step=10)
    (root,) = stage.show(widget)
    field = root.locator('.cg-landscape-rate input[type="text"]')
    field.fill("5")
    field.press("Enter")
    stage.settle()
    assert widget.learning_rate == 5
    assert widget.step == 10
    expected = descend(or_table(), ("w1", "w2"), (-4, 3), 5, 10)[-1]
    assert (widget.w1, widget.w2) == pytest.approx(expected, abs=1e-12)
    slider = root.locator('.cg-landscape-rate input[type="range"]')
    slider.focus()
    slider.press("End")
    stage.settle()
    assert widget.learning_rate == 20


def test_everything_by_keyboard_and_by_clicker(stage):
    widget = Landscape(or_table())
    (root,) = stage.show(widget)
    point(root).focus()
    stage.page.keyboard.press("ArrowRight")
    stage.page.keyboard.press("Shift+ArrowUp")
    stage.settle()
    assert (widget.w1, widget.w2) == pytest.approx((1.2, -0.96))
    root.locator('[data-map="1"] .cg-landscape-cursor').focus()
    for _ in range(5):
        stage.page.keyboard.press("ArrowLeft")
    stage.settle()
    assert "loss" in root.locator('[data-map="1"] .cg-landscape-cursor').get_attribute(
        "aria-valuetext"
    )
    stage.page.keyboard.press("Enter")
    stage.settle()
    assert (widget.w1, widget.w2) == (-1, 0)
    root.focus()
    stage.page.keyboard.press("PageDown")
    stage.page.keyboard.press("PageDown")
    stage.settle()
    assert widget.step == 2
    stage.page.keyboard.press("PageUp")
    stage.settle()
    assert widget.step == 1


def test_play_takes_steps_until_it_is_paused(stage):
    widget = Landscape(or_table(), learning_rate=2)
    (root,) = stage.show(widget)
    press(stage, root, "Play")
    stage.until(lambda: widget.step >= 4)
    press(stage, root, "Pause")
    taken = widget.step
    root.get_by_role("button", name="Play", exact=True).wait_for()  # it rests
    stage.settle()
    assert widget.step == taken
    expected = descend(or_table(), ("w1", "w2"), (1, -1), 2, taken)[-1]
    assert (widget.w1, widget.w2) == pytest.approx(expected, abs=1e-12)


def test_two_losses_go_two_ways_and_the_weights_follow_the_chosen_one(stage):
    widget = Landscape(or_table(), start=(-4, 3), step=20)
    (root,) = stage.show(widget)
    press(stage, root, "cross-entropy")
    assert widget.loss == "binary_cross_entropy"
    table = or_table(loss="binary_cross_entropy")
    expected = descend(table, ("w1", "w2"), (-4, 3), 1, 20)[-1]
    assert (widget.w1, widget.w2) == pytest.approx(expected, abs=1e-12)
    paths = [
        root.locator(f'[data-map="{k}"] .cg-landscape-track').get_attribute("d") for k in (0, 1)
    ]
    assert paths[0] != paths[1]
    assert "its own step 20" in words(root, 0)


def test_a_path_that_leaves_the_picture_is_told_and_does_no_harm(stage):
    widget = Landscape(
        or_table(), losses=["binary_cross_entropy"], learning_rate=20, start=(-4, -3)
    )
    (root,) = stage.show(widget)
    press(stage, root, "Step")
    assert "left the picture at step 1" in words(root)
    assert root.locator('[data-map="0"] .cg-landscape-out').get_attribute("d")
    box = root.locator('[data-map="0"] .cg-axes-frame').bounding_box()
    here = point(root).locator(".cg-landscape-here").bounding_box()
    assert here["x"] + here["width"] / 2 <= box["x"] + box["width"] + 1


def test_values_that_are_not_finite_stop_the_descent(stage):
    from course.graph import Graph

    graph = Graph()  # a steep bowl without a sigmoid: nothing bounds its slope
    x, y = graph.input("X1", 10.0), graph.input("y", 0.0)
    w, b = graph.parameter("w1", 1.0), graph.parameter("b", 1.0)
    p = graph.apply("weighted_sum", w, x, b, name="p")
    graph.apply("squared_error", y, p, name="loss")
    widget = Landscape(graph, over=("w1", "b"), losses=("squared_error",), learning_rate=1e6)
    (root,) = stage.show(widget)
    press(stage, root, "Play")
    stage.page.wait_for_function(
        "document.querySelector('.cg-landscape-status').textContent.includes('no number')"
    )
    stage.settle()
    assert "gives no number: stopped" in words(root)
    assert np.isfinite([widget.w1, widget.b]).all()
    assert root.get_by_role("button", name="Play", exact=True).is_visible()


def test_other_parameters_and_a_wider_window_by_the_controls(stage):
    widget = Landscape(or_table())
    (root,) = stage.show(widget)
    root.locator(".cg-landscape-over select").first.select_option("b")
    stage.settle()
    assert widget.over == ["b", "w2"]
    assert "Held: w₁ = 1" in root.locator(".cg-landscape-held").inner_text()
    root.locator(".cg-landscape-over select").first.select_option("w2")
    stage.settle()
    assert widget.over == ["w2", "b"]  # they change places
    root.get_by_role("button", name="A wider window").click()
    stage.settle()
    assert widget.window == [-9, 9, -9, 9]


def test_someone_else_moving_the_weights_ends_the_descent(stage):
    widget = Landscape(or_table(), start=(-4, 3), step=5)
    (root,) = stage.show(widget)
    assert "step 5" in words(root)
    stage.set_from_python(widget, w1=0.0)
    assert "step 5" not in words(root)
    press(stage, root, "Step")
    assert widget.step == 1
    assert widget.start[0] == 0


def test_python_may_move_the_descent(stage):
    widget = Landscape(or_table())
    stage.show(widget)
    stage.set_from_python(widget, start=[-4.0, 3.0], step=6)
    expected = descend(or_table(), ("w1", "w2"), (-4, 3), 1, 6)[-1]
    assert (widget.w1, widget.w2) == pytest.approx(expected, abs=1e-12)


def test_the_map_has_level_lines_with_values_and_reads_the_pointer(stage):
    widget = Landscape(or_table())
    (root,) = stage.show(widget)
    values = root.locator('[data-map="0"] .cg-surface-text').all_text_contents()
    assert {"0.1", "0.2", "0.5"} <= set(values)
    stage.page.mouse.move(*place(root, 2, 3))
    stage.settle()
    look = root.locator('[data-map="0"] .cg-landscape-look').text_content()
    expected = or_table().at({"w1": 2.0, "w2": 3.0}).loss.value
    assert float(look) == pytest.approx(expected, abs=0.002)


def test_letters_and_scalings_follow_the_notation(stage):
    widget = Landscape(or_table())
    (root,) = stage.show(widget)
    root.locator(".cg-tools select").select_option("erdem")
    stage.settle()
    assert "half the squared error" in words(root)
    half = hand.table([1, -1], -0.5, *datasets.or_(), loss="half_squared_error", reduction="sum")
    assert half.loss.rounded(4).text in words(root)
    assert "θ₀ = \u22120.5" in root.locator(".cg-landscape-held").inner_text()


def test_own_loss_function_is_drawn_stepped_and_told(stage):
    widget = Landscape(or_table(), loss_function=my_loss)
    (root,) = stage.show(widget)
    assert "my_loss" in words(root)
    assert or_table().loss.rounded(4).text in words(root)
    press(stage, root, "Step")
    expected = descend(or_table(), ("w1", "w2"), (1, -1), 1, 1)[-1]
    assert widget.step == 1
    assert (widget.w1, widget.w2) == pytest.approx(expected, abs=1e-7)
    assert "step 1: loss" in words(root)


def test_a_raising_function_is_told_and_the_last_good_map_stays(stage):
    def fragile(X, y, w, b):
        if b > 0:
            raise ValueError("b is too large")
        return my_loss(X, y, w, b)

    widget = Landscape(or_table(), loss_function=fragile)
    (root,) = stage.show(widget)
    d = root.locator(".cg-surface-line").get_attribute("d")
    assert d
    stage.set_from_python(widget, b=1.0)
    stage.page.wait_for_selector(".cg-problem:not([hidden])")
    assert "fragile stopped in line" in root.locator(".cg-problem").inner_text()
    assert root.locator(".cg-surface-line").get_attribute("d") == d
    expect(root).to_contain_text("This is the picture of b = −0.5.")
    stage.set_from_python(widget, b=-1.0)
    stage.page.wait_for_selector(".cg-problem", state="hidden")
    assert root.locator(".cg-surface-line").get_attribute("d") != d


def test_where_nothing_is_known_the_frame_stands_with_the_message_in_it(stage):
    widget = Landscape(or_table(), loss_function=lambda X, y, w, b: None)
    (root,) = stage.show(widget)
    assert "returned None for the loss" in root.locator(".cg-landscape-message").inner_text()
    ticks = root.locator(".cg-tick-text").all_text_contents()
    assert {"−6", "6"} <= set(ticks)
    assert root.get_by_role("combobox", name="upward").input_value() == "w2"
    assert root.get_by_role("slider", name="learning rate η").is_visible()
    for name in ("Start", "Back", "Step", "Play"):
        assert root.get_by_role("button", name=name, exact=True).is_disabled()
    box = root.locator(".cg-axes-frame").bounding_box()
    dot = point(root).bounding_box()
    assert box["x"] < dot["x"] < box["x"] + box["width"]
    assert "undefined" not in root.text_content()


def test_holes_are_drawn_and_one_failing_map_leaves_the_other(stage):
    (root,) = stage.show(Landscape(or_table(), forward=small_weights_only))
    assert root.locator(".cg-surface-line").first.get_attribute("d")
    assert "0.3352" in words(root)
    assert "small_weights_only stopped in line" in root.get_by_role("alert").inner_text()
    assert root.get_by_role("button", name="Step", exact=True).is_enabled()
    (root,) = stage.show(Landscape(or_table(), forward=lambda X, w, b: X @ w + b > 0))
    assert "0.5" in words(root, 0)
    assert "cross-entropy is infinite" in words(root, 1)
    assert root.locator('[data-map="0"] .cg-surface-line').get_attribute("d")


def test_a_step_can_be_tried_again_where_the_function_works_after_all(stage):
    broken = []

    def shaky(X, w, b):
        if broken:
            raise ValueError("something is missing")
        return forward(X, w, b)

    widget = Landscape(or_table(), forward=shaky)
    (root,) = stage.show(widget)
    broken.append(True)
    stage.set_from_python(widget, w1=2.0)
    expect(root.get_by_role("alert")).to_contain_text("something is missing")
    broken.clear()
    press(stage, root, "Step")
    stage.until(lambda: widget.step == 1)
    expect(root.get_by_role("alert")).to_be_hidden()


def test_a_slow_own_function_never_queues_up(stage):
    asked = []

    def slow(X, y, w, b):
        asked.append(b)
        time.sleep(0.0005)
        return my_loss(X, y, w, b)

    widget = Landscape(or_table(), loss_function=slow)
    stage.show(widget)
    asked.clear()
    stage.page.evaluate(
        """async (id) => { const m = chalkgradModels[id];
        for (let i = 0; i < 30; i++) {
          m.set('b', i / 10); await new Promise(requestAnimationFrame); } }""",
        widget.model_id,
    )
    stage.until(lambda: asked[-1] == 2.9)
    assert len(set(asked)) < 15


def hold_answers(stage):
    """Python is slow from now on: it answers when `release_answers` says so."""
    stage.page.evaluate(
        """() => {
        const held = new Promise(release => { chalkgradHost.release = release; });
        const ask = chalkgradHost.ask;
        chalkgradHost.ask = (id, content) => held.then(() => ask(id, content)); }"""
    )


def release_answers(stage):
    stage.page.evaluate("chalkgradHost.release()")


def look_around(stage, root):
    """Move the pointer over the map: each move draws a frame."""
    for at in ((2, 2), (3, 1), (-2, 0)):
        stage.page.mouse.move(*place(root, *at))
        stage.settle()


@pytest.mark.parametrize("busy", [False, True], ids=["idle", "busy"])
def test_steps_with_a_slow_function_are_taken_although_the_pointer_moves(stage, busy):
    widget = Landscape(or_table(), loss_function=my_loss)
    (root,) = stage.show(widget)
    hold_answers(stage)
    if busy:  # a question about the map is on its way already
        stage.set_from_python(widget, b=-0.25)
    for _ in range(3):
        press(stage, root, "Step")
        look_around(stage, root)
    assert widget.step == 0
    release_answers(stage)
    stage.until(lambda: widget.step == 3)
    table = or_table().at({"b": widget.b})
    expected = descend(table, ("w1", "w2"), (1, -1), 1, 3)[-1]
    assert (widget.w1, widget.w2) == pytest.approx(expected, abs=1e-7)
    expect(root.locator('[data-map="0"]')).to_contain_text("step 3: loss")
    press(stage, root, "Back")
    stage.until(lambda: widget.step == 2)


def test_a_point_that_is_dragged_away_while_a_step_is_waited_for_stays_where_it_is(stage):
    widget = Landscape(or_table(), loss_function=my_loss)
    (root,) = stage.show(widget)
    hold_answers(stage)
    press(stage, root, "Step")
    point(root).focus()
    stage.page.keyboard.press("ArrowRight")
    stage.settle()
    release_answers(stage)
    expected = or_table().at({"w1": 1.2}).loss.rounded(4).text
    expect(root.locator('[data-map="0"]')).to_contain_text(expected)
    stage.settle()
    assert (widget.w1, widget.w2, widget.step) == (1.2, -1, 0)


def test_a_step_that_the_function_fails_on_says_so_until_something_changes(stage):
    def fragile(X, y, w, b):
        if abs(w[0] - 1.1175) < 1e-3:  # where the first step leads
            raise ValueError("not here")
        return my_loss(X, y, w, b)

    widget = Landscape(or_table(), loss_function=fragile)
    (root,) = stage.show(widget)
    expect(root.locator('[data-map="0"]')).to_contain_text("fragile")
    press(stage, root, "Play")
    expect(root.get_by_role("alert")).to_contain_text("not here")
    expect(root.get_by_role("button", name="Play", exact=True)).to_be_visible()
    look_around(stage, root)
    assert "not here" in root.get_by_role("alert").inner_text()
    assert widget.step == 0
    stage.set_from_python(widget, b=0.25)
    expect(root.get_by_role("alert")).to_be_hidden()


def export(stage, root, name):
    root.locator(".cg-tools button").click()
    with stage.page.expect_download() as waiting:
        stage.page.get_by_role("menuitem", name=name).click()
    return waiting.value.path().read_text(encoding="utf-8")


def test_exports_hold_what_is_shown(stage):
    widget = Landscape(or_table(), start=(1, -1), step=4)
    (root,) = stage.show(widget)
    rows = list(csv.DictReader(io.StringIO(export(stage, root, "Save as CSV"))))
    assert [row["loss"] for row in rows].count("squared error") == 5
    reference = descend(or_table(), ("w1", "w2"), (1, -1), 1, 4)
    for row, expected in zip(rows, reference, strict=False):
        assert (float(row["w1"]), float(row["w2"])) == pytest.approx(expected, abs=1e-12)
    latex = export(stage, root, "Save as LaTeX")
    assert r"w_1^{\text{new}} &= w_1 - \eta \cdot \frac{\partial \ell}{\partial w_1}" in latex
    svg = ElementTree.fromstring(export(stage, root, "Save as SVG"))
    assert "step 4: loss" in "".join(svg.itertext())


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("scale", [1.0, 1.6])
@pytest.mark.parametrize("losses", [["squared_error", "binary_cross_entropy"], ["squared_error"]])
def test_fits_a_projector_in_both_themes(stage, theme, scale, losses):
    widget = Landscape(or_table(), scale=scale, losses=losses, start=(-4, 3), step=9)
    (root,) = stage.show(widget, theme=theme)
    size = stage.page.evaluate(
        "[document.documentElement.scrollWidth, document.documentElement.scrollHeight]"
    )
    assert size[0] <= 1280
    assert size[1] <= 720
    assert root.get_attribute("data-theme") == theme


def test_the_live_text_says_what_is_seen(stage):
    stage.show(Landscape(or_table(), start=(1, -1), step=1))
    stage.page.wait_for_function("document.querySelector('.cg-live').textContent.length > 0")
    live = stage.page.locator(".cg-live").inner_text()
    assert "At w₁ = 1.12, w₂ = \u22120.87:" in live
    assert "squared error 0.3066" in live or "squared error 0.30" in live
    assert "step 1: loss" in live


def test_many_examples_get_a_finer_map_when_all_is_at_rest(stage):
    X, y = datasets.moons(120, 0.1, np.random.default_rng(1))
    widget = Landscape(X=X, y=y, w=(1, 1), b=0)
    stage.show(widget)
    coarse, fine = stage.page.evaluate(
        """async (id) => {
        const frame = () => new Promise(requestAnimationFrame);
        const line = document.querySelector('[data-map="0"] .cg-surface-line');
        const length = () => line.getAttribute('d').length;
        chalkgradModels[id].set('b', 0.5);
        await frame(); await frame();
        const before = length();
        for (let i = 0; i < 200 && length() === before; i++) await frame();
        return [before, length()]; }""",
        widget.model_id,
    )
    assert fine > 1.5 * coarse
