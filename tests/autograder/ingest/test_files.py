"""What may lie on the disk where a submission should: links, devices, folders, any name."""

import json
import os
import unicodedata

import pytest

from autograder import ingest
from autograder.nbgrader_bridge import open_course

NOTEBOOK = json.dumps({"cells": [{"cell_type": "code", "id": "a", "source": "x = 1"}]}).encode()

NAMES = (
    "ada\nbob", "x" * 240, "ada\u202eipynb", "con", "-rf", "[a-z]*?", "ada.", "ada ", "Ada", "ADA",
    unicodedata.normalize("NFC", "zoé"), unicodedata.normalize("NFD", "zoé"), "a'b\"c", "$(id)",
    "{0}", "%s", "\x1b[2J", "..ada", "\udcff",
)  # fmt: skip
"""Folders of students that a careless tool may have unpacked."""


@pytest.fixture
def handed_in(tmp_path):
    """Write a file into a student's folder below `submitted`."""

    def write(student="ada", name="toy.ipynb", content=NOTEBOOK):
        folder = tmp_path / "submitted" / student / "toy"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
        return folder

    return write


def read(folder, student="ada"):
    return ingest.read_folder(folder, "toy.ipynb", student, folder.parents[1])


def test_the_only_notebook_may_have_any_name(handed_in):
    submission = read(handed_in(name="work [1]\u202e.ipynb"))
    assert submission.readable
    assert "named work [1]\\u202e.ipynb, expected toy.ipynb" in submission.incidents[0]


@pytest.mark.parametrize("names", [(), ("a.ipynb", "b.ipynb"), ("a.py",), (".new-toy.ipynb",)])
def test_where_it_is_not_plain_which_notebook_counts_none_does(handed_in, names):
    folder = handed_in(name="other.txt")
    for name in names:
        handed_in(name=name)
    submission = read(folder)
    assert not submission.readable
    assert "expected toy.ipynb, found" in submission.incidents[0]


def test_a_link_anywhere_below_the_submissions_is_not_followed(handed_in, tmp_path):
    handed_in("bob")
    top = tmp_path / "submitted"
    (top / "eve").symlink_to("bob")
    (top / "mallory").mkdir()
    (top / "mallory" / "toy").symlink_to("../bob/toy")
    (top / "trudy" / "toy").mkdir(parents=True)
    (top / "trudy" / "toy" / "toy.ipynb").symlink_to("../../bob/toy/toy.ipynb")
    (top / "zoe" / "toy").mkdir(parents=True)
    (top / "zoe" / "toy" / "toy.ipynb").symlink_to("nowhere")
    for student in ("eve", "mallory", "trudy", "zoe"):
        submission = read(top / student / "toy", student)
        assert (submission.readable, submission.content) == (False, b"")
        assert "link" in submission.incidents[0]
    assert read(top / "bob" / "toy", "bob").readable


def test_the_folder_of_all_submissions_may_be_a_link(handed_in, tmp_path):
    handed_in()
    (tmp_path / "disk").symlink_to("submitted")
    assert read(tmp_path / "disk" / "ada" / "toy").readable


def test_a_pipe_a_socket_a_device_and_a_folder_are_no_notebooks(handed_in):
    folder = handed_in(name="x.txt")
    path = folder / "toy.ipynb"
    os.mkfifo(path)
    assert "no ordinary file" in read(folder).incidents[0]
    path.unlink()
    path.mkdir()
    assert "could not be read" in read(folder).incidents[0]
    path.rmdir()
    path.symlink_to("/dev/zero")
    assert "link" in read(folder).incidents[0]


def test_a_folder_that_may_not_be_opened_or_is_a_file_is_said(handed_in, monkeypatch, tmp_path):
    folder = handed_in(name="x.txt")
    assert "cannot be opened" in read(folder / "x.txt").incidents[0]

    def refuse(path):
        raise PermissionError(13, "Permission denied", path)

    monkeypatch.setattr(os, "scandir", refuse)
    submission = read(folder)
    assert "Permission denied" in submission.incidents[0]
    assert str(tmp_path) not in submission.incidents[0]


@pytest.mark.parametrize("name", NAMES, ids=ascii)
def test_a_students_folder_may_have_any_name(name, handed_in):
    folder = handed_in(name)
    submission = read(folder, name)
    assert submission.readable
    assert submission.student == name


def test_a_folder_of_many_files_is_not_listed_to_its_end(handed_in, monkeypatch):
    monkeypatch.setattr(ingest.files, "MAX_NAMES", 3)
    folder = handed_in(name="0.txt")
    for number in range(1, 9):
        (folder / f"{number}.txt").touch()
    assert "no notebook" in read(folder).incidents[0]


def test_all_students_of_a_course_are_found_whatever_their_names(course, handed_in, tmp_path):
    for name in NAMES:
        handed_in(name)
    os.rename(course / "submitted", course / "before")
    os.rename(tmp_path / "submitted", course / "submitted")
    students = open_course(course).students("toy")
    assert sorted(students) == sorted(name for name in NAMES if not name.startswith("."))
