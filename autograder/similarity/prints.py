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


def is_among(values: np.ndarray, known: np.ndarray) -> np.ndarray:
    """Return which of `values` are in `known`, which is sorted; `numpy.isin` would sort again."""
    if not len(known):
        return np.zeros(len(values), dtype=bool)
    places = np.minimum(np.searchsorted(known, values), len(known) - 1)
    return known[places] == values


def release_hashes(release: Iterable[Cell], known: frozenset[str]) -> np.ndarray:
    """Return the different hashes of all k-grams of what was released, sorted."""
    found = [fp.all_hashes(own_tokens(cell, known), cell.language) for cell in release]
    return np.unique(np.concatenate([np.empty(0, np.int64), *found]))


def fingerprint(work: Work, released: np.ndarray, known: frozenset[str]) -> Print:
    """Return the fingerprints of a work that are not among those of the release."""
    values, cells, places = [], [], []
    words, n_own = [], 0
    for number, cell in enumerate(work.cells):
        cut = own_tokens(cell, known)
        hashes = fp.all_hashes(cut, cell.language)
        own = np.flatnonzero(~is_among(hashes, released))
        if not len(own):
            continue
        words.append("\n".join(cut.words))
        n_own += fp.n_covered(own, cell.language)
        chosen, at = fp.chosen(hashes)
        new = ~is_among(chosen, released)
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
