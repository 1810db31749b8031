"""What is recorded about one error in a source deck."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

THEMES = (
    "forward",
    "backward",
    "losses",
    "descent",
    "shapes",
    "regularisation",
    "capacity",
    "wording",
)


class Slip(NamedTuple):
    r"""One error or inconsistency.

    Attributes
    ----------
    id : str
        ``"E1"`` to ``"E48"``.
    theme : str
        One of :data:`THEMES`.
    decks : tuple of str
        Keys of :data:`course.notation.DECKS`.
    where : str
        Slide, by its title or number; lines are those of the deck's extracted text.
    printed : str
        What the deck says, in short (formulas in LaTeX between dollar signs).
    right : str
        What is right.
    why : str
        What goes wrong otherwise, and how to see it.
    wrong, correct : callable or None
        Both versions as functions of the same arguments, where there is something to compute.
    example : tuple
        Arguments at which they differ.
    """

    id: str
    theme: str
    decks: tuple[str, ...]
    where: str
    printed: str
    right: str
    why: str
    wrong: Callable[..., Any] | None = None
    correct: Callable[..., Any] | None = None
    example: tuple[Any, ...] = ()

    @property
    def computable(self) -> bool:
        """Whether both versions can be computed."""
        return self.wrong is not None and self.correct is not None
