"""The command line of a fork server, in a bubblewrap sandbox or plain.

Inside the sandbox there is: the interpreter and the system's libraries, the packages of
`packages.site_entries`, the agent, matplotlib's font cache, the assignment's data (all read-only),
four devices, and one writable folder of limited size. No home, no /proc, no network, no course.
"""

from __future__ import annotations

import contextlib
import functools
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder import agent
from autograder.engine import packages

AGENT = Path(agent.__file__).resolve().parent
STUDENT_UID = 64_321
"""Unprivileged user and group of students' processes where the grader is root."""

ROOT = "/sandbox"
"""Everything of ours in the sandbox lies below, apart from the interpreter and its libraries."""

AGENT_THERE, SITE, FONTS, HOME, SCRATCH = (
    f"{ROOT}/{name}" for name in ("agent", "site", "fonts", "home", "work")
)
CONTROL_FD = 3

_BOOT = """\
import importlib.util, json, sys
folder, paths, control, settings = json.loads(sys.argv[1])
sys.argv = [""]
sys.path[:] = [path for path in sys.path if path] + paths
spec = importlib.util.spec_from_file_location(
    "chalkgrad_agent", folder + "/__init__.py", submodule_search_locations=[folder])
module = importlib.util.module_from_spec(spec)
sys.modules["chalkgrad_agent"] = module
spec.loader.exec_module(module)
import chalkgrad_agent.zygote
chalkgrad_agent.zygote.main(control, settings)
"""


@dataclass(frozen=True)
class Launch:
    """What starts a fork server.

    Parameters
    ----------
    argv : tuple of str
        The command; the control socket is inherited as a descriptor of the same number.
    env : dict
        Its whole environment.
    cwd : str
        Where it starts.
    """

    argv: tuple[str, ...]
    env: dict[str, str]
    cwd: str


def launch(tier: str, control_fd: int, scratch_bytes: int, data: Path, work: Path) -> Launch:
    """Return how to start a fork server under `tier`.

    Parameters
    ----------
    tier : {"namespaces", "none"}
        Inside bubblewrap, or as a plain process with limits and time-outs alone.
    control_fd : int
        The server's end of the control socket.
    scratch_bytes : int
        Size of the writable folder, in the sandbox.
    data : Path
        The folder that the child sees as ``data``.
    work : Path
        The writable folder, for a plain process.
    """
    if tier == "namespaces":
        argv = [*bwrap(data, scratch_bytes), *_python_in_sandbox(control_fd)]
        return Launch(tuple(argv), {"PATH": os.environ.get("PATH", "")}, "/")
    return _plain(control_fd, work)


def environment(home: str, work: str, matplotlib_cache: str) -> dict[str, str]:
    """Return the environment of a fork server, the same for every submission."""
    return {
        "HOME": home,
        "TMPDIR": work,
        "MPLCONFIGDIR": matplotlib_cache,
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",
        "LANG": "C.UTF-8",
        "PATH": "/nowhere",
        "PYTHONHASHSEED": "0",
        "OPENBLAS_NUM_THREADS": "1",
        "OMP_NUM_THREADS": "1",
        "MKL_NUM_THREADS": "1",
        "VECLIB_MAXIMUM_THREADS": "1",
        "OBJC_DISABLE_INITIALIZE_FORK_SAFETY": "YES",
    }


def _python_in_sandbox(control_fd: int) -> list[str]:
    uid = STUDENT_UID if os.geteuid() == 0 else None
    settings = {"scratch": SCRATCH, "uid": uid, "strict": True}
    boot = json.dumps([AGENT_THERE, [SITE], control_fd, settings])
    # Not -I: it would ignore PYTHONHASHSEED, and the environment is all our own.
    return [str(packages.interpreter()), "-s", "-S", "-P", "-B", "-c", _BOOT, boot]


def bwrap(data: Path, scratch_bytes: int) -> list[str]:
    """Return the bubblewrap command up to the program that it runs."""
    argv = [_bwrap_path(), "--die-with-parent", "--new-session", "--as-pid-1", "--clearenv"]
    argv += ["--unshare-pid", "--unshare-net", "--unshare-ipc", "--unshare-uts"]
    argv += ["--unshare-cgroup-try", "--hostname", "chalkgrad"]
    argv += _identity()
    argv += _mounts(data, scratch_bytes)
    for name, value in environment(HOME, SCRATCH, FONTS).items():
        argv += ["--setenv", name, value]
    return [*argv, "--"]


def _bwrap_path() -> str:
    return shutil.which("bwrap") or "bwrap"


