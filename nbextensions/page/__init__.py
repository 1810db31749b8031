"""A notebook as one HTML file that works without Python.

The notebook is run once; each widget's state goes into the page as data, beside the JavaScript
that every widget carries anyway. Formulas become MathML, so that nothing is fetched from anywhere.

`run` executes, `export` makes the text, `shell` is what stands around it.
"""

from __future__ import annotations

from nbextensions.page.export import to_page
from nbextensions.page.run import PageError, run

__all__ = ["PageError", "run", "to_page"]
