"""Functions that draw: generators as arguments, and mistakes that are known by a sign."""

import numpy as np
import pytest

from autograder.agent import tree
from autograder.exercise import Homework, LocalNamespace, SeededRng, compare, require
from autograder.exercise.diagnosis import diagnose
from autograder.exercise.mutation import grade_alone, mutation_report
from autograder.exercise.namespace import Reply
from autograder.exercise.plain import same
from autograder.exercise.probe import Call
from autograder.exercise.seeded import with_generators


@pytest.fixture
def shuffle():
    """An exercise whose right answers differ from each other."""
    homework = Homework("hw0", title="Draws", points=2)
    part = homework.part("one", title="Part 1", points=2)

    @part.function()
    def shuffled(n, rng):
        """Return the numbers below n in random order."""
        return rng.permutation(n)

    def is_an_order(shuffled, seed):
        order = shuffled(6, SeededRng(seed))
        require(sorted(order.tolist()) == [0, 1, 2, 3, 4, 5], "Every number stands there once.")
        again = shuffled(6, SeededRng(seed))
        require(np.all(order == again), "The same seed gives the same order.")

    @shuffled.check(points=1)
    def for_one_seed(shuffled):
        is_an_order(shuffled, 1)

    @shuffled.check(points=1, hidden=True)
    def for_another_seed(shuffled, rng):
        is_an_order(shuffled, SeededRng.drawn(rng).seed)

    @shuffled.mistake(
        "Some numbers come twice.", sign=lambda value, n, rng: len(set(value.tolist())) < n
    )
    def draws_with_replacement(n, rng):
        return rng.integers(n, size=n)

    @shuffled.mistake("The generator is not used.")
    def ignores_the_generator(n, rng):
        return np.random.default_rng().permutation(n)

    return shuffled


def test_the_same_call_draws_the_same_numbers_for_reference_student_and_mistake(shuffle):
    assert grade_alone(shuffle, lambda n, rng: rng.permutation(n)).points == 2
    assert grade_alone(shuffle, lambda n, rng: np.argsort(rng.random(n))).points == 2


def test_a_mistake_with_a_sign_is_named_however_it_draws(shuffle):
    result = grade_alone(shuffle, lambda n, rng: np.floor(rng.random(n) * n).astype(int))
    assert [each.mistake for each in result.diagnoses] == ["draws_with_replacement"]
    assert result.points == 0


def test_a_sign_that_cannot_read_the_value_shows_nothing(shuffle):
    result = grade_alone(shuffle, lambda n, rng: ["no numbers"])
    assert result.diagnoses == ()


def test_an_answer_that_ignores_the_generator_is_caught(shuffle):
    report = mutation_report(shuffle.part.homework)
    assert report.missed == ()
    assert "shuffled/ignores_the_generator" in {f"{m.exercise}/{m.mistake}" for m in report.mutants}


def test_a_table_calls_it_a_generator_and_drawing_from_it_changes_no_input(shuffle):
    space = LocalNamespace({"shuffled": lambda n, rng: rng.permutation(n)})
    reply = space.call("shuffled", (4, SeededRng(3)), {})
    assert reply.changed == ()
    assert same(SeededRng(3), SeededRng(3))
    assert not same(SeededRng(3), SeededRng(4))
    result = grade_alone(shuffle, lambda n, rng: 1 / 0)
    assert "for n = 6, rng = a generator" in result.checks[0].message


def test_generators_go_to_the_child_and_never_come_back():
    packer = tree.Packer(to_child=True)
    node = packer.pack({"rng": SeededRng(5)})
    arrived = tree.Unpacker([], lambda source: None).unpack(node)["rng"]
    assert arrived.integers(1000) == np.random.default_rng(5).integers(1000)
    with pytest.raises(tree.Malformed):
        tree.Unpacker([]).unpack(node)
    with pytest.raises(tree.Unsendable):
        tree.Packer().pack(np.random.default_rng(5))
    with pytest.raises(tree.Unsendable, match="SeededRng"):  # a student's class of that name, too
        tree.Packer().pack(SeededRng(5))


def test_a_generator_is_made_wherever_a_seed_stands_in_the_arguments():
    seed = SeededRng(7)
    for value in (seed, {"rng": seed}, [seed], (1, {"rng": [seed]})):
        text = repr(with_generators(value))
        assert "Generator(PCG64)" in text
        assert "SeededRng" not in text


def test_one_call_that_shows_the_sign_is_enough(shuffle):
    orders = ([3, 0, 1, 2], [1, 1, 1, 1])
    calls = [Call((4, SeededRng(1)), {}, Reply("value", np.array(order))) for order in orders]
    named = diagnose(shuffle, calls, [calls])
    assert [each.mistake for each in named] == ["draws_with_replacement"]


@pytest.fixture
def two_parts():
    """An exercise with two results, each looked at by a check of its own."""
    homework = Homework("hw0", title="Two", points=1)

    @homework.part("one", title="Part 1", points=1).function()
    def extent(x):
        """Return the sum and the width."""
        return {"sum": np.sum(x), "width": np.max(x) - np.min(x)}

    def looks_at(name, x):
        return lambda extent: compare(extent, x, want={name: extent_of(x)[name]})

    extent_of, x = extent.function, np.array([1.0, 2.0, 5.0])
    for name, hidden in (("sum", False), ("width", True)):
        check = looks_at(name, x)
        check.__name__ = f"gives_the_{name}"
        extent.check(points=0.5, hidden=hidden)(check)

    @extent.mistake("This is the mean.")
    def averages(x):
        return extent_of(x) | {"sum": np.mean(x)}

    @extent.mistake("The width is halved.")
    def halves(x):
        return extent_of(x) | {"width": extent_of(x)["width"] / 2}

    return extent


def test_two_slips_in_two_parts_of_a_result_are_both_named(two_parts):
    result = grade_alone(two_parts, lambda x: {"sum": np.mean(x), "width": np.ptp(x) / 2})
    assert [each.mistake for each in result.diagnoses] == ["averages", "halves"]


def test_what_no_check_looked_at_names_no_slip(two_parts):
    result = grade_alone(two_parts, lambda x: {"sum": 7 * np.sum(x), "width": np.ptp(x) / 2})
    assert [each.mistake for each in result.diagnoses] == ["halves"]
