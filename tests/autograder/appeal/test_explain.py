"""A replay shows what was sent, what came back and why, and agrees with the grading."""

import json
from dataclasses import replace

import numpy as np
import pytest

from autograder.appeal import as_data, explain, held_against, lines
from autograder.appeal.judged import first_difference
from autograder.appeal.values import data_of, text_of
from autograder.engine.grade import grade_submission
from autograder.engine.limits import Limits
from autograder.engine.replay import replay
from autograder.engine.secret import rng_for
from autograder.engine.server import Server
from autograder.exercise import Formula, SeededRng
from tests.autograder.engine.homeworks import assignment
from tests.autograder.engine.test_grade_submission import submission

QUICK = Limits(call=0.5, cell=1.0, submission=10.0, restarts=4)
SECRET = b"s" * 32
SQUARED = "def double(x):\n    return x**2"


@pytest.fixture(scope="module")
def server():
    with Server("none", assignment.data_files, QUICK) as server:
        yield server


@pytest.fixture
def seen(server):
    def replayed(exercise, **texts):
        handed_in = submission(**texts)
        return explain(replay(handed_in, assignment, SECRET, server, exercise, QUICK), "ada")

    return replayed


def said(explained, record=None, **options):
    recorded = held_against(record, replace_result(explained), explained.result.name)
    return "\n".join(lines(explained, recorded, **options))


def replace_result(explained):
    from autograder.results import SubmissionResult

    return SubmissionResult(explained.student, explained.assignment, (explained.result,))


def test_the_inputs_are_those_of_the_grading_and_stand_beside_both_values(seen):
    explained = seen("double", double=SQUARED)
    hidden = explained.checks[1]
    (call,) = hidden.calls
    drawn = rng_for(SECRET, "toy", "ada", "double", "double/doubles_any").normal(size=5)
    np.testing.assert_array_equal(call.note.args[0], drawn)
    np.testing.assert_array_equal(call.note.reply.value, drawn**2)
    np.testing.assert_array_equal(call.reference.value, drawn * 2)
    assert (hidden.place, hidden.draws) == (("toy", "ada", "double", "double/doubles_any"), True)
    assert (call.difference.place, call.difference.n_wrong) == ("[0]", 5)
    assert (call.difference.got, call.difference.want) == (drawn[0] ** 2, drawn[0] * 2)
    text = said(explained)
    assert "inputs drawn for  toy / ada / double / double/doubles_any" in text
    assert "allowed: 1e-09 + 1e-06 × |reference|" in text


def test_the_verdict_points_and_mistake_are_the_gradings_and_it_says_how_it_was_named(seen, server):
    graded = grade_submission(submission(double=SQUARED), assignment, SECRET, server, QUICK)
    explained = seen("double", double=SQUARED)
    (then,) = [each for each in graded.result.exercises if each.name == "double"]
    assert explained.result == then
    (mistake,) = explained.mistakes
    assert mistake.mistake == "squares"
    assert mistake.how == "on all 2 calls it gives what the student's function gave"


def test_two_replays_agree_to_the_byte(seen):
    texts = {"double": "def double(x):\n    raise ValueError(object())"}
    first, second = seen("double", **texts), seen("double", **texts)
    assert said(first) == said(second)
    none = held_against(None, replace_result(first), "double")
    assert json.dumps(as_data(first, none)) == json.dumps(as_data(second, none))
    assert "raised ValueError: <object object at 0x…>" in said(first)


def test_a_call_that_does_not_end_is_shown_as_such(seen):
    explained = seen("double", double="def double(x):\n    while True: pass")
    assert "did not finish in time" in said(explained)


def test_an_earlier_exercise_that_failed_is_stood_in_for_by_its_reference(seen):
    explained = seen("double_and_one", double=SQUARED)
    assert explained.result.points == 5
    assert "The reference stood in for the student's double" in said(explained)
    assert all(call.agrees for check in explained.checks for call in check.calls)


