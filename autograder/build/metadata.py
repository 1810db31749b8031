"""The metadata of a built cell: nbgrader's own (schema 3), and ours under ``chalkgrad``.

What nbgrader may do with a cell follows from the cell's kind alone, so it stands here as data.
"""

from __future__ import annotations

from typing import Any

# kind -> nbgrader's flags; a kind that is not here is not managed by nbgrader
_FLAGS = {
    "prose": {"locked": True},
    "provided": {"locked": True},
    "local": {"locked": True},
    "task": {"locked": True},
    "solution": {"solution": True},
    "check": {"grade": True, "locked": True},
    "hidden": {"grade": True, "locked": True},
    "manual": {"grade": True, "solution": True},
    "asserts": {"grade": True, "locked": True},
    "assigned": {"locked": True, "task": True},
}

KINDS = (*_FLAGS, "scratch")
"""Every kind of cell that a built notebook can have."""


def flags_of(kind: str) -> frozenset[str]:
    """Return the names of nbgrader's flags that are set in cells of a kind."""
    return frozenset(_FLAGS.get(kind, {}))


def cell_metadata(kind: str, id: str, exercise: str, points: float | None) -> dict[str, Any]:
    """Return the metadata of a built cell.

    Parameters
    ----------
    kind : str
        One of `KINDS`.
    id : str
        The cell's id; it is nbgrader's ``grade_id`` too.
    exercise : str
        The name of the exercise that the cell belongs to, or ``""``.
    points : float or None
        Points of a graded cell, None for the others.
    """
    ours = {"kind": kind} | ({"exercise": exercise} if exercise else {})
    metadata: dict[str, Any] = {"chalkgrad": ours}
    if kind in _FLAGS:
        metadata["nbgrader"] = _nbgrader(kind, id, points)
    if kind == "hidden":
        metadata["jupyter"] = {"source_hidden": True}  # it is empty in the release
    return metadata


def _nbgrader(kind: str, id: str, points: float | None) -> dict[str, Any]:
    flags = {"grade": False, "locked": False, "solution": False, "task": False} | _FLAGS[kind]
    managed: dict[str, Any] = {"schema_version": 3, "grade_id": id} | flags
    if flags["grade"] or flags["task"]:
        managed["points"] = _plain(points or 0)
    return managed


def _plain(points: float) -> float | int:
    return int(points) if points == int(points) else points
