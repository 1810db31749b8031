"""An exercise of typed answers: a plain dict in a code cell."""

from __future__ import annotations

import keyword
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from autograder.exercise.base import Exercise
from autograder.exercise.check import Check, Mistake

if TYPE_CHECKING:
    from autograder.exercise.entries import Entry
    from autograder.exercise.homework import Part


class AnswersExercise(Exercise):
    """Answers to type in. Made by `Part.answers`.

    Parameters
    ----------
    part : Part
        Where it stands.
    name : str
        Name of the exercise and of the student's dict.
    entries : mapping of str to Entry
        The right answers.
    title : str
        For people.
    labels : sequence of str
        Names of the rows, where entries are lists of that length.
    prompt : str
        Markdown for the student.
    show_expected : bool
        Whether visible checks print the right value beside a wrong one.
    """

    kind = "answers"

    def __init__(
        self,
        part: Part,
        name: str,
        entries: Mapping[str, Entry],
        title: str = "",
        labels: Sequence[str] = (),
        prompt: str = "",
        show_expected: bool = False,
    ) -> None:
        super().__init__(part, name, title, prompt)
        if not name.isidentifier() or keyword.iskeyword(name):
            raise ValueError(
                f"the exercise's name {name!r} cannot be a variable; use a Python name"
            )
        self.entries = dict(entries)
        self.labels = tuple(labels)
        self.show_expected = show_expected

    def check_entries(
        self, *names: str, points: float, hidden: bool = False, title: str = ""
    ) -> None:
        """Declare a check of some entries, or of all when none is named.

        Its points are shared by the cells; the share is rounded down to quarter points.

        Raises
        ------
        ValueError
            If an entry is not declared.
        """
        chosen = names or tuple(self.entries)
        unknown = [name for name in chosen if name not in self.entries]
        if unknown:
            raise ValueError(
                f"{self.name} has no entry {unknown[0]!r}; its entries are {list(self.entries)}"
            )
        name = "_".join(chosen) if len(chosen) <= 4 else f"{chosen[0]}_to_{chosen[-1]}"
        self.checks.append(
            Check(name, title or ", ".join(chosen), float(points), hidden, None, chosen)
        )

    def mistake(
        self, sentence: str
    ) -> Callable[[Callable[[], dict[str, Any]]], Callable[[], dict[str, Any]]]:
        """Declare wrong values by entry (None for cells that the mistake leaves alone)."""

        def declare(function: Callable[[], dict[str, Any]]) -> Callable[[], dict[str, Any]]:
            self.mistakes.append(Mistake(function.__name__, sentence, function))
            return function

        return declare

    def template_source(self) -> str:
        """Return the dict to fill in, as code."""
        return self._assign({name: entry.blank() for name, entry in self.entries.items()})

    def stub_source(self) -> str:
        """Return the dict to fill in, as code."""
        return self.template_source()

    def solution_source(self) -> str:
        """Return the filled-in dict inside a solution region."""
        return f"### BEGIN SOLUTION\n{self.reference_source()}### END SOLUTION\n"

    def reference_source(self) -> str:
        """Return the filled-in dict as code."""
        return self._assign(self.right_answers())

    def right_answers(self) -> dict[str, Any]:
        """Return what a careful student types."""
        return {
            name: entry.fill([entry.answer(cell) for cell in entry.cells])
            for name, entry in self.entries.items()
        }

    def label(self, entry: str, position: int) -> str:
        """Return what a cell is called: its own or its row's label, or its place."""
        shape = self.entries[entry].shape
        if self.entries[entry].labels:
            return f"{entry} {self.entries[entry].labels[position]}"
        if not shape:
            return entry
        if len(shape) == 1 and len(self.labels) == shape[0]:
            return f"{entry} {self.labels[position]}"
        if len(shape) == 2 and len(self.labels) == shape[0]:
            return f"{entry} {self.labels[position // shape[1]]}, {position % shape[1] + 1}"
        place: list[str] = []
        for size in reversed(shape):
            position, here = divmod(position, size)
            place.insert(0, str(here + 1))
        return f"{entry} [{', '.join(place)}]"

    def _assign(self, answers: Mapping[str, Any]) -> str:
        lines = [f'    "{name}": {_literal(value)},\n' for name, value in answers.items()]
        return f"{self.name} = {{\n{''.join(lines)}}}\n"


def _literal(value: Any) -> str:
    return f'"{value}"' if isinstance(value, str) and value.isalnum() else repr(value)
