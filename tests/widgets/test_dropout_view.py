"""Dropout: masks, averages over all of them, and the way back, as course has them."""

from xml.etree import ElementTree

import numpy as np
import pytest
import traitlets

from course import datasets, hand
from course.activations import activation, sigmoid
from course.dropout import Dropout, dropout_mask
from course.layers import Linear
from course.mlp import MLP
from nbextensions import DropoutView
from nbextensions.dropout_view.masks import all_masks, probabilities
from nbextensions.dropout_view.widget import MOST_RATE

MINUS = "\u2212"
TEAM = {"h": (0.2, 0.5, 0.9), "w": (1, -1, 2), "rate": 0.5}


def text(value, places=4):
    return f"{value:.{places}f}".replace("-", MINUS)


def drawn_net(rng, n_hidden):
    W, b = rng.normal(size=(2, n_hidden)), rng.normal(size=n_hidden)
    w_out, b_out = rng.normal(size=n_hidden), 0.3
    return (W, b, w_out, b_out), hand.mlp_table(W, b, w_out, b_out, *datasets.xor())


# Python -------------------------------------------------------------------------------------------
def test_the_three_averages_of_the_lecture():
    view = DropoutView(**TEAM)
    assert view.average(scaled=False) == pytest.approx(0.75)
    assert view.average(scaled=True) == pytest.approx(1.5)
    assert view.full == pytest.approx(1.5)
    assert view.average("p", scaled=True) == pytest.approx(0.6951, abs=5e-5)


def test_the_lectures_call_is_the_bare_example():
    net = hand.mlp_table(
        [[0.0] * 3], TEAM["h"], TEAM["w"], 0.0, [[0.0]], [1.0], activation="identity"
    )
    view = DropoutView(net, rate=0.5, row=0, title="Three units, eight masks")
    np.testing.assert_array_equal(view.h, TEAM["h"])
    assert view._data["bare"]
    assert not DropoutView()._data["bare"]


@pytest.mark.parametrize("n", [1, 3, 8])
@pytest.mark.parametrize("rate", [0.0, 0.3, 0.9])
def test_all_masks_together_are_certain(n, rate):
    masks = all_masks(n)
    assert masks.shape == (2**n, n)
    assert len({tuple(mask) for mask in masks}) == 2**n
    assert probabilities(masks, rate).sum() == pytest.approx(1)
    np.testing.assert_allclose(probabilities(masks, rate) @ masks, 1 - rate)


@pytest.mark.parametrize("n_hidden", [1, 3, 8])
def test_a_mask_gives_what_the_layers_of_the_course_give(rng, n_hidden):
    (W, b, w_out, b_out), table = drawn_net(rng, n_hidden)
    mask = rng.integers(0, 2, n_hidden).tolist()
    view = DropoutView(table, row=2, rate=0.4, mask=mask)
    layers = (Linear(W, b), activation("sigmoid"), Dropout(0.4, np.array([mask]) / 0.6))
    net = MLP((*layers, Linear(w_out[:, None], np.array([b_out]))))
    o, _ = net.forward(np.array([[1.0, 0.0]]))
    assert view.o == pytest.approx(o[0, 0], rel=1e-12)
    assert view.p == pytest.approx(float(sigmoid(o)[0, 0]), rel=1e-12)


def test_masks_are_drawn_as_the_course_draws_them():
    view = DropoutView(**TEAM, seed=11)
    drawn = dropout_mask((300, 3), 0.5, np.random.default_rng(11))
    np.testing.assert_array_equal(view.drawn(300), drawn > 0)


def test_a_mean_over_many_drawn_masks_comes_near_the_exact_one():
    view = DropoutView(**TEAM)
    assert view.scores(view.drawn(300)).mean() == pytest.approx(view.average(), abs=0.3)


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        ({"h": (1, 2)}, "only one of h and w"),
        ({"h": (1, 2), "w": (1,)}, "2 units and w 1"),
        ({"row": 9}, "row is 9"),
        ({"table": hand.table((1, -1), 0, *datasets.or_())}, "no hidden layer"),
    ],
)
def test_what_cannot_drop_out_is_refused(call, sentence):
    with pytest.raises(ValueError, match=sentence):
        DropoutView(**call)


