"""Where each collected submission came from, kept in ``.chalkgrad/collected/<assignment>.json``.

Feedback goes back to an LMS under the LMS's own names, and a group's members share their hidden
inputs; both are read from here. The file is JSON::

    {
      "format": 1,
      "assignment": "hw1a",
      "groups": {"Team 1": ["ada", "bob"]},
      "submissions": {
        "ada": {
          "source": "canvas",
          "archive": "submissions.zip",
          "file": "lovelaceada_LATE_123456_7891011_hw1a-1.ipynb",
          "lms_user": "123456",
          "lms_file": "7891011",
          "lms_name": "lovelaceada",
          "late": true,
          "group": "",
          "time": "2026-01-30 23:59:00.000000 UTC",
          "written": "2026-02-01 08:00:00.000000 UTC",
          "digest": "SHA-256 of the notebook, in hexadecimal"
        }
      }
    }

A student's name is the folder's under ``submitted``. Each member of a group has an entry; those of
whom the group's file counts name the group. Fields that nobody knows are "" (or false).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, fields
from functools import lru_cache
from pathlib import Path
from typing import Any

from autograder.files.lock import try_lock
from autograder.files.replacing import replace_file

FORMAT = 1


@dataclass(frozen=True)
class Origin:
    """Where one student's submission came from.

    Parameters
    ----------
    source : {"canvas", "moodle", "files", "exchange"}
        Whose naming scheme it had.
    archive : str
        Name of the archive or folder that was collected.
    file : str
        Path in there, exactly as it was written; "outer.zip/inner.ipynb" for a zip in a zip.
    lms_user : str
        Canvas: the user's id, or ``anon_…`` where names are hidden; of a group, the id of the
        member who stands for it. Moodle: the participant's id, or the group's.
    lms_file : str
        Canvas: the attachment's id.
    lms_name : str
        The name as the LMS wrote it into the path.
    late : bool
        Whether the LMS marked it as late.
    group : str
        The group that it was handed in for, where it counts for each member.
    time : str
        When it was handed in, as nbgrader writes a ``timestamp.txt``.
    written : str
        The date of the file, or of the archive's entry. It tells which of two is newer, and
        nothing about lateness.
    digest : str
        SHA-256 of the notebook (of several, one after another by name); "" where there was none
        that could be used.
    """

    source: str
    archive: str = ""
    file: str = ""
    lms_user: str = ""
    lms_file: str = ""
    lms_name: str = ""
    late: bool = False
    group: str = ""
    time: str = ""
    written: str = ""
    digest: str = ""


@dataclass(frozen=True)
class Collected:
    """What is known about an assignment's submissions.

    Parameters
    ----------
    submissions : mapping of str to Origin
        By student.
    groups : mapping of str to tuple of str
        The members of each group; a student is in one at most.
    """

    submissions: Mapping[str, Origin] = field(default_factory=dict)
    groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def drawn_for(self, student: str) -> str:
        """Return for whom a student's hidden inputs are drawn: the student, or the group."""
        origin = self.submissions.get(student)
        # no folder's name has a slash, so no student has the inputs of a group
        return f"group/{origin.group}" if origin and origin.group else student


class RecordError(Exception):
    """The record cannot be read; the message says how to mend it."""


def record_path(state: Path, assignment: str) -> Path:
    """Return where the record of an assignment is; `state` is the course's ``.chalkgrad``."""
    return state / "collected" / f"{assignment}.json"


def load(state: Path, assignment: str) -> Collected:
    """Read an assignment's record; an empty one where nothing was collected yet.

    Raises
    ------
    RecordError
        If the file is there and is no record.
    """
    path = record_path(state, assignment)
    try:
        info = path.stat()
    except FileNotFoundError:
        return Collected()
    return _load(path, info.st_mtime_ns, info.st_ino)


@lru_cache(maxsize=8)
def _load(path: Path, changed: int, inode: int) -> Collected:
    """Read a record; again only when it was written anew."""
    try:
        return _parsed(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise RecordError(
            f"{path} is damaged ({type(error).__name__}: {error}). "
            "Delete it and collect again: what was collected stays."
        ) from error


def _parsed(data: Any) -> Collected:
    known = {each.name for each in fields(Origin)}
    submissions = {
        student: Origin(**{name: value for name, value in entry.items() if name in known})
        for student, entry in data["submissions"].items()
    }
    return Collected(submissions, {name: tuple(m) for name, m in data["groups"].items()})


def save(state: Path, assignment: str, collected: Collected) -> None:
    """Write an assignment's record in one step: a reader sees the old one or the new one."""
    data = {
        "format": FORMAT,
        "assignment": assignment,
        "groups": {name: list(members) for name, members in sorted(collected.groups.items())},
        "submissions": {s: asdict(o) for s, o in sorted(collected.submissions.items())},
    }
    text = json.dumps(data, ensure_ascii=False, indent=1) + "\n"
    path = record_path(state, assignment)
    path.parent.mkdir(parents=True, exist_ok=True)
    replace_file(path, text.encode("utf-8", "backslashreplace"))  # so are surrogates escaped


@contextmanager
def alone(state: Path, assignment: str) -> Iterator[None]:
    """Hold an assignment's record, so that no two processes write the same files.

    Raises
    ------
    RecordError
        If another process holds it.
    """
    path = record_path(state, assignment).with_suffix(".lock")
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a") as file:
        if not try_lock(file.fileno(), if_unsupported=True):
            raise RecordError(
                f"{assignment} is being collected by another process. Wait until it is done."
            )
        yield
