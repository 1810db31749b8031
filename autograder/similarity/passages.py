"""The shared passages of two works, cell beside cell, for a person who decides."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from autograder.similarity import fingerprints as fp
from autograder.similarity.prints import Print, is_among
from autograder.similarity.text import Cell, Tokens, Work, own_tokens

CONTEXT = 1
"""Lines that are shown before and after a shared passage."""


@dataclass(frozen=True)
class Segment:
    """A piece of a cell: its text, and whether the other work has it too.

    Parameters
    ----------
    text : str
        As it was written.
    shared : bool
        Whether it is in both.
    n_left_out : int
        Lines that are left out in its place; then there is no text.
    """

    text: str
    shared: bool = False
    n_left_out: int = 0


@dataclass(frozen=True)
class SharedCell:
    """Two cells that have passages in common.

    Parameters
    ----------
    first_name, second_name : str
        The exercises.
    first, second : tuple of Segment
        The cells in pieces.
    """

    first_name: str
    second_name: str
    first: tuple[Segment, ...]
    second: tuple[Segment, ...]


def shared_cells(
    works: tuple[Work, Work],
    prints: tuple[Print, Print],
    shared: np.ndarray,
    known: frozenset[str],
) -> tuple[SharedCell, ...]:
    """Put each cell of one work beside the cell of the other that shares most with it.

    Parameters
    ----------
    works, prints : tuple of two
        The works and their fingerprints.
    shared : ndarray of int64
        The fingerprints that both have and that are evidence.
    known : frozenset of str
        Names that everybody was given.
    """
    first, second = (_by_cell(each, shared) for each in prints)
    found = []
    for a, values in sorted(first.items()):
        b = max(second, key=lambda number: (len(values & second[number]), -number))
        together = np.array(sorted(values & second[b]))
        cells = works[0].cells[a], works[1].cells[b]
        cuts = [own_tokens(cell, known) for cell in cells]
        both = np.intersect1d(_hashes(cuts[0], cells[0]), _hashes(cuts[1], cells[1]))
        sides = (
            tuple(_segments(cell, cut, both, _places(each, number, together)))
            for cell, cut, each, number in zip(cells, cuts, prints, (a, b), strict=True)
        )
        found.append(SharedCell(cells[0].name, cells[1].name, *sides))
    return tuple(found)


def _by_cell(each: Print, shared: np.ndarray) -> dict[int, set[int]]:
    chosen = is_among(each.values, shared)
    return {
        int(number): set(each.values[chosen & (each.cells == number)].tolist())
        for number in np.unique(each.cells[chosen])
    }


def _places(each: Print, number: int, values: np.ndarray) -> np.ndarray:
    return each.places[(each.cells == number) & is_among(each.values, values)]


def _hashes(cut: Tokens, cell: Cell) -> np.ndarray:
    return fp.all_hashes(cut, cell.language)


def _segments(cell: Cell, cut: Tokens, both: np.ndarray, evidence: np.ndarray) -> Iterator[Segment]:
    """Yield a cell in pieces: whole runs that both have, where evidence lies in them."""
    done = 0
    common = np.flatnonzero(is_among(_hashes(cut, cell), both))
    for start, end in fp.runs(common, cell.language):
        if not ((start <= evidence) & (evidence < end)).any():
            continue
        begin, stop = cut.starts[start], cut.ends[end - 1]
        yield from _between(cell.text[done:begin], before=done > 0, after=True)
        yield Segment(cell.text[begin:stop], shared=True)
        done = stop
    yield from _between(cell.text[done:], before=True, after=False)


def _between(text: str, before: bool, after: bool) -> Iterator[Segment]:
    """Yield what stands between two passages, shortened to the lines next to them."""
    lines = text.splitlines(keepends=True)
    head = lines[: 1 + CONTEXT] if before else []
    tail = lines[-1 - CONTEXT :] if after else []
    n_left_out = len(lines) - len(head) - len(tail)
    if n_left_out <= 1:
        if text:
            yield Segment(text)
        return
    if head:
        yield Segment("".join(head))
    yield Segment("", n_left_out=n_left_out)
    if tail:
        yield Segment("".join(tail))
