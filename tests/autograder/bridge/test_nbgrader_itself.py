"""nbgrader's own programs take what we write: autograde, feedback, and formgrader over HTTP."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import pytest

from autograder.build.assignment import write
from autograder.nbgrader_bridge import GradebookWriter, write_autograded
from tests.autograder import toy

pytestmark = [pytest.mark.kernel, pytest.mark.slow]
ROOT = Path(__file__).parents[3]


def environment(home):
    """A clean home, this environment's programs on the PATH, and the toy homework importable."""
    programs = str(Path(sys.executable).parent)
    return os.environ | {
        "HOME": str(home),
        "PATH": os.pathsep.join([programs, os.environ["PATH"]]),
        "PYTHONPATH": str(ROOT),
    }


def nbgrader(course, home, *arguments):
    done = subprocess.run(
        [sys.executable, "-m", "nbgrader", *arguments],
        cwd=course.root,
        env=environment(home),
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def scores(course):
    with course.gradebook() as gradebook:
        return {row["student"]: row["score"] for row in gradebook.submission_dicts("toy")}


def without_our_doors(course):
    """Take the lines out of the configuration that have nbgrader grade in the sandbox."""
    config = course.root / "nbgrader_config.py"
    lines = config.read_text(encoding="utf-8").splitlines(keepends=True)
    config.write_text("".join(each for each in lines if not each.startswith("c.Autograde.")))


def test_stock_autograde_gives_the_reference_everything_and_a_blank_one_nothing(course, tmp_path):
    write(toy.assignment(), course.folder("submitted", "toy", "reference"))
    shutil.copytree(course.folder("release", "toy"), course.folder("submitted", "toy", "blank"))
    without_our_doors(course)
    nbgrader(course, tmp_path, "autograde", "toy")
    assert scores(course) == {"reference": 6, "blank": 0}


def graded(course):
    """Hand in and grade two students, one with a mistake."""
    for student, wrong in (("ada", []), ("bob", ["double"])):
        write(toy.assignment(), course.folder("submitted", "toy", student))
        result = toy.result(student, wrong=wrong)
        answers = write_autograded(course, toy.assignment(), result, toy.handed_in(why="Two."))
        with GradebookWriter(course, toy.assignment()) as gradebook:
            gradebook.record(result, answers)


def test_nbgraders_own_feedback_and_export_take_our_grades(course, tmp_path):
    graded(course)
    nbgrader(course, tmp_path, "generate_feedback", "toy")
    page = (course.folder("feedback", "toy", "bob") / "toy.html").read_text("utf-8")
    assert "It squares" in page
    assert "hidden=True" not in page
    nbgrader(course, tmp_path, "export", "--to", "grades.csv")
    assert "bob" in (course.root / "grades.csv").read_text()


@contextmanager
def jupyter_server(course, home):
    """Run a Jupyter server on the course directory; yield a function that gets a page."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    options = {"ip": "127.0.0.1", "port": port, "port_retries": 0, "open_browser": False}
    arguments = [f"--ServerApp.{name}={value}" for name, value in options.items()]
    arguments.append("--IdentityProvider.token=toy")
    with (home / "server.log").open("w") as log:
        server = subprocess.Popen(
            [sys.executable, "-m", "jupyter_server", "--allow-root", *arguments],
            cwd=course.root,
            env=environment(home),
            stdout=log,
            stderr=log,
        )
    try:
        yield lambda path: get(f"http://127.0.0.1:{port}{path}", server, home)
    finally:
        server.terminate()
        server.wait(timeout=20)


def get(url, server, home, patience=60):
    """Return a page's text, waiting for the server to come up."""
    request = urllib.request.Request(url, headers={"Authorization": "token toy"})
    end = time.monotonic() + patience
    while True:
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return answer.read().decode()
        except urllib.error.HTTPError as error:
            raise AssertionError(f"{url}: {error}\n{(home / 'server.log').read_text()}") from error
        except OSError:
            assert server.poll() is None, (home / "server.log").read_text()
            assert time.monotonic() < end, "the server did not come up"
            time.sleep(0.3)


def test_formgrader_lists_the_assignment_and_opens_the_submissions(course, tmp_path):
    graded(course)
    with jupyter_server(course, tmp_path) as page:
        (assignment,) = json.loads(page("/formgrader/api/assignments"))
        assert assignment["name"] == "toy"
        assert assignment["max_score"] == 10
        assert assignment["num_submissions"] == 2
        submissions = json.loads(page("/formgrader/api/submissions/toy"))
        found = {row["student"]: (row["score"], row["autograded"]) for row in submissions}
        assert found == {"ada": (6.0, True), "bob": (4.0, True)}
        assert all(row["needs_manual_grade"] for row in submissions)
        notebooks = json.loads(page("/formgrader/api/submitted_notebooks/toy/toy"))
        bob = next(row for row in notebooks if row["student"] == "bob")
        shown = page(f"/formgrader/submissions/{bob['id']}/?index=0")
        assert "a factor of two" in shown
        assert "Two." in shown
