"""`chalkgrad report ASSIGNMENT`."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from autograder.cli.common import course_option, load_assignment, open_course, read_standings
from autograder.cli.errors import missing_package, wrapped

REFERENCE = "the reference solution"


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
        from autograder.cli import class_answers as answers
        from autograder.report.class_page import class_page
        from autograder.report.class_report import ClassInfo, class_report, key_findings
        from autograder.report.printable import printable
        from autograder.similarity import find_similar
    except ImportError as error:
        missing_package(error, "grade", "The report")
    standings = read_standings(course, loaded)
    texts = answers.read(course, loaded, [each.student for each in standings])
    works = [
        *answers.works(loaded, texts, answers.groups(course, assignment)),
        answers.reference(loaded, REFERENCE),
    ]
    homework = loaded.homework
    info = ClassInfo(
        assignment,
        homework.title,
        course.id,
        datetime.now(),
        {part.name: part.title for part in homework.parts},
        answers.blank(loaded, texts),
        REFERENCE,
    )
    similar = find_similar(works, answers.release(loaded), frozenset(homework.exercises))
    found = class_report(standings, info, similar)
    path = path or course.root / f"{assignment}-report.html"
    path.write_text(class_page(found), encoding="utf-8")
    for sentence in key_findings(found):
        click.echo(wrapped(printable(sentence)))
    click.echo(f"Class report of {len(standings)} submissions: {path}")
