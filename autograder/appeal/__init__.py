"""Explaining a grade to the instructor: what was sent, what came back, what was expected, and why.

`judged` takes a replayed exercise apart; `recorded` holds it against the result that was written;
`values` writes values out; `text` and `data` are the two forms of the explanation. Nothing here
reaches a student.
"""

from autograder.appeal.data import as_data
from autograder.appeal.judged import Explanation, explain
from autograder.appeal.recorded import Recorded, held_against
from autograder.appeal.text import lines

__all__ = ["Explanation", "Recorded", "as_data", "explain", "held_against", "lines"]
