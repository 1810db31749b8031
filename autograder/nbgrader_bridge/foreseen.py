"""What the gradebook would have of a student after a new result was written."""

from __future__ import annotations

from autograder.build import Assignment
from autograder.nbgrader_bridge.grades import CellGrade, StudentGrades
from autograder.nbgrader_bridge.scores import cell_scores
from autograder.results import SubmissionResult

NOT_THERE = StudentGrades("", "", 0.0, {})
NOT_GIVEN = CellGrade(None, None, None, False, "")


def with_result(
    had: StudentGrades, assignment: Assignment, result: SubmissionResult
) -> StudentGrades:
    """Return a student's grades with the points of a result; what a person gave stays.

    Parameters
    ----------
    had : StudentGrades
        What the gradebook has.
    assignment : Assignment
        What was graded.
    result : SubmissionResult
        The new result.
    """
    cells = dict(had.cells)
    for notebook, share, _ in assignment.split(result):
        for id, points in cell_scores(notebook, share).items():
            name = assignment.full_name(notebook.name, id)
            cells[name] = cells.get(name, NOT_GIVEN)._replace(auto=points)
    return had._replace(cells=cells)


def notebook_scores(assignment: Assignment, grades: StudentGrades) -> list[float]:
    """Return the points of each notebook before any penalty."""
    return [
        float(
            sum(
                grades.cells.get(assignment.full_name(notebook.name, cell.id), NOT_GIVEN).score
                for cell in notebook.cells
                if cell.points is not None
            )
        )
        for notebook in assignment.notebooks
    ]
