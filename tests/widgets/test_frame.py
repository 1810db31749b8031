"""What every widget has: groups, menu, sizes, theme, keys, files, state, saving."""

import io
import time
from xml.etree import ElementTree

import numpy as np
import pytest
from playwright.sync_api import expect

from course import datasets, hand
from course.graph import rounded
from course.penalties import l1_shrinkage
from nbextensions import (
    Boundary,
    ChainStepper,
    FindTheSlip,
    HandTable,
    NetworkView,
    Predict,
    Shrinkage,
)
from nbextensions.frame.capsule import from_capsule, to_capsule

pytestmark = pytest.mark.browser

SVG = "{http://www.w3.org/2000/svg}"
OR = datasets.or_()


def shrinkage(**settings):
    return Shrinkage(np.eye(2), [2.0, 0.5], **settings)


def open_menu(shown):
    shown.get_by_role("button", name="Menu").click()


def choose(stage, shown, item):
    open_menu(shown)
    shown.get_by_role("menuitem", name=item).click()
    stage.settle()


def saved_file(stage, shown, item):
    """What a menu item hands to the user: its name and its bytes."""
    open_menu(shown)
    with stage.page.expect_download() as caught:
        shown.get_by_role("menuitem", name=item).click()
    return caught.value.suggested_filename, caught.value.path().read_bytes()


def test_a_group_shares_what_it_has_in_common_and_others_do_not(stage):
    one, two = shrinkage(group="g"), shrinkage(group="g", penalty="l1")
    apart = shrinkage(group="other")
    shown = stage.show(one, two, apart)
    grip = shown[0].get_by_role("slider", name="minimum of the loss alone")
    grip.focus()
    stage.page.keyboard.press("ArrowRight")
    stage.settle()
    assert (one.a1, two.a1, apart.a1) == (2.05, 2.05, 2.0)
    assert two.penalty == "l1"
    assert shown[1].locator("tbody tr").first.inner_text().split("\t")[1] == "2.0500"


def test_a_value_set_in_python_reaches_the_group(stage):
    one, two = shrinkage(group="g"), shrinkage(group="g")
    shown = stage.show(one, two)
    stage.set_from_python(one, a2=1.25)
    stage.settle()
    assert two.a2 == 1.25
    assert shown[1].locator("tbody tr").nth(1).inner_text().split("\t")[1] == "1.2500"


def test_while_the_hand_moves_python_hears_at_most_ten_times_a_second_and_then_the_end(stage):
    widget = shrinkage()
    (shown,) = stage.show(widget)
    heard = []
    widget.observe(lambda change: heard.append(change.new), "strength")
    track = shown.get_by_role("slider", name="λ").bounding_box()
    stage.page.mouse.move(track["x"] + 10, track["y"] + track["height"] / 2)
    stage.page.mouse.down()
    began = time.monotonic()
    for move in range(60):
        stage.page.mouse.move(track["x"] + 10 + move, track["y"] + track["height"] / 2)
        stage.page.wait_for_timeout(5)
    stage.page.mouse.up()
    lasted = time.monotonic() - began
    stage.settle()
    on_screen = float(shown.get_by_role("slider", name="λ").input_value())
    assert 2 <= len(heard) <= 10 * lasted + 3
    assert heard[-1] == pytest.approx(on_screen, abs=0.01)


def test_a_hand_is_not_taken_back_when_python_repeats_an_older_value(stage):
    one, two = HandTable(group="g"), HandTable(group="g")
    shown, _ = stage.show(one, two)
    slider = shown.get_by_role("slider", name="w₁")
    move = "(slider, to) => { slider.value = to; slider.dispatchEvent(new Event('input')); }"
    slider.evaluate(move, 0.5)
    stage.until(lambda: (one.w1, two.w1) == (0.5, 0.5))
    repeat = "ids => { for (const id of ids) chalkgradModels[id].set('w1', 0.5); }"
    both = [one.model_id, two.model_id]
    slider.evaluate(f"(slider, ids) => {{ ({move})(slider, 0.7); ({repeat})(ids); }}", both)
    stage.until(lambda: (one.w1, two.w1) == (0.7, 0.7))
    assert slider.input_value() == "0.7"
    stage.set_from_python(one, w1=0.5)  # with the hand at rest, Python's word counts
    assert slider.input_value() == "0.5"


