"""`chalkgrad grade` a second time: why, what of it is news, who else is at it, and JSON lines."""

import json
import subprocess
import sys

import pytest
from nbgrader.api import Gradebook

from autograder.engine import fingerprint
from autograder.grading import reasons, submissions

GRADE = ("grade", "toy", "--isolation", "none")


@pytest.mark.parametrize(
    ("part", "reason"),
    [
        ("checks", "3 checks changed"),
        ("grader", "3 grader changed"),
        ("secret", "3 secret changed"),
        ("environment", "3 environment changed (numpy 0.1 → "),
        ("limits", "3 limits changed (call 1 → 5.0)"),
    ],
)
def test_it_says_what_changed_since_the_last_time(
    course, toy_engine, run, monkeypatch, part, reason
):
    real = fingerprint.result_basis

    def other(*args):
        basis = real(*args)
        old = {"environment": "numpy 0.1", "limits": basis["limits"].replace("call 5.0", "call 1")}
        return basis | {part: old.get(part, "something else")}

    places = (submissions, sys.modules[toy_engine.__module__])
    with monkeypatch.context() as before:
        for place in places:
            before.setattr(place, "result_basis", other)
        run(*GRADE)
    assert reason in run(*GRADE)[1]


def test_a_renamed_file_of_the_same_content_is_graded_again(course, toy_engine, run):
    notebook = course / "submitted" / "ada" / "toy" / "toy.ipynb"
    other = notebook.with_name("mine.ipynb")
    notebook.rename(other)
    assert run(*GRADE)[0] == 1
    other.rename(notebook)
    code, said = run(*GRADE)
    assert code == 0, "the remark about the name must be gone"
    assert "1 to grade (1 changed submission)" in said


def test_only_what_is_new_needs_no_reason(course, toy_engine, run):
    assert "3 to grade; WITHOUT isolation" in run(*GRADE)[1]


def test_a_resubmission_that_lost_points_says_so_and_the_earlier_score_is_kept(
    course, toy_engine, run
):
    run(*GRADE)
    notebook = course / "submitted" / "bob" / "toy" / "toy.ipynb"
    notebook.write_text(notebook.read_text().replace("2 * x", "x + x"))
    toy_engine.wrong = {"bob": ["double", "total"]}
    code, said = run(*GRADE)
    assert code == 1
    assert "! bob: Resubmission: 6 → 2 points; the earlier score is in the journal." in said
    assert "bob 2 / 6 + 4 ! Resubmission" in " ".join(said.split())
    with Gradebook(f"sqlite:///{course}/gradebook.db") as gradebook:
        assert gradebook.find_submission("toy", "bob").score == 2
    from autograder.engine import Journal

    history = Journal(course / ".chalkgrad" / "journal" / "toy.jsonl").history("bob")
    assert [sum(e["points"] for e in each["exercises"]) for each in history] == [6, 2]
    code, said = run(*GRADE, "--force")
    assert "Resubmission: 6 → 2" in said, "grading it once more must not make it forgotten"
    toy_engine.wrong = {}
    notebook.write_text(notebook.read_text().replace("x + x", "x * 2"))
    assert run(*GRADE)[0] == 0, "a resubmission that gained is no incident"


def test_for_machines_there_is_one_object_a_line_and_nothing_else(course, toy_engine, run):
    toy_engine.incidents = {"cleo": ["Cell `x` ended its process."]}
    code, said = run(*GRADE, "--json")
    events = [json.loads(line) for line in said.splitlines()]
    assert [each["event"] for each in events] == [
        *("start", "graded", "graded", "graded", "incident", "end")
    ]
    assert events[0]["to_grade"] == 3
    assert events[0]["reasons"] == {reasons.NEW: 3}
    ada = events[1]
    assert (ada["student"], ada["points"], ada["max_points"]) == ("ada", 6, 6)
    assert (ada["before"], ada["done"], ada["total"], ada["written"]) == (None, 1, 3, True)
    assert events[4] == {
        "event": "incident",
        "student": "cleo",
        "text": "Cell `x` ended its process.",
    }
    assert events[-1]["exit_code"] == code == 1
    assert (events[-1]["need_a_look"], events[-1]["interrupted"]) == (1, False)
    again = [json.loads(line) for line in run(*GRADE, "--json", "--force")[1].splitlines()]
    assert again[1]["before"] == 6
    toy_engine.interrupt_after = len(toy_engine.graded) + 1
    code, said = run(*GRADE, "--json", "--force")
    end = json.loads(said.splitlines()[-1])
    assert (end["event"], end["interrupted"], end["exit_code"], code) == ("end", True, 130, 130)


def test_where_nothing_at_all_could_be_written_the_exit_code_says_so(
    course, toy_engine, run, monkeypatch
):
    run(*GRADE)

    def failing(*args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("autograder.nbgrader_bridge.write_autograded", failing)
    code, said = run(*GRADE, "--force")
    assert "bob: the result could not be written" in " ".join(said.split())
    assert code == 2


def test_a_second_run_is_told_about_the_first(course, toy_engine, run):
    code = (
        "import sys\n"
        "from pathlib import Path\n"
        "from autograder.grading.lock import only_run\n"
        "from autograder.nbgrader_bridge import open_course\n"
        "with only_run(open_course(Path('.')), 'grade hw1a'):\n"
        "    print('locked', flush=True); sys.stdin.read()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code], cwd=course, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout.readline() == b"locked\n"
        for command in (GRADE, ("regrade", "toy", "--isolation", "none")):
            code, said = run(*command)
            assert code == 2
            assert f"`chalkgrad grade hw1a` (process {other.pid} on " in said
            assert "Wait until it is done" in said
        assert toy_engine.graded == []
        other.kill()
    assert run(*GRADE)[0] == 0, "a run that was killed must leave no lock"


def test_a_result_of_another_form_is_graded_again_and_missed_nowhere_in_silence(
    course, toy_engine, run
):
    from autograder.engine import Journal

    run(*GRADE)
    Journal(course / ".chalkgrad" / "journal" / "toy.jsonl").add("bob", {"of": "another version"})
    code, said = run("report", "toy")
    assert code == 2
    assert "'bob'" in said
    assert "chalkgrad grade toy" in said
    toy_engine.graded.clear()
    assert run(*GRADE)[0] == 0
    assert toy_engine.graded == ["bob"]
    assert run("export", "toy")[0] == 0


def test_a_damaged_secret_is_said_in_a_sentence(course, toy_engine, run):
    (course / ".chalkgrad").mkdir(exist_ok=True)
    (course / ".chalkgrad" / "secret").write_text("zz")
    code, said = run(*GRADE)
    assert code == 2
    assert "expected 64 hexadecimal digits, got 2 characters" in said
