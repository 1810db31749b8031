"""A random generator as an argument, sent as its seed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np


@dataclass(frozen=True)
class SeededRng:
    """Stands for ``np.random.default_rng(seed)`` in the arguments of a call.

    A generator changes as it is drawn from; its seed does not. So a call that is made again, by
    the reference or by a declared mistake, draws the same numbers.

    Parameters
    ----------
    seed : int
        Between 0 and 2**63 - 1.

    Examples
    --------
    >>> SeededRng(3).generator().integers(10) == SeededRng(3).generator().integers(10)
    True
    """

    seed: int

    def generator(self) -> np.random.Generator:
        """Return a generator that has not been drawn from."""
        return np.random.default_rng(self.seed)

    @classmethod
    def drawn(cls, rng: np.random.Generator) -> SeededRng:
        """Draw a seed."""
        return cls(int(rng.integers(2**63 - 1)))


def with_generators(value: Any) -> Any:
    """Return arguments with a fresh generator for each `SeededRng` in them."""
    if isinstance(value, SeededRng):
        return value.generator()
    if isinstance(value, dict):
        return {key: with_generators(each) for key, each in value.items()}
    if type(value) in (list, tuple):
        return type(value)(map(with_generators, value))
    return value
