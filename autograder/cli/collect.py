"""`chalkgrad collect ASSIGNMENT [SOURCE]`: what students handed in, into ``submitted``."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from autograder.cli.common import course_option, open_course
from autograder.cli.errors import Problem, Stopped
from autograder.did_you_mean import did_you_mean

if TYPE_CHECKING:
    from rich.console import Console

    from autograder.collect.collecting import Report
    from autograder.collect.groups import Groups
    from autograder.collect.roster import Roster
    from autograder.collect.schemes import Claim
    from autograder.nbgrader_bridge import Course

GROUPS_FILE = "groups.csv"
"""In the course directory: who works together, with the columns ``group`` and ``student``."""
STATES = ("collected", "replaced", "unchanged", "kept", "unclear", "unusable")
LOOK = ("unclear", "unusable")
SHOWN = 3
"""How many sentences about one student are listed at the end."""

_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command()
@click.argument("assignment")
@click.argument("source", required=False, type=click.Path(path_type=Path))
@click.option(
    "--from",
    "scheme",
    type=click.Choice(["canvas", "moodle", "files"]),
    help="How the files are named, if it is not recognised.",
)
@click.option(
    "--pattern", metavar="REGEX", default="", help="Or a pattern for paths, with (?P<student>…)."
)
@click.option("--student", metavar="NAME", default="", help="All of SOURCE is this student's.")
@click.option("--roster", metavar="CSV", type=_FILE, help="The LMS's or your table of students.")
@click.option(
    "--groups",
    metavar="CSV",
    type=_FILE,
    help="Columns group, student: one file for all. Default: groups.csv in the course.",
)
@click.option(
    "--replace", is_flag=True, help="Take a file also where nothing tells if it is newer."
)
@click.option("--dry-run", is_flag=True, help="Only show what would be done.")
@course_option
def collect(
    assignment: str,
    source: Path | None,
    scheme: str | None,
    pattern: str,
    student: str,
    roster: Path | None,
    groups: Path | None,
    replace: bool,
    dry_run: bool,
    course_folder: Path,
) -> None:
    """Collect from nbgrader's exchange, a folder or an LMS archive.

    Archives that Canvas and Moodle make of all submissions are recognised by their names.
    SOURCE is a folder, a zip archive or a notebook; without it, nbgrader's exchange. Plain files
    are named STUDENT/ANYTHING.ipynb or STUDENT_ASSIGNMENT.ipynb. A newer submission is never
    replaced by an older one. Exit code 0: all collected; 1: some need a look; 2: nothing found;
    130: stopped.
    """
    from rich.console import Console
    from rich.markup import escape

    from autograder.collect import origin
    from autograder.collect.collecting import Collecting
    from autograder.collect.names import shown
    from autograder.collect.resolve import Resolver

    course = open_course(course_folder)
    notebooks = notebooks_of(course, assignment)
    people = _people(course, roster)
    console = Console(highlight=False)
    with _claims(course, assignment, source, scheme or "", pattern, student) as found:
        claims, name, odd = found
        teams = _groups(course, assignment, groups, people)
        before = origin.load(course.state, assignment)
        with console.status("collecting") as status:
            work = Collecting(
                assignment,
                notebooks,
                course.state,
                lambda student: course.folder("submitted", assignment, student),
                Resolver(people, teams, before, course.students(assignment)),
                name,
                given_files(course, assignment),
                replace,
                dry_run,
                lambda n, total, who: status.update(f"{n}/{total}  {escape(shown(who))}"),
            )
            try:
                report = work.run(claims)
            except KeyboardInterrupt:
                raise Stopped(
                    "Stopped. Nothing is half written; the same command goes on with the rest."
                ) from None
    odd += _after_the_archive(name, claims, people, student)
    report.looks += [("", text) for text in (*people.odd, *odd)]
    if roster and not dry_run:
        _remember(course, people)
    _show(console, report)
    where = course.folder("submitted", assignment, "STUDENT")
    _summary(console, report, f"{assignment}, from {name} to {where}", dry_run)
    sys.exit(_exit_code(report))


def notebooks_of(course: Course, assignment: str) -> list[str]:
    """Return the names of an assignment's notebooks.

    Raises
    ------
    Problem
        If the course has no such assignment.
    """
    for step in ("source", "release"):
        folder = course.folder(step, assignment)
        names = sorted(path.stem for path in folder.glob("*.ipynb") if path.is_file())
        if names:
            return names
    known = sorted(path.name for path in course.folder("source", ".").glob("*/"))
    raise Problem(
        f"There is no assignment {assignment!r} in {course.folder('source', '.')}."
        f"{did_you_mean(assignment, known)} "
        f"There are: {', '.join(known) or 'none'}."
    )


def given_files(course: Course, assignment: str) -> frozenset[str]:
    """Return the names of the files that students got with the notebooks."""
    folders = (course.folder(step, assignment) for step in ("source", "release"))
    return frozenset(path.name for folder in folders for path in folder.rglob("*"))


def _people(course: Course, path: Path | None) -> Roster:
    """Return the students of a table, or those whom the gradebook knows by their LMS id."""
    from autograder.collect.roster import Person, Roster, read_roster
    from autograder.nbgrader_bridge import known_students

    if path is not None:
        return read_roster(path)
    known = known_students(course)
    if not any(each["lms_user_id"] for each in known):
        return Roster()
    return Roster(
        Person(
            student=each["id"],
            lms_id=each["lms_user_id"],
            email=each["email"],
            first=each["first_name"],
            last=each["last_name"],
            aliases=(each["email"],),
        )
        for each in known
    )


def _remember(course: Course, people: Roster) -> None:
    """Tell the gradebook the students' names, for tables, pages and the next collection."""
    from autograder.nbgrader_bridge import add_students

    add_students(
        course,
        (
            (
                each.student,
                {
                    "first_name": each.first or each.first_and_last[0],
                    "last_name": each.last or each.first_and_last[1],
                    "email": each.email,
                    "lms_user_id": each.lms_id if each.lasting else "",
                },
            )
            for each in people.people.values()
        ),
    )


