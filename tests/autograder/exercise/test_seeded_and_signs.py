"""Functions that draw: generators as arguments, and mistakes that are known by a sign."""

import numpy as np
import pytest

from autograder.agent import tree
from autograder.exercise import Homework, LocalNamespace, SeededRng, require
from autograder.exercise.mutation import grade_alone, mutation_report
from autograder.exercise.plain import same


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
    def stays_in_order(n, rng):
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
    assert "hw0" not in report.missed
    assert report.missed == ()


def test_a_table_calls_it_a_generator_and_drawing_from_it_changes_no_input(shuffle):
    space = LocalNamespace({"shuffled": lambda n, rng: rng.permutation(n)})
    reply = space.call("shuffled", (4, SeededRng(3)), {})
    assert reply.changed == ()
    assert same(SeededRng(3), SeededRng(3))
    assert not same(SeededRng(3), SeededRng(4))
    result = grade_alone(shuffle, lambda n, rng: 1 / 0)
    assert "for n = 6, rng = a generator" in result.checks[0].message


def test_generators_go_to_the_child_and_never_come_back():
    packer = tree.Packer()
    node = packer.pack({"rng": SeededRng(5)})
    arrived = tree.Unpacker([], lambda source: None).unpack(node)["rng"]
    assert arrived.integers(1000) == np.random.default_rng(5).integers(1000)
    with pytest.raises(tree.Malformed):
        tree.Unpacker([]).unpack(node)
    with pytest.raises(tree.Unsendable):
        tree.Packer().pack(np.random.default_rng(5))
