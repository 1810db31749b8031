"""The feedback page of one student: one static HTML file, with nothing in it that can run.

A content security policy without any source but the page's own style sheet (by its hash) and
images in data URLs stands in the page; templates escape everything.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import jinja2

from autograder.report.shown import ShownCell, shown_cell
from autograder.report.standing import ExerciseStanding, Standing

_TEMPLATES = Path(__file__).parent / "templates"
_SHOWN_KINDS = ("solution", "manual")


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
    environment = _environment()
    style = environment.loader.get_source(environment, "feedback.css")[0]  # type: ignore[union-attr]
    return environment.get_template("feedback.html").render(
        standing=standing,
        sections=_sections(standing, info),
        answers=answers,
        others=[cell for cell in others if cell.source.strip() or cell.outputs],
        info=info,
        style=style,
        policy=_policy(style),
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


def _policy(style: str) -> str:
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return f"default-src 'none'; img-src data:; style-src 'sha256-{digest}'; base-uri 'none'"


@lru_cache(maxsize=1)
def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"points": points_text, "pieces": pieces, "share": share}
    return environment


def points_text(points: float) -> str:
    """Return points without a needless decimal."""
    return f"{points:g}"


def share(points: float, max_points: float) -> str:
    """Return points as percent of what could be had, for the width of a bar."""
    return f"{100 * min(max(points / max_points, 0), 1):.1f}" if max_points else "0"


def pieces(text: str) -> list[str]:
    """Split a sentence at its backticks: every second piece is code."""
    return re.split(r"`([^`\n]+)`", text)
