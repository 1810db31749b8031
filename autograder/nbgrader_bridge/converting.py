"""What nbgrader's `Autograde` converter is given in place of its own reading, running and scoring.

nbgrader reads a submission with nbformat, lays the hidden tests over it, writes that beside the
student's files and runs it. Here nothing of the submission gets that far: an exporter hands the
converter an empty notebook, and a preprocessor puts a finished one in its place. Who makes the
finished ones is up to a subclass of `GradingExporter`.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import nbformat
from nbconvert.exporters import NotebookExporter
from nbgrader.preprocessors import NbGraderPreprocessor

from autograder.build.notebook import make_notebook
from autograder.nbgrader_bridge.course import Course


class GradingExporter(NotebookExporter):
    """Exports an empty notebook for any bytes at all, and has each submission graded first.

    nbgrader calls a converter's hook before it copies a submission's files. What it cannot copy
    then (pipes, broken links) ends its own work on the submission, but the score is written.
    """

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        if self.parent is not None and hasattr(self.parent, "pre_convert_hook"):
            self.parent.pre_convert_hook = _Hook(self, self.parent.pre_convert_hook)

    @property
    def course(self) -> Course:
        """The course that the converter works on."""
        converter: Any = self.parent
        directory = converter.coursedir
        return Course(Path(directory.root), converter.config, directory)

    def from_filename(
        self, filename: str, resources: dict[str, Any] | None = None, **options: Any
    ) -> tuple[Any, dict[str, Any]]:
        """Return an empty notebook after the preprocessors; the file is not opened."""
        blank = nbformat.from_dict(make_notebook([]))
        exported: tuple[Any, dict[str, Any]] = self.from_notebook_node(
            blank, resources=resources, **options
        )
        return exported

    def grade(self, assignment: str, student: str) -> None:
        """Grade a submission and write the result, before nbgrader looks at it."""
        raise NotImplementedError

    def graded_text(self, assignment: str, student: str, notebook: str) -> str:
        """Return a graded notebook's text, graded now if `grade` was not called before."""
        raise NotImplementedError


class _Hook:
    """The converter's ``pre_convert_hook``: grade, then whatever hook the course has itself."""

    def __init__(self, exporter: GradingExporter, further: Any) -> None:
        self.exporter = exporter
        self.further = further

    def __call__(self, *, assignment: str, student: str, notebooks: list[str]) -> None:
        """Take nbgrader's arguments, of which `student` is a pattern."""
        name = self.exporter.course.student_of(Path(notebooks[0]).parent, assignment)
        try:
            if name:
                self.exporter.grade(assignment, name)
        finally:
            if self.further is not None:
                self.further(assignment=assignment, student=student, notebooks=notebooks)


class ResultNotebook(NbGraderPreprocessor):
    """Puts the graded notebook in the place of the empty one."""

    def preprocess(self, nb: Any, resources: dict[str, Any]) -> tuple[Any, dict[str, Any]]:
        """Return the graded notebook of the student that `resources` names."""
        exporter = self.parent
        if not isinstance(exporter, GradingExporter):
            raise TypeError(
                f"{type(self).__name__} needs c.Autograde.exporter_class = "
                '"autograder.grading.autograde.SandboxExporter" in nbgrader_config.py'
            )
        where = resources["nbgrader"]
        text = exporter.graded_text(where["assignment"], where["student"], where["notebook"])
        return nbformat.reads(text, as_version=4), resources


def remove_copies_of_links(submitted: Path, autograded: Path) -> None:
    """Remove from `autograded` what nbgrader copied there by following a link of the student's."""
    for path in _all_below(submitted):
        copy = autograded / path.relative_to(submitted)
        if path.is_symlink() and path.suffix != ".ipynb" and copy.is_file():
            copy.chmod(0o644)
            copy.unlink()


def _all_below(folder: Path) -> Iterable[Path]:
    for here, folders, files in os.walk(folder):
        yield from (Path(here, name) for name in [*folders, *files])
