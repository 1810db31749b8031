"""What the checks give for each of nbgrader's graded cells."""

from __future__ import annotations

from autograder.build import Assignment
from autograder.results import ExerciseResult, SubmissionResult

KINDS = ("check", "hidden")


def cell_points(result: ExerciseResult | None, hidden: bool) -> float:
    """Return the points earned by the visible or the hidden checks; 0 where none was run."""
    return result.earned(hidden) if result else 0.0


def cell_scores(notebook: Assignment, result: SubmissionResult) -> dict[str, float]:
    """Return the points of each cell that checks decide on, 0 where a check was not reached.

    Parameters
    ----------
    notebook : Assignment
        One notebook of an assignment.
    result : SubmissionResult
        Its share of a result.
    """
    by_name = {each.name: each for each in result.exercises}
    graded = {cell.id for cell in notebook.cells if cell.points is not None}
    found = {}
    for name, exercise in notebook.homework.exercises.items():
        if exercise.kind == "manual":
            continue
        if exercise.kind == "asserts":
            found[name] = cell_points(by_name.get(name), exercise.checks[0].hidden)
            continue
        for kind in KINDS:
            if (id := f"{name}-{kind}") in graded:
                found[id] = cell_points(by_name.get(name), hidden=kind == "hidden")
    return found
