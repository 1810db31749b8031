"""`chalkgrad feedback ASSIGNMENT`."""

from __future__ import annotations

import functools
import sys
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
from autograder.cli.errors import Problem, wrapped

if TYPE_CHECKING:
    from autograder.build import Assignment
    from autograder.nbgrader_bridge import Course
    from autograder.report import PageInfo, Standing


@click.command()
@click.argument("assignment")
@students_option
@click.option(
    "--zip",
    "system",
    type=click.Choice(["canvas", "moodle"]),
    help="Pack the pages for upload, under the names that the system wants.",
)
@click.option(
    "--to",
    "path",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The zip; else ASSIGNMENT-feedback.zip in the course directory.",
)
@click.option("--max-mb", type=click.FloatRange(min=0.01), metavar="N", help="Split larger zips.")
@click.option(
    "--roster",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Moodle's grading worksheet, if the submissions were not collected from Moodle.",
)
@course_option
def feedback(
    assignment: str,
    students: tuple[str, ...],
    system: str | None,
    path: Path | None,
    max_mb: float | None,
    roster: Path | None,
    course_folder: Path,
) -> None:
    """Write a page for each student that says why.

    With --zip, they are packed for upload as well: in Canvas by "Upload submissions" of the
    assignment, in Moodle by "Upload multiple feedback files in a zip". Canvas shows a page under
    the name of the file that was handed in. Exit code 1: somebody's page is not in the zip.
    """
    options = (("--to", path), ("--max-mb", max_mb), ("--roster", roster))
    given = [name for name, value in options if value is not None]
    if system is None and given:
        raise Problem(f"{given[0]} goes with --zip canvas or --zip moodle.")
    if system == "canvas" and roster:
        raise Problem("--roster goes with --zip moodle: Canvas's export has no ids of files.")
    loaded = load_assignment(assignment, course_folder)
    course = open_course(course_folder)
    standings = {each.student: each for each in read_standings(course, loaded)}
    wanted = chosen(students, list(standings), f"There is no graded submission of {assignment}")
    for student in wanted:
        folder = course.folder("feedback", assignment, student)
        folder.mkdir(parents=True, exist_ok=True)
        page = _page(course, loaded, standings[student], student)
        for name in {assignment, *(notebook.name for notebook in loaded.notebooks)}:
            place = folder / f"{name}.html"  # nbgrader hands pages out by the notebook's name
            place.unlink(missing_ok=True)  # its own pages are read-only
            place.write_text(page, encoding="utf-8")
    pages = "page" if len(wanted) == 1 else "pages"
    where = course.folder("feedback", assignment, wanted[0] if len(wanted) == 1 else "STUDENT")
    click.echo(f"{len(wanted)} feedback {pages}: {where}/{assignment}.html")
    if system is not None:
        chosen_standings = [standings[student] for student in wanted]
        path = path or course.root / f"{assignment}-feedback.zip"
        sys.exit(_zip(course, loaded, chosen_standings, system, path, max_mb, roster))


def _page(course: Course, assignment: Assignment, standing: Standing, student: str) -> str:
    from autograder.nbgrader_bridge import last_answers
    from autograder.report import feedback_page

    answers = last_answers(course, assignment, student)
    return feedback_page(standing, answers, page_info(assignment, course.id))


def _zip(
    course: Course,
    assignment: Assignment,
    standings: list[Standing],
    system: str,
    path: Path,
    max_mb: float | None,
    roster: Path | None,
) -> int:
    """Pack the pages, say who is not in the zip, and return the exit code."""
    from autograder.cli.feedback_zip import Packed, pack
    from autograder.cli.lms import people_of
    from autograder.collect import origin
    from autograder.report.lms import read_table
    from autograder.report.printable import printable

    worksheet = read_table(roster.read_bytes(), roster.name) if roster else None
    packed = Packed(system, origin.load(course.state, assignment.name).submissions)
    people = people_of(course, assignment, standings, system)

    make_page = functools.partial(_page, course, assignment)
    packed.add_all(people, f"{assignment.name}.html", make_page, worksheet)
    if packed.entries:
        written = pack(packed, path, max_mb)
        pages = f"{len(packed.entries)} page{'' if len(packed.entries) == 1 else 's'}"
        click.echo(f"{pages} for {system.capitalize()}: {', '.join(map(str, written))}")
    for why, who in packed.left_out.items():
        click.echo(wrapped(f"! Not in the zip ({why}): {printable(', '.join(who))}."), err=True)
    return 1 if packed.left_out else 0


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
