"""Progress of long work: a bar on a terminal, a line each where there is none."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from rich.console import Console


class Report(Protocol):
    """Says that one more is done."""

    def __call__(self, name: str, said: str) -> None:
        """Report `name` as done, with what came out."""
        ...


@contextmanager
def progress(console: Console, total: int) -> Iterator[Report]:
    """Show how many of `total` are done, how fast, and the time that is left."""
    if console.is_terminal:
        with _bar(console, total) as report:
            yield report
    else:
        yield _Lines(console, total)


@contextmanager
def _bar(console: Console, total: int) -> Iterator[Report]:
    from rich import progress as bars
    from rich.markup import escape

    columns = (
        bars.BarColumn(bar_width=30),
        bars.MofNCompleteColumn(),
        bars.TextColumn("{task.fields[rate]}"),
        bars.TimeRemainingColumn(compact=True),
        bars.TextColumn("[dim]{task.description}[/]"),
    )
    start = time.monotonic()
    with bars.Progress(*columns, console=console, transient=True) as shown:
        task = shown.add_task("starting", total=total, rate="")
        done = 0

        def report(name: str, said: str) -> None:
            nonlocal done
            done += 1
            rate = f"{done / max(time.monotonic() - start, 1e-3):.1f}/s"
            shown.update(task, advance=1, rate=rate, description=escape(f"{name}  {said}"))

        yield report


class _Lines:
    """A plain line for each, for files and pipes."""

    def __init__(self, console: Console, total: int) -> None:
        self.console = console
        self.total = total
        self.done = 0
        self.start = time.monotonic()

    def __call__(self, name: str, said: str) -> None:
        self.done += 1
        seconds = time.monotonic() - self.start
        rate = self.done / max(seconds, 1e-3)
        left = (self.total - self.done) / rate
        self.console.print(
            f"{self.done}/{self.total}  {name}  {said}  ({rate:.1f}/s, {left:.0f} s left)",
            markup=False,
            soft_wrap=True,
        )
