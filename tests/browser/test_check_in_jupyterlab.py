"""What a student sees: the check's table in a real JupyterLab, in both themes."""

import pytest

from tests.browser.lab import open_notebook, run_all
from tests.widgets.hands.fingers import agree

pytestmark = [pytest.mark.browser, pytest.mark.kernel, pytest.mark.slow]


@pytest.fixture
def checked(page, jupyterlab):
    """The notebook after Run All, at the check of the wrong sigmoid."""
    open_notebook(page, jupyterlab, "hw1a.ipynb")
    run_all(page)
    sentence = page.get_by_text("Write exp(−h)").first
    sentence.scroll_into_view_if_needed()
    return sentence


def test_a_lost_sign_is_named_beside_the_students_and_the_expected_value(page, checked):
    output = page.locator(".jp-OutputArea").filter(has_text="Write exp(−h)").first
    shown = output.inner_text()
    for text in ("0.622459", "0.377541", "gives the probabilities of the table"):
        assert text in shown
    assert checked.is_visible()
    assert page.problems == []


def test_the_table_is_readable_in_the_dark_theme(page, checked):
    def contrast():
        return checked.evaluate(
            """element => {
              const rgb = text => text.match(/[0-9.]+/g).map(Number);
              const light = ([r, g, b]) => [r, g, b]
                .map(c => c / 255).map(c => c <= .03928 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4)
                .reduce((sum, c, i) => sum + c * [.2126, .7152, .0722][i], 0);
              let ground = element;
              const clear = e => rgb(getComputedStyle(e).backgroundColor)[3] === 0;
              while (ground.parentElement && clear(ground)) ground = ground.parentElement;
              const a = light(rgb(getComputedStyle(element).color));
              const b = light(rgb(getComputedStyle(ground).backgroundColor));
              return (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
            }"""
        )

    assert contrast() > 4.5
    page.get_by_text("Settings", exact=True).first.click()
    page.get_by_text("Theme", exact=True).first.hover()
    page.get_by_text("JupyterLab Dark", exact=True).first.click()
    page.wait_for_function("document.body.dataset.jpThemeName === 'JupyterLab Dark'")
    agree(page, lambda: (contrast() > 4.5, True))
