"""Every widget in a real JupyterLab, moved by hand: the kernel has what the screen shows."""

import re

import pytest

from tests.browser.lab import in_kernel, open_notebook, output_of, show_all
from tests.browser.notebooks import EVERY, variable
from tests.widgets.gallery import GALLERY, make
from tests.widgets.hands import HANDS
from tests.widgets.hands.fingers import agree

pytestmark = [pytest.mark.browser, pytest.mark.kernel, pytest.mark.slow]


@pytest.fixture(scope="module")
def every(lasting_page, lab):
    """A notebook of every widget, run once."""
    lasting_page.emulate_media(reduced_motion="reduce")  # nothing scrolls under the mouse
    open_notebook(lasting_page, lab, "every.ipynb")
    show_all(lasting_page, len(EVERY) - 1)
    return lasting_page


def widget_of(page, name):
    return output_of(page, name).locator(".cg")


def test_every_widget_shows_itself_without_an_error(every):
    for name in map(variable, GALLERY):
        assert len(widget_of(every, name).inner_text()) > 10
    assert every.locator(".jp-RenderedText[data-mime-type*=stderr]").count() == 0
    assert every.get_by_role("alert").filter(has_text=re.compile(r"\w")).count() == 0
    assert every.problems == []


@pytest.mark.parametrize("name", HANDS)
def test_screen_kernel_and_course_agree_after_every_way_of_the_hand(every, name):
    hands, twin = HANDS[name], make(name)
    shown, beside = widget_of(every, variable(name)), widget_of(every, f"{variable(name)}_2")
    untouched = hands.on_screen(beside)

    def both():
        twin.state = in_kernel(every, f"{variable(name)}.state")
        return hands.on_screen(shown), hands.by_course(twin)

    agree(every, both)
    for act in filter(None, (hands.mouse, hands.typed, hands.keys)):
        before = hands.on_screen(shown)
        act(every, shown)
        agree(every, both)
        assert hands.on_screen(shown) != before
    assert hands.on_screen(beside) == untouched
    assert every.problems == []


def test_the_dark_theme_of_jupyterlab_is_followed_at_once(every):
    for theme, name in (("dark", "JupyterLab Dark"), ("light", "JupyterLab Light")):
        every.evaluate(
            "theme => window.jupyterapp.commands.execute('apputils:change-theme', { theme })", name
        )
        every.wait_for_function(
            "theme => [...document.querySelectorAll('.cg')].every(e => e.dataset.theme === theme)",
            arg=theme,
        )
