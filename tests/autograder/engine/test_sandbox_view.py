"""What a student's process sees of the machine, and what it leaves behind: nothing."""

import contextlib
import errno
import os
import socket
import subprocess
import sys
import sysconfig
import threading
from pathlib import Path

import pytest

from autograder.engine import packages, sandbox

pytestmark = pytest.mark.sandbox

REPOSITORY = Path(__file__).parents[3]


@pytest.fixture
def value(notebook):
    """Run a cell that sets `a`, and return `a`."""
    return lambda source: notebook(source).names.value("a").value


def test_the_home_is_empty(value):
    assert value("import os; a = os.listdir(os.path.expanduser('~'))") == []


def test_nothing_of_this_installation_is_mounted_but_the_allowed_packages(tmp_path):
    allowed = {*packages.site_entries().values(), sandbox.AGENT, sandbox.font_cache(), tmp_path}
    prefix = Path(sys.prefix)
    argv = sandbox.bwrap(tmp_path, 1 << 20)
    sources = [Path(argv[i + 1]) for i, word in enumerate(argv) if word == "--ro-bind"]
    others = [path for path in sources if path not in allowed]
    assert set(others) <= set(packages.interpreter_paths())
    for path in others:
        assert not REPOSITORY.is_relative_to(path)
        assert not path.is_relative_to(REPOSITORY)
        if sys.prefix != sys.base_prefix:
            assert not path.is_relative_to(prefix)
            assert not prefix.is_relative_to(path)


@pytest.mark.parametrize(
    "name", ["course", "autograder", "nbextensions", "nbgrader", "pip", "pytest"]
)
def test_only_the_allowed_packages_can_be_imported(run, name):
    assert run(f"import {name}")[0]["ename"] == "ModuleNotFoundError"


def test_the_allowed_packages_work_though_imported_late(run):
    source = (
        "import matplotlib.animation, numpy.ma, PIL.ImageDraw, IPython.lib.display, sqlite3, bz2"
    )
    assert run(source) == []


@pytest.mark.parametrize(
    "path",
    [
        REPOSITORY,
        Path.home(),
        Path(sysconfig.get_path("purelib")),
        Path("/etc/passwd"),
        Path("/proc/self/environ"),
        Path("/sys"),
        Path("/tmp"),
        Path("/var"),
        Path("/usr/bin/env"),
        Path("/dev/shm"),
    ],
)
def test_the_machines_files_cannot_be_opened(value, path):
    look = f"os.listdir({str(path)!r}) if os.path.isdir({str(path)!r}) else open({str(path)!r})"
    said = value(f"import os\na = None\ntry: {look}\nexcept OSError as error: a = error.errno")
    assert said in (errno.ENOENT, errno.EACCES)


def test_installed_packages_of_the_interpreter_cannot_be_read(value):
    source = """
import glob, sys
a = []
for root in (sys.base_prefix, '/usr', '/usr/local'):
    for path in glob.glob(f'{root}/lib/python*/*-packages/*/__init__.py'):
        try:
            a.append(open(path).read())
        except PermissionError:
            pass
"""
    assert value(source) == []


def test_the_environment_is_clean(value, monkeypatch):
    names = set(value("import os; a = list(os.environ)"))
    assert names - {"PWD", "LC_CTYPE"} == set(sandbox.environment("", "", ""))


def test_nothing_but_the_working_directory_can_be_written(value):
    source = """
import os
a = []
for folder, _, _ in [('/', 0, 0), *os.walk('/sandbox'), *os.walk('/dev'), *os.walk('/etc'),
                     *os.walk('/root'), ('/usr', 0, 0), ('/usr/lib', 0, 0)]:
    try:
        open(f'{folder}/x', 'w')
        a += [folder] * (folder != '/sandbox/work')
    except OSError:
        pass
"""
    assert value(source) == []


def test_data_cannot_be_changed_or_replaced_for_the_next_submission(notebook, server):
    look = "import numpy as np\na = np.load('data/points.npz')['x'].tolist()"
    spoil = """
import os, shutil
for spoil in (lambda: open('data/points.npz', 'ab'), lambda: open('data/points.npz', 'wb'),
              lambda: os.chmod('data/points.npz', 0o666) or open('data/points.npz', 'wb'),
              lambda: os.remove('data/points.npz'), lambda: os.truncate('data/points.npz', 1)):
    try: print(spoil())
    except OSError: pass
try: os.rename('data', 'old'); os.mkdir('data'); open('data/points.npz', 'w').close()
except OSError: pass
"""
    made = notebook(spoil)
    made.names.run()
    assert made.outputs["cell-0"] == []
    made.session.close()
    assert notebook(look).names.value("a").value == [0.0, 1.0, 2.0]


def test_there_is_no_network(run):
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        seen = []
        thread = threading.Thread(target=_accept, args=(listener, seen))
        thread.start()
        outputs = run(f"import socket; socket.create_connection(('127.0.0.1', {port}), 0.5)")
        listener.settimeout(0.2)
        thread.join()
    assert outputs[0]["output_type"] == "error"
    assert seen == []


def _accept(listener, seen):
    listener.settimeout(0.8)
    with contextlib.suppress(OSError):
        seen.append(listener.accept())


