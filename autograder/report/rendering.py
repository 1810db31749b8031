"""Templates into pages in which nothing can run.

A content security policy without any source but the page's own style sheet (by its hash) and
images in data URLs stands in each page; templates escape everything.
"""

from __future__ import annotations

import base64
import hashlib
import re
from functools import lru_cache
from pathlib import Path
from typing import Any

import jinja2

from autograder.report.shown import plain

_TEMPLATES = Path(__file__).parent / "templates"


def render(name: str, **values: Any) -> str:
    """Return the page of the template `name`, with the style that all pages share and its own."""
    style = "".join(_text(f"{each}.css") for each in ("base", name))
    page = _environment().get_template(f"{name}.html")
    return page.render(values, style=style, policy=_policy(style))


def _policy(style: str) -> str:
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return f"default-src 'none'; img-src data:; style-src 'sha256-{digest}'; base-uri 'none'"


@lru_cache
def _text(name: str) -> str:
    return (_TEMPLATES / name).read_text(encoding="utf-8")


@lru_cache(maxsize=1)
def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "points": points_text,
        "pieces": pieces,
        "share": share,
        "plain": plain,
        "indents": indents,
        "percent": percent,
        "decimals": decimals,
        "signed": signed,
    }
    return environment


def points_text(points: float) -> str:
    """Return points without a needless decimal."""
    return f"{points:g}"


def share(points: float, max_points: float) -> str:
    """Return points as percent of what could be had, for the width of a bar."""
    return f"{100 * min(max(points / max_points, 0), 1):.1f}" if max_points else "0"


def pieces(text: str) -> list[str]:
    """Split a sentence at its backticks: every second piece is code."""
    return re.split(r"`([^`\n]+)`", text)


def indents(text: str) -> list[str]:
    """Split code at its line ends and indentations: every second piece is one of them."""
    return re.split(r"(\n\s*)", text)


def percent(part: float | None) -> str:
    """Return a part of 1 in whole percent, – where there is none.

    Only all is 100 %, and only nothing 0 %.
    """
    if part is None:
        return "–"
    rounded = round(100 * part)
    if rounded in (0, 100) and part not in (0, 1):
        return "< 1 %" if rounded == 0 else "> 99 %"
    return f"{rounded} %"


def decimals(number: float | None, places: int = 1) -> str:
    """Return a number to at most some places, – where there is none."""
    if number is None:
        return "–"
    text = f"{number:.{places}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def signed(number: float | None) -> str:
    """Return a coefficient to two places with a true minus sign, – where there is none."""
    if number is None:
        return "–"
    return f"{number:.2f}".replace("-0.00", "0.00").replace("-", "−")
