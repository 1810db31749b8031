"""What a result depends on: the submission, the checks, the grader, its environment, the secret."""

from __future__ import annotations

import functools
import hashlib
import hmac
import inspect
import sys
from collections.abc import Mapping
from dataclasses import asdict
from importlib import metadata
from pathlib import Path
from typing import Any, Protocol

import numpy as np

import autograder
from autograder.engine import packages
from autograder.engine.limits import DEFAULT_LIMITS, Limits
from autograder.engine.plan import CellSpec
from autograder.exercise import Homework
from autograder.ingest import Submission

OURS = ("autograder", "course")
GRADERS = ("", "agent", "build", "engine", "exercise")
"""Folders that decide on every result; a change of theirs grades everything anew."""


class AssignmentLike(Protocol):
    """What grading needs to know of an assignment."""

    @property
    def homework(self) -> Homework:
        """The declared exercises."""
        ...

    @property
    def cells(self) -> tuple[CellSpec, ...]:
        """The cells of the built notebook."""
        ...

    @property
    def data_files(self) -> Any:
        """Name -> content of the files beside the notebook."""
        ...


_known: dict[int, tuple[Any, str]] = {}


def assignment_fingerprint(assignment: AssignmentLike) -> str:
    """Return a digest that changes with any cell, check, mistake, reference or data file."""
    found = _known.get(id(assignment))
    if found is None or found[0] is not assignment:
        found = (assignment, _digest(_parts(assignment)))
        _known[id(assignment)] = found
    return found[1]


def result_basis(
    submission: Submission,
    assignment: AssignmentLike,
    secret: bytes,
    limits: Limits = DEFAULT_LIMITS,
) -> dict[str, str]:
    """Return what a submission's result depends on, by name: equal bases, equal results.

    What people may want to read (versions, limits) stands there as text, the rest as a digest.
    """
    handed_in = [submission.student, submission.digest, *submission.incidents]
    return {
        "submission": _digest(handed_in),
        "checks": assignment_fingerprint(assignment),
        "grader": grader_fingerprint(),
        "environment": environment(),
        "limits": ", ".join(f"{name} {value}" for name, value in asdict(limits).items()),
        "secret": hmac.new(secret, b"result key", hashlib.sha256).hexdigest(),
    }


def key_of(basis: Mapping[str, str]) -> str:
    """Return a basis as one key."""
    return _digest([part for item in sorted(basis.items()) for part in item])


def result_key(
    submission: Submission,
    assignment: AssignmentLike,
    secret: bytes,
    limits: Limits = DEFAULT_LIMITS,
) -> str:
    """Return the key of a submission's result: equal keys, equal results."""
    return key_of(result_basis(submission, assignment, secret, limits))


@functools.lru_cache(maxsize=1)
def grader_fingerprint() -> str:
    """Return a digest of the grader's version and of its files that decide on results."""
    try:
        version = metadata.version("chalkgrad")
    except metadata.PackageNotFoundError:
        version = "?"
    folders = {Path(autograder.__file__).parent / name for name in GRADERS}
    return _digest([version, *_sources(folders)])


@functools.lru_cache(maxsize=1)
def environment() -> str:
    """Return the versions of Python and of the packages that students' code may import."""
    versions = {name: found.version for name, found in packages.closure().items()}
    versions.setdefault("numpy", np.__version__)
    texts = [f"{name} {version}" for name, version in sorted(versions.items())]
    return ", ".join([f"python {sys.version.split()[0]}", *texts])


def _parts(assignment: AssignmentLike) -> list[str]:
    homework = assignment.homework
    parts = [homework.name, repr(homework.points)]
    parts += [repr((c.id, c.kind, c.cell_type, c.source)) for c in assignment.cells]
    for name, content in sorted(assignment.data_files.items()):
        parts += [name, hashlib.sha256(content).hexdigest()]
    functions: list[Any] = []
    for exercise in homework.exercises.values():
        parts.append(repr((exercise.name, exercise.points, exercise.needs)))
        parts += [repr((c.name, c.title, c.points, c.hidden)) for c in exercise.checks]
        parts += [repr((m.name, m.sentence)) for m in exercise.mistakes]
        functions += [getattr(exercise, "function", None)]
        functions += [check.function for check in exercise.checks]
        functions += [mistake.function for mistake in exercise.mistakes]
    return parts + _module_sources(functions)


def _module_sources(functions: list[Any]) -> list[str]:
    """Return name and text of every file of the homework that takes part in a result.

    These are all files beside a module that declares one of `functions` or that such a module
    takes names from, libraries aside. Nothing depends on what else is loaded.
    """
    names = {function.__module__ for function in functions if function is not None}
    return _sources({Path(str(sys.modules[name].__file__)).parent for name in _reached(names)})


def _sources(folders: set[Path]) -> list[str]:
    files = sorted(
        (f"{folder.name}/{path.name}", path) for folder in folders for path in folder.glob("*.py")
    )
    return [part for name, path in files for part in (name, _text(path))]


def _reached(names: set[str]) -> set[str]:
    """Return `names` and the modules that their names come from, and so on."""
    found: set[str] = set()
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name not in found and _is_ours(name):
            found.add(name)
            waiting += _names_from(name)
    return found


def _is_ours(name: str) -> bool:
    """Say whether a loaded module is neither Python's nor an installed library's."""
    path = getattr(sys.modules.get(name), "__file__", None)
    if not isinstance(path, str):
        return False
    if name.partition(".")[0] in OURS:
        return True
    return "site-packages" not in path and not path.startswith(sys.base_prefix)


def _names_from(name: str) -> set[str]:
    """Return the modules that names of a module come from; a package's own parts do not count."""
    values = list(vars(sys.modules[name]).values())
    found = {v.__name__ if inspect.ismodule(v) else getattr(v, "__module__", "") for v in values}
    texts = {each for each in found if isinstance(each, str)}
    return {each for each in texts if each in sys.modules and not each.startswith(f"{name}.")}


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, ValueError):
        return ""


def _digest(parts: list[str]) -> str:
    digest = hashlib.sha256()
    for part in parts:
        encoded = part.encode("utf-8", "replace")
        digest.update(len(encoded).to_bytes(8, "big") + encoded)
    return digest.hexdigest()
