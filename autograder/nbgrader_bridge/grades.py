"""What the gradebook has on a class, read with a few statements for all of it.

nbgrader's own objects would do, at ten times the cost: one for each cell of each student.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any, NamedTuple

from nbgrader import api
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from autograder.build import Assignment
from autograder.nbgrader_bridge.comments import tested_answers
from autograder.nbgrader_bridge.late import seconds_late
from autograder.results import points_that_count


class CellGrade(NamedTuple):
    """One graded cell of one student, as the gradebook has it; None where nothing was given."""

    auto: float | None
    manual: float | None
    extra: float | None
    waiting: bool
    comment: str

    @property
    def score(self) -> float:
        """The points that count."""
        return points_that_count(self.auto, self.manual, self.extra)


class StudentGrades(NamedTuple):
    """All that the gradebook has on one student's submission, cells by their id."""

    first_name: str
    last_name: str
    late_penalty: float
    cells: dict[str, CellGrade]
    seconds_late: float = 0.0
    email: str = ""
    lms_id: str = ""


def read_grades(db: Any, assignment_id: str, assignment: Assignment) -> dict[str, StudentGrades]:
    """Return the grades of every submission of an assignment, by student.

    Parameters
    ----------
    db : Session
        Of nbgrader's gradebook.
    assignment_id : str
        The assignment's id there.
    assignment : Assignment
        Knows the names of cells within it.
    """
    table = api.SubmittedAssignment
    submissions = db.scalars(
        select(table).where(table.assignment_id == assignment_id).options(joinedload(table.student))
    ).all()
    penalties: dict[str, float] = defaultdict(float)
    for submission, penalty in _penalties(db, assignment_id):
        penalties[submission] += penalty
    cells = _cells(db, assignment_id, assignment)
    return {
        each.student_id: StudentGrades(
            each.student.first_name or "",
            each.student.last_name or "",
            penalties[each.id],
            cells[each.id],
            seconds_late(each),
            each.student.email or "",
            each.student.lms_user_id or "",
        )
        for each in submissions
    }


def _penalties(db: Any, assignment_id: str) -> Iterator[tuple[str, float]]:
    table = api.SubmittedNotebook
    chosen = (
        select(table.assignment_id, table.late_submission_penalty)
        .join(api.SubmittedAssignment, api.SubmittedAssignment.id == table.assignment_id)
        .where(api.SubmittedAssignment.assignment_id == assignment_id)
    )
    return ((submission, float(penalty or 0)) for submission, penalty in db.execute(chosen))


def _cells(db: Any, assignment_id: str, assignment: Assignment) -> dict[str, dict[str, CellGrade]]:
    """Return the graded cells by submission and by their full names."""
    answers = {each.name: tested_answers(each) for each in assignment.notebooks}
    table = api.Comment
    comments = {
        (submission, notebook, cell): text
        for submission, notebook, cell, text in _rows(
            db, table, assignment_id, table.manual_comment
        )
        if text
    }
    grade = api.Grade
    scores = (grade.auto_score, grade.manual_score, grade.extra_credit, grade.needs_manual_grade)
    found: dict[str, dict[str, CellGrade]] = defaultdict(dict)
    for submission, notebook, cell, auto, manual, extra, waiting in _rows(
        db, grade, assignment_id, *scores
    ):
        answer = answers.get(notebook, {}).get(cell, cell.removesuffix("-check"))
        comment = comments.get((submission, notebook, answer), "")
        name = assignment.full_name(notebook, cell)
        found[submission][name] = CellGrade(auto, manual, extra, bool(waiting), comment)
    return found


def _rows(db: Any, table: Any, assignment_id: str, *columns: Any) -> Any:
    """Yield submission, notebook's and cell's name, and `columns`, in nbgrader's order of cells."""
    submitted = api.SubmittedNotebook
    chosen = (
        select(submitted.assignment_id, api.Notebook.name, api.BaseCell.name, *columns)
        .select_from(table)
        .join(submitted, submitted.id == table.notebook_id)
        .join(api.SubmittedAssignment, api.SubmittedAssignment.id == submitted.assignment_id)
        .join(api.Notebook, api.Notebook.id == submitted.notebook_id)
        .join(api.BaseCell, api.BaseCell.id == table.cell_id)
        .where(api.SubmittedAssignment.assignment_id == assignment_id)
    )
    return db.execute(chosen)
