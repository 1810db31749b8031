"""What several commands share: the course option, and opening a course and its grades."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from autograder.cli.errors import Problem, missing_package
from autograder.did_you_mean import did_you_mean

if TYPE_CHECKING:
    from autograder.build import Assignment
    from autograder.engine import Journal
    from autograder.nbgrader_bridge import Course, GradebookWriter, StudentGrades
    from autograder.report import Standing
    from autograder.results import SubmissionResult

Command = TypeVar("Command", bound=Callable[..., Any])


def course_option(command: Command) -> Command:
    """Add ``--course DIR`` to a command."""
    return click.option(
        "--course",
        "course_folder",
        metavar="DIR",
        type=click.Path(path_type=Path),
        default=Path(),
        help="The course directory, if not the current one.",
    )(command)


def students_option(command: Command) -> Command:
    """Add ``--student NAME``, which may be repeated, to a command."""
    return click.option(
        "--student",
        "students",
        metavar="NAME",
        multiple=True,
        help="Only this student; may be given several times.",
    )(command)


def isolation_option(command: Command) -> Command:
    """Add ``--isolation TIER`` to a command."""
    return click.option(
        "--isolation",
        type=click.Choice(["namespaces", "landlock", "none"]),
        help="Default: the best that works. With none, students' code can do what you can.",
    )(command)


def load_assignment(name: str, course_folder: Path | None = None) -> Assignment:
    """Return the homework `name`, or else the assignment of that name in a course directory."""
    from autograder.grading import loading

    return loading.load_assignment(name, lambda: _course_or_none(course_folder))


def _course_or_none(folder: Path | None) -> Course | None:
    if folder is None:
        return None
    try:
        return open_course(folder)
    except Problem:  # no nbgrader: then only homework has a name
        return None
    except Exception as error:
        from autograder.nbgrader_bridge.course import NoCourse

        if isinstance(error, NoCourse):
            return None
        raise


def open_course(folder: Path) -> Course:
    """Open the course directory that `folder` lies in.

    Raises
    ------
    Problem
        If the packages for grading are not installed.
    """
    try:
        from autograder import nbgrader_bridge
    except ImportError as error:
        missing_package(error, "grade", "This command")
    return nbgrader_bridge.open_course(folder)


def open_journal(course: Course, assignment: str) -> Journal:
    """Return the journal of an assignment: the last result of each student, by student."""
    from autograder.engine.journal import Journal, journal_path

    return Journal(journal_path(course.state, assignment))


def chosen(wanted: tuple[str, ...], known: list[str], what: str) -> list[str]:
    """Return the students that were asked for, or all.

    Raises
    ------
    Problem
        If one is unknown; with the nearest name.
    """
    for name in wanted:
        if name not in known:
            raise Problem(f"{what} of a student named {name!r}.{did_you_mean(name, known)}")
    return [name for name in known if not wanted or name in wanted]


def read_standings(course: Course, assignment: Assignment) -> list[Standing]:
    """Return where every graded student stands, sorted by student.

    Late penalties are worked out anew: a date, an extension or a score given by hand may have
    changed since the grading. While another run writes they are read as they are.

    Raises
    ------
    Problem
        If nobody was graded yet, or a result cannot be read.
    """
    from autograder.nbgrader_bridge import GradebookWriter
    from autograder.report.printable import printable

    journal = open_journal(course, assignment.name)
    if len(journal):
        with GradebookWriter(course, assignment) as gradebook:
            notices = _refreshed(gradebook)
            grades = gradebook.grades()
        for notice in notices:
            click.echo(f"! {printable(notice)}", err=True)
        standings = standings_from(journal, grades)
        _hold_to_all(assignment.name, set(journal) & set(grades), standings)
        if standings:
            return standings
    raise Problem(
        f"No submission of {assignment.name} in {course.root} is graded yet. "
        f"Grade first: `chalkgrad grade {assignment.name}`."
    )


def _refreshed(gradebook: GradebookWriter) -> tuple[str, ...]:
    """Bring late penalties up to date, if no other run is writing; return what is to be said."""
    from autograder.grading.lock import AnotherRun, only_run

    found = gradebook.refresh_penalties(write=False)
    if not found.changed:  # as a rule: then nothing is locked, either
        return found.notices
    try:
        with only_run(gradebook.course, f"{_command()} {gradebook.assignment.name}"):
            return gradebook.refresh_penalties().notices
    except AnotherRun as other:
        said = f"Late penalties are shown as they are in the gradebook; some will change. {other}"
        return (*found.notices, said)


def _command() -> str:
    """Return the name of the command that runs."""
    return str(click.get_current_context().info_name)


def _hold_to_all(assignment: str, graded: set[str], standings: list[Standing]) -> None:
    """Let nobody be missing from a report or an export in silence."""
    if missing := sorted(graded - {each.student for each in standings}):
        raise Problem(
            f"The journal's results of {len(missing)} students, {missing[0]!r} among them, have "
            "another form than this version writes. Grade them again: "
            f"`chalkgrad grade {assignment}`, with --force where that finds nothing to do."
        )


def standings_from(
    journal: Journal, grades: Mapping[str, StudentGrades], only_points: bool = False
) -> list[Standing]:
    """Put the journal's results and the gradebook's grades together, for students in both.

    Who has a result in a form that is not known is left out.

    With `only_points` the results are without their checks, which take most of the memory.
    """
    from autograder.results import read_result

    found = []
    for student, given in sorted(grades.items()):
        if student in journal:
            result = read_result(journal.get(student))
            if result is None:
                continue
            if only_points:
                result = result.without_checks()
            found.append(standing_of(result, given))
    return found


def standing_of(result: SubmissionResult, given: StudentGrades | None) -> Standing:
    """Put one result and its grades together; without grades, the checks alone count."""
    from autograder.report import standing

    if given is None:
        return standing(result)
    names = given.first_name, given.last_name
    return standing(result, given.cells, *names, given.late_penalty, given.seconds_late)
