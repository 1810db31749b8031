"""`chalkgrad regrade ASSIGNMENT`: who moves after a check changed, before anything is written."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
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
    students_option,
)
from autograder.cli.errors import wrapped
from autograder.cli.progress import JsonLines, progress

if TYPE_CHECKING:
    from rich.console import Console

    from autograder.grading.moves import Move
    from autograder.grading.staging import Staging

INTERRUPTED = 130


@click.command()
@click.argument("assignment")
@click.option("--yes", is_flag=True, help="Write without asking.")
@click.option("--dry-run", is_flag=True, help="Show who would move, and write nothing.")
@click.option("--workers", metavar="N", type=click.IntRange(min=1), help="Default: one a core.")
@isolation_option
@students_option
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line, for machines.")
@course_option
def regrade(
    assignment: str,
    yes: bool,
    dry_run: bool,
    workers: int | None,
    isolation: str | None,
    students: tuple[str, ...],
    as_json: bool,
    course_folder: Path,
) -> None:
    """Show who moves after a check changed, then write it.

    What was graded before, with other checks, is graded again beside the present scores. What a
    person gave stays, and is listed where the check says something new. The totals are those of
    `chalkgrad export`: with what a person gave, and after the late penalty. Nothing is written
    before you say yes; what was graded is kept until then. Exit code 0: written, or nothing to
    write; 1: something needs a look, or was not written; 130: stopped.

    With --json the events are those of `chalkgrad grade`; "end" has "written" too.
    """
    from rich.console import Console

    if yes and dry_run:
        raise click.UsageError("--yes writes and --dry-run never does: give one of them.")
    loaded = load_assignment(assignment, course_folder)
    course = open_course(course_folder)
    from autograder.engine import choose, load_or_create
    from autograder.grading.lock import only_run
    from autograder.grading.run import ClassRun
    from autograder.grading.staging import Staging
    from autograder.grading.submissions import handed_in
    from autograder.nbgrader_bridge import GradebookWriter

    wanted = chosen(
        students, handed_in(course, assignment), f"There is no submission of {assignment}"
    )
    tier = choose(isolation)
    console = Console(highlight=False, quiet=as_json)
    machine = JsonLines() if as_json else None
    with only_run(course, f"regrade {assignment}"), GradebookWriter(course, loaded) as gradebook:
        journal = open_journal(course, assignment)
        secret = load_or_create(course.root)
        run = ClassRun(course, loaded, gradebook, journal, secret, tier)
        command = _Regrade(Staging(run), console, machine)
        code = command.run(wanted, workers or 0, None if not (yes or dry_run) else yes)
    sys.exit(code)


@dataclass
class _Regrade:
    """One run of the command: what it grades with, and where it says so."""

    staging: Staging
    console: Console
    machine: JsonLines | None
    n_written: int = 0

    def run(self, students: list[str], workers: int, write: bool | None) -> int:
        """Grade beside, show, ask where `write` is None, write, and return the exit code."""
        from autograder.grading.staging import to_regrade

        run = self.staging.run
        pending, others = to_regrade(run.pending(students))
        missing = self.staging.missing(list(pending))
        self._announce(students, pending, missing, others)
        if not pending:
            return self._end(0, written=False)
        if not self._grade({name: pending[name] for name in missing}, workers):
            self._say("Stopped. What was graded is kept; the same command goes on.")
            return self._end(INTERRUPTED, written=False)
        moves = self._moves(list(pending))
        self._show(moves)
        try:
            agreed = self._agreed(write, len(moves))
        except (KeyboardInterrupt, click.Abort):
            self._say(f"\nStopped. {self._how_to_write()}")
            return self._end(INTERRUPTED, written=False)
        if not agreed:
            self._say(self._how_to_write())
            return self._end(0 if write is False else 1, written=False)
        odd = {each.student for each in moves if each.overruled}
        return self._write_all(list(pending), odd)

    def _write_all(self, students: list[str], odd: set[str]) -> int:
        """Write what is staged and what lateness costs, and return the exit code."""
        try:
            odd = odd | self._write(students)
            noticed = self._late()
        except KeyboardInterrupt:
            self._say_stopped(len(students))
            return self._end(INTERRUPTED, written=self.n_written > 0)
        return self._end(1 if odd or noticed else 0, written=True, need_a_look=len(odd))

    def _say_stopped(self, n_students: int) -> None:
        name = self.staging.run.assignment.name
        self._say(
            f"Stopped. {self.n_written} of {n_students} scores are written; nothing is half "
            f"written. The same command goes on with the rest: chalkgrad regrade {name}"
        )

    def _announce(
        self, students: list[str], pending: Mapping[str, str], missing: list[str], others: int
    ) -> None:
        from autograder.grading.reasons import counted

        run = self.staging.run
        if self.machine:
            self.machine.start(
                run.assignment.name,
                len(students),
                {name: pending[name] for name in missing},
                run.tier,
            )
        text = f"{run.assignment.name}: {len(pending)} to regrade"
        text += f" ({counted(pending.values())})" if pending else ", nothing changed"
        kept = len(pending) - len(missing)
        text += f", {kept} graded already" if kept else ""
        self._say(f"{text}; nothing is written yet." if pending else f"{text}.")
        if others:
            name = run.assignment.name
            self._say(f"{others} new or changed submissions are for `chalkgrad grade {name}`.")

    def _grade(self, pending: Mapping[str, str], workers: int) -> bool:
        """Grade into the staging; False if interrupted."""
        if not pending:
            return True
        try:
            with (
                closing(self.staging.grade(list(pending), workers)) as outcomes,  # type: ignore[type-var]
                progress(self.console, len(pending), self.staging.run.at_work) as bar,
            ):
                for outcome in outcomes:
                    (self.machine or bar).graded(outcome, pending[outcome.result.student])
        except KeyboardInterrupt:
            return False
        return True

    def _moves(self, students: list[str]) -> list[Move]:
        """Return how each moves, in the totals that export gives before and will give after."""
        from autograder.grading.moves import move

        gradebook, results = self.staging.run.gradebook, self.staging.results
        now = gradebook.foreseen()
        then = gradebook.foreseen(after for _, after in results(students))
        moves = []
        for before, after in results(students):
            student = after.student
            given = now.get(student)
            totals = standing_of(before, given), standing_of(after, then[student])
            moves.append(move(before, after, given.cells if given else {}).counted(*totals))
        return moves

    def _show(self, moves: list[Move]) -> None:
        if self.machine:
            for each in moves:
                if each.listed:
                    self.machine.say("moved", **each.to_json())
        summary.show_moves(self.console, moves)

    def _agreed(self, write: bool | None, n_students: int) -> bool:
        """Return whether to write: as told, else by asking, which needs a terminal."""
        if write is None and self.console.is_terminal and sys.stdin.isatty() and not self.machine:
            write = click.confirm(f"Write the new scores of {n_students} students?", default=False)
        return bool(write)

    def _how_to_write(self) -> str:
        name = self.staging.run.assignment.name
        return f"Nothing was written. To write it: chalkgrad regrade {name} --yes"

    def _write(self, students: list[str]) -> set[str]:
        """Write what is staged; return whose needs a look."""
        left: set[str] = set()
        odd: set[str] = set()
        for outcome in self.staging.write(students):
            if isinstance(outcome, str):
                said = "its score stays: it was handed in anew meanwhile, or could not be graded"
                self._look(outcome, f"{said}. Regrade again.")
                left.add(outcome)
            elif outcome.failure:
                student = outcome.result.student
                self._look(student, f"the result could not be written. {outcome.failure}")
                left.add(student)
            else:
                self.n_written += 1
                odd |= {outcome.result.student} if outcome.result.incidents else set()
        if not left:
            self.staging.drop()
        self._say(f"{self.n_written} of {len(students)} scores are written.")
        if odd - left:
            name = self.staging.run.assignment.name
            self._say(f"{len(odd - left)} have incidents: `chalkgrad grade {name}` lists them.")
        return left | odd

    def _late(self) -> bool:
        """Give the late penalties of the new scores; say what is odd about them."""
        notices = self.staging.run.gradebook.refresh_penalties().notices
        for notice in notices:
            if self.machine:
                self.machine.say("notice", text=notice)
            summary.look(self.console, notice)
        return bool(notices)

    def _look(self, student: str, text: str) -> None:
        if self.machine:
            self.machine.say("incident", student=student, text=text)
        summary.look(self.console, f"{student}: {text}")

    def _say(self, text: str) -> None:
        self.console.print(wrapped(text), markup=False, soft_wrap=True)

    def _end(self, code: int, written: bool, need_a_look: int = 0) -> int:
        if self.machine:
            self.machine.end(code, need_a_look, code == INTERRUPTED, written=written)
        return code
