"""A lock on an open file, held until it is closed: the kernel lets go of it whatever happens."""

from __future__ import annotations


def try_lock(fd: int, *, if_unsupported: bool) -> bool:
    """Lock a file and say whether nobody else has it.

    Parameters
    ----------
    fd : int
        Descriptor of the open file.
    if_unsupported : bool
        What is said on Windows, which has no such lock.
    """
    try:
        import fcntl
    except ImportError:
        return if_unsupported
    try:
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
