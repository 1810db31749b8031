"""Right answers to HW1B, Part 3."""

from tests.homework.wheats import collection

WHEATS, right = collection()
