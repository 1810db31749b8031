"""One class through three doors: `chalkgrad grade`, `nbgrader autograde`, formgrader's button."""

import json
import os
import shutil
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import nbformat
import pytest
from nbgrader.utils import determine_grade, is_grade

from autograder.engine import load_or_create
from autograder.nbgrader_bridge import open_course
from tests.browser.lab import free_port, wait_for
from tests.submissions import make

pytestmark = [pytest.mark.browser, pytest.mark.kernel, pytest.mark.sandbox, pytest.mark.slow]
STUDENTS = [
    "crash",
    "duplicated-cells",
    "empty-file",
    "half-done",
    "lost-sign",
    "right-vectorised",
]
ROOT = Path(__file__).parents[2]


def run(*command, cwd, codes=(0,)):
    programs = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    done = subprocess.run(
        [sys.executable, "-m", *command],
        cwd=cwd,
        env=os.environ | {"PATH": programs, "PYTHONPATH": str(ROOT), "HOME": str(cwd.parent)},
        capture_output=True,
        text=True,
    )
    assert done.returncode in codes, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def handed_in(tmp_path_factory):
    """A course in which six students handed in; each door gets a copy."""
    root = tmp_path_factory.mktemp("course") / "nets"
    run("autograder", "new-course", str(root), cwd=root.parent)
    run("autograder", "release", "hw1a", cwd=root)
    make.hand_in("hw1a", root, only=STUDENTS)
    load_or_create(root)  # the same hidden inputs at every door
    return root


def copy_of(handed_in, tmp_path_factory, name):
    root = tmp_path_factory.mktemp(name) / "nets"
    shutil.copytree(handed_in, root)
    return root


@pytest.fixture(scope="module")
def by_command(handed_in, tmp_path_factory):
    root = copy_of(handed_in, tmp_path_factory, "by-command")
    run("autograder", "grade", "hw1a", cwd=root, codes=(1,))
    return root


@pytest.fixture(scope="module")
def by_nbgrader(handed_in, tmp_path_factory):
    root = copy_of(handed_in, tmp_path_factory, "by-nbgrader")
    run("nbgrader", "autograde", "hw1a", cwd=root)
    return root


@contextmanager
def formgrader(root):
    """Run a Jupyter server on the course directory; give its address."""
    port = free_port()
    options = [f"--ServerApp.port={port}", "--ServerApp.port_retries=0", "--no-browser"]
    options += ["--IdentityProvider.token=", "--ServerApp.disable_check_xsrf=True"]
    log = root.parent / "server.log"
    programs = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    with open(log, "wb") as written:
        server = subprocess.Popen(
            [sys.executable, "-m", "jupyter_server", "--allow-root", *options],
            cwd=root,
            env=os.environ | {"HOME": str(root.parent), "PATH": programs, "PYTHONPATH": str(ROOT)},
            stdout=written,
            stderr=written,
        )
    try:
        yield wait_for(f"http://127.0.0.1:{port}", server, log)
    finally:
        server.terminate()
        server.wait(20)


@pytest.fixture(scope="module")
def by_button(handed_in, tmp_path_factory, chromium):
    root = copy_of(handed_in, tmp_path_factory, "by-button")
    with formgrader(root) as address:
        page = chromium.new_page()
        page.goto(f"{address}/formgrader/manage_submissions/hw1a")
        for student in STUDENTS:
            click_autograde(page, student)
        page.close()
    return root


def click_autograde(page, student):
    """Click the flash in a student's row, and close the dialog that says how it went."""
    row = page.locator("tbody tr").filter(has=page.locator(".student-id", has_text=student))
    row.locator(".autograde a").click()
    dialog = page.locator(".modal.in")
    dialog.wait_for(timeout=120_000)
    said = dialog.locator("p").first.inner_text()
    assert said == f"Successfully autograded 'hw1a' for student '{student}'.", dialog.inner_text()
    dialog.get_by_role("button", name="Close").first.click()
    page.locator(".modal").wait_for(state="detached")


def rows(root):
    """Every grade and comment in the gradebook, by student and cell."""
    found = {}
    with open_course(root).gradebook() as gradebook:
        for submission in gradebook.assignment_submissions("hw1a"):
            (notebook,) = submission.notebooks
            for grade in notebook.grades:
                key = submission.student.id, grade.name
                found[key] = (grade.auto_score, grade.needs_manual_grade)
            for comment in notebook.comments:
                found[submission.student.id, comment.name, "comment"] = comment.auto_comment
    return found


def totals(root):
    with open_course(root).gradebook() as gradebook:
        return {s.student.id: s.score for s in gradebook.assignment_submissions("hw1a")}


