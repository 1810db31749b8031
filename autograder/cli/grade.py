"""`chalkgrad grade ASSIGNMENT`: every submission, in isolation, into the gradebook."""

from __future__ import annotations

import functools
import sys
import time
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import click

from autograder.cli.common import (
    chosen,
    course_option,
    load_assignment,
    open_course,
    open_journal,
    standings_from,
    students_option,
)
from autograder.cli.errors import missing_package, wrapped
from autograder.cli.progress import progress

if TYPE_CHECKING:
    from rich.console import Console

    from autograder.build import Assignment
    from autograder.engine import Journal
    from autograder.grading.run import ClassRun, ResultSource
    from autograder.nbgrader_bridge import Course
    from autograder.report import Standing

INTERRUPTED = 130
SHOWN = 5
"""How many incidents of one submission are listed at the end."""


@click.command()
@click.argument("assignment")
@click.option("--workers", metavar="N", type=click.IntRange(min=1), help="Default: one a core.")
@click.option(
    "--isolation",
    type=click.Choice(["namespaces", "none"]),
    help="Default: namespaces. With none, students' code can read and write what you can.",
)
@click.option("--dask", metavar="ADDRESS", help="Grade on the cluster of this Dask scheduler.")
@students_option
@click.option("--force", is_flag=True, help="Grade again what did not change.")
@course_option
def grade(
    assignment: str,
    workers: int | None,
    isolation: str | None,
    dask: str | None,
    students: tuple[str, ...],
    force: bool,
    course_folder: Path,
) -> None:
    """Grade what was handed in, into the gradebook.

    A submission that did not change is not graded again. Stop with Ctrl-C at any time; the same
    command goes on. Exit code 0: all graded; 1: some need a look; 2: nothing could be graded.
    """
    from rich.console import Console

    loaded = load_assignment(assignment)
    course = open_course(course_folder)
    from autograder.engine import choose, load_or_create
    from autograder.grading.submissions import handed_in

    wanted = chosen(
        students, handed_in(course, assignment), f"There is no submission of {assignment}"
    )
    console = Console(highlight=False)
    source = _cluster(dask, console) if dask else None
    tier = isolation or "" if dask else choose(isolation)
    run = _Run(course, loaded, console, tier, load_or_create(course.root), source)
    sys.exit(run.grade(wanted, workers or 0, force))


def _cluster(address: str, console: Console) -> ResultSource:
    """Return what grades on a cluster; the isolation is each worker's own affair."""
    try:
        from autograder.engine.cluster import grade_on_cluster, is_readable_on_the_way
    except ImportError as error:
        missing_package(error, "cluster", "Grading on a cluster")
    if is_readable_on_the_way(address):
        said = f"The course's secret goes to {address} unencrypted; use TLS (tls://) beyond a lab."
        console.print(f"! {said}", style="yellow", markup=False, soft_wrap=True)
    return functools.partial(grade_on_cluster, address=address)


class _Run:
    """One run of the command: what it grades with, and what came of it."""

    def __init__(
        self,
        course: Course,
        assignment: Assignment,
        console: Console,
        tier: str,
        secret: bytes,
        source: ResultSource | None = None,
    ) -> None:
        self.course = course
        self.assignment = assignment
        self.console = console
        self.tier = tier
        self.secret = secret
        self.source = source
        self.journal: Journal = open_journal(course, assignment.name)
        self.failures: dict[str, str] = {}

    def grade(self, students: list[str], workers: int, force: bool) -> int:
        """Grade what is to be graded, show the table, and return the exit code."""
        from autograder.grading.run import ClassRun
        from autograder.nbgrader_bridge import GradebookWriter

        start = time.monotonic()
        with GradebookWriter(self.course, self.assignment) as gradebook:
            run = ClassRun(
                self.course,
                self.assignment,
                gradebook,
                self.journal,
                self.secret,
                self.tier,
                self.source,
            )
            pending = students if force else run.pending(students)
            self._announce(len(students), len(pending))
            finished = self._grade(run, pending, workers)
            standings = standings_from(self.journal, gradebook.grades())
        if not finished:
            self._say_stopped(pending)
            return INTERRUPTED
        shown = [each for each in standings if each.student in set(students)]
        self._show(shown)
        self._summary(shown, len(pending), time.monotonic() - start)
        if not shown:
            return 2
        return 1 if self.failures or any(each.result.incidents for each in shown) else 0

    def _announce(self, n_students: int, n_pending: int) -> None:
        same = n_students - n_pending
        text = f"{self.assignment.name}: {n_pending} to grade"
        text += f", {same} unchanged" if same else ""
        isolation = "WITHOUT isolation" if self.tier == "none" else "each in a sandbox"
        self.console.print(f"{text}; {isolation}.")

    def _grade(self, run: ClassRun, students: Sequence[str], workers: int) -> bool:
        """Grade and record one after another as they are finished; False if interrupted."""
        from autograder.report.printable import printable

        if not students:
            return True
        try:
            with (
                closing(run.grade(students, workers)) as outcomes,  # type: ignore[type-var]
                progress(self.console, len(students)) as report,
            ):
                for outcome in outcomes:
                    result = outcome.result
                    if outcome.failure:
                        self.failures[result.student] = outcome.failure
                    report(printable(result.student), f"{result.points:g} / {result.max_points:g}")
        except KeyboardInterrupt:
            return False
        return True

    def _say_stopped(self, pending: list[str]) -> None:
        self.console.print(
            wrapped(
                "Stopped. What was graded is in the gradebook; nothing is half written. "
                f"The same command goes on with the rest: chalkgrad grade {self.assignment.name}"
            ),
            soft_wrap=True,
        )

    def _show(self, standings: list[Standing]) -> None:
        from autograder.report.table import plain_lines, score_table

        if self.console.is_terminal:
            self.console.print(score_table(standings, width=self.console.width))
        else:
            for line in plain_lines(standings):
                self.console.print(line, markup=False, soft_wrap=True)

    def _summary(self, standings: list[Standing], n_graded: int, seconds: float) -> None:
        """Print every incident, every failure to write, and a last line with the class's mean."""
        for each in standings:
            first, more = each.result.incidents[:SHOWN], len(each.result.incidents) - SHOWN
            for incident in first:
                self._look(f"{each.student}: {incident}")
            if more > 0:
                self._look(f"{each.student}: and {more} more of the kind.")
        for student, reason in self.failures.items():
            self._look(f"{student}: the result could not be written. {reason}")
        if standings:
            mean = sum(each.points for each in standings) / len(standings)
            reachable = {each.max_points - each.waiting_points for each in standings}
            best = reachable.pop() if len(reachable) == 1 else standings[0].max_points
            waiting = sum(bool(each.waiting_points) for each in standings)
            text = f"{n_graded} graded in {seconds:.1f} s; mean {mean:.1f} of {best:g}"
            text += f"; {waiting} wait for a person (formgrader)" if waiting else ""
            self.console.print(f"{text}.")

    def _look(self, text: str) -> None:
        from autograder.report.printable import printable

        self.console.print(f"! {printable(text)}", style="yellow", markup=False, soft_wrap=True)
