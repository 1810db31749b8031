"""Part 3: batches, steps, training, and what it is worth."""

# isort: off
from autograder.homework.hw1b.training import batches
from autograder.homework.hw1b.training import optimizer, optimizer_mistakes
from autograder.homework.hw1b.training import epochs, epochs_mistakes
from autograder.homework.hw1b.training import starts
from autograder.homework.hw1b.training import standardizing, outcome
# isort: on

__all__ = [
    "batches",
    "epochs",
    "epochs_mistakes",
    "optimizer",
    "optimizer_mistakes",
    "outcome",
    "standardizing",
    "starts",
]
