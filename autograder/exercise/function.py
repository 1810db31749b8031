"""An exercise that asks for a function; the declared function is the reference."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from autograder.exercise import source
from autograder.exercise.base import Exercise
from autograder.exercise.check import Check, Mistake, title_from_name

if TYPE_CHECKING:
    from autograder.exercise.homework import Part

Function = TypeVar("Function", bound=Callable[..., Any])


class FunctionExercise(Exercise):
    """A function to write. Calling the exercise calls the reference.

    Parameters
    ----------
    part : Part
        Where it stands.
    function : callable
        The reference; its name, signature and docstring are the student's too.
    title, prompt : str
        For people.
    needs : sequence of FunctionExercise or str
        Earlier exercises that the function may call.
    array_form : str
        The expression without loops, shown to a student whose right answer loops.
    """

    kind = "function"

    def __init__(
        self,
        part: Part,
        function: Callable[..., Any],
        title: str = "",
        prompt: str = "",
        needs: Sequence[Exercise | str] = (),
        array_form: str = "",
    ) -> None:
        super().__init__(part, function.__name__, title, prompt, needs)
        self.function = function
        self.array_form = array_form
        self.signature = inspect.signature(function)
        self.__doc__ = function.__doc__
        self.__name__ = function.__name__

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Call the reference."""
        return self.function(*args, **kwargs)

    def check(
        self, *, points: float, title: str = "", hidden: bool = False
    ) -> Callable[[Function], Function]:
        """Declare a check: a function of the student's function that raises with a sentence."""

        def declare(function: Function) -> Function:
            name = function.__name__
            self.checks.append(
                Check(name, title or title_from_name(name), float(points), hidden, function)
            )
            return function

        return declare

    def mistake(
        self, sentence: str, sign: Callable[..., Any] | None = None
    ) -> Callable[[Function], Function]:
        """Declare a wrong function and the sentence for whoever wrote it.

        Parameters
        ----------
        sentence : str
            What went wrong, for the student.
        sign : callable, optional
            What gives the mistake away where values alone cannot; see `Mistake`.
        """

        def declare(function: Function) -> Function:
            self.mistakes.append(Mistake(function.__name__, sentence, function, sign))
            return function

        return declare

    @property
    def parameters(self) -> list[str]:
        """Names of the reference's parameters."""
        return list(self.signature.parameters)

    @property
    def check_arguments(self) -> str:
        """What the notebook's check cell passes: the function."""
        return self.name

    def path_name(self, path: str) -> str:
        """Name a place in the result as the docstring does: ``[1]`` may be ``gradient``."""
        names = source.result_names(self.function.__doc__)
        if len(names) == 1 and names[0]:
            return names[0] + path
        first = re.match(r"\[(\d+)\]", path)
        if first and int(first[1]) < len(names) and names[int(first[1])]:
            return names[int(first[1])] + path[first.end() :]
        return "result" + path

    def argument_name(self, argument: int | str) -> str:
        """Name an argument that is given by position or keyword."""
        parameters = self.parameters
        if isinstance(argument, int):
            return parameters[argument] if argument < len(parameters) else f"number {argument + 1}"
        return argument

    def reference_source(self) -> str:
        """Return the reference as plain ``def`` text, docstring kept, decorators gone."""
        return source.plain_def(self.function)

    def stub_source(self) -> str:
        """Return signature and docstring with a body that is not done yet."""
        return source.stub(self.function)

    def solution_source(self) -> str:
        """Return the reference with its body inside a solution region."""
        return source.solution(self.function)
