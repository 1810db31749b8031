"""Feedback pages packed for upload: the same pages give the same bytes."""

from __future__ import annotations

import os
import tempfile
import zipfile
import zlib
from collections.abc import Sequence
from pathlib import Path

Entry = tuple[str, bytes]

_DATE = (1980, 1, 1, 0, 0, 0)
_OVERHEAD = 200
"""Bytes of a zip for each entry, its name twice not counted; rounded up."""
_UNIX = 3


def write_zips(path: Path, entries: Sequence[Entry], max_bytes: int | None = None) -> list[Path]:
    """Write entries into one zip, or into several that are no larger than `max_bytes`.

    Parameters
    ----------
    path : Path
        Of the zip; several are numbered: ``name-1.zip``, ``name-2.zip``.
    entries : sequence of (str, bytes)
        Names and contents.
    max_bytes : int, optional
        An entry that is larger alone has a zip of its own.

    Returns
    -------
    list of Path
        The files that were written.
    """
    parts = _parts(sorted(entries), max_bytes)
    if len(parts) <= 1:
        paths = [path]
    else:
        paths = [path.with_stem(f"{path.stem}-{number}") for number in range(1, len(parts) + 1)]
    for place, part in zip(paths, parts or [[]], strict=True):
        _write(place, part)
    return paths


def _parts(entries: Sequence[Entry], max_bytes: int | None) -> list[list[Entry]]:
    parts: list[list[Entry]] = []
    room = 0
    for entry in entries:
        name, content = entry
        size = len(zlib.compress(content, 9)) + 2 * len(name.encode()) + _OVERHEAD
        if not parts or (max_bytes is not None and size > room):
            parts.append([])
            room = max_bytes or 0
        parts[-1].append(entry)
        room -= size
    return parts


def _write(path: Path, entries: Sequence[Entry]) -> None:
    """Put a zip in place in one step."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fd, scratch = tempfile.mkstemp(prefix=".new-", dir=path.parent)
    try:
        with os.fdopen(fd, "wb") as file, zipfile.ZipFile(file, "w") as packed:
            for name, content in entries:
                info = zipfile.ZipInfo(name, _DATE)
                info.compress_type = zipfile.ZIP_DEFLATED
                info.create_system, info.external_attr = _UNIX, 0o644 << 16
                packed.writestr(info, content, compresslevel=9)
        os.chmod(scratch, 0o644)
        os.replace(scratch, path)
    except BaseException:
        os.unlink(scratch)
        raise
