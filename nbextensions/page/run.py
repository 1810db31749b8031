"""Running a notebook from top to bottom in a fresh kernel."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

from nbextensions.frame.for_page import FOR_PAGE

_COLOURS = re.compile(r"\x1b\[[0-9;]*m")


class PageError(Exception):
    """A notebook cannot become a page; the message says which cell, and why."""


def read(path: Path) -> nbformat.NotebookNode:
    """Read a notebook.

    Parameters
    ----------
    path : Path
        The file.

    Returns
    -------
    NotebookNode
        In format 4.

    Raises
    ------
    PageError
        If there is no such file or it is no notebook.
    """
    if not path.is_file():
        raise PageError(f"There is no file {path}.")
    try:
        return nbformat.read(path, as_version=4)
    except Exception as error:  # nbformat raises many kinds
        raise PageError(f"{path} is not a notebook: {error}") from error


def run(notebook: nbformat.NotebookNode, folder: Path, timeout: int = 600) -> None:
    """Run every cell; the notebook gets its outputs and the state of its widgets.

    Parameters
    ----------
    notebook : NotebookNode
        It is changed.
    folder : Path
        Where it runs.
    timeout : int
        Seconds for one cell.

    Raises
    ------
    PageError
        If a cell raises, takes too long, or the kernel dies.
    """
    # the kernel of this environment, whatever kernels are registered under the notebook's name
    notebook.metadata["kernelspec"] = {
        "name": "python3",
        "display_name": "Python 3",
        "language": "python",
    }
    resources = {"metadata": {"path": str(folder)}}
    client = NotebookClient(
        notebook,
        timeout=timeout,
        kernel_name="python3",
        resources=resources,
        extra_arguments=["--log-level=ERROR"],
    )
    try:
        client.execute(env=_environment())
    except CellExecutionError as error:
        raise PageError(
            _failed(notebook, _COLOURS.sub("", f"{error.ename}: {error.evalue}"))
        ) from (error)
    except CellTimeoutError as error:
        raise PageError(_failed(notebook, f"it ran for more than {timeout} seconds")) from error
    except DeadKernelError as error:
        raise PageError(f"The kernel died: {error}") from error


def _environment() -> dict[str, str]:
    folder = str(Path(sys.executable).parent)
    return {
        **os.environ,
        FOR_PAGE: "1",
        "PATH": os.pathsep.join([folder, os.environ.get("PATH", "")]),
    }


def _failed(notebook: nbformat.NotebookNode, reason: str) -> str:
    """Name the cell that stopped: the last code cell with an execution count or an error."""
    ran = [cell for cell in notebook.cells if cell.cell_type == "code" and cell.execution_count]
    name = ran[-1].get("id", "?") if ran else "?"
    first = ran[-1].source.strip().splitlines()[0] if ran and ran[-1].source.strip() else ""
    return f"Cell {name!r} ({first}) stopped: {reason}. The page was not written."
