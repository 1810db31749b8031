"""A feedback page in a real browser: nothing live, nothing cut off."""

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.sandbox]


@pytest.fixture(scope="module")
def feedback(tmp_path_factory):
    """The feedback page of the sample submission `lost-sign`, graded in the sandbox."""
    import subprocess
    import sys

    from tests.submissions import make

    course = tmp_path_factory.mktemp("feedback") / "course"

    def chalkgrad(*arguments):
        command = [sys.executable, "-m", "autograder", *map(str, arguments)]
        subprocess.run(command, check=True, capture_output=True)

    chalkgrad("new-course", course)
    chalkgrad("release", "hw1a", "--course", course)
    make.hand_in("hw1a", course, only=["lost-sign"])
    chalkgrad("grade", "hw1a", "--course", course)
    chalkgrad("feedback", "hw1a", "--course", course)
    return (course / "feedback/lost-sign/hw1a/hw1a.html").as_uri()


@pytest.mark.parametrize("width", [1280, 380])
def test_nothing_sticks_out_at_the_side(page, feedback, width):
    page.set_viewport_size({"width": width, "height": 720})
    page.goto(feedback)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_page_says_why_and_runs_no_script(page, feedback):
    page.goto(feedback)
    assert page.get_by_text("The sign of h is lost: 1/(1 + exp(h))").count() >= 1
    assert page.locator("script, iframe, object, embed").count() == 0
    assert page.locator("img").first.evaluate("image => image.naturalWidth") > 0
    assert page.problems == []
