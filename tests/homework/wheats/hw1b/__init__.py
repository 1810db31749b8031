"""Right answers to HW1B, part by part."""

from tests.homework.wheats.hw1b import (
    backward,
    by_hand,
    forward,
    many_classes,
    regularization,
    slips,
    training,
)

_PARTS = (by_hand, forward, backward, training, regularization, many_classes, slips)
WHEATS = {name: styles for part in _PARTS for name, styles in part.WHEATS.items()}
