"""What a submission is, once it was read."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

MAX_BYTES = 16 << 20
"""The longest notebook that is read."""

FLAGS = ("grade", "solution")
"""What nbgrader's metadata says of a cell: whether it is graded, whether the student writes it."""


@dataclass(frozen=True)
class SubmittedCell:
    """One cell as it was handed in.

    Parameters
    ----------
    id : str
        The exercise's id, or the cell's own, or "".
    cell_type : {"code", "markdown", "raw"}
        What the submission says.
    source : str
        Its text.
    flags : frozenset of str, optional
        Which of `FLAGS` nbgrader's metadata of the cell claims. Nothing follows from them, but that
        somebody changed them is worth knowing; None where there is no such metadata.
    """

    id: str
    cell_type: str
    source: str
    flags: frozenset[str] | None = None


@dataclass(frozen=True)
class Submission:
    """What one student handed in for one notebook.

    Parameters
    ----------
    student : str
        Whose it is; from the folder or the LMS, never from the notebook.
    content : bytes
        The file; "" where it was refused unread.
    cells : tuple of SubmittedCell
        In the notebook's order; copies of an id included.
    incidents : tuple of str
        What an instructor should know about the file.
    readable : bool
        Whether it could be read as a notebook at all.
    drawn_for : str
        For whom the hidden inputs are drawn: the student, unless the file is a group's.
    """

    student: str
    content: bytes
    cells: tuple[SubmittedCell, ...] = ()
    incidents: tuple[str, ...] = ()
    readable: bool = True
    drawn_for: str = ""

    def __post_init__(self) -> None:
        if not self.drawn_for:
            object.__setattr__(self, "drawn_for", self.student)

    @property
    def digest(self) -> str:
        """SHA-256 of the content, in hexadecimal."""
        return hashlib.sha256(self.content).hexdigest()


class Unreadable(Exception):
    """The content is no notebook; the text says why."""


def unreadable(student: str, why: str, content: bytes = b"") -> Submission:
    """Return the submission of which nothing could be read."""
    said = f"The notebook could not be read: {why}."
    return Submission(student, content, incidents=(said,), readable=False)


def too_large(n_bytes: int, most: int = MAX_BYTES) -> str:
    """Say that a file of `n_bytes` is longer than what is read."""
    return f"it has {n_bytes / 2**20:.0f} MiB, at most {most >> 20} MiB are read"