def font_size(shown):
    cell = shown.locator("tbody td").first
    return cell.evaluate("cell => parseFloat(getComputedStyle(cell).fontSize)")


def test_the_lecture_size_enlarges_everything_and_comes_back(stage):
    widget = shrinkage()
    (shown,) = stage.show(widget)
    before = font_size(shown)
    shown.focus()
    stage.page.keyboard.press("l")
    stage.settle()
    after = font_size(shown)
    assert after == pytest.approx(1.6 * before)
    assert widget.scale == 1.6
    assert stage.page.evaluate("document.documentElement.scrollWidth") <= 1280
    stage.page.keyboard.press("l")
    stage.settle()
    assert widget.scale == 1.0


def test_a_letter_typed_into_a_field_is_no_command(stage):
    widget = Predict("?", truth=0.5)
    (shown,) = stage.show(widget)
    shown.get_by_label("Your prediction, a number").focus()
    stage.page.keyboard.type("l?")
    stage.settle()
    assert widget.scale == 1.0
    assert shown.get_by_role("dialog").count() == 0


@pytest.mark.parametrize(
    ("typed", "value", "shown_as"),
    [("0,62", 0.62, "0.620"), ("0.123456789", 0.123456789, "0.123"), ("-5", 0.0, "0.000")],
)
def test_a_field_that_is_left_shows_the_value_that_was_taken(stage, typed, value, shown_as):
    widget = shrinkage()
    (shown,) = stage.show(widget)
    field = shown.get_by_role("textbox", name="λ")
    field.fill(typed)
    stage.page.keyboard.press("Enter")
    stage.settle()
    stage.page.keyboard.press("Tab")
    stage.settle()
    assert widget.strength == value
    assert field.input_value() == shown_as


def test_keys_stay_in_the_widget_but_those_of_the_notebook_pass(stage):
    (shown,) = stage.show(shrinkage())
    stage.page.evaluate(
        "() => { window.seen = []; document.addEventListener('keydown', e => seen.push(e.key)); }"
    )
    shown.get_by_role("slider", name="λ").focus()
    for key in ("ArrowRight", "d", "PageDown", "Control+s", "Shift+Enter"):
        stage.page.keyboard.press(key)
    assert [k for k in stage.page.evaluate("seen") if k not in ("Control", "Shift")] == [
        "s",
        "Enter",
    ]


@pytest.mark.parametrize(
    ("make", "focus", "trait", "seen"),
    [
        (lambda: Predict("?", truth=1, answer="1"), "input", "revealed", (1, 1, 0)),
        (lambda: Predict("?", choices="ab", truth=0, answer="b"), "input", "revealed", (1, 1, 0)),
        (lambda: FindTheSlip("E5"), ".cg-slip-line", "stage", ("reason", "proof", "reason")),
        (lambda: NetworkView(row=2), "[aria-label='next row']", "row", (3, 3, 2)),
        (lambda: ChainStepper(step=16), "[aria-label='Next step']", "step", (17, 17, 16)),
    ],
    ids=["a number", "choices", "lines", "rows", "steps"],
)  # fmt: skip
def test_a_clicker_goes_on_where_the_focus_was_on_what_is_then_switched_off(
    stage, make, focus, trait, seen
):
    widget = make()
    (shown,) = stage.show(widget)
    shown.locator(focus).first.focus()
    for key, value in zip(("PageDown", "PageDown", "PageUp"), seen, strict=True):
        stage.page.keyboard.press(key)
        stage.settle()
        assert getattr(widget, trait) == value
    assert shown.evaluate("root => root.contains(document.activeElement)")


