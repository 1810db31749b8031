"""Progress of grading: a bar on a terminal, a line each where there is none, or JSON lines.

With ``--json`` there is one JSON object a line on standard output:

- ``{"event": "start", "assignment", "to_grade", "unchanged", "reasons", "isolation"}``
- ``{"event": "graded", "student", "points", "max_points", "before", "reason", "written", "done",
  "total", "seconds", "seconds_left"}``; ``before`` is null for a first result
- ``{"event": "incident", "student", "text"}``, behind the student's ``graded``
- ``{"event": "moved", "student", "before", "after", "late_before", "late_after", "exercises",
  "overruled", "why"}``, at the end; the totals are those of `chalkgrad export`
- ``{"event": "notice", "text"}``: what is odd about lateness
- ``{"event": "end", "exit_code", "graded", "need_a_look", "interrupted", "seconds"}``
"""

from __future__ import annotations

import contextlib
import json
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress, TaskID

    from autograder.grading.run import Outcome

ISOLATION = {
    "namespaces": "each in a sandbox",
    "landlock": "each confined by Landlock and a system-call filter (see chalkgrad doctor)",
    "": "each isolated by the worker that grades it",
    "none": "WITHOUT isolation",
}


class Watcher(Protocol):
    """Is told about each submission that is graded."""

    def graded(self, outcome: Outcome, reason: str) -> None:
        """One more is done."""
        ...


class Pace:
    """How many of a number are done, how fast, and how long the rest takes."""

    def __init__(self, total: int) -> None:
        self.total = total
        self.done = 0
        self.start = time.monotonic()

    def step(self) -> None:
        """Count one more."""
        self.done += 1

    @property
    def seconds(self) -> float:
        """Seconds since the start."""
        return time.monotonic() - self.start

    @property
    def rate(self) -> float:
        """Submissions a second."""
        return self.done / max(self.seconds, 1e-3)

    @property
    def seconds_left(self) -> float:
        """Seconds for the rest at this rate."""
        return (self.total - self.done) / self.rate if self.done else 0.0


@contextmanager
def progress(console: Console, total: int, at_work: Mapping[str, Any]) -> Iterator[Watcher]:
    """Show how many of `total` are done, how fast, the time left, who is at work, and incidents.

    Parameters
    ----------
    console : Console
        Where it is shown; what is no terminal gets a plain line each.
    total : int
        How many there are to grade.
    at_work : mapping
        The students whose submission is being graded now, the longest first; it changes.
    """
    if not console.is_terminal:
        yield _Lines(console, total)
        return
    bar = _Bar(console, total, at_work)
    with bar.shown:
        yield bar


class _Bar:
    """A bar that ends where the terminal does."""

    def __init__(self, console: Console, total: int, at_work: Mapping[str, Any]) -> None:
        self.pace = Pace(total)
        self.at_work = at_work
        self.incidents = 0
        self.latest = ""
        self.shown, self.task = _columns(console, total, self._now)

    def graded(self, outcome: Outcome, reason: str) -> None:
        self.pace.step()
        found = len(outcome.result.incidents) + bool(outcome.failure)
        if found:
            self.incidents += found
            self.latest = outcome.result.student
        self.shown.update(self.task, completed=self.pace.done, rate=f"{self.pace.rate:.1f}/s")

    def _now(self) -> str:
        """Say who is being graded now, and what went wrong so far."""
        from autograder.report.printable import printable

        working = next(iter(list(self.at_work)), "")
        parts = []
        if self.incidents:
            what = f"{self.incidents} incident{'s' * (self.incidents > 1)}"
            parts.append(f"! {what}, last {printable(self.latest)}")
        if working:
            parts.append(f"now {printable(working)}")
        return " · ".join(parts) or "starting"


def _columns(console: Console, total: int, now: Any) -> tuple[Progress, TaskID]:
    from rich import progress as bars
    from rich.table import Column
    from rich.text import Text

    class Now(bars.ProgressColumn):
        def render(self, task: bars.Task) -> Text:
            text = now()
            return Text(text, style="yellow" if text.startswith("!") else "dim")

    shown = bars.Progress(
        bars.BarColumn(bar_width=min(30, max(10, console.width // 6))),
        bars.MofNCompleteColumn(),
        bars.TextColumn("{task.fields[rate]}"),
        bars.TimeRemainingColumn(compact=True),
        Now(Column(ratio=1, no_wrap=True, overflow="ellipsis")),
        console=console,
        transient=True,
        expand=True,
    )
    return shown, shown.add_task("", total=total, rate="")


class _Lines:
    """A plain line for each, for files and pipes."""

    def __init__(self, console: Console, total: int) -> None:
        self.console = console
        self.pace = Pace(total)

    def graded(self, outcome: Outcome, reason: str) -> None:
        from autograder.report.printable import printable

        self.pace.step()
        result, pace = outcome.result, self.pace
        said = f"{result.points:g} / {result.max_points:g}"
        count = len(result.incidents) + bool(outcome.failure)
        said += f"  ! {count} incident{'s' * (count > 1)}" if count else ""
        self.console.print(
            f"{pace.done}/{pace.total}  {printable(result.student)}  {said}  "
            f"({pace.rate:.1f}/s, {pace.seconds_left:.0f} s left)",
            markup=False,
            soft_wrap=True,
        )


class JsonLines:
    """One JSON object a line, for machines; see the fields at the top of this file."""

    def __init__(self) -> None:
        self.pace = Pace(0)

    def start(
        self, assignment: str, n_students: int, pending: Mapping[str, str], tier: str
    ) -> None:
        """Say what there is to do."""
        self.pace = Pace(len(pending))
        self.say(
            "start",
            assignment=assignment,
            to_grade=len(pending),
            unchanged=n_students - len(pending),
            reasons=dict(Counter(pending.values())),
            isolation=tier,
        )

    def graded(self, outcome: Outcome, reason: str) -> None:
        """Say what came out, and each incident."""
        self.pace.step()
        result = outcome.result
        self.say(
            "graded",
            student=result.student,
            points=result.points,
            max_points=result.max_points,
            before=outcome.before.points if outcome.before else None,
            reason=reason,
            written=not outcome.failure,
            done=self.pace.done,
            total=self.pace.total,
            seconds=round(result.seconds, 3),
            seconds_left=round(self.pace.seconds_left, 1),
        )
        for text in (*result.incidents, *([outcome.failure] if outcome.failure else [])):
            self.say("incident", student=result.student, text=text)

    def end(self, exit_code: int, need_a_look: int, interrupted: bool, **more: Any) -> None:
        """Say how it ended."""
        self.say(
            "end",
            exit_code=exit_code,
            graded=self.pace.done,
            need_a_look=need_a_look,
            interrupted=interrupted,
            seconds=round(self.pace.seconds, 1),
            **more,
        )

    def say(self, event: str, **fields: Any) -> None:
        """Write one line; a reader that is gone changes nothing about the grading."""
        with contextlib.suppress(BrokenPipeError):
            print(json.dumps({"event": event} | fields), flush=True)
