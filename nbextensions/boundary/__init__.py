"""The plane of two features: what a neuron or a net makes of it, and points that can be dragged."""

from __future__ import annotations

from nbextensions.boundary.widget import Boundary

__all__ = ["Boundary"]
