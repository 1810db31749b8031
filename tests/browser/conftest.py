"""A real Chromium, and a real JupyterLab on the released homework."""

import json

import pytest

from tests.browser.lab import serve


def watched(chromium):
    """A page of a projector's size that remembers what went wrong in it."""
    page = chromium.new_page(viewport={"width": 1280, "height": 720})
    page.problems = []
    page.on("pageerror", lambda error: page.problems.append(str(error)))
    return page


@pytest.fixture
def page(chromium):
    """A page of its own for each test."""
    page = watched(chromium)
    yield page
    page.close()


@pytest.fixture(scope="module")
def lasting_page(chromium):
    """One page for the tests of a file."""
    page = watched(chromium)
    yield page
    page.close()


@pytest.fixture(scope="session")
def homework(tmp_path_factory):
    """The released HW1A in a folder of its own, with a wrong sigmoid already typed in."""
    from autograder.build import load

    folder = tmp_path_factory.mktemp("student")
    assignment = load("hw1a")
    notebook = assignment.notebook(released=True)
    for cell in notebook["cells"]:
        if cell["id"] == "sigmoid":
            cell["source"] = "def sigmoid(h):\n    return 1 / (1 + np.exp(h))"
    (folder / "hw1a.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    (folder / "data").mkdir()
    for name, content in assignment.data_files.items():
        (folder / name).write_bytes(content)
    return folder


@pytest.fixture(scope="session")
def jupyterlab(homework, tmp_path_factory):
    """The address of a JupyterLab that serves the homework on loopback."""
    with serve(homework, tmp_path_factory.mktemp("home")) as address:
        yield address


@pytest.fixture(scope="session")
def lab(tmp_path_factory):
    """The address of a JupyterLab that serves the notebooks with widgets."""
    from tests.browser.notebooks import NOTEBOOKS, notebook

    root = tmp_path_factory.mktemp("lab")
    for name, cells in NOTEBOOKS.items():
        (root / f"{name}.ipynb").write_text(json.dumps(notebook(cells)), encoding="utf-8")
    with serve(root, tmp_path_factory.mktemp("home")) as address:
        yield address
