"""nbgrader's gradebook: one writer, one transaction for each submission.

Scores of checks are always written, as 0 where a check was not reached, so that no older score
can stay behind. What a person gave (manual scores, extra credit, comments) is never touched.
Late penalties are nbgrader's column ``submitted_notebook.late_submission_penalty``, given by the
course's plugin with each submission, and anew by `GradebookWriter.refresh_penalties`.
"""

from __future__ import annotations

import time
from collections.abc import Container, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any, NamedTuple

from nbgrader import api
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from autograder.build import Assignment
from autograder.nbgrader_bridge.comments import comment_below, comment_on
from autograder.nbgrader_bridge.course import Course, CourseError
from autograder.nbgrader_bridge.foreseen import NOT_THERE, notebook_scores, with_result
from autograder.nbgrader_bridge.grades import StudentGrades, read_grades
from autograder.nbgrader_bridge.late import LatePolicy, Refreshed, foreseen_costs, refresh
from autograder.nbgrader_bridge.rows import Rows
from autograder.nbgrader_bridge.scores import cell_scores
from autograder.results import SubmissionResult

NO_RESPONSE = "No response."
TRIES = 3
PAUSE = 2.0
"""Seconds until a lost connection is tried again."""
CHANGED = ".changed-answers"
"""In the autograded folder: the answers that changed and that the gradebook was not told of yet."""


class GradebookGone(CourseError):
    """The database does not answer any more, so there is no use in going on."""


class ManualAnswer(NamedTuple):
    """What is known of an answer that a person grades.

    Parameters
    ----------
    blank : bool
        Nothing was written, so there is nothing to read.
    changed : bool
        It differs from the answer that was there at the last grading.
    """

    blank: bool
    changed: bool


