"""HW1A, "The perceptron by hand": one sigmoid neuron, on paper and then in NumPy.

`declaration` opens the parts; each other module declares the exercises of one of them, and
the order of the imports below is the order of the exercises in the notebook.
"""

from __future__ import annotations

# isort: off
from autograder.homework.hw1a.declaration import homework
from autograder.homework.hw1a import table, forward, backward, training, regularization, slips
from autograder.homework.hw1a import clinical
# isort: on

check = homework.check

__all__ = [
    "backward",
    "check",
    "clinical",
    "forward",
    "homework",
    "regularization",
    "slips",
    "table",
    "training",
]
