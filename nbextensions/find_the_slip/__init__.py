"""A worked derivation with a slip in it: click the wrong line, say why, let numbers decide."""

from __future__ import annotations

from nbextensions.find_the_slip.widget import FindTheSlip

__all__ = ["FindTheSlip"]
