"""Right answers to HW1B, Part 4."""

from tests.homework.wheats import collection

WHEATS, right = collection()
