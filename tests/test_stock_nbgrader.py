"""Stock nbgrader, without our engine, takes what we build: releases, grades, validates."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.homework import names

pytestmark = [pytest.mark.kernel, pytest.mark.slow]


def run(*command, cwd):
    environment = os.environ | {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
    done = subprocess.run(
        [sys.executable, "-m", *map(str, command)],
        cwd=cwd,
        env=environment,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


@pytest.fixture(scope="module", params=names())
def homework(request):
    return request.param


@pytest.fixture(scope="module")
def course(homework, tmp_path_factory):
    """A course in which `reference` handed in the built source, and `blank` the release."""
    directory = tmp_path_factory.mktemp("stock") / "course"
    run("autograder", "new-course", directory, cwd=directory.parent)
    run("autograder", "build", homework, cwd=directory)
    run("nbgrader", "generate_assignment", homework, "--force", cwd=directory)
    for student, folder in (("reference", "source"), ("blank", "release")):
        shutil.copytree(directory / folder / homework, directory / "submitted" / student / homework)
    run("nbgrader", "autograde", homework, "--force", cwd=directory)
    return directory


@pytest.fixture(scope="module")
def scores(course, homework):
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as gradebook:
        return {
            student: gradebook.find_submission(homework, student).score
            for student in ("reference", "blank")
        }


def test_the_reference_gets_every_point_that_a_machine_can_give(scores, homework):
    assert scores["reference"] == {"hw1a": 43, "hw1b": 47}[homework]


def test_a_blank_notebook_gets_nothing(scores):
    assert scores["blank"] == 0


def test_the_release_shows_no_solution_and_no_hidden_check(course, homework):
    release = (course / f"release/{homework}/{homework}.ipynb").read_text(encoding="utf-8")
    for marker in ("BEGIN SOLUTION", "BEGIN HIDDEN TESTS", "hidden=True", "BEGIN MARK SCHEME"):
        assert marker not in release


def test_the_graded_cells_of_the_release_add_up_to_fifty_points(course, homework):
    path = course / f"release/{homework}/{homework}.ipynb"
    release = json.loads(path.read_text(encoding="utf-8"))
    points = [cell["metadata"].get("nbgrader", {}).get("points", 0) for cell in release["cells"]]
    assert sum(points) == 50


def test_nbgrader_validate_finds_nothing_wrong_in_the_reference(course, homework):
    said = run("nbgrader", "validate", f"source/{homework}/{homework}.ipynb", cwd=course)
    assert "passes all the tests" in said
