"""What of a work is its own: its fingerprints without those of the release."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from autograder.similarity import fingerprints as fp
from autograder.similarity.text import Cell, Work, own_tokens


@dataclass(frozen=True)
class Print:
    """A work's own fingerprints, in arrays of one entry for each place where one stands.

    Parameters
    ----------
    values : ndarray of int64
        The fingerprints.
    cells : ndarray of int
        In which cell each stands.
    places : ndarray of int
        Which k-gram of the cell it is.
    signature : str
        Digest of the tokens of all cells that are not as they were released, in any order.
    n_own : int
        Tokens that the release does not have.
    """

    values: np.ndarray
    cells: np.ndarray
    places: np.ndarray
    signature: str
    n_own: int

    def covered(self, work: Work, chosen: np.ndarray) -> int:
        """Return how many tokens the fingerprints cover that the mask `chosen` takes."""
        return sum(
            fp.n_covered(self.places[chosen & (self.cells == number)], work.cells[number].language)
            for number in np.unique(self.cells[chosen])
        )


def release_hashes(release: Iterable[Cell], known: frozenset[str]) -> np.ndarray:
    """Return the different hashes of all k-grams of what was released, sorted."""
    found = [_hashes(cell, known) for cell in release]
    return np.unique(np.concatenate([np.empty(0, np.int64), *found]))


def fingerprint(work: Work, released: np.ndarray, known: frozenset[str]) -> Print:
    """Return the fingerprints of a work that are not among those of the release."""
    values, cells, places = [], [], []
    words, n_own = [], 0
    for number, cell in enumerate(work.cells):
        hashes = _hashes(cell, known)
        own = np.flatnonzero(~np.isin(hashes, released))
        if not len(own):
            continue
        words.append("\n".join(own_tokens(cell, known).words))
        n_own += fp.n_covered(own, cell.language)
        chosen, at = fp.chosen(hashes)
        new = ~np.isin(chosen, released)
        values.append(chosen[new])
        places.append(at[new])
        cells.append(np.full(np.count_nonzero(new), number))
    text = "\n\n".join(sorted(words))
    return Print(
        np.concatenate([np.empty(0, np.int64), *values]),
        np.concatenate([np.empty(0, np.int64), *cells]),
        np.concatenate([np.empty(0, np.int64), *places]),
        hashlib.sha256(text.encode("utf-8", "replace")).hexdigest(),
        n_own,
    )


def _hashes(cell: Cell, known: frozenset[str]) -> np.ndarray:
    return fp.all_hashes(own_tokens(cell, known), cell.language)
