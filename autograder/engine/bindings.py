"""Which references stand in for a student's functions."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Bindings:
    """References that stand in for a student's functions.

    Parameters
    ----------
    sources : tuple of str
        Text of every reference that is needed, in an order in which they can be run.
    names : tuple of str
        Those that are bound over the student's names.
    """

    sources: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
