"""The form of Canvas's gradebook import, made from its own gradebook export.

Canvas finds students by the columns up to "Section" (``gradebook_importer.rb`` of canvas-lms), and
an assignment by a column named ``Title (12345)``. Other assignments are left out: a grade that was
changed since the export would be set back.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

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

LAST_COLUMN = "Section"
OTHER_IDS = ("SIS User ID", "SIS Login ID", "Integration ID")
POINTS_ROW = "Points Possible"
TEST_STUDENT = "Student, Test"
HOW = "In Canvas: Grades, Export, “Export Entire Gradebook”."


def canvas_upload(
    people: Sequence[Person],
    roster: Table,
    assignment: str,
    column: str = "",
    key: str = "",
    rescale: bool = False,
) -> Upload:
    """Put scores into Canvas's export.

    Parameters
    ----------
    people : sequence of Person
        Who was graded.
    roster : Table
        Canvas's export.
    assignment : str
        Its name here; the column that begins with it is taken when `column` is "".
    column : str
        The assignment's column, as it stands in the first row.
    key : str
        The one column that has the course's student ids; "" for all that could.
    rescale : bool
        Whether scores are multiplied so that full marks are Canvas's.

    Raises
    ------
    ExportedFileError
        If the file is no such export, or the column is not clear.
    """
    last = _last_id_column(roster)
    grades = roster.column(column) if column else _column_of(roster, assignment, last)
    kept = (*range(last + 1), grades)
    form = replace(
        roster,
        header=tuple(roster.header[i] for i in kept),
        rows=tuple(tuple(row[i] for i in kept) for row in roster.rows),
    )
    upload = Upload(form)
    students = [i for i, row in enumerate(form.rows) if _is_student(row)]
    matched = match(people, [_keys(form, i, last, key) for i in students])
    possible = next((row[-1] for row in form.rows if POINTS_ROW in row[0]), "")
    times = factor(upload, people, read_points(possible), rescale)
    standings = {each.student: each.standing for each in people}
    refused: dict[str, list[str]] = {"EX": [], "N/A": []}
    taken = {students[place]: student for student, place in matched.rows.items()}
    texts: dict[int, str] = {}
    for place, student in taken.items():
        there = form.rows[place][-1].strip().upper()
        if there in refused:
            refused[there].append(student)
            continue
        texts[place] = points_text(standings[student].points * times)
    upload.table, upload.n_grades = form.with_cells(len(kept) - 1, texts), len(texts)
    others = [i for i in students if i not in taken and form.rows[i][0] != TEST_STUDENT]
    say_matches(upload, matched, [form.rows[i][0] for i in others])
    if refused["EX"]:
        upload.notice("Excused in Canvas, which stays", refused["EX"])
    if refused["N/A"]:
        upload.notice("Not assigned to them in Canvas, which takes no grade", refused["N/A"])
    say_waiting(upload, people)
    return upload


def _last_id_column(roster: Table) -> int:
    header = roster.header
    first = header[0].strip() in ("Student", "LastName")
    if not first or LAST_COLUMN not in header or "ID" not in header:
        raise ExportedFileError(
            f"{roster.name} is no export of Canvas's gradebook: its first row has not Student, ID "
            f"and Section. {HOW}"
        )
    return header.index(LAST_COLUMN)


def _column_of(roster: Table, assignment: str, last: int) -> int:
    """Return the one assignment column that is named like the assignment."""
    columns = range(last + 1, len(roster.header))
    names = {i: roster.header[i].strip().casefold() for i in columns}
    wanted = assignment.casefold()
    exact = [i for i in columns if names[i].rsplit(" (", 1)[0] == wanted]
    found = exact or [i for i in columns if names[i].replace(" ", "").startswith(wanted)]
    if len(found) == 1:
        return found[0]
    many = "more than one column" if found else "no column"
    listed = ", ".join(repr(roster.header[i]) for i in columns)
    raise ExportedFileError(
        f"{roster.name} has {many} for {assignment}. Name it with --column; there are: {listed}."
    )


def _is_student(row: Sequence[str]) -> bool:
    """Leave out the rows for maxima and posting policies."""
    return POINTS_ROW not in row[0] and any(cell.strip() for cell in row[:-1])


def _keys(form: Table, place: int, last: int, key: str) -> RowKeys:
    row = form.rows[place]
    if key:
        return RowKeys("", (row[form.column(key)],))
    ids = [name for name in OTHER_IDS if name in form.header]
    return RowKeys(row[form.header.index("ID")], tuple(row[form.header.index(n)] for n in ids))
