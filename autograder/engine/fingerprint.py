"""What a result depends on, as one key: the submission, the assignment, the secret, the grader."""

from __future__ import annotations

import hashlib
import hmac
import inspect
import sys
from importlib import metadata
from typing import Any, Protocol

import numpy as np

from autograder.engine.plan import CellSpec
from autograder.exercise import Homework
from autograder.ingest import Submission

ENGINE_VERSION = 1
"""Raise it when the engine would give another result for the same submission."""


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


def result_key(submission: Submission, assignment: AssignmentLike, secret: bytes) -> str:
    """Return the key of a submission's result: equal keys, equal results."""
    drawn = hmac.new(secret, b"result key", hashlib.sha256).hexdigest()
    parts = [submission.student, submission.digest, assignment_fingerprint(assignment), drawn]
    return _digest([*parts, *_versions()])


def _versions() -> list[str]:
    try:
        version = metadata.version("chalkgrad")
    except metadata.PackageNotFoundError:
        version = "?"
    return [version, str(ENGINE_VERSION), np.__version__, sys.version.split()[0]]


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
    """Return the text of every module that declares one of `functions`, helpers included."""
    names = sorted({function.__module__ for function in functions if function is not None})
    return [_source(sys.modules.get(name)) for name in names]


def _source(module: Any) -> str:
    try:
        return inspect.getsource(module)
    except (OSError, TypeError):
        return ""


def _digest(parts: list[str]) -> str:
    digest = hashlib.sha256()
    for part in parts:
        encoded = part.encode("utf-8", "replace")
        digest.update(len(encoded).to_bytes(8, "big") + encoded)
    return digest.hexdigest()
