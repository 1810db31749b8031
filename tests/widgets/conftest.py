"""A stage for widgets in a real Chromium."""

import pytest


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
    stage = Stage(page)
    stage.problems = problems
    yield stage
    page.close()
    assert problems == []
