"""Each widget moved by mouse, by keys, typed into: the course's numbers, and states that hold."""

import pytest

from tests.widgets.gallery import make
from tests.widgets.hands import HANDS
from tests.widgets.hands.fingers import agree
from tests.widgets.other_values import state_in_bits

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("name", HANDS)
def test_every_way_of_the_hand_ends_at_the_courses_numbers_and_in_a_state_that_restores_them(
    stage, name
):
    hands, widget, other = HANDS[name], make(name), make(name)
    shown, beside = stage.show(widget, other)
    for act in filter(None, (hands.mouse, hands.typed, hands.keys)):
        before = state_in_bits(widget)
        act(stage.page, shown)
        stage.until(lambda before=before: state_in_bits(widget) != before)
        agree(stage.page, lambda: (hands.on_screen(shown), hands.by_course(widget)))
    assert state_in_bits(other) == state_in_bits(make(name))  # two on a page do not mix

    in_python, from_the_browser = make(name), make(name)
    in_python.state = widget.state
    from_the_browser.state = stage.copied_state(shown)
    stage.restore(beside, widget.state)
    for twin in (in_python, from_the_browser, other):
        agree(stage.page, lambda twin=twin: (state_in_bits(twin), state_in_bits(widget)))
    agree(stage.page, lambda: (hands.on_screen(beside), hands.on_screen(shown)))


QUICK = [
    *((name, ".cg", "PageDown") for name in HANDS if not name.startswith("Predict")),
    ("ChainStepper", '[data-key="w2"]', "ArrowUp"),
    ("Boundary", '[data-grip="foot"]', "ArrowUp"),
    ("Boundary", '[data-grip="tip"]', "ArrowLeft"),
    ("Boundary", '[data-point="3"]', "ArrowLeft"),
    ("Landscape", ".cg-landscape-point", "ArrowRight"),
    ("NetworkView", '.cg-net-stage [data-name="w1_1"]', "ArrowUp"),
    ("NetworkView", '.cg-net-stage [data-name="X1"]', "ArrowUp"),
    ("DropoutView", '.cg-net-stage [data-name="w1_1"]', "ArrowUp"),
    ("DropoutView", '.cg-net-stage [data-name="X1"]', "ArrowUp"),
    ("Shrinkage", ".cg-shrink-grip", "ArrowRight"),
]


@pytest.mark.parametrize(("name", "selector", "key"), QUICK)
def test_keys_that_come_between_two_pictures_all_count(stage, name, selector, key):
    at_once, one_by_one = make(name), make(name)
    for widget in (at_once, one_by_one):
        if hasattr(widget, "row"):
            widget.row = 0
    before = state_in_bits(at_once)
    press = (
        "([root, selector, key]) => (root.matches(selector) ? root : root.querySelector(selector))"
        ".dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }))"
    )
    quick, slow = (shown.element_handle() for shown in stage.show(at_once, one_by_one))
    stage.page.evaluate(
        f"what => {{ for (let k = 0; k < 3; k++) ({press})(what); }}", [quick, selector, key]
    )
    for _ in range(3):
        stage.page.evaluate(press, [slow, selector, key])
        stage.settle()
    agree(stage.page, lambda: (state_in_bits(at_once), state_in_bits(one_by_one)))
    assert state_in_bits(at_once) != before
