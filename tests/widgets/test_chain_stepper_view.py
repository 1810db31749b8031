"""The chain rule, step by step, in a real Chromium with Python behind it."""

import csv
import io
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest

from course.graph import two_neuron_chain
from nbextensions import Boundary, ChainStepper
from nbextensions.chain_steps import revealed_at
from tests.widgets.chain import (
    backward_without_two,
    forward_pass,
    keys,
    net,
    or_table,
    step_of,
    text,
)  # fmt: skip

pytestmark = pytest.mark.browser


def caption(view):
    return view.locator(".cg-chain-caption").inner_text()


def node_of(view, name):
    return view.locator(f'.cg-graph-node[data-key="{name}"]')


def value_of(view, name):
    return node_of(view, name).locator(".cg-graph-value").text_content()


def factor_of(view, key):
    label = view.locator(f'.cg-graph-label[data-key="{key}"]')
    return label.text_content() if label.get_attribute("visibility") != "hidden" else ""


def cell(view, row, key):
    return view.locator(f'td[data-id="{row}:{key}"] .cg-value').inner_text()


def formula(view):
    return view.locator(".cg-chain-grid").inner_text().replace("\n", "")


def press(stage, view, key):
    view.press(key)
    stage.settle()


def walk(stage, view, n):
    for _ in range(n):
        view.get_by_role("button", name="Next step").click()
    stage.settle()


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
    field.press("Escape")
    stage.settle()
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
    press(stage, view, "PageUp")
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


def test_letters_and_scalings_follow_the_notation(stage):
    stepper = ChainStepper(or_table(), follow=["w1"], step=99, notation="erdem")
    (view,) = stage.show(stepper)
    assert node_of(view, "p").locator(".cg-graph-symbol").text_content() == "o"
    assert value_of(view, "loss") == text(or_table(loss="half_squared_error").cell(2, "loss").value)
    total = or_table(loss="half_squared_error", reduction="sum").gradient["w1"].value
    assert text(total) in formula(view)
    stage.set_from_python(stepper, notation="course")
    assert value_of(view, "loss") == text(or_table().cell(2, "loss").value)


def test_own_functions_stand_beside_ours(stage):
    stepper = ChainStepper(or_table(), forward=forward_pass, backward=backward_without_two)
    (view,) = stage.show(stepper)
    stage.set_from_python(stepper, step=step_of(stepper, "value:p"))
    yours = view.locator(".cg-chain-yours")
    assert yours.inner_text() == "✓ yours: 0.6225."
    assert view.get_by_role("button", name="backward ✗").count() == 1
    stage.set_from_python(stepper, step=step_of(stepper, "path:w1:0"))
    assert yours.inner_text() == stepper.comparison
    assert "cg-mark-first" in view.locator('td[data-id="2:dw1"] .cg-cell').get_attribute("class")
    stage.set_from_python(stepper, w1=2.0)
    stage.page.wait_for_timeout(100)
    assert yours.inner_text() == stepper.comparison
    ours = stepper.table.cell(2, "dw1").value
    assert f"= {text(ours / 2)}, here {text(ours)}." in stepper.comparison


def test_a_function_that_raises_leaves_the_last_good_numbers(stage):
    state = {"works": True}

    def forward(X, w, b):
        if w[0] > 1.5:
            raise ValueError("w is too large for me")
        return forward_pass(X, w, b)

    stepper = ChainStepper(or_table(), forward=forward, step=2)
    (view,) = stage.show(stepper)
    assert state
    assert view.locator(".cg-problem").is_hidden()
    stage.set_from_python(stepper, w1=2.0)
    stage.page.wait_for_timeout(100)
    problem = view.locator(".cg-problem").inner_text()
    assert problem.startswith("forward stopped in line ")
    assert "w is too large for me" in problem
    assert value_of(view, "p") == text(1 / (1 + np.exp(-1.5)))  # ours goes on
    stage.set_from_python(stepper, w1=1.0)
    stage.page.wait_for_timeout(100)
    assert view.locator(".cg-problem").is_hidden()


def test_widgets_of_a_group_share_weights_and_row(stage):
    one, other = (
        ChainStepper(or_table(), group="g", step=2),
        ChainStepper(or_table(), group="g", step=1),
    )
    plane = Boundary(or_table(), group="g")
    first, second, _ = stage.show(one, other, plane)
    press(stage, node_of(first, "w1"), "ArrowUp")
    press(stage, first.get_by_role("button", name="Next step"), "ArrowDown")
    stage.settle()
    assert (one.w1, other.w1, plane.w1) == (1.1, 1.1, 1.1)
    assert (one.row, other.row) == (3, 3)
    assert other.step == 1
    assert value_of(second, "h") == text(-0.4)


def test_two_on_a_page_do_not_mix(stage):
    one, other = ChainStepper(or_table(), step=2), ChainStepper(net(), row=1)
    first, second = stage.show(one, other)
    walk(stage, second, 3)
    assert (one.step, other.step) == (2, 3)
    assert value_of(first, "p") == "0.6225"
    assert value_of(second, "z_2") == text(0.5)


def test_a_state_travels_from_python_to_the_browser_and_back(stage):
    stage.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    stepper, other = (
        ChainStepper(or_table(), follow=["b"], step=7),
        ChainStepper(or_table()),
    )
    stepper.w1 = 0.1
    (view,) = stage.show(other)
    view.get_by_role("button", name="Menu").click()
    view.get_by_role("menuitem", name="Restore a state …").click()
    view.get_by_role("textbox", name="State").fill(stepper.state)
    view.get_by_role("button", name="Restore", exact=True).click()
    stage.page.wait_for_timeout(150)
    assert other.state == stepper.state
    assert caption(view) == "Local derivative: how h changes with b."