def test_the_keys_are_listed_on_a_question_mark(stage):
    (shown,) = stage.show(shrinkage())
    shown.focus()
    stage.page.keyboard.press("?")
    help_text = shown.get_by_role("dialog", name="Keys").inner_text()
    assert "Page Down" in help_text
    assert "a stronger, a weaker penalty" in help_text
    stage.page.keyboard.press("Escape")
    assert shown.get_by_role("dialog", name="Keys").count() == 0


def test_the_menu_is_walked_by_keys(stage):
    widget = shrinkage()
    (shown,) = stage.show(widget)
    shown.get_by_role("button", name="Menu").focus()
    stage.page.keyboard.press("Enter")
    stage.page.keyboard.press("ArrowDown")
    stage.page.keyboard.press("Enter")
    stage.settle()
    assert widget.scale == 0.8
    focused = stage.page.evaluate("document.activeElement.getAttribute('aria-label')")
    assert focused == "Menu"


def test_a_picture_is_saved_as_svg_with_real_text(stage):
    (shown,) = stage.show(shrinkage(penalty="l1"))
    name, content = saved_file(stage, shown, "Save as SVG")
    root = ElementTree.fromstring(content)
    words = [text.text for text in root.iter(f"{SVG}text")]
    assert name == "shrinkage.svg"
    assert "1.7000" in words
    assert "with penalty" in words
    assert not list(root.iter(f"{SVG}foreignObject"))
    paths = [p for p in root.iter(f"{SVG}path") if p.get("d")]
    assert any("rgb(" in (p.get("style") or "") for p in paths)


def test_the_signs_before_a_sentence_are_in_the_picture_too(stage):
    (shown,) = stage.show(Boundary(hand.table((-1, -1), -3, *OR), row=3))
    _, content = saved_file(stage, shown, "Save as SVG")
    written = [t for t in ElementTree.fromstring(content).iter(f"{SVG}text") if t.text]
    places = {text.text: float(text.get("x")) for text in written}
    for sign, sentence in (
        ("✗", "predicts 0, wrong"),
        ("⚠", "Class 0 is predicted for every point."),
    ):
        assert 5 < places[sentence] - places[sign] < 30
    loss, symbol = places["loss"], next(x for t, x in places.items() if t in ("ℓ", "ℓ̅"))
    assert symbol > loss + 20


def test_a_picture_is_saved_as_png_in_twice_the_pixels(stage):
    from PIL import Image

    (shown,) = stage.show(shrinkage())
    _, content = saved_file(stage, shown, "Save as PNG")
    picture = Image.open(io.BytesIO(content))
    assert picture.width == pytest.approx(2 * shown.bounding_box()["width"], abs=3)
    assert len(picture.getcolors(maxcolors=1_000_000)) > 20  # not blank


def test_numbers_are_saved_as_csv_and_latex(stage):
    (shown,) = stage.show(shrinkage(strength=0.1))
    _, content = saved_file(stage, shown, "Save as CSV")
    rows = [line.split(",") for line in content.decode().splitlines()]
    assert float(rows[3][2]) == pytest.approx(2.0 / 1.2, rel=1e-15)
    _, content = saved_file(stage, shown, "Save as LaTeX")
    assert b"$w_1$ & 2.0000 & 1.6667" in content


def test_a_state_is_copied_on_one_screen_and_restored_on_another(stage):
    one, two = shrinkage(strength=0.1 + 0.2, penalty="l1"), shrinkage()
    shown = stage.show(one, two)
    state = stage.copied_state(shown[0])
    three = shrinkage()
    three.state = state  # Python reads what the browser wrote
    assert (three.strength, three.penalty) == (0.30000000000000004, "l1")
    stage.restore(shown[1], one.state)  # and the browser what Python wrote
    stage.until(lambda: two.penalty == "l1")
    assert (two.strength, two.penalty) == (0.30000000000000004, "l1")


