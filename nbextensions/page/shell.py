"""What stands around the cells of a page: head, looks, data and script."""

from __future__ import annotations

from html import escape
from pathlib import Path

_STYLE = Path(__file__).with_name("page.css")


def page(title: str, body: str, highlight: str, models: str, script: str) -> str:
    """Put a page together.

    Parameters
    ----------
    title : str
        Plain text.
    body : str
        HTML of the cells.
    highlight : str
        CSS for the colours of code.
    models : str
        JSON of the widgets, safe within a script element.
    script : str
        The JavaScript of the widgets; empty where there are none.

    Returns
    -------
    str
        An HTML document.
    """
    style = highlight + _STYLE.read_text(encoding="utf-8")
    data = f'<script type="application/json" id="chalkgrad-models">{models}</script>\n'
    widgets = f"{data}<script>{_unclosed(script)}</script>" if script else ""
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{style}</style>\n</head>\n"
        f"<body>\n<main>\n{body}\n</main>\n{widgets}\n</body>\n</html>\n"
    )


def _unclosed(script: str) -> str:
    """Keep a script from closing its own element."""
    return script.replace("</script", "<\\/script")
