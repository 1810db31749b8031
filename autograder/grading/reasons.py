"""Why a submission is graded, or graded again, in the words that an instructor reads."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

NEW = "new"
CHANGED_SUBMISSION = "changed submission"
FORCED = "asked for"
NOT_FINISHED = "grading failed before"
NO_NOTEBOOK = "graded notebook missing"
NOT_RECORDED = "missing from the gradebook"

_CHANGED = {
    "submission": CHANGED_SUBMISSION,
    "checks": "checks changed",
    "grader": "grader changed",
    "secret": "secret changed",
}
_SHOWN = 3


def changes(before: Mapping[str, str], now: Mapping[str, str]) -> list[str]:
    """Return what of a result's basis is another than before, the most telling first."""
    changed = [text for name, text in _CHANGED.items() if before.get(name) != now.get(name)]
    for name in ("environment", "limits"):
        if before.get(name) != now.get(name):
            changed.append(f"{name} changed{_differing(before.get(name, ''), now.get(name, ''))}")
    return changed


def why(record: Mapping[str, Any] | None, basis: Mapping[str, str], tier: str) -> str:
    """Return why a submission is graded when `record` is its last result; "" if it need not be.

    Parameters
    ----------
    record : mapping or None
        From the journal.
    basis : mapping of str to str
        What its result would depend on now, from `autograder.engine.fingerprint.result_basis`.
    tier : str
        The isolation; "" is any that isolates.
    """
    if record is None:
        return NEW
    if changed := changes(record.get("basis") or {}, basis):
        return ", ".join(changed)
    if not record.get("key"):
        return NOT_FINISHED
    had = record.get("isolation") or "none"
    if had != tier if tier else had == "none":
        return f"isolation changed ({had} → {tier or 'a sandbox'})"
    return ""


def counted(reasons: Iterable[str]) -> str:
    """Return reasons with how often each occurs: "2 new, 1 checks changed"."""
    counts = Counter(reasons).most_common()
    text = ", ".join(f"{count} {reason}" for reason, count in counts[:_SHOWN])
    more = sum(count for _, count in counts[_SHOWN:])
    return text + (f", {more} for other reasons" if more else "")


def _differing(before: str, now: str) -> str:
    """Name the entries of "name value, name value" that differ, the first few."""
    old, new = (
        dict(part.rpartition(" ")[::2] for part in text.split(", ")) for text in (before, now)
    )
    names = [name for name in {**old, **new} if old.get(name) != new.get(name)]
    parts = [f"{name} {old.get(name, 'none')} → {new.get(name, 'none')}" for name in names[:_SHOWN]]
    parts += [f"{len(names) - _SHOWN} more"] if len(names) > _SHOWN else []
    return f" ({', '.join(parts)})" if before and now else ""
