"""Every lecture, and the one to copy from, runs top to bottom in a fresh kernel, with no error."""

import json

import pytest

from tests.lectures.reading import FOLDER

PATHS = [*sorted(FOLDER.glob("*.ipynb")), FOLDER.parent / "your_own_lecture.ipynb"]


@pytest.mark.kernel
@pytest.mark.slow
@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_a_lecture_runs_and_no_widget_has_a_problem(path, tmp_path):
    import nbformat
    from nbclient import NotebookClient

    notebook = nbformat.read(path, as_version=4)
    NotebookClient(
        notebook,
        kernel_name="python3",
        store_widget_state=True,
        resources={"metadata": {"path": str(tmp_path)}},
    ).execute()
    shown = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    assert [output for output in shown if output.get("name") == "stderr"] == []
    states = notebook.metadata["widgets"]["application/vnd.jupyter.widget-state+json"]["state"]
    ours = [model["state"] for model in states.values() if "_kind" in model["state"]]
    views = [output for output in shown if "image/svg+xml" in output.get("data", {})]
    assert len(views) == len(ours) >= 9
    for state in ours:
        assert state["problem"] == "", f"{state['_kind']}: {state['problem']}"
        json.dumps(state, allow_nan=False)
