"""Tries a child's confinement before there is any student: it can be entered, and it holds."""

from __future__ import annotations

import errno
import os
import resource
import socket
import sys
from typing import Any

from . import confine, landlock
from .settings import Settings

HELD = "held"


def main(control_fd: int, settings: dict[str, Any]) -> None:
    """Print what is wrong, "" where confinement works."""
    made = Settings(**settings)
    sys.stdout.write(problem(made, made.confinement()))


def problem(settings: Settings, what: confine.Confinement) -> str:
    """Say why a child cannot be confined as `settings` want it, "" where it can.

    A child is really forked; it enters, tries to fork and to open the root folder, and ends.
    """
    if settings.tier == "none":
        return ""
    if settings.tier == "landlock" and not landlock.version():
        return "this kernel has no Landlock (it came with Linux 5.13, and may be switched off)"
    ours, theirs = socket.socketpair()
    parent, pid = os.getpid(), os.fork()
    if pid == 0:
        _try(what, parent, theirs)
    theirs.close()
    with ours:
        said = ours.recv(1000).decode("utf-8", "replace")
    os.waitpid(pid, 0)
    return "" if said == HELD else said or "a confined process did not come up"


def _try(what: confine.Confinement, parent: int, sock: socket.socket) -> None:
    fd = sock.fileno()
    try:
        fd = confine.enter(sock, {"core_bytes": 0}, what, parent)
        said = _got_through(what) or HELD
    except BaseException as error:
        said = f"{type(error).__name__}: {error}"
    finally:
        os.write(fd, said.encode())
        os._exit(0)


def _got_through(what: confine.Confinement) -> str:
    """Say which of two simple things got through."""
    try:
        if os.fork() == 0:
            os._exit(0)
        return "the system-call filter does not hold"
    except OSError as error:
        if error.errno != errno.EPERM:
            return f"fork failed with {error}"
    if what.ruleset is not None:
        try:
            os.listdir("/")
            return "Landlock does not hold"
        except PermissionError:
            pass
    if resource.getrlimit(resource.RLIMIT_CORE)[1] != 0:
        return "limits are not set"
    return ""
