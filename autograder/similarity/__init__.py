"""Pairs of submissions that share more than a class shares: a reason to look, never a proof."""

from __future__ import annotations

from autograder.similarity.pairs import Pair, Similarity, find_similar
from autograder.similarity.passages import Segment, SharedCell, shared_cells
from autograder.similarity.text import CODE, PROSE, Cell, Work

__all__ = [
    "CODE",
    "PROSE",
    "Cell",
    "Pair",
    "Segment",
    "SharedCell",
    "Similarity",
    "Work",
    "find_similar",
    "shared_cells",
]
