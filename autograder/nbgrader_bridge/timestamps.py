"""When a submission was handed in, and whose word is taken for it.

What the collector recorded counts before everything: it is kept in the course's state folder,
where no student writes. Else ``timestamp.txt`` beside the notebook counts, as it does for nbgrader;
a student may have put one of their own there, so what it says is checked where it can be.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from nbgrader.utils import parse_utc

from autograder.nbgrader_bridge.course import Course

FILE = "timestamp.txt"
MAX_BYTES = 4096
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)|(?<!\d)\d{8}(?!\d)")
_AHEAD = timedelta(days=1)
"""A clock may be ahead by so much."""


class Stamp(NamedTuple):
    """A time of handing in.

    Parameters
    ----------
    time : datetime or None
        In UTC, without a zone; None where nothing says it.
    problem : str
        What is odd about it, for the instructor; "" where nothing is.
    """

    time: datetime | None
    problem: str = ""


def submitted_at(course: Course, assignment: str, student: str) -> datetime | None:
    """Return when a submission was handed in (UTC, without a zone), None where nothing says it."""
    return read_stamp(course, assignment, student).time


def read_stamp(course: Course, assignment: str, student: str) -> Stamp:
    """Return when a submission was handed in, and what is odd about it."""
    text = small_text(course.folder("submitted", assignment, student) / FILE).strip()
    if not text:
        return Stamp(None)
    time = parse_time(text)
    if time is None:
        return Stamp(None, f"{FILE} holds no time that can be read ({_shown(text)})")
    if time > datetime.now(UTC).replace(tzinfo=None) + _AHEAD:
        return Stamp(time, f"{FILE} says {time:%Y-%m-%d %H:%M} UTC, which is still to come")
    return Stamp(time)


def parse_time(text: str) -> datetime | None:
    """Return a written time in UTC, without a zone; None where it is none.

    It is read as nbgrader reads it, but what names no year is no time: today's would be taken.
    """
    if not _YEAR.search(text):
        return None
    try:
        return parse_utc(text)
    except Exception:  # any text at all may stand there, and dateutil raises many kinds
        return None


def small_text(path: Path) -> str:
    """Return the text of a small file, "" where there is none; links are not followed."""
    try:
        if path.is_symlink() or not path.is_file() or path.stat().st_size > MAX_BYTES:
            return ""
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return ""


def _shown(text: str) -> str:
    line = " ".join(text.split())
    return f"“{line[:40]}{'…' if len(line) > 40 else ''}”"
