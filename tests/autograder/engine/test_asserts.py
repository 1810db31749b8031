"""Verdicts on cells of tests: what a child says about one is read without belief."""

import pytest

from autograder.engine.asserts import points_of, read_verdict


@pytest.mark.parametrize(
    ("number", "points"),
    [(1.5, 1.5), (-1, 0.0), (7, 2.0), (None, 2.0), (float("nan"), 0.0), (10**400, 0.0)],
)
def test_a_number_is_worth_itself_within_nothing_and_the_maximum(number, points):
    assert points_of(read_verdict({"passed": True, "number": number}), 2.0) == points


@pytest.mark.parametrize(
    "said", [{}, {"passed": 1}, {"passed": "yes"}, {"passed": True, "line": "x"}]
)
def test_only_a_plain_yes_is_a_pass(said):
    assert read_verdict(said, "assert x").failed == (said.get("passed") is not True)
