"""Stock nbgrader, without our engine, takes what we build: releases, grades, validates."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

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


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A course in which `reference` handed in the built source, and `blank` the release."""
    directory = tmp_path_factory.mktemp("stock") / "course"
    run("autograder", "new-course", directory, cwd=directory.parent)
    run("autograder", "build", "hw1a", cwd=directory)
    run("nbgrader", "generate_assignment", "hw1a", "--force", cwd=directory)
    for student, folder in (("reference", "source"), ("blank", "release")):
        shutil.copytree(directory / folder / "hw1a", directory / "submitted" / student / "hw1a")
    run("nbgrader", "autograde", "hw1a", "--force", cwd=directory)
    return directory


@pytest.fixture(scope="module")
def scores(course):
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as gradebook:
        return {
            student: gradebook.find_submission("hw1a", student).score
            for student in ("reference", "blank")
        }


def test_the_reference_gets_every_point_that_a_machine_can_give(scores):
    assert scores["reference"] == 43


def test_a_blank_notebook_gets_nothing(scores):
    assert scores["blank"] == 0


def test_the_release_shows_no_solution_and_no_hidden_check(course):
    release = (course / "release/hw1a/hw1a.ipynb").read_text(encoding="utf-8")
    for marker in ("BEGIN SOLUTION", "BEGIN HIDDEN TESTS", "hidden=True", "BEGIN MARK SCHEME"):
        assert marker not in release


def test_the_graded_cells_of_the_release_add_up_to_fifty_points(course):
    release = json.loads((course / "release/hw1a/hw1a.ipynb").read_text(encoding="utf-8"))
    points = [cell["metadata"].get("nbgrader", {}).get("points", 0) for cell in release["cells"]]
    assert sum(points) == 50


def test_nbgrader_validate_finds_nothing_wrong_in_the_reference(course):
    said = run("nbgrader", "validate", "source/hw1a/hw1a.ipynb", cwd=course)
    assert "passes all the tests" in said
