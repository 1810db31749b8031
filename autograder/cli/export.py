"""`chalkgrad export ASSIGNMENT`."""

from __future__ import annotations

from pathlib import Path

import click

from autograder.cli.common import course_option, load_assignment, open_course, read_standings


@click.command()
@click.argument("assignment")
@click.option(
    "--to",
    "path",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write there instead of on the screen.",
)
@course_option
def export(assignment: str, path: Path | None, course_folder: Path) -> None:
    """Write the scores as CSV."""
    loaded = load_assignment(assignment, course_folder)
    course = open_course(course_folder)
    from autograder.report import csv_text

    standings = read_standings(course, loaded)
    text = csv_text(standings)
    if path is None:
        click.echo(text.replace("\r\n", "\n"), nl=False)
        return
    # the mark at the beginning tells spreadsheets that it is UTF-8
    path.write_text(text, encoding="utf-8-sig", newline="")
    click.echo(f"{len(standings)} students: {path}")
