"""FindTheSlip: the line, the reason, and the numbers that decide."""

from xml.etree import ElementTree

import pytest

from course.slips import SLIPS
from nbextensions import FindTheSlip


def mended(y, p, w_out, h, x):
    return 2 * (p - y) * p * (1 - p) * w_out * h * (1 - h) * x


@pytest.mark.parametrize("id", SLIPS)
def test_every_recorded_slip_can_be_played(id):
    widget = FindTheSlip(id)
    hidden = widget._data["mended"]
    assert hidden not in widget.describe() or hidden in widget._data["lines"]
    ElementTree.fromstring(widget.still())
    widget.stage = "proof"
    ElementTree.fromstring(widget.still())
    assert widget._data["reasons"][widget._data["why"]]


def test_an_unknown_slip_is_refused():
    with pytest.raises(KeyError, match="E1 to E48"):
        FindTheSlip("E99")


def test_the_readers_function_stands_in_the_proof_and_its_error_is_a_sentence():
    assert FindTheSlip("E5", fix=mended)._data["own"]
    broken = FindTheSlip("E5", fix=lambda y, p, w_out, h, x: y / 0)
    assert "ZeroDivisionError" in broken.problem
    assert not broken._data["own"]
    assert "expected 3" in FindTheSlip("E5", fix=lambda *a: 1.0).problem
    nothing = FindTheSlip("E5", fix=lambda *a: None).problem
    assert nothing == "<lambda> returned None for the result: is there a return at its end?"
    assert "returned 'much' for" in FindTheSlip("E5", fix=lambda *a: "much").problem


@pytest.mark.browser
def test_the_wrong_line_the_reason_and_then_the_numbers(stage):
    widget = FindTheSlip("E5", fix=mended)
    (shown,) = stage.show(widget)
    lines = shown.locator(".cg-slip-lines").first.get_by_role("button")
    lines.nth(0).click()
    stage.settle()
    assert "Line 1 is right" in shown.inner_text()
    assert lines.nth(0).is_disabled()
    lines.nth(widget._data["at"]).click()
    stage.settle()
    reasons = shown.locator(".cg-slip-lines").nth(1).get_by_role("button")
    reasons.nth((widget._data["why"] + 1) % 3).click()
    stage.settle()
    assert "not that" in shown.inner_text()
    assert shown.locator("table").is_hidden()
    reasons.nth(widget._data["why"]).click()
    stage.settle()
    cells = shown.locator("table tbody tr").nth(2).inner_text().split("\t")
    assert cells[1:] == ["0.0232 ≠", "\u22120.0465", "\u22120.0465 =", "\u22120.0465 ="]
    assert (widget.stage, widget.n_misses) == ("proof", 2)


@pytest.mark.browser
def test_counts_are_whole_numbers_on_the_screen_and_in_the_picture(stage):
    widget = FindTheSlip("E25", stage="proof")
    (shown,) = stage.show(widget)
    cells = shown.locator("table tbody tr").first.inner_text().split("\t")
    assert cells[1:] == ["4 ≠", "3", "3 ="]
    assert "printed 4,   right 3,   measured 3" in widget.still()


@pytest.mark.browser
def test_the_keyboard_alone_suffices(stage):
    widget = FindTheSlip("E2")
    stage.show(widget)
    stage.page.keyboard.press("Tab")
    while "cg-slip-line" not in stage.page.evaluate("document.activeElement.className"):
        stage.page.keyboard.press("Tab")
    for _ in range(widget._data["at"]):
        stage.page.keyboard.press("Tab")
    stage.page.keyboard.press("Enter")
    stage.settle()
    for _ in range(widget._data["why"]):
        stage.page.keyboard.press("Tab")
    stage.page.keyboard.press("Enter")
    stage.settle()
    assert widget.stage == "proof"


@pytest.mark.browser
def test_a_clicker_goes_through_it_and_back(stage):
    widget = FindTheSlip("E40")
    (shown,) = stage.show(widget)
    shown.focus()
    for _ in range(2):
        stage.page.keyboard.press("PageDown")
        stage.settle()
    assert shown.locator("table").is_visible()
    for _ in range(2):
        stage.page.keyboard.press("PageUp")
        stage.settle()
    assert widget.stage == "line"
    assert "right:" not in shown.inner_text()
