"""Ways to act on a widget, on any page: a notebook in JupyterLab, and one without Jupyter."""

import time
from collections.abc import Callable
from typing import NamedTuple

from course.graph import rounded

MINUS = "\N{MINUS SIGN}"


class Hands(NamedTuple):
    """What hands do to one widget of the gallery, and what it shows then.

    Attributes
    ----------
    mouse : callable (page, shown)
        Drags or clicks, and goes forward and back by buttons where there are some.
    keys : callable (page, shown)
        The keyboard alone: there with Tab, a change, and then forward twice and back once.
    on_screen : callable (shown) -> dict
        What can be read.
    by_course : callable (widget) -> dict
        What `course` says for the traits that Python has.
    typed : callable (page, shown), optional
        Types a value, where there is a field.
    """

    mouse: Callable[..., None]
    keys: Callable[..., None]
    on_screen: Callable[..., dict[str, str]]
    by_course: Callable[..., dict[str, str]]
    typed: Callable[..., None] | None = None


def drag(page, grip, right, down):
    """Drag a thing by its middle, so many pixels."""
    grip.scroll_into_view_if_needed()
    box = grip.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + right, y + down, steps=4)
    page.mouse.up()
    page.mouse.move(2, 2)  # what is pointed at is read out


def click(shown, *names):
    """Click buttons, by the beginnings of their names."""
    for name in names:
        shown.get_by_role("button", name=name).first.click()


def fill(page, field, text):
    """Type into a field, Enter, and leave it: a field that has the focus keeps what was typed."""
    field.fill(text)
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")


def walk(page, shown, selector, *keys):
    """Go to a part with the Tab key, press keys there, and then the clicker's: on, on, back."""
    shown.evaluate("root => root.focus()")
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            break
    else:
        raise AssertionError(f"Tab never comes to {selector}")
    for key in (*keys, "PageDown", "PageDown", "PageUp"):
        page.keyboard.press(key)


def field(shown, name):
    """A field for a number, by its name."""
    return shown.get_by_role("textbox", name=name, exact=True)


def fields(shown, *names):
    """What stands in fields."""
    return {name: field(shown, name).input_value() for name in names}


def written(value, places=2, trim=False):
    """A number as the widgets write it."""
    return rounded(float(value), places, trim=trim).text.replace("-", MINUS)


def agree(page, both, patience=10.0):
    """Wait until the two values that `both` gives are equal; show them if they never are."""
    one, other = both()
    until = time.monotonic() + patience
    while one != other and time.monotonic() < until:
        page.wait_for_timeout(20)
        one, other = both()
    assert one == other, (one, other)
