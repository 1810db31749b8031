"""Part 0, continued: one row of the 2-3-1 table, by hand."""

from __future__ import annotations