@contextmanager
def _claims(
    course: Course, assignment: str, source: Path | None, scheme: str, pattern: str, student: str
) -> Iterator[tuple[list[Claim], str, list[str]]]:
    """Yield whose the files are, the name of where they come from, and what is odd about it."""
    from autograder.collect import inbox, schemes
    from autograder.collect.sources import Source

    if source is None:
        from autograder.nbgrader_bridge import inbound

        with inbound(course, assignment) as (found, warnings):
            claims, odd = inbox.claims_of(found)
            yield claims, "nbgrader's exchange", [*warnings, *odd]
        return
    with Source(source) as opened:
        reader = schemes.choose_reader(opened, assignment, scheme, pattern, student)
        claims, odd = schemes.claims(opened.files, reader)
        yield claims, opened.name, [*opened.odd, *odd]


def _after_the_archive(name: str, claims: list[Claim], people: Roster, student: str) -> list[str]:
    """Ask for a look where a student is called as the archive is, and nobody knows that name."""
    from autograder.collect.names import without_version

    called = {claim.name for claim in claims}
    one = without_version(Path(name).stem)
    if student or called != {one} or one in people.people or not name.lower().endswith(".zip"):
        return []
    return [
        f"All of {name} counts as handed in by {one!r}. "
        "If that is nobody, say whose it is: --student NAME."
    ]


def _groups(course: Course, assignment: str, path: Path | None, people: Roster) -> Groups:
    """Return the groups of a table, of the course's own, or of the last collection."""
    from autograder.collect import groups

    if path is None and (course.root / GROUPS_FILE).is_file():
        path = course.root / GROUPS_FILE
    if path is not None:
        return groups.read_groups(path, people)
    return groups.load(course.state, assignment)


def _show(console: Console, report: Report) -> None:
    from rich.markup import escape
    from rich.table import Table

    from autograder.collect.names import shown

    rows = [
        (
            shown(row.student),
            row.state,
            shown(path),
            (row.origin.time.partition(".")[0] + " late" * row.origin.late).strip(),
            row.origin.group,
        )
        for row, path in report.rows
    ]
    if not console.is_terminal:
        width = max((len(row[0]) for row in rows), default=0)
        for student, state, path, *more in rows:
            line = "  ".join([f"{student:{width}}", f"{state:9}", path, *filter(None, more)])
            console.print(line, markup=False, soft_wrap=True)
        return
    table = Table()
    for name in ("student", "result", "found", "handed in", "group"):
        table.add_column(name, overflow="fold")
    for each in rows:
        cells = [escape(text) for text in each]
        table.add_row(*cells, style="yellow" if each[1] in LOOK else "")
    if rows:
        console.print(table)


def _summary(console: Console, report: Report, what: str, dry_run: bool) -> None:
    """Print each remark, those that need a look in colour, and a last line with the counts."""
    for who, sentences in _by_student(report.notes).items():
        for text in sentences:
            console.print(_line("  ", who, text), style="dim", markup=False, soft_wrap=True)
    for who, sentences in _by_student(report.looks).items():
        for text in sentences:
            console.print(_line("! ", who, text), style="yellow", markup=False, soft_wrap=True)
    counted = [f"{n} {state}" for state in STATES if (n := report.count(state))]
    said = ", ".join(counted) or "nothing was found"
    dry = "Nothing was written: --dry-run. " if dry_run else ""
    console.print(f"{dry}{what}: {said}.", markup=False, soft_wrap=True)


def _line(mark: str, who: str, text: str) -> str:
    from autograder.report.printable import printable

    return printable(f"{mark}{who}: {text.removesuffix('.')}." if who else f"{mark}{text}")


def _by_student(remarks: list[tuple[str, str]]) -> dict[str, list[str]]:
    """Return the sentences on each, shortened; those on nobody are all there."""
    found: dict[str, list[str]] = {}
    for who, text in remarks:
        found.setdefault(who, []).append(text)
    for who, sentences in found.items():
        if who and len(sentences) > SHOWN:
            found[who] = [*sentences[:SHOWN], f"and {len(sentences) - SHOWN} more of the kind"]
    return found


def _exit_code(report: Report) -> int:
    if not report.rows:
        return 2
    return 1 if report.looks else 0
