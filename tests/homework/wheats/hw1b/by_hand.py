"""Right answers to HW1B, Part 0."""

from tests.homework.wheats import collection

WHEATS, right = collection()