@pytest.mark.parametrize("setting", [{"rate": 1.0}, {"mask": [1, 0]}, {"mask": [1, 0, 2]}])
def test_traits_refuse_what_does_not_fit(setting):
    with pytest.raises(traitlets.TraitError):
        DropoutView(**{**TEAM, **setting})


def right(X, params, mask):
    A = X @ params["W"] + params["b"]
    return 1 / (1 + np.exp(-((A * mask) @ params["w_out"] + params["b_out"])))


def forgets_the_mask(X, params, mask):
    return right(X, params, np.ones_like(mask))


def raises_for_nobody(X, params, mask):
    if not mask.any():
        raise ValueError("nobody is left")
    return right(X, params, mask)


def test_an_own_function_gets_the_mask_as_it_is_multiplied_on():
    view = DropoutView(**TEAM, mask=[1, 0, 1], forward=right)
    assert view._last_own["question"]["mask"] == [2, 0, 2]
    assert view._last_own["numbers"]["p"] == [pytest.approx(view.p)]
    alone = DropoutView(**TEAM, mask=[0, 0, 0], forward=raises_for_nobody)
    assert "nobody is left" in alone.problem


@pytest.mark.parametrize("view", [TEAM, {}])
def test_the_picture_is_xml_and_holds_the_averages(view):
    widget = DropoutView(**view, mask=[1, 0, 1])
    picture = widget.still()
    written = "".join(ElementTree.fromstring(picture).itertext())
    for scaled in (False, True):
        assert text(widget.average(scaled=scaled)).rstrip("0") in written
    assert "line-through" in picture


# The browser --------------------------------------------------------------------------------------
def part(shown, name):
    return shown.locator(f'.cg-net-stage [data-name="{name}"]')


def table(shown, place):
    rows = shown.locator(".cg-drop-table").nth(place).locator("tbody tr")
    return [row.split("\t") for row in rows.all_inner_texts()]


def means(shown):
    return {row[0].strip(): row[1:] for row in table(shown, 1)}


@pytest.mark.browser
@pytest.mark.parametrize("scaled", [False, True])
def test_the_numbers_on_the_screen_are_the_courses(stage, rng, scaled):
    (W, b, w_out, b_out), net = drawn_net(rng, 3)
    view = DropoutView(net, row=1, rate=0.4, scaled=scaled, mask=[1, 0, 1])
    (shown,) = stage.show(view)
    said = means(shown)
    assert said["this mask"] == [text(view.o), text(view.p)]
    assert said["full net"][0] == text(view.full)
    for name, how in (("unscaled", False), ("scaled", True)):
        wanted = [text(view.average("o", how)), text(view.average("p", how))]
        assert said[f"all 8 masks, {name}"] == wanted
    factor = 1 / 0.6 if scaled else 1.0
    mask = np.array([[1, 0, 1]]) * factor
    layers = (Linear(W, b), activation("sigmoid"), Dropout(0.4, mask))
    stack = MLP((*layers, Linear(w_out[:, None], np.array([b_out])), activation("sigmoid")))
    p, caches = stack.forward(np.array([[0.0, 1.0]]))
    _, gradient = stack.backward(2 * (p - 1), caches)
    _, db, dw, _ = gradient.parameters
    rows = table(shown, 0)
    assert [row[5] for row in rows] == [text(value) for value in dw[:, 0]]
    assert [row[6] for row in rows] == [text(value) for value in db]
    assert rows[1][5] == rows[1][6] == "0.0000"


@pytest.mark.browser
def test_units_are_struck_out_by_mouse_by_keyboard_and_in_the_table(stage):
    view = DropoutView(**TEAM)
    (shown,) = stage.show(view)
    part(shown, "h_2").dispatch_event("click")
    stage.settle()
    assert view.mask == [1, 0, 1]
    assert shown.locator('.cg-net-struck [data-name="h_2"]').count() == 1
    assert means(shown)["this mask"][0] == "4.0000"
    part(shown, "h_1").focus()
    stage.page.keyboard.press("Enter")
    stage.settle()
    assert view.mask == [0, 0, 1]
    shown.locator(".cg-drop-toggle").nth(1).click()
    stage.settle()
    assert view.mask == [0, 1, 1]
    shown.get_by_role("button", name="mask 1, 1, 0").click()
    stage.settle()
    assert view.mask == [1, 1, 0]
    shown.get_by_role("button", name="all there").click()
    stage.settle()
    assert view.mask == [1, 1, 1]


