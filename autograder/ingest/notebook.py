"""Reading a notebook's bytes without believing them.

Any bytes at all give a `Submission`; what was wrong with them is listed among its incidents.
The standard library's `json` alone reads them, without their numbers, which nothing needs and
which may have a million digits. Of the submitted metadata one thing is believed:
``metadata.nbgrader.grade_id``, or else the cell's own ``id``. Of a key that stands twice the last
value counts, as in Jupyter.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from autograder.ingest.submission import (
    FLAGS,
    MAX_BYTES,
    Submission,
    SubmittedCell,
    Unreadable,
    too_large,
    unreadable,
)

MAX_BRACKETS = 1_000_000
MAX_COMMAS = 2_000_000
MAX_CELLS = 1_000
MAX_SOURCE = 1 << 20
MAX_INCIDENTS = 50

_ID = re.compile(r"[A-Za-z0-9_.\-]{1,200}")
_UNPRINTABLE = re.compile("[\ud800-\udfff\x00]")
_CELL_TYPES = ("code", "markdown", "raw")
_OTHERS = {
    b"PK\x03\x04": "a zip archive",
    b"\x1f\x8b": "a gzip archive",
    b"7z\xbc\xaf\x27\x1c": "a 7z archive",
    b"Rar!": "a RAR archive",
    b"%PDF": "a PDF",
    b"\x89PNG": "a picture",
    b"<!DOCTYPE": "a web page",
    b"<html": "a web page",
}
"""How files begin that students hand in by mistake."""


def read(content: bytes, student: str) -> Submission:
    """Read a notebook's bytes.

    Parameters
    ----------
    content : bytes
        Anything.
    student : str
        Whose it is.

    Returns
    -------
    Submission
        Always, with incidents where something was wrong.
    """
    incidents: list[str] = []
    try:
        notebook = _parse(_decode(content, incidents))
        cells = tuple(_cells(_cell_list(notebook), incidents))
    except Unreadable as error:
        found = unreadable(student, str(error), content[:MAX_BYTES])
        return replace(found, incidents=(*incidents, *found.incidents))
    incidents += _doubled(cells)
    if len(incidents) > MAX_INCIDENTS:
        left = len(incidents) - MAX_INCIDENTS
        incidents = [*incidents[:MAX_INCIDENTS], f"… and {left} more remarks of this kind."]
    return Submission(student, content, cells, tuple(incidents))


def _decode(content: bytes, incidents: list[str]) -> str:
    if len(content) > MAX_BYTES:
        raise Unreadable(too_large(len(content)))
    if not content.strip(b" \t\r\n\0"):
        raise Unreadable("it is empty")
    other = next((what for start, what in _OTHERS.items() if content.startswith(start)), None)
    if other:
        raise Unreadable(f"it is {other}, not a notebook")
    encoding = json.detect_encoding(content)
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        if encoding.startswith("utf-8"):
            incidents.append("The notebook was saved in a Windows code page and read as cp-1252.")
            return content.decode("cp1252", "replace")
        text = content.decode(encoding, "replace")
    if not encoding.startswith("utf-8"):
        incidents.append(f"The notebook was saved as {encoding.upper()} instead of UTF-8.")
    return text.removeprefix("\ufeff")


def _parse(text: str) -> dict[str, Any]:
    if text.count("[") + text.count("{") > MAX_BRACKETS or text.count(",") > MAX_COMMAS:
        raise Unreadable("it has too many parts")
    try:
        notebook = json.loads(
            text, strict=False, parse_int=_number, parse_float=_number, parse_constant=_number
        )
    except RecursionError:
        raise Unreadable("it is nested too deeply") from None
    except (ValueError, MemoryError) as error:
        where = getattr(error, "msg", type(error).__name__)
        line = getattr(error, "lineno", "?")
        raise Unreadable(f"it is no JSON (line {line}: {where})") from None
    if not isinstance(notebook, dict):
        raise Unreadable("it is JSON, but no notebook")
    return notebook


def _number(text: str) -> None:
    """Stand for any number."""


def _cell_list(notebook: dict[str, Any]) -> list[Any]:
    cells = notebook.get("cells")
    sheets = notebook.get("worksheets")  # nbformat 3
    if cells is None and isinstance(sheets, list) and sheets and isinstance(sheets[0], dict):
        cells = sheets[0].get("cells")
    if not isinstance(cells, list):
        raise Unreadable("it is JSON, but has no list of cells")
    return cells


def _cells(cells: list[Any], incidents: list[str]) -> Iterator[SubmittedCell]:
    if len(cells) > MAX_CELLS:
        incidents.append(f"Of {len(cells)} cells only the first {MAX_CELLS} were read.")
    for number, cell in enumerate(cells[:MAX_CELLS], start=1):
        if not isinstance(cell, dict):
            incidents.append(f"Cell {number} is no cell and was left out.")
            continue
        cell_type = cell.get("cell_type")
        if cell_type not in _CELL_TYPES:
            incidents.append(f"Cell {number} is of no known type and was kept as plain text.")
            cell_type = "raw"
        managed = _managed(cell)
        yield SubmittedCell(
            _id(cell, managed), cell_type, _source(cell, number, incidents), _flags(managed)
        )


def _managed(cell: dict[str, Any]) -> dict[str, Any]:
    """Return nbgrader's metadata of a cell, {} where there is none."""
    metadata = cell.get("metadata")
    managed = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    return managed if isinstance(managed, dict) else {}


def _flags(managed: dict[str, Any]) -> frozenset[str] | None:
    if not all(isinstance(managed.get(name), bool) for name in FLAGS):
        return None
    return frozenset(name for name in FLAGS if managed[name])


def _id(cell: dict[str, Any], managed: dict[str, Any]) -> str:
    for found in (managed.get("grade_id"), cell.get("id")):
        if isinstance(found, str) and _ID.fullmatch(found):
            return found
    return ""


def _source(cell: dict[str, Any], number: int, incidents: list[str]) -> str:
    source = cell.get("source", cell.get("input", ""))
    lines = source if isinstance(source, list) else [source]
    if not all(isinstance(line, str) for line in lines):
        incidents.append(f"The text of cell {number} is no text and was left out in part.")
    text = "".join(line for line in lines if isinstance(line, str))
    if len(text) > MAX_SOURCE:
        incidents.append(f"The text of cell {number} is too long and was left out.")
        return ""
    return _UNPRINTABLE.sub("\ufffd", text)


def _doubled(cells: tuple[SubmittedCell, ...]) -> list[str]:
    times = Counter(cell.id for cell in cells if cell.id)
    return [
        f"Cell `{name}` occurs {n} times; all copies ran, the last one is shown."
        for name, n in sorted(times.items())
        if n > 1
    ]
