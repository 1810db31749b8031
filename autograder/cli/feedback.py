"""`chalkgrad feedback ASSIGNMENT`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from autograder.cli.common import (
    chosen,
    course_option,
    load_assignment,
    open_course,
    read_standings,
    students_option,
)

if TYPE_CHECKING:
    from autograder.build import Assignment
    from autograder.report import PageInfo


@click.command()
@click.argument("assignment")
@students_option
@course_option
def feedback(assignment: str, students: tuple[str, ...], course_folder: Path) -> None:
    """Write a page for each student that says why."""
    loaded = load_assignment(assignment, course_folder)
    course = open_course(course_folder)
    from autograder.nbgrader_bridge import last_answers
    from autograder.report import feedback_page

    standings = {each.student: each for each in read_standings(course, loaded)}
    wanted = chosen(students, list(standings), f"There is no graded submission of {assignment}")
    info = page_info(loaded, course.id)
    for student in wanted:
        page = feedback_page(standings[student], last_answers(course, loaded, student), info)
        folder = course.folder("feedback", assignment, student)
        folder.mkdir(parents=True, exist_ok=True)
        for name in {assignment, *(notebook.name for notebook in loaded.notebooks)}:
            path = folder / f"{name}.html"  # nbgrader hands pages out by the notebook's name
            path.unlink(missing_ok=True)  # its own pages are read-only
            path.write_text(page, encoding="utf-8")
    pages = "page" if len(wanted) == 1 else "pages"
    where = course.folder("feedback", assignment, wanted[0] if len(wanted) == 1 else "STUDENT")
    click.echo(f"{len(wanted)} feedback {pages}: {where}/{assignment}.html")


def page_info(assignment: Assignment, course_id: str) -> PageInfo:
    """Return what a feedback page says beside the student's results."""
    from autograder.nbgrader_bridge.comments import tested_answers
    from autograder.report import PageInfo

    homework = assignment.homework
    answers = {
        assignment.full_name(notebook.name, cell): assignment.full_name(notebook.name, name)
        for notebook in assignment.notebooks
        for name, cell in tested_answers(notebook).items()
    }
    kinds = {cell.id: cell.kind for cell in assignment.cells}
    unread = {cell.id for cell in assignment.cells if cell.kind == "solution" and not cell.exercise}
    return PageInfo(
        homework.title,
        course_id,
        {part.name: part.title for part in homework.parts},
        kinds | dict.fromkeys(unread - set(answers), "scratch"),
        answers,
    )
