"""The feedback page of one student: one static HTML file, with nothing in it that can run."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from autograder.report.rendering import render
from autograder.report.shown import ShownCell, shown_cell
from autograder.report.standing import ExerciseStanding, Standing

_SHOWN_KINDS = ("solution", "manual")
_UNREADABLE = "The notebook could not be read"
"""How the incident of a submission begins of which nothing was graded."""


@dataclass(frozen=True)
class PageInfo:
    """What the page says beside the student's results.

    Parameters
    ----------
    title : str
        The homework's title.
    course : str
        The course's id.
    parts : mapping of str to str
        Name of a part to its title.
    cells : mapping of str to str
        Id of each cell of the assignment to its kind; other cells are the student's own.
    answers : mapping of str to str
        Id of a student's cell to the exercise with which it is shown, where they differ.
    """

    title: str
    course: str = ""
    parts: Mapping[str, str] = field(default_factory=dict)
    cells: Mapping[str, str] = field(default_factory=dict)
    answers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Section:
    """A part of the homework with its exercises."""

    title: str
    exercises: tuple[ExerciseStanding, ...]

    @property
    def points(self) -> float:
        """Points that count now."""
        return sum(each.points for each in self.exercises)

    @property
    def max_points(self) -> float:
        """Points that could be had."""
        return sum(each.result.max_points for each in self.exercises)


def feedback_page(standing: Standing, cells: Iterable[Mapping[str, Any]], info: PageInfo) -> str:
    """Return the page as HTML text.

    Parameters
    ----------
    standing : Standing
        The student's results, with what a person gave.
    cells : iterable of dict
        The executed notebook; of the assignment's own cells only the student's answers are
        shown.
    info : PageInfo
        Titles and names.
    """
    answers: dict[str, ShownCell] = {}
    others: list[ShownCell] = []
    for cell in cells:
        id = str(cell.get("id", ""))
        if info.cells.get(id) in _SHOWN_KINDS:
            answers[info.answers.get(id, id)] = shown_cell(cell)
        elif _is_own(cell, info):
            others.append(shown_cell(cell))
    return render(
        "feedback",
        standing=standing,
        sections=_sections(standing, info),
        answers=answers,
        others=[cell for cell in others if cell.source.strip() or cell.outputs],
        info=info,
        unreadable=[e for e in standing.result.incidents if e.startswith(_UNREADABLE)],
    )


def _is_own(cell: Mapping[str, Any], info: PageInfo) -> bool:
    id = str(cell.get("id", ""))
    return info.cells.get(id, "scratch") == "scratch" and not id.endswith("-rubric")


def _sections(standing: Standing, info: PageInfo) -> list[Section]:
    parts = dict.fromkeys(each.result.part for each in standing.exercises)
    return [
        Section(
            info.parts.get(part, part),
            tuple(each for each in standing.exercises if each.result.part == part),
        )
        for part in parts
    ]
