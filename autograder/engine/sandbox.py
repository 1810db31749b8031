"""The command line of a fork server: in a bubblewrap sandbox, under Landlock alone, or plain.

A student's process may open: the interpreter and the system's libraries, the packages of
`packages.site_entries`, the agent, matplotlib's font cache, the assignment's data (all read-only),
four devices, and one writable folder of limited size. No home, no /proc, no network, no course.
On the tier "namespaces" the rest is not there, on "landlock" it cannot be opened.
"""

from __future__ import annotations

import contextlib
import functools
import json
import os
import secrets
import shutil
import stat
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder import agent
from autograder.agent import scratch
from autograder.engine import packages

AGENT = Path(agent.__file__).resolve().parent
STUDENT_UID = 64_321
"""Unprivileged user and group of students' processes where the grader is root."""

ROOT = "/sandbox"
"""Everything of ours in the sandbox lies below, apart from the interpreter and its libraries."""

AGENT_THERE, SITE, FONTS, HOME, SCRATCH = (
    f"{ROOT}/{name}" for name in ("agent", "site", "fonts", "home", "work")
)

DEVICES = tuple(f"/dev/{name}" for name in ("null", "zero", "random", "urandom"))

_BOOT = """\
import importlib, importlib.util, json, sys
folder, paths, main, control, settings = json.loads(sys.argv[1])
sys.argv = [""]
sys.path[:] = [path for path in sys.path if path] + paths
spec = importlib.util.spec_from_file_location(
    "chalkgrad_agent", folder + "/__init__.py", submodule_search_locations=[folder])
module = importlib.util.module_from_spec(spec)
sys.modules["chalkgrad_agent"] = module
spec.loader.exec_module(module)
importlib.import_module("chalkgrad_agent." + main).main(control, settings)
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


def launch(
    tier: str, control_fd: int, scratch_bytes: int, folder: Path, main: str = "zygote"
) -> Launch:
    """Return how to start a fork server under `tier`.

    Parameters
    ----------
    tier : {"namespaces", "landlock", "none"}
        Inside bubblewrap; as a process whose children are confined by Landlock and the
        system-call filter; or as a plain process with limits and time-outs alone.
    control_fd : int
        The server's end of the control socket.
    scratch_bytes : int
        Size of the writable folder, where the tier holds it to one.
    folder : Path
        Has what `prepare` made.
    main : {"zygote", "trial"}
        The agent's module to run: the server, or a trial of what its children would be held to.
    """
    if tier == "namespaces":
        argv = [*bwrap(data_folder(tier, folder), scratch_bytes)]
        argv += _python(AGENT_THERE, [SITE], main, control_fd, _settings_in_namespaces())
        return Launch(tuple(argv), {"PATH": os.environ.get("PATH", "")}, "/")
    work = folder / "work"
    if tier == "landlock":
        settings = _settings_of_landlock(folder, scratch_bytes)
        argv = _python(str(AGENT), [str(folder / "site")], main, control_fd, settings)
        home = str(folder / "home")
        return Launch(tuple(argv), environment(home, str(work), str(font_cache())), str(work))
    paths = sorted({str(path.parent) for path in packages.site_entries().values()})
    argv = _python(str(AGENT), paths, main, control_fd, {"tier": tier, "scratch": str(work)})
    return Launch(tuple(argv), environment(str(work), str(work), str(font_cache())), str(work))


def data_folder(tier: str, folder: Path) -> Path:
    """Return where the assignment's data lies below `folder`.

    Without mounts it must not lie in the writable folder, where it is a link then: Landlock takes
    no right away again further down.
    """
    return folder / "data" if tier == "landlock" else folder / "work" / "data"


def prepare(tier: str, folder: Path) -> None:
    """Make what a fork server needs below `folder`, beside the data."""
    folder.chmod(0o755)
    data_folder(tier, folder).mkdir(parents=True)
    if tier == "landlock":
        for name in ("data", "home", "site"):
            (folder / name).mkdir(exist_ok=True)
            (folder / name).chmod(0o755)
        for name, path in packages.site_entries().items():
            (folder / "site" / name).symlink_to(path)
        renew_scratch(folder)


def renew_scratch(folder: Path) -> None:
    """Put a new writable folder in the place of the old one, under Landlock.

    The old one is not gone through: a process of a server that was killed may live a moment more.
    """
    work = folder / "work"
    if work.exists():
        work.rename(folder / f"old-{secrets.token_hex(4)}")
    work.mkdir()
    work.chmod(0o1777 if os.geteuid() == 0 else 0o700)
    (work / scratch.DATA).symlink_to(folder / "data")


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


def _python(
    agent_folder: str, paths: list[str], main: str, control_fd: int, settings: dict[str, Any]
) -> list[str]:
    boot = json.dumps([agent_folder, paths, main, control_fd, settings])
    # Not -I: it would ignore PYTHONHASHSEED, and the environment is all our own.
    return [str(packages.interpreter()), "-s", "-S", "-P", "-B", "-c", _BOOT, boot]


def _settings_in_namespaces() -> dict[str, Any]:
    return {
        "tier": "namespaces",
        "scratch": SCRATCH,
        "uid": _students_uid(),
        "read": [*map(str, packages.interpreter_paths()), SITE, AGENT_THERE, FONTS, HOME],
        "change": [SCRATCH],
        "devices": DEVICES,
    }


def _settings_of_landlock(folder: Path, scratch_bytes: int) -> dict[str, Any]:
    read = [*packages.readable(), AGENT, font_cache(), folder / "data", folder / "home"]
    listed = [*packages.interpreter_paths(), folder / "site"]
    return {
        "tier": "landlock",
        "scratch": str(folder / "work"),
        "uid": _students_uid(),
        "search": os.geteuid() == 0 and _is_closed([*read, folder]),
        "read": [*map(str, read)],
        "listed": [str(path) for path in listed if path.is_dir()],
        "change": [str(folder / "work")],
        "devices": DEVICES,
        "data": str(folder / "data"),
        "scratch_bytes": scratch_bytes,
    }


def _students_uid() -> int | None:
    return STUDENT_UID if os.geteuid() == 0 else None


def _is_closed(paths: Sequence[Path]) -> bool:
    """Say whether a folder among or above `paths` may not be entered by other users."""
    real = {path.resolve() for path in paths}
    folders = {path for path in real if path.is_dir()} | {p for path in real for p in path.parents}
    return any(not folder.stat().st_mode & stat.S_IXOTH for folder in folders)


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
    for device in DEVICES:
        argv += ["--dev-bind", device, device]
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


@functools.lru_cache(maxsize=1)
def font_cache() -> Path:
    """Return a folder with matplotlib's font list, made once in the user's cache.

    Without it every fork server would look through all fonts again, which takes seconds.
    """
    folder = user_cache() / f"matplotlib-{packages.closure()['matplotlib'].version}"
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
