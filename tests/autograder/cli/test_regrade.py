"""`chalkgrad regrade`: who moves is shown first, written on a yes; what a person gave stays."""

import csv
import itertools
import json

import click
import pytest
from nbgrader.api import Gradebook

from autograder.engine import fingerprint
from autograder.grading.moves import Move, move
from autograder.grading.staging import Staging
from autograder.nbgrader_bridge import CellGrade
from autograder.report import standing
from autograder.results import CheckResult, ExerciseResult, SubmissionResult

GRADE = ("grade", "toy", "--isolation", "none")
REGRADE = ("regrade", "toy", "--isolation", "none")


@pytest.fixture
def graded(course, toy_engine, run):
    """A class that is graded; bob has `double` wrong."""
    toy_engine.wrong = {"bob": ["double"]}
    run(*GRADE)
    toy_engine.graded.clear()
    return course


@pytest.fixture
def checks_changed(graded, toy_engine, monkeypatch):
    """The same class after a check was mended: bob is right, and cleo is not."""
    monkeypatch.setattr(fingerprint, "assignment_fingerprint", lambda assignment: "mended")
    toy_engine.wrong = {"cleo": ["total"]}
    return graded


def grades(course, student):
    """Auto score, manual score and extra credit of each cell, and the comments."""
    with Gradebook(f"sqlite:///{course}/gradebook.db") as gradebook:
        notebook = gradebook.find_submission("toy", student).notebooks[0]
        cells = {g.name: (g.auto_score, g.manual_score, g.extra_credit) for g in notebook.grades}
        return cells, {each.name: each.manual_comment for each in notebook.comments}


def total(course, student):
    return sum(auto or 0 for auto, _, _ in grades(course, student)[0].values())


def test_nothing_is_written_before_a_yes_and_everything_after(checks_changed, toy_engine, run):
    code, said = run(*REGRADE, "--dry-run")
    assert code == 0, said
    assert "3 to regrade (3 checks changed); nothing is written yet" in said
    assert "bob  4 → 6  (+2)" in said
    assert "double 0 → 2: “doubles three numbers” passes now: 0 → 1 of 1" in said
    assert "cleo  6 → 4  (-2)" in said
    assert "1 unchanged, 1 up, 1 down." in said
    assert "total: 0 up, 1 down" in said
    assert [total(checks_changed, each) for each in ("ada", "bob", "cleo")] == [6, 4, 6]
    assert sorted(toy_engine.graded) == ["ada", "bob", "cleo"]

    code, said = run(*REGRADE, "--yes")
    assert code == 0, said
    assert "3 graded already" in said
    assert len(toy_engine.graded) == 3, "what was staged must not be graded twice"
    assert [total(checks_changed, each) for each in ("ada", "bob", "cleo")] == [6, 6, 4]
    assert "nothing changed" in run(*REGRADE)[1]
    assert "0 to grade, 3 unchanged" in run(*GRADE)[1]


def test_without_a_terminal_and_without_yes_nothing_is_written(checks_changed, run):
    code, said = run(*REGRADE)
    assert code == 1
    assert "Nothing was written. To write it: chalkgrad regrade toy --yes" in said
    assert total(checks_changed, "bob") == 4


def test_what_a_person_gave_stays_and_is_listed_where_the_check_says_something_new(
    checks_changed, run
):
    with Gradebook(f"sqlite:///{checks_changed}/gradebook.db") as gradebook:
        check = gradebook.find_grade("double-check", "toy", "toy", "bob")
        check.manual_score, check.extra_credit, check.needs_manual_grade = 0.5, 0.25, False
        why = gradebook.find_grade("why", "toy", "toy", "bob")
        why.manual_score, why.needs_manual_grade = 2.5, False
        gradebook.find_comment("why", "toy", "toy", "bob").manual_comment = "Well put."
        gradebook.db.commit()
    code, said = run(*REGRADE, "--yes")
    assert code == 1, "a person should have a look"
    assert "! bob: a person had set 0.5 for double-check; the check says now 1 (before: 0)." in said
    cells, comments = grades(checks_changed, "bob")
    assert cells["double-check"] == (1, 0.5, 0.25)
    assert cells["why"][1] == 2.5
    assert comments["why"] == "Well put."


