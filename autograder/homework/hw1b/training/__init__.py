"""Part 3: batches, steps, training, and what it is worth."""

# isort: off
from autograder.homework.hw1b.training import batches
from autograder.homework.hw1b.training import optimizer, optimizer_mistakes
from autograder.homework.hw1b.training import train, train_mistakes
from autograder.homework.hw1b.training import random_starts
from autograder.homework.hw1b.training import standardize, report, comparison
# isort: on

__all__ = [
    "batches",
    "comparison",
    "optimizer",
    "optimizer_mistakes",
    "random_starts",
    "report",
    "standardize",
    "train",
    "train_mistakes",
]
