"""The release is made by nbgrader's own converter and shows no solution."""

import json

import pytest

from autograder.build import Assignment
from autograder.build.notebook import source_of
from autograder.nbgrader_bridge import CourseError, GradebookWriter, create, release
from autograder.nbgrader_bridge.release import build_source
from tests.autograder import toy


def released_cells(course):
    path = course.folder("release", "toy") / "toy.ipynb"
    return {cell["id"]: cell for cell in json.loads(path.read_text("utf-8"))["cells"]}


def test_what_nbgrader_releases_is_what_the_build_says(course):
    cells = released_cells(course)
    assert list(cells) == [cell.id for cell in toy.assignment().cells]
    for spec in toy.assignment().cells:
        assert source_of(cells[spec.id]) == spec.released, spec.id


def test_the_release_has_the_data_and_no_secret(course):
    folder = course.folder("release", "toy")
    assert (folder / "data" / "numbers.npz").read_bytes() == toy.assignment().data_files[
        "data/numbers.npz"
    ]
    text = (folder / "toy.ipynb").read_text("utf-8")
    for secret in ("SOLUTION", "HIDDEN", "return 2 * x", "factor of two", "hidden=True"):
        assert secret not in text


def test_locked_cells_cannot_be_edited_in_the_release(course):
    metadata = released_cells(course)["double-check"]["metadata"]
    assert metadata["editable"] is False
    assert metadata["nbgrader"]["points"] == 1


def test_the_gradebook_knows_the_points(course):
    with course.gradebook() as gradebook:
        assert gradebook.find_assignment("toy").max_score == 10


def test_releasing_twice_is_the_same_as_once(course):
    before = (course.folder("release", "toy") / "toy.ipynb").read_bytes()
    release(course, toy.assignment())
    assert (course.folder("release", "toy") / "toy.ipynb").read_bytes() == before


def test_building_writes_the_source_only(tmp_path):
    course = create(tmp_path / "course")
    build_source(course, toy.assignment())
    assert (course.folder("source", "toy") / "toy.ipynb").is_file()
    assert not course.folder("release", "toy").exists()


def test_changed_cells_with_graded_submissions_are_refused_in_words(course):
    with GradebookWriter(course, toy.assignment()) as gradebook:
        gradebook.record(toy.result(), {})
    whole = toy.assignment()
    less = tuple(cell for cell in whole.cells if cell.exercise != "plot")
    with pytest.raises(CourseError, match="there are graded submissions of the old ones"):
        release(course, Assignment(whole.homework, less, whole.data_files))
