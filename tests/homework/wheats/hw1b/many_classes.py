"""Right answers to HW1B, Part 5."""

from tests.homework.wheats import collection

WHEATS, right = collection()