def test_the_sign_of_a_zero_is_in_the_state_that_is_copied(stage):
    widget = shrinkage()
    widget.a1, widget.a2 = -0.0, -1e-300
    (shown,) = stage.show(widget)
    state = from_capsule("shrinkage", stage.copied_state(shown))
    assert (str(state["a1"]), state["a2"]) == ("-0.0", -1e-300)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("hello", "begins with"),
        ("chalk1.xyz!", "damaged"),
        (Predict("?", truth=1).state, "state of predict, not of"),
        (to_capsule("shrinkage", {"penalty": "l1", "strength": "abc"}), "strength is"),
        (to_capsule("shrinkage", {"penalty": "l1", "strength": -1}), "strength is"),
    ],
)
def test_a_bad_state_is_refused_with_a_sentence(stage, text, said):
    widget = shrinkage()
    (shown,) = stage.show(widget)
    stage.restore(shown, text)
    expect(shown.get_by_role("alert")).to_contain_text(said)
    stage.settle()
    assert (widget.penalty, widget.strength) == ("l2", 0.3)
    assert shown.get_by_role("textbox", name="λ").input_value() == "0.300"


def test_a_field_that_is_only_visited_follows_the_steps_and_leaving_it_changes_nothing(stage):
    table = HandTable(hand.table(w=(0.5, -1), b=-0.5, X=OR[0], y=OR[1]))
    (shown,) = stage.show(table)
    field = shown.get_by_role("textbox", name="w₁")
    field.click()
    stage.page.keyboard.press("PageDown")
    stage.settle()
    after = table.w1
    assert after != 0.5
    assert field.input_value() == rounded(after, 2).text
    stage.page.keyboard.press("Tab")
    stage.settle()
    assert table.w1 == after


def test_a_text_that_is_no_number_is_said_beside_its_field(stage):
    widget = shrinkage()
    (shown,) = stage.show(widget)
    field = shown.get_by_role("textbox", name="λ")
    field.fill("abc")
    stage.page.keyboard.press("Tab")
    note = shown.get_by_role("alert")
    assert "“abc” is no number" in note.inner_text()
    at, below = field.bounding_box(), note.bounding_box()
    assert 0 <= below["y"] - at["y"] - at["height"] < 20
    assert field.input_value() == "0.300"
    stage.page.keyboard.press("Tab")
    assert note.count() == 0
    field.fill("1/8")
    field.press("Enter")
    stage.settle()
    assert widget.strength == 0.125


def test_what_python_refuses_goes_back_on_the_screen_with_a_sentence(stage):
    widget = shrinkage()
    (shown,) = stage.show(widget)
    stage.page.evaluate(
        "model => { model.set('strength', -1); model.save_changes(); }",
        stage.page.evaluate_handle("id => chalkgradModels[id]", widget.model_id),
    )
    stage.settle()
    stage.settle()
    assert "Python cannot take this" in shown.get_by_role("alert").inner_text()
    assert shown.get_by_role("textbox", name="λ").input_value() == "0.300"
    assert widget.strength == 0.3


def test_a_widget_that_cannot_be_made_says_so_and_the_next_ones_are_drawn(stage):
    broken, whole = HandTable(), shrinkage()
    broken._data = {}
    shown = stage.show(broken, whole)
    assert "cannot be drawn" in shown[0].get_by_role("alert").inner_text()
    assert shown[1].locator("tbody tr").count() == 2
    assert stage.page.evaluate(
        "id => [...chalkgradModels[id].listeners.values()].every(found => !found.size)",
        broken.model_id,
    )  # nothing of it is left that would be called
    assert len(stage.problems) == 1
    stage.problems.clear()


