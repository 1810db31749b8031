"""What a penalty does to weights: contours, diamond or circle, and the path over its strength."""

from __future__ import annotations

from nbextensions.shrinkage.widget import Shrinkage

__all__ = ["Shrinkage"]
