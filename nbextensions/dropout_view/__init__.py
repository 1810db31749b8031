"""Dropout: units struck out in the net and in the table, and the average over all masks."""

from __future__ import annotations

from nbextensions.dropout_view.widget import DropoutView

__all__ = ["DropoutView"]
