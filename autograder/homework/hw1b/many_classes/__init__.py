"""Part 5: softmax, its loss, and handwritten digits."""

# isort: off
from autograder.homework.hw1b.many_classes import softmax, cross_entropy
from autograder.homework.hw1b.many_classes import digits, digits_training
# isort: on

__all__ = ["cross_entropy", "digits", "digits_training", "softmax"]
