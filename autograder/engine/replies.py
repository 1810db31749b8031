"""What a child said, or how it ended without a word."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from autograder.agent import tree, wire
from autograder.engine.limits import Limits
from autograder.exercise import Reply

KINDS = ("value", "raised", "missing", "unsendable")


class Ended(Exception):
    """The child is gone: `kind` is "timeout" or "crashed", the text says how."""

    def __init__(self, kind: str, message: str) -> None:
        super().__init__(message)
        self.kind = kind
        self.message = message


class Room:
    """What a notebook's answers may still take of the grader's memory.

    Parameters
    ----------
    n_bytes : int
        Of the arrays in them; what is written as text takes eight times its length.
    """

    def __init__(self, n_bytes: int) -> None:
        self._left = n_bytes

    def is_used_up(self) -> bool:
        """Say whether there is no room."""
        return self._left < 0

    def take(self, message: Mapping[str, Any], payload: bytes) -> None:
        """Count an answer."""
        self._left -= len(payload) + 8 * len(json.dumps(message))


TOO_MUCH = Reply("unsendable", message="more than is read of a notebook's answers in all")


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


def how_it_ended(how: dict[str, Any], cpu: int, limits: Limits) -> tuple[str, str]:
    """Return the kind and the sentence of a child that ended by itself, of `cpu` seconds left."""
    number = how.get("signal", 0)
    if how.get("overfull"):
        return "crashed", f"wrote more than {limits.scratch_bytes >> 20} MiB of files, or too many"
    if number == 9 and how.get("cpu", 0) >= cpu - 0.5:
        return "timeout", f"used more than {limits.cpu} s of computing time"
    if number == 11:
        return "crashed", "ended its process with a memory fault (segmentation fault)"
    if number:
        return "crashed", f"ended its process by signal {number}"
    return "crashed", "ended its process"


def error_output(end: Ended) -> dict[str, Any]:
    """Return what is shown in place of the outputs of a cell that did not end."""
    name = "TimeoutError" if end.kind == "timeout" else "ProcessEnded"
    said = f"This cell {end.message}; it was left out from then on."
    return {"output_type": "error", "ename": name, "evalue": said, "traceback": [said]}
