"""Names and sentences that are safe to print: nothing in them moves the cursor or forges a line."""

from __future__ import annotations


def printable(text: str) -> str:
    """Return `text` with control characters, line ends and the like written as escapes."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)
