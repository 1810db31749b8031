"""The whole way with the real engine, in processes of their own, stopped in the middle once."""

import os
import signal
import subprocess
import sys
import time

import pytest

from tests.submissions import make

pytestmark = [pytest.mark.sandbox, pytest.mark.slow]
STUDENTS = ["right-vectorised", "lost-sign", "right-with-loops", "empty-file", "crash"]


def chalkgrad(*arguments, cwd, code=0):
    done = subprocess.run(
        [sys.executable, "-m", "autograder", *arguments], cwd=cwd, capture_output=True, text=True
    )
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    root = tmp_path_factory.mktemp("course") / "nets"
    chalkgrad("new-course", str(root), cwd=root.parent)
    chalkgrad("release", "hw1a", cwd=root)
    make.hand_in("hw1a", root, only=STUDENTS)
    return root


def stop_after(n_graded, cwd):
    """Start grading, send one Ctrl-C when `n_graded` are done; return the exit code and output."""
    grading = subprocess.Popen(
        [sys.executable, "-u", "-m", "autograder", "grade", "hw1a", "--workers", "2"],
        cwd=cwd,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    said = ""
    for line in grading.stdout:
        said += line
        if line.startswith(f"{n_graded}/"):
            os.killpg(grading.pid, signal.SIGINT)
            break
    said += grading.stdout.read()
    code = grading.wait(timeout=60)
    grading.stdout.close()
    end = time.monotonic() + 10
    while _alive(grading.pid) and time.monotonic() < end:
        time.sleep(0.1)
    assert not _alive(grading.pid), "a process of the stopped run is left"
    return code, said


def _alive(session):
    done = subprocess.run(
        ["ps", "-o", "pid=,stat=", "-s", str(session)], capture_output=True, text=True
    )
    return [line for line in done.stdout.splitlines() if "Z" not in line]


def test_stopped_and_started_again_every_student_has_a_score_and_a_page(course):
    code, said = stop_after(2, course)
    assert code == 130, said
    assert "The same command goes on with the rest" in " ".join(said.split())
    assert "Traceback" not in said
    said = chalkgrad("grade", "hw1a", cwd=course, code=1)
    assert "2 unchanged" in said
    assert "! empty-file: The notebook could not be read: it is empty." in said
    chalkgrad("feedback", "hw1a", cwd=course)
    page = (course / "feedback" / "lost-sign" / "hw1a" / "hw1a.html").read_text("utf-8")
    assert "The sign of h is lost" in page
    assert "What probably happened" in page
    rows = chalkgrad("export", "hw1a", cwd=course).splitlines()
    points = {row.split(",")[0].strip('"'): float(row.split(",")[3]) for row in rows[1:]}
    assert points == {name: make.load("hw1a", name).score for name in STUDENTS}
