"""Part 0: two neurons in a row, by hand."""

from __future__ import annotations
