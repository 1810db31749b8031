"""A check and a mistake: the two things that are declared beside a reference."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any


class CheckFailed(AssertionError):
    """A check did not hold.

    Parameters
    ----------
    kind : str
        What sort of failure, a key of `sentences.WITHOUT_VALUES`.
    message : str
        The whole sentence for a visible check; may quote inputs and expected values.
    detail : str
        What may be added even for a hidden check, such as the name of a built-in error.
    """

    def __init__(self, kind: str, message: str, detail: str = "") -> None:
        super().__init__(message)
        self.kind = kind
        self.message = message
        self.detail = detail


class CheckBroken(Exception):
    """A check could not do its work, whatever the student's function does."""


@dataclass(frozen=True)
class Check:
    """One graded property of an exercise.

    Parameters
    ----------
    name, title : str
        Name of the check's function, and the property in words.
    points : float
        What it is worth.
    hidden : bool
        Whether students see it only by its title.
    function : callable
        ``function(student)``, with ``rng`` or the names of needed exercises as further
        parameters; raises with a sentence for the student.
    entries : tuple of str
        For typed answers: which entries it looks at (then there is no function).
    """

    name: str
    title: str
    points: float
    hidden: bool
    function: Callable[..., Any] | None = None
    entries: tuple[str, ...] = ()

    @cached_property
    def wants(self) -> tuple[str, ...]:
        """Names of the function's further parameters."""
        if self.function is None:
            raise TypeError(f"{self.name} has no function")
        return tuple(inspect.signature(self.function).parameters)[1:]


@dataclass(frozen=True)
class Mistake:
    """A named wrong answer with the sentence that helps.

    Parameters
    ----------
    name : str
        Name of its function.
    sentence : str
        What went wrong, for the student.
    function : callable
        The wrong function; or, for typed answers, a function without parameters that returns
        the wrong values by entry.
    sign : callable, optional
        ``sign(value, *args, **kwargs) -> bool``: whether this value of the student's function for
        these arguments shows the mistake, whatever else it does; a generator among them is its
        `SeededRng`. For functions whose right answers differ, such as one that draws; without it
        the values must be the mistake's.
    """

    name: str
    sentence: str
    function: Callable[..., Any]
    sign: Callable[..., Any] | None = None


def title_from_name(name: str) -> str:
    """Turn ``fills_the_table`` into ``fills the table``."""
    return name.replace("_", " ").strip()
