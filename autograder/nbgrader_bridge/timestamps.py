"""When a submission was handed in, and whose word is taken for it.

``timestamp.txt`` beside the notebook says it, as for nbgrader. A student may have put one of their
own there, so where the collector recorded a time for this very notebook (in the course's state
folder, where no student writes), the record counts, and that the file says otherwise is told.
"""

from __future__ import annotations

import hashlib
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from nbgrader.utils import parse_utc

from autograder.collect import origin
from autograder.nbgrader_bridge.course import Course

FILE = "timestamp.txt"
MAX_BYTES = 4096
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)|(?<!\d)\d{8}(?!\d)")
_OFFSET = re.compile(r"\s+(?=[+-]\d\d:?\d\d$)")
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
    """Return when a submission was handed in, and what is odd about it.

    Raises
    ------
    RecordError
        If the collector's record is damaged.
    """
    folder = course.folder("submitted", assignment, student)
    written = _from_file(small_text(folder / FILE).strip())
    known = origin.load(course.state, assignment).submissions.get(student)
    recorded = parse_time(known.time) if known else None
    if known is None:
        return written
    if known.late and recorded is None and written == Stamp(None):
        return Stamp(None, "the LMS marked this as late and does not say when it was handed in")
    if recorded is None or recorded == written.time:
        return written
    if _digest(folder) != known.digest:
        return written  # exchanged by hand since
    if written.time is None:
        return Stamp(recorded)
    return Stamp(
        recorded,
        f"{FILE} says {_utc(written.time)}, but {_utc(recorded)} was recorded when it was "
        "collected; the record counts",
    )


def _from_file(text: str) -> Stamp:
    if not text:
        return Stamp(None)
    time = parse_time(text)
    if time is None:
        return Stamp(None, f"{FILE} holds no time that can be read ({_shown(text)})")
    if time > datetime.now(UTC).replace(tzinfo=None) + _AHEAD:
        return Stamp(time, f"{FILE} says {_utc(time)}, which is still to come")
    return Stamp(time)


def _digest(folder: Path) -> str:
    """Return the digest of the notebooks that lie in a folder, as the collector's record has it."""
    digest = hashlib.sha256()
    for path in sorted(folder.glob("*.ipynb")):
        if path.is_file() and not path.is_symlink():
            digest.update(path.read_bytes())
    return digest.hexdigest()


def parse_time(text: str) -> datetime | None:
    """Return a written time in UTC, without a zone; None where it is none.

    It is read as nbgrader reads it, but what names no year is no time (today's would be taken),
    and ``+0100`` is an hour (nbgrader takes it for 100 seconds when a blank stands before it).
    """
    text = _OFFSET.sub("", text.strip())
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


def _utc(time: datetime) -> str:
    return f"{time:%Y-%m-%d %H:%M} UTC"
