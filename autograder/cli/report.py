"""`chalkgrad report ASSIGNMENT`."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from autograder.cli.common import course_option, load_assignment, open_course, read_standings
from autograder.cli.errors import missing_package, wrapped

if TYPE_CHECKING:
    from autograder.build import Assignment
    from autograder.nbgrader_bridge import Course
    from autograder.report.class_report import ClassReport

REFERENCE = "the reference solution"
MANY = 200
"""Works from which on the comparison takes more than a few seconds, and says so."""


@click.command()
@click.argument("assignment")
@click.option(
    "--to",
    "path",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write there instead of into the course directory.",
)
@course_option
def report(assignment: str, path: Path | None, course_folder: Path) -> None:
    """Write a page that says what the class did not understand.

    Scores, exercises, mistakes by name, checks, incidents, and submissions that are alike. The
    page holds names and code of students: it is for those who grade.
    """
    loaded = load_assignment(assignment, course_folder)
    course = open_course(course_folder)
    try:
        found = _findings(course, loaded)
    except ImportError as error:
        missing_package(error, "grade", "The report")
    from autograder.report.class_page import class_page
    from autograder.report.class_report import counted, key_findings
    from autograder.report.printable import printable

    path = path or course.root / f"{assignment}-report.html"
    page = class_page(found).encode("utf-8", "replace")  # names of folders may hold any bytes
    path.write_bytes(page)
    for sentence in key_findings(found):
        click.echo(wrapped(printable(sentence)))
    click.echo(f"Class report of {counted(found.n)}: {path}")


def _findings(course: Course, loaded: Assignment) -> ClassReport:
    """Read what the class wrote and earned, compare its works, and work the report out."""
    from autograder.cli import class_answers as answers
    from autograder.report.class_report import ClassInfo, class_report
    from autograder.similarity import find_similar

    standings = read_standings(course, loaded)
    texts = answers.read(course, loaded, [each.student for each in standings])
    works = [
        *answers.works(loaded, texts, answers.groups(course, loaded.name)),
        answers.reference(loaded, REFERENCE),
    ]
    if len(works) > MANY:
        click.echo(f"Comparing {len(works)} works; a minute or two for 2,000 ...", err=True)
    homework = loaded.homework
    similar = find_similar(works, answers.release(loaded), frozenset(homework.exercises))
    info = ClassInfo(
        loaded.name,
        homework.title,
        course.id,
        datetime.now(),
        {part.name: part.title for part in homework.parts},
        answers.blank(loaded, texts),
        REFERENCE,
    )
    return class_report(standings, info, similar)
