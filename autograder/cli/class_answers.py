"""What a class wrote: which answers are blank, and what the class report compares."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from autograder.cli.collect import GROUPS_FILE
from autograder.similarity import CODE, PROSE, Cell, Work

if TYPE_CHECKING:
    from autograder.build import Assignment, SpecCell
    from autograder.nbgrader_bridge import Course

_MARK = re.compile(r"^ *### (?:BEGIN|END) SOLUTION\n?", re.MULTILINE)
_WRITTEN = ("solution", "manual")

Texts = Mapping[str, Mapping[str, str]]
"""Student to exercise to what stands in its cell."""


def read(
    course: Course, assignment: Assignment, students: Iterable[str]
) -> dict[str, dict[str, str]]:
    """Return what each student wrote, from the autograded notebooks."""
    from autograder.build.notebook import source_of
    from autograder.nbgrader_bridge import last_answers

    wanted = {cell.id for cell in _written(assignment)}
    return {
        student: {
            str(cell["id"]): source_of(cell)
            for cell in last_answers(course, assignment, student)
            if cell.get("id") in wanted
        }
        for student in students
    }


def blank(assignment: Assignment, texts: Texts) -> dict[str, frozenset[str]]:
    """Return student to the exercises that were left empty or as they were released."""
    released = {cell.id: "".join(cell.released.split()) for cell in _written(assignment)}
    return {
        student: frozenset(
            id for id, given in released.items() if "".join(mine.get(id, "").split()) in ("", given)
        )
        for student, mine in texts.items()
    }


def works(assignment: Assignment, texts: Texts, groups: Mapping[str, str]) -> list[Work]:
    """Return the works to compare: functions, figures and words, but no typed tables.

    All right tables are alike.
    """
    cells = _compared(assignment)
    return [
        Work(
            student,
            tuple(_cell(each, mine[each.id]) for each in cells if each.id in mine),
            f"group {groups[student]}" if student in groups else "",
        )
        for student, mine in texts.items()
    ]


def reference(assignment: Assignment, name: str) -> Work:
    """Return the reference solution as one more work."""
    solved = [each for each in _compared(assignment) if each.kind == "solution"]
    return Work(name, tuple(_cell(each, _MARK.sub("", each.source)) for each in solved))


def release(assignment: Assignment) -> list[Cell]:
    """Return all code that was released, and the texts that stand where words are asked for."""
    return [
        Cell(each.id, each.released, _language(each))
        for each in assignment.cells
        if each.cell_type == "code" or each.kind in ("task", *_WRITTEN)
    ]


def groups(course: Course, assignment: str) -> dict[str, str]:
    """Return student to group: as collected, and as `GROUPS_FILE` says.

    Raises
    ------
    RosterError
        If the file cannot be used.
    """
    from autograder.collect.groups import load, read_groups
    from autograder.collect.roster import Roster

    teams = dict(load(course.state, assignment))
    path = course.root / GROUPS_FILE
    if path.is_file():
        teams |= read_groups(path, Roster())
    return {student: group for group, students in teams.items() for student in students}


def _written(assignment: Assignment) -> list[SpecCell]:
    return [cell for cell in assignment.cells if cell.kind in _WRITTEN]


def _compared(assignment: Assignment) -> list[SpecCell]:
    return [cell for cell in _written(assignment) if cell.form != "answers"]


def _cell(cell: SpecCell, text: str) -> Cell:
    return Cell(cell.id, text, _language(cell), cell.released)


def _language(cell: SpecCell) -> str:
    return CODE if cell.cell_type == "code" else PROSE
