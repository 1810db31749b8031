"""What a widget can be given by name."""

from __future__ import annotations

import inspect
from collections.abc import Collection, Iterable

__all__ = ["refuse_unknown"]


def refuse_unknown(
    made: type, given: Iterable[str], traits: Collection[str], plumbing: Collection[str]
) -> None:
    """Make sure that a widget knows its settings.

    Parameters
    ----------
    made : type
        The widget's class.
    given : iterable of str
        Names of what was given.
    traits : collection of str
        Those that may be set.
    plumbing : collection of str
        Those of every ipywidget, which are taken, too.

    Raises
    ------
    TypeError
        If one is not known; the sentence lists what is.
    """
    unknown = next((name for name in given if name not in traits and name not in plumbing), None)
    if unknown is not None:
        known = ", ".join(dict.fromkeys([*_arguments(made), *traits]))
        raise TypeError(f"{made.__name__} has no {unknown!r}; it has {known}")


def _arguments(made: type) -> list[str]:
    """List what its constructor takes by name."""
    parameters = list(inspect.signature(made).parameters.values())
    return [one.name for one in parameters if one.kind is not one.VAR_KEYWORD]
