"""Two submissions that are graded at the same moment have no way to tell each other anything.

They read the same files of the machine. A lock on one of them, a wait in one that both map, or
what of it is in the kernel's cache would be a channel from one sandbox into another.
"""

import pytest

from autograder.engine.plan import PlannedCell
from autograder.engine.server import Server
from autograder.engine.session import Session
from tests.autograder.engine.conftest import DATA, QUICK

pytestmark = pytest.mark.sandbox

SHARED = """
import ctypes, fcntl, mmap, os, struct
shared = os.open(os.__file__, os.O_RDONLY)
libc = ctypes.CDLL(None, use_errno=True)
"""


@pytest.fixture
def both(server):
    """Two namespaces in which cells run, each in a sandbox of its own, and alive together."""
    made = []

    def begin(first, second):
        with Server(server.tier, DATA, QUICK) as other:
            sessions = [
                Session(where, [PlannedCell("c", "scratch", "code", SHARED + source, True)], QUICK)
                for where, source in ((other, first), (server, second))
            ]
            names = [session.namespace() for session in sessions]
            for each in names:
                each.run()
            made.append(sessions)
            try:
                return [each.value("a").value for each in names]
            finally:
                for session in sessions:
                    session.close()

    return begin


def test_a_lock_on_a_file_of_the_machine_is_not_seen(both):
    whole = "fcntl.flock(shared, fcntl.LOCK_EX | fcntl.LOCK_NB)"
    part = "fcntl.fcntl(shared, fcntl.F_SETLK, struct.pack('hhqqi', 0, 0, 4711, 42, 0))"
    asked = "fcntl.fcntl(shared, fcntl.F_GETLK, struct.pack('hhqqi', 1, 0, 0, 0, 0))"
    look = f"""
a = []
try: {whole}
except OSError: a.append('a lock on all of it')
try: a += struct.unpack('hhqqi', {asked})[2:4]
except OSError: pass
"""
    assert both(f"{whole}\n{part}\na = 1", look) == [1, []]


def test_a_wait_in_a_file_of_the_machine_is_not_seen(server):
    """Without the private flag, a futex in a file that two processes map is the same to both."""
    wait = """
import platform
length = os.fstat(shared).st_size
libc.mmap.restype, number = ctypes.c_void_p, 202 if platform.machine() == 'x86_64' else 98
libc.mmap.argtypes = [ctypes.c_void_p, ctypes.c_size_t, *[ctypes.c_int] * 3, ctypes.c_long]
place = ctypes.c_void_p(libc.mmap(None, length, 1, 1, shared, 0))
value = ctypes.c_uint.from_address(place.value).value
for operation in (0, 1):
    if libc.syscall(number, place, operation, value, None, None, 0) >= 0:
        print("FOUND", operation)
    else:
        print("errno", ctypes.get_errno())
"""
    session = Session(server, [PlannedCell("c", "scratch", "code", SHARED + wait, True)], QUICK)
    session.namespace().run()
    (output,) = session.outputs["c"]
    session.close()
    assert output["text"].split() == ["errno", "1", "errno", "1"]


def test_a_database_in_a_file_works_all_the_same(both):
    """Its library locks the file, and a scratch folder has no second user."""
    source = """
import sqlite3
with sqlite3.connect('notes.db') as base:
    base.execute('create table t (x)')
    base.execute('insert into t values (3)')
base.close()
a = sqlite3.connect('notes.db').execute('select x from t').fetchone()[0]
"""
    assert both(source, source) == [3, 3]
