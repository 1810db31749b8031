"""Reading a submitted notebook without believing it.

Any bytes at all give a `Submission`; what was wrong with them is listed among its incidents.
The standard library's `json` alone reads them. Of the submitted metadata one thing is believed:
``metadata.nbgrader.grade_id``, or else the cell's own ``id``.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

MAX_BYTES = 16 << 20
MAX_BRACKETS = 1_000_000
MAX_CELLS = 1_000
MAX_SOURCE = 1 << 20
MAX_INCIDENTS = 50

_ID = re.compile(r"[A-Za-z0-9_.\-]{1,200}")
_UNPRINTABLE = re.compile("[\ud800-\udfff\x00]")
_CELL_TYPES = ("code", "markdown", "raw")


@dataclass(frozen=True)
class SubmittedCell:
    """One cell as it was handed in.

    Parameters
    ----------
    id : str
        The exercise's id, or the cell's own, or "".
    cell_type : {"code", "markdown", "raw"}
        What the submission says.
    source : str
        Its text.
    """

    id: str
    cell_type: str
    source: str


@dataclass(frozen=True)
class Submission:
    """What one student handed in for one notebook.

    Parameters
    ----------
    student : str
        Whose it is; from the folder or the LMS, never from the notebook.
    content : bytes
        The file; "" where it was refused unread.
    cells : tuple of SubmittedCell
        In the notebook's order; copies of an id included.
    incidents : tuple of str
        What an instructor should know about the file.
    readable : bool
        Whether it could be read as a notebook at all.
    """

    student: str
    content: bytes
    cells: tuple[SubmittedCell, ...] = ()
    incidents: tuple[str, ...] = ()
    readable: bool = True

    @property
    def digest(self) -> str:
        """SHA-256 of the content, in hexadecimal."""
        return hashlib.sha256(self.content).hexdigest()


class _Unreadable(Exception):
    """The content is no notebook; the text says why."""


def read_file(path: Path | str, student: str) -> Submission:
    """Read the notebook at `path`; links, devices and pipes are refused, not followed.

    Parameters
    ----------
    path : path
        Where it is.
    student : str
        Whose it is.

    Returns
    -------
    Submission
        Always, with incidents where something was wrong.
    """
    try:
        return read(_file_content(Path(path)), student)
    except (_Unreadable, OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        said = f"The notebook could not be read: {reason}."
        return Submission(student, b"", incidents=(said,), readable=False)


def _file_content(path: Path) -> bytes:
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0)
    if path.is_symlink():
        raise _Unreadable("it is a link, not a file")
    if path.parent.is_symlink():
        raise _Unreadable("its folder is a link, maybe to another student's")
    fd = os.open(path, flags | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0))
    with os.fdopen(fd, "rb") as file:
        info = os.fstat(fd)
        if not stat.S_ISREG(info.st_mode):
            raise _Unreadable("it is no ordinary file")
        if info.st_size > MAX_BYTES:
            raise _Unreadable(_too_large(info.st_size))
        return file.read(MAX_BYTES + 1)


def _too_large(n_bytes: int) -> str:
    return f"it has {n_bytes / 2**20:.0f} MiB, at most {MAX_BYTES >> 20} MiB are read"


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
    except _Unreadable as error:
        said = f"The notebook could not be read: {error}."
        return Submission(student, content[:MAX_BYTES], (), (*incidents, said), readable=False)
    incidents += _doubled(cells)
    if len(incidents) > MAX_INCIDENTS:
        left = len(incidents) - MAX_INCIDENTS
        incidents = [*incidents[:MAX_INCIDENTS], f"… and {left} more remarks of this kind."]
    return Submission(student, content, cells, tuple(incidents))


def _decode(content: bytes, incidents: list[str]) -> str:
    if len(content) > MAX_BYTES:
        raise _Unreadable(_too_large(len(content)))
    if not content.strip(b" \t\r\n\0"):
        raise _Unreadable("it is empty")
    encoding = json.detect_encoding(content)
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        incidents.append("The notebook was saved in a Windows code page and read as cp-1252.")
        return content.decode("cp1252", "replace")
    if not encoding.startswith("utf-8"):
        incidents.append(f"The notebook was saved as {encoding.upper()} instead of UTF-8.")
    return text.removeprefix("\ufeff")


def _parse(text: str) -> dict[str, Any]:
    if text.count("[") + text.count("{") > MAX_BRACKETS:
        raise _Unreadable("it has too many parts")
    try:
        notebook = json.loads(text, strict=False)
    except RecursionError:
        raise _Unreadable("it is nested too deeply") from None
    except (ValueError, MemoryError) as error:
        where = getattr(error, "msg", type(error).__name__)
        line = getattr(error, "lineno", "?")
        raise _Unreadable(f"it is no JSON (line {line}: {where})") from None
    if not isinstance(notebook, dict):
        raise _Unreadable("it is JSON, but no notebook")
    return notebook


def _cell_list(notebook: dict[str, Any]) -> list[Any]:
    cells = notebook.get("cells")
    sheets = notebook.get("worksheets")  # nbformat 3
    if cells is None and isinstance(sheets, list) and sheets and isinstance(sheets[0], dict):
        cells = sheets[0].get("cells")
    if not isinstance(cells, list):
        raise _Unreadable("it is JSON, but has no list of cells")
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
        yield SubmittedCell(_id(cell), cell_type, _source(cell, number, incidents))


def _id(cell: dict[str, Any]) -> str:
    metadata = cell.get("metadata")
    managed = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    grade_id = managed.get("grade_id") if isinstance(managed, dict) else None
    for found in (grade_id, cell.get("id")):
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
    ids = [cell.id for cell in cells if cell.id]
    doubled = sorted({name for name in ids if ids.count(name) > 1})
    return [
        f"Cell `{name}` occurs {ids.count(name)} times; all copies ran, the last one is shown."
        for name in doubled
    ]
