"""The homeworks. `load("hw1a")` gives a declaration; ``from autograder.homework import hw1a`` too.

This is the only place below `autograder` that may import `course`.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from autograder.exercise import Homework

_NAMES = ("hw1a", "hw1b")


def names() -> tuple[str, ...]:
    """Return the names of all homeworks, in the order of the course."""
    return _NAMES


def load(name: str) -> Homework:
    """Return a homework by its name.

    Parameters
    ----------
    name : str
        One of `names()`.

    Raises
    ------
    ValueError
        If there is no such homework.
    """
    if name not in _NAMES:
        raise ValueError(f"there is no homework {name!r}, expected one of {', '.join(_NAMES)}")
    homework: Homework = import_module(f"{__name__}.{name}").homework
    return homework
