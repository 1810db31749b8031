"""A net: its units with their values, its edges by weight, and the matrices they are entries of."""

from __future__ import annotations

from nbextensions.network_view.widget import NetworkView

__all__ = ["NetworkView"]
