import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from toy_homework import make_toy

from autograder.exercise.mutation import grade_alone


@pytest.fixture
def toy():
    return make_toy()


@pytest.fixture
def grade(toy):
    """Grade one answer to an exercise of the toy homework."""

    def grade_one(name, answer, which="all", names=None):
        return grade_alone(toy.exercises[name], answer, which, names)

    return grade_one


@pytest.fixture
def message(grade):
    """The sentence of the first visible check that failed."""

    def first_message(name, answer):
        result = grade(name, answer, "visible")
        return next(check.message for check in result.checks if not check.passed)

    return first_message
