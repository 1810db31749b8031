"""nbgrader's own notebooks, graded by nbgrader and by us: the scores agree, cell by cell."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.grading.autograde import close_sandbox, grade_one
from autograder.grading.loading import load_assignment
from autograder.nbgrader_bridge import open_course

pytestmark = [pytest.mark.kernel, pytest.mark.sandbox, pytest.mark.slow]
STOCK = Path(__file__).with_name("stock.py")

INTENDED = {
    ("own", "warns", name): "a warning on stderr costs nothing"
    for name in ("part", "all", "above", "gone")
}
"""Where we differ, and why."""


@pytest.fixture(scope="module")
def stock(tmp_path_factory):
    """A course, and what nbgrader's own steps gave each cell."""
    root = tmp_path_factory.mktemp("stock") / "quick"
    programs = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    done = subprocess.run(
        [sys.executable, str(STOCK), str(root)],
        cwd=root.parent,
        env=os.environ | {"HOME": str(root.parent), "PATH": programs},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    said = json.loads(done.stdout.splitlines()[-1])
    assert said["failed"] == []
    return root, {tuple(row[:4]): row[4] for row in said["scores"]}


def ours(root):
    """Grade every submission of the course in our sandbox; return the scores by cell."""
    course = open_course(root)
    found = {}
    try:
        for name in ("ps1", "plain", "hidden", "autotest", "own"):
            assignment = load_assignment(name, lambda: course)
            for student in course.students(name):
                grade_one(course, assignment, student)
    finally:
        close_sandbox()
    with course.gradebook() as gradebook:
        for assignment in gradebook.assignments:
            for submission in assignment.submissions:
                for notebook in submission.notebooks:
                    for grade in notebook.grades:
                        key = assignment.name, submission.student.id, notebook.name, grade.name
                        found[key] = grade.auto_score
    return found


def test_every_cell_has_nbgraders_score_but_for_the_intended_differences(stock, capsys):
    root, theirs = stock
    mine = ours(root)
    assert mine.keys() == theirs.keys()
    differ = {key: (theirs[key], mine[key]) for key in theirs if theirs[key] != mine[key]}
    with capsys.disabled():
        agreeing = len(theirs) - len(differ)
        print(f"\n{agreeing} of {len(theirs)} cells agree with nbgrader; {len(differ)} intended:")
        for (name, student, _, cell), (was, now) in sorted(differ.items()):
            why = INTENDED.get((name, student, cell), "NOT INTENDED")
            print(f"  {name}, {student}, {cell}: nbgrader {was}, here {now}: {why}")
    assert {(name, student, cell) for name, student, _, cell in differ} == set(INTENDED)
    for name, _, notebook, cell in differ:
        assert mine[name, "warns", notebook, cell] == theirs[name, "right", notebook, cell]
    assert len(theirs) > 60
