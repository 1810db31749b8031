"""What a student's functions print while a widget asks them: the last lines, to be shown with it.

In JupyterLab nobody sees what is printed while a message from the browser is answered.
"""

from __future__ import annotations

import contextlib
import io
from collections.abc import Iterator

__all__ = ["Printed", "hearing"]

_MOST_LINES, _MOST_CHARACTERS = 5, 600
_KEPT = 4 * _MOST_CHARACTERS  # while it is written: a loop may print without end


class Printed(io.TextIOBase):
    """A place to print to, which keeps the end of what was printed."""

    def __init__(self) -> None:
        self._end = ""
        self._cut = False

    def writable(self) -> bool:
        """Say that it can be printed to."""
        return True

    def write(self, text: str) -> int:
        """Keep the end of all that was printed so far.

        Parameters
        ----------
        text : str
            What is printed now.

        Returns
        -------
        int
            How many characters were taken: all.
        """
        whole = self._end + text[-_KEPT:]
        self._cut |= len(self._end) + len(text) > _KEPT
        self._end = whole[-_KEPT:]
        return len(text)

    @property
    def last_lines(self) -> str:
        """The last lines; ``…`` stands before them where there were more."""
        lines = self._end.rstrip().split("\n")
        kept = "\n".join(lines[-_MOST_LINES:])
        cut = self._cut or len(lines) > _MOST_LINES or len(kept) > _MOST_CHARACTERS
        return f"…{kept[-_MOST_CHARACTERS:]}" if cut and kept else kept


@contextlib.contextmanager
def hearing() -> Iterator[Printed]:
    """Keep what is printed meanwhile, in place of printing it.

    Yields
    ------
    Printed
        What it is kept in.
    """
    printed = Printed()
    with contextlib.redirect_stdout(printed):
        yield printed
