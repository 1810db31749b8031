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