class GradebookWriter:
    """The one writer of a course's gradebook for one assignment. Use it in a ``with`` block.

    Parameters
    ----------
    course : Course
        The course directory.
    assignment : Assignment
        What is graded.
    """

    def __init__(self, course: Course, assignment: Assignment) -> None:
        self.course = course
        self.assignment = assignment
        self.policy = LatePolicy(course)
        self._assignment_id = ""
        self._notebook_ids: dict[str, str] = {}
        self._graded_cells: dict[str, dict[str, str]] = {}
        self._commented_cells: dict[str, dict[str, str]] = {}

    def __enter__(self) -> GradebookWriter:
        self._opened = self.course.gradebook()
        self._book = self._opened.__enter__()
        try:
            self._check_released()
        except BaseException:
            self._opened.__exit__(None, None, None)
            raise
        return self

    def __exit__(self, *exception: object) -> None:
        self._opened.__exit__(None, None, None)

    def _check_released(self) -> None:
        self._book.db.expire_on_commit = False  # we are the only writer of what we keep
        for notebook in self.assignment.notebooks:
            self._check_notebook(notebook)

    def _check_notebook(self, expected: Assignment) -> None:
        name = self.assignment.name
        try:
            with self._reading():
                notebook = self._book.find_notebook(expected.name, name)
                had = self._remember_cells(expected.name, notebook)
        except api.MissingEntry:
            raise CourseError(
                f"{name} is not in the gradebook {self.course.db_shown}. "
                f"Release it first: `chalkgrad release {name}`."
            ) from None
        wanted = {c.id: float(c.points) for c in expected.cells if c.points is not None}
        if had != wanted:
            cell = sorted(dict(had.items() ^ wanted.items()))[0]
            raise CourseError(
                f"{name} has changed since it was released: the cell {cell!r} is worth "
                f"{had.get(cell, 'nothing')} in the gradebook and {wanted.get(cell, 'nothing')} "
                f"now. Release it again: `chalkgrad release {name}`."
            )

    def _remember_cells(self, name: str, notebook: Any) -> dict[str, float]:
        """Keep the ids of a notebook's cells; return the points of the graded ones."""
        graded = [*notebook.grade_cells, *notebook.task_cells]
        answered = [*notebook.solution_cells, *notebook.task_cells]
        self._assignment_id = notebook.assignment_id
        self._notebook_ids[name] = notebook.id
        self._graded_cells[name] = {cell.id: cell.name for cell in graded}
        self._commented_cells[name] = {cell.id: cell.name for cell in answered}
        return {cell.name: float(cell.max_score) for cell in graded}

    def record(
        self,
        result: SubmissionResult,
        manual: Mapping[str, ManualAnswer],
        timestamp: datetime | None = None,
    ) -> None:
        """Write one submission's scores and comments, all of them or none.

        Parameters
        ----------
        result : SubmissionResult
            What the engine found out.
        manual : mapping of str to ManualAnswer
            By the full name of an exercise that a person grades, or of a student's cell; one that
            is missing is blank.
        timestamp : datetime or None
            When it was handed in (UTC, without a zone).

        Raises
        ------
        CourseError
            If the database refuses; then nothing of this submission was written.
        """
        gone = False
        for tries_left in reversed(range(TRIES)):
            try:
                self._write(result, manual, timestamp)
                break
            except SQLAlchemyError as error:  # such as another run's row, which is there next time
                self._book.db.rollback()
                gone |= isinstance(error, DBAPIError) and error.connection_invalidated
                if not tries_left:
                    raise (GradebookGone if gone else CourseError)(
                        f"The gradebook {self.course.db_shown} did not take the scores of "
                        f"{result.student}: {self.course.said(error)}"
                    ) from None
                time.sleep(PAUSE if gone else 0)  # a database server may be starting again
            except BaseException:
                self._book.db.rollback()
                raise
        folder = self.course.folder("autograded", self.assignment.name, result.student)
        (folder / CHANGED).unlink(missing_ok=True)

    def _write(
        self,
        result: SubmissionResult,
        manual: Mapping[str, ManualAnswer],
        timestamp: datetime | None,
    ) -> None:
        """Write all rows of one submission and commit."""
        db = self._book.db
        with db.no_autoflush:
            submission = self._submission(result.student, timestamp)
            for notebook, share, _ in self.assignment.split(result):
                answers = {
                    name: manual.get(
                        self.assignment.full_name(notebook.name, name), ManualAnswer(True, True)
                    )
                    for name in notebook.cells_by_id
                }
                self._write_notebook(notebook, share, answers, submission)
        db.commit()

    def _write_notebook(
        self,
        notebook: Assignment,
        result: SubmissionResult,
        answers: Mapping[str, ManualAnswer],
        submission: Any,
    ) -> None:
        """Write the rows of one notebook, and what lateness costs of it."""
        row = self._submitted_notebook(submission, notebook.name)
        rows = Rows(self._book.db, row.id)
        grades = rows.of(api.Grade, self._graded_cells[notebook.name])
        comments = rows.of(api.Comment, self._commented_cells[notebook.name])
        by_name = {each.name: each for each in result.exercises}
        for name, exercise in notebook.homework.exercises.items():
            found = by_name.get(name)
            if exercise.kind == "manual":
                _write_manual(grades[name], comments.get(name), answers[name])
            elif exercise.kind != "asserts":
                text = comment_on(found) if found else NO_RESPONSE
                comments[name].auto_comment = text or None
        for id, points in cell_scores(notebook, result).items():
            _write_score(grades[id], points)
        for cell in notebook.cells:
            if cell.kind == "solution" and not cell.exercise:
                text = "" if not answers[cell.id].blank else NO_RESPONSE
                comments[cell.id].auto_comment = text or comment_below(cell.id, notebook, by_name)
        rows.save()
        self._book.db.expire(row, ["score"])  # the sum of these; the penalty may depend on it
        self.policy.assign(row, submission)  # what fails, `refresh_penalties` says

    def _submission(self, student: str, timestamp: datetime | None) -> Any:
        db = self._book.db
        person = db.get(api.Student, student)
        if person is None:
            person = self._added(api.Student(id=student))
        submission = db.scalars(
            select(api.SubmittedAssignment).where(
                api.SubmittedAssignment.assignment_id == self._assignment_id,
                api.SubmittedAssignment.student_id == student,
            )
        ).one_or_none()
        if submission is None:
            ids = {"assignment_id": self._assignment_id, "student_id": person.id}
            submission = self._added(api.SubmittedAssignment(**ids))
        submission.timestamp = timestamp
        return submission

    def _submitted_notebook(self, submission: Any, name: str) -> Any:
        # by id: an object would be kept alive in the class's list of all of them
        ids = {"notebook_id": self._notebook_ids[name], "assignment_id": submission.id}
        found = self._book.db.scalars(select(api.SubmittedNotebook).filter_by(**ids)).one_or_none()
        return found if found is not None else self._added(api.SubmittedNotebook(**ids))

    def _added(self, row: Any) -> Any:
        self._book.db.add(row)
        self._book.db.flush()  # gives it an id
        return row

    def students(self) -> set[str]:
        """Return the students of whom the gradebook has a submission of the assignment."""
        table = api.SubmittedAssignment
        mine = select(table.student_id).where(table.assignment_id == self._assignment_id)
        return set(self._book.db.scalars(mine))

    def refresh_penalties(
        self, about: Container[str] | None = None, write: bool = True
    ) -> Refreshed:
        """Give all late penalties anew: due dates, extensions and scores change after grading.

        Parameters
        ----------
        about : container of str, optional
            Students of whom to say what is odd; all, if it is left out.
        write : bool
            Whether to write them, or only to find out what would change.

        Returns
        -------
        Refreshed
            The penalties that changed, and what an instructor should know about the others.
        """
        name = self.assignment.name
        handed_in = set(self.course.students(name))
        return refresh(self.course, self._book, self.policy, name, handed_in, about, write)

    def grades(self) -> dict[str, StudentGrades]:
        """Return what the gradebook has on every submission of the assignment, by student."""
        with self._reading():
            return read_grades(self._book.db, self._assignment_id, self.assignment)

    def foreseen(self, results: Iterable[SubmissionResult] = ()) -> dict[str, StudentGrades]:
        """Return what `grades` would, were `results` written and the penalties refreshed.

        Nothing is written, and nothing is locked. Which answers wait for a person is as it is now.

        Parameters
        ----------
        results : iterable of SubmissionResult
            One for each student who was graded again; without any, only penalties are refreshed.
        """
        grades, again = self.grades(), set()
        for result in results:  # one at a time: a class of them takes much memory
            had = grades.get(result.student, NOT_THERE)
            grades[result.student] = with_result(had, self.assignment, result)
            again.add(result.student)
        scores = {name: notebook_scores(self.assignment, had) for name, had in grades.items()}
        with self._reading():
            name = self.assignment.name
            costs = foreseen_costs(self.course, self._book, self.policy, name, scores, again)
        return {name: had._replace(**costs[name]._asdict()) for name, had in grades.items()}

    @contextmanager
    def _reading(self) -> Iterator[None]:
        """Turn the database's errors into sentences, and leave no transaction open."""
        try:
            yield
        except SQLAlchemyError as error:
            raise GradebookGone(
                f"The gradebook {self.course.db_shown} cannot be read: {self.course.said(error)}. "
                "Nothing that was recorded is lost; the same command goes on."
            ) from None
        finally:
            self._book.db.rollback()


def _write_score(grade: Any, score: float) -> None:
    moved = grade.auto_score is not None and grade.auto_score != score
    # a person overruled the check: worth another look only if the check says otherwise now
    grade.needs_manual_grade = grade.manual_score is not None and (
        moved or bool(grade.needs_manual_grade)
    )
    grade.auto_score = score


def _write_manual(grade: Any, comment: Any, answer: ManualAnswer) -> None:
    grade.auto_score = 0.0 if answer.blank else None
    if comment is not None:  # a graded cell that is locked has no place for a comment
        comment.auto_comment = NO_RESPONSE if answer.blank else None
    if grade.manual_score is None:
        grade.needs_manual_grade = not answer.blank
    else:
        grade.needs_manual_grade = answer.changed or bool(grade.needs_manual_grade)
