"""Where the student's names live: the notebook's globals here, a sandboxed process elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol


@dataclass(frozen=True)
class Reply:
    """What came of a call or of asking for a value.

    Parameters
    ----------
    kind : {"value", "raised", "missing", "timeout", "crashed", "unsendable"}
        What happened.
    value : object
        A tree of dicts, lists, tuples, arrays, numbers and text.
    error_type, message : str
        The exception's class and text; what cannot be sent, and so on.
    changed : tuple of int or str
        Positions and keywords of the arguments that the call wrote into.
    """

    kind: str
    value: Any = None
    error_type: str = ""
    message: str = ""
    changed: tuple[int | str, ...] = ()


class Namespace(Protocol):
    """The student's names, wherever they live."""

    def call(self, name: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Reply:
        """Call the student's function."""
        ...

    def value(self, name: str) -> Reply:
        """Return the student's variable."""
        ...

    def source(self, name: str) -> str:
        """Return the function's source text, "" where unknown."""
        ...


class LocalNamespace:
    """Names in this process."""