def test_the_scores_are_the_same_at_every_door(by_command, by_nbgrader, by_button):
    expected = {name: make.load("hw1a", name).score for name in STUDENTS}
    assert totals(by_command) == expected
    assert rows(by_nbgrader) == rows(by_command)
    assert rows(by_button) == rows(by_command)
    assert sum(text is not None and "sign" in str(text) for text in rows(by_button).values())


def test_nbgraders_own_rule_reads_the_same_points_from_the_autograded_notebooks(by_button):
    known = rows(by_button)
    read = 0
    for student in STUDENTS:
        path = by_button / "autograded" / student / "hw1a" / "hw1a.ipynb"
        notebook = nbformat.read(path, as_version=4)
        for cell in filter(is_grade, notebook.cells):
            name = cell.metadata.nbgrader.grade_id
            if not cell.metadata.nbgrader.solution:
                assert determine_grade(cell)[0] == known[student, name][0]
                read += 1
        text = path.read_text("utf-8")
        assert "hidden=True" not in text
        assert "BEGIN HIDDEN" not in text
    assert read > 100


def test_after_the_button_the_commands_know_the_results(by_command, by_button):
    said = run("autograder", "grade", "hw1a", cwd=by_button, codes=(1,))
    assert said.startswith("hw1a: 0 to grade, 6 unchanged")
    wanted = run("autograder", "export", "hw1a", cwd=by_command)
    assert run("autograder", "export", "hw1a", cwd=by_button) == wanted
    run("autograder", "feedback", "hw1a", cwd=by_button)
    page = by_button / "feedback" / "lost-sign" / "hw1a" / "hw1a.html"
    assert "The sign of h is lost" in page.read_text("utf-8")


def test_what_would_stop_or_spoil_nbgraders_run_costs_its_own_student_alone(
    by_nbgrader, tmp_path_factory
):
    root = copy_of(by_nbgrader, tmp_path_factory, "odd")
    submitted = root / "submitted"
    good = (submitted / "right-vectorised" / "hw1a" / "hw1a.ipynb").read_bytes()
    newer = json.loads(good)
    for cell in newer["cells"]:
        if "nbgrader" in cell["metadata"]:
            cell["metadata"]["nbgrader"]["schema_version"] = 99
    swapped = json.loads(good)
    for cell in swapped["cells"]:
        if cell["metadata"].get("nbgrader", {}).get("grade"):
            cell["metadata"]["nbgrader"] |= {"grade": False, "solution": True, "points": 1e9}
    contents = {
        "a-newer-schema": json.dumps(newer).encode(),
        "b-swapped-flags": json.dumps(swapped).encode(),
        "c-not-a-notebook": b"\x80PK\x03\x04 no notebook",
        "d-pipe-beside-it": good,
        "e-link-beside-it": good,
        "z-the-last": good,
    }
    for student, content in contents.items():
        folder = submitted / student / "hw1a"
        folder.mkdir(parents=True)
        (folder / "hw1a.ipynb").write_bytes(content)
    os.mkfifo(submitted / "d-pipe-beside-it" / "hw1a" / "pipe")
    (submitted / "e-link-beside-it" / "hw1a" / "leak.txt").symlink_to(root / "gradebook.db")
    (submitted / "right-vectorised" / "hw1a" / "hw1a.ipynb").write_bytes(b"")
    shutil.rmtree(root / "autograded" / "right-vectorised")
    run("nbgrader", "autograde", "hw1a", cwd=root, codes=(1,))  # for the pipe it cannot copy
    found = totals(root)
    full = make.load("hw1a", "right-vectorised").score
    assert {name: found[name] for name in contents} == dict.fromkeys(contents, full) | {
        "c-not-a-notebook": 0
    }
    assert found["right-vectorised"] == 0, "the older score stayed"
    assert not (root / "autograded" / "e-link-beside-it" / "hw1a" / "leak.txt").exists()
    said = run("autograder", "grade", "hw1a", cwd=root, codes=(1,))
    assert "! c-not-a-notebook: The notebook could not be read" in said


def test_no_fork_server_is_left_when_the_jupyter_server_ends(by_button):
    del by_button
    end = time.monotonic() + 10
    while left := own_sandboxes():
        assert time.monotonic() < end, left
        time.sleep(0.2)


def own_sandboxes():
    """The sandboxes whose Jupyter server was started above and is gone."""
    done = subprocess.run(["ps", "-eo", "ppid=,args="], capture_output=True, text=True, check=True)
    return [line for line in done.stdout.splitlines() if line.split()[0] == "1" and "bwrap" in line]
