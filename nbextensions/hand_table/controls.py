"""The controls above a table, and which of them a lecturer shows."""

from __future__ import annotations

from typing import Any

import traitlets

# What a lecturer can hide, in the order in which it stands.
CONTROLS = (
    "parameters",
    "data",
    "loss",
    "reduction",
    "learning_rate",
    "columns",
    "steps",
    "answers",
)


def checked_controls(wanted: Any) -> list[str]:
    """Read which controls are wanted.

    Parameters
    ----------
    wanted : bool or iterable of str
        All, none, or some of :data:`CONTROLS`.

    Returns
    -------
    list of str
        Their names.

    Raises
    ------
    TraitError
        If there is no such control.
    """
    if isinstance(wanted, bool):
        return list(CONTROLS) if wanted else []
    names = [wanted] if isinstance(wanted, str) else list(wanted)
    for name in names:
        if name not in CONTROLS:
            known = ", ".join(CONTROLS)
            raise traitlets.TraitError(f"controls has {name!r}, expected some of {known}")
    return names
