"""Scores reach nbgrader's gradebook whole, and what a person gave stays."""

from datetime import datetime

import pytest
from nbgrader.api import Gradebook

from autograder.build import assemble
from autograder.nbgrader_bridge import CourseError, GradebookWriter, create
from autograder.nbgrader_bridge.comments import comment_on
from autograder.nbgrader_bridge.gradebook import ManualAnswer
from autograder.nbgrader_bridge.rows import Rows
from tests.autograder import toy

FULL = {"why": ManualAnswer(blank=False, changed=True), "plot": ManualAnswer(True, True)}


def record(course, result, manual=FULL, **more):
    with GradebookWriter(course, toy.assignment()) as gradebook:
        gradebook.record(result, manual, **more)


def score(course, student="ada"):
    with course.gradebook() as gradebook:
        return gradebook.find_submission("toy", student).score


def grade(course, cell, student="ada"):
    with course.gradebook() as gradebook:
        return gradebook.find_grade(cell, "toy", "toy", student).to_dict()


def test_a_right_submission_has_the_points_of_all_checks(course):
    record(course, toy.result())
    assert score(course) == 6
    assert grade(course, "double-hidden")["auto_score"] == 1
    assert grade(course, "double-hidden")["needs_manual_grade"] is False


def test_a_wrong_exercise_costs_its_own_points_and_has_its_diagnosis_as_comment(course):
    record(course, toy.result(wrong=["double"]))
    assert score(course) == 4
    with course.gradebook() as gradebook:
        comment = gradebook.find_comment("double", "toy", "toy", "ada")
        assert comment.auto_comment.startswith("It squares")


def test_an_exercise_without_a_result_is_an_explicit_zero_and_not_an_older_score(course):
    record(course, toy.result())
    crashed = toy.result()
    crashed = type(crashed)("ada", "toy", crashed.exercises[:1])
    record(course, crashed)
    assert score(course) == 2
    assert grade(course, "total-check")["auto_score"] == 0


def test_an_answer_in_words_waits_for_a_person_and_a_blank_one_does_not(course):
    record(course, toy.result())
    assert grade(course, "why")["needs_manual_grade"] is True
    assert grade(course, "why")["auto_score"] is None
    assert grade(course, "plot")["needs_manual_grade"] is False
    assert grade(course, "plot")["auto_score"] == 0


def by_hand(course, cell, points, comment=None):
    with course.gradebook() as gradebook:
        given = gradebook.find_grade(cell, "toy", "toy", "ada")
        given.manual_score, given.needs_manual_grade = points, False
        if comment:
            gradebook.find_comment(cell, "toy", "toy", "ada").manual_comment = comment
        gradebook.db.commit()


def test_points_and_comments_given_by_hand_stay_when_graded_again(course):
    record(course, toy.result())
    by_hand(course, "why", 2.5, "Nearly.")
    record(course, toy.result(), {"why": ManualAnswer(blank=False, changed=False)})
    assert grade(course, "why")["manual_score"] == 2.5
    assert grade(course, "why")["needs_manual_grade"] is False
    assert score(course) == 8.5
    with course.gradebook() as gradebook:
        assert gradebook.find_comment("why", "toy", "toy", "ada").comment == "Nearly."


def test_an_answer_that_changed_after_it_was_graded_by_hand_is_looked_at_again(course):
    record(course, toy.result())
    by_hand(course, "why", 2.5)
    record(course, toy.result())
    assert grade(course, "why")["needs_manual_grade"] is True
    assert grade(course, "why")["manual_score"] == 2.5


def test_an_overruled_check_is_looked_at_again_only_if_the_check_says_otherwise(course):
    record(course, toy.result(wrong=["double"]))
    by_hand(course, "double-check", 1.0)
    record(course, toy.result(wrong=["double"]))
    assert grade(course, "double-check")["needs_manual_grade"] is False
    record(course, toy.result())
    assert grade(course, "double-check")["needs_manual_grade"] is True


