"""The system-call filter of a student's process, as a program of the kernel's classic BPF.

The kernel runs the program before each system call of the process, and it can never be taken off
again. It is an allow-list: `syscalls` has the names and numbers, the conditions on arguments are
here. What is refused fails with EPERM, so that Python raises a PermissionError (for a thread, a
RuntimeError). Numbers of another binary interface are on no list: i386 through ``int 0x80`` is
another architecture, and x32 has numbers of its own.
"""

from __future__ import annotations

import ctypes
import errno
import functools
import os
import struct
from collections.abc import Iterable
from typing import NamedTuple

from . import syscalls

ARCHITECTURES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
"""Names of the kernel's audit (``linux/audit.h``); both are little-endian."""

ALLOW = 0x7FFF0000
ERRNO = 0x00050000
"""What a program returns: let the call happen, or fail with the error in the lower half."""

_NUMBER, _ARCHITECTURE, _ARGUMENTS = 0, 4, 16
"""Offsets in ``struct seccomp_data``."""

_LOAD, _AND, _EQUAL, _RETURN = 0x20, 0x54, 0x15, 0x06
_SYS_SECCOMP = {"x86_64": 317, "aarch64": 277}
_SET_MODE_FILTER, _SPEC_ALLOW = 1, 4
_ALL = 0xFFFFFFFF
_O_TRUNC, _O_ACCMODE = 0o1000, 0o3
_AF_UNIX = 1

_LIBC = ctypes.CDLL(None, use_errno=True)

_INSTRUCTION = struct.Struct("<HBBI")
_ANYBODY = b"\xd0\xf1\xd0\xf1"
"""Stands for the number of the process in a program that is not installed yet; no number is it."""

Instruction = tuple[int, int, int, int]
"""Code, jump if true, jump if false, constant."""


class Condition(NamedTuple):
    """What one 32-bit half of an argument must be.

    The kernel reads an ``int`` from the lower half alone, so that is what is compared.

    Parameters
    ----------
    argument : int
        Its position, from 0.
    values : tuple of int
        One of these, after `mask`.
    mask : int
        The bits that count.
    upper : bool
        Whether it is the upper half of 64 bits.
    never : bool
        Whether it must be none of `values` instead.
    error : int
        What the call fails with where this does not hold; 0 for success without doing anything.
    """

    argument: int
    values: tuple[int, ...]
    mask: int = _ALL
    upper: bool = False
    never: bool = False
    error: int = errno.EPERM


def _null(argument: int) -> tuple[Condition, Condition]:
    return Condition(argument, (0,)), Condition(argument, (0,), upper=True)


_PRIVATE = 128
_FUTEXES = tuple(_PRIVATE | operation for operation in (0, 1, 3, 4, 5, 9, 10))
"""Waiting, waking, requeueing within a process: without the priority-inheriting kinds."""

_NOTHING = Condition(0, (), error=0)
"""Holds for no call: it succeeds without doing anything.

Two sandboxes have files of the machine in common. A lock on one of them, or what of it is kept in
memory, would tell one submission what another says; and a scratch folder has no second user.
"""

_DESCRIPTORS = (0, 1, 2, 3, 4, 1030)
_LOCKS = (6, 7, 37, 38)
"""Commands of fcntl: duplicates and flags; taking locks, which does nothing. No asking for locks,
no signals, leases or notices."""

_QUESTIONS = (0x5401, 0x5413, 0x541B)
_FLAGS = (0x5421, 0x5450, 0x5451)
"""Commands of ioctl: is it a terminal, of what size, what waits; blocking and close-on-exec."""


def conditions(pid: int) -> dict[str, tuple[Condition, ...]]:
    """Return what must hold for the arguments of each conditional call of process `pid`."""
    return {
        "open": _opens(1),
        "openat": _opens(2),
        "futex": (Condition(1, _FUTEXES, mask=_ALL ^ 0x100),),
        "fcntl": (Condition(1, _LOCKS, never=True, error=0), Condition(1, _DESCRIPTORS)),
        "flock": (_NOTHING,),
        "fadvise64": (_NOTHING,),
        "preadv2": (Condition(5, (0,)),),  # does not ask whether it is in memory
        "pwritev2": (Condition(5, (0,)),),
        "ioctl": (Condition(1, _QUESTIONS + _FLAGS),),
        "sendto": _null(4),  # to the other end alone: no address
        "socketpair": (Condition(0, (_AF_UNIX,)),),  # an event loop wakes itself by one
        "prctl": (Condition(0, (3, 21, 39)),),  # asking, not setting
        "prlimit64": (Condition(0, (0,)), *_null(2)),  # asking about itself
        "kill": (Condition(0, (pid,)),),  # a crash of its own keeps its own signal
        "tgkill": (Condition(0, (pid,)),),
    }


