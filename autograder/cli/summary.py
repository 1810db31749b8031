"""What a run of grading says in the end: the table, what needs a look, and who moved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console

    from autograder.grading.moves import ExerciseMove, Move
    from autograder.report import Standing

SHOWN = 5
"""How many incidents of one submission are listed, and exercises of one move."""

MOVES = 20
"""How many of those who moved `grade` lists."""


def look(console: Console, text: str) -> None:
    """Print a line that wants attention."""
    from autograder.report.printable import printable

    console.print(f"! {printable(text)}", style="yellow", markup=False, soft_wrap=True)


def show_table(console: Console, standings: Sequence[Standing]) -> None:
    """Print where everybody stands."""
    from autograder.report.table import plain_lines, score_table

    if console.is_terminal:
        console.print(score_table(standings, width=console.width))
        return
    for line in plain_lines(standings):
        console.print(line, markup=False, soft_wrap=True)


def show_incidents(
    console: Console, standings: Sequence[Standing], failures: Mapping[str, str]
) -> None:
    """Print every incident, and every failure to write."""
    for each in standings:
        first, more = each.result.incidents[:SHOWN], len(each.result.incidents) - SHOWN
        for incident in first:
            look(console, f"{each.student}: {incident}")
        if more > 0:
            look(console, f"{each.student}: and {more} more of the kind.")
    for student, reason in failures.items():
        look(console, f"{student}: the result could not be written. {reason}")


def show_last_line(
    console: Console, standings: Sequence[Standing], n_graded: int, seconds: float
) -> None:
    """Print how many were graded, and the class's mean."""
    from autograder.report.average import average

    if not standings:
        return
    mean = average(standings)
    waiting = sum(bool(each.waiting_points) for each in standings)
    text = f"{n_graded} graded in {seconds:.1f} s; mean {mean.points:.1f} of {mean.of}"
    text += f"; {waiting} wait for a person (formgrader)" if waiting else ""
    console.print(f"{text}.")


def show_moves(console: Console, moves: Sequence[Move], most: int | None = None) -> None:
    """Print who moved, by how much and why; then what a person should look at again, and totals.

    Parameters
    ----------
    console : Console
        Where to.
    moves : sequence of Move
        Of everybody who was graded again.
    most : int, optional
        How many students are listed; all of them by default.
    """
    from autograder.grading.moves import summary
    from autograder.report.printable import printable

    moved = [each for each in moves if each.listed]
    moved.sort(key=lambda each: (each.change, each.student))
    for each in moved[:most]:
        line = f"{each.student}  {each.before:g} → {each.after:g}  ({each.change:+g})"
        console.print(printable(line), style="bold", markup=False, soft_wrap=True)
        for text in [*_reasons(each.exercises), *each.why]:
            console.print(f"    {printable(text)}", markup=False, soft_wrap=True)
    if most is not None and len(moved) > most:
        console.print(f"... and {len(moved) - most} more.", markup=False)
    for each in moves:
        for other in each.overruled:
            look(
                console,
                f"{each.student}: a person had set {other.person:g} for {other.cell}; "
                f"the check says now {other.after:g} (before: {other.before:g}). Have a look.",
            )
    counts = summary(moves)
    console.print(f"{counts.unchanged} unchanged, {counts.up} up, {counts.down} down.")
    for name, (up, down) in sorted(counts.by_exercise.items()):
        console.print(f"    {name}: {up} up, {down} down", markup=False)


def _reasons(exercises: Sequence[ExerciseMove]) -> list[str]:
    lines = [
        f"{each.name} {each.before:g} → {each.after:g}: {'; '.join(each.why) or 'other points'}"
        for each in exercises[:SHOWN]
    ]
    return lines + [f"and {len(exercises) - SHOWN} more exercises"] * (len(exercises) > SHOWN)
