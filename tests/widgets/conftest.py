"""A stage for widgets in a real Chromium."""

import shutil

import pytest

from tests.browser.conftest import QUIET


@pytest.fixture(scope="session")
def chromium():
    """Debian's Chromium without a window."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def stage(chromium):
    """A page of a projector's size; an error in its scripts fails the test."""
    from tests.widgets.stage import Stage

    page = chromium.new_page(viewport={"width": 1280, "height": 720})
    problems = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on(
        "console",
        lambda message: problems.append(message.text) if message.type == "error" else None,
    )
    yield Stage(page)
    page.close()
    assert problems == []