def test_what_cannot_be_drawn_is_said_until_it_can_be_drawn_again(stage):
    table = HandTable(places=3)
    (shown,) = stage.show(table)
    before = shown.locator("table").first.inner_text()
    put = "([id, values]) => Object.entries(values).forEach(c => chalkgradModels[id].set(...c))"
    stage.page.evaluate(put, [table.model_id, {"places": 99, "title": "Mine"}])
    stage.settle()
    assert "places is 99" in shown.get_by_role("alert").inner_text()
    stage.page.evaluate(put, [table.model_id, {"w1": 0.25}])
    stage.settle()
    assert shown.get_by_role("alert").count() == 1
    stage.page.evaluate(put, [table.model_id, {"w1": 1, "places": 3}])
    stage.settle()
    assert shown.get_by_role("alert").count() == 0
    assert shown.locator("table").first.inner_text() == before
    assert all("places is 99" in problem for problem in stage.problems)
    stage.problems.clear()


def test_where_python_takes_no_questions_any_more_a_sentence_says_what_to_do(stage):
    widget = shrinkage(penalty="l1", shrink=l1_shrinkage)
    (shown,) = stage.show(widget)
    stage.page.evaluate(
        "id => { chalkgradModels[id].send = () => { throw new Error('Cannot send'); }; }",
        widget.model_id,
    )
    shown.get_by_role("slider", name="λ").press("ArrowRight")
    expect(shown.get_by_role("alert")).to_contain_text("run this cell again")
    assert shown.locator("tbody td").nth(1).inner_text() == f"{widget.w[0]:.4f}"


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_text_can_be_read_in_both_themes(stage, theme):
    (shown,) = stage.show(shrinkage(), theme=theme)
    assert shown.get_attribute("data-theme") == theme
    contrast = shown.locator("tbody td").first.evaluate(
        """element => {
          const light = text => text.match(/[0-9.]+/g).slice(0, 3).map(Number)
            .map(c => c / 255).map(c => c <= .03928 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4)
            .reduce((sum, c, i) => sum + c * [.2126, .7152, .0722][i], 0);
          const a = light(getComputedStyle(element).color);
          const b = light(getComputedStyle(element.closest('.cg')).backgroundColor);
          return (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
        }"""
    )
    assert contrast > 7


def test_the_live_text_follows_once_the_hand_rests(stage):
    (shown,) = stage.show(shrinkage())
    live = shown.locator("[aria-live=polite]").last
    expect(live).to_contain_text("L2 penalty of strength 0.3000")
    shown.get_by_role("button", name="L1").click()
    expect(live).to_contain_text("L1 penalty")


def test_a_covered_widget_shows_nothing_until_the_prediction_is_answered(stage):
    question = Predict("How many?", choices=["2", "3"], truth="2", group="p1")
    table = HandTable(covered=True, group="p1")
    asked, kept = stage.show(question, table)
    assert not kept.get_by_text("2 of 4 right").is_visible()
    assert kept.bounding_box()["height"] < 120
    expect(kept.locator(".cg-live")).not_to_be_empty()  # the description, after a rest
    assert "of 4" not in kept.locator(".cg-live").inner_text()
    asked.get_by_label("2", exact=True).check()
    asked.get_by_role("button", name="Show the answer").click()
    expect(kept.get_by_text("2 of 4 right")).to_be_visible()
    expect(kept.get_by_role("button", name="Show it")).to_be_hidden()
    stage.until(lambda: not table.covered)


@pytest.mark.parametrize("how", ["click", "PageDown"])
def test_a_covered_widget_can_be_shown_by_hand(stage, how):
    table = HandTable(covered=True)
    (kept,) = stage.show(table)
    if how == "click":
        kept.get_by_role("button", name="Show it").click()
    else:
        kept.get_by_role("button", name="Show it").focus()
        stage.page.keyboard.press("PageDown")
    expect(kept.get_by_text("2 of 4 right")).to_be_visible()
    stage.until(lambda: not table.covered)
