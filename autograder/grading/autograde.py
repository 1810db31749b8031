"""nbgrader's own doors: `nbgrader autograde` and formgrader's button, graded by this engine.

A course's configuration names what is here (see `autograder.nbgrader_bridge.course`). Results are
written by the function that `chalkgrad grade` uses, into the same gradebook, notebooks and journal:
what is graded through one door is known at the others.
"""

from __future__ import annotations

import atexit
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from autograder import engine
from autograder.engine.journal import journal_path
from autograder.grading.loading import load_assignment
from autograder.grading.lock import only_run
from autograder.grading.run import ClassRun
from autograder.nbgrader_bridge import Course, CourseError, GradebookWriter
from autograder.nbgrader_bridge.converting import (
    GradingExporter,
    ResultNotebook,
    remove_copies_of_links,
)

if TYPE_CHECKING:
    from autograder.build import Assignment
    from autograder.ingest import Submission

__all__ = ["GradeInSandbox", "SandboxExporter", "close_sandbox", "grade_one"]

GradeInSandbox = ResultNotebook


class SandboxExporter(GradingExporter):
    """Has each submission graded in the sandbox before nbgrader looks at it."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._texts: dict[tuple[str, str, str], str] = {}

    def grade(self, assignment: str, student: str) -> None:
        """Grade a submission, write the result, and keep its notebooks' text."""
        course = self.course
        loaded = load_assignment(assignment, lambda: course)
        grade_one(course, loaded, student)
        folder = course.folder("autograded", assignment, student)
        self._texts.clear()
        for notebook in loaded.notebooks:
            path = folder / f"{notebook.name}.ipynb"
            self._texts[assignment, student, notebook.name] = path.read_text(encoding="utf-8")
            path.chmod(0o644)  # nbgrader's writer writes it twice more

    def graded_text(self, assignment: str, student: str, notebook: str) -> str:
        """Return a graded notebook's text, graded now if `grade` was not called before."""
        key = assignment, student, notebook
        if key not in self._texts:
            self.grade(assignment, student)
        submitted = self.course.folder("submitted", assignment, student)
        remove_copies_of_links(submitted, self.course.folder("autograded", assignment, student))
        return self._texts.pop(key)


def grade_one(course: Course, assignment: Assignment, student: str) -> None:
    """Grade one student's submission in this process's fork server, and write what comes out.

    Raises
    ------
    CourseError
        If the result could not be written.
    IsolationError
        If this machine cannot isolate students' code.
    """
    tier, secret = engine.choose(None), engine.load_or_create(course.root)
    path = journal_path(course.state, assignment.name)
    doing = f"grade {assignment.name} --student {student}"
    with only_run(course, doing), GradebookWriter(course, assignment) as gradebook:
        journal = _journals.open(path)  # nobody else writes it from here to the end
        run = ClassRun(course, assignment, gradebook, journal, secret, tier, _here)
        for outcome in run.grade([student]):
            if outcome.failure:
                raise CourseError(f"{student}: the result could not be written. {outcome.failure}")
        _journals.close(path)


def _here(
    submissions: Iterable[Submission],
    load: Callable[[], Assignment],
    secret: bytes,
    *,
    workers: int,
    tier: str,
) -> Iterator[engine.Graded]:
    """Grade in this process: a source of results that keeps its fork server warm."""
    assignment = load()
    server = _warm.server(tier, assignment)
    for submission in submissions:
        yield engine.grade_submission(submission, assignment, secret, server)


class _Warm:
    """The one fork server of this process, made again where another assignment has other files."""

    def __init__(self) -> None:
        self._server: engine.Server | None = None
        self._made_for: tuple[str, dict[str, bytes]] | None = None

    def server(self, tier: str, assignment: Assignment) -> engine.Server:
        wanted = tier, dict(assignment.data_files)
        if self._server is None or self._made_for != wanted:
            self.close()
            self._server, self._made_for = engine.Server(tier, wanted[1]), wanted
        return self._server

    def close(self) -> None:
        if self._server is not None:
            self._server.close()
            self._server = None


class _Journals:
    """The last journal that was read: nbgrader grades a class one by one, and it gets long."""

    def __init__(self) -> None:
        self._path: Path | None = None
        self._seen: tuple[int, int] | None = None
        self._journal: engine.Journal | None = None

    def open(self, path: Path) -> engine.Journal:
        """Return the journal, read again unless nobody else wrote since `close`."""
        if self._journal is None or (path, _state_of(path)) != (self._path, self._seen):
            self._journal = engine.Journal(path)
        self._path, self._seen = path, None
        return self._journal

    def close(self, path: Path) -> None:
        """Remember how the file is now."""
        self._seen = _state_of(path)


def _state_of(path: Path) -> tuple[int, int]:
    try:
        info = path.stat()
    except FileNotFoundError:
        return 0, 0
    return info.st_mtime_ns, info.st_size


_journals = _Journals()
_warm = _Warm()


def close_sandbox() -> None:
    """End this process's fork server; the next submission starts another."""
    _warm.close()


atexit.register(close_sandbox)
