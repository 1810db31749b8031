"""Live tables: widgets in which every number can be opened.

Each widget is loaded when it is first used, so ``import nbextensions`` costs next to nothing::

    from nbextensions import HandTable, Boundary
    HandTable(X=X, y=y, w=(1, -1), b=-0.5)

Python describes the computation once, as a graph; the browser evaluates it, so that a slider
answers within a frame and nothing waits for the kernel. Only a student's own functions are called
in Python.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from nbextensions.boundary import Boundary
    from nbextensions.chain_stepper import ChainStepper
    from nbextensions.dropout_view import DropoutView
    from nbextensions.find_the_slip import FindTheSlip
    from nbextensions.hand_table import HandTable
    from nbextensions.landscape import Landscape
    from nbextensions.network_view import NetworkView
    from nbextensions.predict import Predict
    from nbextensions.shrinkage import Shrinkage
    from nbextensions.train_player import TrainPlayer

__all__ = [
    "Boundary",
    "ChainStepper",
    "DropoutView",
    "FindTheSlip",
    "HandTable",
    "Landscape",
    "NetworkView",
    "Predict",
    "Shrinkage",
    "TrainPlayer",
]

_MODULES = {
    "Boundary": "boundary",
    "ChainStepper": "chain_stepper",
    "DropoutView": "dropout_view",
    "FindTheSlip": "find_the_slip",
    "HandTable": "hand_table",
    "Landscape": "landscape",
    "NetworkView": "network_view",
    "Predict": "predict",
    "Shrinkage": "shrinkage",
    "TrainPlayer": "train_player",
}


def __getattr__(name: str) -> Any:
    """Load a widget at its first use (PEP 562)."""
    if name in _MODULES:
        return getattr(import_module(f"nbextensions.{_MODULES[name]}"), name)
    known = ", ".join(__all__)
    raise AttributeError(f"module 'nbextensions' has no attribute {name!r}; it has {known}")


def __dir__() -> list[str]:
    return sorted({*globals(), *_MODULES})