def test_an_interrupted_regrade_goes_on_with_what_is_left(checks_changed, toy_engine, run):
    toy_engine.interrupt_after = 2
    code, said = run(*REGRADE, "--yes")
    assert code == 130
    assert "the same command goes on" in said
    assert total(checks_changed, "bob") == 4, "half a regrade must not be written"
    toy_engine.interrupt_after = None
    code, said = run(*REGRADE, "--yes")
    assert code == 0, said
    assert toy_engine.graded == ["ada", "bob", "cleo"]
    assert total(checks_changed, "bob") == 6


@pytest.fixture
def interrupted_at_the_second(monkeypatch):
    """Have Ctrl-C come while the second score is being written."""
    from autograder.engine import Journal

    real, seen = Journal.add, []

    def interrupted(journal, student, record):
        if journal.path.parent.name == "journal":
            seen.append(student)
            if len(seen) == 2:
                raise KeyboardInterrupt
        real(journal, student, record)

    monkeypatch.setattr(Journal, "add", interrupted)


def test_ctrl_c_while_it_writes_says_how_far_it_came_and_the_rest_follows(
    checks_changed, toy_engine, run, interrupted_at_the_second
):
    code, said = run(*REGRADE, "--yes")
    assert code == 130
    said = " ".join(said.split())
    assert "Stopped. 1 of 3 scores are written; nothing is half written." in said
    assert "The same command goes on with the rest: chalkgrad regrade toy" in said
    assert total(checks_changed, "cleo") == 6
    code, said = run(*REGRADE, "--yes")
    assert code == 0, said
    assert "2 to regrade" in said
    assert len(toy_engine.graded) == 3, "what was staged must not be graded twice"
    assert [total(checks_changed, each) for each in ("ada", "bob", "cleo")] == [6, 6, 4]


def test_for_machines_a_stop_while_it_writes_ends_with_its_exit_code(
    checks_changed, run, interrupted_at_the_second
):
    code, said = run(*REGRADE, "--json", "--yes")
    end = json.loads(said.splitlines()[-1])
    assert (end["event"], end["interrupted"], end["exit_code"]) == ("end", True, 130)
    assert (end["written"], code) == (True, 130)


def test_ctrl_c_at_the_question_writes_nothing(checks_changed, run, monkeypatch):
    from autograder.cli.regrade import _Regrade

    def interrupted(*_):
        raise click.Abort

    monkeypatch.setattr(_Regrade, "_agreed", interrupted)
    code, said = run(*REGRADE)
    assert code == 130
    assert "Stopped. Nothing was written." in " ".join(said.split())
    assert total(checks_changed, "bob") == 4


def test_staged_results_of_yet_other_checks_are_graded_anew(
    checks_changed, toy_engine, run, monkeypatch
):
    run(*REGRADE, "--dry-run")
    monkeypatch.setattr(fingerprint, "assignment_fingerprint", lambda assignment: "mended again")
    toy_engine.wrong = {}
    code, said = run(*REGRADE, "--yes")
    assert code == 0, said
    assert len(toy_engine.graded) == 6
    assert total(checks_changed, "cleo") == 6


def test_who_handed_in_anew_is_left_to_grade(checks_changed, toy_engine, run):
    notebook = checks_changed / "submitted" / "bob" / "toy" / "toy.ipynb"
    notebook.write_text(notebook.read_text().replace("2 * x", "x + x"))
    code, said = run(*REGRADE, "--dry-run")
    assert code == 0
    assert "2 to regrade" in said
    assert "1 new or changed submissions are for `chalkgrad grade toy`" in said
    assert sorted(toy_engine.graded) == ["ada", "cleo"]


