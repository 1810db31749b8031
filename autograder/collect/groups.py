"""Groups of students who hand in one file: a table with the columns ``group`` and ``student``.

Canvas's export of a group set (``group_name``, ``login_id`` …) will do as well.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from autograder.collect import origin
from autograder.collect.names import letters, safe, shown
from autograder.collect.roster import Roster, RosterError, read_table

_GROUP = ("group", "group_name", "group name", "groupname", "team")
_STUDENT = (
    "student", "student_id", "student id", "login_id", "username", "user_id", "canvas_user_id",
    "email", "email address", "id number", "name",
)  # fmt: skip

Groups = Mapping[str, tuple[str, ...]]


def load(state: Path, assignment: str) -> Groups:
    """Return the groups of an assignment as it was last collected: name -> its students.

    Parameters
    ----------
    state : Path
        The course's ``.chalkgrad``, `Course.state`.
    assignment : str
        The assignment's name.
    """
    return origin.load(state, assignment).groups


def read_groups(path: Path, roster: Roster) -> dict[str, tuple[str, ...]]:
    """Read a table of groups.

    Parameters
    ----------
    path : Path
        A CSV file.
    roster : Roster
        Who a student's id means; where it is empty, ids are taken as they are written.

    Raises
    ------
    RosterError
        If a column is missing, a group has nobody, or a student is unknown or in two groups.
    """
    header, rows = read_table(path)
    by_name = {name.casefold(): name for name in reversed(header)}
    group_column = next((by_name[name] for name in _GROUP if name in by_name), "")
    columns = [by_name[name] for name in _STUDENT if name in by_name]
    if not group_column or not columns:
        raise RosterError(
            f"{path} must have the columns `group` and `student`. "
            f"It has: {', '.join(map(shown, header))}."
        )
    groups: dict[str, list[str]] = {}
    home: dict[str, tuple[str, int]] = {}
    for line, row in rows:
        group, ids = row.get(group_column, ""), [row[c] for c in columns if row.get(c)]
        if not group:
            continue  # Canvas lists those who are in no group, too
        members = groups.setdefault(_same_group(group, groups), [])
        if not ids:
            continue
        student = _student(ids, roster, f"{path}, line {line}")
        if home.setdefault(student, (group, line))[0] != group:
            raise RosterError(
                f"{path}, line {line}: {shown(student)} is in {shown(group)!r} and, by line "
                f"{home[student][1]}, in {shown(home[student][0])!r}. Delete one of the two lines."
            )
        if student not in members:
            members.append(student)
    empty = [group for group, members in groups.items() if not members]
    if empty:
        raise RosterError(
            f"{path}: the group {shown(empty[0])!r} has nobody in it. Give it students, or "
            "delete its line."
        )
    return {group: tuple(sorted(members)) for group, members in groups.items()}


def _same_group(group: str, groups: Mapping[str, object]) -> str:
    """Return a group's name; two that an LMS cannot tell apart are an error."""
    for known in groups:
        if known != group and letters(known) == letters(group):
            raise RosterError(
                f"The groups {shown(known)!r} and {shown(group)!r} have the same letters and "
                "digits, which is all that an LMS keeps of them. Write both in the same way, or "
                "rename one."
            )
    return group


def _student(ids: list[str], roster: Roster, where: str) -> str:
    for text in ids:
        if person := roster.by_text(text):
            return person.student
    if len(roster):
        raise RosterError(
            f"{where}: nobody in the table of students is called {shown(ids[0])!r}. "
            "Correct it, or add the student."
        )
    return safe(ids[0])


def find(name: str, groups: Groups) -> str:
    """Return the group that an LMS or a file's name means, or ""."""
    return next((group for group in groups if letters(group) == letters(name)), "")
