"""What a declaration must keep to, and what can be made from it."""

import numpy as np
import pytest

from autograder.exercise import (
    Homework,
    LocalNamespace,
    Number,
    compare,
    failed_needs,
    grade_exercise,
    require,
)
from autograder.exercise.mutation import grade_alone
from autograder.exercise.notebook_check import local_rng
from autograder.exercise.source import loops, result_names


def test_the_toy_is_in_order(toy):
    toy.verify()


def test_points_add_up_by_kind_of_check(toy):
    summary = toy.exercises["summary"]
    assert (summary.points, summary.visible_points, summary.hidden_points) == (4, 2, 2)
    assert toy.exercises["essay"].points == 2


def test_every_broken_rule_is_listed_at_once():
    homework = Homework("bad", title="Bad", points=10)
    part = homework.part("one", title="One", points=3)
    homework.part("one", title="Again", points=1)

    @part.function(needs=("later", "nowhere"))
    def early(x):
        return x

    early.check(points=0.3, title="odd")(lambda early: None)
    early.check(points=1, title="odd again")(lambda early: None)

    @part.function()
    def later(x):
        """Do."""
        return x

    table = part.answers("table", entries={"p": Number([1.0, 2.0]), "q": Number(1.0)})
    table.check_entries("p", points=1)
    table.mistake("a")(lambda: {"r": 1})
    table.mistake("b")(lambda: {"p": [1.0]})
    part.manual("table", points=0)
    with pytest.raises(ValueError, match="bad is not in order") as caught:
        homework.verify()
    said = str(caught.value)
    for problem in (
        "two parts are named 'one'",
        "two exercises are named 'table'",
        "part 'one' is worth 3, its exercises 1.3",
        "the homework is worth 10, its parts 4",
        "early: needs 'later', which does not come before it",
        "early: needs 'nowhere', which is no exercise",
        "early: has no hidden check",
        "early: has 0 mistakes, expected at least 3",
        "early: has two checks named '<lambda>'",
        "early: check '<lambda>' is worth 0.3, expected quarter points",
        "early: the reference has no docstring",
        "later: has no visible check",
        "table: is worth nothing",
    ):
        assert problem in said


def test_broken_answers_are_listed():
    homework = Homework("bad", title="Bad", points=1)
    part = homework.part("one", title="One", points=1)
    table = part.answers("table", entries={"p": Number([1.0, 2.0]), "q": Number(1.0)})
    table.check_entries("p", points=1)
    table.mistake("a")(lambda: {"r": 1})
    table.mistake("b")(lambda: {"p": [1.0]})
    with pytest.raises(ValueError, match="no check looks at entry 'q'") as caught:
        homework.verify()
    assert "gives 'r', which is no entry" in str(caught.value)
    assert "gives 'p', which has 1 value, expected 2 values" in str(caught.value)


def test_an_answer_that_does_not_follow_from_the_right_ones_is_listed():
    homework = Homework("bad", title="Bad", points=1)
    part = homework.part("one", title="One", points=1)
    part.answers(
        "table",
        entries={
            "p": Number([1.0, 2.0]),
            "half": Number([0.5, 1.0], follow=lambda typed: typed["p"] / 2),
            "double": Number([2.0, 4.0], follow=lambda typed: 3 * typed["p"]),
            "sum": Number(3.0, follow=lambda typed: typed["q"].sum()),
        },
    )
    with pytest.raises(ValueError, match="bad is not in order") as caught:
        homework.verify()
    said = str(caught.value)
    assert "from the right answers follows double = [3.0, 6.0], expected [2.0, 4.0]" in said
    assert "what 'sum' follows from stops with KeyError: 'q'" in said
    assert "half =" not in said


def test_a_check_of_an_unknown_entry_is_refused(toy):
    with pytest.raises(ValueError, match="table has no entry 'x'"):
        toy.exercises["table"].check_entries("x", points=1)


def test_stub_solution_and_reference_are_plain_functions(toy):
    scale = toy.exercises["scale"]
    stub, solution, reference = {}, {"np": np}, {"np": np}
    exec(scale.stub_source(), stub)
    exec(scale.solution_source(), solution)
    exec(scale.reference_source(), reference)
    with pytest.raises(NotImplementedError):
        stub["scale"](np.ones(3))
    x = np.array([1.0, 2.0, 4.0])
    assert solution["scale"](x).tolist() == reference["scale"](x).tolist() == scale(x).tolist()
    assert stub["scale"].__doc__ == reference["scale"].__doc__
    assert "SOLUTION" not in scale.reference_source()
    assert "@" not in scale.reference_source()


def test_the_check_cell_is_one_line(toy):
    assert toy.exercises["scale"].check_source() == "toy.check(scale)"
    assert toy.exercises["table"].check_source(hidden=True) == (
        'toy.check("table", table, hidden=True)'
    )


def test_an_exercise_is_its_reference(toy):
    assert toy.exercises["scale"](np.array([1.0, 3.0])).tolist() == [-1.0, 1.0]


def test_data_makers_are_kept_by_name(toy):
    assert toy.data_makers["heights"]()["cm"].tolist() == [150.0, 160.0]


