"""The chain rule, step by step, in a real Chromium with Python behind it."""

import pytest

from nbextensions import ChainStepper
from nbextensions.chain_stepper.steps import revealed_at
from tests.widgets.chain import (
    caption,
    cell,
    factor_of,
    formula,
    keys,
    net,
    node_of,
    or_table,
    press,
    step_of,
    text,
    value_of,
    walk,
)

pytestmark = pytest.mark.browser


def test_it_goes_forward_and_back_by_buttons_keys_and_scrubber(stage):
    stepper = ChainStepper(or_table(), follow=["w1"])
    (view,) = stage.show(stepper)
    assert caption(view) == "Row 3, and the weights as they stand."
    walk(stage, view, 2)
    assert stepper.step == 2
    assert value_of(view, "p") == "0.6225"
    assert value_of(view, "loss") == ""
    press(stage, view, "PageUp")
    assert value_of(view, "p") == ""
    assert value_of(view, "h") == "0.5"
    for key, step in [
        ("PageDown", 2),
        ("ArrowRight", 3),
        ("ArrowLeft", 2),
        ("End", 10),
        ("Home", 0),
    ]:
        press(stage, view, key)
        assert stepper.step == step, key
    view.get_by_role("button", name="backward").click()
    stage.settle()
    assert caption(view) == "Local derivative: how ℓ changes with p."
    view.get_by_role("slider", name="Step").focus()
    press(stage, view.get_by_role("slider", name="Step"), "ArrowRight")
    assert caption(view) == "Local derivative: how p changes with h."
    view.get_by_role("button", name="Last step").click()
    stage.settle()
    assert view.get_by_role("button", name="Next step").is_disabled()
    view.get_by_role("button", name="First step").click()
    stage.settle()
    assert stepper.step == 0


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("row", range(4))
def test_the_numbers_are_the_courses(stage, row, theme):
    table = or_table(loss="binary_cross_entropy", learning_rate=0.5)
    stepper = ChainStepper(table, row=row, step=99)
    (view,) = stage.show(stepper, theme=theme)
    here = next(values for r, values in enumerate(table) if r == row)
    for name in ("h", "p", "y_hat", "loss"):
        assert value_of(view, name) == text(here[name]), name
    assert factor_of(view, "loss:1") == text(here["dp"])
    assert factor_of(view, "p:0") == text(here["dp_dh"])
    for name in ("w1", "w2", "b"):
        assert (
            node_of(view, name).locator(".cg-graph-slope").text_content()
            == f"∂ {text(here[f'd{name}'])}"
        )
        assert float(cell(view, "total", f"d{name}").replace("\u2212", "-")) == pytest.approx(
            table.gradient[name].value, abs=5e-5
        )
        assert text(table.update[name].value) in formula(view)


def test_nothing_is_on_the_page_before_its_step(stage):
    stepper = ChainStepper(or_table(), follow=["w1", "b"])
    (view,) = stage.show(stepper)
    here = list(or_table())[2]
    numbers = [text(here[key]) for key in ("p", "loss", "dp", "dp_dh", "dw1")]
    for at in range(len(stepper.steps)):
        stage.set_from_python(stepper, step=at)
        words = view.evaluate("root => root.outerHTML")
        shown = revealed_at(stepper.shown.graph, stepper.steps, at)
        reached = [
            "p" in shown.values, "loss" in shown.values, ("loss", 1) in shown.factors,
            ("p", 0) in shown.factors, "w1" in shown.slopes or "h" in shown.slopes,
        ]  # fmt: skip
        assert [number in words for number in numbers] == reached, at


def test_the_same_thing_is_lit_in_graph_formula_and_table(stage):
    stepper = ChainStepper(or_table(), follow=["w1"])
    (view,) = stage.show(stepper)
    stage.set_from_python(stepper, step=step_of(stepper, "factor:p:0"))
    lit = view.locator('.cg-graph-wire[data-marks~="lit"]')
    assert [wire.get_attribute("data-key") for wire in lit.all()] == ["p:0"]
    now = view.locator(".cg-mark-now")
    assert now.count() == 1
    assert now.inner_text() == "0.2350"
    assert formula(view) == "∂p∂h=p(1−p)≈0.6225(1−0.6225)≈0.235"
    stage.set_from_python(stepper, step=step_of(stepper, "path:w1:0"))
    assert view.locator('.cg-graph-wire[data-marks~="lit"]').count() == 3
    factor = view.locator('button.cg-chain-cell[data-key="p:0"]')
    factor.focus()
    stage.settle()
    assert (
        view.locator('.cg-graph-wire[data-key="p:0"]').get_attribute("data-marks").endswith("lit")
    )
    assert "cg-chain-lit" in factor.get_attribute("class")
    assert "cg-mark-part" in view.locator('td[data-id="2:dp_dh"] .cg-cell').get_attribute("class")
    node_of(view, "p").hover()
    stage.settle()
    assert "used" in node_of(view, "p").get_attribute("data-marks")


def test_what_was_kept_is_marked_and_not_computed_again(stage):
    stepper = ChainStepper(or_table(), follow=["w1", "w2"], row=3)
    (view,) = stage.show(stepper)
    stage.set_from_python(stepper, step=step_of(stepper, "path:w2:0"))
    assert caption(view).endswith("∂ℓ/∂h is used again.")
    assert view.locator(".cg-chain-known").text_content() == "(−0.2926)"
    assert view.locator(".cg-chain-reused").count() == 2
    known = view.locator('.cg-graph-wire[data-marks~="known"]')
    assert {wire.get_attribute("data-key") for wire in known.all()} == {"p:0", "loss:1"}


