"""What holds for each widget: readable by all, several on a page, restored, left as a picture."""

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest
from playwright.sync_api import expect

from tests.widgets.gallery import GALLERY, make
from tests.widgets.other_values import other_values, state_in_bits

ROOT = Path(__file__).parents[2]
AXE = ROOT / "nbextensions/javascript/node_modules/axe-core/axe.min.js"
UNCHANGED = {"ChainStepper of a chain": ["loss"]}  # which has a single one


@pytest.mark.parametrize("name", GALLERY)
def test_the_picture_is_svg_that_needs_nothing_else(name):
    picture = make(name).still()
    root = ElementTree.fromstring(picture)
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert root.find("{http://www.w3.org/2000/svg}title").text
    assert "http" not in picture.replace("http://www.w3.org/", "")
    assert len("".join(root.itertext())) > 40


@pytest.mark.parametrize("name", GALLERY)
def test_the_description_is_in_words(name):
    words = make(name).describe()
    assert len(words.split()) >= 4
    assert "object at" not in words


@pytest.mark.parametrize("name", GALLERY)
def test_a_widgets_state_comes_back_bit_for_bit(name):
    fresh, one, two = make(name), make(name), make(name)
    one.set_trait_values(other_values(one))
    before, changed = state_in_bits(fresh), state_in_bits(one)
    assert [trait for trait in changed if changed[trait] == before[trait]] == UNCHANGED.get(
        name, []
    )
    two.state = one.state
    assert state_in_bits(two) == changed


@pytest.mark.browser
@pytest.mark.parametrize("name", GALLERY)
def test_a_widgets_state_is_taken_on_its_screen(stage, name):
    (shown,) = stage.show(make(name))
    shown.get_by_role("button", name="Menu").click()
    shown.get_by_role("menuitem", name="Restore a state").click()
    shown.get_by_label("State", exact=True).fill(make(name).state)
    stage.page.keyboard.press("Enter")
    expect(shown.locator(".cg-ask")).to_have_count(0)
    stage.settle()
    assert shown.get_by_role("alert").count() == 0


@pytest.mark.parametrize("name", GALLERY)
def test_what_is_sent_is_small_enough_for_many_on_a_page(name):
    state = {k: v for k, v in make(name).get_state().items() if k not in ("_esm", "layout")}
    plain = {k: v for k, v in state.items() if not isinstance(v, bytes | memoryview)}
    assert len(json.dumps(plain, allow_nan=False)) < 400_000


@pytest.mark.browser
@pytest.mark.parametrize("name", GALLERY)
def test_two_stand_on_one_page_and_their_ids_do_not_clash(stage, name):
    stage.show(make(name), make(name))
    assert stage.page.locator(".cg").count() == 2
    ids = stage.page.evaluate("[...document.querySelectorAll('[id]')].map(e => e.id)")
    assert len(ids) == len(set(ids))


@pytest.mark.browser
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", GALLERY)
def test_an_accessibility_checker_finds_nothing_serious(stage, name, theme):
    stage.show(make(name), theme=theme)
    stage.page.wait_for_function("document.querySelector('.cg-live').textContent !== ''")
    stage.page.add_script_tag(path=AXE)
    found = stage.page.evaluate(
        "async () => (await axe.run('.cg', { resultTypes: ['violations'] })).violations"
    )
    serious = [
        f"{v['id']}: {v['help']}: {n['target']} {n.get('failureSummary', '')}"
        for v in found
        for n in v["nodes"]
        if v["impact"] in ("serious", "critical")
    ]
    assert serious == []


@pytest.mark.browser
@pytest.mark.parametrize("scale", [1.0, 1.6])
@pytest.mark.parametrize("name", GALLERY)
def test_nothing_sticks_out_or_is_cut_off_on_a_projector(stage, name, scale):
    widget = make(name)
    widget.scale = scale
    stage.show(widget)
    assert stage.page.evaluate("document.documentElement.scrollWidth") <= 1280
    out = stage.page.evaluate(
        """() => [...document.querySelectorAll('.cg *')]
          .filter(e => !e.closest('svg') && !e.closest('[popover]') && !e.closest('.cg-live'))
          .map(e => [e, e.getBoundingClientRect()])
          .filter(([e, at]) => at.width && at.right > 1281)
          .filter(([e]) => getComputedStyle(e).overflowX === 'visible')
          .map(([e]) => e.outerHTML.slice(0, 80))"""
    )
    assert out == []


@pytest.mark.browser
@pytest.mark.parametrize("name", GALLERY)
def test_what_is_on_the_screen_can_be_saved_as_a_picture(stage, name):
    (shown,) = stage.show(make(name))
    shown.get_by_role("button", name="Menu").click()
    with stage.page.expect_download() as caught:
        shown.get_by_role("menuitem", name="Save as SVG").click()
    root = ElementTree.fromstring(caught.value.path().read_bytes())
    words = [t.text or "" for t in root.iter("{http://www.w3.org/2000/svg}text")]
    assert len(words) > 5


@pytest.mark.browser
@pytest.mark.parametrize("name", GALLERY)
def test_every_control_has_a_name_and_can_be_reached_by_tab(stage, name):
    (shown,) = stage.show(make(name))
    named = shown.evaluate(
        """root => [...root.querySelectorAll('button, input, select, [role=slider], [role=button]')]
          .filter(e => e.offsetParent !== null || e instanceof SVGElement)
          .filter(e => !(e.getAttribute('aria-label') || e.textContent.trim()
            || e.closest('label')?.textContent.trim() || e.labels?.length))
          .map(e => e.outerHTML.slice(0, 120))"""
    )
    assert named == []
    stage.page.keyboard.press("Tab")
    assert stage.page.evaluate("document.activeElement.closest('.cg') !== null")
