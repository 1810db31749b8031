"""HW1B, "From one neuron to a network": a hidden layer, on paper, in NumPy, and on real data.

`declaration` opens the parts; the other modules declare the exercises, one idea in each, and the
order of the imports below is the order of the exercises in the notebook.
"""

from __future__ import annotations

# isort: off
from autograder.homework.hw1b.declaration import homework
from autograder.homework.hw1b import chain, row
from autograder.homework.hw1b import activations, forward, shapes, canon
from autograder.homework.hw1b import backward_output, backward_hidden, backward_hidden_mistakes
from autograder.homework.hw1b import backward, gradient_check, gradient_error
from autograder.homework.hw1b import batches, optimizer, optimizer_mistakes
from autograder.homework.hw1b import training, training_mistakes, starts
from autograder.homework.hw1b import preparation, outcome
from autograder.homework.hw1b import penalty, penalty_mistakes
from autograder.homework.hw1b import mask, dropout, dropout_backward
from autograder.homework.hw1b import early_stopping, initialization, overfitting
from autograder.homework.hw1b import softmax, categorical, digits, digits_training
from autograder.homework.hw1b import slips
from autograder.homework.hw1b import data
# isort: on

check = homework.check

__all__ = [
    "activations",
    "backward",
    "backward_hidden",
    "backward_hidden_mistakes",
    "backward_output",
    "batches",
    "canon",
    "categorical",
    "chain",
    "check",
    "data",
    "digits",
    "digits_training",
    "dropout",
    "dropout_backward",
    "early_stopping",
    "forward",
    "gradient_check",
    "gradient_error",
    "homework",
    "initialization",
    "mask",
    "optimizer",
    "optimizer_mistakes",
    "outcome",
    "overfitting",
    "penalty",
    "penalty_mistakes",
    "preparation",
    "row",
    "shapes",
    "slips",
    "softmax",
    "starts",
    "training",
    "training_mistakes",
]
