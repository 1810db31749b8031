"""The one writable folder: emptied after each submission, except for the assignment's data."""

from __future__ import annotations

import contextlib
import os
import shutil

DATA = "data"


def is_empty(folder: str) -> bool:
    """Say whether nothing but the data folder is left."""
    return all(name == DATA for name in os.listdir(folder))


def empty(folder: str) -> None:
    """Remove everything but the data folder, also what was made unreadable."""
    for entry in list(os.scandir(folder)):
        if entry.name == DATA:
            continue
        if entry.is_dir(follow_symlinks=False):
            _open_up(entry.path)
            shutil.rmtree(entry.path, ignore_errors=True)
        else:
            with contextlib.suppress(OSError):
                os.unlink(entry.path)


def _open_up(folder: str) -> None:
    """Give ourselves the rights to list and change `folder` and the folders in it."""
    waiting = [folder]
    while waiting:
        here = waiting.pop()
        with contextlib.suppress(OSError):
            os.chmod(here, 0o700)
            waiting += [e.path for e in os.scandir(here) if e.is_dir(follow_symlinks=False)]
