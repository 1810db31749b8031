"""HW1B, "From one neuron to a network": a hidden layer, on paper, in NumPy, and on real data.

`declaration` opens the parts; a package for each part declares its exercises, one idea in each
module. The order of the imports, here and there, is the order of the exercises in the notebook.
"""

from __future__ import annotations

# isort: off
from autograder.homework.hw1b.declaration import homework
from autograder.homework.hw1b import by_hand
from autograder.homework.hw1b import forward
from autograder.homework.hw1b import backward
from autograder.homework.hw1b import training
from autograder.homework.hw1b import regularization
from autograder.homework.hw1b import many_classes
from autograder.homework.hw1b import slips
from autograder.homework.hw1b import data
# isort: on

check = homework.check

__all__ = [
    "backward",
    "by_hand",
    "check",
    "data",
    "forward",
    "homework",
    "many_classes",
    "regularization",
    "slips",
    "training",
]
