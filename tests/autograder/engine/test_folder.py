"""Temporary folders do not pile up, however a grader ended."""

import os
import signal
import subprocess
import sys

import pytest

from autograder.engine import folder as folder_module
from autograder.engine.folder import Folder, remove_abandoned
from autograder.engine.server import Server

DIE = "from autograder.engine.folder import Folder; import os; Folder(); os.kill(os.getpid(), 9)"


@pytest.fixture(autouse=True)
def temporary(tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(folder_module.tempfile, "tempdir", str(tmp_path))
    return tmp_path


def test_the_folder_of_a_killed_process_is_removed_by_the_next(temporary):
    subprocess.run([sys.executable, "-c", DIE], check=False)
    (left,) = temporary.iterdir()
    mine = Folder()
    assert left.exists(), "it might be about to be locked"
    os.utime(left, (0, 0))
    other = Folder()
    assert sorted(temporary.iterdir()) == sorted([mine.path, other.path])
    mine.remove()
    other.remove()
    assert list(temporary.iterdir()) == []


def test_folders_nested_deeper_than_python_can_recurse_are_removed(temporary, monkeypatch):
    made = Folder()
    monkeypatch.chdir(made.path)
    for _ in range(1500):
        os.mkdir("d")
        os.chdir("d")
    os.chdir(temporary)
    made.remove()
    assert list(temporary.iterdir()) == []


def test_a_server_that_is_interrupted_while_it_starts_leaves_nothing(temporary, monkeypatch):
    def interrupted(self):
        raise SystemExit

    monkeypatch.setattr(Server, "start", interrupted)
    with pytest.raises(SystemExit), Server():
        pass
    assert list(temporary.iterdir()) == []


@pytest.mark.parametrize("tier", ["namespaces", "none"])
def test_an_abandoned_server_is_killed_before_its_folder_is_removed(temporary, tier):
    server = Server(tier)
    server.start()
    process = server._process
    server.abandon()
    assert process.wait(10) == -signal.SIGKILL
    assert list(temporary.iterdir()) == []
    server.close()


def test_the_folder_of_a_living_process_and_what_is_none_of_ours_stays(temporary):
    mine = Folder()
    (temporary / "chalkgrad-notes").mkdir()
    (temporary / "chalkgrad-link").symlink_to(temporary)
    for path in temporary.iterdir():
        os.utime(path, (0, 0), follow_symlinks=False)
    remove_abandoned()
    assert len(list(temporary.iterdir())) == 3
    mine.remove()
