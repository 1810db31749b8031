"""What a trait takes, as JSON Schema: the browser refuses in a pasted state what Python would."""

from __future__ import annotations

import math
import sys
from typing import Any

import traitlets

__all__ = ["NUMBERS", "ROWS", "WORDS", "schema_of"]

NUMBERS = {"type": "array", "minItems": 1, "items": {"type": "number"}}
ROWS = {"type": "array", "minItems": 1, "items": NUMBERS}
WORDS = {"type": "array", "items": {"type": "string"}}


def schema_of(trait: traitlets.TraitType[Any, Any]) -> dict[str, Any]:
    """Describe the JSON values that a trait takes.

    Parameters
    ----------
    trait : TraitType
        Its tag ``schema`` says it where its class does not.

    Returns
    -------
    dict
        JSON Schema, of which ``frame/capsule.js`` reads ``type``, ``enum``, ``minimum``,
        ``maximum``, ``items``, ``minItems``, ``maxItems``, ``additionalProperties``, ``anyOf``;
        empty where anything may be taken.
    """
    told: dict[str, Any] | None = trait.metadata.get("schema")
    if told is not None:
        return told
    if isinstance(trait, traitlets.Enum):
        return {"enum": list(trait.values or ())}
    if isinstance(trait, traitlets.Bool):
        return {"type": "boolean"}
    if isinstance(trait, traitlets.Unicode):
        return {"type": "string"}
    if isinstance(trait, traitlets.Int):
        return {"type": "integer", **_bounds(trait)}
    if isinstance(trait, traitlets.Float):
        return {"type": "number", **_bounds(trait)}
    if isinstance(trait, traitlets.List):
        return {"type": "array", **_lengths(trait), **_of("items", trait, "_trait")}
    if isinstance(trait, traitlets.Dict):
        return {"type": "object", **_of("additionalProperties", trait, "_value_trait")}
    return {}


def _bounds(trait: Any) -> dict[str, float]:
    bounds = {"minimum": trait.min, "maximum": trait.max}
    return {word: at for word, at in bounds.items() if at is not None and math.isfinite(at)}


def _lengths(trait: Any) -> dict[str, int]:
    least, most = trait._minlen, trait._maxlen
    some = {"minItems": least} if least else {}
    return some if most == sys.maxsize else {**some, "maxItems": most}


def _of(word: str, trait: Any, part: str) -> dict[str, Any]:
    """Describe what a list or a mapping holds, where its trait says so."""
    inner = getattr(trait, part, None)
    return {word: schema_of(inner)} if inner is not None else {}
