"""`chalkgrad export ASSIGNMENT`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from autograder.cli.common import course_option, load_assignment, open_course, read_standings
from autograder.cli.errors import Problem, wrapped

if TYPE_CHECKING:
    from autograder.build import Assignment
    from autograder.nbgrader_bridge import Course
    from autograder.report import Standing
    from autograder.report.lms import Upload

WHAT = {"canvas": "the gradebook that Canvas exported", "moodle": "Moodle's grading worksheet"}


@click.command()
@click.argument("assignment")
@click.option(
    "--format",
    "kind",
    type=click.Choice(["csv", "canvas", "moodle"]),
    default="csv",
    help="A table of our own (the default), or the form that the system takes back.",
)
@click.option(
    "--roster",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="What the system exported: the form is made from it.",
)
@click.option("--column", metavar="NAME", default="", help="The column for the grade in FILE.")
@click.option("--match", metavar="NAME", default="", help="The column with the students' ids.")
@click.option("--rescale", is_flag=True, help="Full marks become the system's maximum.")
@click.option(
    "--to",
    "path",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write there instead of on the screen.",
)
@course_option
def export(
    assignment: str,
    kind: str,
    roster: Path | None,
    column: str,
    match: str,
    rescale: bool,
    path: Path | None,
    course_folder: Path,
) -> None:
    """Write the scores: as CSV, or for Canvas or Moodle.

    For Canvas and Moodle, --roster names the file that the system exported. Its names and ids go
    back as they came; only the grade is filled in. Who is in one and not in the other is listed,
    and gives exit code 1.
    """
    options = [("--roster", roster), ("--column", column), ("--match", match)]
    given = [name for name, value in [*options, ("--rescale", rescale)] if value]
    if kind == "csv" and given:
        raise Problem(f"{given[0]} goes with --format canvas or --format moodle.")
    if kind != "csv" and roster is None:
        raise Problem(f"--format {kind} needs --roster FILE: {WHAT[kind]}. {_how(kind)}")
    loaded = load_assignment(assignment, course_folder)
    course = open_course(course_folder)
    standings = read_standings(course, loaded)
    if roster is None:
        _write_table(standings, path)
        return
    upload = _upload(course, loaded, standings, kind, roster, (column, match, rescale))
    _write(upload.table.content(), path)
    for notice in upload.notices:
        click.echo(wrapped(f"! {_printable(notice)}"), err=True)
    if path is not None:
        grades = f"{upload.n_grades} grade{'' if upload.n_grades == 1 else 's'}"
        click.echo(f"{grades}: {path}")
    sys.exit(1 if upload.notices else 0)


def _write_table(standings: list[Standing], path: Path | None) -> None:
    from autograder.report import csv_text

    text = csv_text(standings)
    if path is None:
        click.echo(text.replace("\r\n", "\n"), nl=False)
        return
    # the mark at the beginning tells spreadsheets that it is UTF-8
    path.write_text(text, encoding="utf-8-sig", newline="")
    click.echo(f"{len(standings)} students: {path}")


def _upload(
    course: Course,
    assignment: Assignment,
    standings: list[Standing],
    kind: str,
    roster: Path,
    options: tuple[str, str, bool],
) -> Upload:
    from autograder.cli.lms import people_of
    from autograder.report.lms import canvas_upload, moodle_upload, read_table

    table = read_table(roster.read_bytes(), roster.name)
    people = people_of(course, assignment, standings, kind)
    if kind == "canvas":
        return canvas_upload(people, table, assignment.name, *options)
    return moodle_upload(people, table, *options)


def _write(content: bytes, path: Path | None) -> None:
    if path is not None:
        path.write_bytes(content)
    else:
        click.echo(content.decode("utf-8").replace("\r\n", "\n"), nl=False)


def _how(kind: str) -> str:
    from autograder.report.lms import canvas, moodle

    return canvas.HOW if kind == "canvas" else moodle.HOW


def _printable(text: str) -> str:
    from autograder.report.printable import printable

    return printable(text)
