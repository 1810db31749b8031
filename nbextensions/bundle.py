"""Where the widgets' JavaScript lies once it is built."""

from __future__ import annotations

from pathlib import Path

STATIC = Path(__file__).parent / "static"


def bundle(name: str = "widgets.js") -> Path:
    """Find a built file.

    Parameters
    ----------
    name : str
        ``"widgets.js"`` (in JupyterLab) or ``"page.js"`` (in a page of its own).

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
