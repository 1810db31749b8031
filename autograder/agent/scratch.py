"""The one writable folder: emptied after each submission, except for the assignment's data."""

from __future__ import annotations

import contextlib
import os
import secrets

DATA = "data"
MOST_ENTRIES = 4096
DEEPEST = 64


def is_empty(folder: str, data: str | None = None) -> bool:
    """Say whether nothing but the data is left: a folder, or a link to `data`."""
    names = os.listdir(folder)
    if data is not None and DATA in names:
        return names == [DATA] and _is_link(folder, data)
    return all(name == DATA for name in names) and data is None


def empty(folder: str, data: str | None = None) -> None:
    """Remove everything but the data, also what was made unreadable or deep.

    A link to the data that is gone or was replaced is made again. No process may live that could
    change the folder meanwhile.
    """
    keep = data is None or _is_link(folder, data)
    waiting = [name for name in os.listdir(folder) if not (keep and name == DATA)]
    while waiting:
        waiting += _remove(folder, waiting.pop())
    if not keep and data is not None:
        os.symlink(data, os.path.join(folder, DATA))


def _is_link(folder: str, data: str) -> bool:
    with contextlib.suppress(OSError):
        return os.readlink(os.path.join(folder, DATA)) == data
    return False


def _remove(folder: str, name: str) -> list[str]:
    """Remove an entry of `folder`; folders in it move up into `folder`, and their names return.

    So no path gets long and nothing recurses, however deep a submission nested its folders.
    """
    path = os.path.join(folder, name)
    if os.path.islink(path) or not os.path.isdir(path):
        with contextlib.suppress(OSError):
            os.unlink(path)
        return []
    moved = []
    with contextlib.suppress(OSError):
        os.chmod(path, 0o700)
        for entry in list(os.scandir(path)):
            if entry.is_dir(follow_symlinks=False):
                os.chmod(entry.path, 0o700)
                moved.append(f"{secrets.token_hex(8)}.removed")
                os.rename(entry.path, os.path.join(folder, moved[-1]))
            else:
                os.unlink(entry.path)
        os.rmdir(path)
    return moved


def is_over(folder: str, n_bytes: int) -> bool:
    """Say whether the files in `folder` take more than `n_bytes`, or are too many to be counted.

    Safe beside a process that changes the folder meanwhile: no link is followed. A folder that
    cannot be looked into counts as too much.
    """
    total = n_entries = 0
    try:
        for path, folders, files, fd in os.fwalk(folder, onerror=_unless_gone):
            n_entries += len(folders) + len(files)
            if n_entries > MOST_ENTRIES or path.count("/") - folder.count("/") > DEEPEST:
                return True
            for name in files:
                with contextlib.suppress(FileNotFoundError):
                    total += os.stat(name, dir_fd=fd, follow_symlinks=False).st_blocks * 512
            if total > n_bytes:
                return True
    except (OSError, RecursionError):
        return True
    return False


def is_crowded(folder: str) -> bool:
    """Say whether a file system of its own holds too many files: their number costs memory too."""
    counts = os.statvfs(folder)
    return counts.f_files - counts.f_ffree > MOST_ENTRIES


def _unless_gone(error: OSError) -> None:
    if not isinstance(error, FileNotFoundError):
        raise error
