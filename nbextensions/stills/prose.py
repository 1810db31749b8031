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


def problem_lines(problem: str, width: int = 92, most: int = 3) -> list[str]:
    """Break a widget's problem into lines, code in it as it is.

    Parameters
    ----------
    problem : str
        A sentence; ``""`` where all is well.
    width : int
        Characters in a line.
    most : int
        Lines that there is room for.

    Returns
    -------
    list of str
        With a sign at the beginning; empty where all is well.
    """
    lines = textwrap.wrap(f"⚠ {problem}", width) if problem else []
    return (
        lines if len(lines) <= most else [*lines[: most - 1], f"{lines[most - 1][: width - 2]} …"]
    )


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
