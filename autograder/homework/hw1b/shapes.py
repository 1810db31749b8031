"""Part 1, continued: the shapes of a deeper net."""

from __future__ import annotations
