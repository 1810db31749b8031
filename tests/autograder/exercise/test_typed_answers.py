"""Typed numbers and choices."""

import json

import numpy as np
import pytest

from autograder.exercise import Choice, Integer, Number
from autograder.exercise.answer_grading import share_of_points
from autograder.exercise.typed_numbers import Unreadable, judge_number, read_number

P = 0.6224593312018546


@pytest.mark.parametrize(
    "typed",
    [
        ".62", "0.62", "0,62", "62 %", "62%", " 0.62 ", "+.62", "≈ 0.62", "62.2 %", "0.6225",
        0.62, 0.6225, P, np.float64(0.62), np.float32(0.62), np.array([0.62]), "0.622459", "6.2e-1",
    ],
)  # fmt: skip
def test_sixty_two_hundredths_are_right_however_they_are_written(typed):
    verdict = judge_number(typed, P, 2)
    assert verdict.right
    assert not verdict.note


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("−0.5", -0.5), ("–.5", -0.5), ("1/2", 0.5), ("-3/4", -0.75), ("1e-3", 0.001), (True, 1.0),
        (False, 0.0), (np.True_, 1.0), ("True", 1.0), (7, 7.0), (np.int8(3), 3.0), ("50 %", 0.5),
        ("12,5", 12.5), ("2.", 2.0),
    ],
)  # fmt: skip
def test_numbers_are_read_as_people_write_them(typed, value):
    assert read_number(typed).value == value


@pytest.mark.parametrize("typed", [None, "", "  ", "...", ..., "?", "None", "…"])
def test_blanks_are_blank(typed):
    assert judge_number(typed, 0.0, 2).blank


@pytest.mark.parametrize(
    "typed",
    ["abc", "0.6.2", "1/0", "1/x", "nan", "inf", float("nan"), float("inf"), 10**400, "1e999", {},
     [], 1j, "9" * 100, "__import__('os')"],
)  # fmt: skip
def test_what_is_no_number_is_refused_with_a_sentence(typed):
    with pytest.raises(Unreadable):
        read_number(typed)
    assert not judge_number(typed, 0.5, 2).right


def test_one_decimal_is_too_coarse_when_two_are_asked_for():
    for typed in ("0.6", 0.6, "60 %"):
        verdict = judge_number(typed, P, 2)
        assert not verdict.right
        if typed != "60 %":
            assert "give at least two decimals" in verdict.reason
    assert judge_number("0.5", 0.5, 2).right


def test_drift_from_rounding_on_the_way_is_right_with_a_note():
    verdict = judge_number("0.06786", 0.06793, 4)
    assert verdict.right
    assert "without rounding on the way it is 0.0679300" in verdict.note
    assert not judge_number("0.0677", 0.06793, 4).right


def test_ties_may_be_rounded_either_way():
    assert judge_number("0.62", 0.625, 2).right
    assert judge_number("0.63", 0.625, 2).right
    assert not judge_number("0.64", 0.625, 2).right


def test_a_forgotten_per_cent_sign_is_explained():
    assert "looks like per cent" in judge_number("62", P, 2).reason


def test_the_words_of_a_full_table(grade):
    result = grade("table", {"p": [".62", "18 %", 0.62, None], "double": None, "fires": "0"})
    p, double, fires = result.checks
    assert (p.points, double.points, fires.points) == (0.5, 0, 0)
    assert p.message == "2 of 4 right, 1 blank. Look again at p (0,0)."
    assert double.message == "Not filled in yet."
    assert '"fires" has a single value, expected 4 values' in fires.message
    assert [row.given for row in p.rows] == ["p (0,0)", "p (0,1)", "p (1,0)", "p (1,1)"]
    assert [row.expected for row in p.rows] == ["", "0.18", "0.62", ""]
    assert fires.rows == ()
    assert result.diagnoses[0].mistake == "sign_lost"


def test_an_untouched_template_is_not_filled_in_and_gets_nothing(toy, grade):
    names = {}
    exec(toy.exercises["table"].stub_source(), names)
    result = grade("table", names["table"])
    assert result.points == 0
    assert {check.message for check in result.checks} == {"Not filled in yet."}
    assert result.diagnoses == ()


def test_the_solution_source_is_right(toy, grade):
    for name in ("table", "pick"):
        names = {}
        exec(toy.exercises[name].solution_source(), names)
        assert grade(name, names[name]).points == toy.exercises[name].points


def test_a_share_of_the_points_is_rounded_down_to_quarters():
    assert share_of_points(0.5, 3, 4) == 0.25
    assert share_of_points(1, 3, 4) == 0.75
    assert share_of_points(1, 2, 3) == 0.5
    assert share_of_points(1.5, 4, 4) == 1.5
    assert share_of_points(1, 0, 4) == 0


