"""`chalkgrad check NOTEBOOK`: all checks on one's own notebook, on one's own machine."""

from __future__ import annotations

import secrets
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from autograder.cli.errors import Problem, missing_package
from autograder.did_you_mean import did_you_mean

if TYPE_CHECKING:
    from autograder.build import Assignment
    from autograder.ingest import Submission
    from autograder.results import ExerciseResult, SubmissionResult


@click.command()
@click.argument("notebook", type=click.Path(path_type=Path))
@click.option("--homework", metavar="NAME", help="Which homework it is, if its name does not say.")
def check(notebook: Path, homework: str | None) -> None:
    """Check a whole notebook, hidden checks included.

    The notebook's code runs in a process of its own with time limits and no other protection,
    so check only notebooks that you trust. Exit code 0 if every check passed.
    """
    from autograder.ingest import read_file

    submission = read_file(notebook, notebook.stem)
    if not submission.readable:
        reason = submission.incidents[-1].removeprefix("The notebook could not be read: ")
        raise Problem(f"{notebook} cannot be read: {reason}{_nearby(notebook)}")
    result = _graded(submission, _assignment(notebook, homework, submission))
    _show(result)
    sys.exit(0 if result.points == result.max_points else 1)


def _graded(submission: Submission, assignment: Assignment) -> SubmissionResult:
    try:
        from autograder.engine import Server, grade_submission

        with Server("none", assignment.data_files) as server:
            secret = secrets.token_bytes(32)
            return grade_submission(submission, assignment, secret, server).result
    except ImportError as error:
        missing_package(error, "lab", "Checking a notebook")


def _nearby(notebook: Path) -> str:
    """Return a hint for a path that leads nowhere: the notebooks where it was looked for."""
    if notebook.exists() or notebook.is_symlink():
        return ""
    folder = notebook.resolve().parent
    names = sorted(each.name for each in folder.glob("*.ipynb"))
    listed = f" The notebooks in {folder} are: {', '.join(names) or 'none'}."
    return did_you_mean(notebook.name, names, notebook.with_name) or listed


def _assignment(notebook: Path, homework: str | None, submission: Submission) -> Assignment:
    """Return the homework that was named, that the file is named after, or whose cells it has."""
    from autograder.build import load, names

    if homework:
        return load(homework)
    named = [name for name in names() if notebook.stem.lower().startswith(name)]
    if named:
        return load(max(named, key=len))
    ids = {cell.id for cell in submission.cells}
    for name in names():
        assignment = load(name)
        if ids & set(assignment.homework.exercises):
            return assignment
    raise Problem(
        f"{notebook} has no cell of any homework ({', '.join(names())}). "
        "If it is one, name it with --homework NAME."
    )


def _show(result: SubmissionResult) -> None:
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    console = Console(highlight=False)
    table = Table(box=None, padding=(0, 2, 0, 0), show_header=False)
    for style in ("", "", "right", ""):
        table.add_column(justify=style or "left", overflow="fold")  # type: ignore[arg-type]
    for each in result.exercises:
        got = "–" if each.needs_manual else f"{each.points:g}"
        mark, points = _mark(each), f"{got} / {each.max_points:g}"
        table.add_row(mark, escape(each.name), points, escape(_reason(each)))
    console.print(table)
    for incident in result.incidents:
        console.print(f"[yellow]![/] {escape(incident)}")
    by_hand = f"; {result.manual_points:g} more are given by a person" * bool(result.manual_points)
    console.print(f"[bold]{result.points:g} of {result.max_points:g} points[/]{by_hand}")


def _mark(each: ExerciseResult) -> str:
    if each.needs_manual:
        return "[dim]?[/]"
    return "[green]✓[/]" if each.passed else "[red]✗[/]"


def _reason(each: ExerciseResult) -> str:
    if each.needs_manual:
        return "read by a person"
    if each.diagnoses:
        return each.diagnoses[0].sentence
    failed = next((check for check in each.checks if not check.passed), None)
    return f"{failed.title}: {failed.message}" if failed else "; ".join(each.notes[:1])
