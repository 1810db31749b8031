"""Part 4, continued: overfit first, then fix it."""

from __future__ import annotations
