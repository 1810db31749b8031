"""What one student handed in for an assignment of several notebooks."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from autograder.ingest import Submission, SubmittedCell


@dataclass(frozen=True)
class HandedIn:
    """Submitted notebooks, by name; it can stand wherever a `Submission` is wanted.

    Parameters
    ----------
    student : str
        Whose they are.
    notebooks : mapping of str to Submission
        One for each notebook of the assignment; one that is missing is unreadable.
    incidents : tuple of str
        What an instructor should know about the files as a whole.
    """

    student: str
    notebooks: Mapping[str, Submission]
    incidents: tuple[str, ...] = ()

    @property
    def drawn_for(self) -> str:
        """For whom the hidden inputs are drawn: the student, or the group."""
        return next((each.drawn_for for each in self.notebooks.values()), self.student)

    @property
    def content(self) -> bytes:
        """The files' bytes, one after another."""
        return b"".join(each.content for each in self.notebooks.values())

    @property
    def cells(self) -> tuple[SubmittedCell, ...]:
        """The cells of all notebooks."""
        return tuple(cell for each in self.notebooks.values() for cell in each.cells)

    @property
    def readable(self) -> bool:
        """Whether any of them could be read."""
        return any(each.readable for each in self.notebooks.values())

    @property
    def digest(self) -> str:
        """SHA-256 over names and contents, in hexadecimal."""
        parts = [f"{name} {each.digest}\n" for name, each in sorted(self.notebooks.items())]
        return hashlib.sha256("".join(parts).encode("utf-8", "replace")).hexdigest()
