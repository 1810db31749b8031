"""What every exercise has: a name, a place in a part, points, checks and mistakes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from autograder.exercise.check import Check, Mistake

if TYPE_CHECKING:
    from autograder.exercise.homework import Part


class Exercise:
    """The common part of function, typed-answer and manual exercises.

    Parameters
    ----------
    part : Part
        Where it stands.
    name : str
        A Python name; the student's function or variable has it too.
    title : str
        For people; "" takes the name.
    prompt : str
        Markdown that tells the student what to do.
    needs : sequence of Exercise or str
        Earlier function exercises that a right answer may call.
    """

    kind = ""

    def __init__(
        self,
        part: Part,
        name: str,
        title: str = "",
        prompt: str = "",
        needs: Sequence[Exercise | str] = (),
    ) -> None:
        self.part = part
        self.name = name
        self.title = title or name
        self.prompt = prompt
        self.needs: tuple[str, ...] = tuple(
            each if isinstance(each, str) else each.name for each in needs
        )
        self.checks: list[Check] = []
        self.mistakes: list[Mistake] = []

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.name}, {self.points:g} points>"

    @property
    def points(self) -> float:
        """Points of all checks together."""
        return float(sum(check.points for check in self.checks))

    @property
    def visible_points(self) -> float:
        """Points of the visible checks."""
        return float(sum(check.points for check in self.checks if not check.hidden))

    @property
    def hidden_points(self) -> float:
        """Points of the hidden checks."""
        return float(sum(check.points for check in self.checks if check.hidden))

    def chosen_checks(self, which: str) -> list[Check]:
        """Return the checks that are ``"visible"``, ``"hidden"`` or ``"all"``."""
        if which not in ("visible", "hidden", "all"):
            raise ValueError(f"which is {which!r}, expected 'visible', 'hidden' or 'all'")
        return [c for c in self.checks if which == "all" or c.hidden == (which == "hidden")]

    def all_needs(self) -> list[Exercise]:
        """Return the needed exercises and what they need themselves, in declared order."""
        exercises = self.part.homework.exercises
        found: set[str] = set()
        waiting = list(self.needs)
        while waiting:
            name = waiting.pop()
            if name in exercises and name not in found:
                found.add(name)
                waiting.extend(exercises[name].needs)
        return [exercise for name, exercise in exercises.items() if name in found]

    def check_source(self, hidden: bool = False) -> str:
        """Return the one line of the notebook's check cell."""
        options = ", hidden=True" if hidden else ""
        return f"{self.part.homework.name}.check({self.check_arguments}{options})"

    @property
    def check_arguments(self) -> str:
        """What the notebook's check cell passes: the name, and the variable of that name."""
        return f'"{self.name}", {self.name}'
