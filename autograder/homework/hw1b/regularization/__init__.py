"""Part 4: penalties, dropout, early stopping, and where to start."""

# isort: off
from autograder.homework.hw1b.regularization import penalty, penalty_mistakes
from autograder.homework.hw1b.regularization import mask, dropout_forward, dropout_backward
from autograder.homework.hw1b.regularization import early_stopping, initialization
from autograder.homework.hw1b.regularization import overfitting
# isort: on

__all__ = [
    "dropout_backward",
    "dropout_forward",
    "early_stopping",
    "initialization",
    "mask",
    "overfitting",
    "penalty",
    "penalty_mistakes",
]