def test_failed_needs_are_found_through_other_needs_in_declared_order(toy):
    part = toy.parts[0]

    @part.function(needs=("summary",))
    def last(x):
        """Do."""
        return x

    exercises = toy.exercises
    wrong = grade_alone(exercises["scale"], lambda x: x)
    right = grade_alone(exercises["summary"], exercises["summary"].function)
    assert failed_needs(last, {}) == []
    assert failed_needs(last, {"scale": wrong, "summary": right}) == [exercises["scale"]]


def test_a_manual_exercise_waits_for_a_person(toy, grade):
    result = grade("essay", "text")
    assert result.needs_manual
    assert (result.points, result.max_points, result.checks) == (0, 2, ())


def test_a_check_may_call_other_functions_of_the_student(toy, grade):
    summary = toy.exercises["summary"]

    @summary.check(points=1, title="agrees with the student's own scale")
    def agrees(summary, scale):
        x = np.array([1.0, 2.0, 5.0])
        require(summary(x)[0] == scale(x).max(), "the largest is the largest of your own scale")

    own = grade("summary", lambda x: (max(2 * summary(x)[0], 0), summary(x)[1]), "visible")
    assert "your own scale" in own.checks[1].message
    named = grade("summary", summary.function, "visible", {"scale": lambda x: None})
    assert named.checks[1].message.startswith("scale returned None")


def test_an_assert_in_a_check_is_a_sentence_too(toy, grade):
    scale = toy.exercises["scale"]

    @scale.check(points=1, title="asserts")
    def asserts(scale):
        assert scale(np.array([1.0, 2.0])).sum() == 0, "the sum is not 0"

    result = grade("scale", lambda x: x, "visible")
    assert result.checks[1].message.startswith("the sum is not 0")


def broken_checks(toy):
    """Add one check of each sort that can be broken, and say what is told of it."""
    scale = toy.exercises["scale"]

    @scale.check(points=1, title="has a bug")
    def has_a_bug(scale):
        scale(np.ones(2))
        raise ZeroDivisionError("in the check")

    @scale.check(points=1, title="asks what is not true", hidden=True)
    def asks_what_is_not_true(scale, rng):
        require(scale(rng.normal(size=4)).sum() > 1, "the sum is above 1")

    @scale.check(points=1, title="calls where the reference stops")
    def calls_where_the_reference_stops(scale):
        compare(scale, "text")

    return {
        "has a bug": "ZeroDivisionError: in the check",
        "asks what is not true": "CheckFailed: the sum is above 1",
        "calls where the reference stops": "AttributeError: 'str' object has no attribute 'mean'",
    }


@pytest.mark.parametrize("answer", [lambda x: (x - x.mean()) / x.std(), lambda x: None])
def test_a_broken_check_is_told_to_the_instructor_whatever_the_answer(toy, grade, answer):
    told = broken_checks(toy)
    result = grade("scale", answer)
    assert {check.title: check.fault for check in result.checks if check.fault} == told
    assert all("not your answer" in check.message for check in result.checks if check.fault)
    assert len(result.faults) == len(told)
    assert "scale" in result.faults[0]
    assert "“has a bug” is at fault" in result.faults[0]


def test_a_sound_check_has_no_fault_however_wrong_the_answer(grade):
    for answer in (lambda x: None, lambda x: 1 / 0, lambda x: x, lambda: 0):
        assert grade("scale", answer).faults == ()


def test_an_error_on_the_way_to_the_student_is_a_fault_of_ours(toy):
    class Unreachable(LocalNamespace):
        def call(self, name, args, kwargs):
            raise ValueError("a check passes what cannot be sent")

    result = grade_exercise(toy.exercises["scale"], Unreachable({}), local_rng)
    assert result.points == 0
    assert len(result.faults) == 2
    assert "cannot be sent" in result.faults[0]


def test_compare_wants_what_the_check_was_given():
    with pytest.raises(TypeError, match="the function that the check was given"):
        compare(np.exp, 1.0)


def test_a_want_with_none_in_it_leaves_that_place_open(toy, grade):
    summary = toy.exercises["summary"]
    summary.check(points=1, title="order only")(
        lambda s: compare(s, np.array([3.0, 1.0]), want=(None, [1, 0]))
    )
    result = grade("summary", lambda x: (99.0, np.argsort(x)), "visible")
    assert [check.passed for check in result.checks] == [False, True]


def test_a_rebuilt_part_of_the_declaration_grades_only_what_was_asked_for(grade):
    visible, hidden = grade("table", {}, "visible"), grade("table", {}, "hidden")
    assert [check.hidden for check in visible.checks] == [False, False]
    assert [check.hidden for check in hidden.checks] == [True]
    with pytest.raises(ValueError, match="which is 'both'"):
        grade("table", {}, "both")


def test_loops_are_seen_in_the_function_s_own_text():
    assert loops("def f(x):\n    for v in x:\n        pass\n", "f")
    assert loops("    def f(x):\n        return [v for v in x]\n", "f")
    assert not loops("def g(x):\n    while x: pass\ndef f(x):\n    return x\n", "f")
    assert not loops("def f(x:", "f")


def test_result_names_come_from_the_docstring():
    doc = """Do.

    Returns
    -------
    loss : float
        Per example.
    gradient : ndarray
        Same.

    Raises
    ------
    ValueError
        If not.
    """
    assert result_names(doc) == ["loss", "gradient"]
    assert result_names(None) == []
