"""One run over a class: each result is written as soon as it is there, by one writer.

Where results come from is a function (`ResultSource`): the pool of worker processes of this
machine, or anything else that takes submissions and yields results in any order.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from autograder import build, engine, nbgrader_bridge
from autograder.grading.submissions import not_graded, read_all

if TYPE_CHECKING:
    from autograder.build import Assignment
    from autograder.engine import Graded, Journal
    from autograder.ingest import Submission
    from autograder.nbgrader_bridge import Course, GradebookWriter
    from autograder.results import SubmissionResult


class ResultSource(Protocol):
    """Grades submissions: `autograder.engine.grade_all`, or what stands in for it."""

    def __call__(
        self,
        submissions: Iterable[Submission],
        load: Callable[[], Assignment],
        secret: bytes,
        *,
        workers: int,
        tier: str,
    ) -> Iterator[Graded]:
        """Yield one `Graded` for each submission, in the order in which they are finished.

        `load` is picklable and returns the assignment in another process. Closing the iterator
        ends the work.
        """
        ...


@dataclass(frozen=True)
class Outcome:
    """What became of one submission.

    Parameters
    ----------
    result : SubmissionResult
        What the engine found out.
    failure : str
        Why it could not be written; "" where it was.
    """

    result: SubmissionResult
    failure: str = ""


@dataclass
class ClassRun:
    """Grades submissions of one assignment and writes what comes out.

    Parameters
    ----------
    course, assignment : Course, Assignment
        Where, and what.
    gradebook : GradebookWriter
        The one writer; open.
    journal : Journal
        The last result of each student, by student.
    secret : bytes
        The instructor's.
    tier : str
        How the students' code is isolated.
    source : ResultSource, optional
        Who grades; the local pool by default.
    """

    course: Course
    assignment: Assignment
    gradebook: GradebookWriter
    journal: Journal
    secret: bytes
    tier: str
    source: ResultSource | None = None
    at_work: dict[str, None] = field(default_factory=dict)
    """Students whose submission was taken and has no result yet, the longest first."""

    def pending(self, students: Iterable[str]) -> list[str]:
        """Return those of `students` whose present submission has no result yet."""
        known = self.gradebook.grades()
        return not_graded(
            self.course, self.assignment, students, self.journal, known, self.secret, self.tier
        )

    def grade(self, students: Sequence[str], workers: int = 0) -> Iterator[Outcome]:
        """Grade and write; yield each outcome when it is on the disk.

        Closing the iterator ends every process; what was yielded stays.
        """
        if not students:
            return
        source: ResultSource = self.source or engine.grade_all
        results = source(
            self._taken(students),
            functools.partial(build.load, self.assignment.name),
            self.secret,
            workers=min(workers, len(students)),
            tier=self.tier,
        )
        with closing(results):  # type: ignore[type-var]
            for graded in results:
                self.at_work.pop(graded.result.student, None)
                yield Outcome(graded.result, self._write(graded))

    def _taken(self, students: Iterable[str]) -> Iterator[Submission]:
        for submission in read_all(self.course, self.assignment.name, students):
            self.at_work[submission.student] = None
            yield submission

    def _write(self, graded: Graded) -> str:
        """Write notebook, gradebook and journal, in this order: what is in the last is in all."""
        result, name = graded.result, self.assignment.name
        try:
            answers = nbgrader_bridge.write_autograded(
                self.course, self.assignment, result, graded.cells
            )
            when = nbgrader_bridge.submitted_at(self.course, name, result.student)
            self.gradebook.record(result, answers, when)
            self.journal.add(result.student, result.to_json())
        except nbgrader_bridge.GradebookGone:
            raise
        except Exception as error:  # one submission that cannot be written stops no other
            return f"{type(error).__name__}: {error}"
        return ""
