"""A student's cells as a page may show them: text, and images that are images."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

_ANSI = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_SOFT_BREAK = re.compile(r"(?<=[^\n ])\n(?=[^\W\d_])")
_PNG = b"\x89PNG\r\n\x1a\n"
_MAX_TEXT = 20_000


@dataclass(frozen=True)
class Shown:
    """One output: either text of some kind, or a PNG image in base64."""

    kind: str
    text: str = ""
    image: str = ""


@dataclass(frozen=True)
class ShownCell:
    """One of the student's cells."""

    id: str
    cell_type: str
    source: str
    outputs: tuple[Shown, ...]


def shown_cell(cell: Mapping[str, Any]) -> ShownCell:
    """Return what may be shown of a notebook cell.

    HTML, JavaScript, SVG, LaTeX and widgets are left out: nothing of the student's may run
    where the page is read.
    """
    markdown = cell.get("cell_type") != "code"
    source = _text(cell.get("source"))
    if markdown:
        source = _unwrapped(source)
    outputs = cell.get("outputs")
    return ShownCell(
        str(cell.get("id", "")),
        "markdown" if markdown else "code",
        source,
        tuple(_shown_outputs(outputs if isinstance(outputs, list) else [])),
    )


def _unwrapped(text: str) -> str:
    """Join the lines of a paragraph, as markdown does; lists, headings and code stay."""
    if "```" in text or "#" in text:
        return text
    return _SOFT_BREAK.sub(" ", text)


def _shown_outputs(outputs: Iterable[Any]) -> Iterable[Shown]:
    for output in outputs:
        if not isinstance(output, dict):
            continue
        kind = output.get("output_type")
        if kind == "stream":
            name = "stderr" if output.get("name") == "stderr" else "stdout"
            yield Shown(name, _clipped(_text(output.get("text"))))
        elif kind == "error":
            yield Shown("error", _clipped(_traceback(output)))
        elif isinstance(data := output.get("data"), dict):
            image = "".join(_text(data.get("image/png")).split())
            if is_png(image):
                yield Shown("image", _clipped(_text(data.get("text/plain"))), image)
            elif "text/plain" in data:
                yield Shown("result", _clipped(_text(data["text/plain"])))


def _traceback(output: Mapping[str, Any]) -> str:
    lines = output.get("traceback")
    text = "\n".join(_text(line) for line in lines) if isinstance(lines, list) else ""
    return text.strip() or f"{_text(output.get('ename'))}: {_text(output.get('evalue'))}"


def is_png(text: str) -> bool:
    """Say whether `text` is a PNG image in base64."""
    try:
        return base64.b64decode(text, validate=True).startswith(_PNG)
    except (binascii.Error, ValueError):
        return False


def _text(value: Any) -> str:
    parts = value if isinstance(value, list) else [value]
    text = "".join(part for part in parts if isinstance(part, str))
    return plain(text)


def plain(text: str) -> str:
    """Return `text` without control characters, colours, and marks that reverse its direction."""
    return _CONTROL.sub("", _ANSI.sub("", text))


def _clipped(text: str) -> str:
    if len(text) <= _MAX_TEXT:
        return text
    return f"{text[:_MAX_TEXT]}\n[… {len(text) - _MAX_TEXT} characters more]"