def test_for_machines_each_move_is_a_line_and_the_end_says_whether_it_was_written(
    checks_changed, run
):
    code, said = run(*REGRADE, "--json", "--yes")
    events = [json.loads(line) for line in said.splitlines()]
    assert [each["event"] for each in events][:1] == ["start"]
    moved = {each["student"]: each for each in events if each["event"] == "moved"}
    assert {name: (each["before"], each["after"]) for name, each in moved.items()} == {
        "bob": (4, 6),
        "cleo": (6, 4),
    }
    assert moved["cleo"]["exercises"][0]["name"] == "total"
    assert events[-1]["event"] == "end"
    assert events[-1]["written"] is True
    assert events[-1]["exit_code"] == code == 0


def test_for_machines_what_could_not_be_written_is_an_incident(checks_changed, run, monkeypatch):
    run(*REGRADE, "--dry-run")
    notebook = checks_changed / "submitted" / "bob" / "toy" / "toy.ipynb"
    real = Staging.write

    def handed_in_meanwhile(staging, students):
        notebook.write_text(notebook.read_text().replace("2 * x", "x + x"))
        yield from real(staging, students)

    monkeypatch.setattr(Staging, "write", handed_in_meanwhile)
    code, said = run(*REGRADE, "--json", "--yes")
    events = [json.loads(line) for line in said.splitlines()]
    assert ("incident", "bob") in {(each["event"], each.get("student")) for each in events}
    assert (events[-1]["need_a_look"], events[-1]["exit_code"], code) == (1, 1, 1)
    assert total(checks_changed, "bob") == 4


def test_a_late_policy_that_fails_is_said_after_a_regrade_too(checks_changed, run):
    with (checks_changed / "nbgrader_config.py").open("a") as config:
        config.write("c.AssignLatePenalties.plugin_class = 'harsh.Harsh'\n")
    (checks_changed / "harsh.py").write_text(
        "from nbgrader.plugins import LateSubmissionPlugin\n"
        "class Harsh(LateSubmissionPlugin):\n"
        "    def late_submission_penalty(self, *args):\n"
        "        raise ValueError('no clock')\n"
    )
    with Gradebook(f"sqlite:///{checks_changed}/gradebook.db") as gradebook:
        gradebook.update_or_create_assignment("toy", duedate="2026-01-01 00:00:00 UTC")
    stamp = checks_changed / "submitted" / "bob" / "toy" / "timestamp.txt"
    stamp.write_text("2026-01-02 00:00:00 UTC")
    code, said = run(*REGRADE, "--yes")
    assert code == 1
    assert "! bob: the late policy harsh.Harsh failed (ValueError: no clock)" in said


def test_a_persons_score_on_a_cell_of_tests_is_listed_too():
    def result(points):
        check = CheckResult("half", "half", False, points, 2.0, points == 2)
        exercise = ExerciseResult("ps1/half", "half", "ps1", points, 2.0, (check,), kind="asserts")
        return SubmissionResult("ada", "week", (exercise,))

    had, has = ({"ps1/half": CellGrade(auto, 1.5, None, False, "")} for auto in (0.0, 2.0))
    moved = move(result(0.0), result(2.0), had)
    (overruled,) = moved.overruled
    totals = standing(result(0.0), had), standing(result(2.0), has)
    assert moved.counted(*totals).change == 0  # the person's score is the one that counts
    assert moved.counted(*totals).listed
    assert (overruled.cell, overruled.person, overruled.after) == ("ps1/half", 1.5, 2.0)


def test_yes_and_dry_run_together_are_refused(graded, run):
    code, said = run(*REGRADE, "--yes", "--dry-run")
    assert code == 2
    assert "give one of them" in said


def test_grade_too_says_who_moved_without_handing_in_anew(checks_changed, run):
    code, said = run(*GRADE)
    assert code == 0
    assert "3 to grade (3 checks changed)" in said
    assert "Handed in as before, and graded otherwise now:" in said
    assert "bob  4 → 6  (+2)" in said
    assert "ada  6" not in said.split("graded otherwise now")[1]


QUARTER = """
from nbgrader.plugins import BasePlugin


class Quarter(BasePlugin):
    def late_submission_penalty(self, student_id, score, total_seconds_late):
        return score / 4
"""


