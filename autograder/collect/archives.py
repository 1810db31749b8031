"""Looking into zip archives that anybody may have made, without writing any of it to the disk.

Nothing is extracted by name: an entry is a label and at most `MAX_BYTES` bytes in memory. Refused
are archives whose entries overlap and entries that leave the archive, are encrypted, links or
devices, grow too much or do not have the checksum they claim.
"""

from __future__ import annotations

import contextlib
import io
import re
import stat
import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from autograder.ingest import MAX_BYTES, Unreadable

MAX_ENTRIES = 200_000
MAX_DIRECTORY = 64 << 20
MAX_INNER_ZIP = 64 << 20
MAX_INNER_ENTRIES = 2_000
MAX_INNER_DIRECTORY = 1 << 20
MAX_RATIO = 250
SMALL = 1 << 20
"""Up to here the ratio does not matter."""

_LOCAL_HEADER = 30
_CHUNK = 1 << 16
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_DRIVE = re.compile(r"[A-Za-z]:")
_FAULTS = (
    zipfile.BadZipFile,
    NotImplementedError,
    RuntimeError,
    OSError,
    EOFError,
    ValueError,
    OverflowError,
    MemoryError,
    IndexError,
    KeyError,
    struct.error,
    zlib.error,
)
"""What `zipfile` raises for damaged archives."""


@dataclass(frozen=True)
class Found:
    """A file in a folder or an archive.

    Parameters
    ----------
    path : str
        Where, as it is written there, with slashes; "outer.zip/inner" for a zip in a zip.
    read : callable
        Returns its bytes, at most as many as asked for; raises `Unreadable`.
    written : datetime or None
        Its date: aware, or unknown.
    """

    path: str
    read: Callable[[int], bytes]
    written: datetime | None = None

    @property
    def parts(self) -> tuple[str, ...]:
        """The names along the path."""
        return tuple(self.path.split("/"))

    @property
    def name(self) -> str:
        """The last part of the path."""
        return self.parts[-1]


class Archive:
    """An open zip archive: its files, and the sentences on what is odd about it.

    Parameters
    ----------
    source : Path or bytes
        The archive, or its content.
    inner : bool
        Whether a student made it: fewer entries are looked at.

    Raises
    ------
    Unreadable
        If it cannot be used at all.
    """

    def __init__(self, source: Path | bytes, inner: bool = False) -> None:
        most = MAX_INNER_DIRECTORY if inner else MAX_DIRECTORY
        file = io.BytesIO(source) if isinstance(source, bytes) else source.open("rb")
        self._file = _Wary(file, most)
        try:
            self._zip = zipfile.ZipFile(self._file)
            infos = self._zip.infolist()
        except _FAULTS as error:
            self._file.close()
            raise Unreadable(f"it is no zip archive that can be read ({_said(error)})") from None
        most = MAX_INNER_ENTRIES if inner else MAX_ENTRIES
        trouble = f"it has {len(infos)} entries, at most {most} are read"
        if len(infos) <= most:
            trouble = "its entries overlap, as those of a zip bomb do" if _overlap(infos) else ""
        if trouble:
            self.close()
            raise Unreadable(trouble)
        self.files, self.odd = self._listed(infos)

    def close(self) -> None:
        """Close the archive's file."""
        self._zip.close()
        self._file.close()

    def _listed(self, infos: list[zipfile.ZipInfo]) -> tuple[list[Found], list[str]]:
        named = [(_path(info), info) for info in infos]
        last = {path: info for path, info in named if not path.endswith("/")}
        times = Counter(path for path, _ in named if path in last)
        odd = [
            f"{path} stands {n} times in the archive; the last one was taken."
            for path, n in times.items()
            if n > 1
        ]
        return [Found(path, self._reader(info), _date(info)) for path, info in last.items()], odd

    def _reader(self, info: zipfile.ZipInfo) -> Callable[[int], bytes]:
        def read(most: int = MAX_BYTES) -> bytes:
            if trouble := entry_trouble(info, most):
                raise Unreadable(trouble)
            try:
                return self._content(info, most)
            except _FAULTS as error:
                raise Unreadable(f"it is damaged in the archive ({_said(error)})") from None

        return read

    def _content(self, info: zipfile.ZipInfo, most: int) -> bytes:
        content = bytearray()
        with self._zip.open(info) as stream:
            while chunk := stream.read(_CHUNK):
                content += chunk
                if len(content) > most:
                    raise Unreadable("it is longer than the archive says")
        if len(content) != info.file_size:
            raise Unreadable("it is not as long as the archive says")
        return bytes(content)


class _Wary(io.BufferedIOBase):
    """A file of which nobody reads a long piece at once: `zipfile` reads the directory so."""

    def __init__(self, file: IO[bytes], most: int) -> None:
        self._inner = file
        self._most = most

    def read(self, size: int | None = -1, /) -> bytes:
        if size is not None and size > self._most:
            raise ValueError("its directory is too large")
        return self._inner.read(-1 if size is None else size)

    def seek(self, offset: int, whence: int = 0, /) -> int:
        return self._inner.seek(offset, whence)

    def tell(self) -> int:
        return self._inner.tell()

    def seekable(self) -> bool:
        return True

    def readable(self) -> bool:
        return True

    def close(self) -> None:
        self._inner.close()
        super().close()


def entry_trouble(info: zipfile.ZipInfo, most: int) -> str:
    """Say why an entry must not be read, or ""."""
    if leaves(_path(info)) or "\0" in info.orig_filename:
        return "its name leads out of the archive"
    if info.flag_bits & 1:
        return "it is encrypted"
    kind = stat.S_IFMT(info.external_attr >> 16)
    if kind == stat.S_IFLNK:
        return "it is a link, not a file"
    if kind not in (0, stat.S_IFREG):
        return "it is no ordinary file"
    if info.compress_type not in _METHODS:
        return "it is packed in a way that LMS do not use; pack it as an ordinary zip"
    if info.file_size > most:
        return f"it has {info.file_size / 2**20:.0f} MiB, at most {most >> 20} MiB are read"
    if info.file_size > max(SMALL, MAX_RATIO * info.compress_size):
        return f"it grows more than {MAX_RATIO}-fold, as a zip bomb does"
    return ""


def leaves(path: str) -> bool:
    """Say whether a path, extracted, could end outside of its folder."""
    parts = path.split("/")
    return ".." in parts or path.startswith("/") or bool(_DRIVE.match(path))


def _path(info: zipfile.ZipInfo) -> str:
    """Return the entry's name: old zips give UTF-8 without saying so, and Windows backslashes."""
    name = info.orig_filename
    if not info.flag_bits & 0x800:
        with contextlib.suppress(UnicodeError):
            name = name.encode("cp437").decode("utf-8")
    return name.replace("\\", "/")


def _date(info: zipfile.ZipInfo) -> datetime | None:
    try:
        return datetime(*info.date_time).astimezone(UTC)  # the archive says local time
    except (ValueError, OverflowError, OSError):
        return None


def _overlap(infos: list[zipfile.ZipInfo]) -> bool:
    order = sorted(infos, key=lambda info: info.header_offset)
    ends = (i.header_offset + _LOCAL_HEADER + i.compress_size for i in order)
    return any(end > later.header_offset for end, later in zip(ends, order[1:], strict=False))


def _said(error: Exception) -> str:
    return str(error).strip(".") or type(error).__name__
