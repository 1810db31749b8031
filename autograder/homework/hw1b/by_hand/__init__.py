"""Part 0: two small nets worked by hand, in typed tables."""

# isort: off
from autograder.homework.hw1b.by_hand import chain
from autograder.homework.hw1b.by_hand import network_row
# isort: on

__all__ = ["chain", "network_row"]
