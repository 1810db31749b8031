"""What was graded already: one JSON object a line, by key, only ever appended to."""

from __future__ import annotations

import errno
import hashlib
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any


class Journal:
    """An append-only file of records.

    A line that was cut off (the machine went down, or the disk was full, while it was written) or
    changed by hand is ignored: each carries a digest of itself. The next record starts on a line of
    its own. A later record of the same key wins.

    Parameters
    ----------
    path : path
        The file; it and its folder are made when the first record is added.
    """

    def __init__(self, path: Path | str) -> None:
        self.path = Path(path)
        self._records: dict[str, dict[str, Any]] = {}
        self._needs_newline = False
        self._load()

    def __len__(self) -> int:
        return len(self._records)

    def __iter__(self) -> Iterator[str]:
        return iter(self._records)

    def __contains__(self, key: object) -> bool:
        return key in self._records

    def get(self, key: str) -> dict[str, Any] | None:
        """Return the record of `key`, None if there is none."""
        return self._records.get(key)

    def add(self, key: str, record: dict[str, Any]) -> None:
        """Append a record and see it onto the disk."""
        entry = {"key": key, "record": record, "digest": _digest(key, record)}
        line = ("\n" if self._needs_newline else "") + json.dumps(entry) + "\n"
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self._needs_newline = True  # until the line is there as a whole
        with self.path.open("ab", buffering=0) as file:
            if file.write(line.encode("ascii")) != len(line):
                raise OSError(errno.ENOSPC, "the journal could not be written", str(self.path))
            os.fsync(file.fileno())
        self._needs_newline = False
        self._records[key] = record

    def _load(self) -> None:
        try:
            content = self.path.read_bytes()
        except FileNotFoundError:
            return
        self._needs_newline = bool(content) and not content.endswith(b"\n")
        for line in content.split(b"\n"):
            try:
                entry = json.loads(line)
                key, record = str(entry["key"]), dict(entry["record"])
                if entry["digest"] == _digest(key, record):
                    self._records[key] = record
            except (ValueError, TypeError, KeyError, RecursionError):
                continue


def _digest(key: str, record: dict[str, Any]) -> str:
    text = json.dumps([key, record], sort_keys=True)
    return hashlib.sha256(text.encode("ascii")).hexdigest()
