"""Grade one student again and look on at one exercise: for an appeal.

The whole notebook is graded as it always is, with the same inputs (they are drawn from the
course's secret, for this assignment, student, exercise and check), and nothing is written. A
namespace around the student's own takes note of every call.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from autograder.engine.grade import Graded, grade_submission
from autograder.engine.limits import DEFAULT_LIMITS, Limits
from autograder.engine.server import Server
from autograder.engine.several import joined, most_time
from autograder.exercise import Exercise, Namespace, Reply
from autograder.exercise.grading import Trial
from autograder.exercise.plain import copy
from autograder.handed_in import HandedIn
from autograder.ingest import Submission
from autograder.results import SubmissionResult


@dataclass(frozen=True)
class Note:
    """A call that a check made, and what came of it.

    Parameters
    ----------
    name : str
        The student's function.
    args, kwargs
        What was sent.
    reply : Reply
        What came back.
    """

    name: str
    args: tuple[Any, ...]
    kwargs: dict[str, Any]
    reply: Reply


@dataclass(frozen=True)
class SeenCheck:
    """One check of the exercise: what it found out, and every call that it made."""

    trial: Trial
    notes: tuple[Note, ...]


@dataclass
class Replay:
    """What was seen of one exercise.

    Parameters
    ----------
    exercise : Exercise
        Which; as its own notebook has it.
    name : str
        What it is called in the assignment.
    checks : list of SeenCheck
        In the order in which they ran; none for typed answers.
    typed : Reply or None
        The variable of typed answers, as it was read.
    graded : Graded or None
        The notebook that it is in, graded again.
    result : SubmissionResult or None
        The same, as it would be recorded: under the names and with the basis of the assignment.
    """

    exercise: Exercise
    name: str
    checks: list[SeenCheck] = field(default_factory=list)
    typed: Reply | None = None
    graded: Graded | None = None
    result: SubmissionResult | None = None


def replay(
    submission: Submission | HandedIn,
    assignment: Any,
    secret: bytes,
    server: Server,
    exercise: str,
    limits: Limits = DEFAULT_LIMITS,
) -> Replay:
    """Grade a submission again and return all that was seen of one exercise.

    Of several notebooks only that of the exercise is graded, as it is when those before it took
    no time.

    Parameters
    ----------
    submission, assignment, secret, server, limits
        See `grade_submission`.
    exercise : str
        Its name.
    """
    if not isinstance(submission, HandedIn):
        watch = _Watch(Replay(assignment.homework.exercises[exercise], exercise))
        graded = grade_submission(submission, assignment, secret, server, limits, watch)
        watch.seen.graded, watch.seen.result = graded, graded.result
        return watch.seen
    notebook, own = assignment.holding(exercise)
    share = most_time(limits, assignment, notebook.name)
    seen = replay(submission.notebooks[notebook.name], notebook, secret, server, own, share)
    found = {notebook.name: seen.graded}
    seen.name = exercise
    seen.result = joined(submission, assignment, secret, server, limits, found)
    return seen


class _Watch:
    """Looks on at one exercise."""

    def __init__(self, seen: Replay) -> None:
        self.seen = seen
        self.recorder: Recorder | None = None

    def begin(self, exercise: Exercise) -> None:
        """Forget what was seen of the exercise."""
        if exercise is self.seen.exercise:
            self.seen.checks.clear()

    def namespace(self, exercise: Exercise, namespace: Namespace) -> Namespace:
        """Put a recorder around the namespace of the exercise."""
        if exercise is not self.seen.exercise:
            return namespace
        self.recorder = Recorder(namespace, self.seen)
        return self.recorder

    def trial(self, exercise: Exercise, trial: Trial) -> None:
        """Keep a check with the calls that were made since the last."""
        if exercise is self.seen.exercise and self.recorder is not None:
            self.seen.checks.append(SeenCheck(trial, tuple(self.recorder.taken())))


class Recorder:
    """A namespace that takes note of what another answers.

    Parameters
    ----------
    namespace : Namespace
        The other one.
    seen : Replay
        Is told the variable of typed answers.
    """

    def __init__(self, namespace: Namespace, seen: Replay) -> None:
        self._namespace = namespace
        self._seen = seen
        self._notes: list[Note] = []

    def call(self, name: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Reply:
        """Pass the call on, and note it."""
        before = copy(args), copy(kwargs)
        reply = self._namespace.call(name, args, kwargs)
        self._notes.append(Note(name, *before, reply))
        return reply

    def value(self, name: str) -> Reply:
        """Pass the question on, and keep the answer."""
        reply = self._namespace.value(name)
        self._seen.typed = reply
        return reply

    def source(self, name: str) -> str:
        """Pass the question on."""
        return self._namespace.source(name)

    def taken(self) -> list[Note]:
        """Return the notes since the last time."""
        notes, self._notes = self._notes, []
        return notes
