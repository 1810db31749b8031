"""`chalkgrad grade ASSIGNMENT`: every submission, in isolation, into the gradebook."""

from __future__ import annotations

import functools
import sys
import time
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import click

from autograder.cli import summary
from autograder.cli.common import (
    chosen,
    course_option,
    isolation_option,
    load_assignment,
    open_course,
    open_journal,
    standing_of,
    standings_from,
    students_option,
)
from autograder.cli.errors import missing_package, wrapped
from autograder.cli.progress import ISOLATION, JsonLines, progress

if TYPE_CHECKING:
    from rich.console import Console

    from autograder.build import Assignment
    from autograder.grading.moves import Move
    from autograder.grading.run import ClassRun, Outcome, ResultSource
    from autograder.nbgrader_bridge import Course, StudentGrades
    from autograder.report import Standing

INTERRUPTED = 130
BESIDE = (
    "Its tests are cells that run beside the student's code, as in nbgrader. The sandbox keeps "
    "that code from the machine and from other students, but not for certain from its own tests."
)


@click.command()
@click.argument("assignment")
@click.option("--workers", metavar="N", type=click.IntRange(min=1), help="Default: one a core.")
@isolation_option
@click.option("--dask", metavar="ADDRESS", help="Grade on the cluster of this Dask scheduler.")
@students_option
@click.option("--force", is_flag=True, help="Grade again what did not change.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line, for machines.")
@course_option
def grade(
    assignment: str,
    workers: int | None,
    isolation: str | None,
    dask: str | None,
    students: tuple[str, ...],
    force: bool,
    as_json: bool,
    course_folder: Path,
) -> None:
    """Grade what was handed in, into the gradebook.

    A submission that did not change is not graded again. Stop with Ctrl-C at any time; the same
    command goes on. Exit code 0: all graded; 1: some need a look; 2: nothing could be graded;
    130: stopped.

    With --json each line has an "event": "start", "graded" (student, points, max_points, before,
    reason, done, total, seconds_left), "incident" (student, text), "moved" (student, before,
    after, late_before, late_after, exercises, overruled, why; totals as in `chalkgrad export`),
    "notice" (text) and "end" (exit_code, graded, need_a_look, interrupted).
    """
    from rich.console import Console

    loaded = load_assignment(assignment, course_folder)
    course = open_course(course_folder)
    from autograder.engine import choose, load_or_create
    from autograder.grading.lock import only_run
    from autograder.grading.submissions import handed_in

    wanted = chosen(
        students, handed_in(course, assignment), f"There is no submission of {assignment}"
    )
    console = Console(highlight=False, quiet=as_json)
    source = _cluster(dask, console) if dask else None
    tier = isolation or "" if dask else choose(isolation)
    with only_run(course, f"grade {assignment}"):
        run = _Run(course, loaded, console, tier, load_or_create(course.root), source)
        code = run.grade(wanted, workers or 0, force, JsonLines() if as_json else None)
    sys.exit(code)


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
        self.journal = open_journal(course, assignment.name)
        self.failures: dict[str, str] = {}
        self.notices: tuple[str, ...] = ()
        self.moves: list[Move] = []
        self.given: Mapping[str, StudentGrades] = {}
        self.stood: dict[str, Standing] = {}

    def grade(
        self, students: list[str], workers: int, force: bool, machine: JsonLines | None
    ) -> int:
        """Grade what is to be graded, say what came out, and return the exit code."""
        from autograder.grading.reasons import FORCED, NEW
        from autograder.grading.run import ClassRun
        from autograder.nbgrader_bridge import GradebookWriter

        start = time.monotonic()
        self.journal.compact()
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
            pending = dict.fromkeys(students, FORCED) if force else run.pending(students)
            self._announce(students, pending, machine)
            if set(pending.values()) - {NEW}:  # somebody may move
                self.given = gradebook.foreseen()
            finished = self._grade(run, pending, workers, machine)
            self.notices = gradebook.refresh_penalties(set(students)).notices
            standings = standings_from(self.journal, gradebook.grades(), only_points=True)
        self._count_moves(standings)
        shown = [each for each in standings if each.student in set(students)]
        code = self._exit_code(shown, pending) if finished else INTERRUPTED
        if machine:
            self._end(machine, shown, code)
        elif finished:
            self._conclude(shown, len(pending), time.monotonic() - start)
        else:
            self._say_stopped()
        return code

    def _announce(
        self, students: list[str], pending: Mapping[str, str], machine: JsonLines | None
    ) -> None:
        from autograder.grading.reasons import NEW, counted

        if machine:
            machine.start(self.assignment.name, len(students), pending, self.tier)
        same = len(students) - len(pending)
        text = f"{self.assignment.name}: {len(pending)} to grade"
        if set(pending.values()) - {NEW}:
            text += f" ({counted(pending.values())})"
        text += f", {same} unchanged" if same else ""
        self.console.print(f"{text}; {ISOLATION[self.tier]}.", markup=False, soft_wrap=True)
        if any(each.kind == "asserts" for each in self.assignment.homework.exercises.values()):
            self.console.print(wrapped(BESIDE), soft_wrap=True)

    def _grade(
        self, run: ClassRun, pending: Mapping[str, str], workers: int, machine: JsonLines | None
    ) -> bool:
        """Grade and record one after another as they are finished; False if interrupted."""
        if not pending:
            return True
        try:
            with (
                closing(run.grade(list(pending), workers)) as outcomes,  # type: ignore[type-var]
                progress(self.console, len(pending), run.at_work) as bar,
            ):
                for outcome in outcomes:
                    self._remember(outcome)
                    (machine or bar).graded(outcome, pending[outcome.result.student])
        except KeyboardInterrupt:
            return False
        return True

    def _remember(self, outcome: Outcome) -> None:
        """Keep what could not be written, and who moved without having handed in anew."""
        from autograder.grading.moves import move
        from autograder.grading.run import same_submission

        result, before = outcome.result, outcome.before
        if outcome.failure:
            self.failures[result.student] = outcome.failure
        elif before and same_submission(before, result):
            given = self.given.get(result.student)
            moved = move(before, result, given.cells if given else {})
            if moved.exercises:
                self.moves.append(moved)
                self.stood[result.student] = standing_of(before.without_checks(), given)

    def _count_moves(self, standings: list[Standing]) -> None:
        """Give those who moved the totals that count, before and now."""
        now = {each.student: each for each in standings}
        self.moves = [
            each.counted(self.stood[each.student], now[each.student])
            for each in self.moves
            if each.student in now  # not where somebody took the student out meanwhile
        ]

    def _exit_code(self, shown: list[Standing], pending: Mapping[str, str]) -> int:
        if not shown or (pending and len(self.failures) == len(pending) == len(shown)):
            return 2
        odd = self.failures or self.notices or any(each.result.incidents for each in shown)
        return 1 if odd else 0

    def _end(self, machine: JsonLines, shown: list[Standing], code: int) -> None:
        for each in self.moves:
            machine.say("moved", **each.to_json())
        for notice in self.notices:
            machine.say("notice", text=notice)
        odd = {each.student for each in shown if each.result.incidents} | set(self.failures)
        machine.end(code, len(odd), code == INTERRUPTED)

    def _conclude(self, shown: list[Standing], n_graded: int, seconds: float) -> None:
        summary.show_table(self.console, shown)
        summary.show_incidents(self.console, shown, self.failures)
        for notice in self.notices:
            summary.look(self.console, notice)
        if self.moves:
            self.console.print("Handed in as before, and graded otherwise now:")
            summary.show_moves(self.console, self.moves, summary.MOVES)
        summary.show_last_line(self.console, shown, n_graded, seconds)

    def _say_stopped(self) -> None:
        self.console.print(
            wrapped(
                "Stopped. What was graded is in the gradebook; nothing is half written. "
                f"The same command goes on with the rest: chalkgrad grade {self.assignment.name}"
            ),
            soft_wrap=True,
        )
