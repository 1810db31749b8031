"""Scores as CSV: a line for each student, a column for each exercise, safe to open anywhere."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable

from autograder.report.standing import Standing

_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def csv_text(standings: Iterable[Standing]) -> str:
    """Return the table as CSV text.

    Everything is quoted but numbers. A text that a spreadsheet would run as a formula gets an
    apostrophe in front. For files, write it as ``utf-8-sig``, so that spreadsheets see the
    encoding.

    Columns: student, last_name, first_name, points, max_points, waiting_points, late_penalty,
    one for each exercise, isolation, incidents.
    """
    rows = sorted(standings, key=lambda each: each.student)
    names = list(dict.fromkeys(e.result.name for each in rows for e in each.exercises))
    buffer = io.StringIO()
    writer = csv.writer(buffer, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    writer.writerow([*_COLUMNS, *names, "isolation", "incidents"])
    for each in rows:
        writer.writerow(_row(each, names))
    return buffer.getvalue()


_COLUMNS = (
    "student",
    "last_name",
    "first_name",
    "points",
    "max_points",
    "waiting_points",
    "late_penalty",
)


def _row(each: Standing, names: list[str]) -> list[str | float]:
    by_name = {exercise.result.name: exercise for exercise in each.exercises}
    cells: list[str | float] = [
        safe_text(each.student),
        safe_text(each.last_name),
        safe_text(each.first_name),
        each.points,
        each.max_points,
        each.waiting_points,
        each.late_penalty,
    ]
    cells += [by_name[name].points if name in by_name else "" for name in names]
    return [*cells, each.result.isolation, safe_text(" | ".join(each.result.incidents))]


def safe_text(text: str) -> str:
    """Return `text` in one line, and with an apostrophe before what would be a formula.

    Control characters, and those that turn the direction of writing, are left out.
    """
    line = _CONTROL.sub("", " ".join(text.split()))
    return f"'{line}" if text.startswith(_FORMULA) or line.startswith(_FORMULA) else line
