"""A graded submission as bytes, and back with every value held against what was asked for.

Results that another machine computed travel as JSON. They are read as strictly as a frame from a
student's process: a worker that is out of order can give a wrong result for what it was asked, but
no other student's, no more points than there are, and no object of its own making.
"""

from __future__ import annotations

import json
import math
import types
import typing
import zlib
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from autograder.engine.grade import Graded
from autograder.exercise import Homework
from autograder.results import CheckResult, ExerciseResult, SubmissionResult

MAX_BYTES = 128 << 20
"""Longest result that is unpacked."""

_CELL = {"id": str, "kind": str, "cell_type": str, "source": str, "outputs": list}


class ParcelError(Exception):
    """The bytes are no result of the submission that was sent; the text says why."""


class Refused(Exception):
    """The worker does not grade; the text is its sentence."""


def pack(graded: Graded) -> bytes:
    """Return a graded submission as bytes."""
    return _packed({"result": graded.result.to_json(), "cells": list(graded.cells)})


def pack_refusal(sentence: str) -> bytes:
    """Return the bytes that say why nothing is graded there."""
    return _packed({"refused": sentence})


def _packed(data: dict[str, Any]) -> bytes:
    return zlib.compress(json.dumps(data).encode("ascii"), 1)


def unpack(content: object, student: str, homework: Homework, key: str) -> Graded:
    """Return the graded submission that `content` holds.

    Parameters
    ----------
    content : bytes
        From `pack` or `pack_refusal`, or anything else.
    student : str
        Whose submission was sent.
    homework : Homework
        What it was graded by.
    key : str
        The key that the result must have, where it has one at all.

    Raises
    ------
    Refused
        If the worker said why it does not grade.
    ParcelError
        If this is no result of that submission.
    """
    data = _loads(content)
    if isinstance(data.get("refused"), str):
        raise Refused(data["refused"])
    try:
        result = SubmissionResult.from_json(data["result"])
        cells = tuple(data["cells"])
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise ParcelError(f"it does not have the form of one ({error})") from None
    _hold_to_types(result, "result")
    _hold_to_the_question(result, student, homework, key)
    for cell in cells:
        _hold_cell(cell)
    return Graded(result, cells)


def _loads(content: object) -> dict[str, Any]:
    if not isinstance(content, bytes):
        raise ParcelError(f"bytes were expected, {type(content).__name__} came")
    unzip = zlib.decompressobj()
    try:
        text = unzip.decompress(content, MAX_BYTES)
        if not unzip.eof:
            raise ParcelError(f"it is longer than {MAX_BYTES >> 20} MiB, or cut off")
        data = json.loads(text)
    except (zlib.error, ValueError, RecursionError) as error:
        raise ParcelError(f"it cannot be read ({error})") from None
    if not isinstance(data, dict):
        raise ParcelError("it is no object")
    return data


def _hold_to_types(value: Any, where: str) -> None:
    """Compare every field of a dataclass with its annotation, all the way down."""
    hints = typing.get_type_hints(type(value))
    for field in fields(value):
        _hold_to(getattr(value, field.name), hints[field.name], f"{where}.{field.name}")


def _hold_to(value: Any, hint: Any, where: str) -> None:
    kinds = typing.get_args(hint)
    origin = typing.get_origin(hint)
    if origin is tuple and isinstance(value, tuple):
        for each in value:
            _hold_to(each, kinds[0], where)
    elif origin is types.UnionType and type(value) in kinds:
        pass
    elif origin in (dict, Mapping) and isinstance(value, dict):
        for each in value.values():
            _hold_to(each, kinds[1], where)
    elif is_dataclass(hint) and isinstance(value, typing.cast(type, hint)):
        _hold_to_types(value, where)
    elif not _is_plain(value, hint):
        raise ParcelError(f"{where} is of the wrong type ({type(value).__name__})")


def _is_plain(value: Any, hint: Any) -> bool:
    if hint is float:
        return type(value) in (int, float) and math.isfinite(value)
    return type(value) is hint


def _hold_to_the_question(
    result: SubmissionResult, student: str, homework: Homework, key: str
) -> None:
    asked = [homework.name, student, list(homework.exercises)]
    got = [result.assignment, result.student, [each.name for each in result.exercises]]
    if asked != got:
        raise ParcelError(f"it is of {' '.join(map(str, got[:2]))}, not {' '.join(asked[:2])}")  # type: ignore[arg-type]
    if result.key not in ("", key):
        raise ParcelError("it was computed from other files or other versions of them")
    for each in result.exercises:
        _hold_points(each, homework)


def _hold_points(result: ExerciseResult, homework: Homework) -> None:
    exercise = homework.exercises[result.name]
    possible = {check.name: check.points for check in exercise.checks}
    wrong = [check.name for check in result.checks if not _is_possible(check, possible)]
    earned = math.fsum(check.points for check in result.checks)
    doubled = len({check.name for check in result.checks}) < len(result.checks)
    if wrong or doubled or result.max_points != exercise.points or result.kind != exercise.kind:
        raise ParcelError(f"`{result.name}` does not have the points that it is declared with")
    if not math.isclose(result.points, earned, abs_tol=1e-6):
        raise ParcelError(f"the points of `{result.name}` are not the sum of its checks'")


def _is_possible(check: CheckResult, possible: dict[str, float]) -> bool:
    return check.max_points == possible.get(check.name) and 0 <= check.points <= check.max_points


def _hold_cell(cell: Any) -> None:
    if not isinstance(cell, dict) or any(
        type(cell.get(name)) is not kind for name, kind in _CELL.items()
    ):
        raise ParcelError("a cell of the notebook does not have the form of one")
