"""Late penalties are nbgrader's own: its plugin, its due dates, its extensions."""

import hashlib
from datetime import datetime, timedelta

import pytest
from nbgrader.preprocessors import AssignLatePenalties

from autograder.collect import origin
from autograder.nbgrader_bridge import CourseError, GradebookWriter, open_course
from autograder.nbgrader_bridge.due import extend, read_due, set_due
from autograder.nbgrader_bridge.gradebook import ManualAnswer
from autograder.nbgrader_bridge.timestamps import read_stamp
from tests.autograder import toy

DUE = datetime(2026, 5, 1, 12, 0)
BLANK = {"why": ManualAnswer(True, True), "plot": ManualAnswer(True, True)}

PLUGIN = """
from nbgrader.plugins import BasePlugin


class ByTheHour(BasePlugin):
    def late_submission_penalty(self, student_id, score, total_seconds_late):
        if student_id == "breaks":
            raise RuntimeError("no such student")
        if student_id == "nan":
            return float("nan")
        return {"gives": -5, "takes": 1000, "spares": None}.get(
            student_id, total_seconds_late / 3600
        )
"""


def with_plugin(course, line='"late_by_the_hour.ByTheHour"', option="plugin_class"):
    (course.root / "late_by_the_hour.py").write_text(PLUGIN)
    kind = "AssignLatePenalties" if option == "plugin_class" else "LateSubmissionPlugin"
    with (course.root / "nbgrader_config.py").open("a") as file:
        file.write(f"\nc.{kind}.{option} = {line}\n")
    return open_course(course.root)


def hand_in(course, student, stamp="2026-05-01 15:00:00 UTC"):
    folder = course.folder("submitted", "toy", student)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "toy.ipynb").write_text("{}")
    if stamp is not None:
        (folder / "timestamp.txt").write_text(stamp)


def record(course, student="ada", **more):
    when = read_stamp(course, "toy", student).time
    with GradebookWriter(course, toy.assignment()) as gradebook:
        gradebook.record(toy.result(student, **more), BLANK, when)


def refresh(course):
    with GradebookWriter(course, toy.assignment()) as gradebook:
        return gradebook.refresh_penalties()


def penalty(course, student="ada"):
    with course.gradebook() as gradebook:
        return gradebook.find_submission("toy", student).late_submission_penalty


def nbgraders_own(course, student):
    """What nbgrader's own step writes for this submission."""
    resources = {"notebook": "toy", "assignment": "toy", "student": student}
    step = AssignLatePenalties(config=course.config)
    step.preprocess(None, {"nbgrader": resources | {"db_url": course.db_url}})
    return penalty(course, student)


@pytest.fixture(autouse=True)
def _no_cells(monkeypatch):
    """Nbgrader's step walks over the cells and does nothing with them."""
    monkeypatch.setattr("nbconvert.preprocessors.Preprocessor.preprocess", lambda _, n, r: (n, r))


@pytest.mark.parametrize(
    ("student", "want"), [("ada", 3), ("gives", 0), ("takes", 6), ("spares", 0)]
)
def test_the_courses_plugin_decides_within_the_score_as_in_nbgrader(course, student, want):
    course = with_plugin(course)
    set_due(course, "toy", DUE)
    hand_in(course, student)
    record(course, student)
    assert penalty(course, student) == want
    assert nbgraders_own(course, student) == want


def test_nbgraders_two_methods_take_nothing_or_everything(course):
    set_due(course, "toy", DUE)
    hand_in(course, "ada")
    record(course, wrong=["double"])
    assert penalty(course) == 0
    course = with_plugin(course, '"zero"', "penalty_method")
    record(course, wrong=["double"])
    assert penalty(course) == nbgraders_own(course, "ada") == 4


@pytest.mark.parametrize("student", ["breaks", "nan"])
def test_a_plugin_that_fails_costs_nobody_points_and_is_reported(course, student):
    course = with_plugin(course)
    set_due(course, "toy", DUE)
    for each in ("ada", student):
        hand_in(course, each)
        record(course, each)
    assert (penalty(course), penalty(course, student)) == (3, 0)
    (notice,) = refresh(course).notices
    assert notice.startswith(f"{student}: the late policy late_by_the_hour.ByTheHour failed")


def test_a_plugin_that_is_not_there_is_named_before_anything_is_graded(course):
    course = with_plugin(course, '"no_such.Plugin"')
    with pytest.raises(CourseError, match=r"no_such\.Plugin.*plugin_class in .*nbgrader_config"):
        GradebookWriter(course, toy.assignment())


def test_an_extension_and_a_new_due_date_change_penalties_without_grading_again(course):
    course = with_plugin(course)
    set_due(course, "toy", DUE)
    for student in ("ada", "bob"):
        hand_in(course, student)
        record(course, student)
    assert extend(course, "toy", "ada", timedelta(hours=2)) == datetime(2026, 5, 1, 14)
    assert refresh(course).moved == (("ada", 3, 1),)
    set_due(course, "toy", datetime(2026, 5, 1, 14))
    assert refresh(course).moved == (("ada", 1, 0), ("bob", 3, 1))
    extend(course, "toy", "ada", timedelta(0))
    assert refresh(course).moved == (("ada", 0, 1),)
    set_due(course, "toy", None)
    extend(course, "toy", "ada", timedelta(hours=2))
    assert refresh(course).moved == (("ada", 1, 0), ("bob", 1, 0))
    assert refresh(course) == ((), (), False)


