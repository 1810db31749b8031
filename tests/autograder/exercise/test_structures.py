"""Arguments and results that are nested dicts, lists and tuples."""

import numpy as np

from autograder.exercise import Formula, Homework, compare
from autograder.exercise.mutation import grade_alone
from autograder.exercise.plain import copy, same


def test_a_wrong_number_in_a_dict_is_named_by_its_path(toy, message):
    def fit(x, settings):
        return toy.exercises["fit"](x, settings) | {"last": 0.0}

    assert 'gave 0 as history["last"], expected 1.75' in message("fit", fit)


def test_a_wrong_shape_deep_in_a_result_is_named_by_its_path(toy, message):
    def fit(x, settings):
        return toy.exercises["fit"](x, settings) | {"weights": {"w": np.zeros(3)}}

    sentence = message("fit", fit)
    assert 'history["weights"]["w"]' in sentence
    assert "shape (3,)" in sentence


def test_a_missing_key_is_named(toy, message):
    def fit(x, settings):
        history = toy.exercises["fit"](x, settings)
        del history["level"]
        return history

    assert "Missing: level." in message("fit", fit)


def test_an_extra_key_is_nobody_s_business(toy, grade):
    def fit(x, settings):
        return toy.exercises["fit"](x, settings) | {"time": "noon"}

    assert grade("fit", fit).points == 2


def test_a_history_may_be_an_array_instead_of_a_list(toy, grade):
    def fit(x, settings):
        history = toy.exercises["fit"](x, settings)
        return history | {"level": np.array(history["level"])}

    assert grade("fit", fit).points == 2


def test_results_of_a_tuple_carry_the_docstring_s_names(toy, message):
    def summary(x):
        return toy.exercises["summary"](x)[0], np.zeros(3)

    assert "as order, expected" in message("summary", summary)


def test_too_many_results_are_counted(message):
    sentence = message("summary", lambda x: (1.0, x, x))
    assert "a tuple of 3, wanted 2 results" in sentence


def test_a_check_that_cannot_unpack_the_value_speaks_of_the_result(grade):
    result = grade("summary", lambda x: 1.5, "hidden")
    assert result.checks[0].message == "summary returns the wrong kind of thing."


def test_a_change_deep_in_an_argument_is_seen(toy, grade):
    def fit(x, settings):
        history = toy.exercises["fit"](x, settings)
        settings["rate"] = 0.0
        return history

    result = grade("fit", fit)
    assert [check.passed for check in result.checks] == [True, False]
    assert "settings" in result.notes[0]
    assert "copy.deepcopy(settings)" in result.notes[0]  # .copy() would share the arrays


def test_a_list_of_the_wrong_length_is_told_as_a_list(toy, message):
    def fit(x, settings):
        history = toy.exercises["fit"](x, settings)
        return history | {"level": list(history["level"])[:-1]}

    assert "separated by commas" not in message("fit", fit)


def test_a_right_row_is_not_shown_with_the_digits_of_its_rounding_error(toy, grade):
    def fit(x, settings):
        history = toy.exercises["fit"](x, settings)
        return history | {"last": history["last"] * (1 + 1e-15)}

    rows = [row for check in grade("fit", fit, "visible").checks for row in check.rows]
    assert rows
    assert all(row.yours == row.expected for row in rows)


def test_a_formula_is_a_callable_argument(toy, grade):
    assert grade("slope", toy.exercises["slope"].function).points == 4
    formula = Formula("a, b", "a + np.exp(b)")
    assert formula(1.0, 0.0) == 2.0
    assert formula == Formula("a, b", "a + np.exp(b)")


def test_a_copy_shares_nothing_with_its_original():
    tree = {"w": np.zeros(2), "list": [np.ones(1)], "pair": (np.ones(1), 2)}
    twin = copy(tree)
    assert same(tree, twin)
    twin["w"][0] = 1
    twin["list"][0][0] = 5
    assert tree["w"][0] == 0
    assert tree["list"][0][0] == 1
    assert not same(tree, twin)


def test_exact_sameness_sees_dtype_and_order_but_takes_nan_for_nan():
    assert same(np.array([np.nan]), np.array([np.nan]))
    assert not same(np.zeros(1), np.zeros(1, np.float32))
    assert not same([1], (1,))
    assert not same({"a": 1, "b": 2}, {"b": 2, "a": 1})


def test_what_may_be_anything_is_not_asked_for_as_none():
    homework = Homework("open", title="Open", points=1)
    part = homework.part("one", title="One", points=1)

    @part.function()
    def both(x):
        """Return twice x, and x."""
        return 2 * x, x

    @both.check(points=1)
    def looks_at_the_first(both):
        compare(both, 2.0, want=(4.0, None))

    def check(answer):
        return grade_alone(both, answer).checks[0]

    wrong_count, raised = check(lambda x: (1, 2, 3)), check(lambda x: 1 / 0)
    assert "wanted 2 results: (a single number (4), anything)" in wrong_count.message
    assert [row.expected for row in (*wrong_count.rows, *raised.rows)] == ["(4, …)", "(4, …)"]
