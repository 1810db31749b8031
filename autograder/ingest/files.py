"""Opening a submitted file: links, pipes and devices are refused, not followed."""

from __future__ import annotations

import os
import stat
from dataclasses import replace
from itertools import islice
from pathlib import Path

from autograder.ingest.notebook import read
from autograder.ingest.submission import MAX_BYTES, Submission, Unreadable, too_large, unreadable

MAX_NAMES = 1_000
"""So many names of a folder are looked at."""


def read_folder(folder: Path, name: str, student: str, below: Path | None = None) -> Submission:
    """Read the notebook `name` in a student's folder; the only notebook there may have any name.

    Parameters
    ----------
    folder : Path
        Where the student's files are.
    name : str
        The notebook's name, with ``.ipynb``.
    student : str
        Whose it is.
    below : Path or None
        The folder of all submissions: below it nothing may be a link.

    Returns
    -------
    Submission
        Always, with incidents where something was wrong.
    """
    path = folder / name
    if os.path.lexists(path):
        return read_file(path, student, below)
    try:
        others = _notebooks(folder)
    except OSError as error:
        return unreadable(student, f"its folder cannot be opened ({error.strerror})")
    if len(others) != 1:
        found = ", ".join(repr(other)[1:-1] for other in others[:5]) or "no notebook"
        return unreadable(student, f"expected {name}, found {found}")
    submission = read_file(folder / others[0], student, below)
    said = f"The notebook is named {repr(others[0])[1:-1]}, expected {name}."
    return replace(submission, incidents=(said, *submission.incidents))


def _notebooks(folder: Path) -> list[str]:
    with os.scandir(folder) as entries:
        names = [entry.name for entry in islice(entries, MAX_NAMES)]
    return sorted(n for n in names if n.lower().endswith(".ipynb") and not n.startswith("."))


def read_file(path: Path | str, student: str, below: Path | None = None) -> Submission:
    """Read the notebook at `path`.

    Parameters
    ----------
    path : path
        Where it is.
    student : str
        Whose it is.
    below : Path or None
        A folder that `path` lies in: nothing below it may be a link. Without it, the file and
        its folder may be none.

    Returns
    -------
    Submission
        Always, with incidents where something was wrong.
    """
    try:
        return read(content_of(Path(path), below), student)
    except (Unreadable, OSError, ValueError) as error:
        return unreadable(student, reason(error))


def reason(error: Exception) -> str:
    """Return why a file could not be opened, without its path."""
    return (isinstance(error, OSError) and error.strerror) or str(error)


def content_of(path: Path, below: Path | None = None, most: int = MAX_BYTES) -> bytes:
    """Return the bytes of an ordinary file of at most `most` bytes.

    Raises
    ------
    Unreadable
        If it is something else, or too long, or behind a link.
    OSError, ValueError
        If it cannot be opened.
    """
    if path.is_symlink():
        raise Unreadable("it is a link, not a file")
    if any(folder.is_symlink() for folder in _folders(path, below)):
        raise Unreadable("its folder is a link, maybe to another student's")
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0)
    fd = os.open(path, flags | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0))
    with os.fdopen(fd, "rb") as file:
        info = os.fstat(fd)
        if not stat.S_ISREG(info.st_mode):
            raise Unreadable("it is no ordinary file")
        if info.st_size > most:
            raise Unreadable(too_large(info.st_size, most))
        return file.read(most + 1)


def _folders(path: Path, below: Path | None) -> list[Path]:
    if below is None or below not in path.parents:
        return [path.parent]
    return [folder for folder in path.parents if below in folder.parents]
