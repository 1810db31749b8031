"""Who the students are: a table from Canvas, Moodle, nbgrader or by hand, and whom a name means.

Canvas: the gradebook's export (the id in paths is its column ID). Moodle: the assignment's grading
worksheet (``Participant 123`` is the id in paths, and it knows when each handed in) or the grade
export (names alone). By hand: columns ``student``, ``name``, ``lms_id``, ``email``, ``time``.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from autograder.collect.names import folded, is_safe, letters, safe, shown

MAX_TABLE = 32 << 20

_COLUMNS = {
    "student": (
        "student_id", "student id", "sis login id", "login_id", "login id", "username",
        "user name", "sis user id", "user_id", "id number", "idnumber", "email address", "email",
    ),
    "lms_id": ("lms_id", "lms id", "lms_user_id", "canvas_user_id", "canvas id", "identifier"),
    "name": ("name", "full name", "fullname", "student name"),
    "first": ("first_name", "first name", "firstname"),
    "last": ("last_name", "last name", "lastname", "surname"),
    "email": ("email", "email address", "mail"),
    "time": ("time", "timestamp", "last modified (submission)"),
}  # fmt: skip
"""Column names by what they hold, the best first."""

_TIMES = (
    "%A, %d %B %Y, %I:%M %p",
    "%A, %d %B %Y, %H:%M",
    "%A, %d %B %Y, %I:%M:%S %p",
    "%A, %B %d, %Y, %I:%M %p",
    "%d %B %Y, %I:%M %p",
    "%d %B %Y, %H:%M",
)


class RosterError(Exception):
    """A table of students or groups that cannot be used; the message says how to mend it."""


@dataclass(frozen=True)
class Person:
    """A student.

    Parameters
    ----------
    student : str
        The id in nbgrader; safe as a folder's name.
    name : str
        "First Last", or "Last, First", or "".
    lms_id : str
        The number in the LMS's paths, or "".
    email, first, last : str
        Where known.
    aliases : tuple of str
        Other ids: login, matriculation number, email.
    time : datetime or None
        When the student handed in, where the table knows.
    lasting : bool
        Whether `lms_id` is the same in every assignment; a participant's number in Moodle is not.
    """

    student: str
    name: str = ""
    lms_id: str = ""
    email: str = ""
    first: str = ""
    last: str = ""
    aliases: tuple[str, ...] = ()
    time: datetime | None = None
    lasting: bool = True

    @property
    def first_and_last(self) -> tuple[str, str]:
        """The two names, as well as they can be told apart."""
        if self.first or self.last:
            return self.first, self.last
        last, comma, first = self.name.partition(",")
        if not comma:
            first, _, last = self.name.rpartition(" ")
        return first.strip(), last.strip()

    @property
    def names(self) -> set[str]:
        """The letters of the name, in either order."""
        first, last = self.first, self.last
        if "," in self.name:
            last, _, first = self.name.partition(",")
        texts = (self.name, first + last, last + first) if first or last else (self.name,)
        return {letters(text) for text in texts} - {""}


class Roster:
    """Finds the student that an LMS or a file name means.

    Parameters
    ----------
    people : iterable of Person
        The students.
    odd : iterable of str
        Sentences on what was odd about the table.
    """

    def __init__(self, people: Iterable[Person] = (), odd: Iterable[str] = ()) -> None:
        self.people = {person.student: person for person in people}
        self.odd = list(odd)
        self._by_lms = _unique((p.lms_id, p) for p in self.people.values())
        self._by_id = _unique((folded(p.student), p) for p in self.people.values())
        self._by_alias = _unique((folded(a), p) for p in self.people.values() for a in p.aliases)
        self._by_name = _unique((name, p) for p in self.people.values() for name in p.names)

    def __len__(self) -> int:
        return len(self.people)

    def by_lms(self, lms_id: str, name: str) -> Person | None:
        """Return who has an id in the LMS; by the name only where the table has no ids."""
        found = self._by_lms.get(lms_id)
        if found is None and not self._by_lms:
            found = self._by_name.get(letters(name))
        return found

    def by_text(self, text: str) -> Person | None:
        """Return who has this id, alias, LMS id or name."""
        text = text.strip()
        for table, key in (
            (self._by_id, folded(text)),
            (self._by_alias, folded(text)),
            (self._by_lms, text),
            (self._by_name, letters(text)),
        ):
            if key and (found := table.get(key)):
                return found
        return None


def _unique(pairs: Iterable[tuple[str, Person]]) -> dict[str, Person]:
    """Return the keys that mean one student only."""
    found: dict[str, set[str]] = defaultdict(set)
    people: dict[str, Person] = {}
    for key, person in pairs:
        if key:
            found[key].add(person.student)
            people[key] = person
    return {key: people[key] for key, students in found.items() if len(students) == 1}


def read_roster(path: Path) -> Roster:
    """Read a table of students.

    Raises
    ------
    RosterError
        If it has no column that names students, or an id that cannot be a folder's name.
    """
    header, rows = read_table(path)
    columns = _columns(header)
    if "student" not in columns and "name" not in columns and "lms_id" not in columns:
        raise RosterError(
            f"{path} has no column that names students. It has: {', '.join(map(shown, header))}. "
            "Wanted: `student`, and `lms_id` or `name` where they come from an LMS."
        )
    people: dict[str, Person] = {}
    odd: list[str] = []
    for line, row in rows:
        person = _person(row, columns, f"{path}, line {line}", odd)
        if person is None:
            continue
        if people.setdefault(person.student, person) != person:
            raise RosterError(
                f"{path}, line {line}: the student {shown(person.student)!r} stands there twice, "
                "with different names or ids. Delete one of the two lines."
            )
    return Roster(people.values(), sorted(set(odd))[:3])


def read_table(path: Path) -> tuple[list[str], list[tuple[int, dict[str, str]]]]:
    """Return the header of a CSV file and its rows with their line numbers.

    Commas, semicolons or tabs; UTF-8, UTF-16 or a Windows code page.

    Raises
    ------
    RosterError
        If it is no such table.
    """
    try:
        content = path.read_bytes()[: MAX_TABLE + 1]
    except OSError as error:
        raise RosterError(f"{path} cannot be read: {error.strerror}.") from None
    if len(content) > MAX_TABLE:
        raise RosterError(f"{path} has more than {MAX_TABLE >> 20} MiB: that is no such table.")
    text = _text(content)
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        header = [cell.strip() for cell in next(reader, [])]
        rows = [
            (reader.line_num, dict(zip(header, (c.strip() for c in row), strict=False)))
            for row in reader
            if any(cell.strip() for cell in row)
        ]
    except csv.Error as error:
        raise RosterError(f"{path}, line {reader.line_num}, is no CSV: {error}.") from None
    if not any(header):
        raise RosterError(f"{path} is empty. Its first line must name the columns.")
    return header, rows


def _text(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def _columns(header: list[str]) -> dict[str, list[str]]:
    """Return the columns that hold each thing, the best first."""
    by_name = {name.casefold(): name for name in reversed(header)}
    found = {
        what: [by_name[name] for name in names if name in by_name]
        for what, names in _COLUMNS.items()
    }
    if "student" in by_name and {"id", "section"} & set(by_name):  # Canvas's gradebook
        found["name"].insert(0, by_name["student"])
        found["lms_id"] += [by_name["id"]] if "id" in by_name else []
    elif "student" in by_name:
        found["student"].insert(0, by_name["student"])
    elif "id" in by_name:  # nbgrader's own export of students
        found["student"].insert(0, by_name["id"])
    return {what: names for what, names in found.items() if names}


def _person(
    row: Mapping[str, str], columns: Mapping[str, list[str]], where: str, odd: list[str]
) -> Person | None:
    def values(what: str) -> list[str]:
        return [row[c] for c in columns.get(what, ()) if row.get(c)]

    def value(what: str) -> str:
        return next(iter(values(what)), "")

    lms_id = value("lms_id")
    participant = re.fullmatch(r"\D*?(\d+)", lms_id)
    lms_id = participant[1] if participant else lms_id
    name = value("name") or f"{value('first')} {value('last')}".strip()
    if "points possible" in name.casefold() or not (values("student") or lms_id or name):
        return None
    ids = [unicodedata.normalize("NFC", each) for each in values("student")]
    derived = f"{' '.join(name.replace(',', ' ').split())} {lms_id}".strip()
    student = ids[0] if ids else safe(derived)
    if not is_safe(student):
        raise RosterError(
            f"{where}: the student's id {shown(student)!r} cannot name a folder. Use letters, "
            "digits and . _ - @ +, at most 64 of them."
        )
    text = value("time")
    time = _time(text)
    if time is None and text not in ("", "-"):
        odd.append(f"{where}: the time {shown(text)!r} cannot be read and is taken as unknown.")
    return Person(
        student=student,
        name=name,
        lms_id=lms_id,
        email=value("email"),
        first=value("first"),
        last=value("last"),
        aliases=tuple(ids[1:]),
        time=time,
        lasting="Identifier" not in columns.get("lms_id", ()),
    )


def _time(text: str) -> datetime | None:
    """Read a time; Moodle writes it without a zone, so it is this computer's."""
    text = text.replace("\u202f", " ").strip()
    try:
        return datetime.fromisoformat(text).astimezone(UTC)
    except ValueError:
        pass
    for form in _TIMES:
        try:
            return datetime.strptime(text, form).astimezone(UTC)
        except ValueError:
            continue
    return None
