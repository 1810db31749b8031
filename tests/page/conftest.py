"""A real Chromium."""

from tests.widgets.conftest import chromium

__all__ = ["chromium"]
