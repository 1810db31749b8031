"""A misspelt name is answered with the nearest one that there is."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable


def did_you_mean(name: str, known: Iterable[str], shown: Callable[[str], object] = str) -> str:
    """Return the sentence that asks for the nearest of the known names, with a space before it.

    Parameters
    ----------
    name : str
        What was given.
    known : iterable of str
        What there is.
    shown : callable
        How the nearest name is written.

    Returns
    -------
    str
        "" where none is near.
    """
    near = difflib.get_close_matches(name, list(known), n=1)
    return f" Did you mean {shown(near[0])}?" if near else ""
