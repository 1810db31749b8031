"""What `chalkgrad doctor` tries to do from inside: the text of this file is a cell of a notebook.

Each function returns what it got, or raises. Whether that is an escape is judged outside, by
`escapes`, which sees what really happened.
"""

from __future__ import annotations

import ctypes
import mmap
import os
import resource
import signal
import socket
import subprocess
import sys
from typing import Any


def start_a_process() -> bool:
    """Fork; the second process ends at once."""
    pid = os.fork()
    if pid == 0:
        os._exit(0)
    os.waitpid(pid, 0)
    return True


def start_a_program(path: str) -> int:
    """Run a program that does nothing."""
    return subprocess.run([path, "-S", "-c", ""], check=False, timeout=2).returncode


def connect(port: int) -> bool:
    """Connect to this machine itself."""
    with socket.create_connection(("127.0.0.1", port), 1):
        return True


def read(path: str) -> str:
    """Read a file."""
    with open(path) as file:
        return file.read(1000)


def import_from(folder: str, names: list[str]) -> list[str]:
    """Import the grader and the reference solutions from where they are installed."""
    sys.path.insert(0, folder)
    return [str(__import__(name).__file__) for name in names]


def write(path: str) -> bool:
    """Write a file, and let everybody change it."""
    with open(path, "w") as file:
        file.write("written by a student")
    os.chmod(path, 0o666)
    return True


def kill(pid: int) -> bool:
    """End another process."""
    os.kill(pid, signal.SIGKILL)
    return True


def read_memory(pid: int, address: int, size: int) -> str:
    """Read from another process's memory, as a debugger does."""
    libc = ctypes.CDLL(None, use_errno=True)
    buffer = ctypes.create_string_buffer(size)
    ours = (ctypes.c_size_t * 2)(ctypes.addressof(buffer), size)
    theirs = (ctypes.c_size_t * 2)(address, size)
    arguments = (ctypes.c_ulong(1), ctypes.byref(theirs), ctypes.c_ulong(1), ctypes.c_ulong(0))
    if libc.process_vm_readv(pid, ctypes.byref(ours), *arguments) < 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
    return buffer.raw.decode("ascii", "replace")


def take_memory(size: int) -> int:
    """Ask for memory, without touching it."""
    with mmap.mmap(-1, size) as memory:
        return len(memory)


def lift_a_limit() -> bool:
    """Remove the limit on memory and on computing time."""
    for name in (resource.RLIMIT_AS, resource.RLIMIT_CPU):
        resource.setrlimit(name, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    return True


def leave(name: str) -> bool:
    """Leave a file, a name in a shared module and a message to the next submission."""
    with open(name, "w") as file:
        file.write("for the next one")
    sys.left_behind = name  # type: ignore[attr-defined]
    return True


def find(name: str) -> Any:
    """Look for what an earlier submission left."""
    return os.path.exists(name) or getattr(sys, "left_behind", False)
