"""What a check calls in place of the student's function."""

from __future__ import annotations

import contextlib
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from autograder.exercise import sentences, show
from autograder.exercise.check import CheckBroken, CheckFailed
from autograder.exercise.conform import Misfit, conform, settle
from autograder.exercise.function import FunctionExercise
from autograder.exercise.namespace import Namespace, Reply
from autograder.exercise.plain import NotPlain, copy, plain
from autograder.exercise.seeded import with_generators
from autograder.results import Row

RTOL = 1e-6
ATOL = 1e-9


@dataclass
class Call:
    """One call that was made, and how its value is judged.

    Parameters
    ----------
    args, kwargs
        What the function was given.
    reply : Reply
        What came of it.
    rtol, atol : float
        The tolerance.
    looked_at : tuple of str, optional
        Places in the value that the check looked at, such as ``["b"]``; all without it.
    """

    args: tuple[Any, ...]
    kwargs: dict[str, Any]
    reply: Reply
    rtol: float = RTOL
    atol: float = ATOL
    looked_at: tuple[str, ...] | None = None


class Probe:
    """The student's function as a check sees it.

    Calling it sends copies, and returns a plain value in the structure of the reference's. What
    raises, hangs, returns None, a wrong shape or nan ends the check with its own sentence.

    Parameters
    ----------
    exercise : FunctionExercise
        Whose function.
    namespace : Namespace
        Where the student's function lives.
    """

    def __init__(self, exercise: FunctionExercise, namespace: Namespace) -> None:
        self.exercise = exercise
        self.namespace = namespace
        self.__name__ = exercise.name
        self.calls: list[Call] = []
        self.rows: list[Row] = []

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Call the student's function; its value must have the reference's structure."""
        call = self.ask(args, kwargs)
        self.refuse_failure(call)
        return self.fit(call, settle(self.expected(args, kwargs)))

    def loosely(self, *args: Any, **kwargs: Any) -> Any:
        """Call the student's function; any plain value will do."""
        call = self.ask(args, kwargs)
        self.refuse_failure(call)
        return copy(call.reply.value)

    def ask(
        self, args: tuple[Any, ...], kwargs: dict[str, Any], rtol: float = RTOL, atol: float = ATOL
    ) -> Call:
        """Call the student's function on copies, record the call, and return it."""
        try:
            reply = self.namespace.call(self.__name__, copy(args), copy(kwargs))
        except Exception as error:  # what the student's function does is a reply
            raise CheckBroken(f"{type(error).__name__}: {error}") from error
        if reply.kind == "value":
            try:
                reply = replace(reply, value=plain(reply.value))
            except NotPlain as error:
                reply = Reply("unsendable", message=str(error), changed=reply.changed)
        call = Call(copy(args), copy(kwargs), reply, rtol, atol)
        self.calls.append(call)
        return call

    def expected(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        """Return the reference's plain value on copies of the arguments."""
        with quiet():
            args, kwargs = with_generators((copy(args), copy(kwargs)))
            return plain(self.exercise.function(*args, **kwargs))

    def refuse_failure(self, call: Call) -> None:
        """Raise unless the call brought a value."""
        if call.reply.kind != "value":
            text = self.describe(call.args, call.kwargs)
            raise sentences.from_reply(self.__name__, call.reply, text)

    def fit(self, call: Call, right: Any) -> Any:
        """Return the call's value in the structure of `right`, or raise with a sentence."""
        try:
            return conform(copy(call.reply.value), right)
        except Misfit as misfit:
            raise self.misfit_failure(misfit) from None

    def misfit_failure(self, misfit: Misfit) -> CheckFailed:
        """Return the failure for a result of the wrong structure."""
        place = self.exercise.path_name(misfit.path) if misfit.path else ""
        return sentences.from_misfit(self.__name__, misfit, place)

    def describe(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> str:
        """Write the arguments out: ``h = [0.5, -0.5]``."""
        names = [*map(self.exercise.argument_name, range(len(args))), *kwargs]
        values = (*args, *kwargs.values())
        parts = [f"{n} = {show.brief(v, 40)}" for n, v in zip(names, values, strict=True)]
        text = ", ".join(parts)
        return text if len(text) <= 160 else text[:159] + "…"

    @property
    def changed(self) -> list[str]:
        """Names of the arguments that some call wrote into."""
        found = [each for call in self.calls for each in call.reply.changed]
        return list(dict.fromkeys(map(self.exercise.argument_name, found)))

    @property
    def changed_dicts(self) -> set[str]:
        """Those of `changed` that are dicts: a copy of one still holds the same arrays."""
        found = set()
        for call in self.calls:
            given: dict[int | str, Any] = dict(enumerate(call.args))
            given.update(call.kwargs)
            for each in call.reply.changed:  # what the child says need not be there
                if isinstance(given.get(each), dict):
                    found.add(self.exercise.argument_name(each))
        return found


@contextlib.contextmanager
def quiet() -> Iterator[None]:
    """Run a reference or a mistake without NumPy's warnings, whatever the student has set."""
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        yield
