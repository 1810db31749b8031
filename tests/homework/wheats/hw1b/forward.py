"""Right answers to HW1B, Part 1."""

from tests.homework.wheats import collection

WHEATS, right = collection()
