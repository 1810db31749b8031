"""One example through the computational graph: forward, back factor by factor, and the update."""

from __future__ import annotations

from nbextensions.chain_stepper.widget import ChainStepper

__all__ = ["ChainStepper"]
