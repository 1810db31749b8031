"""What a student will be shown is asked for before anything hidden is sent.

A page shows what came out of the visible checks: values, texts of exceptions, typed answers. A
process that has seen a hidden input could carry it out there, and so could a later process that
finds a file of it. So the visible checks of all exercises run first, and what came of them is kept
until each exercise is graded. Where it turns out then that a reference must stand in, the scratch
folder is emptied and every process ended before that exercise's visible checks are run once more.
The same is done when a reference stood in already: the hidden checks of the exercise that it
belongs to are still to come, and it must not answer them.
"""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np

from autograder.engine.bindings import Bindings
from autograder.engine.namespace import SandboxNamespace
from autograder.engine.session import Session
from autograder.exercise import (
    AnswersExercise,
    Exercise,
    FunctionExercise,
    Homework,
    Namespace,
    Reply,
)
from autograder.exercise.check import Check
from autograder.exercise.grading import Trial, run_check

LOG = logging.getLogger(__name__)

MakeRng = Callable[[str], np.random.Generator]


class Watch(Protocol):
    """Looks on while a submission is graded; see `autograder.engine.replay`."""

    def begin(self, exercise: Exercise) -> None:
        """Forget what was seen of `exercise`: it is looked at anew."""
        ...

    def namespace(self, exercise: Exercise, namespace: Namespace) -> Namespace:
        """Return the namespace that `exercise` is graded in: `namespace`, or one around it."""
        ...

    def trial(self, exercise: Exercise, trial: Trial) -> None:
        """Take note of a check that was run."""
        ...


@dataclass(frozen=True)
class Shown:
    """What came of the visible part of one exercise.

    Parameters
    ----------
    failed : tuple of str
        Earlier exercises whose references stood in.
    trials : tuple of Trial
        The visible checks of a function.
    typed : Reply, optional
        The typed answers.
    """

    failed: tuple[str, ...] = ()
    trials: tuple[Trial, ...] = ()
    typed: Reply | None = None

    @property
    def passed(self) -> bool:
        """Whether every visible check of a function passed."""
        return all(trial.failure is None for trial in self.trials)


class Typed:
    """A namespace that holds typed answers as they were, and no function."""

    def __init__(self, reply: Reply) -> None:
        self._reply = reply

    def call(self, name: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Reply:
        """Say that there is no such function."""
        return Reply("missing", message="typed answers are not called")

    def value(self, name: str) -> Reply:
        """Return the answers."""
        return self._reply

    def source(self, name: str) -> str:
        """Return nothing."""
        return ""


class Rehearsal:
    """The visible checks of one submission, run before any hidden one.

    Parameters
    ----------
    session : Session
        Of the submission.
    homework : Homework
        Its exercises, in their order.
    make_rng : callable
        ``make_rng(exercise) -> (check -> Generator)``: what grading will use.
    watch : Watch, optional
        Looks on, and changes nothing.
    """

    def __init__(
        self,
        session: Session,
        homework: Homework,
        make_rng: Callable[[str], MakeRng],
        watch: Watch | None = None,
    ) -> None:
        self._session = session
        self._make_rng = make_rng
        self._watch = watch
        self._main = session.namespace()
        self._shown: dict[str, Shown] = {}
        self._main.run()
        for name, exercise in homework.exercises.items():
            failed = tuple(
                need.name
                for need in _functions(exercise)
                if not self._shown.get(need.name, Shown()).passed
            )
            try:
                self._shown[name] = self._rehearse(exercise, failed)
            except Exception:  # ours: it is said when the exercise is graded, and happens again
                LOG.exception("the visible checks of %s could not be run", name)
                self._shown[name] = Shown(failed)
        if any(shown.failed for shown in self._shown.values()):
            session.start_over()

    def close(self) -> None:
        """End the first process."""
        self._main.close()

    @contextlib.contextmanager
    def namespace(
        self, exercise: Exercise, failed: Sequence[str]
    ) -> Iterator[tuple[Namespace, tuple[Trial, ...]]]:
        """Give what an exercise is graded in, with references for `failed`; and the checks done."""
        shown = self._shown[exercise.name]
        if shown.failed != tuple(failed):
            self._session.start_over()
            shown = self._rehearse(exercise, tuple(failed))
        if shown.typed is not None:
            yield Typed(shown.typed), ()
            return
        with self._bound(exercise, failed) as names:
            yield self._watched(exercise, names), shown.trials

    def _rehearse(self, exercise: Exercise, failed: tuple[str, ...]) -> Shown:
        """Run the visible checks of `exercise`."""
        if self._watch is not None:
            self._watch.begin(exercise)
        with self._bound(exercise, failed) as bound:
            names = self._watched(exercise, bound)
            if isinstance(exercise, AnswersExercise):
                return Shown(failed, typed=names.value(exercise.name))
            if not isinstance(exercise, FunctionExercise):
                return Shown(failed)
            make_rng = self._make_rng(exercise.name)
            visible = exercise.chosen_checks("visible")
            trials = tuple(self._run(exercise, check, names, make_rng) for check in visible)
            return Shown(failed, trials)

    def _run(
        self, exercise: FunctionExercise, check: Check, names: Namespace, make_rng: MakeRng
    ) -> Trial:
        trial = run_check(exercise, check, names, make_rng)
        if self._watch is not None:
            self._watch.trial(exercise, trial)
        return trial

    def _watched(self, exercise: Exercise, names: Namespace) -> Namespace:
        return names if self._watch is None else self._watch.namespace(exercise, names)

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


def _functions(exercise: Exercise) -> list[FunctionExercise]:
    return [need for need in exercise.all_needs() if isinstance(need, FunctionExercise)]
