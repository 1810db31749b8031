"""`chalkgrad page`: one file, no Python behind it, no network, and the widgets work."""

import json
import re
import subprocess
import sys

import pytest

from nbextensions.page import PageError, run, to_page
from nbextensions.page.run import read

QUESTION = "from nbextensions import Predict, FindTheSlip\nimport ipywidgets"


def notebook(*sources):
    """A notebook of these cells; one that starts with # or $ is markdown."""
    cells = []
    for number, source in enumerate(sources):
        prose = source.startswith(("#", "$", "<", "["))
        cell = {"id": f"cell-{number}", "cell_type": "markdown", "metadata": {}, "source": source}
        code = {"cell_type": "code", "outputs": [], "execution_count": None}
        cells.append(cell if prose else cell | code)
    return {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells}


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A page with prose, widgets, a box, a link between them, and a slider of ipywidgets."""
    folder = tmp_path_factory.mktemp("page")
    content = notebook(
        "# The *title*\n\nSee $\\frac{\\partial \\ell}{\\partial w_1}$, "
        "[next](05_next.ipynb#part), [far](../hw.ipynb).",
        "<details><summary>For the lecturer</summary>\n\nAsk *this*.\n\n</details>",
        QUESTION,
        "one = Predict('One?', choices=['a', 'b'], truth='a',\n"
        "              explanation='Since </script> <!-- <script> a')\none",
        "two = Predict('Two?', choices=['a', 'b'], truth='b')\n"
        "ipywidgets.jslink((one, 'answer'), (two, 'answer'))\nipywidgets.HBox([two])",
        "ipywidgets.IntSlider(description='alone')",
        "from nbextensions import HandTable\nfrom course import hand, datasets\n"
        "table = HandTable(hand.table((1, -1), -0.5, *datasets.or_()))\n"
        "slider = ipywidgets.FloatSlider(min=-2, max=2, step=0.25, description='weight')\n"
        "ipywidgets.jslink((table, 'w1'), (slider, 'value'))\nipywidgets.VBox([slider, table])",
    )
    (folder / "lecture.ipynb").write_text(json.dumps(content), encoding="utf-8")
    (folder / "05_next.ipynb").write_text(json.dumps(notebook("# Next")), encoding="utf-8")
    both = [str(folder / name) for name in ("lecture.ipynb", "05_next.ipynb")]
    command = [sys.executable, "-m", "autograder", "page", *both]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "lecture.html" in done.stdout
    assert json.loads((folder / "lecture.ipynb").read_text()) == content
    return folder / "lecture.html"


def test_the_page_names_no_address(made):
    text = made.read_text(encoding="utf-8")
    assert len(text) < 1_000_000  # the JavaScript is there once
    for found in re.findall(r"https?://[^\"'\s<>)\\]+", text):
        assert found.startswith("http://www.w3.org/"), found
    assert 'href="05_next.html#part"' in text
    assert "far" in text
    assert "hw." not in text  # nothing makes that page
    assert "<math" in text


@pytest.mark.browser
def test_the_widgets_work_from_the_file_alone(made, chromium):
    from playwright.sync_api import expect

    page = chromium.new_page()
    asked, problems = [], []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(made.as_uri())
    assert page.title() == "The *title*"
    first, second = page.locator(".cg").nth(0), page.locator(".cg").nth(1)
    first.get_by_role("radio", name="a").check()
    expect(second.get_by_role("radio", name="a")).to_be_checked()  # jslink holds here, too
    first.get_by_role("button", name="Show the answer").click()
    expect(first).to_contain_text("Since </script> <!-- <script> a")
    assert not page.get_by_text("Ask this.").is_visible()
    page.get_by_text("For the lecturer").click()
    assert page.get_by_text("Ask this.").is_visible()
    assert [url for url in asked if not url.startswith(("file:", "data:", "blob:"))] == []
    assert problems == []
    page.close()


@pytest.mark.browser
def test_a_linked_control_of_ipywidgets_works_and_another_is_named(made, chromium):
    from playwright.sync_api import expect

    page = chromium.new_page()
    page.goto(made.as_uri())
    slider = page.get_by_label("weight")
    expect(slider).to_have_value("1")  # of the table, with which it is linked
    slider.press("ArrowRight")
    expect(page.get_by_role("gridcell", name="0.75")).to_be_visible()  # h of row 3: 1.25 - 0.5
    expect(page.get_by_text("A control that needs Python stood here: alone")).to_be_visible()
    page.close()


@pytest.mark.browser
def test_without_scripts_the_still_picture_shows(made, chromium):
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(made.as_uri())
    assert page.locator("svg text", has_text="The answer is hidden").first.is_visible()
    context.close()


@pytest.mark.kernel
@pytest.mark.parametrize(
    ("cells", "said"),
    [
        (["1 + 1", "1 / 0"], "Cell 'cell-1' (1 / 0) stopped: ZeroDivisionError: division by zero"),
        (["import os; os._exit(1)"], "kernel died"),
    ],
)
def test_a_cell_that_fails_is_named_and_nothing_is_written(tmp_path, cells, said):
    path = tmp_path / "bad.ipynb"
    path.write_text(json.dumps(notebook(*cells)), encoding="utf-8")
    command = [sys.executable, "-m", "autograder", "page", str(path)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 2
    assert said in " ".join(done.stderr.split())
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "bad.html").exists()


@pytest.mark.kernel
def test_code_that_is_folded_in_the_notebook_is_folded_in_the_page(tmp_path):
    import nbformat

    made = nbformat.from_dict(notebook("1 + 1", "2 + 2"))
    made.cells[1].metadata["jupyter"] = {"source_hidden": True}
    run(made, tmp_path)
    text = to_page(made, "t")
    folded = re.findall(r'<details class="code">.*?</details>', text, re.DOTALL)
    assert len(folded) == 1
    assert "2 + 2" in re.sub(r"<[^>]+>", "", folded[0]).replace("&nbsp;", " ")


def test_a_mistyped_formula_stands_as_it_was_typed():
    import nbformat

    text = to_page(nbformat.from_dict(notebook("# A\n\nThe rate $\\frac{1}{$ and $a<b$.")), "t")
    assert r"<code>\frac{1}{</code>" in text
    assert "<math" in text


@pytest.mark.parametrize("content", [None, "not json", "{}", '{"cells": 3}'])
def test_what_is_no_notebook_is_said(tmp_path, content):
    path = tmp_path / "x.ipynb"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    with pytest.raises(PageError, match=r"no file|not a notebook"):
        read(path)


@pytest.mark.kernel
def test_code_can_be_left_out(tmp_path):
    import nbformat

    made = nbformat.from_dict(
        notebook("import os\nprint(6 * 7, len(os.environ['CHALKGRAD_PAGE']))")
    )
    run(made, tmp_path)
    assert "print(6 * 7" in re.sub(r"<[^>]+>", "", to_page(made, "t"))
    text = to_page(made, "t", code=False)
    assert "42 1" in text
    assert "6 * 7" not in re.sub(r"<[^>]+>", "", text)


@pytest.mark.browser
def test_a_phone_scrolls_what_is_wide_and_not_the_page(chromium):
    from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

    heads = "".join(f" a long heading {k} |" for k in range(8))
    wide = f"|{heads}\n|{'---|' * 8}\n|{' 1 |' * 8}"
    cells = "<td>wider</td>" * 30
    formula = "+".join(f"w_{{{k}}} X_{{{k}}}" for k in range(40))
    notebook = new_notebook(cells=[
        new_markdown_cell(wide),
        new_markdown_cell(f"$$h = {formula}$$"),
        new_markdown_cell("```python\nprint('" + "wide " * 40 + "')\n```"),
        new_markdown_cell("`" + "a_long_name_in_a_sentence" * 4 + "`"),
        new_code_cell("x = '" + "wide " * 40 + "'", outputs=[
            new_output("stream", text="wide " * 40),
            new_output("display_data", data={"text/html": f"<table><tr>{cells}</tr></table>"}),
        ]),
    ])  # fmt: skip
    page = chromium.new_page(viewport={"width": 390, "height": 800})
    page.set_content(to_page(notebook, "narrow"))
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    table = page.locator(".scrolls").first
    assert table.evaluate("box => box.scrollWidth > box.clientWidth")
    page.close()
