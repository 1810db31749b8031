"""Where the widgets' JavaScript lies once it is built."""

from __future__ import annotations

import os
import re
from pathlib import Path

STATIC = Path(__file__).parents[1] / "static"


def bundle(name: str = "widgets.js") -> Path:
    """Find a built file.

    Parameters
    ----------
    name : str
        ``"widgets.js"`` (the code), ``"loader.js"`` (what each widget carries, and fetches the
        code with) or ``"page.js"`` (the code in a page of its own).

    Returns
    -------
    Path
        The file.

    Raises
    ------
    ImportError
        If it is not built: a wheel carries it, a checkout builds it.
    """
    path = STATIC / name
    if not path.is_file():
        raise ImportError(
            f"the widgets' JavaScript ({name}) is not built. In a checkout, run: make widgets"
        )
    return path


def carried() -> Path:
    """Choose what each widget carries.

    Returns
    -------
    Path
        The loader; while the JavaScript is being worked on (``ANYWIDGET_HMR=1``), the code itself,
        so that a saved file shows at once.
    """
    return bundle("widgets.js" if os.environ.get("ANYWIDGET_HMR") == "1" else "loader.js")


def version() -> str:
    """Tell one build of the code from another.

    Returns
    -------
    str
        The digest of its sources, which stands in its first line.
    """
    with bundle().open(encoding="utf-8") as code:
        found = re.search(r"\((\w+)\)", code.readline())
    return found[1] if found else ""