def test_a_number_that_follows_from_the_student_s_own_is_right_and_says_so(grade):
    typed = {"p": [0.50, 0.18, 0.62, 0.38], "double": [1.00, 0.36, 1.24, 0.80]}
    result = grade("table", typed, "visible")
    double = result.checks[1]
    assert [row.right for row in double.rows] == [True, True, True, False]
    assert "Right for your own earlier numbers: double." in result.notes


def test_a_number_that_follows_from_unrounded_earlier_ones_is_right_too(grade):
    typed = {"p": [0.50, 0.18, 0.62, 0.62], "double": [1.00, 0.36, 1.24, 1.25]}  # 2 x 0.6225
    assert grade("table", typed, "visible").checks[1].rows[3].right
    typed["double"][3] = 1.26
    assert not grade("table", typed, "visible").checks[1].rows[3].right


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ([1, 2], "a list of 2, wanted a dict"),
        (None, "None, wanted a dict"),
        ("p", "text ('p'), wanted a dict"),
        ({"P": 1}, 'is "p" missing'),
        ({"p ": [1, 2, 3, 4]}, '"p" is missing; is "p " meant?'),
        ({"p": [1, 2, 3]}, '"p" has 3 values, expected 4 values'),
        ({"p": [[1, 2], [3]]}, "rows of different lengths"),
        ({"p": ["a", object(), 3, [1, 2, 3]]}, "A list is no number"),
        ({"p": [object(), "b", 3, lambda: 1]}, "is no number"),
    ],
)
def test_odd_dicts_get_a_sentence(message, typed, says):
    if says == 'is "p" missing':
        assert '"p" is missing' in message("table", typed)
    else:
        assert says in message("table", typed)


def test_an_unasked_entry_is_noted(toy, grade):
    right = toy.exercises["table"].right_answers()
    assert "Not asked for" in grade("table", right | {"extra": 1}).notes[-1]


def test_arrays_and_tuples_may_be_typed_too(toy, grade):
    typed = {"p": np.array([0.38, 0.18, 0.62, 0.38]), "double": (0.76, 0.36, 1.24, 0.76)}
    result = grade("table", typed, "visible")
    assert result.points == result.max_points


@pytest.mark.parametrize("typed", ["b", "B", " (b) ", "b.", np.str_("b")])
def test_a_choice_is_read_kindly(grade, typed):
    assert grade("pick", {"line": "3", "reason": typed}).points == 2


def test_a_choice_that_is_not_offered_lists_the_options(message):
    assert "“7” is none of 1, 2, 3, 4" in message("pick", {"line": 7})


def test_a_wrong_choice_has_its_own_diagnosis(grade):
    assert grade("pick", {"line": 2, "reason": "b"}).diagnoses[0].mistake == "line_two"
    assert grade("pick", {"line": 1, "reason": "b"}).diagnoses == ()


def test_whole_numbers_take_booleans_and_refuse_fractions():
    entry = Integer([0, 1])
    assert entry.judge(True, 1).right
    assert entry.judge("1.0", 1).right
    assert "no whole number" in entry.judge("0.5", 1).reason


def test_a_choice_whose_answer_is_not_offered_is_refused_at_once():
    with pytest.raises(ValueError, match="'d' is none of"):
        Choice("d", options=["a", "b"])


def test_nested_entries_keep_their_shape():
    entry = Number([[1.0, 2.0], [3.0, 4.0]], places=1)
    assert entry.blank() == [[None, None], [None, None]]
    assert entry.split([[1, 2], [3, 4]]) == [1, 2, 3, 4]


def test_results_survive_json(grade):
    result = grade("table", {"p": [0.5] * 4})
    again = type(result).from_json(json.loads(json.dumps(result.to_json())))
    assert again == result


def test_cells_that_are_no_rows_have_names_of_their_own():
    from autograder.exercise import Homework, Number
    from autograder.exercise.mutation import grade_alone

    part = Homework("steps", title="Steps", points=1).part("one", title="One", points=1)
    gradient = Number([1.0, 2.0, 3.0], labels=("w₁", "w₂", "b"))
    table = part.answers("table", labels=["(0,0)", "(0,1)", "(1,0)"], entries={"step": gradient})
    table.check_entries("step", points=1)
    check = grade_alone(table, {"step": [1.00, 2.00, 4.00]}).checks[0]
    assert "step b" in check.message
    assert [row.given for row in check.rows] == ["step w₁", "step w₂", "step b"]
    with pytest.raises(ValueError, match="got 2 labels for 3 cells"):
        Number([1.0, 2.0, 3.0], labels=("w₁", "w₂"))
