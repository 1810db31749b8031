"""Widgets together in a real JupyterLab: groups, sliders, a student's functions, a new kernel."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.lab import in_kernel, open_notebook, output_of, restart, show_all
from tests.browser.notebooks import CHANGES
from tests.widgets.gallery import make
from tests.widgets.hands import HANDS
from tests.widgets.hands.fingers import agree

pytestmark = [pytest.mark.browser, pytest.mark.kernel, pytest.mark.slow]


def widget_of(page, name):
    return output_of(page, name).locator(".cg")


def body_of(page, name):
    """A widget without its head and what is read aloud."""
    return widget_of(page, name).locator(".cg-body")


@pytest.fixture
def together(page, lab):
    """The notebook whose widgets belong together, freshly run."""
    open_notebook(page, lab, "together.ipynb")
    show_all(page, 5)
    return page


@pytest.fixture
def own(page, lab):
    """The notebook of widgets on a student's functions, freshly run."""
    open_notebook(page, lab, "own.ipynb")
    show_all(page, len(CHANGES))
    return page


def slider_of(shown, name="w₁"):
    return shown.locator(f"input[type=range][aria-label={name}]")


def test_hands_move_the_line_and_table_plane_and_python_follow(together):
    table, plane = widget_of(together, "table"), widget_of(together, "plane")
    slider_of(table).focus()
    cells = together.locator(".jp-Cell").count()
    for _ in range(40):  # older values come back from Python meanwhile, and change nothing
        together.keyboard.press("ArrowRight")
    together.keyboard.press("d")
    together.keyboard.press("d")  # in command mode JupyterLab would delete the cell
    agree(together, lambda: (in_kernel(together, "[table.w1, plane.w1]"), [1.4, 1.4]))
    for other in (table, plane, widget_of(together, "sliders")):
        expect(slider_of(other)).to_have_value("1.4")
    assert together.locator(".jp-Cell").count() == cells


def test_a_slider_of_ipywidgets_drives_a_widget(together):
    handle = output_of(together, "sliders").locator(".widget-slider [role=slider]")
    handle.focus()
    together.keyboard.press("ArrowRight")
    expect(slider_of(widget_of(together, "driven"))).to_have_value("1.1")
    assert in_kernel(together, "driven.w1") == pytest.approx(1.1)


def test_the_students_function_shows_its_first_wrong_cell_and_its_error(together):
    own = widget_of(together, "own")
    expect(own.locator("tbody tr").first).to_contain_text("0.62")  # sigma(0.5), not of -0.5: 0.38
    expect(own).to_contain_text("≠")
    bias = own.get_by_role("textbox", name="b", exact=True)
    bias.fill("0.5")
    bias.press("Enter")
    alarm = own.get_by_role("alert")
    expect(alarm).to_contain_text("b is too large for me")
    assert "line 3" in alarm.inner_text()
    assert own.locator("tbody tr").count() >= 4  # the last good picture stays
    assert "too large" in in_kernel(together, "own.problem")
    bias.fill("-1")
    bias.press("Enter")
    expect(alarm).to_be_hidden()
    assert together.problems == []


def test_every_widget_says_what_the_students_function_raised_until_it_works_again(own):
    for broken in (True, False):
        changes = "".join(f"{name}.{trait} += 0.25\n" for name, trait in CHANGES.items())
        in_kernel(own, "0", first=f"broken = {broken}\n{changes}")
        for name in CHANGES:
            alarm = widget_of(own, name).get_by_role("alert")
            if broken:
                expect(alarm).to_contain_text("ValueError: something is missing")
                assert re.search(r"stopped in line \d+", alarm.inner_text())
            else:
                expect(alarm).to_be_hidden()
    assert own.problems == []


def test_what_python_refuses_is_put_back_on_the_screen(page, lab):
    open_notebook(page, lab, "refused.ipynb")
    show_all(page, 1)
    table = widget_of(page, "table")
    expect(table.get_by_role("alert")).to_contain_text("Python cannot take this")
    agree(page, lambda: (table.evaluate("e => e.style.getPropertyValue('--cg-scale')"), "1"))
    assert in_kernel(page, "table.scale") == 1
    assert page.problems == []


def test_widgets_on_a_students_functions_outlive_their_kernel_and_work_again_when_cells_run(own):
    before = {name: body_of(own, name).inner_text() for name in CHANGES}
    restart(own)
    for name in CHANGES:
        assert body_of(own, name).inner_text() == before[name]
        widget_of(own, name).press("PageDown")
        widget_of(own, name).press("PageUp")
        assert len(body_of(own, name).inner_text()) > 0.5 * len(before[name])
    for name in ("table", "maps", "dropout", "penalty"):  # whose pages are questions
        expect(widget_of(own, name).get_by_role("alert")).to_contain_text("run this cell again")
    assert own.problems == []
    show_all(own, len(CHANGES))
    in_kernel(own, "0", first="broken = True\nmaps.w1 = 2.0")
    expect(widget_of(own, "maps").get_by_role("alert")).to_contain_text("something is missing")
    in_kernel(own, "0", first="broken = False\nmaps.w1 = 1.0")
    maps = widget_of(own, "maps")
    maps.get_by_role("button", name="Step", exact=True).click()
    agree(own, lambda: (in_kernel(own, "maps.step"), 1))
    expect(maps.get_by_role("alert")).to_be_hidden()


def test_a_widget_computes_on_when_its_kernel_restarts_and_its_cell_makes_a_new_one(together):
    table, hands = widget_of(together, "table"), HANDS["HandTable"]
    restart(together)
    before = hands.on_screen(table)
    hands.keys(together, table)
    hands.typed(together, table)
    after = hands.on_screen(table)  # computed without Python
    assert after["w₁"] != before["w₁"]
    assert after["2:h"] != before["2:h"]
    show_all(together, 5)
    table, twin = widget_of(together, "table"), make("HandTable")
    hands.keys(together, table)

    def both():
        twin.state = in_kernel(together, "table.state")
        return hands.on_screen(table), hands.by_course(twin)

    agree(together, both)
    assert together.problems == []
