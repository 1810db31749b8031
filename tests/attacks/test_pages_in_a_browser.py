"""What attackers put into pages, in a real browser: no script runs, nothing is fetched."""

import json

import pytest

from tests.attacks import corpus

pytestmark = [pytest.mark.sandbox, pytest.mark.browser, pytest.mark.slow]

WORST = [
    "d16-events-and-magics",
    "f09-foreign-ids",
    "f15-name-of-markup",
    "f18-scripts-in-outputs",
    "f19-scripts-in-markdown",
    "f20-hostile-exceptions",
    "f30-lone-surrogates",
    "f32-feedback-injected",
    "f33-png-that-is-html",
    "g08-typed-types",
]


@pytest.fixture
def watched(chromium):
    """A page that remembers every request, dialog and window; nothing leaves the machine."""
    context = chromium.new_context()
    page = context.new_page()
    page.happened = []

    def seen(route):
        page.happened.append(route.request.url)
        route.abort()

    context.route(lambda url: not url.startswith(("file:", "data:image/png")), seen)
    page.on("dialog", lambda dialog: (page.happened.append(dialog.message), dialog.dismiss()))
    page.on("popup", lambda popup: page.happened.append(popup.url))
    yield page
    context.close()


@pytest.mark.parametrize("name", WORST)
def test_no_script_runs_and_nothing_is_fetched(watched, evidence, name):
    student = corpus.load(name).student
    watched.goto(evidence.page(student).as_uri())
    title = watched.title()
    for details in watched.locator("details").all():
        details.evaluate("each => each.open = true")
    watched.mouse.move(300, 300)
    watched.keyboard.press("Tab")
    watched.wait_for_timeout(50)
    assert watched.happened == []
    assert watched.title() == title
    assert "pwned" not in title
    assert watched.locator("script, iframe, object, embed, form, base").count() == 0
    width = watched.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert width <= 0, "the page is wider than the window"


@pytest.mark.parametrize("name", ["f18-scripts-in-outputs", "f19-scripts-in-markdown"])
def test_the_notebook_for_graders_does_not_act_either(watched, evidence, tmp_path, name):
    """As formgrader shows it: rendered by nbconvert, on a page with scripts of its own."""
    import nbformat
    from nbconvert import HTMLExporter

    student = corpus.load(name).student
    notebook = nbformat.reads(json.dumps(evidence.autograded(student)), as_version=4)
    page = tmp_path / "shown.html"
    page.write_text(HTMLExporter(template_name="lab").from_notebook_node(notebook)[0], "utf-8")
    watched.goto(page.as_uri())
    watched.wait_for_timeout(100)
    theirs = [url for url in watched.happened if "127.0.0.1" in url or "cdnjs" not in url]
    assert theirs == []
    assert "pwned" not in watched.title()


def test_the_harness_notices_a_script(watched, tmp_path):
    page = tmp_path / "live.html"
    page.write_text("<script>alert('it runs')</script><img src='http://127.0.0.1:9/x.png'>")
    watched.goto(page.as_uri())
    assert len(watched.happened) == 2
