"""An exercise that a person grades, with a rubric."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from autograder.exercise.base import Exercise

if TYPE_CHECKING:
    from autograder.exercise.homework import Part


class ManualExercise(Exercise):
    """A discussion or a piece of code for a person to grade.

    Parameters
    ----------
    part : Part
        Where it stands.
    name : str
        A Python name.
    points : float
        What a full answer is worth.
    form : {"text", "code"}
        What the student's cell holds.
    title, prompt : str
        For the student.
    rubric : str
        Markdown for the grader: what earns which points.
    """

    kind = "manual"

    def __init__(
        self,
        part: Part,
        name: str,
        points: float,
        form: Literal["text", "code"] = "text",
        title: str = "",
        rubric: str = "",
        prompt: str = "",
    ) -> None:
        super().__init__(part, name, title, prompt)
        if form not in ("text", "code"):
            raise ValueError(f"{name}: kind is {form!r}, expected 'text' or 'code'")
        self.form = form
        self.rubric = rubric
        self._points = float(points)

    @property
    def points(self) -> float:
        """Points that a person may give."""
        return self._points
