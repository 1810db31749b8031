"""The state of a widget as a short text: put it on a slide, paste it into a notebook.

``chalk1.`` and then base64url of deflated JSON ``{"kind": ..., "state": {trait: value}}``. JSON
writes a float by its shortest exact digits, so that weights come back bit for bit, in Python and
in the browser (``frame/capsule.js`` reads and writes the same).
"""

from __future__ import annotations

import base64
import binascii
import json
import zlib
from collections.abc import Mapping
from typing import Any

MARK = "chalk1."
LARGEST = 4_000_000  # characters of JSON: a capsule comes from anywhere


def to_capsule(kind: str, state: Mapping[str, Any]) -> str:
    """Write a state.

    Parameters
    ----------
    kind : str
        Which widget it belongs to.
    state : mapping of str to JSON values
        Trait to value; numbers are finite.

    Returns
    -------
    str
        Letters, digits, ``-``, ``_`` and one point.

    Raises
    ------
    ValueError
        If a number is not finite.
    """
    text = json.dumps({"kind": kind, "state": dict(state)}, separators=(",", ":"), allow_nan=False)
    packed = base64.urlsafe_b64encode(zlib.compress(text.encode(), 9))
    return MARK + packed.decode().rstrip("=")


def from_capsule(kind: str, capsule: str) -> dict[str, Any]:
    """Read a state.

    Parameters
    ----------
    kind : str
        Which widget it has to belong to.
    capsule : str
        As :func:`to_capsule` writes it; blanks around it do not matter.

    Returns
    -------
    dict of str to JSON values
        Trait to value.

    Raises
    ------
    ValueError
        If it is no such text, is damaged, or belongs to another kind of widget.
    """
    text = str(capsule).strip()
    if not text.startswith(MARK):
        raise ValueError(f"got {text[:20]!r}, expected a state, which begins with {MARK!r}")
    body = text.removeprefix(MARK)
    try:
        packed = base64.b64decode(body + "=" * (-len(body) % 4), altchars=b"-_", validate=True)
        reader = zlib.decompressobj()
        text = reader.decompress(packed, LARGEST).decode()
        if not reader.eof:  # cut off, or larger than any state
            raise ValueError("incomplete")
        content = json.loads(text)
        owner, state = content["kind"], dict(content["state"])
    except (binascii.Error, zlib.error, ValueError, KeyError, TypeError, RecursionError) as error:
        raise ValueError("this state is damaged: part of it may be missing") from error
    if owner != kind:
        raise ValueError(f"this is the state of a {owner}, not of a {kind}")
    return state