def test_several_paths_are_walked_in_turn_and_added(stage):
    stepper = ChainStepper(net(), row=3, follow=["X1"])
    (view,) = stage.show(stepper)
    for k in range(3):
        stage.set_from_python(stepper, step=step_of(stepper, f"path:X1:{k}"))
        assert caption(view).startswith(
            f"Path {k + 1} of 3: X₁ → z{'₁₂₃'[k]} → h{'₁₂₃'[k]} → o → p → ℓ"
        )
    press(stage, view, "PageDown")
    assert formula(view) == "∂ℓ∂X1=path\xa01+path\xa02+path\xa03≈0.0465+(−0.0465)+(−0.0465)≈−0.0465"
    assert view.locator('.cg-graph-wire[data-marks~="lit"]').count() == 9


def test_a_number_is_typed_turned_and_dragged_in_its_place(stage):
    stepper = ChainStepper(or_table(), step=3)
    (view,) = stage.show(stepper)
    node_of(view, "w1").click()
    field = view.get_by_role("textbox", name="w₁")
    field.fill("0,25")
    field.press("Enter")
    stage.settle()
    assert stepper.w1 == 0.25
    assert value_of(view, "h") == text(-0.25)
    assert view.locator(".cg-graph-field").count() == 0
    press(stage, node_of(view, "w1"), "ArrowUp")
    assert stepper.w1 == 0.35
    press(stage, node_of(view, "w1"), "Shift+ArrowDown")
    assert stepper.w1 == 0.34
    press(stage, node_of(view, "X1"), "Enter")
    view.get_by_role("textbox", name="X₁").fill("2")
    view.get_by_role("textbox", name="X₁").press("Enter")
    stage.settle()
    assert stepper.X[2] == [2, 0]
    assert value_of(view, "h") == text(0.18)
    box = node_of(view, "b").bounding_box()
    stage.page.mouse.move(box["x"] + 30, box["y"] + 8)
    stage.page.mouse.down()
    stage.page.mouse.move(box["x"] + 130, box["y"] + 8, steps=5)
    stage.page.mouse.up()
    stage.settle()
    assert stepper.b == 0.5
    assert value_of(view, "h") == text(1.18)


def test_what_is_no_number_is_not_taken(stage):
    stepper = ChainStepper(or_table())
    (view,) = stage.show(stepper)
    node_of(view, "w2").click()
    field = view.get_by_role("textbox", name="w₂")
    field.fill("one")
    field.press("Enter")
    assert field.get_attribute("aria-invalid") == "true"
    assert "“one” is no number" in view.get_by_role("alert").inner_text()
    field.press("Escape")
    stage.settle()
    assert view.get_by_role("alert").count() == 0
    assert stepper.w2 == -1
    assert view.locator(".cg-graph-field").count() == 0
    assert node_of(view, "w2").evaluate("node => node === document.activeElement")


def test_the_update_can_be_taken_and_taken_back(stage):
    table = or_table()
    stepper = ChainStepper(table, follow=["w1"], step=99)
    (view,) = stage.show(stepper)
    assert "0.3352 to 0.2873" in view.locator(".cg-chain-side").inner_text()
    view.get_by_role("button", name="Take this step").click()
    stage.settle()
    assert stepper.parameters == {
        name: pytest.approx(cell.value) for name, cell in table.update.items()
    }
    assert (stepper.step, stepper.history) == (0, [{"w1": 1, "w2": -1, "b": -0.5}])
    stage.page.keyboard.press("PageUp")  # the button that had the focus is gone
    stage.settle()
    assert stepper.parameters == {"w1": 1, "w2": -1, "b": -0.5}
    assert (stepper.step, stepper.history) == (10, [])


def test_options_choose_row_leaves_loss_and_reduction(stage):
    stepper = ChainStepper(or_table(), follow=["w1"], step=8)
    (view,) = stage.show(stepper)
    view.get_by_role("button", name="Options").click()
    follow = view.get_by_role("group", name="Follow")
    follow.get_by_role("button").nth(2).click()
    stage.settle()
    assert stepper.follow == ["w1", "b"]
    assert (
        keys(stepper)[stepper.step] == "path:w1:0"
    )  # the step stays, though others came before it
    follow.get_by_role("button").nth(0).click()
    follow.get_by_role("button").nth(2).click()
    stage.settle()
    assert stepper.follow == ["b"]  # one at least
    view.get_by_label("Row", exact=True).select_option("4")
    view.get_by_label("Loss", exact=True).select_option("cross-entropy")
    view.get_by_role("button", name="sum").click()
    view.get_by_role("button", name="plane").click()
    stage.settle()
    assert (stepper.row, stepper.loss, stepper.reduction) == (3, "binary_cross_entropy", "sum")
    assert not stepper.show_plane
    assert not view.locator(".cg-chain-plane").is_visible()
    assert "rows" not in caption(view)
    assert value_of(view, "y") == "1"


def test_a_click_in_the_table_goes_to_its_row_and_to_its_step(stage):
    stepper = ChainStepper(or_table(), step=6)
    (view,) = stage.show(stepper)
    view.locator('td[data-id="1:X1"]').click()
    stage.settle()
    assert stepper.row == 1
    view.locator('td[data-id="1:dp"]').click()
    stage.settle()
    assert keys(stepper)[stepper.step] == "factor:loss:1"
    stage.page.keyboard.press("ArrowDown")
    stage.settle()
    assert stepper.row == 1  # the focus is in the table, where arrows move
