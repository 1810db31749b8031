"""What a forked child gives up before any of the student's code runs.

This is the one place for it. `enter` runs the steps in order; each step only takes something
away. A further step (a Landlock ruleset, a seccomp filter) goes at the end of `enter`, behind
`no_new_privileges`, which both need.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import resource
import signal
import socket
import sys
from typing import Any

CHILD_FD = 3

_PR_SET_PDEATHSIG = 1
_PR_SET_DUMPABLE = 4
_PR_SET_NO_NEW_PRIVS = 38
_LIBC = ctypes.CDLL(None, use_errno=True)


def enter(sock: socket.socket, limits: dict[str, int], uid: int | None, strict: bool) -> int:
    """Turn this freshly forked process into one that may run a student's code.

    Parameters
    ----------
    sock : socket.socket
        The only descriptor that is kept, beside an empty input and output.
    limits : dict
        Value for each name in `RLIMITS`.
    uid : int, optional
        The unprivileged user to become, where the fork server is root.
    strict : bool
        Whether a limit that cannot be set is an error. It is, in a sandbox.

    Returns
    -------
    int
        The descriptor of the socket.
    """
    fd = close_descriptors(sock)
    default_signals()
    os.setsid()
    os.umask(0o077)
    set_limits(limits, strict)
    if uid is not None:
        become(uid)
    no_new_privileges()
    not_dumpable()
    return fd


def close_descriptors(sock: socket.socket) -> int:
    """Keep 0, 1, 2 and the socket, as `CHILD_FD`, and close all else."""
    fd = sock.detach()
    if fd != CHILD_FD:
        os.dup2(fd, CHILD_FD)
    os.closerange(CHILD_FD + 1, max(os.sysconf("SC_OPEN_MAX"), 4096))
    os.set_inheritable(CHILD_FD, False)
    return CHILD_FD


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


def set_limits(limits: dict[str, int], strict: bool = True) -> None:
    """Set soft and hard limit alike, never above the hard limit that is there."""
    for name, value in limits.items():
        try:
            hard = resource.getrlimit(RLIMITS[name])[1]
            least = value if hard == resource.RLIM_INFINITY else min(value, hard)
            resource.setrlimit(RLIMITS[name], (least, least))
        except (OSError, ValueError):
            if strict:
                raise


def become(uid: int) -> None:
    """Give up root for good: no groups, and `uid` as real, effective and saved user and group."""
    os.setgroups([])
    os.setresgid(uid, uid, uid)
    os.setresuid(uid, uid, uid)
    if os.getresuid() != (uid, uid, uid):
        raise PermissionError("could not give up root")


def no_new_privileges() -> None:
    """No program that is started later gains rights."""
    _prctl(_PR_SET_NO_NEW_PRIVS, 1)


def not_dumpable() -> None:
    """No other process of the same user may trace this one or read its memory."""
    _prctl(_PR_SET_DUMPABLE, 0)


def die_with_parent() -> None:
    """End this process as soon as the one that started it has ended."""
    _prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def _prctl(option: int, value: int) -> None:
    if sys.platform != "linux":
        return
    result: Any = _LIBC.prctl(option, value, 0, 0, 0)
    if result != 0:
        raise OSError(ctypes.get_errno(), f"prctl({option}) failed")
