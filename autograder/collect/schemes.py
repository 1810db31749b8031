"""Whose a file is, by the way it is named: Canvas's, Moodle's, or files that people named.

Canvas packs flat: the user's sorted name without anything but letters, ``_LATE`` where it was, the
user's id, the attachment's id, the student's own file name (``content_zipper.rb`` of canvas-lms).
Moodle gives a folder to each: full name, participant's id, the plugin, with or without a ``_`` at
the end, and with its setting for it off puts the same before the file's name (``mod/assign``).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from autograder.collect.archives import Found, leaves
from autograder.collect.names import folded, without_version
from autograder.collect.sources import ZIP, Source, SourceError, is_junk, is_notebook, is_zip

WHOSE = "Say it with --student NAME or --pattern, or name it STUDENT_ASSIGNMENT.ipynb."

_USER = r"(?:(?P<name>.+?)_)?(?P<user>[0-9]{1,18}|anon_[^_]+)"
_CANVAS = re.compile(rf"{_USER}_(?P<file>[0-9]{{1,18}})_(?P<rest>.+)", re.DOTALL)
_CANVAS_NO_FILE = re.compile(rf"{_USER}_(?P<rest>(?:text|link)\.html)", re.DOTALL)
_MOODLE = re.compile(
    r"(?P<name>.*?)(?:_(?P<user>[0-9]{1,18}))?_assignsubmission_(?P<plugin>[a-z]+)(?:_(?P<rest>.*))?",
    re.DOTALL,
)


@dataclass(frozen=True)
class Claim:
    """A file, and whose it says to be.

    Parameters
    ----------
    found : Found
        The file.
    scheme : {"canvas", "moodle", "files", "exchange"}
        How it is named.
    name : str
        The student's or group's, as it is written.
    file : str
        The student's own name of the file.
    lms_user, lms_file : str
        See `autograder.collect.origin.Origin`.
    late : bool
        Whether the LMS says so.
    is_group : bool
        Whether the name is a group's for sure.
    is_sure : bool
        Whether the name is somebody's; that of a folder without a notebook may be nobody's.
    time : datetime or None
        When it was handed in, where the name says so.
    """

    found: Found
    scheme: str
    name: str
    file: str
    lms_user: str = ""
    lms_file: str = ""
    late: bool = False
    is_group: bool = False
    is_sure: bool = True
    time: datetime | None = None

    @property
    def who(self) -> tuple[str, str]:
        """The same for all files of one student or group."""
        return (self.lms_user, (self.lms_user and self.name) or folded(self.name))


Reader = Callable[[Found], "Claim | None"]


def canvas(found: Found) -> Claim | None:
    """Read a name of Canvas's "Download submissions"."""
    match = _CANVAS.fullmatch(found.name) or _CANVAS_NO_FILE.fullmatch(found.name)
    if match is None:
        return None
    groups = match.groupdict("")
    name = groups["name"]
    late = name == "LATE" or name.endswith("_LATE")
    name = name.removesuffix("LATE").removesuffix("_") if late else name
    user = groups["user"]
    return Claim(
        found, "canvas", name or user, groups["rest"], user, groups.get("file", ""), late=late
    )


def moodle(found: Found) -> Claim | None:
    """Read a path of Moodle's "Download all submissions", in folders or flat."""
    for place, part in enumerate(found.parts):
        match = _MOODLE.fullmatch(part)
        if match:
            rest = [match["rest"] or "", *found.parts[place + 1 :]]
            file = "/".join(each for each in rest if each)
            return Claim(found, "moodle", match["name"], file or part, match["user"] or "")
    return None


def by_pattern(pattern: str) -> Reader:
    """Return a reader of paths by a regular expression with named groups.

    Parameters
    ----------
    pattern : str
        It must match a whole path, with the group ``student`` or ``group``, and may have
        ``timestamp`` (as ISO 8601 writes it; "-" may stand for ":" and "_" for a blank).

    Raises
    ------
    SourceError
        If it is no such expression.
    """
    try:
        expression = re.compile(pattern)
    except re.error as error:
        raise SourceError(f"--pattern {pattern!r} is no regular expression: {error}.") from None
    if not {"student", "group"} & set(expression.groupindex):
        raise SourceError(
            f"--pattern {pattern!r} has no group named `student`. "
            r"Write, say: --pattern '(?P<student>\w+)_hw1a\.ipynb'"
        )

    def read(found: Found) -> Claim | None:
        match = expression.fullmatch(found.path)
        named = match.groupdict() if match else {}
        name = named.get("student") or named.get("group")
        if not name:
            return None
        time = _time(named.get("timestamp") or "")
        is_group = not named.get("student")
        return Claim(found, "files", name, found.name, is_group=is_group, time=time)

    return read