def _opens(flags: int) -> tuple[Condition, Condition]:
    """Refuse to cut a file that is not opened for writing: Landlock before Linux 6.2 allows it."""
    return (
        Condition(flags, (_O_ACCMODE,), mask=_O_ACCMODE, never=True),
        Condition(flags, (_O_TRUNC,), mask=_O_TRUNC | _O_ACCMODE, never=True),
    )


def program(machine: str, pid: int, shared_files: bool) -> list[Instruction]:
    """Return the filter of process `pid`.

    Parameters
    ----------
    machine : {"x86_64", "aarch64"}
        The processor.
    pid : int
        The process, which may send signals to itself.
    shared_files : bool
        Whether files outside the scratch folder are the machine's own, as they are without a
        mount namespace. Landlock does not look at changes of mode and time, so these then succeed
        without doing anything, and a file is cut only through a descriptor.
    """
    tests = conditions(pid)
    filters = [(_LOAD, 0, 0, _ARCHITECTURE), (_EQUAL, 1, 0, ARCHITECTURES[machine])]
    filters += [_answer(errno.EPERM), (_LOAD, 0, 0, _NUMBER)]
    free, cut = syscalls.free(machine), syscalls.by_path(machine)
    filters += _each(free.values(), [(_RETURN, 0, 0, ALLOW)])
    for name, number in syscalls.conditional(machine).items():
        filters += _each([number], _checked(tests[name]))
    does_nothing = _answer(0) if shared_files else (_RETURN, 0, 0, ALLOW)
    filters += _each(syscalls.attributes(machine).values(), [does_nothing])
    filters += _each([] if shared_files else cut.values(), [(_RETURN, 0, 0, ALLOW)])
    filters += _each(syscalls.newer(machine).values(), [_answer(errno.ENOSYS)])
    return [*filters, _answer(errno.EPERM)]


def _answer(error: int) -> Instruction:
    return _RETURN, 0, 0, ERRNO | error


def _each(numbers: Iterable[int], answer: list[Instruction]) -> list[Instruction]:
    """Give each of `numbers` its answer; any other falls through."""
    return [each for n in numbers for each in [(_EQUAL, 0, len(answer), n), *answer]]


def _checked(tests: Iterable[Condition]) -> list[Instruction]:
    """Allow the call if all of `tests` hold."""
    return [each for test in tests for each in _check(test)] + [(_RETURN, 0, 0, ALLOW)]


def _check(test: Condition) -> list[Instruction]:
    """Go on behind these instructions if `test` holds, else answer with its error."""
    where = _ARGUMENTS + 8 * test.argument + 4 * test.upper
    load = [(_LOAD, 0, 0, where)] + [(_AND, 0, 0, test.mask)] * (test.mask != _ALL)
    refuse = _answer(test.error)
    if test.never:
        return load + [each for v in test.values for each in ((_EQUAL, 0, 1, v), refuse)]
    n_values = len(test.values)
    compare = [(_EQUAL, n_values - i, 0, value) for i, value in enumerate(test.values)]
    return [*load, *compare, refuse]


class Unsupported(OSError):
    """No such filter can be had here; the text says why."""


def machine() -> str:
    """Return the processor's name as `ARCHITECTURES` has it.

    Raises
    ------
    Unsupported
        If there is no table of system calls for it, as for a 32-bit interpreter.
    """
    name = os.uname().machine
    if name not in ARCHITECTURES or ctypes.sizeof(ctypes.c_void_p) != 8:
        known = " and ".join(ARCHITECTURES)
        raise Unsupported(errno.ENOSYS, f"the system-call filter knows {known}, this is {name}")
    return name


@functools.cache
def packed_program(shared_files: bool) -> bytes:
    """Return the filter's bytes, in which a process puts its own number before it installs them.

    A fork server asks for them once, so that its children need not.
    """
    anybody = int.from_bytes(_ANYBODY, "little")
    filters = program(machine(), anybody, shared_files)
    return b"".join(_INSTRUCTION.pack(*each) for each in filters)


class _Program(ctypes.Structure):
    """``struct sock_fprog``."""

    _fields_ = (("n_instructions", ctypes.c_ushort), ("first", ctypes.c_char_p))


def install(shared_files: bool) -> None:
    """Hold this process to the filter, for good. No new privileges must be set before.

    The mitigation of speculative store bypass, which old kernels add to a filter and which slows
    all of Python, is left off: there is no secret in this process to be guarded from itself.

    Raises
    ------
    Unsupported
        If the kernel has no filters or there is no table for the processor.
    """
    name = machine()
    packed = packed_program(shared_files).replace(_ANYBODY, struct.pack("<I", os.getpid()))
    about = ctypes.byref(_Program(len(packed) // _INSTRUCTION.size, packed))
    for flags in (_SPEC_ALLOW, 0):  # the flag came with Linux 4.17
        if _LIBC.syscall(_SYS_SECCOMP[name], _SET_MODE_FILTER, flags, about) == 0:
            return
    number = ctypes.get_errno()
    raise Unsupported(number, f"the kernel takes no system-call filter ({os.strerror(number)})")
