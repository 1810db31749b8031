"""Numbers as they are shown, kept apart from the numbers themselves.

A table prints ``0.38`` where the value is 0.3775406687981454. Rounding here is *honest*:
it is half away from zero on the exact binary value (what ``Number.toFixed`` does in a browser,
so that Python and a widget print the same digits), it never prints ``-0.00``, and a value that
is not zero is never shown as zero.
"""

from __future__ import annotations

import math
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import NamedTuple

_MOST_PLACES = 6  # beyond these a small number is shown as 5.3e-07
_SIGNIFICANT = 2
_SHORT = Context(prec=_SIGNIFICANT, rounding=ROUND_HALF_UP)
_WIDE = Context(prec=40, rounding=ROUND_HALF_UP)  # 15 digits before the point, 15 after it


class Rounded(NamedTuple):
    """A value and the text that stands for it.

    Attributes
    ----------
    value : float
        The number itself, in full precision.
    text : str
        What is shown.
    exact : bool
        Whether the text is the whole value, so that an equals sign is true.
    """

    value: float
    text: str
    exact: bool

    @property
    def relation(self) -> str:
        r"""LaTeX of the sign between the value and its text: ``=`` or ``\approx``."""
        return "=" if self.exact else r"\approx"

    @property
    def latex(self) -> str:
        """The text as LaTeX (powers of ten written out, infinity by its sign)."""
        if not math.isfinite(self.value):
            named = {"inf": r"\infty", "-inf": r"-\infty"}
            return named.get(self.text, r"\text{undefined}")
        mantissa, _, exponent = self.text.partition("e")
        return rf"{mantissa} \cdot 10^{{{int(exponent)}}}" if exponent else mantissa


def _fixed(value: float, places: int) -> str:
    quantum = Decimal(1).scaleb(-places)
    text = f"{Decimal(value).quantize(quantum, context=_WIDE):f}"
    return text.removeprefix("-") if float(text) == 0 else text


def _scientific(value: float) -> str:
    short = _SHORT.create_decimal(value)
    mantissa, exponent = f"{short:.{_SIGNIFICANT - 1}e}".split("e")
    return f"{mantissa}e{int(exponent)}"


def rounded(value: float, places: int = 4, trim: bool = False) -> Rounded:
    """Round a value for showing.

    Parameters
    ----------
    value : float
        The number to show.
    places : int
        Digits after the point, 0 to 15.
    trim : bool
        Whether to drop zeros at the end (``0.5`` for ``0.5000``).

    Returns
    -------
    Rounded
        Text and value. A value that would read as zero gets as many more places as two
        significant digits need, and an exponent where six places are too few.

    Raises
    ------
    ValueError
        If `places` is not between 0 and 15.

    Examples
    --------
    >>> rounded(0.37754, 2).text, rounded(0.00053365, 2).text, rounded(-0.0, 1).text
    ('0.38', '0.00053', '0.0')
    """
    if not 0 <= places <= 15:
        raise ValueError(f"places is {places}, expected 0 to 15")
    value = float(value)
    if not math.isfinite(value):
        return Rounded(value, str(value), True)
    if abs(value) >= 1e15:
        text = _scientific(value)
        return Rounded(value, text, float(text) == value)
    text = _fixed(value, places)
    if value != 0 and float(text) == 0:
        needed = _SIGNIFICANT - 1 - math.floor(math.log10(abs(value)))
        text = _fixed(value, needed) if needed <= _MOST_PLACES else _scientific(value)
    if trim and "." in text and "e" not in text:
        text = text.rstrip("0").rstrip(".")
    return Rounded(value, text, float(text) == value)