def _time(text: str) -> datetime | None:
    """Read a moment; one without a zone is UTC, as nbgrader has it."""
    digits = re.findall(r"\d+", text)
    try:
        found = datetime.fromisoformat(text.strip())
    except ValueError:
        try:
            found = datetime(*(int(each) for each in digits[:6]))  # type: ignore[arg-type]
        except (TypeError, ValueError, OverflowError):
            return None
    return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)


def by_folder(files: Sequence[Found], assignment: str) -> Reader:
    """Return a reader of files that people named.

    Parameters
    ----------
    files : sequence of Found
        All of them: a folder that holds everything else is nobody's name.
    assignment : str
        Its name; in ``<student>_<assignment>.ipynb`` or as a folder it is nobody's.
    """
    shared = _shared_folders(files, assignment)

    def name_of(found: Found) -> str:
        folders = [part for part in found.parts[shared:-1] if folded(part) != folded(assignment)]
        alone = found.name.rpartition(".")[0] if is_zip(found) else ""
        return folders[0] if folders else _beside(found.name, assignment) or alone

    with_notebook = {name_of(each) for each in files if is_notebook(each) or is_zip(each)}

    def read(found: Found) -> Claim | None:
        name = name_of(found)
        sure = name in with_notebook
        return Claim(found, "files", name, found.name, is_sure=sure) if name else None

    return read


def of_one(student: str) -> Reader:
    """Return a reader that gives everything to one student."""
    return lambda found: Claim(found, "files", student, found.name)


def _beside(name: str, assignment: str) -> str:
    """Return the student in ``<student>_<assignment>.ipynb``, or ""."""
    stem = name.rpartition(".")[0]
    quoted = re.escape(assignment)
    pattern = rf"(?P<a>.+)[ _-]{quoted}|{quoted}[ _-](?P<b>.+)"
    for text in (stem, without_version(stem)):
        if match := re.fullmatch(pattern, text, re.IGNORECASE | re.DOTALL):
            student = str(match["a"] or match["b"])
            if without_version(f"x-{student}") != "x":  # the number of a copy is nobody's name
                return student
    return ""


def _shared_folders(files: Sequence[Found], assignment: str) -> int:
    """Return how many folders at the top hold everything and are nobody's."""
    folders = [each.parts[:-1] for each in files]
    named = {_beside(each.name, assignment) for each in files if is_notebook(each)}
    shared = 0
    while folders and min(map(len, folders)) > shared:
        if len({parts[shared] for parts in folders}) > 1:
            break
        deeper = min(sum(folded(p) != folded(assignment) for p in f[shared:]) for f in folders) > 1
        if not deeper and not (len(named) > 1 and "" not in named):
            break
        shared += 1
    return shared


def choose_reader(
    source: Source, assignment: str, wanted: str = "", pattern: str = "", student: str = ""
) -> Reader:
    """Return the reader of the scheme that most of the files follow.

    Parameters
    ----------
    source : Source
        What is to be collected.
    assignment : str
        Its name.
    wanted : {"", "canvas", "moodle", "files"}
        The scheme, where the user named it.
    pattern : str
        See `by_pattern`; "" for none.
    student : str
        Whose everything is; "" where it is not one student's.
    """
    files = source.files
    if student:
        return of_one(student)
    if pattern:
        return by_pattern(pattern)
    named: dict[str, Reader] = {"canvas": canvas, "moodle": moodle}
    for scheme, reader in named.items():
        n = sum(reader(each) is not None for each in files)
        if wanted == scheme or (not wanted and n > len(files) / 2):
            return reader
    reader = by_folder(files, assignment)
    if source.path.suffix.lower() in ZIP:
        one = _beside(source.name, assignment)
        if not one and not any(reader(each) for each in files if is_notebook(each)):
            one = without_version(source.path.stem)
        if one and folded(one) != folded(assignment):
            return of_one(one)
    return reader


def claims(files: Sequence[Found], reader: Reader) -> tuple[list[Claim], list[str]]:
    """Return whose each file is, and a sentence on each that is nobody's."""
    found: list[Claim] = []
    odd: list[str] = []
    for each in files:
        claim = None if leaves(each.path) or is_junk(each) else reader(each)
        if claim is not None:
            found.append(claim)
        elif leaves(each.path):
            odd.append(f"{each.path} leads out of the archive and was left out.")
        elif is_notebook(each) or is_zip(each):
            odd.append(f"{each.path} says not whose it is and was left out. {WHOSE}")
    return found, odd
