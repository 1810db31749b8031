"""HW1A, "The perceptron by hand": one sigmoid neuron, on paper and then in NumPy.

`declaration` opens the parts; the other modules declare the exercises, one idea in each, and the
order of the imports below is the order of the exercises in the notebook.
"""

from __future__ import annotations

# isort: off
from autograder.homework.hw1a.declaration import homework
from autograder.homework.hw1a import table
from autograder.homework.hw1a import forward, losses
from autograder.homework.hw1a import backward, cross_entropy, numerical
from autograder.homework.hw1a import step, training, outcome
from autograder.homework.hw1a import regularization
from autograder.homework.hw1a import slips
from autograder.homework.hw1a import clinical
# isort: on

check = homework.check

__all__ = [
    "backward",
    "check",
    "clinical",
    "cross_entropy",
    "forward",
    "homework",
    "losses",
    "numerical",
    "outcome",
    "regularization",
    "slips",
    "step",
    "table",
    "training",
]
