"""Part 6: three worked solutions with one wrong line each, all after slips that were in print."""

from __future__ import annotations
