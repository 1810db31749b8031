"""`chalkgrad explain [ASSIGNMENT] STUDENT EXERCISE`: for an appeal."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from autograder.cli.common import (
    course_option,
    isolation_option,
    load_assignment,
    open_course,
    open_journal,
)
from autograder.cli.errors import Problem
from autograder.did_you_mean import did_you_mean

if TYPE_CHECKING:
    from autograder.appeal import Explanation
    from autograder.build import Assignment
    from autograder.exercise import Exercise
    from autograder.handed_in import HandedIn
    from autograder.ingest import Submission
    from autograder.nbgrader_bridge import Course
    from autograder.results import SubmissionResult


@click.command()
@click.argument("names", metavar="[ASSIGNMENT] STUDENT EXERCISE", nargs=-1)
@click.option("--full", is_flag=True, help="Every call, value and digit.")
@click.option("--json", "as_json", is_flag=True, help="As JSON, always in full.")
@isolation_option
@course_option
def explain(
    names: tuple[str, ...], full: bool, as_json: bool, isolation: str | None, course_folder: Path
) -> None:
    """Show why the points of an exercise are what they are.

    For an appeal, and for your eyes only: inputs and expected values of hidden checks are shown.
    The student's notebook is graded again with the same inputs, which are drawn from the
    course's secret for this student, exercise and check. Nothing is written, and a second replay
    gives the same, byte for byte.
    """
    course = open_course(course_folder)
    assignment, student, exercise = _found(names, course_folder)
    submission = _submission(course, assignment, student)
    record = _record(course, assignment, student)
    if exercise.kind == "manual":
        _show_manual(course, assignment, submission, exercise, record, as_json)
        return
    explained, result = _replayed(course, assignment, submission, exercise.name, isolation)
    from autograder.appeal import as_data, held_against, lines

    recorded = held_against(record, result, exercise.name)
    if as_json:
        _echo_json(as_data(explained, recorded))
        return
    for line in lines(explained, recorded, full):
        click.echo(line)


def _found(names: tuple[str, ...], folder: Path) -> tuple[Assignment, str, Exercise]:
    """Return assignment, student and exercise; the assignment may be left out."""
    if len(names) == 3:
        assignment = load_assignment(names[0], folder)
    elif len(names) == 2:
        assignment = _the_one_with(names[1])
    else:
        raise Problem("Name a student and an exercise: chalkgrad explain hw1a STUDENT EXERCISE")
    student, wanted = names[-2:]
    exercises = assignment.homework.exercises
    if wanted not in exercises:
        swapped = student in exercises
        hint = " The student comes first." if swapped else did_you_mean(wanted, exercises)
        known = ", ".join(exercises)
        raise Problem(f"{assignment.name} has no exercise {wanted!r}.{hint} It has: {known}.")
    if exercises[wanted].kind == "asserts":
        raise Problem(
            f"{wanted} is a cell of tests in an ordinary nbgrader assignment: there are no hidden "
            "inputs to replay. What it said is on the student's page: chalkgrad feedback."
        )
    return assignment, student, exercises[wanted]


def _the_one_with(exercise: str) -> Assignment:
    from autograder.build import names

    loaded = [load_assignment(name) for name in names()]
    having = [each for each in loaded if exercise in each.homework.exercises]
    if len(having) == 1:
        return having[0]
    if having:
        listed = " and ".join(each.name for each in having)
        raise Problem(f"{listed} have an exercise {exercise!r}: name the assignment, too.")
    every = [name for each in loaded for name in each.homework.exercises]
    raise Problem(
        f"No homework has an exercise {exercise!r}.{did_you_mean(exercise, every)} "
        "Name student and exercise: chalkgrad explain [ASSIGNMENT] STUDENT EXERCISE"
    )


def _submission(course: Course, assignment: Assignment, student: str) -> Submission:
    from autograder.grading.submissions import handed_in, read_handed_in

    students = handed_in(course, assignment.name)
    if student not in students:
        raise Problem(
            f"There is no submission of {assignment.name} of a student named {student!r}."
            f"{did_you_mean(student, students)}"
        )
    return read_handed_in(course, assignment, student)


def _record(course: Course, assignment: Assignment, student: str) -> SubmissionResult | None:
    from autograder.results import read_result

    return read_result(open_journal(course, assignment.name).get(student))


def _replayed(
    course: Course,
    assignment: Assignment,
    submission: Submission,
    exercise: str,
    isolation: str | None,
) -> tuple[Explanation, SubmissionResult]:
    from autograder.appeal import explain as taken_apart
    from autograder.engine import Server, choose, load_or_create
    from autograder.engine.replay import replay
    from autograder.engine.secret import secret_path

    if not secret_path(course.root).exists():  # nothing is written here, so none is made
        raise Problem(
            f"{secret_path(course.root)} is missing, so the inputs cannot be drawn again. "
            "Restore it from a backup of the course."
        )
    secret = load_or_create(course.root)
    with Server(choose(isolation), assignment.data_files) as server:
        seen = replay(submission, assignment, secret, server, exercise)
    assert seen.result is not None
    drawn_for = submission.drawn_for or submission.student
    return taken_apart(seen, drawn_for), seen.result


def _show_manual(
    course: Course,
    assignment: Assignment,
    submission: Submission,
    exercise: Exercise,
    record: SubmissionResult | None,
    as_json: bool,
) -> None:
    """Show an answer that a person grades: the text, the rubric, and what was given."""
    from autograder.report.printable import printable

    answer = _answer(assignment, submission, exercise.name)
    rubric = str(getattr(exercise, "rubric", "")).strip()
    points, comment = (
        _given(course, assignment, submission.student, exercise) if record else (None, "")
    )
    if as_json:
        _echo_json(
            {
                "assignment": assignment.name,
                "student": submission.student,
                "exercise": exercise.name,
                "title": exercise.title,
                "kind": exercise.kind,
                "points": points,
                "max_points": exercise.points,
                "answer": answer,
                "rubric": rubric,
                "comment": comment,
            }
        )
        return
    got = "No points are given yet" if points is None else f"{points:g} points were given"
    said = [f"{submission.student} · {assignment.name} · {exercise.name} · {exercise.title}"]
    said += [f"{got}, of {exercise.points:g}. A person grades this; no check runs.", ""]
    parts = (("Answer", answer), ("Rubric", rubric), ("Comment", comment))
    for name, text in parts:
        if text.strip():
            said += [f"{name}:", *(f"  {line}" for line in text.splitlines()), ""]
    for line in said[:-1]:
        click.echo(printable(line))


def _answer(assignment: Assignment, submission: Submission | HandedIn, exercise: str) -> str:
    """Return the text of an answer, from the notebook that it is in."""
    from autograder.handed_in import HandedIn

    notebook, own = assignment.holding(exercise)
    if isinstance(submission, HandedIn):
        submission = submission.notebooks[notebook.name]
    return next((cell.source for cell in reversed(submission.cells) if cell.id == own), "")


def _given(
    course: Course, assignment: Assignment, student: str, exercise: Exercise
) -> tuple[float | None, str]:
    from autograder.nbgrader_bridge import GradebookWriter

    with GradebookWriter(course, assignment) as gradebook:
        grades = gradebook.grades().get(student)
    cell = grades.cells.get(exercise.name) if grades else None
    if cell is None:
        return None, ""
    return (cell.auto if cell.manual is None else cell.manual), cell.comment


def _echo_json(data: dict[str, object]) -> None:
    click.echo(json.dumps(data, ensure_ascii=False, indent=2, sort_keys=True))
