"""A homework: parts, exercises in order, data, and the check that the notebook calls."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from autograder.exercise.answers import AnswersExercise
from autograder.exercise.base import Exercise
from autograder.exercise.function import FunctionExercise
from autograder.exercise.manual import ManualExercise

if TYPE_CHECKING:
    import numpy as np

    from autograder.exercise.entries import Entry

DataMaker = TypeVar("DataMaker", bound="Callable[[], dict[str, np.ndarray]]")


class Part:
    """A section of a homework, whose exercises add up to its points.

    Made by `Homework.part`.
    """

    def __init__(self, homework: Homework, name: str, title: str, points: float) -> None:
        self.homework = homework
        self.name = name
        self.title = title
        self.points = float(points)

    def __repr__(self) -> str:
        return f"<Part {self.name}, {self.points:g} points>"

    @property
    def exercises(self) -> list[Exercise]:
        """Exercises of this part, in declared order."""
        return [e for e in self.homework.exercises.values() if e.part is self]

    def function(
        self,
        *,
        needs: Sequence[FunctionExercise | str] = (),
        array_form: str = "",
        title: str = "",
        prompt: str = "",
    ) -> Callable[[Callable[..., Any]], FunctionExercise]:
        """Declare the decorated function as the reference of a new exercise.

        Parameters
        ----------
        needs : sequence of FunctionExercise or str
            Earlier exercises that the function may call.
        array_form : str
            The expression without loops, shown to a student whose right answer loops.
        title, prompt : str
            For people; the function's docstring becomes the stub's.
        """

        def declare(function: Callable[..., Any]) -> FunctionExercise:
            exercise = FunctionExercise(self, function, title, prompt, needs, array_form)
            self.homework.add(exercise)
            return exercise

        return declare

    def answers(
        self,
        name: str,
        *,
        entries: Mapping[str, Entry],
        title: str = "",
        labels: Sequence[str] = (),
        prompt: str = "",
        show_expected: bool = False,
    ) -> AnswersExercise:
        """Declare typed answers: a dict in a code cell, one item for each of `entries`.

        Parameters
        ----------
        name : str
            Name of the exercise and of the student's variable.
        entries : mapping of str to Number, Integer or Choice
            The right answers.
        title, prompt : str
            For people.
        labels : sequence of str
            Names of the rows, where entries are lists of that length.
        show_expected : bool
            Whether a visible check prints the right value beside a wrong one.
        """
        exercise = AnswersExercise(self, name, entries, title, labels, prompt, show_expected)
        self.homework.add(exercise)
        return exercise

    def manual(
        self,
        name: str,
        *,
        points: float,
        kind: Literal["text", "code"] = "text",
        title: str = "",
        rubric: str = "",
        prompt: str = "",
    ) -> ManualExercise:
        """Declare an exercise that a person grades with `rubric`."""
        exercise = ManualExercise(self, name, points, kind, title, rubric, prompt)
        self.homework.add(exercise)
        return exercise


class Homework:
    """A homework, declared once.

    Parameters
    ----------
    name : str
        A Python name, also the assignment's and the module's.
    title : str
        For people.
    points : float
        What all parts add up to.

    Examples
    --------
    >>> homework = Homework("hw0", title="Warming up", points=2)
    >>> part = homework.part("one", title="Part 1", points=2)
    >>> @part.function()
    ... def double(x):
    ...     return 2 * x
    """

    def __init__(self, name: str, *, title: str, points: float) -> None:
        self.name = name
        self.title = title
        self.points = float(points)
        self.parts: list[Part] = []
        self.exercises: dict[str, Exercise] = {}
        self.data_makers: dict[str, Callable[[], dict[str, np.ndarray]]] = {}
        self.complaints: list[str] = []

    def __repr__(self) -> str:
        return f"<Homework {self.name}, {self.points:g} points, {len(self.exercises)} exercises>"

    def part(self, name: str, *, title: str, points: float) -> Part:
        """Open a new part worth `points`."""
        part = Part(self, name, title, points)
        if name in [each.name for each in self.parts]:
            self.complaints.append(f"two parts are named {name!r}")
        self.parts.append(part)
        return part

    def add(self, exercise: Exercise) -> None:
        """Put `exercise` behind those declared so far."""
        if exercise.name in self.exercises:
            self.complaints.append(f"two exercises are named {exercise.name!r}")
        self.exercises[exercise.name] = exercise

    def data(self, name: str) -> Callable[[DataMaker], DataMaker]:
        """Declare the decorated function as the maker of ``data/<name>.npz``.

        It takes nothing and returns a dict of arrays, the same ones each time.
        """

        def declare(maker: DataMaker) -> DataMaker:
            if name in self.data_makers:
                self.complaints.append(f"two data sets are named {name!r}")
            self.data_makers[name] = maker
            return maker

        return declare

    def check(self, answer: Any = None, answers: Any = None, *, hidden: bool = False) -> float:
        """Check one answer, show what came out, and return the points earned.

        Parameters
        ----------
        answer : callable or str
            The student's function, or the exercise's name.
        answers : dict
            The typed answers, for such an exercise.
        hidden : bool
            Run the hidden checks in place of the visible ones.

        Returns
        -------
        float
            Points. Nothing is raised and nothing written to stderr, whatever the answer does.
        """
        from autograder.exercise.notebook_check import check_here

        return check_here(self, answer, answers, hidden)

    def verify(self) -> None:
        """Hold the declaration to its rules.

        Raises
        ------
        ValueError
            With a list of everything that is wrong.
        """
        from autograder.exercise.verify import problems

        found = problems(self)
        if found:
            raise ValueError(f"{self.name} is not in order:\n- " + "\n- ".join(found))
