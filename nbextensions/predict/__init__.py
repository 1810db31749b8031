"""A question that must be answered before the answer shows."""

from __future__ import annotations

from nbextensions.predict.widget import Predict

__all__ = ["Predict"]