def test_typed_answers_show_each_cell_beside_the_right_one(seen):
    explained = seen("numbers", numbers="numbers = {'two': 3}")
    assert "✗ two  typed 3  right 2" in said(explained)
    data = as_data(explained, held_against(None, replace_result(explained), "numbers"))
    assert data["cells"][0] | {"reason": ""} == {
        "cell": "two",
        "typed": "3",
        "right": "2",
        "follows": "",
        "passed": False,
        "reason": "",
    }


def test_a_check_that_allows_other_values_says_so(seen):
    text = "def double_and_one(x):\n    return 2 * np.asarray(x) + 3"
    explained = seen("double_and_one", double_and_one=text)
    failed, passed = explained.checks
    assert (failed.result.passed, passed.result.passed) == (False, True)
    assert "This check asks for a property that the student's value has too." in said(explained)


def test_a_groups_inputs_are_drawn_for_the_group(server):
    handed_in = replace(submission(), drawn_for="group/Team 1")
    seen = replay(handed_in, assignment, SECRET, server, "double", QUICK)
    explained = explain(seen, handed_in.drawn_for)
    drawn = rng_for(SECRET, "toy", "group/Team 1", "double", "double/doubles_any").normal(size=5)
    np.testing.assert_array_equal(explained.checks[1].calls[0].note.args[0], drawn)
    assert explained.checks[1].place[1] == "group/Team 1"


def recorded(server, **texts):
    return grade_submission(submission(**texts), assignment, SECRET, server, QUICK).result


def test_the_replay_is_held_against_the_record(server):
    record = recorded(server, double=SQUARED)
    held = held_against(record, record, "double")
    assert (held.points, held.same, held.reasons) == (0, True, ())
    other = recorded(server)
    resubmitted = held_against(record, other, "double")
    assert not resubmitted.same
    assert resubmitted.reasons == ("Since it was graded: changed submission.",)
    basis = record.basis | {"secret": "another", "checks": "others"}
    said = held_against(replace(record, basis=basis), record, "double")
    assert said.same
    assert said.reasons == ("Since it was graded: checks changed, secret changed.",)
    (reason,) = held_against(record, replace(other, basis=record.basis), "double").reasons
    assert "does not do the same each time" in reason
    assert held_against(None, other, "double").reasons == ("This student is not graded yet.",)


def test_many_calls_are_cut_to_those_that_matter(seen):
    explained = seen("double", double=SQUARED)
    check = explained.checks[0]
    same = replace(check.calls[0], difference=None)
    many = replace(check, calls=(*[same] * 9, check.calls[0]))
    text = said(replace(explained, checks=(many,)))
    assert "call 10  double(x)" in text
    assert "… 7 more calls (--full shows all)" in text
    assert "more call" not in said(replace(explained, checks=(many,)), full=True)


def test_a_students_text_cannot_move_the_cursor(seen):
    explained = seen("double", double="def double(x):\n    raise ValueError('\\x1b[2J')")
    assert "\x1b" not in said(explained)


def test_the_first_difference_is_found_in_a_tree_and_a_misfit_is_said():
    right = {"W": np.zeros((2, 2)), "b": 1.0}
    mine = {"W": np.array([[0, 0], [3.0, 0]]), "b": 1.0}
    found = first_difference(mine, right, 1e-6, 1e-9)
    assert (found.place, found.got, found.want) == ('["W"][1, 0]', 3, 0)
    assert (found.n_wrong, found.n_values) == (1, 5)
    assert first_difference(right, right, 1e-6, 1e-9) is None
    assert "shape (3,)" in first_difference(np.zeros(3), np.zeros(2), 0, 0).sentence


def test_values_are_abbreviated_unless_asked_for_in_full():
    long = np.arange(100) / 3
    assert "..." in text_of(long)
    assert text_of(long, full=True).count(",") > 99
    assert text_of(1 / 3) == "0.333333333"
    assert text_of(1 / 3, full=True) == "0.3333333333333333"
    assert text_of(SeededRng(7)) == "np.random.default_rng(7)"
    assert text_of((Formula("x", "x**2"), [1, None])) == "(lambda x: x**2, [1, None])"
    assert data_of({"a": np.array([1.0, np.nan])}) == {
        "a": {"dtype": "float64", "shape": [2], "values": [1.0, "nan"]}
    }
