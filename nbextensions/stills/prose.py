"""Sentences in a picture: broken into lines, formulas as plain characters."""

from __future__ import annotations

import re
import textwrap

from nbextensions.stills.plain import plain
from nbextensions.stills.svg import INK, Picture

_MARK = re.compile(r"\$([^$]+)\$|\*\*([^*]+)\*\*|`([^`]+)`")


def plain_prose(text: str) -> str:
    """Take the marks out of a text: formulas as plain characters, no stars, no backticks.

    Parameters
    ----------
    text : str
        With ``$tex$``, ``**strong**`` and ```code```.

    Returns
    -------
    str
        Without.
    """
    return _MARK.sub(lambda match: plain(match[1]) if match[1] else match[2] or match[3], text)


def lines_of(text: str, width: int = 92) -> list[str]:
    """Break a text into lines.

    Parameters
    ----------
    text : str
        With marks.
    width : int
        Characters in a line.

    Returns
    -------
    list of str
        Without marks.
    """
    return textwrap.wrap(plain_prose(text), width) or [""]


def write(
    picture: Picture, x: float, y: float, lines: list[str], *, size: float = 14, fill: str = INK
) -> float:
    """Write lines under one another.

    Parameters
    ----------
    picture : Picture
        What is drawn on.
    x, y : float
        Where the first baseline begins.
    lines : list of str
        What is written.
    size : float
        Of the letters.
    fill : str
        Their colour.

    Returns
    -------
    float
        The next baseline.
    """
    for line in lines:
        picture.text(x, y, line, size=size, fill=fill)
        y += size * 1.45
    return y
