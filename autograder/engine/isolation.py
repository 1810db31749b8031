"""Which isolation this machine gives, found out by trying it."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from autograder.engine import packages, sandbox

TIERS = ("namespaces", "landlock", "none")
"""From the strongest.

namespaces
    A bubblewrap sandbox: its own mounts, processes, network and users, and all of the next.
landlock
    The machine's own files and processes, of which Landlock and the system-call filter let a
    student's process reach nothing that it has no need of; limits; as root, a user of its own.
none
    A plain process with limits and time-outs alone, and the grader's rights. Only when asked for.
"""

SAFE = TIERS[:2]

_LIBRARIES = "pip install 'chalkgrad[grade]'"


class IsolationError(Exception):
    """No sandbox works here; the text says why and what to install."""


def problem(tier: str = "namespaces") -> str:
    """Say why a tier does not work on this machine, "" where it does.

    A process is really confined, with the mounts, rules and filter that grading uses.
    """
    if tier == "none":
        return ""
    missing = packages.missing()
    if missing:
        return f"not installed: {', '.join(missing)} ({_LIBRARIES})"
    if not sys.platform.startswith("linux"):
        return _elsewhere(sys.platform)
    if tier == "namespaces" and shutil.which("bwrap") is None:
        return "bubblewrap is not installed (apt install bubblewrap, or dnf install bubblewrap)"
    return _try_it(tier)


def _elsewhere(platform: str) -> str:
    if platform == "win32":
        return (
            "Windows has neither namespaces nor Landlock; grade inside WSL 2 "
            "(wsl --install, then as on Ubuntu)"
        )
    name = "macOS" if platform == "darwin" else platform
    return (
        f"{name} has neither namespaces nor Landlock; grade in a Linux container "
        "(Docker, Podman) or in a virtual machine"
    )


def _try_it(tier: str) -> str:
    with tempfile.TemporaryDirectory(prefix="chalkgrad-") as name:
        folder = Path(name)
        sandbox.prepare(tier, folder)
        how = sandbox.launch(tier, 0, 1 << 20, folder, main="trial")
        try:
            done = subprocess.run(
                how.argv, env=how.env, cwd=how.cwd, capture_output=True, timeout=60, check=False
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            return f"{tier}: a trial did not start: {error}"
    if done.returncode == 0:
        return done.stdout.decode("utf-8", "replace").strip()
    said = " ".join(done.stderr.decode("utf-8", "replace").strip().splitlines()[-1:])
    what = "bubblewrap" if tier == "namespaces" else "a trial"
    return f"{what} failed ({said or done.returncode}){_hint(said)}"


def _hint(said: str) -> str:
    if "uid map" in said or "RTM_NEWADDR" in said or "namespace" in said:
        return (
            "; this system forbids user namespaces to ordinary users: allow them "
            "(on Ubuntu an AppArmor profile for /usr/bin/bwrap), or grade as root in a container"
        )
    return ""


def choose(asked: str | None = None) -> str:
    """Return the tier to grade under: the one asked for, or the best that works.

    Parameters
    ----------
    asked : {"namespaces", "landlock", "none"}, optional
        What the user wants; "none" is never chosen unasked.

    Raises
    ------
    IsolationError
        If it does not work, or no tier but "none" does.
    ValueError
        If `asked` is no tier.
    """
    if asked is not None and asked not in TIERS:
        raise ValueError(f"isolation is {asked!r}, expected one of {', '.join(TIERS)}")
    said: list[str] = []
    for tier in SAFE if asked is None else [asked]:
        reason = problem(tier)
        if not reason:
            return tier
        if reason not in said:
            said.append(reason)
    raise IsolationError(
        f"Students' code is not run without a sandbox, and none works here: {'; '.join(said)}. "
        "`chalkgrad doctor` says more. To grade code that you trust, ask for --isolation none."
    )
