"""Whether a notebook is run to become a page, where no Python can be asked later."""

from __future__ import annotations

import os

FOR_PAGE = "CHALKGRAD_PAGE"  # set in the environment of the kernel that runs it


def for_page() -> bool:
    """Say whether what is made now goes into a page: then it has to bring all that it shows."""
    return FOR_PAGE in os.environ
