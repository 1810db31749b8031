"""What stands around the cells of a page: head, looks, data and script."""

from __future__ import annotations

import json
from html import escape
from pathlib import Path
from typing import Any

_STYLE = Path(__file__).with_name("page.css")


def page(title: str, body: str, highlight: str, models: dict[str, Any], script: str) -> str:
    """Put a page together.

    Parameters
    ----------
    title : str
        Plain text.
    body : str
        HTML of the cells.
    highlight : str
        CSS for the colours of code.
    models : dict
        The widgets' states, JSON values without nan.
    script : str
        The JavaScript of the widgets; empty where there are none.

    Returns
    -------
    str
        An HTML document.
    """
    style = highlight + _STYLE.read_text(encoding="utf-8")
    widgets = live_part(models, script) if script else ""
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{style}</style>\n</head>\n"
        f"<body>\n<main>\n{body}\n</main>\n{widgets}\n</body>\n</html>\n"
    )


def live_part(models: dict[str, Any], script: str) -> str:
    """Write the two elements that bring the widgets of a page to life.

    Parameters
    ----------
    models : dict
        Model to ``{"name": ..., "state": ...}``, JSON values without nan.
    script : str
        The JavaScript of the widgets.

    Returns
    -------
    str
        HTML for the end of the body. No text in a state can end its element, or open another.
    """
    text = json.dumps(models, separators=(",", ":"), allow_nan=False).replace("<", "\\u003c")
    code = script.replace("</script", "<\\/script").replace("<!--", "\\x3c!--")
    return (
        f'<script type="application/json" id="chalkgrad-models">{text}</script>\n'
        f"<script>{code}</script>"
    )