def make_late(course, *students):
    """Hand in a day late what these students handed in; that costs a quarter of the points."""
    (course / "quarter.py").write_text(QUARTER)
    with (course / "nbgrader_config.py").open("a") as config:
        config.write("c.AssignLatePenalties.plugin_class = 'quarter.Quarter'\n")
    with Gradebook(f"sqlite:///{course}/gradebook.db") as gradebook:
        gradebook.update_or_create_assignment("toy", duedate="2026-01-01 00:00:00 UTC")
    for student in ("ada", "bob", "cleo"):
        day = 2 if student in students else 1
        stamp = course / "submitted" / student / "toy" / "timestamp.txt"
        stamp.write_text(f"2026-01-0{day} 00:00:00 UTC")


def give(course, student, cell, manual=None, extra=None):
    """Do in the gradebook what an instructor does in formgrader."""
    with Gradebook(f"sqlite:///{course}/gradebook.db") as gradebook:
        grade = gradebook.find_grade(cell, "toy", "toy", student)
        grade.manual_score, grade.extra_credit = manual, extra
        grade.needs_manual_grade = False
        gradebook.db.commit()


def exported(run):
    """The points of each student that `chalkgrad export` gives."""
    code, said = run("export", "toy")
    assert code == 0, said
    table = itertools.dropwhile(lambda line: line.startswith("! "), said.splitlines())
    return {row["student"]: float(row["points"]) for row in csv.DictReader(table)}


def announced(said):
    """The `moved` events of a run with --json, by student."""
    events = (json.loads(line) for line in said.splitlines())
    return {each["student"]: each for each in events if each["event"] == "moved"}


def line_of(said, student):
    """The line that says how a student moved, and those below it that say why."""
    lines = said.splitlines()
    at = next(n for n, line in enumerate(lines) if line.startswith(f"{student}  "))
    below = itertools.takewhile(lambda line: line.startswith("    "), lines[at + 1 :])
    return lines[at], [line.strip() for line in below]


def test_a_score_set_by_hand_covers_what_the_check_says_anew_and_the_line_says_so(
    checks_changed, run
):
    give(checks_changed, "bob", "double-check", 0.5)
    give(checks_changed, "bob", "double-hidden", 1)
    code, said = run(*REGRADE, "--yes")
    assert code == 1, "a person should have a look"
    line, why = line_of(said, "bob")
    assert line == "bob  5.5 → 5.5  (+0)"
    assert why[0].startswith("double 0 → 2: “doubles three numbers” passes now: 0 → 1 of 1")
    assert why[1:] == [
        "double-check: the score of 0.5 set by hand stays",
        "double-hidden: the score of 1 set by hand stays",
    ]
    assert "2 unchanged, 0 up, 1 down." in said
    assert exported(run) == {"ada": 6, "bob": 5.5, "cleo": 4}


def test_points_that_a_person_gave_for_an_answer_count_before_and_after(checks_changed, run):
    give(checks_changed, "bob", "why", 2.5, extra=0.25)
    code, said = run(*REGRADE, "--dry-run")
    assert code == 0, said
    line, why = line_of(said, "bob")
    assert line == "bob  6.75 → 8.75  (+2)"
    assert len(why) == 1, "what a person gave is no reason to move"


def test_extra_credit_without_points_counts_nothing_as_in_nbgrader(checks_changed, run):
    give(checks_changed, "bob", "why", None, extra=0.25)
    with Gradebook(f"sqlite:///{checks_changed}/gradebook.db") as gradebook:
        gradebook.find_grade("why", "toy", "toy", "bob").auto_score = None
        gradebook.db.commit()
        assert gradebook.find_submission("toy", "bob").score == 4
    assert exported(run)["bob"] == 4
    line, _ = line_of(run(*REGRADE, "--yes")[1], "bob")
    with Gradebook(f"sqlite:///{checks_changed}/gradebook.db") as gradebook:
        assert gradebook.find_submission("toy", "bob").score == exported(run)["bob"]
    assert line == f"bob  4 → {exported(run)['bob']:g}  (+2)"


