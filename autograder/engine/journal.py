"""What was graded already: one JSON object a line, by student, appended to.

In memory there is only where each line begins, so a large class takes no room.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from autograder.files.replacing import replacing

COMPACT_BYTES = 8 << 20
"""A shorter journal is never compacted."""


def journal_path(state: Path, assignment: str) -> Path:
    """Return where the journal of an assignment is; `state` is the course's ``.chalkgrad``."""
    return state / "journal" / f"{assignment}.jsonl"


class _Place(NamedTuple):
    """Where a record stands: its line, and what it is a result of."""

    offset: int
    length: int
    basis: str


class Journal:
    """A file of records.

    A line that was cut off (the machine went down, or the disk was full, while it was written) or
    changed by hand is ignored: each carries a digest of itself. The next record starts on a line of
    its own. A later record of the same key wins; the earlier ones stay until `compact`.

    Parameters
    ----------
    path : path
        The file; it and its folder are made when the first record is added.
    """

    def __init__(self, path: Path | str) -> None:
        self.path = Path(path)
        self._places: dict[str, list[_Place]] = {}
        self._end = 0
        self._needs_newline = False
        self._load()

    def __len__(self) -> int:
        return len(self._places)

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __contains__(self, key: object) -> bool:
        return key in self._places

    def get(self, key: str) -> dict[str, Any] | None:
        """Return the last record of `key`, None if there is none."""
        places = self._places.get(key)
        return self._read(places[-1]) if places else None

    def history(self, key: str) -> list[dict[str, Any]]:
        """Return every record of `key` that is kept, the oldest first."""
        found = (self._read(place) for place in self._places.get(key, ()))
        return [record for record in found if record is not None]

    def add(self, key: str, record: dict[str, Any]) -> None:
        """Append a record and see it onto the disk."""
        line = _line(key, record)
        start = b"\n" if self._needs_newline else b""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self._needs_newline = True  # until the line is there as a whole
        with self.path.open("ab", buffering=0) as file:
            offset = file.seek(0, os.SEEK_END) + len(start)
            if file.write(start + line) != len(start + line):
                raise OSError(errno.ENOSPC, "the journal could not be written", str(self.path))
            os.fsync(file.fileno())
        self._needs_newline = False
        self._end = offset + len(line)
        self._places.setdefault(key, []).append(_Place(offset, len(line), _basis(record)))

    def compact(self, at_least: int = COMPACT_BYTES) -> bool:
        """Write the journal anew without superseded records, if it is long and mostly those.

        Of each key the last record of each submission stays, in the order in which they came. The
        new file takes the old one's place in one step: who is killed in between has the old one.
        The caller must be the only one who writes.

        Returns
        -------
        bool
            Whether the file was written anew.
        """
        kept = sorted(
            place
            for places in self._places.values()
            for place in {each.basis: each for each in places}.values()
        )
        if self._end < at_least or sum(place.length for place in kept) > self._end / 2:
            return False
        with replacing(self.path) as new, self.path.open("rb") as old:
            for place in kept:
                old.seek(place.offset)
                new.write(old.read(place.length).rstrip(b"\n") + b"\n")
        _sync_folder(self.path.parent)
        self._load()
        return True

    def _read(self, place: _Place) -> dict[str, Any] | None:
        try:
            with self.path.open("rb") as file:
                file.seek(place.offset)
                found = _parsed(file.read(place.length))
        except FileNotFoundError:
            return None
        return found[1] if found else None

    def _load(self) -> None:
        self._places.clear()
        self._end = 0
        line = b"\n"
        with contextlib.suppress(FileNotFoundError), self.path.open("rb") as file:
            for line in file:
                if found := _parsed(line):
                    place = _Place(self._end, len(line), _basis(found[1]))
                    self._places.setdefault(found[0], []).append(place)
                self._end += len(line)
        self._needs_newline = not line.endswith(b"\n")


_TAIL = re.compile(rb'(.*), "digest": "([0-9a-f]{64})"\}\n?', re.DOTALL)


def _line(key: str, record: dict[str, Any]) -> bytes:
    """Return a record's line; its digest is that of all the bytes before it."""
    body = json.dumps({"key": key, "record": record}).encode("ascii")[:-1]
    return b'%s, "digest": "%s"}\n' % (body, hashlib.sha256(body).hexdigest().encode())


def _parsed(line: bytes) -> tuple[str, dict[str, Any]] | None:
    """Return key and record of a line, None where it is damaged."""
    match = _TAIL.fullmatch(line)
    if match is None or hashlib.sha256(match[1]).hexdigest().encode() != match[2]:
        return None
    entry = json.loads(line)
    return entry["key"], entry["record"]


def _basis(record: dict[str, Any]) -> str:
    """Return what the record is a result of: records of one submission supersede each other."""
    basis = record.get("basis")
    return str(basis.get("submission", "")) if isinstance(basis, dict) else ""


def _sync_folder(folder: Path) -> None:
    """See a new name in a folder onto the disk."""
    fd = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)
