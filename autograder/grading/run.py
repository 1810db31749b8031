"""One run over a class: each result is written as soon as it is there, by one writer.

Where results come from is a function (`ResultSource`): the pool of worker processes of this
machine, or anything else that takes submissions and yields results in any order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Protocol

from autograder import engine, nbgrader_bridge
from autograder.grading.submissions import not_graded, read_handed_in
from autograder.results import SubmissionResult, read_result

if TYPE_CHECKING:
    from autograder.build import Assignment
    from autograder.engine import Graded, Journal
    from autograder.ingest import Submission
    from autograder.nbgrader_bridge import Course, GradebookWriter


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
    before : SubmissionResult or None
        The result that it replaces.
    failure : str
        Why it could not be written; "" where it was.
    """

    result: SubmissionResult
    before: SubmissionResult | None = None
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

    def pending(self, students: Iterable[str]) -> dict[str, str]:
        """Return those of `students` whose present submission has no result yet, and why."""
        known = self.gradebook.students()
        return not_graded(
            self.course, self.assignment, students, self.journal, known, self.secret, self.tier
        )

    def grade(self, students: Sequence[str], workers: int = 0) -> Iterator[Outcome]:
        """Grade and write; yield each outcome when it is on the disk.

        Closing the iterator ends every process; what was yielded stays.
        """
        with closing(self.graded(students, workers)) as results:  # type: ignore[type-var]
            for graded in results:
                yield self.write(graded)

    def graded(self, students: Sequence[str], workers: int = 0) -> Iterator[Graded]:
        """Grade, and write nothing."""
        if not students:
            return
        source: ResultSource = self.source or engine.grade_all
        results = source(
            self._taken(students),
            self.assignment.loader,
            self.secret,
            workers=min(workers, len(students)),
            tier=self.tier,
        )
        with closing(results):  # type: ignore[type-var]
            for graded in results:
                self.at_work.pop(graded.result.student, None)
                yield graded

    def write(self, graded: Graded) -> Outcome:
        """Write notebook, gradebook and journal, in this order: what is in the last is in all."""
        name = self.assignment.name
        before = last_result(self.journal, graded.result.student)
        result = beside_earlier(graded.result, before)
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
            return Outcome(result, before, f"{type(error).__name__}: {error}")
        return Outcome(result, before)

    def _taken(self, students: Iterable[str]) -> Iterator[Submission]:
        for student in students:
            submission = read_handed_in(self.course, self.assignment, student)
            self.at_work[submission.student] = None
            yield submission


def last_result(journal: Journal, student: str) -> SubmissionResult | None:
    """Return a student's last result, None where there is none that can be read."""
    return read_result(journal.get(student))


def same_submission(before: SubmissionResult, after: SubmissionResult) -> bool:
    """Say whether two results are of the same file."""
    return bool(before.basis) and before.basis.get("submission") == after.basis.get("submission")


def beside_earlier(result: SubmissionResult, before: SubmissionResult | None) -> SubmissionResult:
    """Return a result that knows the points of the submission that it replaces.

    One that has fewer says so: the new score counts, but not in silence.
    """
    if before is None or not before.basis:
        return result
    earlier = before.earlier if same_submission(before, result) else before.points
    result = replace(result, earlier=earlier)
    if earlier is None or result.points >= earlier:
        return result
    said = (
        f"Resubmission: {earlier:g} → {result.points:g} points; "
        "the earlier score is in the journal."
    )
    return replace(result, incidents=(*result.incidents, said))
