"""Temporary folders that are gone in the end, also those of a grader that was killed.

Each holds a file that its owner keeps locked; the kernel lets go of it when the owner ends.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
import time
from pathlib import Path

from autograder.agent import scratch
from autograder.files.lock import try_lock

PREFIX = "chalkgrad-"
LOCK = "owner"
OLD_SECONDS = 60.0
"""A younger folder may not have been locked yet."""


class Folder:
    """A temporary folder of one owner. Making one removes those whose owner is gone."""

    def __init__(self) -> None:
        remove_abandoned()
        self.path = Path(tempfile.mkdtemp(prefix=PREFIX))
        self._fd = os.open(self.path / LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try_lock(self._fd, if_unsupported=False)

    def remove(self) -> None:
        """Remove the folder and all that is in it."""
        _remove_tree(self.path)
        if self._fd >= 0:
            os.close(self._fd)
            self._fd = -1


def remove_abandoned() -> None:
    """Remove our user's folders that nobody has locked."""
    for path in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        with contextlib.suppress(OSError):
            info = path.lstat()
            if info.st_uid == os.geteuid() and time.time() - info.st_mtime > OLD_SECONDS:
                _remove_unless_locked(path)


def _remove_unless_locked(path: Path) -> None:
    fd = os.open(path / LOCK, os.O_RDWR | os.O_NOFOLLOW)
    try:
        if try_lock(fd, if_unsupported=False):  # on Windows nothing is taken for abandoned
            _remove_tree(path)
    finally:
        os.close(fd)


def _remove_tree(path: Path) -> None:
    """Remove a folder with all that is in it, however deep a submission nested it."""
    try:
        shutil.rmtree(path, ignore_errors=True)
    except RecursionError:
        scratch.empty(str(path))
        shutil.rmtree(path, ignore_errors=True)
