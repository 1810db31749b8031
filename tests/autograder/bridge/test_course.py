"""A course directory is an ordinary nbgrader one."""

import subprocess
import sys
from pathlib import Path

import pytest

from autograder.nbgrader_bridge import CourseError, create, open_course

ROOT = Path(__file__).parents[3]


def test_a_new_course_has_nbgraders_configuration_and_folders(tmp_path):
    course = create(tmp_path / "Neural nets 2026")
    assert course.id == "Neural-nets-2026"
    assert (course.root / "nbgrader_config.py").is_file()
    assert (course.root / "source").is_dir()
    assert course.db_url == f"sqlite:///{course.root}/gradebook.db"
    assert course.folder("submitted", "toy", "ada") == course.root / "submitted" / "ada" / "toy"


def test_a_folder_with_something_in_it_is_left_alone(tmp_path):
    (tmp_path / "thesis.tex").write_text("precious")
    with pytest.raises(CourseError, match="not empty"):
        create(tmp_path)
    create(tmp_path / "course")
    with pytest.raises(CourseError, match="is a course already"):
        create(tmp_path / "course")


def test_a_course_is_found_from_within_its_folders(tmp_path):
    course = create(tmp_path / "course")
    assert open_course(course.root / "source").root == course.root


def test_outside_of_a_course_the_error_says_what_to_do(tmp_path):
    with pytest.raises(CourseError, match="--course DIR"):
        open_course(tmp_path)
    with pytest.raises(CourseError, match="does not exist"):
        open_course(tmp_path / "nowhere")


def test_the_gradebook_may_be_elsewhere(tmp_path):
    course = create(tmp_path / "course")
    config = course.root / "nbgrader_config.py"
    config.write_text(config.read_text() + 'c.CourseDirectory.db_url = "sqlite:////else.db"\n')
    assert open_course(course.root).db_url == "sqlite:////else.db"


def test_a_configuration_that_is_no_python_is_named(tmp_path):
    course = create(tmp_path / "course")
    (course.root / "nbgrader_config.py").write_text("c = get_config(\n")
    with pytest.raises(CourseError, match=r"nbgrader_config.py cannot be read: SyntaxError"):
        open_course(course.root)


def test_students_are_those_with_a_folder_for_the_assignment(tmp_path):
    course = create(tmp_path / "course")
    for student, assignment in (
        ("ada", "toy"),
        ("Łukasz [1]", "toy"),
        ("bob", "other"),
        ("a\\b\n", "toy"),
    ):
        course.folder("submitted", assignment, student).mkdir(parents=True)
    (course.root / "submitted" / "notes.txt").touch()
    assert course.students("toy") == ["a\\b\n", "ada", "Łukasz [1]"]
    assert course.students("none") == []


def test_a_gradebook_that_cannot_be_opened_is_an_error_in_words(tmp_path):
    course = create(tmp_path / "course")
    (course.root / "gradebook.db").write_text("this is no database, " * 100)
    with pytest.raises(CourseError, match="cannot be opened"), course.gradebook():
        pass


def test_hidden_folders_are_nobodys_submission(tmp_path):
    course = create(tmp_path / "course")
    for student in ("ada", ".ipynb_checkpoints"):
        (course.root / "submitted" / student / "toy").mkdir(parents=True)
    assert course.students("toy") == ["ada"]


def test_a_file_in_place_of_the_folder_is_still_a_students(tmp_path):
    course = create(tmp_path / "course")
    (course.root / "submitted" / "ada").mkdir()
    (course.root / "submitted" / "ada" / "toy").write_text("my homework")
    assert course.students("toy") == ["ada"]


def test_a_file_is_no_place_for_a_course(tmp_path):
    (tmp_path / "notes").write_text("precious")
    with pytest.raises(CourseError, match="notes is a file"):
        create(tmp_path / "notes")


def test_nbgrader_is_imported_without_a_grammar_that_takes_a_second_and_that_nobody_needs():
    code = (
        "import sys; from autograder.nbgrader_bridge import create; import jsonschema, nbformat; "
        "assert 'rfc3987_syntax' not in sys.modules and 'lark' not in sys.modules; "
        "import rfc3987_syntax; "  # it is there for whoever asks for it later
        "nbformat.validate(nbformat.v4.new_notebook())"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)
