"""The class report in a real browser: nothing cut off, everything legible, also on paper."""

from datetime import datetime

import pytest

from autograder.report import standing
from autograder.report.class_page import class_page
from autograder.report.class_report import ClassInfo, class_report
from autograder.similarity import Cell, Work, find_similar
from tests.autograder import toy

pytestmark = pytest.mark.browser
A4 = 794
"""Width of the paper in the browser's pixels."""

# The contrast of every text with what lies behind it, by WCAG's formula; of the worst, where it is.
WORST_CONTRAST = """() => {
  const channel = c => (c /= 255) <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  const light = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
  const color = text => text.match(/[\\d.]+/g).map(Number);
  const behind = element => {
    for (let at = element; at; at = at.parentElement) {
      const [r, g, b, a = 1] = color(getComputedStyle(at).backgroundColor);
      if (a > 0) return [r, g, b];
    }
    return [255, 255, 255];
  };
  let worst = [99, "nothing"];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || !element.getClientRects().length) continue;
    if (["TITLE", "DESC"].includes(element.tagName.toUpperCase())) continue;
    const style = getComputedStyle(element);
    const ink = light(color(element instanceof SVGElement ? style.fill : style.color));
    const paper = light(behind(element));
    const ratio = (Math.max(ink, paper) + 0.05) / (Math.min(ink, paper) + 0.05);
    if (ratio < worst[0]) worst = [ratio, element.outerHTML.slice(0, 90)];
  }
  return worst;
}"""


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    """The report of a class with all that a report can have, long names and lines included."""
    body = "\n".join(f"    a{i} = np.exp(x) * {i} + np.mean(x[{i}:])" for i in range(20))
    works = [
        Work(name, (Cell("double", f"def double(x):\n{body}\n    # {name * 40}"),))
        for name in ("s1", "s2")
    ]
    standings = [
        standing(
            toy.result(
                f"s{i}",
                ("double", "total")[: i % 3],
                incidents=("Cell `double`: did not end within 5 s.",) * (i % 4 == 0),
                seconds=i / 7,
            ),
            None,
            "Wilhelmina-Konstantina" if i else "W" * 120,
            "Featherstonehaugh",
            0.5 * (i == 3),
            90_000.0 * (i == 3),
        )
        for i in range(24)
    ]
    info = ClassInfo(
        "toy",
        toy.homework.title,
        "toys-2026",
        datetime(2026, 11, 5, 9, 30),
        {part.name: part.title for part in toy.homework.parts},
        {"s2": frozenset({"double"})},
        "the reference solution",
    )
    found = class_report(standings, info, find_similar(works, []))
    path = tmp_path_factory.mktemp("report") / "report.html"
    path.write_text(class_page(found), encoding="utf-8")
    return path.as_uri()


def opened(page, address):
    """Open the page, and everything in it that can be folded out."""
    page.goto(address)
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")


@pytest.mark.parametrize("width", [1920, 1280, 390, 320])
def test_nothing_sticks_out_at_the_side(page, report, width):
    page.set_viewport_size({"width": width, "height": 720})
    opened(page, report)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("medium", ["screen", "print"])
def test_every_text_has_the_contrast_that_reading_needs(page, report, scheme, medium):
    page.set_viewport_size({"width": A4, "height": 1123})
    page.emulate_media(color_scheme=scheme, media=medium)
    opened(page, report)
    ratio, where = page.evaluate(WORST_CONTRAST)
    assert ratio >= 4.5, where
    assert page.evaluate("document.documentElement.scrollWidth") <= A4


def test_light_and_dark_differ_and_paper_is_white(page, report):
    grounds = set()
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        opened(page, report)
        grounds.add(page.evaluate("getComputedStyle(document.body).backgroundColor"))
    assert len(grounds) == 2
    page.emulate_media(color_scheme="dark", media="print")
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert ground == "rgb(255, 255, 255)"


def test_the_bars_are_drawn_with_colour_and_pattern_and_no_script_runs(page, report):
    opened(page, report)
    assert page.locator("script, iframe, object, embed").count() == 0
    assert page.problems == []
    bars = page.locator(".chart .bin")
    assert bars.count() >= 2
    assert all(bar.bounding_box()["height"] > 5 for bar in bars.all())
    parts = page.locator("#exercise-double .stack rect")
    full, part = (parts.nth(i).bounding_box() for i in (1, 2))
    assert full["width"] > 20
    assert part["width"] == 0
    assert parts.nth(3).get_attribute("fill") == "url(#hatched)"
    assert page.locator(".stack .full").first.evaluate("e => getComputedStyle(e).fill") != (
        page.locator(".stack .none").first.evaluate("e => getComputedStyle(e).fill")
    )


def test_a_mistake_leads_to_its_exercise_and_unfolds_who_made_it(page, report):
    page.goto(report)
    first = page.locator(".mistakes li").first
    assert not first.locator(".person").first.is_visible()
    first.locator("summary").press("Enter")
    assert first.locator(".person").first.is_visible()
    first.locator("a.where").click()
    assert page.locator("#exercise-double").evaluate("e => e.matches(':target')")


def test_two_similar_works_stand_side_by_side_and_below_one_another_on_a_phone(page, report):
    for width, beside in ((1280, True), (390, False)):
        page.set_viewport_size({"width": width, "height": 720})
        opened(page, report)
        left, right = (page.locator(".beside > div").nth(i).bounding_box() for i in (0, 1))
        assert (left["y"] == right["y"]) is beside
        assert page.locator("mark").first.is_visible()
