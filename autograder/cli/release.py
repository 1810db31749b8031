"""`chalkgrad release ASSIGNMENT`."""

from __future__ import annotations

from pathlib import Path

import click

from autograder.cli.common import course_option, load_assignment, open_course


@click.command()
@click.argument("assignment")
@course_option
def release(assignment: str, course_folder: Path) -> None:
    """Make release/ASSIGNMENT, the version that students get."""
    loaded = load_assignment(assignment)
    course = open_course(course_folder)
    from autograder import nbgrader_bridge

    folder = nbgrader_bridge.release(course, loaded)
    click.echo(f"{folder} is what students get: {loaded.homework.points:g} points.")
    click.echo(
        f"Put what they hand in at {course.folder('submitted', assignment, 'STUDENT')}/"
        f"{assignment}.ipynb and run `chalkgrad grade {assignment}`."
    )
