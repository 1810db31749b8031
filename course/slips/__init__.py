"""The errors of the source decks, as data: what is printed, what is right, and why.

Material for "find the slip", and the reason why numbers here are recomputed. Where something can
be computed, both versions are functions of the same arguments, so that a reader can see them
differ and finite differences can decide.
"""

from __future__ import annotations

from course._arrays import choose
from course.notation import DECKS
from course.slips import (
    backward,
    capacity,
    descent,
    forward,
    losses,
    regularisation,
    shapes,
    wording,
)
from course.slips.slip import THEMES, Slip

_THEMES = (forward, backward, losses, descent, shapes, regularisation, capacity, wording)

SLIPS: dict[str, Slip] = {
    entry.id: entry
    for entry in sorted(
        (entry for theme in _THEMES for entry in theme.SLIPS), key=lambda entry: int(entry.id[1:])
    )
}

__all__ = ["SLIPS", "THEMES", "Slip", "by_deck", "by_theme", "slip"]


def slip(id: str) -> Slip:
    """Find a slip.

    Parameters
    ----------
    id : str
        ``"E1"`` to ``"E48"``.

    Returns
    -------
    Slip
        What is recorded about it.

    Raises
    ------
    KeyError
        If there is none.
    """
    if id not in SLIPS:
        raise KeyError(f"no slip {id!r}; there are E1 to E{len(SLIPS)}")
    return SLIPS[id]


def by_theme(theme: str) -> tuple[Slip, ...]:
    """List the slips of one theme.

    Parameters
    ----------
    theme : str
        One of :data:`THEMES`.

    Returns
    -------
    tuple of Slip
        In the order of their numbers.

    Raises
    ------
    ValueError
        If there is no such theme.
    """
    if theme not in THEMES:
        raise ValueError(f"no theme {theme!r}; there are {', '.join(THEMES)}")
    return tuple(entry for entry in SLIPS.values() if entry.theme == theme)


def by_deck(deck: str) -> tuple[Slip, ...]:
    """List the slips of one deck.

    Parameters
    ----------
    deck : str
        A key of :data:`course.notation.DECKS`.

    Returns
    -------
    tuple of Slip
        In the order of their numbers.

    Raises
    ------
    ValueError
        If there is no such deck.
    """
    choose(DECKS, deck, "deck")
    return tuple(entry for entry in SLIPS.values() if deck in entry.decks)
