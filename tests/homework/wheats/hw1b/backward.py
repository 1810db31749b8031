"""Right answers to HW1B, Part 2."""

from tests.homework.wheats import collection

WHEATS, right = collection()
