"""Compare a student's results with the right ones."""

from __future__ import annotations

from typing import Any

from autograder.exercise.check import CheckFailed


def compare(
    student: Any,
    *args: Any,
    want: Any = None,
    rtol: float = 1e-6,
    atol: float = 1e-9,
    label: str = "",
    **kwargs: Any,
) -> Any:
    """Call `student` and compare with `want`, or with the reference on copies of the arguments."""
    raise NotImplementedError


def require(condition: Any, sentence: str) -> None:
    """Raise with `sentence` unless `condition` holds."""
    if not condition:
        raise CheckFailed("property", sentence)
