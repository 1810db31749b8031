"""What a forked child gives up before any of the student's code runs.

This is the one place for it. `enter` runs the steps in order; each only takes something away. The
last two, Landlock (`landlock`) and the system-call filter (`seccomp`), are the kernel's and hold on
every tier but "none"; the mounts and namespaces around the fork server are `engine.sandbox`'s.
"""

from __future__ import annotations

import contextlib
import ctypes
import fcntl
import os
import resource
import signal
import socket
import struct
import sys
from collections.abc import Mapping
from typing import Any, NamedTuple

from . import landlock, seccomp

CHILD_FD = 3

_PR_SET_PDEATHSIG = 1
_PR_SET_DUMPABLE = 4
_PR_SET_KEEPCAPS = 8
_PR_SET_NO_NEW_PRIVS = 38
_CAP_DAC_READ_SEARCH = 1 << 2
_CAPABILITIES_V3 = 0x20080522
_LIBC = ctypes.CDLL(None, use_errno=True)


class Confinement(NamedTuple):
    """What a child is held to, beside its limits.

    Parameters
    ----------
    tier : {"namespaces", "landlock", "none"}
        With "none" there is neither Landlock nor filter, and a limit that cannot be set is left.
    uid : int, optional
        The unprivileged user to become, where the fork server is root.
    search : bool
        Whether that user is let through closed folders on the way to what Landlock allows, such as
        an interpreter below ``/root``.
    ruleset : int, optional
        Descriptor of a Landlock ruleset.
    """

    tier: str = "none"
    uid: int | None = None
    search: bool = False
    ruleset: int | None = None


def enter(sock: socket.socket, limits: Mapping[str, int], what: Confinement, parent: int) -> int:
    """Turn this freshly forked process into one that may run a student's code.

    Parameters
    ----------
    sock : socket.socket
        The only descriptor that is kept, beside an empty input and output.
    limits : mapping
        Value for each name in `RLIMITS`.
    what : Confinement
        What it is held to.
    parent : int
        The fork server; without it this process ends.

    Returns
    -------
    int
        The descriptor of the socket.
    """
    fd, ruleset = close_descriptors(sock, what.ruleset)
    default_signals()
    os.setsid()
    os.umask(0o077)
    set_limits(limits, what.tier != "none")
    if what.uid is not None:
        become(what.uid, what.search)
    no_new_privileges()
    not_dumpable()
    die_with_parent(parent)
    if ruleset is not None:
        landlock.restrict(ruleset)
        os.close(ruleset)
    if what.tier != "none":
        seccomp.install(shared_files=what.tier != "namespaces")
    return fd


def close_descriptors(sock: socket.socket, ruleset: int | None) -> tuple[int, int | None]:
    """Keep 0, 1, 2, the socket, as `CHILD_FD`, and the ruleset behind it; close all else."""
    fds = [sock.detach()] + ([] if ruleset is None else [ruleset])
    first_closed = CHILD_FD + len(fds)
    out_of_the_way = [fcntl.fcntl(fd, fcntl.F_DUPFD, first_closed) for fd in fds]
    kept = [os.dup2(fd, CHILD_FD + i, False) for i, fd in enumerate(out_of_the_way)]
    os.closerange(first_closed, max(os.sysconf("SC_OPEN_MAX"), 4096))
    return kept[0], kept[1] if len(kept) > 1 else None


def default_signals() -> None:
    """Undo the server's handlers, and block nothing."""
    for number in signal.valid_signals() - {signal.SIGKILL, signal.SIGSTOP}:
        with contextlib.suppress(OSError, ValueError):
            signal.signal(number, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    for number in (signal.SIGPIPE, signal.SIGXFSZ):  # as Python has them: an OSError instead
        signal.signal(number, signal.SIG_IGN)
    signal.pthread_sigmask(signal.SIG_SETMASK, ())


RLIMITS = {
    "address_space": resource.RLIMIT_AS,
    "cpu_seconds": resource.RLIMIT_CPU,
    "file_bytes": resource.RLIMIT_FSIZE,
    "open_files": resource.RLIMIT_NOFILE,
    "core_bytes": resource.RLIMIT_CORE,
    "processes": resource.RLIMIT_NPROC,
    "message_queues": getattr(resource, "RLIMIT_MSGQUEUE", -1),
}


def set_limits(limits: Mapping[str, int], strict: bool = True) -> None:
    """Set soft and hard limit alike, never above the hard limit that is there."""
    for name, value in limits.items():
        try:
            hard = resource.getrlimit(RLIMITS[name])[1]
            least = value if hard == resource.RLIM_INFINITY else min(value, hard)
            resource.setrlimit(RLIMITS[name], (least, least))
        except (OSError, ValueError):
            if strict:
                raise


def become(uid: int, search: bool = False) -> None:
    """Give up root for good: no groups, and `uid` as real, effective and saved user and group.

    With `search` the one right that is kept is to walk through closed folders and to read: for
    Landlock to be the one that decides.
    """
    if search:
        _prctl(_PR_SET_KEEPCAPS, 1)
    os.setgroups([])
    os.setresgid(uid, uid, uid)
    os.setresuid(uid, uid, uid)
    if os.getresuid() != (uid, uid, uid):
        raise PermissionError("could not give up root")
    if search:
        _keep_only(_CAP_DAC_READ_SEARCH)


def _keep_only(capability: int) -> None:
    header = struct.pack("=Ii", _CAPABILITIES_V3, 0)
    values = struct.pack("=6I", capability, capability, 0, 0, 0, 0)
    if _LIBC.capset(header, values) != 0:
        raise OSError(ctypes.get_errno(), "could not keep the right to search folders")


def no_new_privileges() -> None:
    """No program that is started later gains rights."""
    _prctl(_PR_SET_NO_NEW_PRIVS, 1)


def not_dumpable() -> None:
    """No other process of the same user may trace this one or read its memory."""
    _prctl(_PR_SET_DUMPABLE, 0)


def die_with_parent(parent: int | None = None) -> None:
    """End this process as soon as the one that started it has ended, `parent` where known."""
    _prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if parent is not None and os.getppid() != parent:
        os._exit(1)


def _prctl(option: int, value: int) -> None:
    if sys.platform != "linux":
        return
    result: Any = _LIBC.prctl(option, value, 0, 0, 0)
    if result != 0:
        raise OSError(ctypes.get_errno(), f"prctl({option}) failed")
