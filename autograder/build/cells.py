"""The cells that one exercise becomes: its task, the student's cell, and its checks."""

from __future__ import annotations

from dataclasses import dataclass

from autograder.build import regions
from autograder.build.metadata import flags_of
from autograder.exercise import AnswersExercise, Exercise, FunctionExercise, ManualExercise


@dataclass(frozen=True)
class SpecCell:
    """One cell of a built notebook.

    Parameters
    ----------
    id : str
        Its nbformat id and nbgrader ``grade_id``.
    kind : str
        One of `autograder.build.metadata.KINDS`.
    exercise : str
        The exercise that it belongs to, or ``""``.
    cell_type : {"markdown", "code", "raw"}
        As in nbformat.
    source : str
        The instructor's text, solutions and hidden tests included.
    points : float or None
        What the cell is worth in the gradebook, if it is graded.
    form : {"", "function", "answers", "text", "code"}
        What the student writes in it, for the kinds "solution" and "manual".
    """

    id: str
    kind: str
    exercise: str
    cell_type: str
    source: str
    points: float | None = None
    form: str = ""

    @property
    def released(self) -> str:
        """The text that students get: without solutions, rubrics and hidden tests."""
        if self.kind == "hidden":
            return regions.without_hidden_tests(self.source)
        if self.form:
            return regions.without_solution(self.source, _STUBS[self.form])
        return self.source

    @property
    def flags(self) -> frozenset[str]:
        """Names of nbgrader's flags that are set in the cell."""
        return flags_of(self.kind)


_STUBS = {
    "function": regions.CODE_STUB,
    "code": regions.CODE_STUB,
    "text": regions.TEXT_STUB,
    "answers": "",  # the table with blanks is the stub
}


def exercise_cells(exercise: Exercise) -> list[SpecCell]:
    """Return the cells of `exercise` in the order in which they stand in the notebook."""
    if isinstance(exercise, ManualExercise):
        return [_task(exercise), _manual(exercise)]
    cells = [_task(exercise), _solution(exercise)]
    cells.append(_check(exercise, hidden=False))
    if exercise.chosen_checks("hidden"):
        cells.append(_check(exercise, hidden=True))
    return cells


def _task(exercise: Exercise) -> SpecCell:
    name = exercise.name
    title = f"`{name}`" if exercise.title == name else f"{exercise.title} · `{name}`"
    paragraphs = [f"### {title}", f"*{points_line(exercise)}*", exercise.prompt.strip()]
    text = "\n\n".join(paragraph for paragraph in paragraphs if paragraph)
    return SpecCell(f"{name}-task", "task", name, "markdown", text)


def points_line(exercise: Exercise) -> str:
    """Say how many points there are and how they are given."""
    total = _counted(exercise.points)
    if isinstance(exercise, ManualExercise):
        return f"{total}, given by a person who reads it"
    if not exercise.hidden_points:
        return f"{total}, all shown by the check"
    if not exercise.visible_points:
        return f"{total}, all hidden"
    shown, hidden = exercise.visible_points, exercise.hidden_points
    return f"{total}: {shown:g} shown by the check, {hidden:g} hidden"


def _counted(points: float) -> str:
    return f"{points:g} point" if points == 1 else f"{points:g} points"


def _solution(exercise: Exercise) -> SpecCell:
    if isinstance(exercise, AnswersExercise):
        source, form = exercise.template_source() + exercise.solution_source(), "answers"
    elif isinstance(exercise, FunctionExercise):
        source, form = exercise.solution_source(), "function"
    else:
        raise TypeError(f"{exercise!r} is of a kind that the build does not know")
    return SpecCell(
        exercise.name, "solution", exercise.name, "code", source.rstrip("\n"), form=form
    )


def _check(exercise: Exercise, hidden: bool) -> SpecCell:
    kind = "hidden" if hidden else "check"
    points = exercise.hidden_points if hidden else exercise.visible_points
    line = exercise.check_source(hidden=hidden)
    source = regions.hidden_tests(line) if hidden else line
    return SpecCell(f"{exercise.name}-{kind}", kind, exercise.name, "code", source, points)


def _manual(exercise: ManualExercise) -> SpecCell:
    rubric = exercise.rubric.strip() or "No rubric is declared."
    if exercise.form == "code":
        cell_type = "code"
        rubric = "\n".join(f"# {line}".rstrip() for line in ["Rubric", *rubric.splitlines()])
    else:
        cell_type = "markdown"
        rubric = f"**Rubric**\n\n{rubric}"
    return SpecCell(
        exercise.name,
        "manual",
        exercise.name,
        cell_type,
        regions.solution(rubric),
        exercise.points,
        exercise.form,
    )
