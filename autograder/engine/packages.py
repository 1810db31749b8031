"""Which files the sandbox gets to see of this installation: the interpreter and four packages."""

from __future__ import annotations

import os
import re
import site
import sys
from functools import lru_cache
from importlib import metadata
from pathlib import Path

ALLOWED = ("numpy", "matplotlib", "ipython", "matplotlib-inline")
"""The distributions that a notebook may import; what they need comes along."""

_REQUIREMENT = re.compile(r"^\s*([A-Za-z0-9][A-Za-z0-9._-]*)\s*(?:\[[^]]*\])?[^;]*(?:;(.*))?$")


def normalized(name: str) -> str:
    """Return a distribution's name as package indexes write it."""
    return re.sub(r"[-_.]+", "-", name).lower()


@lru_cache(maxsize=1)
def closure() -> dict[str, metadata.Distribution]:
    """Return the allowed distributions and everything that they need, where it is installed."""
    found: dict[str, metadata.Distribution] = {}
    waiting = list(ALLOWED)
    while waiting:
        name = normalized(waiting.pop())
        if name in found:
            continue
        try:
            found[name] = metadata.distribution(name)
        except metadata.PackageNotFoundError:
            continue
        waiting += [need for text in found[name].requires or () if (need := needed_name(text))]
    return found


def needed_name(requirement: str) -> str:
    """Return the name in a requirement, "" for one that only an extra asks for.

    Other markers (systems, Python versions) are not evaluated: what does not apply is not there.
    """
    match = _REQUIREMENT.match(requirement)
    if match is None or "extra" in (match[2] or ""):
        return ""
    return match[1]


def missing() -> list[str]:
    """Return the allowed distributions that are not installed."""
    return [name for name in ALLOWED if name not in closure()]


@lru_cache(maxsize=1)
def site_entries() -> dict[str, Path]:
    """Return name -> path of each top-level file and folder of the allowed packages."""
    entries: dict[str, Path] = {}
    for distribution in closure().values():
        for name in _top_names(distribution):
            path = Path(str(distribution.locate_file(name)))
            if path.exists():
                entries[name] = path.resolve()
    return entries


def _top_names(distribution: metadata.Distribution) -> set[str]:
    record = distribution.read_text("RECORD")
    if record:  # `distribution.files` makes an object of each of its thousands of lines
        tops = {re.split("[/,]", line, maxsplit=1)[0].strip('"') for line in record.splitlines()}
        return {top for top in tops if top not in ("", ".", "..", "__pycache__")}
    text = distribution.read_text("top_level.txt") or distribution.metadata["Name"]
    return {name for top in text.split() for name in (top, f"{top}.py", f"{top}.libs")}


def interpreter() -> Path:
    """Return the real executable behind a virtual environment's link."""
    base = getattr(sys, "_base_executable", None) or sys.executable
    return Path(base).resolve()


def interpreter_paths() -> list[Path]:
    """Return what the interpreter needs: itself, its library folders and the system's."""
    prefix = Path(sys.base_prefix)
    folders = [prefix / "lib", prefix / "lib64"]
    folders += [Path("/usr/lib"), Path("/usr/lib64"), Path("/lib"), Path("/lib64")]
    folders += [Path(os.__file__).parent]  # not sysconfig's, which name a virtual environment's
    files = [interpreter(), Path("/etc/ld.so.cache")]
    return _outermost([path for path in folders if path.is_dir()]) + files


def _outermost(folders: list[Path]) -> list[Path]:
    """Drop the folders that lie in another one of the list, and doubles; keep links as they are."""
    kept: list[Path] = []
    for path in sorted(set(folders), key=lambda path: len(path.parts)):
        if not any(path.is_relative_to(other) for other in kept):
            kept.append(path)
    return kept


def hidden_folders() -> list[Path]:
    """Return the folders of installed packages that lie in the mounted ones, to be covered."""
    mounted = [path for path in interpreter_paths() if path.is_dir()]
    found = {Path(path) for path in site.getsitepackages([sys.base_prefix])}
    for root in mounted:
        for name in ("site-packages", "dist-packages"):
            found.update(root.resolve().glob(f"python*/{name}"))
            found.add(root.resolve() / name)
    real = {path.resolve() for path in found if path.is_dir()}
    inside = [path for path in real if any(path.is_relative_to(m.resolve()) for m in mounted)]
    return sorted(inside)


def readable() -> list[Path]:
    """Return the files and folders of the interpreter and the allowed packages, and no others.

    For rules that cannot take anything away again: where packages are installed among the
    interpreter's libraries, the neighbours of their folder are listed one by one.
    """
    hidden = set(hidden_folders())
    found = [path.resolve() for path in interpreter_paths() if path.exists()]
    found = [part for path in found for part in _without(path, hidden)]
    return [*found, *sorted(set(site_entries().values()))]


def _without(path: Path, hidden: set[Path]) -> list[Path]:
    if path in hidden:
        return []
    if not any(each.is_relative_to(path) for each in hidden):
        return [path]
    return [part for each in sorted(path.iterdir()) for part in _without(each, hidden)]