def test_one_student_more_changes_nobody_else(course):
    record(course, toy.result("ada"))
    record(course, toy.result("bob", wrong=["double", "total", "squares_table"]))
    assert (score(course, "ada"), score(course, "bob")) == (6, 0)


def test_the_time_of_handing_in_is_kept(course):
    when = datetime(2026, 5, 1, 12, 30)
    record(course, toy.result(), timestamp=when)
    with course.gradebook() as gradebook:
        assert gradebook.find_submission("toy", "ada").timestamp == when


def test_a_submission_that_fails_half_way_leaves_no_trace(course, monkeypatch):
    import autograder.nbgrader_bridge.gradebook as module

    def broken(*arguments):
        raise ZeroDivisionError

    monkeypatch.setattr(module, "_write_manual", broken)
    with pytest.raises(ZeroDivisionError):
        record(course, toy.result())
    with course.gradebook() as gradebook:
        assert gradebook.assignment_submissions("toy") == []
        assert gradebook.students == []


def test_a_row_that_another_run_wrote_meanwhile_is_no_failure(course):
    with GradebookWriter(course, toy.assignment()) as one:
        honest, written = one._added, []

        def added(row):
            if not written:
                written.append(record(course, toy.result(wrong=["double"])))
            return honest(row)

        one._added = added
        one.record(toy.result(), FULL)
    assert score(course) == 6


def test_points_that_a_person_gives_while_a_submission_is_written_stay(course, monkeypatch):
    record(course, toy.result())
    real = Rows.save

    def a_person_is_quicker(rows):
        by_hand(course, "double-check", 0.5)
        real(rows)

    monkeypatch.setattr(Rows, "save", a_person_is_quicker)
    record(course, toy.result(wrong=["double"]))
    found = grade(course, "double-check")
    assert (found["manual_score"], found["auto_score"]) == (0.5, 0)


def test_one_submission_is_one_commit(course, monkeypatch):
    with GradebookWriter(course, toy.assignment()) as gradebook:
        commits = []
        session = gradebook._book.db()
        commit = session.commit
        monkeypatch.setattr(session, "commit", lambda: commits.append(1) or commit())
        gradebook.record(toy.result(), FULL)
    assert len(commits) == 1


def test_what_the_gradebook_has_can_be_read_back(course):
    record(course, toy.result(wrong=["double"]))
    by_hand(course, "why", 2.0, "Good.")
    with GradebookWriter(course, toy.assignment()) as gradebook:
        cells = gradebook.grades()["ada"].cells
    assert cells["double-check"].auto == 0
    assert cells["why"].manual == 2
    assert cells["why"].comment == "Good."
    assert cells["why"].waiting is False


def test_an_unreleased_assignment_is_an_error_that_names_the_command(tmp_path):
    with pytest.raises(CourseError, match="chalkgrad release toy"):
        record(create(tmp_path / "course"), toy.result())


def test_points_that_changed_since_the_release_are_noticed(course, monkeypatch):
    monkeypatch.setattr(toy.homework.exercises["why"], "_points", 4.0)
    changed = assemble(toy.homework, toy.source_notebook())
    with pytest.raises(CourseError, match=r"'why' is worth 3\.0 in the gradebook and 4\.0 now"):
        GradebookWriter(course, changed).__enter__()


def test_nbgrader_opens_the_gradebook_without_us(course):
    record(course, toy.result())
    with Gradebook(course.db_url, course.id) as gradebook:
        (row,) = gradebook.submission_dicts("toy")
    assert (row["student"], row["score"], row["needs_manual_grade"]) == ("ada", 6, True)


def test_a_comment_without_a_diagnosis_says_what_the_checks_say():
    double = toy.homework.exercises["double"]
    said = comment_on(toy.exercise_result(double, visible=False, notes=("It loops.",)))
    assert said == "doubles three numbers: The values differ.\nIt loops."
    assert comment_on(toy.exercise_result(double)) == ""
