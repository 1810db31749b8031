"""The chain stepper on a page: letters, own functions, company, exports, sizes."""

import csv
import io
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest

from course.graph import two_neuron_chain
from nbextensions import Boundary, ChainStepper
from tests.widgets.chain import (
    backward_pass,
    backward_sums,
    backward_without_two,
    caption,
    formula,
    forward_pass,
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
    assert yours.inner_text() == stepper.comparison
    ours = stepper.table.cell(2, "dw1").value
    assert f"= {text(ours / 2)}, here {text(ours)}." in stepper.comparison


def struck(view):
    """What is marked as the first number that differs."""
    return view.locator("td:has(.cg-mark-first), td.cg-mark-first").evaluate_all(
        "cells => cells.map(cell => cell.dataset.id)"
    )


def test_where_rows_are_gathered_the_number_that_differs_is_struck_out(stage):
    def backward_wrong_in_row_4(X, y, p):
        dw, db = backward_pass(X, y, p)
        return dw * (2 if len(X) == 1 and X.all() else 1), db

    stepper = ChainStepper(or_table(), backward=backward_sums)
    (view,) = stage.show(stepper)
    stage.set_from_python(stepper, step=step_of(stepper, "path:w1:0"))
    assert struck(view) == []
    stage.set_from_python(stepper, step=step_of(stepper, "over:w1"))
    assert struck(view) == ["total:dw1"]  # not row 3, which is right
    elsewhere = ChainStepper(or_table(), backward=backward_wrong_in_row_4)
    (view,) = stage.show(elsewhere)
    stage.set_from_python(elsewhere, step=step_of(elsewhere, "over:w1"))
    assert struck(view) == ["3:dw1"]


def test_what_a_wrong_update_comes_to_has_the_room_beside_the_formula(stage):
    stepper = ChainStepper(or_table(), forward=forward_pass, backward=backward_without_two)
    stepper.step = len(stepper.steps) - 1
    (view,) = stage.show(stepper)
    yours = view.locator(".cg-chain-yours")
    stage.until(lambda: yours.inner_text() == stepper.comparison)
    assert yours.inner_text().startswith("✗ yours: new w₁ = ")
    lines = yours.evaluate("e => e.clientHeight / parseFloat(getComputedStyle(e).lineHeight)")
    assert round(lines) == 1
    effect = view.locator(".cg-chain-side > div").nth(1).bounding_box()
    assert effect["height"] <= yours.bounding_box()["height"] + 1


def test_ours_go_on_where_a_function_raises_and_older_numbers_of_hers_go(stage):
    def forward(X, w, b):
        if w[0] > 1.5:
            raise ValueError("w is too large for me")
        return forward_pass(X, w, b)

    stepper = ChainStepper(or_table(), forward=forward, step=2)
    (view,) = stage.show(stepper)
    assert view.locator(".cg-problem").is_hidden()
    yours = view.locator(".cg-chain-yours")
    assert yours.inner_text() == "✓ yours: 0.6225."
    stage.set_from_python(stepper, w1=2.0)
    problem = view.locator(".cg-problem").inner_text()
    assert problem.startswith("forward stopped in line ")
    assert "w is too large for me" in problem
    assert value_of(view, "p") == text(1 / (1 + np.exp(-1.5)))
    assert yours.inner_text() == ""
    stage.set_from_python(stepper, w1=1.0)
    assert view.locator(".cg-problem").is_hidden()
    assert yours.inner_text() == "✓ yours: 0.6225."


def test_what_forward_says_is_compared_where_backward_is_not_written(stage):
    def backward(X, y, p):
        raise NotImplementedError

    stepper = ChainStepper(or_table(), forward=forward_pass, backward=backward, step=2)
    (view,) = stage.show(stepper)
    stage.set_from_python(stepper, w1=2.0)
    assert view.locator(".cg-problem").inner_text().startswith("backward is not written yet")
    assert view.locator(".cg-chain-yours").inner_text().startswith("✓ yours: 0.8176")


def test_widgets_of_a_group_share_weights_and_row(stage):
    one, other = (
        ChainStepper(or_table(), group="g", step=2),
        ChainStepper(or_table(), group="g", step=1),
    )
    plane = Boundary(or_table(), group="g")
    first, second, _ = stage.show(one, other, plane)
    press(stage, node_of(first, "w1"), "ArrowUp")
    press(stage, first.get_by_role("button", name="Next step"), "ArrowDown")
    stage.until(lambda: (one.w1, other.w1, plane.w1) == (1.1, 1.1, 1.1))
    stage.until(lambda: (one.row, other.row) == (3, 3))
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
    stepper, other = (
        ChainStepper(or_table(), follow=["b"], step=7),
        ChainStepper(or_table()),
    )
    stepper.w1 = 0.1
    (view,) = stage.show(other)
    stage.restore(view, stepper.state)
    stage.until(lambda: other.state == stepper.state)
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
    stage.page.wait_for_function("document.querySelector('.cg-live').textContent !== ''")
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
