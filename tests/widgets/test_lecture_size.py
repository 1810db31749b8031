"""The widgets of the lectures at the key L, as JupyterLab shows them on a projector of 1280x720.

There 1100 pixels of the width are left, and about 600 of the height.
"""

import pytest

from course import datasets, hand
from nbextensions import Landscape
from tests.lectures.reading import widgets
from tests.widgets.gallery import make

LARGE = 1.6
LECTURES = ["04", "07", "08", "11", "12", "18"]
ROOM = {"width": 1124, "height": 600}  # the page has a margin of 12 at each side
TALLEST = 635
LEAST = 1.25  # times the notebook's own size: the words of a drawing
TALLER = ["The row (1, 1): two weights into two units"]  # the graph of a whole net

# What sticks out of the widget or is scrolled sideways; words in drawings count too.
CUT_OFF = """root => {
  const edge = root.getBoundingClientRect().right + 1;
  const seen = [...root.querySelectorAll('*')].filter(e => e.getBoundingClientRect().width)
    .filter(e => !e.closest('[popover], .cg-live, .cg-table-unseen'));
  const out = seen.filter(e => (!e.closest('svg') || e.tagName === 'text')
    && e.getBoundingClientRect().right > edge);
  const scrolled = seen.filter(e => !e.closest('svg') && e.scrollWidth > e.clientWidth + 1
    && ['auto', 'scroll', 'hidden'].includes(getComputedStyle(e).overflowX));
  return [...out, ...scrolled].map(e => e.outerHTML.slice(0, 80));
}"""

# The smallest words of each drawing on the screen, in pixels.
WORDS = """root => [...root.querySelectorAll('svg')].map(svg => Math.min(
  ...[...svg.querySelectorAll('text')].filter(text => text.getBoundingClientRect().width)
    .map(text => parseFloat(getComputedStyle(text).fontSize) * text.getScreenCTM().a)))
  .filter(Number.isFinite)"""


@pytest.fixture
def projector(stage):
    stage.page.set_viewport_size(ROOM)
    return stage


def shown_large(stage, *made):
    """Put widgets on the page at the lecture size, none of them kept back."""
    for widget in made:
        widget.scale, widget.covered = LARGE, False
    return stage.show(*made)


@pytest.mark.browser
@pytest.mark.parametrize("number", LECTURES)
def test_every_widget_of_a_lecture_fits_a_projector(projector, number):
    made = widgets(number)
    for widget, shown in zip(made, shown_large(projector, *made), strict=True):
        name = f"{type(widget).__name__}: {widget.title}"
        assert shown.evaluate(CUT_OFF) == [], name
        height = shown.bounding_box()["height"]
        assert widget.title in TALLER or height <= TALLEST, f"{name}: {height}"


@pytest.mark.browser
@pytest.mark.parametrize(
    "name", ["Boundary", "Landscape", "TrainPlayer", "NetworkView", "DropoutView", "Shrinkage"]
)
def test_no_words_of_a_drawing_are_small_at_the_lecture_size(projector, name):
    (shown,) = projector.show(make(name))
    before = shown.evaluate(WORDS)
    (shown,) = shown_large(projector, make(name))
    after = shown.evaluate(WORDS)
    assert len(after) == len(before) > 0
    for large, small in zip(after, before, strict=True):
        assert large >= LEAST * small - 0.05


@pytest.mark.browser
def test_the_maps_of_two_losses_stand_side_by_side_and_are_equally_large(projector):
    table = hand.table((1, -1), -0.5, *datasets.or_())
    both = Landscape(table, losses=("squared_error", "binary_cross_entropy"))
    (shown,) = shown_large(projector, both)
    one, two = (part.bounding_box() for part in shown.locator(".cg-surface").all())
    assert one["y"] == two["y"]
    assert one["width"] == pytest.approx(two["width"], abs=1)


@pytest.mark.browser
def test_net_plane_and_loss_of_a_training_stand_side_by_side(projector):
    (shown,) = shown_large(projector, make("TrainPlayer"))
    tops = {part.bounding_box()["y"] for part in shown.locator(".cg-train-panels > *").all()}
    assert len(tops) == 1


@pytest.mark.browser
def test_drawings_grow_with_the_projector_up_to_the_size_of_the_type(stage):
    (shown,) = shown_large(stage, make("TrainPlayer"))
    small = shown.locator(".cg-train-plane").bounding_box()["width"]
    stage.page.set_viewport_size({"width": 1920, "height": 1080})
    stage.settle()
    large = shown.locator(".cg-train-plane").bounding_box()["width"]
    assert small < large == pytest.approx(LARGE * 252, abs=1)


@pytest.mark.browser
@pytest.mark.parametrize("name", ["DropoutView", "NetworkView", "TrainPlayer", "Landscape"])
@pytest.mark.parametrize("width", [1100, 760])
def test_what_has_no_room_beside_a_drawing_wraps(stage, width, name):
    stage.page.set_viewport_size({"width": width, "height": 720})
    (shown,) = shown_large(stage, make(name))
    assert shown.evaluate(CUT_OFF) == []


@pytest.mark.browser
@pytest.mark.parametrize("scale", [1.0, LARGE])
def test_a_plane_and_a_table_share_a_row_of_ipywidgets(projector, scale):
    both = [make("Boundary"), make("HandTable")]
    for widget in both:
        widget.scale = scale
    plane, table = projector.show(*both)
    projector.page.evaluate(
        """() => {
          const row = document.createElement('div');
          row.style.cssText = 'display: flex; overflow: auto';
          row.append(...document.querySelectorAll('[data-chalkgrad-model]'));
          document.body.prepend(row);
        }"""
    )
    projector.settle()
    assert plane.bounding_box()["y"] == table.bounding_box()["y"]
    assert plane.evaluate(CUT_OFF) == table.evaluate(CUT_OFF) == []
