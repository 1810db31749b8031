"""The loss over two parameters, and descent across it."""

from __future__ import annotations

from nbextensions.landscape.widget import Landscape

__all__ = ["Landscape"]
