"""Which isolation this machine gives, found out by trying it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from autograder.engine import packages, sandbox

TIERS = ("namespaces", "none")
"""From the strongest: a bubblewrap sandbox; a plain process with limits and time-outs alone."""


class IsolationError(Exception):
    """No sandbox works here; the text says why and what to install."""


def problem() -> str:
    """Say why the sandbox does not work on this machine, "" where it does.

    A sandbox is really started, with the mounts and namespaces that grading uses.
    """
    missing = packages.missing()
    if missing:
        return f"not installed: {', '.join(missing)} (pip install 'chalkgrad[grade]')"
    if not sys.platform.startswith("linux"):
        return (
            f"{sys.platform} has no namespaces; grade on Linux, in a virtual machine or under WSL"
        )
    if shutil.which("bwrap") is None:
        return "bubblewrap is not installed (apt install bubblewrap, or dnf install bubblewrap)"
    return _try_it()


def _try_it() -> str:
    with tempfile.TemporaryDirectory(prefix="chalkgrad-") as folder:
        Path(folder).chmod(0o755)
        argv = sandbox.bwrap(Path(folder), 1 << 20)
        argv += [str(packages.interpreter()), "-S", "-P", "-s", "-B", "-c", "print('alive')"]
        env = {"PATH": os.environ.get("PATH", "")}
        try:
            done = subprocess.run(argv, env=env, capture_output=True, timeout=60, check=False)
        except (OSError, subprocess.TimeoutExpired) as error:
            return f"bubblewrap did not start: {error}"
    if done.returncode == 0 and done.stdout.strip() == b"alive":
        return ""
    said = done.stderr.decode("utf-8", "replace").strip().splitlines()[-1:]
    return f"bubblewrap failed ({' '.join(said) or done.returncode}){_hint(' '.join(said))}"


def _hint(said: str) -> str:
    if "uid map" in said or "RTM_NEWADDR" in said or "namespace" in said:
        return (
            "; this system forbids user namespaces to ordinary users: allow them "
            "(on Ubuntu an AppArmor profile for /usr/bin/bwrap), or grade as root in a container"
        )
    return ""


def choose(asked: str | None = None) -> str:
    """Return the tier to grade under.

    Parameters
    ----------
    asked : {"namespaces", "none"}, optional
        What the user wants; "none" is never chosen unasked.

    Raises
    ------
    IsolationError
        If the sandbox does not work and "none" was not asked for.
    ValueError
        If `asked` is no tier.
    """
    if asked is not None and asked not in TIERS:
        raise ValueError(f"isolation is {asked!r}, expected one of {', '.join(TIERS)}")
    if asked == "none":
        return "none"
    said = problem()
    if said:
        raise IsolationError(
            f"Students' code is not run without a sandbox, and none works here: {said}. "
            "To grade code that you trust, ask for --isolation none."
        )
    return "namespaces"