def test_only_its_own_descriptors_are_open(value):
    source = """
import os
a = []
for fd in range(64):
    try:
        os.fstat(fd)
        a.append(fd)
    except OSError:
        pass
"""
    assert value(source) == [0, 1, 2, 3]


def test_no_other_process_can_be_traced_or_told_anything(value):
    source = """
import ctypes, os
a = [ctypes.CDLL(None).ptrace(16, os.getppid(), 0, 0)]
for pid in (*range(1, 300), os.getppid(), -os.getppid(), 0, -1):
    if pid != os.getpid():
        try:
            os.kill(pid, 0)
            a.append(pid)
        except OSError:
            pass
"""
    assert value(source) == [-1]


def test_no_right_is_left_to_a_root_graders_children(value):
    if os.geteuid() != 0:
        pytest.skip("needs root")
    source = "import os\na = [*os.getresuid(), *os.getresgid(), *os.getgroups()]"
    assert set(value(source)) == {sandbox.STUDENT_UID}
    assert value("import os\ntry:\n    os.setuid(0)\nexcept OSError as e: a = e.errno") == 1


def test_no_privilege_can_be_gained_and_no_limit_raised(value):
    source = """
import ctypes, resource
a = [ctypes.CDLL(None).prctl(39, 0, 0, 0, 0)]
for name in (resource.RLIMIT_AS, resource.RLIMIT_NPROC, resource.RLIMIT_CPU):
    try:
        resource.setrlimit(name, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        a.append(name)
    except (OSError, ValueError):
        pass
"""
    assert value(source) == [1]


def test_the_scratch_folder_is_limited_and_empty_again_for_the_next(notebook, server):
    first = notebook(
        "import os\nos.makedirs('deep/er'); open('deep/er/x', 'w').close()\nos.chmod('deep', 0)",
        "open('.hidden', 'w').write('for you')\nos.symlink('/', 'link')",
        "i = 0\nwhile True:\n    i += 1; open(f'big{i % 40}', 'wb').write(bytes(7 << 20))",
    )
    first.names.run()
    if server.tier == "namespaces":  # the file system says so; else the child is ended
        assert first.outputs["cell-2"][0]["ename"] == "OSError"
    else:
        assert "Cell `cell-2`: wrote more than 64 MiB of files, or too many." in first.incidents
    pid = server.pid
    first.session.close()
    assert server.pid == pid  # emptied, not replaced
    second = notebook("import os; a = os.listdir('.')")
    assert second.names.value("a").value == ["data"]


def test_names_do_not_survive_into_the_next_submission(notebook):
    notebook("import numpy, builtins; numpy.mine = builtins.mine = 1").names.run()
    assert notebook("import numpy; a = hasattr(numpy, 'mine')").names.value("a").value is False


def test_no_process_is_left(server, notebook):
    made = notebook("a = 1")
    made.names.run()
    made.session.close()
    listed = subprocess.run(
        ["ps", "-e", "-o", "pid=,ppid="], capture_output=True, text=True, check=True
    )
    parents = dict(map(int, line.split()) for line in listed.stdout.splitlines())
    inside = [server.pid]
    if server.tier == "namespaces":
        inside = [pid for pid, parent in parents.items() if parent == server.pid]
    assert len(inside) == 1  # the fork server itself
    assert not [pid for pid, parent in parents.items() if parent in inside]


OBJECTS = {
    "shared memory": "libc.shmget(5, 4096, 0o1666)",
    "a semaphore": "libc.semget(5, 1, 0o1666)",
    "a queue": "libc.msgget(5, 0o1666)",
    "POSIX queues": "libc.mq_open(b'/q', 0o102, 0o666, None)",
    "a file in memory": "libc.memfd_create(b'm', 0)",
    "a key": "libc.syscall(248, b'user', b'k', b'v', 1, -4)",
}


@pytest.mark.parametrize("kind", OBJECTS)
def test_no_object_of_the_kernel_can_be_made(value, kind):
    source = f"import ctypes\nlibc = ctypes.CDLL(None, use_errno=True)\na = [{OBJECTS[kind]}]"
    assert value(f"{source}\na.append(ctypes.get_errno())") == [-1, errno.EPERM]


MEDDLE = """
import os, resource
for change in (
    lambda: resource.prlimit(1, resource.RLIMIT_AS, (1 << 29, 1 << 29)),
    lambda: resource.prlimit(1, resource.RLIMIT_NOFILE, (20, 20)),
    lambda: os.setpriority(os.PRIO_PROCESS, 1, 19),
    lambda: os.sched_setaffinity(1, {min(os.sched_getaffinity(0))}),
):
    try: change()
    except OSError: pass
"""
STANDING = """
import os, resource
a = [str(resource.getrlimit(resource.RLIMIT_AS)), str(resource.getrlimit(resource.RLIMIT_NOFILE)),
     os.getpriority(os.PRIO_PROCESS, 0), sorted(os.sched_getaffinity(0))]
"""


def test_a_submission_cannot_lower_the_limits_of_the_next(notebook):
    before = notebook(STANDING).names.value("a").value
    meddler = notebook(MEDDLE)
    meddler.names.run()
    meddler.session.close()
    assert notebook(STANDING).names.value("a").value == before
