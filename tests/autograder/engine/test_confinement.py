"""What the kernel holds a student's process to, on each tier: the filter, Landlock, limits."""

import errno
import os
import signal
import time
from pathlib import Path

import numpy
import pytest

from autograder.agent import landlock, syscalls
from autograder.engine.limits import Limits
from autograder.engine.server import Server

pytestmark = pytest.mark.sandbox

X86_64 = pytest.mark.skipif(os.uname().machine != "x86_64", reason="machine code of x86-64")
TABLES = ("free", "conditional", "attributes", "by_path", "newer")


@pytest.fixture
def value(notebook):
    """Run a cell that sets `a`, and return `a`."""
    return lambda source, **options: notebook(source, **options).names.value("a").value


def test_every_system_call_that_is_not_listed_is_refused(value):
    """Called for real, with arguments that would do no harm if it were not."""
    machine = os.uname().machine
    listed = set().union(*(getattr(syscalls, table)(machine).values() for table in TABLES))
    making_processes = {56, 57, 58} if machine == "x86_64" else {220}
    # Linux lets its own probes on x86-64 pass every filter, and ends who calls them otherwise.
    probes = {335, 336} if machine == "x86_64" else set()
    numbers = sorted(set(range(460)) - listed - making_processes - probes)
    source = f"""
import ctypes
libc = ctypes.CDLL(None, use_errno=True)
minus = [ctypes.c_long(-1)] * 6
a = [n for n in {numbers} if (libc.syscall(n, *minus), ctypes.get_errno()) != (-1, 1)]
"""
    assert value(source) == []


@X86_64
def test_the_other_binary_interfaces_of_the_processor_are_refused(value):
    """`getpid` of i386 by a software interrupt, in machine code, and of x32 by its number."""
    source = """
import ctypes, mmap, os
code = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
code.write(bytes.fromhex('b814000000' 'cd80' 'c3'))  # mov eax, 20; int 0x80; ret
start = ctypes.addressof(ctypes.c_char.from_buffer(code))
libc = ctypes.CDLL(None, use_errno=True)
a = [ctypes.CFUNCTYPE(ctypes.c_int)(start)(), libc.syscall(0x40000000 | 39), ctypes.get_errno()]
"""
    i386, x32, error = value(source)
    assert (i386, x32, error) == (-errno.EPERM, -1, errno.EPERM)


def test_landlock_holds_inside_the_namespaces_too(value):
    look = "import os\ntry: a = os.listdir('{}')\nexcept OSError as error: a = error.errno"
    assert value(look.format("/")) == errno.EACCES
    assert value(look.format("/dev")) == errno.EACCES


def test_files_of_the_machine_keep_their_mode_and_times(value):
    path = Path(numpy.__file__)
    before = path.stat()
    source = f"""
import os, numpy
a = []
for change in (lambda p: os.chmod(p, 0o777), lambda p: os.utime(p, (1, 1)),
               lambda p: os.fchmod(os.open(p, os.O_RDONLY), 0o777),
               lambda p: os.open(p, os.O_RDONLY | os.O_TRUNC), lambda p: os.truncate(p, 0),
               lambda p: os.open(p, 3 | os.O_TRUNC), lambda p: os.chown(p, 1, 1)):
    for each in (numpy.__file__, {str(path)!r}):
        try:
            a.append(change(each))
        except OSError:
            pass
"""
    assert set(value(source)) <= {None}
    after = path.stat()
    assert (after.st_mode, after.st_mtime, after.st_size, after.st_uid) == (
        before.st_mode,
        before.st_mtime,
        before.st_size,
        before.st_uid,
    )


def test_open_files_are_bounded(value):
    source = """
import os
a = 0
try:
    while a < 500:
        os.open('data/points.npz', os.O_RDONLY)
        a += 1
except OSError:
    for fd in range(10, 64):
        try: os.close(fd)
        except OSError: pass
"""
    assert 40 < value(source) <= 64


def test_the_length_of_a_file_is_bounded(server, value):
    source = """
import os
a = 0
try:
    with open('long', 'wb', buffering=0) as file:
        while a < 100:
            a += file.write(bytes(1 << 20)) == 1 << 20
except OSError:
    pass
os.remove('long')
"""
    limits = Limits(file_bytes=16 << 20)
    most = limits.rlimits(server.tier)["file_bytes"]
    assert value(source, limits=limits) == most >> 20


def test_the_number_of_files_is_bounded(notebook):
    many = "import time\nfor i in range(6000): open(str(i), 'w').close()\ntime.sleep(15)"
    made = notebook(many, limits=Limits())
    made.names.run()
    assert made.incidents == ["Cell `cell-0`: wrote more than 64 MiB of files, or too many."]


def test_folders_nested_beyond_the_longest_path_are_removed(server, notebook):
    deep = "import os\nfor i in range(1200):\n    os.mkdir('d' * 20); os.chdir('d' * 20)"
    made = notebook(deep)
    made.names.run()
    pid = server.pid
    made.session.close()
    assert server.pid == pid  # emptied, not replaced
    assert notebook("import os; a = os.listdir('.')").names.value("a").value == ["data"]


def test_a_child_ends_with_its_server_though_it_ignores_every_signal():
    """No namespace of processes is there to end it."""
    with Server("landlock") as server:
        child = server.fork(Limits())
        assert _is_alive(child.pid)
        os.kill(server.pid, signal.SIGSTOP)
        os.kill(server.pid, signal.SIGKILL)
        end = time.monotonic() + 10
        while _is_alive(child.pid) and time.monotonic() < end:
            time.sleep(0.01)
        assert not _is_alive(child.pid)
        child.sock.close()


def _is_alive(pid):
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


@pytest.mark.parametrize(
    ("version", "size", "rights"),
    [(1, 8, 13), (2, 8, 14), (3, 8, 15), (4, 16, 15), (5, 16, 16), (6, 24, 16), (9, 24, 16)],
)
def test_an_older_kernel_is_asked_for_what_it_knows(version, size, rights):
    attributes, files = landlock.handled(version)
    assert len(attributes) == size
    assert files == (1 << rights) - 1
