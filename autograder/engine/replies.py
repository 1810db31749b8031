"""A child's answer about a call or a value, rebuilt from its frame."""

from __future__ import annotations

from typing import Any

from autograder.agent import tree, wire
from autograder.exercise import Reply

KINDS = ("value", "raised", "missing", "unsendable")


def read_reply(message: dict[str, Any], payload: bytes) -> Reply:
    """Build a `Reply` from a child's frame.

    Raises
    ------
    WireError
        If it is malformed.
    """
    kind = message.get("kind")
    if kind not in KINDS:
        raise wire.WireError("an unknown kind of answer")
    value = wire.unpack(message, payload, "value")
    changed = message.get("changed", [])
    if not isinstance(changed, list):
        raise wire.WireError("no list of changed arguments")
    kept = tuple(each for each in changed[:100] if type(each) in (int, str))
    error_type = tree.clean_text(str(message.get("error_type", ""))[:200])
    text = tree.clean_text(str(message.get("message", ""))[:2000])
    return Reply(str(kind), value, error_type, text, kept)
