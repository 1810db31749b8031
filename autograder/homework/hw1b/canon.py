"""Part 1, continued: XOR with weights made by hand."""

from __future__ import annotations
