"""The files of what is to be collected: a folder, a zip archive, or one notebook."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from autograder.collect.archives import MAX_ENTRIES, Archive, Found
from autograder.ingest import Unreadable, content_of

MAX_DEPTH = 8
ZIP = (".zip",)
OTHER_ARCHIVES = (".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tar.xz", ".gz", ".7z", ".rar")
NOTEBOOK = (".ipynb",)
_JUNK = ("__MACOSX", ".DS_Store", "Thumbs.db", "desktop.ini")


class SourceError(Exception):
    """The source cannot be collected at all; the message says how to mend it."""


class Source:
    """The files in a folder, an archive, or one file. Use it in a ``with`` block.

    Parameters
    ----------
    path : Path
        What the user named.

    Raises
    ------
    SourceError
        If it is nothing that can be collected.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.name = path.name or path.resolve().name
        self.odd: list[str] = []
        self._open = ExitStack()
        self.files = sorted(self._found(path), key=lambda each: each.path)

    def __enter__(self) -> Source:
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    def _found(self, path: Path) -> list[Found]:
        if not path.exists():
            raise SourceError(f"{path} does not exist. Name a folder, a zip archive or a notebook.")
        if path.is_dir():
            return list(_in_folder(path, self.odd))
        if path.name.lower().endswith(OTHER_ARCHIVES):
            raise SourceError(
                f"{path} is an archive of a kind that is not read. "
                "Unpack it into a folder of its own and collect that, or make a zip of it."
            )
        if path.name.lower().endswith(ZIP):
            return self._in_archive(path)
        if path.name.lower().endswith(NOTEBOOK):
            return [_file(path, path.name)]
        raise SourceError(f"{path} is neither a folder nor a zip archive nor a notebook (.ipynb).")

    def _in_archive(self, path: Path) -> list[Found]:
        try:
            archive = Archive(path)
        except Unreadable as error:
            raise SourceError(f"{path} cannot be collected: {error}.") from None
        self._open.callback(archive.close)
        self.odd += archive.odd
        return [each for each in archive.files if not is_junk(each)]


def is_junk(found: Found) -> bool:
    """Say whether a file is one that a system or an editor left behind."""
    return any(
        part in _JUNK or (part.startswith((".", "~$")) and part not in (".", ".."))
        for part in found.parts
    )


def is_notebook(found: Found) -> bool:
    """Say whether a file is a notebook by its name."""
    return found.name.lower().rstrip(" .").endswith(NOTEBOOK)


def is_zip(found: Found) -> bool:
    """Say whether a file is a zip archive by its name."""
    return found.name.lower().endswith(ZIP)


def _in_folder(top: Path, odd: list[str]) -> Iterator[Found]:
    """Yield the files below `top`; links and what lies too deep are said and left out."""
    waiting = [(top, "")]
    seen = 0
    while waiting:
        folder, prefix = waiting.pop()
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError as error:
            odd.append(f"{prefix or folder} cannot be opened: {error.strerror}.")
            continue
        for entry in entries:
            seen += 1
            path = f"{prefix}{entry.name}"
            found = _file(Path(entry.path), path)
            if is_junk(found):
                continue
            if seen > MAX_ENTRIES:
                raise SourceError(
                    f"{top} has more than {MAX_ENTRIES} files. Name a smaller folder."
                )
            if not entry.is_dir(follow_symlinks=False):
                yield found
            elif path.count("/") + 1 < MAX_DEPTH:
                waiting.append((Path(entry.path), f"{path}/"))
            else:
                odd.append(f"{path} lies {MAX_DEPTH} folders deep and was left out.")


def _file(path: Path, label: str) -> Found:
    try:
        written = datetime.fromtimestamp(path.lstat().st_mtime, UTC)
    except (OSError, ValueError, OverflowError):
        written = None
    return Found(label, partial(_content, path), written)


def _content(path: Path, most: int) -> bytes:
    try:
        return content_of(path, most=most)
    except (OSError, ValueError) as error:
        raise Unreadable((isinstance(error, OSError) and error.strerror) or str(error)) from None