def exported(stage, view, name):
    view.get_by_role("button", name="Menu").click()
    with stage.page.expect_download() as download:
        view.get_by_role("menuitem", name=name).click()
    return Path(download.value.path()).read_text(encoding="utf-8")


def test_exports_hold_what_has_been_revealed(stage):
    stepper = ChainStepper(or_table(), follow=["w1"], step=6)
    (view,) = stage.show(stepper)
    rows = list(csv.DictReader(io.StringIO(exported(stage, view, "Save as CSV"))))
    assert [row["step"] for row in rows] == [str(k) for k in range(1, 8)]
    assert float(rows[-1]["value"]) == or_table().cell(2, "dp_dh").value
    assert rows[2]["equation"] == "p = 1/(1 + e⁻ʰ) = 1/(1 + e^(−0.5)) ≈ 0.6225"
    tex = exported(stage, view, "Save as LaTeX")
    assert tex.count("\\\\\n") == 5
    assert r"\frac{\partial p}{\partial h} &= p (1 - p) \approx" in tex
    svg = exported(stage, view, "Save as SVG")
    ElementTree.fromstring(svg)
    assert text(-0.7551) in svg
    assert text(-0.1774) not in svg
    assert text(-0.1774) not in tex


def test_the_step_is_said_in_a_sentence(stage):
    stepper = ChainStepper(or_table(), follow=["w1"], step=8)
    (view,) = stage.show(stepper)
    stage.page.wait_for_timeout(600)
    said = view.locator(".cg-live").text_content()
    assert said.startswith("Step 9 of 11, backward. Product along the path: w 1 → h → p →")
    assert "is about minus 0.1774." in said
    label = view.locator("svg.cg-graph").get_attribute("aria-label")
    assert "p = 0.6225" in label
    assert "3 factors found on the way back" in label


SIZES = [(1280, 720, 1.6), (1280, 720, 1.0), (1440, 900, 1.0), (760, 900, 1.0)]


@pytest.mark.parametrize("make", [or_table, net, two_neuron_chain], ids=["neuron", "net", "chain"])
@pytest.mark.parametrize(("width", "height", "scale"), SIZES)
def test_nothing_overlaps_or_is_cut_off(stage, make, width, height, scale):
    stage.page.set_viewport_size({"width": width, "height": height})
    stepper = ChainStepper(make(), row=0 if make is two_neuron_chain else 3, scale=scale)
    (view,) = stage.show(stepper)
    for at in range(0, len(stepper.steps), 3):
        stage.set_from_python(stepper, step=at)
        assert stage.page.evaluate("document.documentElement.scrollWidth") <= width
        frame = view.bounding_box()
        for part in (".cg-chain-grid", "svg.cg-graph", ".cg-chain-transport", ".cg-chain-rows"):
            box = view.locator(part).bounding_box()
            assert box["x"] >= frame["x"]
            assert box["x"] + box["width"] <= frame["x"] + frame["width"] + 1
        line, room = (
            view.locator(p).bounding_box() for p in (".cg-chain-grid", ".cg-chain-formula")
        )
        assert line["y"] >= room["y"] - 1
        assert line["y"] + line["height"] <= room["y"] + room["height"] + 1
        table = view.locator(".cg-chain-table")
        assert table.evaluate("element => element.scrollWidth <= element.clientWidth + 1")
        assert _overlapping(view) == []


def _overlapping(view):
    """Pairs of nodes that touch, and texts that leave their node."""
    return view.evaluate("""root => {
        const nodes = [...root.querySelectorAll(".cg-graph-node")].map((node) => ({
            key: node.dataset.key,
            box: node.querySelector(".cg-graph-shape").getBoundingClientRect(),
            texts: [...node.querySelectorAll(".cg-graph-symbol, .cg-graph-value, .cg-graph-slope")]
                .filter((text) => text.textContent)
                .map((text) => text.getBoundingClientRect()),
        }));
        const found = [];
        for (const [i, { key, box, texts }] of nodes.entries()) {
            for (const text of texts) {
                if (text.left < box.left - 1 || text.right > box.right + 1) found.push(key);
            }
            for (const other of nodes.slice(i + 1)) {
                const apart = box.right <= other.box.left || other.box.right <= box.left
                    || box.bottom <= other.box.top || other.box.bottom <= box.top;
                if (!apart) found.push([key, other.key]);
            }
        }
        return found;
    }""")


def test_the_neuron_fits_a_projector_in_lecture_size(stage):
    stepper = ChainStepper(or_table(), scale=1.6)
    (view,) = stage.show(stepper)
    for at in range(len(stepper.steps)):
        stage.set_from_python(stepper, step=at)
        table = view.locator(".cg-chain-table").bounding_box()
        assert table["y"] + table["height"] <= 720
    size = view.locator(".cg-chain-term").first.evaluate(
        "cell => parseFloat(getComputedStyle(cell).fontSize)"
    )
    assert size >= 20


def test_a_drag_is_drawn_well_within_a_frame(stage):
    stepper = ChainStepper(net(), row=3, step=20)
    stage.show(stepper)
    took = stage.page.evaluate(
        """async (id) => {
        const times = [];
        for (let k = 0; k < 40; k++) {
            await new Promise((done) => {
                let start = 0;
                requestAnimationFrame(() => (start = performance.now()));
                chalkgradModels[id].set("w1_1", 1 + k / 40); // draws in the same frame
                requestAnimationFrame(() => done(times.push(performance.now() - start)));
            });
        }
        return Math.min(...times);
    }""",
        stepper.model_id,
    )
    assert took < 10  # milliseconds; the least of forty, for the machine has other work
