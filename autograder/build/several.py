"""An assignment of a course directory: one or several notebooks, declared or ordinary ones.

Where there are several, an exercise of it is named after its notebook: ``problem1/squares``.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from pathlib import Path
from typing import Any

from autograder.build.assignment import Assignment
from autograder.build.cells import SpecCell
from autograder.build.ordinary import NotebookSource, ordinary_notebook
from autograder.exercise import Homework
from autograder.results import ExerciseResult, SubmissionResult


@dataclass(frozen=True)
class CourseAssignment:
    """Notebooks that are handed in together.

    It can stand wherever an `Assignment` is wanted: `homework`, `cells` and `data_files` show all
    notebooks as one.

    Parameters
    ----------
    name : str
        The assignment's, which need not be a notebook's.
    sources : tuple of NotebookSource or str
        What each notebook is made from; a declared homework by its name.
    files : mapping of str to bytes
        What lies beside the notebooks: relative path to content.
    """

    name: str
    sources: tuple[NotebookSource | str, ...]
    files: Mapping[str, bytes]

    @cached_property
    def notebooks(self) -> tuple[Assignment, ...]:
        """The notebooks, each an assignment of its own."""
        return tuple(replace(_notebook(each), links=self.links) for each in self.sources)

    @cached_property
    def links(self) -> Mapping[str, str]:
        """Paths beside the notebooks to the path of the same file below ``data``."""
        links: dict[str, str] = {}
        taken = {Path(name).name for name in self.files if _is_data(name)}
        for name in sorted(self.files):
            if not _is_data(name):
                links[name] = f"data/{_unused(Path(name).name, taken)}"
        return links

    @property
    def loader(self) -> Callable[[], CourseAssignment]:
        """What makes the assignment again in another process, on another machine."""
        return partial(CourseAssignment, self.name, self.sources, dict(self.files))

    @cached_property
    def data_files(self) -> Mapping[str, bytes]:
        """Every file that students' code finds."""
        declared = {name: data for each in self.notebooks for name, data in each.data_files.items()}
        beside = {self.links.get(name, name): content for name, content in self.files.items()}
        return {**beside, **declared}

    @cached_property
    def cells(self) -> tuple[SpecCell, ...]:
        """The cells of all notebooks, under their full names."""
        return tuple(
            replace(
                cell,
                id=self.full_name(notebook.name, cell.id),
                exercise=self.full_name(notebook.name, cell.exercise) if cell.exercise else "",
            )
            for notebook in self.notebooks
            for cell in notebook.cells
        )

    @cached_property
    def homework(self) -> Homework:
        """The exercises of all notebooks, under their full names; for reports."""
        points = sum(notebook.homework.points for notebook in self.notebooks)
        whole = Homework(self.name, title=self._title, points=points)
        for notebook in self.notebooks:
            for part in notebook.homework.parts:
                name = self._part_name(notebook.name, part.name)
                new = whole.part(name, title=part.title, points=part.points)
                for exercise in part.exercises:
                    named = copy.copy(exercise)
                    named.name = self.full_name(notebook.name, exercise.name)
                    named.part = new
                    whole.add(named)
        return whole

    @property
    def _title(self) -> str:
        return self.name if len(self.notebooks) > 1 else self.notebooks[0].homework.title

    def full_name(self, notebook: str, name: str) -> str:
        """Return the name of a notebook's exercise or cell within the assignment."""
        return f"{notebook}/{name}" if len(self.sources) > 1 else name

    def holding(self, exercise: str) -> tuple[Assignment, str]:
        """Return the notebook of an exercise, and the exercise's name there."""
        return next(
            (notebook, name)
            for notebook in self.notebooks
            for name in notebook.homework.exercises
            if self.full_name(notebook.name, name) == exercise
        )

    def _part_name(self, notebook: str, part: str) -> str:
        return self.full_name(notebook, part) if part != notebook else part

    def joined(
        self, student: str, results: Mapping[str, SubmissionResult], **more: Any
    ) -> SubmissionResult:
        """Return the result of the whole from those of its notebooks, by their names."""
        pairs = [(each, results[each.name]) for each in self.notebooks if each.name in results]
        return SubmissionResult(
            student=student,
            assignment=self.name,
            exercises=tuple(
                self._renamed(notebook.name, each)
                for notebook, result in pairs
                for each in result.exercises
            ),
            incidents=tuple(
                self._said(notebook.name, incident)
                for notebook, result in pairs
                for incident in result.incidents
            ),
            seconds=sum(result.seconds for result in results.values()),
            **more,
        )

    def _said(self, notebook: str, incident: str) -> str:
        return f"{notebook}: {incident}" if len(self.sources) > 1 else incident

    def _renamed(self, notebook: str, result: ExerciseResult) -> ExerciseResult:
        return replace(
            result,
            name=self.full_name(notebook, result.name),
            part=self._part_name(notebook, result.part),
            used_reference_for=tuple(
                self.full_name(notebook, name) for name in result.used_reference_for
            ),
        )

    def split(
        self, result: SubmissionResult, cells: Sequence[Mapping[str, Any]] = ()
    ) -> list[tuple[Assignment, SubmissionResult, list[Mapping[str, Any]]]]:
        """Return each notebook with its share of a result and of the executed cells."""
        return [self._share(notebook, result, cells) for notebook in self.notebooks]

    def _share(
        self, notebook: Assignment, result: SubmissionResult, cells: Sequence[Mapping[str, Any]]
    ) -> tuple[Assignment, SubmissionResult, list[Mapping[str, Any]]]:
        own = {self.full_name(notebook.name, name): name for name in notebook.homework.exercises}
        exercises = tuple(
            replace(each, name=own[each.name]) for each in result.exercises if each.name in own
        )
        shared = replace(result, exercises=exercises)
        return notebook, shared, [c for c in cells if c.get("notebook") == notebook.name]


def _is_data(name: str) -> bool:
    """Whether a path has the form in which data files are kept anyhow."""
    return Path(name).parent == Path("data")


def _unused(name: str, taken: set[str]) -> str:
    number, free = 1, name
    while free in taken:
        number += 1
        free = f"{number}-{name}"
    taken.add(free)
    return free


def _notebook(source: NotebookSource | str) -> Assignment:
    if isinstance(source, NotebookSource):
        return ordinary_notebook(source)
    from autograder import build

    return build.load(source)
