"""What was graded already: one JSON object a line, by key, only ever appended to."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any


class Journal:
    """An append-only file of records.

    A line that was cut off (the machine went down while it was written) is ignored, and the next
    record starts on a line of its own. A later record of the same key wins.

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
        line = json.dumps({"key": key, "record": record}, ensure_ascii=True) + "\n"
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self.path.open("a", encoding="ascii") as file:
            file.write(("\n" if self._needs_newline else "") + line)
            file.flush()
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
                self._records[str(entry["key"])] = dict(entry["record"])
            except (ValueError, TypeError, KeyError):
                continue