@pytest.mark.browser
def test_a_clicker_draws_masks_and_takes_them_back(stage):
    view = DropoutView(**TEAM, seed=5)
    (shown,) = stage.show(view)
    part(shown, "h_1").focus()
    for step in range(1, 5):
        stage.page.keyboard.press("PageDown")
        stage.settle()
        assert view.step == step
        assert view.mask == view.drawn()[-1].tolist()
    wanted = view.scores(view.drawn()).mean()
    assert means(shown)["4 drawn"][0] == text(wanted)
    stage.page.keyboard.press("PageUp")
    stage.settle()
    assert (view.step, view.mask) == (3, view.drawn(3)[-1].tolist())
    shown.get_by_role("button", name="draw 25").click()
    stage.settle()
    assert view.step == 28


@pytest.mark.browser
def test_the_rate_moves_the_averages_and_the_mask_that_was_drawn(stage):
    view = DropoutView(**TEAM, seed=2, step=4, scaled=False)
    view.mask = view.drawn()[-1].astype(int).tolist()
    (shown,) = stage.show(view)
    shown.get_by_label("rate", exact=True).first.fill("0.9")
    stage.settle()
    assert view.rate == 0.9
    assert view.mask == view.drawn()[-1].tolist()
    assert means(shown)["all 8 masks, unscaled"][0] == "0.1500"
    shown.get_by_role("button", name="scaled", exact=True).click()
    stage.settle()
    assert view.scaled
    assert means(shown)["all 8 masks, scaled"][0] == "1.5000"


@pytest.mark.browser
def test_the_rate_goes_as_far_in_the_browser_as_in_python(stage):
    view = DropoutView(**TEAM)
    (shown,) = stage.show(view)
    slider = shown.get_by_role("slider", name="rate")
    slider.press("End")
    stage.settle()
    assert view.rate == MOST_RATE == float(slider.get_attribute("max"))
    typed = shown.get_by_role("textbox", name="rate")
    typed.fill("0.99")
    typed.press("Enter")
    stage.settle()
    assert view.rate == MOST_RATE
    assert means(shown)["all 8 masks, unscaled"][0] == text(view.average(scaled=False))


@pytest.mark.browser
def test_the_list_of_rows_follows_the_examples(stage):
    view = DropoutView()
    (shown,) = stage.show(view)
    listed = shown.get_by_label("row").locator("option")
    assert listed.all_inner_texts() == ["1", "2", "3", "4"]
    stage.set_from_python(view, X=[[0.0, 1.0], [1.0, 1.0]], y=[1.0, 0.0])
    assert listed.all_inner_texts() == ["1", "2"]
    shown.get_by_label("row").select_option("1")
    stage.settle()
    assert view.row == 0
    assert means(shown)["this mask"] == [text(view.o), text(view.p)]
    stage.set_from_python(view, X=[[0.0, 1.0]], y=[1.0])
    assert listed.count() == 0
    stage.set_from_python(view, X=[[0.0, 1.0], [1.0, 1.0], [1.0, 0.0]], y=[1.0, 0.0, 1.0])
    assert listed.all_inner_texts() == ["1", "2", "3"]


@pytest.mark.browser
def test_a_weight_is_typed_in_the_net(stage):
    view = DropoutView(**TEAM)
    (shown,) = stage.show(view)
    part(shown, "wo_3").dispatch_event("click")
    shown.locator(".cg-net-field").fill("-1/2")
    stage.page.keyboard.press("Enter")
    stage.settle()
    assert view.wo_3 == -0.5
    assert means(shown)["full net"][0] == text(view.full)


