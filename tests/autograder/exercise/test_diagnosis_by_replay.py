"""Naming the mistake."""

import numpy as np
import pytest
from toy_homework import make_toy

from autograder.exercise import compare
from autograder.exercise.mutation import grade_alone, mutation_report, right_answer


@pytest.mark.parametrize("name", ["scale", "summary", "fit", "slope", "table", "pick"])
def test_the_right_answer_gets_everything_and_no_diagnosis(toy, name):
    result = grade_alone(toy.exercises[name], right_answer(toy.exercises[name]))
    assert result.points == toy.exercises[name].points
    assert result.diagnoses == ()


def test_every_mistake_of_the_toy_is_caught_and_named_and_every_check_bites(toy):
    report = mutation_report(toy)
    assert report.complete, str(report)
    assert str(report) == "mistakes caught 19/19, named 19/19"


def test_a_check_that_catches_nothing_is_reported(toy):
    scale = toy.exercises["scale"]
    scale.check(points=1, title="anything goes")(lambda scale: None)
    report = mutation_report(toy)
    assert report.toothless == ("scale/<lambda>",)
    assert not report.complete


def test_a_mistake_that_is_none_is_reported_as_not_caught(toy):
    scale = toy.exercises["scale"]
    scale.mistake("Nothing is wrong.")(scale.function)
    report = mutation_report(toy)
    assert len(report.missed) == len(report.unnamed) == 1


def test_the_first_declared_of_equal_mistakes_is_named(toy, grade):
    scale = toy.exercises["scale"]

    @scale.mistake("The same again.")
    def twin(x):
        return x / x.std()

    result = grade("scale", lambda x: x / x.std())
    assert [each.mistake for each in result.diagnoses] == ["forgets_the_mean"]


def test_a_mistake_must_fit_everywhere_or_explain_a_whole_failed_check(grade):
    result = grade("scale", lambda x: x / x.std() if len(x) == 4 else x * 0)
    assert [each.mistake for each in result.diagnoses] == ["forgets_the_mean"]
    other = grade("scale", lambda x: x / x.std() + (np.arange(len(x)) == 2))
    assert other.diagnoses == ()


def test_two_mistakes_in_two_checks_are_both_named(grade):
    result = grade("scale", lambda x: x / x.std() if len(x) == 4 else (x - x.mean()) / x.var())
    assert [each.mistake for each in result.diagnoses] == [
        "forgets_the_mean",
        "divides_by_the_variance",
    ]


def test_a_mistake_that_raises_names_the_function_that_raises_the_same(grade):
    assert grade("scale", lambda x: 1 / 0).diagnoses[0].mistake == "always_stops"
    assert grade("scale", lambda x: x[99]).diagnoses == ()
    assert grade("scale", lambda x: 1 % 0).diagnoses == ()  # the same type for another reason


def test_a_mistake_with_a_trailing_axis_is_named(toy, grade):
    scale = toy.exercises["scale"]
    scale.mistake("A column came out.")(lambda x: scale.function(x)[:, None])
    result = grade("scale", lambda x: [[v] for v in scale.function(x)])
    assert result.diagnoses[0].sentence == "A column came out."


def test_mistakes_get_copies(toy, grade):
    seen = []
    toy.exercises["scale"].mistake("Looks.")(lambda x: seen.append(x.copy()) or x * 0 + 1)
    toy.exercises["scale"].mistakes.reverse()
    grade("scale", lambda x: x * 0 + 2, "visible")
    assert seen[0].tolist() == [1.0, 2.0, 3.0, 6.0]


def test_the_reference_in_float32_is_no_mistake(grade):
    result = grade("slope", lambda f, x, step: np.float32(2 * (f(x + step) - f(x - step)) / step))
    assert result.diagnoses == ()


def test_fresh_inputs_depend_on_the_generator_alone():
    def visible_rows(make):
        toy = make()
        scale = toy.exercises["scale"]
        scale.check(points=1, title="random")(lambda s, rng: compare(s, rng.normal(size=3)))
        return grade_alone(scale, scale.function).checks[-1].rows

    assert visible_rows(make_toy) == visible_rows(make_toy)
