"""A tour of what a student's function may return, raise or do."""

import collections
import sys

import numpy as np
import pytest

from autograder.exercise import Reply, grade_exercise
from autograder.exercise.notebook_check import local_rng


def right(x):
    x = np.asarray(x, float)
    return (x - x.mean()) / x.std()


class AlwaysEqual:
    def __eq__(self, other):
        return True

    __hash__ = None
    __le__ = __ge__ = __lt__ = __gt__ = __eq__


class PretendsForNumpy(np.ndarray):
    def __array_function__(self, *args, **kwargs):
        return True

    def __array_ufunc__(self, *args, **kwargs):
        return True

    def __eq__(self, other):
        return np.True_

    __hash__ = None


class LooksUpTheAnswer:
    def __array__(self, *args, **kwargs):
        frame = sys._getframe(0)
        while frame:
            for name in ("want", "right", "expected"):
                if isinstance(frame.f_locals.get(name), np.ndarray):
                    return frame.f_locals[name]
            frame = frame.f_back
        return np.zeros(4)


class Sly(float):
    def __float__(self):
        return 1e9

    def __eq__(self, other):
        return True

    __hash__ = None


class SilentBomb(Exception):
    def __str__(self):
        raise SystemExit(1)


ACCEPTED = {
    "a list": lambda x: right(x).tolist(),
    "a tuple": lambda x: tuple(right(x)),
    "a list of numpy numbers": lambda x: list(right(x)),
    "float32": lambda x: right(x).astype(np.float32),
    "a subclass with right values": lambda x: right(x).view(PretendsForNumpy),
    "a loop": lambda x: [(value - x.mean()) / x.std() for value in x],
    "Fortran order": lambda x: np.asfortranarray(right(x)),
    "a read-only view": lambda x: np.broadcast_to(right(x), x.shape),
    "another formula": lambda x: x / x.std() - x.mean() / x.std(),
    "an unmasked masked array": lambda x: np.ma.array(right(x)),
}


@pytest.mark.parametrize("answer", ACCEPTED.values(), ids=ACCEPTED.keys())
def test_right_values_pass_in_any_honest_dress(grade, answer):
    result = grade("scale", answer)
    assert result.points == result.max_points == 2
    assert result.diagnoses == ()


REFUSED = {
    "None": (lambda x: None, "scale returned None", "return statement"),
    "a trailing axis": (lambda x: right(x)[:, None], "shape (4, 1), wanted shape (4,)", ".ravel()"),
    "a leading axis": (lambda x: right(x)[None], "shape (1, 4), wanted shape (4,)", "axis"),
    "a matrix": (lambda x: np.asmatrix(right(x)), "shape (1, 4)", "axis"),
    "too few": (lambda x: right(x)[:3], "shape (3,), wanted shape (4,)", ""),
    "empty": (lambda x: np.empty(0), "shape (0,), wanted shape (4,)", ""),
    "a broadcasting empty": (lambda x: np.empty((0, 1)), "shape (0, 1)", ""),
    "a number for an array": (lambda x: 1.5, "a single number (1.5), wanted shape (4,)", "mean"),
    "nan": (lambda x: right(x) * np.nan, "gave nan", "0/0"),
    "inf": (lambda x: right(x) + np.inf, "gave inf", "overflow"),
    "text": (lambda x: "0.62", "text ('0.62')", "quotation marks"),
    "a list of text": (lambda x: ["1", "2", "3", "4"], "of text", "quotation marks"),
    "None in a list": (lambda x: [1.0, None, 2.0, 3.0], "None in it", "every value"),
    "ragged rows": (lambda x: [[1.0], [1.0, 2.0]], "rows of different lengths", ""),
    "complex": (lambda x: right(x) + 0j, "complex", ""),
    "an object array": (lambda x: np.array([AlwaysEqual()] * 4), "objects", "dtype=object"),
    "an always-equal object": (lambda x: AlwaysEqual(), "type AlwaysEqual", "NumPy array"),
    "a masked array": (lambda x: np.ma.masked_all(x.shape), "masked", "plain array"),
    "a lookup of the answer": (lambda x: LooksUpTheAnswer(), "LooksUpTheAnswer", ""),
    "a wrong subclass": (lambda x: np.zeros(4).view(PretendsForNumpy), "gave 0", "expected"),
    "a sly float": (lambda x: [Sly(0.0)] * 4, "gave 0", "expected"),
    "a dict": (lambda x: {"x": 1}, "a dict with 'x'", "an array of shape (4,)"),
    "a generator": (lambda x: (v for v in x), "generator", "list(...)"),
    "a function": (lambda x: right, "a function itself", "parentheses"),
    "a set": (lambda x: {1, 2}, "type set", ""),
    "dates": (lambda x: np.zeros(4, "datetime64[D]"), "datetime64", ""),
    "huge integers": (lambda x: [10**400] * 4, "", "wanted"),
    "two results": (lambda x: (right(x), None), "a tuple of 2", "not several"),
    "an error": (lambda x: x[9], "stopped with IndexError", "x = [1, 2, 3, 6]"),
    "no parameters": (lambda: 1, "stopped with TypeError", "Keep the parameters"),
    "exit": (lambda x: sys.exit(3), "stopped with SystemExit", "exit()"),
    "an unnamed name": (
        lambda x: undefined_name,  # noqa: F821
        "NameError",
        "earlier cell",
    ),
    "endless recursion": (lambda x: REFUSED["endless recursion"][0](x), "RecursionError", "itself"),
}


