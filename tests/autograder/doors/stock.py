"""Run as a program: nbgrader's quickstart course, graded by nbgrader's own steps and kernels.

``python stock.py COURSE`` makes the course directory, adds nbgrader's test notebooks and one of our
own, releases and grades everything, and prints the scores as JSON.
"""

import json
import logging
import shutil
import sys
from pathlib import Path

import nbformat
import nbgrader
from nbgrader.apps import NbGraderAPI
from nbgrader.apps.quickstartapp import QuickStartApp
from traitlets.config import Config

INSTALLED = Path(nbgrader.__file__).parent
GUIDE = INSTALLED / "docs" / "source" / "user_guide"
FIXTURES = INSTALLED / "tests" / "apps" / "files"

# assignment -> source notebook and, by student, what is handed in: files of nbgrader's own tests
ASSIGNMENTS = {
    "plain": (
        "submitted-unchanged",
        {
            "unchanged": "submitted-unchanged",
            "changed": "submitted-changed",
            "grade-cell-changed": "submitted-grade-cell-changed",
            "cheat": "submitted-cheat-attempt",
        },
    ),
    "hidden": ("test-hidden-tests", {"released": None, "source": "test-hidden-tests"}),
    "autotest": (
        "autotest-multi",
        {"unchanged": "autotest-multi-unchanged", "changed": "autotest-multi-changed"},
    ),
}

OWN = [
    (
        "answer",
        "solution",
        "def half(x):\n    ### BEGIN SOLUTION\n    return x / 2\n    ### END SOLUTION",
    ),
    ("part", "grade", "n_right = sum(half(x) == x / 2 for x in (0, 2, -4, 7))\nn_right / 2"),
    ("all", "grade", "assert half(3) == 1.5\n'a text is everything'"),
    (
        "above",
        "grade",
        "import numpy as np\nnp.testing.assert_allclose(half(8), 4)\n1.0 * (half(8) == 4)",
    ),
    (
        "gone",
        "grade",
        "assert half(8) == 4\n### BEGIN HIDDEN TESTS\nassert half(-6) == -3\n### END HIDDEN TESTS",
    ),
]

HANDED_IN = {
    "right": "def half(x):\n    return x / 2",
    "floors": "def half(x):\n    return x // 2 if x > 0 else 0",
    "warns": "import warnings\ndef half(x):\n    warnings.warn('so')\n    return x / 2",
}


def notebook(answer=None):
    """Return our own notebook: partial credit by the last expression, and hidden tests."""
    made = nbformat.v4.new_notebook(
        metadata={
            "kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}
        }
    )
    for name, kind, source in OWN:
        managed = {"schema_version": 3, "grade_id": name, "locked": False, "task": False}
        managed |= {"grade": kind == "grade", "solution": kind == "solution"}
        managed |= {"points": 2} if kind == "grade" else {}
        text = answer if answer is not None and kind == "solution" else source
        made.cells.append(nbformat.v4.new_code_cell(text, id=name, metadata={"nbgrader": managed}))
    return nbformat.writes(made)


def put(course, *where, text):
    """Write a file below the course directory."""
    path = course.joinpath(*where)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def fill(course):
    """Put sources and submissions into the course directory."""
    shutil.copytree(GUIDE / "submitted", course / "submitted", dirs_exist_ok=True)
    shutil.copy(FIXTURES / "autotests.yml", course)
    for name, (source, students) in ASSIGNMENTS.items():
        put(
            course,
            "source",
            name,
            "p1.ipynb",
            text=(FIXTURES / f"{source}.ipynb").read_text("utf-8"),
        )
        for student, file in students.items():
            if file is not None:
                text = (FIXTURES / f"{file}.ipynb").read_text("utf-8")
                put(course, "submitted", student, name, "p1.ipynb", text=text)
    put(course, "source", "own", "own.ipynb", text=notebook())
    for student, answer in HANDED_IN.items():
        put(course, "submitted", student, "own", "own.ipynb", text=notebook(answer))


def scores(api):
    """Return what the gradebook says, as rows of assignment, student, notebook, cell and score."""
    with api.gradebook as gradebook:
        return [
            [assignment.name, submission.student.id, notebook.name, grade.name, grade.auto_score]
            for assignment in gradebook.assignments
            for submission in assignment.submissions
            for notebook in submission.notebooks
            for grade in notebook.grades
        ]


def main(folder):
    """Make, release, grade, and print."""
    course = Path(folder)
    quickstart = QuickStartApp()
    quickstart.initialize([course.name])
    quickstart.start()
    fill(course)
    config = Config()
    config.CourseDirectory.root = str(course)
    config.CourseDirectory.course_id = course.name
    config.ClearSolutions.code_stub = {"python": "# YOUR CODE HERE"}
    api = NbGraderAPI(config=config)
    api.log.setLevel(logging.ERROR)
    failed = []
    for name in ("ps1", *ASSIGNMENTS, "own"):
        done = api.generate_assignment(name)
        assert done["success"], done
        released = course / "release" / name / "p1.ipynb"
        if None in ASSIGNMENTS.get(name, ("", {}))[1].values():
            put(course, "submitted", "released", name, "p1.ipynb", text=released.read_text("utf-8"))
        for student in sorted(api.get_submitted_students(name)):
            if not api.autograde(name, student)["success"]:
                failed.append([name, student])
    print(json.dumps({"scores": scores(api), "failed": failed}))


if __name__ == "__main__":
    main(sys.argv[1])
