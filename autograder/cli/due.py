"""`chalkgrad due ASSIGNMENT [WHEN]`."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from autograder.cli.common import course_option, load_assignment, open_course

if TYPE_CHECKING:
    from autograder.build import Assignment
    from autograder.nbgrader_bridge import Course


@click.command()
@click.argument("assignment")
@click.argument("when", required=False)
@course_option
def due(assignment: str, when: str | None, course_folder: Path) -> None:
    """Show or set when homework is due.

    WHEN is, for example, "2026-12-01 23:59 Europe/Berlin"; without a zone it is UTC; `none`
    removes the date. Late penalties follow at once, and nothing is graded again.
    """
    loaded = load_assignment(assignment, course_folder)
    course = open_course(course_folder)
    from autograder.nbgrader_bridge import due as dates

    if when is None:
        click.echo(f"{assignment} {said_due(dates.due_date(course, assignment))}")
        return
    from autograder.grading.lock import only_run

    date = None if when == "none" else dates.read_due(when)
    with only_run(course, f"due {assignment}"):
        dates.set_due(course, assignment, date)
        click.echo(f"{assignment} {said_due(dates.due_date(course, assignment))}")
        echo_moved(course, loaded)


def said_due(when: datetime | None) -> str:
    """Return a due date in words."""
    return f"is due on {when:%Y-%m-%d %H:%M} UTC." if when else "has no due date."


def echo_moved(course: Course, assignment: Assignment, student: str = "") -> None:
    """Work out the late penalties anew and say which changed; and what is odd, about one or all."""
    from autograder.nbgrader_bridge import GradebookWriter
    from autograder.report.printable import printable

    with GradebookWriter(course, assignment) as gradebook:
        refreshed = gradebook.refresh_penalties({student} if student else None)
    for each in refreshed.moved:
        click.echo(f"  {printable(each.student)}: late penalty {each.before:g} → {each.after:g}")
    for notice in refreshed.notices:
        click.echo(f"! {printable(notice)}", err=True)
