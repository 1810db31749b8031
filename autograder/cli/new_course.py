"""`chalkgrad new-course DIR`."""

from __future__ import annotations

from pathlib import Path

import click

from autograder.cli.errors import missing_package


@click.command("new-course")
@click.argument("directory", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--id", "course_id", metavar="ID", default="", help="nbgrader's course id.")
def new_course(directory: Path, course_id: str) -> None:
    """Make a course directory for nbgrader."""
    from autograder.build import load, names

    try:
        from autograder import nbgrader_bridge as bridge
        from autograder.engine import load_or_create
    except ImportError as error:
        missing_package(error, "grade", "A course directory")
    course = bridge.create(directory, course_id)
    load_or_create(course.root)
    for name in names():
        bridge.build_source(course, load(name))
    click.echo(f"Course {course.id} is in {course.root}")
    click.echo(f"Homework: {', '.join(names())}. Next: `chalkgrad release {names()[0]}` in there.")
    click.echo("Keep .chalkgrad/secret: from it each student's hidden inputs are drawn.")
