"""Right answers to HW1B, Part 6."""

import numpy as np

from tests.homework.wheats import collection

WHEATS, right = collection()


@right("slip_1")
def slip_1_plain():
    return {"line": 4, "reason": "c"}


@right("slip_1")
def slip_1_as_text():
    return {"line": "4", "reason": "C"}


@right("slip_1")
def slip_1_with_brackets():
    return {"line": "4.", "reason": "(c)"}


@right("slip_1")
def slip_1_in_lists():
    return {"line": [4], "reason": ["c"]}


@right("slip_2")
def slip_2_plain():
    return {"line": 3, "reason": "a"}


@right("slip_2")
def slip_2_as_text():
    return {"line": " 3 ", "reason": "A"}


@right("slip_2")
def slip_2_with_brackets():
    return {"line": "(3)", "reason": "a)"}


@right("slip_2")
def slip_2_from_numpy():
    return {"line": np.int64(3), "reason": np.str_("a")}


@right("slip_3")
def slip_3_plain():
    return {"line": 5, "reason": "d"}


@right("slip_3")
def slip_3_as_text():
    return {"line": "5:", "reason": "D "}


@right("slip_3")
def slip_3_as_a_float():
    return {"line": 5.0, "reason": "d."}


@right("slip_3")
def slip_3_with_more_than_was_asked():
    return {"line": 5, "reason": "d", "because": "w2 is 1 in the forward pass"}
