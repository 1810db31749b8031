"""What a column of a data set is."""

from __future__ import annotations

from typing import NamedTuple


class Feature(NamedTuple):
    """Name, unit and meaning of one column.

    Parameters
    ----------
    name : str
        A Python identifier.
    unit : str
        ``"1"`` for a ratio without a unit.
    meaning : str
    """

    name: str
    unit: str
    meaning: str
