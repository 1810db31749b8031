"""Moodle's offline grading worksheet, filled in.

Moodle finds a student by the number at the end of the first column ("Participant 123"), and by the
names of the columns in the language of whoever uploads; it leaves out, without a word, grades that
are above the maximum, that are locked, and those changed in Moodle since the worksheet was
downloaded (``mod/assign/feedback/offline``). So every column stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from autograder.report.lms.people import Person, RowKeys, match
from autograder.report.lms.table import ExportedFileError, Table
from autograder.report.lms.upload import (
    Upload,
    factor,
    points_text,
    read_points,
    say_matches,
    say_waiting,
)

HOW = (
    "In Moodle, with the assignment's feedback type “Offline grading worksheet”: Submissions, "
    "Actions, “Download grading worksheet”."
)
_GRADE = ("grade", "bewertung", "note", "calificación")
_LOCKED = {"grade can be changed": "no", "bewertung kann geändert werden": "nein"}
_NUMBERED = re.compile(r"\D*?(\d+)")


def moodle_upload(
    people: Sequence[Person],
    roster: Table,
    column: str = "",
    key: str = "",
    rescale: bool = False,
) -> Upload:
    """Put scores into Moodle's worksheet.

    Parameters
    ----------
    people : sequence of Person
        Who was graded.
    roster : Table
        The worksheet.
    column : str
        The grade's column; "" for the one that is named so in English, German, French or Spanish.
    key : str
        The one column that has the course's student ids; "" for all that could.
    rescale : bool
        Whether scores are multiplied so that full marks are Moodle's.

    Raises
    ------
    ExportedFileError
        If the file is no such worksheet, or the column is not clear.
    """
    _check(roster)
    grades = roster.column(column) if column else _grade_column(roster)
    upload = Upload(roster)
    matched = match(people, _keys(roster, grades, key))
    best = grades + 1  # the maximum stands next to it, whatever it is called
    maxima = [read_points(row[best]) for row in roster.rows] if best < len(roster.header) else []
    wanted = next((each for each in maxima if each is not None), None)
    times = factor(upload, people, wanted, rescale)
    standings = {each.student: each.standing for each in people}
    locked, above = [], []
    texts: dict[int, str] = {}
    for student, place in matched.rows.items():
        points = standings[student].points * times
        if _is_locked(roster, place):
            locked.append(student)
            continue
        if wanted is not None and points > wanted + 1e-9:
            above.append(student)
        texts[place] = points_text(points)
    upload.table, upload.n_grades = roster.with_cells(grades, texts), len(texts)
    taken = set(matched.rows.values())
    others = [row[1] or row[0] for i, row in enumerate(roster.rows) if i not in taken]
    say_matches(upload, matched, others)
    if locked:
        upload.notice("Moodle says that their grade cannot be changed, so it stays", locked)
    if above:
        upload.notice("Above Moodle's maximum, so Moodle will leave them out without a word", above)
    say_waiting(upload, people)
    return upload


def numbers_of(people: Sequence[Person], roster: Table) -> dict[str, tuple[str, str]]:
    """Return participant's number and full name of each student who has a row of their own.

    Raises
    ------
    ExportedFileError
        If the file is no worksheet.
    """
    _check(roster)
    matched = match(people, _keys(roster, _grade_column(roster), ""))
    return {
        student: (participant(roster.rows[place][0]), roster.rows[place][1])
        for student, place in matched.rows.items()
    }


def participant(text: str) -> str:
    """Return the number of a participant: 123 of "Participant 123"."""
    found = _NUMBERED.fullmatch(text.strip())
    return found[1] if found else ""


def _check(roster: Table) -> None:
    numbers = [participant(row[0]) for row in roster.rows]
    if (
        len(roster.header) < 3
        or not numbers
        or not all(numbers)
        or len(set(numbers)) < len(numbers)
    ):
        raise ExportedFileError(
            f"{roster.name} is no grading worksheet of Moodle's: its first column does not number "
            f"the participants (“Participant 123”). {HOW}"
        )


def _grade_column(roster: Table) -> int:
    found = [i for i, name in enumerate(roster.header) if name.strip().casefold() in _GRADE]
    if len(found) == 1:
        return found[0]
    listed = ", ".join(repr(name) for name in roster.header)
    raise ExportedFileError(
        f"{roster.name} has no column that is clearly the grade. Name it with --column; there are: "
        f"{listed}."
    )


def _keys(roster: Table, grades: int, key: str) -> list[RowKeys]:
    """Return what tells whose each row is: the number, and the columns of single values.

    Between the full name and the grade stand whatever the site shows of its users (address, id
    number, user name), and the submission's status.
    """
    if key:
        wanted = roster.column(key)
        return [RowKeys("", (row[wanted],)) for row in roster.rows]
    columns = [i for i in range(2, grades) if _tells_apart(roster, i)]
    return [RowKeys(participant(row[0]), tuple(row[i] for i in columns)) for row in roster.rows]


def _tells_apart(roster: Table, column: int) -> bool:
    values = [row[column].strip().casefold() for row in roster.rows if row[column].strip()]
    return len(set(values)) == len(values)


def _is_locked(roster: Table, place: int) -> bool:
    row = roster.rows[place]
    return any(
        row[i].strip().casefold() == _LOCKED.get(name.strip().casefold())
        for i, name in enumerate(roster.header)
    )