@pytest.mark.parametrize(("answer", "says", "helps"), REFUSED.values(), ids=REFUSED.keys())
def test_each_wrong_kind_of_answer_gets_its_own_sentence(message, answer, says, helps):
    sentence = message("scale", answer)
    assert says in sentence
    assert helps in sentence
    assert "scale" in sentence
    assert sentence[-1] in ".?"


@pytest.mark.parametrize(("answer", "says", "helps"), REFUSED.values(), ids=REFUSED.keys())
def test_hidden_checks_tell_neither_inputs_nor_values(grade, answer, says, helps):
    (check,) = grade("scale", answer, "hidden").checks
    assert not check.passed
    assert check.rows == ()
    assert not any(character.isdigit() for character in check.message), check.message


def test_values_that_are_right_but_for_a_trailing_axis_are_called_right(message):
    assert "values themselves are right" in message("scale", lambda x: right(x)[:, None])
    assert "values themselves" not in message("scale", lambda x: x[:, None])


def test_a_hidden_check_does_not_repeat_an_error_that_carries_the_input_out(grade):
    def leaks(x):
        raise type(f"E{x[0]:.3f}", (Exception,), {})(str(x))

    (check,) = grade("scale", leaks, "hidden").checks
    assert check.message == "scale stops with an error."


def test_a_hidden_check_names_a_built_in_error(grade):
    (check,) = grade("scale", lambda x: 1 / 0, "hidden").checks
    assert check.message == "scale stops with a ZeroDivisionError."


def test_an_error_whose_text_is_hostile_is_reported_without_it(message):
    def bomb(x):
        raise SilentBomb

    assert message("scale", bomb).startswith("scale stopped with SilentBomb for")


@pytest.mark.parametrize(
    ("reply", "says"),
    [
        (Reply("timeout"), "scale did not finish in time for x = [1, 2, 3, 6]. Does its loop end?"),
        (Reply("crashed", message="signal 11"), "scale brought Python to a stop"),
        (Reply("unsendable", message="an object of type set"), "Return numbers or a NumPy array."),
    ],
)
def test_what_happens_in_another_process_has_its_sentence_too(toy, reply, says):
    class Elsewhere:
        def call(self, name, args, kwargs):
            return reply

        def value(self, name):
            return reply

        def source(self, name):
            return ""

    for name in ("scale", "table"):
        result = grade_exercise(toy.exercises[name], Elsewhere(), local_rng, "all")
        assert result.points == 0
        if name == "scale":
            assert says in result.checks[0].message
        else:
            assert result.checks[0].message.startswith("table could not be read")


def test_the_untouched_stub_is_not_done_yet(message):
    def scale(x):
        raise NotImplementedError

    assert message("scale", scale).startswith("scale is not done yet")


def test_writing_into_the_input_is_a_note_when_visible_and_a_failure_when_hidden(grade):
    def writes(x):
        x -= x.mean()
        x /= x.std()
        return x.copy()

    result = grade("scale", writes)
    visible, hidden = result.checks
    assert visible.passed
    assert not hidden.passed
    assert hidden.message == "scale changes its input. Work on a copy."
    assert any("x = x.copy()" in note for note in result.notes)


def test_an_input_put_back_up_to_rounding_counts_as_unchanged(grade):
    def there_and_back(x):
        result = (x - x.mean()) / x.std()
        x += 0.1
        x -= 0.1
        return result

    assert grade("scale", there_and_back).points == grade("scale", scaled).points > 0


def scaled(x):
    return (x - x.mean()) / x.std()


def test_writing_into_the_input_does_not_move_the_expected_values(grade):
    def zeroes(x):
        x[:] = 0
        return x

    assert grade("scale", zeroes).points == 0


def test_a_returned_alias_of_a_global_cannot_be_changed_later(grade):
    kept = np.zeros(4)

    def lazy(x):
        return kept

    assert grade("scale", lazy, "visible").points == 0


def test_named_tuples_and_ordered_dicts_pass_for_tuples_and_dicts(toy, grade):
    pair = collections.namedtuple("pair", "largest order")
    summary, fit = toy.exercises["summary"], toy.exercises["fit"]
    assert grade("summary", lambda x: pair(*summary(x))).points == 4
    ordered = grade("fit", lambda x, settings: collections.OrderedDict(fit(x, settings)))
    assert ordered.points == 2


def test_a_whole_number_beyond_any_float_has_a_text():
    from autograder.exercise import show

    assert show.number(10**3000) == "a whole number of 9966 bits"
    assert show.brief([10**5000])
