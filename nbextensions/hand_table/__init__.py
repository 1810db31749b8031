"""A table worked by hand, live: every number in it can be opened."""

from __future__ import annotations

from nbextensions.hand_table.widget import HandTable

__all__ = ["HandTable"]
