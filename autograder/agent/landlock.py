"""The files that a student's process may open, as a ruleset of the kernel's Landlock.

What no rule allows is refused: there is no list of forbidden places. Newer kernels hold more: cut
files, network ports, signals and sockets of other processes; each is taken where it is there.
What Landlock does not look at, the system-call filter does (`seccomp`).
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import stat
import struct
import sys
from collections.abc import Iterable
from dataclasses import dataclass

_CREATE, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
"""The system calls' numbers, the same on every processor."""

_VERSION = 1
_PATH_BENEATH = 1
_LIBC = ctypes.CDLL(None, use_errno=True)

_WRITE_FILE, _READ_FILE, _READ_DIR = 1 << 1, 1 << 2, 1 << 3
_REMOVE_DIR, _REMOVE_FILE = 1 << 4, 1 << 5
_MAKE_DIR, _MAKE_REG, _MAKE_SYM = 1 << 7, 1 << 8, 1 << 12
_REFER, _TRUNCATE = 1 << 13, 1 << 14

_MAKE_AND_REMOVE = _REMOVE_DIR | _REMOVE_FILE | _MAKE_DIR | _MAKE_REG | _MAKE_SYM | _REFER
_OF_FILES = 1 << 0 | _WRITE_FILE | _READ_FILE | _TRUNCATE | 1 << 15
_READ = _READ_FILE | _READ_DIR
_CHANGE = _READ | _WRITE_FILE | _TRUNCATE | _MAKE_AND_REMOVE

_N_FILE_RIGHTS = {1: 13, 2: 14, 3: 15, 4: 15}
"""Rights to files that a version of the interface knows; 16 from the fifth on."""


@dataclass(frozen=True)
class Paths:
    """What may be opened; everything else may not.

    Parameters
    ----------
    read : tuple of str
        Files, and folders with all that is in them.
    listed : tuple of str
        Folders of which the names may be listed, also those further down.
    change : tuple of str
        Folders in which files may be made, changed and removed.
    devices : tuple of str
        Files that may be read and written, but neither made nor removed.
    """

    read: tuple[str, ...] = ()
    listed: tuple[str, ...] = ()
    change: tuple[str, ...] = ()
    devices: tuple[str, ...] = ()


def version() -> int:
    """Return the version of the kernel's interface, 0 where there is none."""
    if not sys.platform.startswith("linux"):
        return 0
    return max(_LIBC.syscall(_CREATE, None, ctypes.c_size_t(0), _VERSION), 0)


def handled(known: int) -> tuple[bytes, int]:
    """Return ``struct landlock_ruleset_attr`` of a version, and the rights to files in it."""
    files = (1 << _N_FILE_RIGHTS.get(known, 16)) - 1
    ports = 0b11 if known >= 4 else 0  # binding and connecting
    scopes = 0b11 if known >= 6 else 0  # abstract sockets and signals of other processes
    size = 8 if known < 4 else 16 if known < 6 else 24
    return struct.pack("=QQQ", files, ports, scopes)[:size], files


def ruleset(paths: Paths) -> int | None:
    """Return a descriptor of the ruleset that allows `paths`, None where there is no Landlock.

    A path that is not there is left out.
    """
    known = version()
    if not known:
        return None
    attributes, files = handled(known)
    fd = _checked(_LIBC.syscall(_CREATE, attributes, ctypes.c_size_t(len(attributes)), 0))
    _allow(fd, paths.read, _READ & files)
    _allow(fd, paths.listed, _READ_DIR & files)
    _allow(fd, paths.change, _CHANGE & files)
    _allow(fd, paths.devices, (_READ_FILE | _WRITE_FILE) & files)
    return fd


def _allow(ruleset_fd: int, paths: Iterable[str], rights: int) -> None:
    for path in paths:
        with contextlib.suppress(FileNotFoundError):
            fd = os.open(path, os.O_PATH | os.O_CLOEXEC)
            try:
                folder = stat.S_ISDIR(os.fstat(fd).st_mode)
                rule = struct.pack("=Qi", rights if folder else rights & _OF_FILES, fd)
                _checked(_LIBC.syscall(_ADD_RULE, ruleset_fd, _PATH_BENEATH, rule, 0))
            finally:
                os.close(fd)


def restrict(ruleset_fd: int) -> None:
    """Hold this process to the ruleset, for good. No new privileges must be set before."""
    _checked(_LIBC.syscall(_RESTRICT_SELF, ruleset_fd, 0))


def _checked(result: int) -> int:
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, f"Landlock: {os.strerror(number)}")
    return result
