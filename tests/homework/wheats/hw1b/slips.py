"""Right answers to HW1B, Part 6."""

from tests.homework.wheats import collection

WHEATS, right = collection()
