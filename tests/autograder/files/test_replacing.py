"""A file is the old one or the new one, whatever happens while it is written."""

import os
import stat

import pytest

from autograder.files.replacing import replace_file, replacing


def content(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def stopped_half_way(path):
    with replacing(path) as file:
        file.write(b"half of the n")
        raise KeyboardInterrupt


def test_the_new_file_is_there_once_it_is_whole(tmp_path):
    path = tmp_path / "grades"
    path.write_bytes(b"old")
    with replacing(path) as file:
        file.write(b"new")
        file.flush()
        assert path.read_bytes() == b"old"
    assert content(tmp_path) == {"grades": b"new"}


def test_what_fails_half_way_leaves_the_old_file_and_nothing_else(tmp_path):
    path = tmp_path / "grades"
    path.write_bytes(b"old")
    with pytest.raises(KeyboardInterrupt):
        stopped_half_way(path)
    assert content(tmp_path) == {"grades": b"old"}


def test_what_a_killed_process_left_is_written_over_and_no_link_is_followed(tmp_path):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_bytes(b"untouched")
    (tmp_path / ".new-grades").symlink_to(elsewhere)
    replace_file(tmp_path / "grades", b"new")
    assert content(tmp_path) == {"elsewhere": b"untouched", "grades": b"new"}


def test_a_read_only_file_is_replaced_by_a_read_only_one(tmp_path):
    path = tmp_path / "grades"
    for text in (b"old", b"new"):
        replace_file(path, text, 0o444, sync=False)
        assert path.read_bytes() == text
        assert stat.S_IMODE(path.stat().st_mode) == 0o444


def test_without_a_mode_a_file_is_as_open_as_any_new_one(tmp_path):
    before = os.umask(0o027)
    try:
        replace_file(tmp_path / "grades", b"")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "grades").stat().st_mode) == 0o640
