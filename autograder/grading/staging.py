"""Results that were graded and not written yet: a regrade is looked at first.

They are kept on disk, so that neither an interruption nor an hour of thought costs them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass

from autograder.engine import Graded, Journal
from autograder.engine.fingerprint import result_key
from autograder.grading import reasons
from autograder.grading.run import ClassRun, Outcome, last_result
from autograder.grading.submissions import read_handed_in
from autograder.results import SubmissionResult


def to_regrade(pending: Mapping[str, str]) -> tuple[dict[str, str], int]:
    """Return whom to regrade and why, and how many others are for `chalkgrad grade`.

    Those are the new ones and the resubmissions: their scores do not move because of a check.
    """
    others = (reasons.NEW, reasons.CHANGED_SUBMISSION)
    again = {name: why for name, why in pending.items() if not why.startswith(others)}
    return again, len(pending) - len(again)


@dataclass
class Staging:
    """New results of a class beside its present ones.

    Parameters
    ----------
    run : ClassRun
        Grades, and writes in the end.
    """

    run: ClassRun

    def __post_init__(self) -> None:
        name = self.run.assignment.name
        self._kept = Journal(self.run.course.state / "staged" / f"{name}.jsonl")

    def missing(self, students: Sequence[str]) -> list[str]:
        """Return those of `students` of whom no result that still holds is staged."""
        return [student for student in students if self._staged(student) is None]

    def grade(self, students: Sequence[str], workers: int = 0) -> Iterator[Outcome]:
        """Grade into the staging; yield each outcome when it is kept there."""
        with closing(self.run.graded(students, workers)) as results:  # type: ignore[type-var]
            for graded in results:
                record = {"result": graded.result.to_json(), "cells": list(graded.cells)}
                self._kept.add(graded.result.student, record)
                before = last_result(self.run.journal, graded.result.student)
                yield Outcome(graded.result, before)

    def results(
        self, students: Sequence[str]
    ) -> Iterator[tuple[SubmissionResult, SubmissionResult]]:
        """Yield the present result and the staged one of each of `students`."""
        for student in students:
            staged = self._kept.get(student)
            before = last_result(self.run.journal, student)
            if staged and before:
                yield before, SubmissionResult.from_json(staged["result"])

    def write(self, students: Sequence[str]) -> Iterator[Outcome | str]:
        """Write the staged results; yield each outcome, or the student whose result is outdated."""
        for student in students:
            staged = self._staged(student)
            if staged is None:  # handed in anew, or a check edited, while it was being looked at
                yield student
            else:
                yield self.run.write(staged)

    def drop(self) -> None:
        """Forget what is staged."""
        self._kept.path.unlink(missing_ok=True)

    def _staged(self, student: str) -> Graded | None:
        """Return a staged result if it is what grading would give now."""
        record = self._kept.get(student)
        if record is None:
            return None
        result = SubmissionResult.from_json(record["result"])
        run = self.run
        submission = read_handed_in(run.course, run.assignment, student)
        same = result.key == result_key(submission, run.assignment, run.secret)
        if not same or result.isolation != run.tier:
            return None
        return Graded(result, tuple(record["cells"]))
