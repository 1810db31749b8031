"""Part 2: the gradient, layer by layer, and its check."""

# isort: off
from autograder.homework.hw1b.backward import output
from autograder.homework.hw1b.backward import hidden, hidden_mistakes
from autograder.homework.hw1b.backward import whole
from autograder.homework.hw1b.backward import numerical, relative_error
# isort: on

__all__ = ["hidden", "hidden_mistakes", "numerical", "output", "relative_error", "whole"]
