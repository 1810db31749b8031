"""Compare a student's results with the right ones, value by value, and keep the table."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.exercise import show
from autograder.exercise.check import CheckFailed
from autograder.exercise.conform import Misfit, agree, conform, leaves, settle
from autograder.exercise.probe import ATOL, RTOL, Call, Probe
from autograder.results import Row

MAX_ROWS = 8


def compare(
    student: Any,
    *args: Any,
    want: Any = None,
    rtol: float = RTOL,
    atol: float = ATOL,
    label: str = "",
    **kwargs: Any,
) -> Any:
    """Call the student's function and compare its value with the right one.

    Parameters
    ----------
    student : Probe
        What the check was given.
    *args, **kwargs
        Arguments for the call. Copies are sent.
    want : object, optional
        The right value; a None within it accepts anything. Left out: what the reference returns.
    rtol, atol : float
        ``|value - want| <= atol + rtol * |want|`` is right; a float32 answer gets float32's error.
    label : str
        What to call this comparison in the table.

    Returns
    -------
    object
        The student's value, plain and in the structure of the right one.

    Raises
    ------
    CheckFailed
        If it is not right.
    """
    if not isinstance(student, Probe):
        raise TypeError("compare wants the function that the check was given, as first argument")
    right = settle(student.expected(args, kwargs) if want is None else want)
    call = student.ask(args, kwargs, rtol, atol)
    call.looked_at = tuple(path for path, wanted in leaves(right) if wanted is not None)
    if call.reply.kind != "value":
        given = label or student.describe(args, kwargs)
        student.rows.append(Row(given, _no_value(call), _expected(right), False))
        student.refuse_failure(call)
    try:
        value = conform(call.reply.value, right)
    except Misfit as misfit:
        failure = _structure_failure(student, misfit, right, call)
        if misfit.kind == "not finite" and misfit.values is not None and not misfit.path:
            rows, sentence = _Table(student, call, label).compare(misfit.values, right)
            student.rows.extend(rows)
            failure.message = f"{sentence} {misfit.mend}"
        else:
            given = label or student.describe(args, kwargs)
            student.rows.append(Row(given, show.brief(call.reply.value), _expected(right), False))
        raise failure from None
    rows, sentence = _Table(student, call, label).compare(value, right)
    student.rows.extend(rows)
    if sentence:
        raise CheckFailed("value", sentence)
    return value


def require(condition: Any, sentence: str) -> None:
    """Hold the student's function to a property.

    Parameters
    ----------
    condition : bool or ndarray of bool
        Must hold, everywhere.
    sentence : str
        For the student, if it does not. A hidden check shows its title in its place.

    Raises
    ------
    CheckFailed
        With `sentence`.
    """
    if not np.all(condition):
        raise CheckFailed("property", sentence)


def _no_value(call: Call) -> str:
    reply = call.reply
    return {
        "raised": f"stopped: {show.shorten(reply.error_type)}",
        "missing": "not defined",
        "timeout": "did not finish",
        "crashed": "crashed",
    }.get(reply.kind, "no numbers")


def _expected(right: Any) -> str:
    """Return the right value as text; what may be anything is a gap."""
    return show.brief(_with_gaps(right))


def _with_gaps(right: Any) -> Any:
    if isinstance(right, tuple | list):
        return type(right)(map(_with_gaps, right))
    if isinstance(right, dict):
        return {key: _with_gaps(each) for key, each in right.items()}
    return "…" if right is None else right


def _structure_failure(student: Probe, misfit: Misfit, right: Any, call: Call) -> CheckFailed:
    failure = student.misfit_failure(misfit)
    if misfit.values is not None and misfit.kind != "not finite":
        wanted = dict(leaves(right)).get(misfit.path)
        if np.all(agree(misfit.values, wanted, call.rtol, call.atol)):
            failure.message += " The values themselves are right."
    return failure


class _Table:
    """The rows of one comparison, and the sentence about its first wrong value."""

    def __init__(self, student: Probe, call: Call, label: str) -> None:
        self.student, self.call, self.label = student, call, label
        self.name = student.__name__

    def compare(self, value: Any, right: Any) -> tuple[list[Row], str]:
        """Return the rows, and a sentence, "" if all is right."""
        if isinstance(right, np.ndarray) and right.ndim and right.size:
            return self._by_row(value, right)
        if not isinstance(right, dict | list | tuple):
            return self._single(value, right)
        return self._by_leaf(value, right)

    def _single(self, value: Any, right: Any) -> tuple[list[Row], str]:
        given = self.student.describe(self.call.args, self.call.kwargs)
        good = bool(self._agree(value, right).all())
        yours, expected = _texts(value, right, good)
        sentence = f"For {given}, {self.name} gave {yours}, expected {expected}."
        return [Row(self.label or given, yours, expected, good)], "" if good else sentence

    def _by_row(self, value: np.ndarray, right: np.ndarray) -> tuple[list[Row], str]:
        good = np.asarray(self._agree(value, right).reshape(len(right), -1).all(axis=1))
        wrong = np.flatnonzero(~good)
        rows = [
            Row(self._given(i, len(right)), *_texts(value[i], right[i], good[i]), bool(good[i]))
            for i in _window(len(right), int(wrong[0]) if wrong.size else 0)
        ]
        if not wrong.size:
            return rows, ""
        i = int(wrong[0])
        yours, expected = show.pair(value[i], right[i])
        what = "values are" if right.ndim == 1 else "rows are"
        many = f" ({wrong.size} of {len(right)} {what} wrong)" if len(right) > 1 else ""
        given = self._given(i, len(right), named=True)
        return rows, f"For {given}, {self.name} gave {yours}, expected {expected}{many}."

    def _by_leaf(self, value: Any, right: Any) -> tuple[list[Row], str]:
        rows: list[Row] = []
        sentence = ""
        mine = dict(leaves(value))
        for path, wanted in leaves(right):
            if wanted is None:
                continue
            good = self._agree(mine[path], wanted)
            found = self._leaf_rows(path, mine[path], wanted, good)
            rows.extend(found)
            if not good.all() and not sentence:
                first = next(row for row in found if not row.right)
                for_what = self.student.describe(self.call.args, self.call.kwargs)
                place = first.given.removeprefix(f"{self.label}: ")
                sentence = (
                    f"{self.name} gave {first.yours} as {place}, "
                    f"expected {first.expected}, for {for_what}."
                )
        return rows, sentence

    def _leaf_rows(self, path: str, value: Any, right: Any, good: np.ndarray) -> list[Row]:
        place = self.student.exercise.path_name(path)
        place = f"{self.label}: {place}" if self.label else place
        if np.size(right) <= 4 or good.all():
            return [Row(place, *_texts(value, right, good.all()), bool(good.all()))]
        return [
            Row(f"{place}{index}", *show.pair(value[tuple(index)], right[tuple(index)]), False)
            for index in np.argwhere(np.logical_not(good))[:3].tolist()
        ]

    def _given(self, i: int, n_rows: int, named: bool = False) -> str:
        """Say which input belongs to row `i` of the result."""
        for position, argument in enumerate(self.call.args):
            array = np.asarray(argument) if isinstance(argument, np.ndarray | list) else None
            if array is not None and array.ndim and len(array) == n_rows:
                text = show.brief(array[i], 40)
                name = self.student.exercise.argument_name(position)
                return f"{name} = {text}" if named else self._labelled(text)
        return f"entry [{i}]" if named else self._labelled(f"[{i}]")

    def _labelled(self, text: str) -> str:
        return f"{self.label}: {text}" if self.label else text

    def _agree(self, value: Any, right: Any) -> np.ndarray:
        return np.asarray(agree(value, right, self.call.rtol, self.call.atol))


def _texts(value: Any, right: Any, good: Any) -> tuple[str, str]:
    """Return both as text; a right value needs no digits that tell rounding errors apart."""
    return (show.brief(value), show.brief(right)) if good else show.pair(value, right)


def _window(length: int, first: int) -> range:
    start = max(0, min(first - 2, length - MAX_ROWS))
    return range(start, min(length, start + MAX_ROWS))
