"""Scores as CSV: a line for each student, a column for each exercise, safe to open anywhere."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterable

from autograder.report.standing import Standing

_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
WHY = "why points are missing"
"""No exercise is called so: its name would have no blanks."""
_INNER = re.compile(r"(;[\s\"']*)(?=[=+\-@＝＋－＠])")
"""Where a spreadsheet that separates by semicolons would begin a cell with a formula."""


def csv_text(standings: Iterable[Standing]) -> str:
    """Return the table as CSV text.

    Everything is quoted but numbers. A text that a spreadsheet would run as a formula gets an
    apostrophe in front. For files, write it as ``utf-8-sig``, so that spreadsheets see the
    encoding.

    Columns: student, last_name, first_name, points, max_points, waiting_points, late_penalty,
    late_hours, one for each exercise, isolation, incidents, and a sentence for every exercise that
    lost points.
    """
    rows = sorted(standings, key=lambda each: each.student)
    names = list(dict.fromkeys(e.result.name for each in rows for e in each.exercises))
    buffer = io.StringIO()
    writer = csv.writer(buffer, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    writer.writerow([*_COLUMNS, *names, "isolation", "incidents", WHY])
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
    "late_hours",
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
        round(each.seconds_late / 3600, 2),
    ]
    cells += [by_name[name].points if name in by_name else "" for name in names]
    incidents = " | ".join(each.result.incidents)
    return [*cells, each.result.guarantee, safe_text(incidents), safe_text(why_text(each))]


def why_text(each: Standing) -> str:
    """Return why points are missing, exercise by exercise; "" for full marks."""
    lost = [f"{e.result.name}: {e.why}" for e in each.exercises if e.why]
    late = [f"{each.late}."] if each.late_penalty else []
    return " | ".join([*late, *lost])


def safe_text(text: str) -> str:
    """Return `text` in one line, and with an apostrophe before what would be a formula.

    Control characters are left out, and characters that are not seen do not hide a formula. One
    behind a semicolon counts as well: a spreadsheet set to semicolons may begin a cell there.
    """
    line = _INNER.sub(r"\1'", _CONTROL.sub("", " ".join(text.split())))
    seen = "".join(char for char in line if unicodedata.category(char) != "Cf").lstrip()
    return f"'{line}" if text.startswith(_FORMULA) or seen.startswith(_FORMULA) else line
