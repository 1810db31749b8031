"""Formulas as one line of plain characters, with parentheses where a fraction needs them."""

from __future__ import annotations

import re

from nbextensions.stills.plain import plain

_SUM = re.compile(r" [+-] |^-")


def flat(tex: str) -> str:
    r"""Write a formula on one line.

    Parameters
    ----------
    tex : str
        LaTeX as :mod:`course.graph` writes it.

    Returns
    -------
    str
        Unicode.

    Examples
    --------
    >>> flat(r"\frac{1}{1 + e^{-h}}"), flat(r"\frac{\partial \ell}{\partial w_1}")
    ('1/(1 + exp(−h))', '∂ℓ/∂w₁')
    """
    return re.sub(" +", " ", plain(_powers(_fractions(tex))))


def _fractions(tex: str) -> str:
    start = tex.find(r"\frac{")
    if start < 0:
        return tex
    top, behind = _group(tex, start + len(r"\frac"))
    bottom, end = _group(tex, behind)
    parts = [_fractions(part) for part in (top, bottom)]
    closed = [f"({part})" if _SUM.search(part) else part for part in parts]
    return f"{tex[:start]}{closed[0]}/{closed[1]}{_fractions(tex[end:])}"


def _powers(tex: str) -> str:
    start = tex.find("e^{")
    if start < 0 or (start and tex[start - 1].isalpha()):
        return tex
    exponent, end = _group(tex, start + len("e^"))
    return rf"{tex[:start]}\exp({exponent}){_powers(tex[end:])}"


def _group(tex: str, start: int) -> tuple[str, int]:
    """Give what stands between the brace at `start` and its partner, and where that ends."""
    depth = 0
    for place in range(start, len(tex)):
        depth += {"{": 1, "}": -1}.get(tex[place], 0)
        if depth == 0:
            return tex[start + 1 : place], place + 1
    raise ValueError(f"a brace is not closed in {tex!r}")
