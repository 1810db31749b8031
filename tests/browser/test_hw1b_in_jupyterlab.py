"""HW1B's widgets in a real JupyterLab, on the functions of a student."""

import json

import pytest

from autograder.build import load
from tests.browser.lab import open_notebook, output_of, run_all, run_cell, serve
from tests.widgets.hands.fingers import fill

pytestmark = [pytest.mark.browser, pytest.mark.kernel, pytest.mark.slow]

LIVE = ("live-net", "live-boundary", "live-chain", "live-train", "live-dropout")
SLOW = ("xor-count", "breast-cancer", "clinical-short", "clinical-long", "digits-result")


@pytest.fixture(scope="module")
def solved(tmp_path_factory):
    """The address of a JupyterLab on HW1B with every answer filled in."""
    folder = tmp_path_factory.mktemp("student")
    assignment = load("hw1b")
    notebook = assignment.notebook()
    for cell in notebook["cells"]:
        if cell["id"] in SLOW or cell["id"].endswith(("-check", "-hidden")):
            cell["source"] = []
    (folder / "hw1b.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    (folder / "data").mkdir()
    for name, content in assignment.data_files.items():
        (folder / name).write_bytes(content)
    with serve(folder, tmp_path_factory.mktemp("home")) as address:
        yield address


@pytest.fixture(scope="module")
def notebook(lasting_page, solved):
    """The page with all cells run and the five widgets there."""
    open_notebook(lasting_page, solved, "hw1b.ipynb")
    run_all(lasting_page)
    lasting_page.wait_for_function(
        "n => document.querySelectorAll('.jp-OutputArea .cg').length === n", arg=len(LIVE)
    )
    return lasting_page


def says(page, name, text):
    """Wait until a widget of the notebook says `text`."""
    output_of(page, name).first.scroll_into_view_if_needed()
    output_of(page, name).get_by_text(text).first.wait_for()


def test_the_net_has_the_numbers_of_the_student_s_forward_pass(notebook):
    says(notebook, "live-net", "hidden activations and probabilities are the course's, in all 4")
    assert notebook.problems == []


def test_the_mask_is_multiplied_on_by_the_student_s_forward_dropout(notebook):
    says(notebook, "live-dropout", "forward_dropout gives the same probability under this mask")


def test_training_goes_the_way_of_the_student_s_gradient(notebook):
    widget = output_of(notebook, "live-train").first
    widget.scroll_into_view_if_needed()
    fill(notebook, widget.get_by_label("step, typed"), "2000")
    says(notebook, "live-train", "4 of 4 right")


def test_a_gradient_without_the_output_weight_is_told_at_its_step(notebook):
    notebook.evaluate(
        """async () => {
          const { kernel } = window.jupyterapp.shell.currentWidget.sessionContext.session;
          const code = `
def backward_hidden(X, y, params, cache):
    p = cache["p"]
    delta = 2 * (p - y) * p * (1 - p)
    D = delta[:, None] * sigmoid_derivative(cache["Z"])
    return X.T @ D / len(y), D.mean(axis=0)
`;
          await kernel.requestExecute({ code }).done;
        }"""
    )
    run_cell(notebook, "live-chain")
    widget = output_of(notebook, "live-chain").first
    widget.scroll_into_view_if_needed()
    widget.get_by_role("button", name="Last step").click()
    says(notebook, "live-chain", "yours: new w₁₃ = 1.0036, here 0.9964.")


def test_the_plane_counts_what_the_student_s_forward_pass_gets_right(notebook):
    says(notebook, "live-boundary", "4 of 4")
    notebook.evaluate(
        """async () => {
          const { kernel } = window.jupyterapp.shell.currentWidget.sessionContext.session;
          const code = `
right_forward_pass = forward_pass
def forward_pass(X, params, activation="sigmoid"):
    p, cache = right_forward_pass(X, params, activation)
    return 1 - p, cache
`;
          await kernel.requestExecute({ code }).done;
        }"""
    )
    run_cell(notebook, "live-boundary")
    says(notebook, "live-boundary", "0 of 4")
