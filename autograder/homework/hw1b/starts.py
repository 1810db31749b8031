"""Part 3, continued: XOR from random starts, and from none."""

from __future__ import annotations
