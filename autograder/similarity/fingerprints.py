"""Fingerprints of a text: some of the hashes of its k-grams, chosen by winnowing.

Winnowing guarantees that two texts with a common run of at least ``K + WINDOW - 1`` tokens have a
fingerprint in common: S. Schleimer, D. S. Wilkerson, A. Aiken, "Winnowing: Local Algorithms for
Document Fingerprinting", SIGMOD 2003. The choice is copydetect's; the hashes are our own, since
those of Python's strings differ from run to run, and a report should not.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache

import numpy as np
from copydetect.utils import get_copied_slices, winnow

from autograder.similarity.text import CODE, Tokens

K = {CODE: 16, "prose": 8}
"""Tokens of a k-gram, by language; less in common is no evidence."""
WINDOW = 5
"""Of this many k-grams in a row at least one is a fingerprint."""

_FACTOR = np.uint64(0x9E3779B97F4A7C15)
_KEPT_BITS = np.uint64(48)  # the library compares them as floats, which hold 53


def all_hashes(found: Tokens, language: str) -> np.ndarray:
    """Return the hash of every k-gram, shape ``(max(0, n_tokens - k + 1),)``, int64."""
    k = K[language]
    if len(found.words) < k:
        return np.empty(0, dtype=np.int64)
    ids = np.array([_word_hash(f"{language} {word}") for word in found.words], dtype=np.uint64)
    powers = np.array([pow(int(_FACTOR), i, 2**64) for i in range(1, k + 1)], dtype=np.uint64)
    sums = (np.lib.stride_tricks.sliding_window_view(ids, k) * powers).sum(axis=1, dtype=np.uint64)
    mixed = (sums ^ (sums >> np.uint64(29))) * _FACTOR
    return (mixed >> (np.uint64(64) - _KEPT_BITS)).astype(np.int64)


@lru_cache(maxsize=65536)
def _word_hash(word: str) -> int:
    digest = hashlib.blake2b(word.encode("utf-8", "replace"), digest_size=8).digest()
    return int.from_bytes(digest, "little")


def chosen(hashes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the fingerprints among `hashes` and their places, shape ``(n_chosen,)`` each."""
    if not len(hashes):
        return hashes, np.empty(0, dtype=np.int64)
    return winnow(hashes, WINDOW, remove_duplicates=False)


def runs(places: np.ndarray, language: str) -> list[tuple[int, int]]:
    """Return the runs of tokens that k-grams at `places` cover, as (first, one past the last)."""
    if not len(places):
        return []
    starts, ends = get_copied_slices(np.asarray(places), K[language])
    return [(int(start), int(end)) for start, end in zip(starts, ends, strict=True)]


def n_covered(places: np.ndarray, language: str) -> int:
    """Return how many tokens the k-grams at `places` cover."""
    return sum(end - start for start, end in runs(places, language))
