"""The table of scores on the terminal, and as plain lines where there is none."""

from __future__ import annotations

from collections.abc import Sequence

from rich.markup import escape
from rich.table import Table

from autograder.report.printable import printable
from autograder.report.standing import Standing

WIDE = 130
"""Columns of a terminal from which on the points of each part are shown."""


def score_table(standings: Sequence[Standing], title: str = "", width: int = WIDE) -> Table:
    """Return the scores as a table for `rich`: points by part, total, and what needs a look."""
    parts = _parts(standings) if width >= WIDE else []
    table = Table(title=escape(title) or None, title_justify="left", title_style="bold")
    table.add_column("student", overflow="fold", min_width=8)
    for part in parts:
        table.add_column(escape(part), justify="right", overflow="fold")
    table.add_column("points", justify="right", style="bold", no_wrap=True)
    table.add_column("by hand", justify="right", style="dim", no_wrap=True)
    table.add_column("note", overflow="fold", min_width=24)
    for each in standings:
        cells = [_part_points(each, part) for part in parts]
        table.add_row(
            escape(printable(each.student)), *cells, total(each), waiting(each), escape(note(each))
        )
    return table


def plain_lines(standings: Sequence[Standing]) -> list[str]:
    """Return one line for each student, for files and pipes."""
    names = [printable(each.student) for each in standings]
    width = max(map(len, names), default=0)
    return [
        f"{name:{width}}  {total(each):>11}  {waiting(each):>8}  {note(each)}".rstrip()
        for name, each in zip(names, standings, strict=True)
    ]


def total(each: Standing) -> str:
    """Return the points that count, of those that have been decided."""
    return f"{each.points:g} / {each.max_points - each.waiting_points:g}"


def waiting(each: Standing) -> str:
    """Return the points that a person has still to decide on."""
    return f"+ {each.waiting_points:g}" if each.waiting_points else ""


def note(each: Standing) -> str:
    """Return how late it was, and what happened while grading; else the first named mistakes."""
    late, found = each.late, _found(each)
    return f"{late}; {found}" if late and found else late or found


def _found(each: Standing) -> str:
    if each.result.incidents:
        first, *more = each.result.incidents
        return f"! {printable(first)}" + (f" (and {len(more)} more)" if more else "")
    named = [
        f"{exercise.result.name}: {exercise.result.diagnoses[0].mistake.replace('_', ' ')}"
        for exercise in each.exercises
        if exercise.result.diagnoses
    ]
    return "; ".join(named[:2]) + (f"; and {len(named) - 2} more" if len(named) > 2 else "")


def _parts(standings: Sequence[Standing]) -> list[str]:
    return list(dict.fromkeys(e.result.part for each in standings for e in each.exercises))


def _part_points(each: Standing, part: str) -> str:
    inside = [e for e in each.exercises if e.result.part == part and not e.waiting]
    return f"{sum(e.points for e in inside):g}" if inside else ""
