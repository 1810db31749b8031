"""Import nbgrader in half its time.

Half of it is a grammar of international web addresses, which jsonschema compiles for a format that
no notebook's schema has. jsonschema does without where the package is missing, so it is missing
while nbgrader is imported for the first time.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

GRAMMAR = "rfc3987_syntax"


@contextmanager
def _without(name: str) -> Iterator[None]:
    """Let an import of `name` fail, as if it were not installed; one that is loaded stays."""
    if name in sys.modules:
        yield
        return
    sys.modules[name] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        del sys.modules[name]


with _without(GRAMMAR):
    import nbgrader

__all__ = ["nbgrader"]
