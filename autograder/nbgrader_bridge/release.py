"""From the package to ``source/`` and, through nbgrader's own converter, to ``release/``."""

from __future__ import annotations

import re
from pathlib import Path

from nbgrader import nbgraderformat
from nbgrader.converters import GenerateAssignment
from nbgrader.utils import capture_log

from autograder.build import Assignment
from autograder.build.assignment import write
from autograder.nbgrader_bridge.course import Course, CourseError, tools_on_path
from autograder.nbgrader_bridge.preprocessors import ClearSolutions

_SECRETS = ("BEGIN SOLUTION", "BEGIN HIDDEN TESTS", "BEGIN MARK SCHEME", "hidden=True")


def build_source(course: Course, assignment: Assignment) -> list[Path]:
    """Write the assignment into ``source/<name>/`` and hold it against nbgrader's schema.

    Returns
    -------
    list of Path
        The files written, notebook first.
    """
    files = write(assignment, course.folder("source", assignment.name))
    _validate(files[0])
    return files


def release(course: Course, assignment: Assignment) -> Path:
    """Build the assignment and make the version that students get.

    Returns
    -------
    Path
        The folder to hand out.

    Raises
    ------
    CourseError
        If nbgrader refuses, or if the release would show a solution.
    """
    with course.gradebook():
        pass  # a database that cannot be used is reported here, and better than by nbgrader
    build_source(course, assignment)
    generate(course, assignment.name)
    folder = course.folder("release", assignment.name)
    notebook = folder / f"{assignment.name}.ipynb"
    _validate(notebook)
    text = notebook.read_text(encoding="utf-8")
    leaks = [secret for secret in _SECRETS if secret in text]
    if leaks:
        raise CourseError(f"{notebook} still contains {leaks[0]!r}, so it must not be handed out.")
    return folder


def generate(course: Course, name: str) -> None:
    """Make the release of ``source/<name>/`` and its cells in the gradebook, as nbgrader does.

    Raises
    ------
    CourseError
        If nbgrader refuses; with its reason.
    """
    config = course.config.copy()
    if "preprocessors" not in config.get("GenerateAssignment", {}):
        steps = GenerateAssignment.preprocessors.default()
        config.GenerateAssignment.preprocessors = [
            ClearSolutions if step.__name__ == "ClearSolutions" else step for step in steps
        ]
    course.directory.assignment_id = name
    converter = GenerateAssignment(coursedir=course.directory, config=config)
    converter.force = True
    converter.create_assignment = True
    with tools_on_path():
        result = capture_log(converter)
    if not result["success"]:
        raise CourseError(_reason(name, result.get("log", "") + result.get("error", "")))


def _reason(name: str, log: str) -> str:
    if "submissions associated with it" in log:
        return (
            f"The cells of {name} have changed, and there are graded submissions of the old ones. "
            f"nbgrader cannot mend that. Give the new version another name, or remove the old one "
            f"with its grades: `nbgrader db assignment remove {name} --force`."
        )
    errors = re.findall(r"\[ERROR\] (.+)", re.sub(r"\x1b\[[0-9;]*m", "", log))
    last = (errors or log.strip().splitlines() or ["no reason was given"])[-1]
    return f"nbgrader could not make the release of {name}: {last.strip()}"


def _validate(path: Path) -> None:
    try:
        nbgraderformat.reads(path.read_text(encoding="utf-8"), as_version=4)
    except Exception as error:  # its own errors, jsonschema's and nbformat's have no common base
        raise CourseError(f"{path} does not hold to nbgrader's format: {error}") from error
