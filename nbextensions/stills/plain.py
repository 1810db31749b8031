r"""Symbols as plain characters: ``\frac{\partial \ell}{\partial w_1}`` becomes ∂ℓ/∂w₁."""

from __future__ import annotations

import re

_NAMED = {
    r"\partial": "∂",
    r"\ell": "ℓ",
    r"\mathcal{L}": "L",
    r"\cdot": "·",
    r"\sigma": "σ",
    r"\theta": "θ",
    r"\eta": "η",
    r"\gamma": "γ",
    r"\lambda": "λ",
    r"\varphi": "φ",
    r"\geq": "≥",
    r"\sum": "Σ",
    r"\infty": "∞",
    r"\approx": "≈",
    r"\ln": "ln",
    r"\exp": "exp",
    r"\tanh": "tanh",
    r"\max": "max",
    r"\,": " ",
    r"\;": " ",
}
_GROUP = r"\{((?:[^{}]|\{[^{}]*\})*)\}"  # braces with at most one level inside
_FRACTION = re.compile(r"\\t?frac" + _GROUP + _GROUP)
_SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_SUPERSCRIPTS = str.maketrans("0123456789()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾")


def plain(tex: str) -> str:
    r"""Write a symbol or a short formula without LaTeX.

    Parameters
    ----------
    tex : str
        LaTeX as :mod:`course.graph` and :mod:`course.notation` write it.

    Returns
    -------
    str
        Unicode.

    Examples
    --------
    >>> plain(r"\frac{\partial \ell}{\partial w_1}"), plain(r"\hat{y}"), plain("w_{23}")
    ('∂ℓ/∂w₁', 'ŷ', 'w₂₃')
    """
    text = tex
    for name, character in _NAMED.items():
        text = re.sub(re.escape(name) + r"(?![A-Za-z])", character, text)
    text = re.sub(r"\\t?frac\{1\}\{2\}", "½", text)
    text = _FRACTION.sub(r"\1/\2", text)
    text = re.sub(r"\\(?:text|operatorname)\{([^{}]*)\}", r"\1", text)
    text = re.sub(r"\\hat\{([^{}]*)\}", "\\1\u0302", text)
    text = re.sub(r"\\overline\{([^{}]*)\}", "mean \\1", text)
    text = re.sub(r"_(?:\{([^{}]*)\}|(\w))", _lowered, text)
    text = re.sub(r"\^(?:\{([^{}]*)\}|(\w))", _raised, text)
    text = re.sub(r"∂ (?=\w)", "∂", text)
    return text.replace("{", "").replace("}", "").replace("y\u0302", "ŷ").replace("-", "\u2212")


def _lowered(match: re.Match[str]) -> str:
    inner = match[1] or match[2] or ""
    return inner.translate(_SUBSCRIPTS) if re.fullmatch(r"[0-9]+", inner) else f"_{inner}"


def _raised(match: re.Match[str]) -> str:
    inner = match[1] or match[2] or ""
    return inner.translate(_SUPERSCRIPTS) if re.fullmatch(r"[0-9()]+", inner) else f" {inner}"
