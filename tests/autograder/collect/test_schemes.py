"""How Canvas, Moodle and people name files, and whose each is."""

from pathlib import Path
from types import SimpleNamespace

import pytest

from autograder.collect.archives import Found
from autograder.collect.schemes import by_pattern, canvas, choose_reader, claims, moodle
from autograder.collect.sources import SourceError


def found(path):
    return Found(path, lambda most: b"")


@pytest.mark.parametrize(
    ("path", "want"),
    [
        ("lovelaceada_123_789_hw1a.ipynb", ("lovelaceada", "123", "789", "hw1a.ipynb", False)),
        ("lovelaceada_LATE_12_34_hw1a-1.ipynb", ("lovelaceada", "12", "34", "hw1a-1.ipynb", True)),
        ("王小明_7_8_作业 1.ipynb", ("王小明", "7", "8", "作业 1.ipynb", False)),
        ("müllerjürgen_7_8_a_1_2_b.ipynb", ("müllerjürgen", "7", "8", "a_1_2_b.ipynb", False)),
        ("group1_7_8_work.zip", ("group1", "7", "8", "work.zip", False)),
        ("anon_aB3xY_99_hw.ipynb", ("anon_aB3xY", "anon_aB3xY", "99", "hw.ipynb", False)),
        ("LATE_anon_aB3xY_99_hw.ipynb", ("anon_aB3xY", "anon_aB3xY", "99", "hw.ipynb", True)),
        ("turingalan_LATE_9_text.html", ("turingalan", "9", "", "text.html", True)),
    ],
)  # fmt: skip
def test_a_name_of_canvas_is_taken_apart(path, want):
    claim = canvas(found(path))
    assert (claim.name, claim.lms_user, claim.lms_file, claim.file, claim.late) == want


@pytest.mark.parametrize(
    "path", ["ada_hw1a.ipynb", "ada/hw1a.ipynb", "1_2.ipynb", f"a_{'9' * 5000}_1_x"]
)
def test_other_names_are_not_canvas(path):
    assert canvas(found(path)) is None


@pytest.mark.parametrize(
    ("path", "want"),
    [
        ("Ada King_12_assignsubmission_file_/hw1a.ipynb", ("Ada King", "12", "hw1a.ipynb")),
        ("Ada King_12_assignsubmission_file/hw1a.ipynb", ("Ada King", "12", "hw1a.ipynb")),
        ("Ada King_12_assignsubmission_file_a.ipynb", ("Ada King", "12", "a.ipynb")),
        ("Ada King_1_assignsubmission_file_/my/a_1.ipynb", ("Ada King", "1", "my/a_1.ipynb")),
        ("top/أحمد علي_5_assignsubmission_file_/a.ipynb", ("أحمد علي", "5", "a.ipynb")),
        ("Participant_77_assignsubmission_file_/a.ipynb", ("Participant", "77", "a.ipynb")),
        ("Default group_assignsubmission_file/a.ipynb", ("Default group", "", "a.ipynb")),
        ("Ada_1_assignsubmission_onlinetext/onlinetext.html", ("Ada", "1", "onlinetext.html")),
    ],
)  # fmt: skip
def test_a_path_of_moodle_is_taken_apart(path, want):
    claim = moodle(found(path))
    assert (claim.name, claim.lms_user, claim.file) == want


def whose(paths, source="folder", **options):
    files = [found(path) for path in paths]
    opened = SimpleNamespace(files=files, path=Path(source), name=source)
    read, odd = claims(files, choose_reader(opened, "hw1a", **options))
    return {claim.found.path: claim.name for claim in read}, odd


@pytest.mark.parametrize(
    ("paths", "students"),
    [
        (["ada/hw1a.ipynb", "bob/work.ipynb"], ["ada", "bob"]),
        (["ada/hw1a/hw1a.ipynb", "bob/hw1a/hw1a.ipynb"], ["ada", "bob"]),
        (["all/ada/hw1a.ipynb", "all/bob/x/y.ipynb"], ["ada", "bob"]),
        (["hw1a/ada/a.ipynb", "hw1a/bob/a.ipynb"], ["ada", "bob"]),
        (["ada_hw1a.ipynb", "bob-HW1A (1).ipynb", "hw1a_cleo.ipynb"], ["ada", "bob", "cleo"]),
        (["all/ada_hw1a.ipynb", "all/bob_hw1a.ipynb"], ["ada", "bob"]),
        (["ada.zip", "bob_hw1a.zip"], ["ada", "bob"]),
        (["Ада Л/hw1a.ipynb", "b/hw1a.ipynb"], ["Ада Л", "b"]),
    ],
)
def test_folders_and_files_name_their_student(paths, students):
    named, odd = whose(paths)
    assert list(named.values()) == students
    assert odd == []


def test_a_notebook_that_names_nobody_is_said_and_left_out():
    named, odd = whose(["ada/hw1a.ipynb", "hw1a.ipynb", "hw1a-1.ipynb", "notes.txt"])
    assert list(named.values()) == ["ada"]
    assert [text.split()[0] for text in odd] == ["hw1a.ipynb", "hw1a-1.ipynb"]


@pytest.mark.parametrize("path", ["../ada/hw1a.ipynb", "/ada/hw1a.ipynb", "C:/ada/hw1a.ipynb"])
def test_a_path_that_leads_out_is_nobodys(path):
    assert whose([path, "bob/hw1a.ipynb"])[0] == {"bob/hw1a.ipynb": "bob"}
    assert "leads out" in whose([path])[1][0]


@pytest.mark.parametrize("source", ["ada.zip", "ada_hw1a.zip", "hw1a-ada.zip", "ada (1).zip"])
def test_the_name_of_an_archive_of_one_names_its_student(source):
    assert whose(["hw1a.ipynb", "data.csv"], source)[0]["hw1a.ipynb"] == "ada"


def test_all_may_be_said_to_be_one_students():
    assert set(whose(["x/hw1a.ipynb", "y.py"], student="ada")[0].values()) == {"ada"}


def test_a_pattern_names_student_group_and_time():
    read = by_pattern(r"sub_(?P<student>\w+?)_(?P<timestamp>[\d-]+)\.ipynb|g-(?P<group>\d)\.ipynb")
    claim = read(found("sub_ada_2026-01-30-15-00-01.ipynb"))
    assert claim.name == "ada"
    assert claim.time.isoformat() == "2026-01-30T15:00:01+00:00"
    assert read(found("g-3.ipynb")).is_group
    assert read(found("sub_ada_99.ipynb")).time is None
    assert read(found("other.ipynb")) is None


@pytest.mark.parametrize(
    ("pattern", "said"), [("(", "no regular expression"), (r"\w+", "no group")]
)
def test_a_pattern_that_cannot_be_used_is_said(pattern, said):
    with pytest.raises(SourceError, match=said):
        by_pattern(pattern)


def test_the_scheme_is_that_of_most_files_or_the_one_that_was_asked_for():
    lms = ["a_1_2_hw1a.ipynb", "b_3_4_hw1a.ipynb", "readme.txt"]
    assert list(whose(lms)[0].values()) == ["a", "b"]
    assert whose(["ada/1_2_3_x.ipynb", "b/x.ipynb", "c/x.ipynb"])[0]["ada/1_2_3_x.ipynb"] == "ada"
    assert whose(["x_1_2_hw1a.ipynb"], wanted="files")[0] == {"x_1_2_hw1a.ipynb": "x_1_2"}
