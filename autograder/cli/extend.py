"""`chalkgrad extend ASSIGNMENT STUDENT --days 2`."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import click

from autograder.cli.common import course_option, load_assignment, open_course
from autograder.cli.due import echo_moved, said_due
from autograder.cli.errors import Problem


@click.command()
@click.argument("assignment")
@click.argument("student")
@click.option("--weeks", type=click.FloatRange(min=0), default=0, metavar="N")
@click.option("--days", type=click.FloatRange(min=0), default=0, metavar="N")
@click.option("--hours", type=click.FloatRange(min=0), default=0, metavar="N")
@click.option("--minutes", type=click.FloatRange(min=0), default=0, metavar="N")
@click.option("--none", "remove", is_flag=True, help="Take the extension back.")
@course_option
def extend(
    assignment: str,
    student: str,
    weeks: float,
    days: float,
    hours: float,
    minutes: float,
    remove: bool,
    course_folder: Path,
) -> None:
    """Give a student more time.

    It counts from the due date and takes the place of an earlier extension. Late penalties follow
    at once, and nothing is graded again.
    """
    try:
        by = timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes)
    except OverflowError:
        raise Problem("That is more time than a calendar has.") from None
    if bool(by) == remove:
        raise Problem("Say how long with --weeks, --days, --hours or --minutes; or --none.")
    loaded = load_assignment(assignment, course_folder)
    course = open_course(course_folder)
    from autograder.grading.lock import only_run
    from autograder.nbgrader_bridge.due import extend as grant

    with only_run(course, f"extend {assignment} {student}"):
        when = grant(course, assignment, student, by)
        click.echo(f"For {student}, {assignment} {said_due(when)}")
        if when is None:
            click.echo(f'The extension counts once there is one: chalkgrad due {assignment} "WHEN"')
        echo_moved(course, loaded, student)
