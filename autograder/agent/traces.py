"""What a student's process could leave behind in the sandbox, beside files: then it is replaced.

Objects of System V outlive the process that made them, and a process of the same user may change
the limits, the priority and the processors of the fork server.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import resource
import sys
from typing import Any

_LIBC = ctypes.CDLL(None, use_errno=True)
_INFO = {"shmctl": 14, "semctl": 19, "msgctl": 12}
"""SHM_INFO, SEM_INFO and MSG_INFO: the first number that they fill in is how many there are."""

_PLACES = {"shmctl": 0, "semctl": 7, "msgctl": 0}
"""Where that number stands, in ints: `struct shm_info`, `seminfo.semusz`, `msginfo.msgpool`."""


def standing() -> dict[str, Any]:
    """Return what no submission may change of this process."""
    found: dict[str, Any] = {
        name: resource.getrlimit(getattr(resource, name))
        for name in dir(resource)
        if name.startswith("RLIMIT_")
    }
    if sys.platform == "linux":
        found["processors"] = os.sched_getaffinity(0)
        found["scheduler"] = os.sched_getscheduler(0)
    found["priority"] = os.getpriority(os.PRIO_PROCESS, 0)
    return found


def objects_left() -> int:
    """Return how many shared memory segments, semaphores and queues there are in the namespace."""
    if sys.platform != "linux":
        return 0
    return sum(_count(name) for name in _INFO)


def _count(name: str) -> int:
    info = (ctypes.c_int * 64)()
    highest = -1
    with contextlib.suppress(AttributeError):
        arguments = (0, 0) if name == "semctl" else (0,)
        highest = getattr(_LIBC, name)(*arguments, _INFO[name], ctypes.byref(info))
    return 0 if highest < 0 else int(info[_PLACES[name]])
