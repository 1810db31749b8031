"""Notebook files as plain dictionaries: read, written the same way each time, cells made.

The format is nbformat 4.5, written as Jupyter writes it (one space of indent, sorted keys,
a newline at the end), so a file saved by hand and a file saved here differ in content only.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

NotebookDict = dict[str, Any]
Cell = dict[str, Any]

KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
"""The kernel that every notebook of the project asks for."""

SLUG = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")
"""What a cell's id looks like: also a valid nbformat id and a valid nbgrader ``grade_id``."""


def read(path: Path) -> NotebookDict:
    """Read the notebook at `path`.

    Raises
    ------
    ValueError
        If the file is not a notebook of format 4, with the file's name and what is wrong.
    """
    try:
        notebook = json.loads(path.read_text(encoding="utf-8"))
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        raise ValueError(f"{path} is not a notebook: {error}") from error
    if not isinstance(notebook, dict) or not isinstance(notebook.get("cells"), list):
        raise ValueError(f"{path} is not a notebook: it has no list of cells")
    if notebook.get("nbformat") != 4:
        raise ValueError(f"{path} has notebook format {notebook.get('nbformat')}, expected 4")
    return notebook


def dumps(notebook: Mapping[str, Any]) -> str:
    """Return the text of a notebook file: the same notebook always gives the same bytes."""
    return json.dumps(notebook, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def source_of(cell: Mapping[str, Any]) -> str:
    """Return a cell's source as one string, whether it is stored as a string or as lines."""
    source = cell.get("source", "")
    return source if isinstance(source, str) else "".join(source)


def make_cell(cell_type: str, id: str, source: str, metadata: Mapping[str, Any]) -> Cell:
    """Make a notebook cell without outputs; its source is stored as lines, as Jupyter does."""
    cell: Cell = {
        "cell_type": cell_type,
        "id": id,
        "metadata": dict(metadata),
        "source": source.splitlines(keepends=True),
    }
    if cell_type == "code":
        cell |= {"execution_count": None, "outputs": []}
    return cell


def make_notebook(cells: Sequence[Cell]) -> NotebookDict:
    """Make a notebook for the Python kernel with these cells and the least metadata."""
    return {
        "cells": list(cells),
        "metadata": {"kernelspec": dict(KERNEL), "language_info": {"name": "python"}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
