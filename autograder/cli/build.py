"""`chalkgrad build`."""

from __future__ import annotations

from pathlib import Path

import click

from autograder.cli.common import course_option, load_assignment, open_course


@click.command()
@click.argument("assignments", metavar="[ASSIGNMENT]...", nargs=-1)
@click.option(
    "--to",
    "folder",
    metavar="DIR",
    type=click.Path(path_type=Path, file_okay=False),
    help="Write there, without a course.",
)
@course_option
def build(assignments: tuple[str, ...], folder: Path | None, course_folder: Path) -> None:
    """Write the instructor's version of homework into source/."""
    from autograder.build import names
    from autograder.build.assignment import write

    chosen = [load_assignment(name) for name in assignments or names()]
    if folder is not None:
        for assignment in chosen:
            click.echo(f"{write(assignment, folder / assignment.name)[0]}")
        return
    course = open_course(course_folder)
    from autograder.nbgrader_bridge import build_source

    for assignment in chosen:
        click.echo(f"{build_source(course, assignment)[0]}")
