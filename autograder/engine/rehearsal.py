"""What a student will be shown is asked for before anything hidden is sent.

A page shows what came out of the visible checks: values, texts of exceptions, typed answers. A
process that has seen a hidden input could carry it out there, and so could a later process that
finds a file of it. So the visible checks of all exercises run first and their replies are kept;
when an exercise is graded, its visible checks get these replies again. Where it turns out later
that a reference must stand in, the scratch folder is emptied and every process ended before that
exercise's visible checks are asked once more.
"""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np

from autograder.engine.session import Bindings, SandboxNamespace, Session
from autograder.exercise import AnswersExercise, Exercise, FunctionExercise, Homework, Reply
from autograder.exercise.grading import run_check
from autograder.exercise.plain import same

LOG = logging.getLogger(__name__)

MakeRng = Callable[[str], np.random.Generator]
Asked = tuple[str, Any]


class Rehearsal:
    """The visible checks of one submission, run in its cells' first process.

    Parameters
    ----------
    session : Session
        Of the submission.
    homework : Homework
        Its exercises, in their order.
    make_rng : callable
        ``make_rng(exercise) -> (check -> Generator)``: what grading will use.
    """

    def __init__(
        self, session: Session, homework: Homework, make_rng: Callable[[str], MakeRng]
    ) -> None:
        self._session = session
        self._make_rng = make_rng
        self._main = session.namespace()
        self._kept: dict[str, tuple[list[str], list[tuple[Asked, Reply]]]] = {}
        self._main.run()
        failed: set[str] = set()
        for name, exercise in homework.exercises.items():
            needs = [need.name for need in _functions(exercise) if need.name in failed]
            try:
                passed = self._rehearse(exercise, needs)
            except Exception:  # ours: it is said when the exercise is graded, and happens again
                LOG.exception("the visible checks of %s could not be run", name)
                passed = True
            if not passed:
                failed.add(name)

    def close(self) -> None:
        """End the first process."""
        self._main.close()

    @contextlib.contextmanager
    def namespace(self, exercise: Exercise, failed: Sequence[str]) -> Iterator[Rehearsed]:
        """Give the namespace in which `exercise` is graded, with references for `failed`."""
        if self._kept[exercise.name][0] != list(failed):
            self._session.start_over()
            self._rehearse(exercise, failed)
        with self._bound(exercise, failed) as names:
            yield Rehearsed(names, self._kept[exercise.name][1])

    def _rehearse(self, exercise: Exercise, failed: Sequence[str]) -> bool:
        """Keep the replies to the visible checks of `exercise`; say whether these passed."""
        kept: list[tuple[Asked, Reply]] = []
        self._kept[exercise.name] = (list(failed), kept)
        if exercise.kind == "manual":
            return True
        make_rng = self._make_rng(exercise.name)
        with self._bound(exercise, failed) as names:
            asked = Recording(names, kept)
            if isinstance(exercise, AnswersExercise):
                asked.value(exercise.name)
                return True
            assert isinstance(exercise, FunctionExercise)
            visible = exercise.chosen_checks("visible")
            trials = [run_check(exercise, check, asked, make_rng) for check in visible]
            return all(trial.failure is None for trial in trials)

    @contextlib.contextmanager
    def _bound(self, exercise: Exercise, failed: Sequence[str]) -> Iterator[SandboxNamespace]:
        """Give the first process, or one in which references are bound over `failed`."""
        if not failed or exercise.kind == "manual":
            yield self._main
            return
        sources = tuple(need.reference_source() for need in _functions(exercise))
        names = self._session.namespace(Bindings(sources, tuple(failed)))
        try:
            yield names
        finally:
            names.close()


class Recording:
    """A namespace that keeps what came of every call."""

    def __init__(self, names: SandboxNamespace, kept: list[tuple[Asked, Reply]]) -> None:
        self._names = names
        self._kept = kept

    def call(self, name: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Reply:
        """Call the student's function and keep the reply."""
        reply = self._names.call(name, args, kwargs)
        self._kept.append(((name, (args, kwargs)), reply))
        return reply

    def value(self, name: str) -> Reply:
        """Return the student's variable and keep it."""
        reply = self._names.value(name)
        self._kept.append(((name, None), reply))
        return reply

    def source(self, name: str) -> str:
        """Return the function's text."""
        return self._names.source(name)


class Rehearsed:
    """A namespace that answers what was asked before from memory, each reply once."""

    def __init__(self, names: SandboxNamespace, kept: list[tuple[Asked, Reply]]) -> None:
        self._names = names
        self._kept = list(kept)

    def call(self, name: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Reply:
        """Return what came of this call, or call the student's function."""
        return self._before(name, (args, kwargs)) or self._names.call(name, args, kwargs)

    def value(self, name: str) -> Reply:
        """Return the student's variable as it was before anything hidden was sent."""
        return self._before(name, None) or self._names.value(name)

    def source(self, name: str) -> str:
        """Return the function's text."""
        return self._names.source(name)

    def _before(self, name: str, what: Any) -> Reply | None:
        for place, ((asked, with_what), reply) in enumerate(self._kept):
            if asked == name and same(with_what, what):
                del self._kept[place]
                return reply
        return None


def _functions(exercise: Exercise) -> list[FunctionExercise]:
    return [need for need in exercise.all_needs() if isinstance(need, FunctionExercise)]