@pytest.mark.browser
def test_an_own_function_stands_beside_ours_and_its_error_leaves_the_picture(stage):
    one = DropoutView(**TEAM, mask=[1, 0, 1], forward=forgets_the_mask)
    two = DropoutView(**TEAM, mask=[1, 0, 1], forward=raises_for_nobody)
    shown, second = stage.show(one, two)
    assert means(shown)["your function"][1] == text(sigmoid(np.array(1.5)))
    assert "the course 0.9820" in shown.inner_text()
    assert "the same probability" in second.inner_text()
    second.get_by_role("button", name="mask 0, 0, 0").click()
    stage.settle()
    assert "nobody is left" in second.get_by_role("alert").inner_text()
    second.get_by_role("button", name="all there").click()
    stage.settle()
    assert second.get_by_role("alert").is_hidden()


@pytest.mark.browser
def test_a_state_travels_from_the_screen_to_another_widget(stage):
    one, two = DropoutView(**TEAM), DropoutView(**TEAM)
    shown, _ = stage.show(one, two)
    shown.get_by_role("button", name="draw a mask").click()
    part(shown, "h_2").dispatch_event("click")
    stage.settle()
    two.state = one.state
    assert (two.mask, two.step) == (one.mask, 1)


@pytest.mark.browser
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("view", [TEAM, {"row": 2}])
def test_it_fits_a_projector_at_the_lectures_scale(stage, view, theme):
    (shown,) = stage.show(DropoutView(**view, mask=[1, 0, 1], scale=1.6), theme=theme)
    page = stage.page.evaluate("[document.body.scrollWidth, document.body.scrollHeight]")
    assert page[0] <= 1280
    assert page[1] <= 720
    for box in shown.locator(".cg-drop-table").all():
        found = box.bounding_box()
        assert found["x"] + found["width"] <= 1280


@pytest.mark.browser
def test_no_table_is_cut_off_in_a_notebook_on_a_small_screen(stage):
    X, y = datasets.xor()
    net = hand.mlp_table([[2, -2, 2], [-2, 2, 2]], [-1, -1, -3], [2, 2, -2], -1, X, y)
    stage.page.set_viewport_size({"width": 860, "height": 800})  # what JupyterLab leaves of 1280
    (shown,) = stage.show(DropoutView(net, row=2))
    right = shown.bounding_box()["x"] + shown.bounding_box()["width"]
    for box in shown.locator("table").all():
        found = box.bounding_box()
        assert found["x"] + found["width"] <= right


@pytest.mark.browser
def test_what_is_exported_is_what_is_shown(stage):
    view = DropoutView(**TEAM, mask=[1, 0, 1])
    (shown,) = stage.show(view)
    for item in ("Save as CSV", "Save as LaTeX"):
        shown.get_by_role("button", name="Menu").click()
        with stage.page.expect_download() as caught:
            shown.get_by_role("menuitem", name=item).click()
        saved = caught.value.path().read_text(encoding="utf-8")
        if item.endswith("CSV"):
            assert "1,0,1,0.125,4,0.9820137900379085" in saved
        else:
            assert saved.endswith("= 4\n")


@pytest.mark.browser
def test_who_is_out_is_struck_through_in_the_saved_picture_too(stage):
    (shown,) = stage.show(DropoutView(**TEAM, mask=[1, 0, 1]))
    shown.get_by_role("button", name="Menu").click()
    with stage.page.expect_download() as caught:
        shown.get_by_role("menuitem", name="Save as SVG").click()
    root = ElementTree.fromstring(caught.value.path().read_text(encoding="utf-8"))
    struck = [e.text for e in root.iter() if e.get("text-decoration") == "line-through"]
    assert "0.5000" in struck
    assert "0.9000" not in struck


@pytest.mark.browser
@pytest.mark.parametrize("scaled", [True, False])
def test_no_curve_is_drawn_through_the_words_of_a_mean(stage, scaled):
    (shown,) = stage.show(DropoutView(**TEAM, scaled=scaled, step=25))
    plot = shown.locator(".cg-curves .cg-axes-frame").bounding_box()
    words = [word.bounding_box() for word in shown.locator(".cg-curve-reference-text").all()]
    assert len(words) == 2
    assert all(word["x"] > plot["x"] + plot["width"] for word in words)
    upper, lower = sorted(words, key=lambda word: word["y"])
    assert lower["y"] - upper["y"] >= 13
    edge = shown.locator(".cg-curves").bounding_box()
    assert all(word["x"] + word["width"] <= edge["x"] + edge["width"] for word in words)