def test_a_late_penalty_is_worked_out_from_the_new_points(checks_changed, run):
    make_late(checks_changed, "bob")
    line, _ = line_of(run(*REGRADE, "--dry-run")[1], "bob")
    assert line == "bob  3 → 4.5  (+1.5)", "though nothing was refreshed since it became late"
    assert exported(run)["bob"] == 3
    code, said = run(*REGRADE, "--yes")
    assert code == 0, said
    line, why = line_of(said, "bob")
    assert line == "bob  3 → 4.5  (+1.5)"
    assert why[-1] == "late penalty 1 → 1.5"
    assert exported(run) == {"ada": 6, "bob": 4.5, "cleo": 4}


def test_what_was_announced_is_what_export_says_afterwards(checks_changed, run):
    make_late(checks_changed, "bob", "cleo")
    give(checks_changed, "bob", "double-check", 0.3, extra=0.1)
    give(checks_changed, "bob", "why", 2.7)
    give(checks_changed, "cleo", "total-hidden", 0.7)
    give(checks_changed, "cleo", "total-check", extra=0.2)
    give(checks_changed, "cleo", "why", 1.1, extra=0.6)
    before = exported(run)
    shown = announced(run(*REGRADE, "--json", "--dry-run")[1])
    assert exported(run) == before, "nothing is written yet"
    written = announced(run(*REGRADE, "--json", "--yes")[1])
    assert written == shown
    after = exported(run)
    assert sorted(shown) == ["bob", "cleo"]
    for student, each in shown.items():
        assert (each["before"], each["after"]) == (before[student], after[student])
        assert any("set by hand stays" in text for text in each["why"])
        assert any(text.startswith("late penalty") for text in each["why"])
    assert before["ada"] == after["ada"]


def test_a_time_of_handing_in_that_is_gone_is_foreseen_too(checks_changed, run):
    make_late(checks_changed, "bob", "cleo")
    run("export", "toy")
    (checks_changed / "submitted" / "bob" / "toy" / "timestamp.txt").unlink()
    before = exported(run)
    shown = announced(run(*REGRADE, "--json", "--yes")[1])
    after = exported(run)
    assert {s: (e["before"], e["after"]) for s, e in shown.items()} == {
        student: (before[student], after[student]) for student in ("bob", "cleo")
    }


def test_who_is_missing_from_the_gradebook_is_foreseen_with_the_penalty(checks_changed, run):
    make_late(checks_changed, "bob")
    with Gradebook(f"sqlite:///{checks_changed}/gradebook.db") as gradebook:
        gradebook.remove_submission("toy", "bob")
    shown = announced(run(*REGRADE, "--json", "--yes")[1])
    assert shown["bob"]["after"] == exported(run)["bob"] == 4.5


def test_scores_of_the_gradebook_that_are_not_those_of_the_last_grading_are_listed(
    checks_changed, run
):
    with Gradebook(f"sqlite:///{checks_changed}/gradebook.db") as gradebook:
        gradebook.find_grade("total-check", "toy", "toy", "ada").auto_score = 0
        gradebook.db.commit()
    line, why = line_of(run(*REGRADE, "--dry-run")[1], "ada")
    assert line == "ada  5 → 6  (+1)"
    assert why == ["the gradebook had other points than those of the last grading"]


def test_a_total_that_differs_only_as_a_computer_adds_up_moves_by_a_plain_zero():
    assert f"{Move('ada', 0.3, 0.1 + 0.2).change:+g}" == "+0"
    assert f"{Move('ada', 0.1 + 0.2, 0.3).change:+g}" == "+0"


def test_grade_too_counts_what_a_person_gave_and_what_lateness_costs(checks_changed, run):
    make_late(checks_changed, "bob")
    give(checks_changed, "bob", "why", 2)
    give(checks_changed, "bob", "double-check", 0.5)
    give(checks_changed, "cleo", "total-check", 1)
    before = exported(run)
    shown = announced(run(*GRADE, "--json")[1])
    after = exported(run)
    assert {s: (e["before"], e["after"]) for s, e in shown.items()} == {
        student: (before[student], after[student]) for student in ("bob", "cleo")
    }
    assert shown["bob"]["why"] == [
        "double-check: the score of 0.5 set by hand stays",
        "late penalty 1.625 → 1.875",
    ]
