"""The widgets in a real JupyterLab: mouse, keys, kernel, theme, and Python behind them."""

import json
import re

import pytest

from tests.browser.lab import open_notebook, run_all, serve
from tests.widgets.gallery import GALLERY, IMPORTS

pytestmark = [pytest.mark.browser, pytest.mark.kernel, pytest.mark.slow]

LIVE = {
    "table": "table = widgets.HandTable(or_table, group='g')\ntable",
    "boundary": "plane = widgets.Boundary(or_table, group='g')\nplane",
    "sliders": (
        "import ipywidgets\n"
        "slider = ipywidgets.FloatSlider(value=1.0, min=-3, max=3, description='mine')\n"
        "ipywidgets.link((slider, 'value'), (table, 'w1'))\n"
        "ipywidgets.HBox([slider, widgets.HandTable(or_table, group='g')])"
    ),
    "own": (
        "def forward_pass(X, w, b):\n"
        "    if b > 0:\n"
        "        raise ValueError('b is too large for me')\n"
        "    return 1 / (1 + np.exp(X @ w + b))\n"
        "own = widgets.HandTable(or_table, forward=forward_pass)\n"
        "own"
    ),
}
ASK = "print('python has', table.w1, plane.w1, repr(own.problem))"


def notebook(cells):
    made = [
        {
            "id": name,
            "cell_type": "code",
            "metadata": {},
            "source": source,
            "outputs": [],
            "execution_count": None,
        }
        for name, source in cells.items()
    ]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    metadata = {"kernelspec": kernel}  # else JupyterLab asks which one
    return {"nbformat": 4, "nbformat_minor": 5, "metadata": metadata, "cells": made}


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    """A JupyterLab with a notebook of all widgets, and one in which they work together."""
    root = tmp_path_factory.mktemp("lab")
    gallery = {re.sub(r"\W+", "-", name): code for name, code in GALLERY.items()}
    for name, cells in {"gallery": gallery, "live": {**LIVE, "ask": ASK}}.items():
        content = notebook({"imports": IMPORTS, **cells})
        (root / f"{name}.ipynb").write_text(json.dumps(content), encoding="utf-8")
    with serve(root, tmp_path_factory.mktemp("home")) as address:
        yield address


def opened(page, lab, name, n_widgets):
    open_notebook(page, lab, f"{name}.ipynb")
    run_all(page)
    page.wait_for_function(
        "n => document.querySelectorAll('.jp-OutputArea .cg').length >= n", arg=n_widgets
    )
    page.wait_for_timeout(500)
    return page.locator(".jp-OutputArea .cg")


def run_cell(page, name):
    """Run one cell of the open notebook, found by its id, and wait for it."""
    page.evaluate(
        """async name => {
          const { content, sessionContext } = window.jupyterapp.shell.currentWidget;
          content.activeCellIndex = content.widgets.findIndex(cell => cell.model.id === name);
          await window.jupyterapp.commands.execute('notebook:run-cell');
        }""",
        name,
    )


def python_says(page):
    run_cell(page, "ask")
    output = page.locator(".jp-Cell", has_text="python has").last.locator(".jp-OutputArea-output")
    output.wait_for()
    page.wait_for_timeout(300)
    return output.inner_text()


def test_every_widget_shows_itself_without_an_error(page, lab):
    shown = opened(page, lab, "gallery", len(GALLERY))
    assert shown.count() == len(GALLERY)
    for place in range(len(GALLERY)):
        assert len(shown.nth(place).inner_text()) > 10
    assert page.locator(".jp-RenderedText[data-mime-type*=stderr]").count() == 0
    assert page.get_by_role("alert").filter(has_text=re.compile(r"\w")).count() == 0
    assert page.problems == []


def test_hands_move_the_line_and_table_plane_and_python_follow(page, lab):
    shown = opened(page, lab, "live", 4)
    table, plane, second = shown.nth(0), shown.nth(1), shown.nth(2)
    range_input = table.locator("input[type=range]").first
    range_input.scroll_into_view_if_needed()
    range_input.focus()
    cells_before = page.locator(".jp-Cell").count()
    for _ in range(5):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("d")
    page.keyboard.press("d")  # in command mode JupyterLab would delete the cell
    page.wait_for_timeout(400)
    assert page.locator(".jp-Cell").count() == cells_before
    value = float(range_input.input_value())
    assert value > 1.0
    for other in (plane, second):
        assert float(other.locator("input[type=range]").first.input_value()) == value
    assert f"python has {value} {value}" in python_says(page)


def test_a_slider_of_ipywidgets_drives_a_widget(page, lab):
    shown = opened(page, lab, "live", 4)
    handle = page.locator(".widget-slider [role=slider], .jupyter-widgets [role=slider]").first
    handle.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_timeout(500)
    assert float(shown.nth(0).locator("input[type=range]").first.input_value()) == pytest.approx(
        1.1
    )


def test_the_students_function_shows_its_first_wrong_cell_and_its_error(page, lab):
    own = opened(page, lab, "live", 4).nth(3)
    own.scroll_into_view_if_needed()
    page.wait_for_timeout(500)
    assert "0.62" in own.locator("tbody tr").first.inner_text()  # sigma(0.5) in place of 0.38
    assert "≠" in own.inner_text()
    bias = own.locator("input[type=text]").nth(2)
    bias.fill("0.5")
    page.keyboard.press("Enter")
    alarm = own.get_by_role("alert")
    alarm.filter(has_text="b is too large for me").wait_for()
    assert "line 3" in alarm.inner_text()
    assert own.locator("tbody tr").count() >= 4  # the last good picture stays
    assert "too large" in python_says(page)
    bias.fill("-1")
    page.keyboard.press("Enter")
    page.wait_for_timeout(500)
    assert alarm.is_hidden()


def test_a_widget_lives_on_when_its_kernel_restarts_and_again_when_the_cell_runs(page, lab):
    shown = opened(page, lab, "live", 4)
    table = shown.nth(0)
    page.evaluate(
        "async () => { await window.jupyterapp.shell.currentWidget.sessionContext.session.kernel"
        ".restart(); }"
    )
    page.wait_for_timeout(1500)
    range_input = table.locator("input[type=range]").first
    range_input.focus()
    before = table.locator("tbody").first.inner_text()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("PageDown")
    page.wait_for_timeout(300)
    assert table.is_visible()
    for _ in range(30):
        page.keyboard.press("ArrowLeft")
    page.wait_for_timeout(300)
    assert table.locator("tbody").first.inner_text() != before  # computed without Python
    again = opened_again(page)
    assert again.nth(0).locator("tbody tr").first.inner_text()
    assert page.problems == []


def opened_again(page):
    run_all(page)
    page.wait_for_timeout(3000)
    return page.locator(".jp-OutputArea .cg")


def test_the_dark_theme_of_jupyterlab_is_followed_at_once(page, lab):
    shown = opened(page, lab, "live", 4)
    assert shown.first.get_attribute("data-theme") == "light"
    page.evaluate(
        "() => window.jupyterapp.commands.execute('apputils:change-theme',"
        " { theme: 'JupyterLab Dark' })"
    )
    page.wait_for_function(
        "[...document.querySelectorAll('.cg')].every(e => e.dataset.theme === 'dark')"
    )
    page.evaluate(
        "() => window.jupyterapp.commands.execute('apputils:change-theme',"
        " { theme: 'JupyterLab Light' })"
    )
    page.wait_for_function(
        "[...document.querySelectorAll('.cg')].every(e => e.dataset.theme === 'light')"
    )
