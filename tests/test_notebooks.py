"""The notebooks in the repository are clean, and the built ones run from top to bottom."""

from pathlib import Path

import pytest

from autograder.build import build, clean

ROOT = Path(__file__).parents[1]
NOTEBOOKS = sorted((ROOT / "notebooks").rglob("*.ipynb"))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_committed_notebook_is_clean(path):
    assert clean.problems(path) == []


@pytest.mark.kernel
@pytest.mark.slow
def test_the_reference_solution_runs_from_top_to_bottom_in_a_fresh_kernel(tmp_path):
    import nbformat
    from nbclient import NotebookClient

    build("hw1a", tmp_path)
    notebook = nbformat.read(tmp_path / "hw1a.ipynb", as_version=4)
    NotebookClient(
        notebook, kernel_name="python3", resources={"metadata": {"path": str(tmp_path)}}
    ).execute()
    points = [
        float(output["data"]["text/plain"])
        for cell in notebook.cells
        if cell.metadata.get("nbgrader", {}).get("grade") and cell.metadata.nbgrader.locked
        for output in cell.get("outputs", [])
        if output["output_type"] == "execute_result"
    ]
    assert sum(points) == 43
