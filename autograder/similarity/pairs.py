"""Which works share what the class does not: an inverted index over their fingerprints."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np

from autograder.similarity import fingerprints as fp
from autograder.similarity.passages import SharedCell, shared_cells
from autograder.similarity.prints import Print, fingerprint, is_among, release_hashes
from autograder.similarity.text import Cell, Work

COMMON_SHARE = 0.2
"""What more than this part of the class has is no evidence against two of them ..."""
COMMON_LEAST, COMMON_MOST = 4, 20
"""... but never fewer than the one number of works, and never more than the other."""
MIN_TOKENS = 100
"""Tokens that two works must share; below it small answers would be alike by chance."""
MIN_SHARE = 0.4
"""Part of one of the two works' uncommon tokens that must be shared ..."""
MUCH = 300
"""... unless so many tokens are, whatever part of the work that is."""
SAME_TOKENS = 200
"""Tokens of own work from which on two works that are the same throughout are named."""
SHOWN = 30
"""Pairs whose passages are returned; the others are counted only."""


@dataclass(frozen=True)
class Pair:
    """Two works that share much, and how much.

    Parameters
    ----------
    first, second : str
        Their names.
    tokens : int
        Tokens that are shared, without what the release or much of the class has.
    share_first, share_second : float
        Part of each work's own, uncommon tokens that is shared, 0 to 1.
    cells : tuple of SharedCell
        The shared passages; only the pairs with the most have them.
    """

    first: str
    second: str
    tokens: int
    share_first: float
    share_second: float
    cells: tuple[SharedCell, ...] = ()


@dataclass(frozen=True)
class Similarity:
    """What a comparison of a class found.

    Parameters
    ----------
    n_works : int
        How many works were compared, the reference included.
    pairs : tuple of Pair
        Those that share much, the most first.
    same : tuple of tuple of str
        Sets of works that are the same throughout but for names, comments and layout.
    common_above : int
        What more works than this have was left out.
    n_release : int
        Different k-grams of the release, which were left out too.
    """

    n_works: int = 0
    pairs: tuple[Pair, ...] = ()
    same: tuple[tuple[str, ...], ...] = ()
    common_above: int = 0
    n_release: int = 0


def find_similar(
    works: Sequence[Work], release: Iterable[Cell], known: frozenset[str] = frozenset()
) -> Similarity:
    """Find the pairs of works that share much.

    What the release contains contributes nothing, nor what many works have, since an idiom is no
    evidence. The time is that of cutting the works into tokens, plus one step for each pair of
    works that has an uncommon fingerprint in common.

    Parameters
    ----------
    works : sequence of Work
        The submissions, and the reference solution as one of them. Names are unique.
    release : iterable of Cell
        All code and text that everybody was given.
    known : frozenset of str
        Names that everybody was given; see `tokens`.

    Returns
    -------
    Similarity
        Pairs by their shared tokens.
    """
    released = release_hashes(release, known)
    prints = [fingerprint(work, released, known) for work in works]
    limit = common_above(len({work.whose for work in works}))
    common, holders = _index(works, prints, limit)
    pairs = _pairs(works, prints, common, holders)
    by_name = {work.name: (work, each) for work, each in zip(works, prints, strict=True)}
    shown = [_with_cells(pair, by_name, common, known) for pair in pairs[:SHOWN]]
    return Similarity(
        len(works),
        (*shown, *pairs[SHOWN:]),
        tuple(_same(works, prints)),
        limit,
        len(released),
    )


def common_above(n_owners: int) -> int:
    """Return in how many works a fingerprint may be and still be evidence."""
    return min(max(COMMON_LEAST, int(COMMON_SHARE * n_owners)), COMMON_MOST)


def _index(
    works: Sequence[Work], prints: Sequence[Print], limit: int
) -> tuple[np.ndarray, list[np.ndarray]]:
    """Return the common fingerprints, and for each other one the works that have it."""
    unique = [np.unique(each.values) for each in prints]
    values = np.concatenate([np.empty(0, np.int64), *unique])
    numbers = np.repeat(np.arange(len(works)), [len(each) for each in unique])
    names = {name: number for number, name in enumerate({work.whose for work in works})}
    owners = np.array([names[work.whose] for work in works], dtype=np.int64)
    held = np.unique(np.stack([values, owners[numbers]], axis=1), axis=0)
    different, n_owners = np.unique(held[:, 0], return_counts=True)
    common = different[n_owners > limit]
    order = np.argsort(values, kind="stable")
    starts = np.searchsorted(values[order], different)
    groups = np.split(numbers[order], starts[1:]) if len(different) else []
    wanted = (n_owners > 1) & (n_owners <= limit)
    return common, [group for group, use in zip(groups, wanted, strict=True) if use]


def _pairs(
    works: Sequence[Work],
    prints: Sequence[Print],
    common: np.ndarray,
    holders: Iterable[np.ndarray],
) -> list[Pair]:
    counts: Counter[tuple[int, int]] = Counter()
    for group in holders:
        counts.update(combinations(group.tolist(), 2))
    # one fingerprint covers at most k tokens, so a few cannot reach the least that is shown
    least = MIN_TOKENS // max(fp.K.values())
    found = [
        _pair((works[a], works[b]), (prints[a], prints[b]), common)
        for (a, b), count in counts.items()
        if count >= least and works[a].whose != works[b].whose
    ]
    return sorted(filter(_is_much, found), key=lambda pair: (-pair.tokens, pair.first, pair.second))


def _is_much(pair: Pair) -> bool:
    share = max(pair.share_first, pair.share_second)
    return pair.tokens >= MUCH or (pair.tokens >= MIN_TOKENS and share >= MIN_SHARE)


def _pair(works: tuple[Work, Work], prints: tuple[Print, Print], common: np.ndarray) -> Pair:
    shared = _shared(prints, common)
    n_shared, n_uncommon = (
        [
            each.covered(work, is_among(each.values, values) ^ invert)
            for work, each in zip(works, prints, strict=True)
        ]
        for values, invert in ((shared, False), (common, True))
    )
    shares = [a / b for a, b in zip(n_shared, n_uncommon, strict=True)]
    return Pair(works[0].name, works[1].name, min(n_shared), shares[0], shares[1])


def _shared(prints: tuple[Print, Print], common: np.ndarray) -> np.ndarray:
    return np.setdiff1d(np.intersect1d(prints[0].values, prints[1].values), common)


def _with_cells(
    pair: Pair,
    by_name: Mapping[str, tuple[Work, Print]],
    common: np.ndarray,
    known: frozenset[str],
) -> Pair:
    """Add the passages to a pair."""
    (first, of_first), (second, of_second) = by_name[pair.first], by_name[pair.second]
    shared = _shared((of_first, of_second), common)
    return replace(pair, cells=shared_cells((first, second), (of_first, of_second), shared, known))


def _same(works: Sequence[Work], prints: Sequence[Print]) -> list[tuple[str, ...]]:
    sets: dict[str, list[Work]] = defaultdict(list)
    for work, each in zip(works, prints, strict=True):
        if each.n_own >= SAME_TOKENS:
            sets[each.signature].append(work)
    return sorted(
        tuple(work.name for work in found)
        for found in sets.values()
        if len({work.whose for work in found}) > 1
    )
