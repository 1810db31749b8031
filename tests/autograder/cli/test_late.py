"""`chalkgrad due` and `chalkgrad extend`: penalties follow, and everybody sees the same."""

import csv
import subprocess
import sys
from datetime import datetime

import pytest

from autograder.grading.lock import only_run
from autograder.nbgrader_bridge import open_course
from autograder.nbgrader_bridge.due import set_due

GRADE = ("grade", "toy", "--isolation", "none")
PLUGIN = """
from nbgrader.plugins import BasePlugin


class TwoAfterAnHour(BasePlugin):
    def late_submission_penalty(self, student_id, score, total_seconds_late):
        return 2 if total_seconds_late > 3600 else 0
"""


@pytest.fixture
def late(course):
    """A course with a late policy; ada is three hours late, bob half an hour, cleo in time."""
    (course / "two_after_an_hour.py").write_text(PLUGIN)
    with (course / "nbgrader_config.py").open("a") as file:
        file.write('c.AssignLatePenalties.plugin_class = "two_after_an_hour.TwoAfterAnHour"\n')
    for student, time in (("ada", "15:00"), ("bob", "12:30"), ("cleo", "11:00")):
        stamp = course / "submitted" / student / "toy" / "timestamp.txt"
        stamp.write_text(f"2026-05-01 {time}:00 UTC\n")
    return course


def test_lateness_is_in_the_table_the_csv_and_the_feedback(late, toy_engine, run):
    assert run("due", "toy", "2026-05-01 14:00 Europe/Berlin") == (
        0,
        "toy is due on 2026-05-01 12:00 UTC.\n",
    )
    code, said = run(*GRADE)
    lines = [" ".join(line.split()) for line in said.splitlines()]
    assert code == 0
    assert "ada 4 / 6 + 4 late by 3 h, −2" in lines
    assert "bob 6 / 6 + 4 late by 30 min" in lines
    assert "cleo 6 / 6 + 4" in lines
    rows = {row["student"]: row for row in csv.DictReader(run("export", "toy")[1].splitlines())}
    assert (rows["ada"]["late_penalty"], rows["ada"]["late_hours"]) == ("2.0", "3.0")
    run("feedback", "toy")
    pages = {s: (late / "feedback" / s / "toy" / "toy.html").read_text() for s in rows}
    assert "Late by 3 h, −2.</strong> 2 points were taken off" in pages["ada"]
    assert "Late by 30 min.</strong> Nothing was taken off" in pages["bob"]
    assert "Late" not in pages["cleo"]


def test_an_extension_after_grading_moves_the_penalty_and_grades_nobody(late, toy_engine, run):
    run("due", "toy", "2026-05-01 12:00")
    run(*GRADE)
    toy_engine.graded.clear()
    code, said = run("extend", "toy", "ada", "--hours", 2, "--minutes", 30)
    assert code == 0
    assert said == "For ada, toy is due on 2026-05-01 14:30 UTC.\n  ada: late penalty 2 → 0\n"
    run("extend", "toy", "ada", "--none")
    assert "ada 4 / 6 + 4 late by 3 h, −2" in " ".join(run(*GRADE)[1].split())
    assert toy_engine.graded == []


@pytest.fixture
def moved_by_others(late, toy_engine, run):
    """The course, graded; then the due date was moved in formgrader, and ada's penalty with it."""
    run("due", "toy", "2026-05-01 12:00")
    run(*GRADE)
    set_due(open_course(late), "toy", datetime(2026, 5, 1, 14, 30))
    return late


def penalty_of_ada(course):
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{course}/gradebook.db") as gradebook:
        return gradebook.find_submission("toy", "ada").notebooks[0].late_submission_penalty or 0


