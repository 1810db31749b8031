"""What may be shown of a child's outputs: plain text, PNG images and errors, all held to limits.

A child can send anything as its outputs. What comes out of `clean_outputs` is valid nbformat that
holds no markup, no script and no control characters.
"""

from __future__ import annotations

import base64
import binascii
import re
from typing import Any

from autograder.agent.tree import clean_text
from autograder.engine.limits import Limits

_PNG = b"\x89PNG\r\n\x1a\n"
_ANSI = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|[@-_])")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def clean_outputs(outputs: Any, limits: Limits) -> list[dict[str, Any]]:
    """Return the outputs that may be kept, rebuilt from their parts.

    Parameters
    ----------
    outputs : object
        What the child sent.
    limits : Limits
        How much of it is kept.
    """
    if not isinstance(outputs, list):
        return []
    kept: list[dict[str, Any]] = []
    images = 0
    room = limits.output_text + 20_000  # cells are cut by the agent; this holds a lying one
    for output in outputs[: limits.outputs]:
        clean = _clean(output, limits, room, images < limits.images)
        if clean is None:
            continue
        room -= _text_length(clean)
        images += "image/png" in clean.get("data", {})
        kept.append(clean)
    return kept


def clean_line(text: Any, n_characters: int) -> str:
    """Return `text` without ANSI sequences and control characters, cut."""
    if not isinstance(text, str):
        return ""
    return _CONTROL.sub("", _ANSI.sub("", clean_text(text[:n_characters])))


def _clean(output: Any, limits: Limits, room: int, images: bool) -> dict[str, Any] | None:
    if not isinstance(output, dict) or room <= 0:
        return None
    kind = output.get("output_type")
    if kind == "stream" and output.get("name") in ("stdout", "stderr"):
        text = clean_line(output.get("text"), room)
        return {"output_type": "stream", "name": output["name"], "text": text} if text else None
    if kind in ("execute_result", "display_data"):
        return _display(kind, output.get("data"), limits, room, images)
    if kind == "error":
        return _error(output, room)
    return None


def _display(
    kind: str, data: Any, limits: Limits, room: int, images: bool
) -> dict[str, Any] | None:
    if not isinstance(data, dict):
        return None
    kept: dict[str, str] = {}
    text = clean_line(data.get("text/plain"), room)
    if text:
        kept["text/plain"] = text
    image = data.get("image/png")
    if images and isinstance(image, str) and is_png(image, limits.image_bytes):
        kept["image/png"] = image.replace("\n", "")
    if not kept:
        return None
    clean: dict[str, Any] = {"output_type": kind, "data": kept, "metadata": {}}
    return clean | ({"execution_count": None} if kind == "execute_result" else {})


def _error(output: dict[str, Any], room: int) -> dict[str, Any]:
    traceback = output.get("traceback")
    lines = traceback[:200] if isinstance(traceback, list) else []
    text = "\n".join(clean_line(line, room) for line in lines if isinstance(line, str))
    return {
        "output_type": "error",
        "ename": clean_line(output.get("ename"), 200),
        "evalue": clean_line(output.get("evalue"), 2000),
        "traceback": [text[:room]],
    }


def is_png(text: str, limit: int) -> bool:
    """Say whether `text` is base64 of something that starts as a PNG does."""
    if len(text) > limit:
        return False
    try:
        content = base64.b64decode(text.replace("\n", "").encode("ascii"), validate=True)
    except (binascii.Error, ValueError):
        return False
    return content.startswith(_PNG)


def size_of(outputs: list[dict[str, Any]]) -> int:
    """Return how many characters cleaned outputs have in all, images included."""
    images = sum(len(output.get("data", {}).get("image/png", "")) for output in outputs)
    return images + sum(map(_text_length, outputs))


def _text_length(output: dict[str, Any]) -> int:
    if output["output_type"] == "error":
        return len(output["traceback"][0])
    return len(output.get("text", "")) + len(output.get("data", {}).get("text/plain", ""))
