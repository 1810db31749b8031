"""A homework whose check ends the process that grades it, where a submission asks for it."""

import os
from types import SimpleNamespace

from autograder.build.cells import SpecCell
from autograder.exercise import Homework, compare

DEADLY = 666.0

homework = Homework("deadly", title="A deadly one", points=1)
part = homework.part("one", title="One", points=1)


@part.function()
def double(x):
    """Return twice x."""
    return 2 * x


@double.check(points=1)
def doubles_three(double):
    if double(3.0) == DEADLY:
        os._exit(9)
    compare(double, 3.0)


SPECS = (SpecCell("double", "solution", "double", "code", "..."),)


def load():
    """Load the assignment, as a worker does."""
    return SimpleNamespace(homework=homework, cells=SPECS, data_files={})
