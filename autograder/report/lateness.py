"""How late a submission was and what it cost, in words."""

from __future__ import annotations

_UNITS = (("day", 86_400), ("h", 3_600), ("min", 60), ("s", 1))


def duration(seconds: float) -> str:
    """Return a length of time in its two largest units, rounded down: ``3 h 20 min``."""
    left = int(seconds)
    for place, (unit, size) in enumerate(_UNITS):
        if left >= size:
            count, rest = divmod(left, size)
            text = _counted(count, unit)
            if place + 1 < len(_UNITS):
                finer, step = _UNITS[place + 1]
                text += f" {_counted(rest // step, finer)}" if rest >= step else ""
            return text
    return "less than 1 s"


def late_text(seconds: float, penalty: float) -> str:
    """Return ``late by 3 h, −2``; "" for what was handed in on time and cost nothing."""
    if not seconds and not penalty:
        return ""
    by = f" by {duration(seconds)}" if seconds else ""
    return f"late{by}" + (f", −{penalty:g}" if penalty else "")


def _counted(count: int, unit: str) -> str:
    return f"{count} {unit}{'s' if unit == 'day' and count != 1 else ''}"