@pytest.mark.parametrize("command", [("report", "toy"), ("export", "toy"), ("feedback", "toy")])
def test_who_reads_while_another_run_writes_sees_what_is_there_and_writes_nothing(
    moved_by_others, run, command
):
    with only_run(open_course(moved_by_others), "grade toy"):
        code, said = run(*command)
        assert code == 0, said
        said = " ".join(said.split())
        assert "! Late penalties are shown as they are in the gradebook; some will" in said
        assert "`chalkgrad grade toy` (process" in said
        assert penalty_of_ada(moved_by_others) == 2
    code, said = run(*command)
    assert (code, "as they are in the gradebook" in said) == (0, False)
    assert penalty_of_ada(moved_by_others) == 0


def test_who_reads_says_nothing_of_another_run_where_nothing_would_change(late, toy_engine, run):
    run("due", "toy", "2026-05-01 12:00")
    run(*GRADE)
    with only_run(open_course(late), "grade toy"):
        code, said = run("export", "toy")
    assert (code, "!" in said) == (0, False)


@pytest.mark.parametrize(
    "command", [("due", "toy", "2026-05-01 20:00"), ("extend", "toy", "ada", "--days", 1)]
)
def test_a_date_is_not_changed_while_another_run_writes(late, toy_engine, run, command):
    run("due", "toy", "2026-05-01 12:00")
    run(*GRADE)
    with only_run(open_course(late), "grade toy"):
        code, said = run(*command)
        assert code == 2
        assert "`chalkgrad grade toy` (process" in said
        assert run("due", "toy") == (0, "toy is due on 2026-05-01 12:00 UTC.\n")
    assert penalty_of_ada(late) == 2
    code, said = run(*command)
    assert (code, penalty_of_ada(late)) == (0, 0), said


def test_a_submission_without_a_time_needs_a_look(late, toy_engine, run):
    (late / "submitted" / "cleo" / "toy" / "timestamp.txt").unlink()
    run("due", "toy", "2026-05-01 12:00")
    code, said = run(*GRADE)
    assert code == 1
    assert "! cleo: nothing says when this was handed in, so it counts as on time." in said


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("due", "toy", "soon"), "'soon' is no date and time. Write it as 2026-12-01 23:59"),
        (("extend", "toy", "ada"), "Say how long with --weeks, --days, --hours or --minutes"),
        (("extend", "toy", "adda", "--days", "1"), "Did you mean ada?"),
    ],
)
def test_mistakes_are_answered_with_a_sentence(late, toy_engine, run, arguments, said):
    code, answer = run(*arguments)
    assert code == 2
    assert said in answer


@pytest.mark.kernel
@pytest.mark.slow
def test_nbgraders_own_export_and_feedback_show_the_same_penalty_and_formgrader_the_raw_score(
    late, toy_engine, run
):
    from nbgrader.api import Gradebook

    run("due", "toy", "2026-05-01 12:00")
    run(*GRADE)
    for arguments in (("export", "--to", "grades.csv"), ("generate_feedback", "toy")):
        command = [sys.executable, "-m", "nbgrader", *arguments]
        done = subprocess.run(command, cwd=late, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
    with (late / "grades.csv").open() as file:
        rows = {row["student_id"]: row for row in csv.DictReader(file)}
    ours = {row["student"]: row for row in csv.DictReader(run("export", "toy")[1].splitlines())}
    for student, row in rows.items():
        assert float(row["late_submission_penalty"]) == float(ours[student]["late_penalty"])
        assert float(row["score"]) == float(ours[student]["points"])
    assert float(rows["ada"]["late_submission_penalty"]) == 2
    page = (late / "feedback" / "ada" / "toy" / "toy.html").read_text()
    assert "Late submission penalty (Score: -2.0)" in page
    # formgrader shows scores before the penalty, and the penalty nowhere
    with Gradebook(f"sqlite:///{late}/gradebook.db") as gradebook:
        shown = {each["student"]: each["score"] for each in gradebook.submission_dicts("toy")}
    assert shown == {each: float(row["raw_score"]) for each, row in rows.items()}
    assert shown["ada"] == float(ours["ada"]["points"]) + 2
