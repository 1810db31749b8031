"""The slips as worked derivations: find the wrong line, say why, and let numbers decide.

Where a slip has no derivation written for it, its record makes one: what is printed and what is
right, in an order that does not give it away.
"""

from __future__ import annotations

from course.slips.derivations import backward, capacity, forward, training
from course.slips.derivations.derivation import Derivation, Evidence, evidence
from course.slips.slip import Slip

WRITTEN: dict[str, Derivation] = {
    entry.id: entry
    for theme in (forward, backward, training, capacity)
    for entry in theme.DERIVATIONS
}

__all__ = ["WRITTEN", "Derivation", "Evidence", "derivation_of", "evidence"]


def derivation_of(slip: Slip, others: tuple[Slip, ...] = ()) -> Derivation:
    """Give the derivation of a slip.

    Parameters
    ----------
    slip : Slip
        Any.
    others : tuple of Slip
        Slips whose reasons stand beside the true one, where none are written.

    Returns
    -------
    Derivation
        The written one; or else what is printed and what is right as two lines.
    """
    if slip.id in WRITTEN:
        return WRITTEN[slip.id]
    at = int(slip.id[1:]) % 2
    lines = [slip.right, slip.right]
    lines[at] = slip.printed
    wrong_reasons = tuple(dict.fromkeys(o.why for o in others if o.why != slip.why))[:2]
    return Derivation(
        slip.id,
        f"{slip.where}. One of these two is what the slide says, and it is wrong.",
        tuple(lines),
        at,
        slip.right,
        (slip.why, *wrong_reasons),
    )