def _identity() -> list[str]:
    """As root: stay real root with three capabilities, for the children's sake; else a userns.

    A user namespace would leave a root grader's children real root outside, whom limits on
    processes do not hold; the fork server instead makes each child a real unprivileged user.
    """
    if os.geteuid() != 0:
        return ["--unshare-user", "--cap-drop", "ALL"]
    keep = ("CAP_SETUID", "CAP_SETGID", "CAP_KILL")
    return ["--cap-drop", "ALL", *(word for cap in keep for word in ("--cap-add", cap))]


def _mounts(data: Path, scratch_bytes: int) -> list[str]:
    read_only: list[str] = []
    argv = _folders_for_all([*packages.interpreter_paths(), Path(SITE, "x"), Path("/dev/null")])
    for path in packages.interpreter_paths():
        if path.is_symlink() and path.is_dir():
            argv += ["--symlink", os.readlink(path), str(path)]
        elif path.exists():
            argv += ["--ro-bind", str(path), str(path)]
    for path in packages.hidden_folders():
        argv += ["--tmpfs", str(path)]
        read_only.append(str(path))
    for name, path in packages.site_entries().items():
        argv += ["--ro-bind", str(path), f"{SITE}/{name}"]
    argv += ["--ro-bind", str(AGENT), AGENT_THERE, "--ro-bind", str(font_cache()), FONTS]
    for device in ("null", "zero", "random", "urandom"):
        argv += ["--dev-bind", f"/dev/{device}", f"/dev/{device}"]
    argv += ["--perms", "0755", "--dir", HOME]
    size = ["--size", str(scratch_bytes)] if _knows_size() else []
    argv += ["--perms", "1777", *size, "--tmpfs", SCRATCH]
    argv += ["--ro-bind", str(data), f"{SCRATCH}/data"]
    for folder in [*read_only, "/"]:
        argv += ["--remount-ro", folder]
    return [*argv, "--chdir", SCRATCH]


def _folders_for_all(paths: Sequence[Path]) -> list[str]:
    """Make the folders above `paths` enterable by the unprivileged user."""
    above = {parent for path in paths for parent in path.parents if parent != Path("/")}
    linked = {path for path in paths if path.is_symlink()}
    argv: list[str] = []
    for folder in sorted(above, key=lambda folder: len(folder.parts)):
        if not any(folder.is_relative_to(link) for link in linked):
            argv += ["--perms", "0755", "--dir", str(folder)]
    return argv


@functools.lru_cache(maxsize=1)
def _knows_size() -> bool:
    """Say whether this bubblewrap can limit a tmpfs (0.7 and later)."""
    done = subprocess.run([_bwrap_path(), "--help"], capture_output=True, text=True, check=False)
    return "--size" in done.stdout + done.stderr


def _plain(control_fd: int, work: Path) -> Launch:
    """Start the fork server as a plain process: for one's own code, or by explicit request."""
    settings = {"scratch": str(work), "uid": None, "strict": False}
    paths = sorted({str(path.parent) for path in packages.site_entries().values()})
    boot = json.dumps([str(AGENT), paths, control_fd, settings])
    argv = (str(packages.interpreter()), "-s", "-S", "-P", "-B", "-c", _BOOT, boot)
    env = environment(str(work), str(work), str(font_cache()))
    return Launch(argv, env, str(work))


@functools.lru_cache(maxsize=1)
def font_cache() -> Path:
    """Return a folder with matplotlib's font list, made once in the user's cache.

    Without it every fork server would look through all fonts again, which takes seconds.
    """
    import matplotlib

    folder = user_cache() / f"matplotlib-{matplotlib.__version__}"
    if not list(folder.glob("fontlist-*.json")):
        folder.mkdir(parents=True, exist_ok=True)
        env = dict(os.environ) | {"MPLCONFIGDIR": str(folder), "MPLBACKEND": "agg"}
        code = "import matplotlib.font_manager"
        subprocess.run([sys.executable, "-c", code], env=env, check=True, capture_output=True)
    for path in (folder, *folder.iterdir()):
        with contextlib.suppress(FileNotFoundError):  # another worker's lock, gone by now
            path.chmod(0o755 if path.is_dir() else 0o644)
    return folder


def user_cache() -> Path:
    """Return this program's folder in the user's cache."""
    try:
        from platformdirs import user_cache_path
    except ImportError:
        return Path.home() / ".cache" / "chalkgrad"
    return user_cache_path("chalkgrad", appauthor=False)