def test_points_given_by_hand_later_are_lost_to_a_policy_of_zero_too(course):
    course = with_plugin(course, '"zero"', "penalty_method")
    set_due(course, "toy", DUE)
    hand_in(course, "ada")
    record(course)
    with course.gradebook() as gradebook:
        gradebook.find_grade("why", "toy", "toy", "ada").manual_score = 2
        gradebook.db.commit()
    assert refresh(course).moved == (("ada", 6, 8),)


def test_an_extension_can_be_granted_before_anything_is_handed_in(course):
    course = with_plugin(course)
    set_due(course, "toy", DUE)
    with course.gradebook() as gradebook:
        gradebook.add_student("ada")
    extend(course, "toy", "ada", timedelta(days=1))
    hand_in(course, "ada")
    record(course)
    assert penalty(course) == 0


def test_an_unknown_student_gets_no_extension_but_the_nearest_name(course):
    with course.gradebook() as gradebook:
        gradebook.add_student("lovelace")
    with pytest.raises(CourseError, match="Did you mean lovelace"):
        extend(course, "toy", "lovelase", timedelta(days=1))


def test_a_missing_or_garbled_time_is_said_and_costs_nothing(course):
    course = with_plugin(course)
    set_due(course, "toy", DUE)
    for student, stamp in (("ada", None), ("bob", "soon, I promise"), ("cleo", "12:00")):
        hand_in(course, student, stamp)
        record(course, student)
    notices = refresh(course).notices
    assert "ada: nothing says when this was handed in, so it counts as on time." in notices
    assert "bob: timestamp.txt holds no time that can be read (“soon, I promise”)." in notices
    assert any(notice.startswith("cleo: timestamp.txt holds no time") for notice in notices)
    assert [penalty(course, each) for each in ("ada", "bob", "cleo")] == [0, 0, 0]


def test_without_a_policy_nobody_is_told_about_missing_times(course):
    set_due(course, "toy", DUE)
    hand_in(course, "ada", None)
    record(course)
    assert refresh(course).notices == ()


def collected(course, student, time, **more):
    content = (course.folder("submitted", "toy", student) / "toy.ipynb").read_bytes()
    digest = hashlib.sha256(content).hexdigest()
    entry = origin.Origin("moodle", time=time, digest=digest, **more)
    origin.save(course.state, "toy", origin.Collected({student: entry}))


def test_a_forged_timestamp_does_not_count_where_the_collector_recorded_the_time(course):
    course = with_plugin(course)
    set_due(course, "toy", DUE)
    hand_in(course, "ada", "2020-01-01 00:00:00 UTC")
    collected(course, "ada", "2026-05-01 16:00:00.000000 UTC")
    record(course)
    assert penalty(course) == 4
    (notice,) = refresh(course).notices
    assert "2020-01-01 00:00 UTC, but 2026-05-01 16:00 UTC was recorded" in notice


def test_a_notebook_exchanged_by_hand_since_has_its_own_timestamp(course):
    course = with_plugin(course)
    set_due(course, "toy", DUE)
    hand_in(course, "ada")
    collected(course, "ada", "2026-05-01 16:00:00.000000 UTC")
    (course.folder("submitted", "toy", "ada") / "toy.ipynb").write_text('{"cells": []}')
    record(course)
    assert penalty(course) == 3


def test_a_submission_that_the_lms_marked_late_without_a_time_is_reported(course):
    course = with_plugin(course)
    set_due(course, "toy", DUE)
    hand_in(course, "ada", None)
    collected(course, "ada", "", late=True)
    record(course)
    assert "marked this as late" in refresh(course).notices[0]


def test_a_time_that_is_still_to_come_is_reported(course):
    course = with_plugin(course)
    set_due(course, "toy", DUE)
    hand_in(course, "ada", "2999-01-01 00:00:00 UTC")
    record(course)
    assert "still to come" in refresh(course).notices[0]


def test_due_dates_are_read_with_their_zone(course):
    assert read_due("2026-12-01 23:59 Europe/Berlin") == datetime(2026, 12, 1, 22, 59)
    assert read_due("2026-12-01 23:59 +0100") == datetime(2026, 12, 1, 22, 59)
    assert (
        read_due("2026-12-01T23:59Z")
        == read_due("2026-12-01 23:59")
        == datetime(2026, 12, 1, 23, 59)
    )
    with pytest.raises(CourseError, match="no time zone 'Europe/Bonn'"):
        read_due("2026-12-01 23:59 Europe/Bonn")
    with pytest.raises(CourseError, match="is no date"):
        read_due("tomorrow")
