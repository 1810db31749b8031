"""A file takes another's place in one step: whoever reads sees the old one or the new one."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

_FLAGS = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


@contextlib.contextmanager
def replacing(path: Path, mode: int | None = None, *, sync: bool = True) -> Iterator[BinaryIO]:
    """Open a new file that takes the place of `path` at the end, unless something is raised.

    It is written beside `path` under a name that is always the same: what a killed process left
    there is written over. So the caller must be the only one who writes `path`.

    Parameters
    ----------
    path : Path
        The file, which need not exist; its folder must.
    mode : int, optional
        Who may do what with it; until then it is the owner's alone. By default what the process
        gives to any new file.
    sync : bool
        Whether it is seen onto the disk first, so that a power loss does not leave it empty.
    """
    scratch = path.with_name(f".new-{path.name}")
    scratch.unlink(missing_ok=True)
    try:
        fd = os.open(scratch, _FLAGS, 0o666 if mode is None else 0o600)
        with os.fdopen(fd, "wb") as file:
            yield file
            file.flush()
            if sync:
                os.fsync(fd)
        if mode is not None:
            os.chmod(scratch, mode)
        os.replace(scratch, path)
    except BaseException:
        scratch.unlink(missing_ok=True)
        raise


def replace_file(path: Path, content: bytes, mode: int | None = None, *, sync: bool = True) -> None:
    """Put `content` in the place of a file in one step; see `replacing`."""
    with replacing(path, mode, sync=sync) as file:
        file.write(content)
