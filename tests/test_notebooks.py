"""The notebooks in the repository are clean, and the built ones run from top to bottom."""

from pathlib import Path

import pytest

from autograder.build import build, clean
from autograder.homework import load, names

ROOT = Path(__file__).parents[1]
NOTEBOOKS = sorted((ROOT / "notebooks").rglob("*.ipynb"))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_committed_notebook_is_clean(path):
    assert clean.problems(path) == []


@pytest.mark.kernel
@pytest.mark.slow
@pytest.mark.parametrize("name", names())
def test_the_reference_solution_runs_from_top_to_bottom_in_a_fresh_kernel(name, tmp_path):
    import nbformat
    from nbclient import NotebookClient

    build(name, tmp_path)
    notebook = nbformat.read(tmp_path / f"{name}.ipynb", as_version=4)
    NotebookClient(
        notebook, kernel_name="python3", resources={"metadata": {"path": str(tmp_path)}}
    ).execute()
    printed = [o for cell in notebook.cells for o in cell.get("outputs", [])]
    assert not [o for o in printed if "Nothing to show yet" in o.get("text", "")]
    points = [
        float(output["data"]["text/plain"])
        for cell in notebook.cells
        if cell.metadata.get("nbgrader", {}).get("grade") and cell.metadata.nbgrader.locked
        for output in cell.get("outputs", [])
        if output["output_type"] == "execute_result"
    ]
    by_hand = [e.points for e in load(name).exercises.values() if e.kind == "manual"]
    assert sum(points) == 50 - sum(by_hand)
