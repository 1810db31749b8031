"""numpy as it is before any student's code: names of a module's own that nobody else binds.

A student who writes ``np.exp = ...`` changes the module that all cells share. What the agent does
itself, the formulas that checks pass and the references that stand in, must not hang on that.
"""

from __future__ import annotations

from types import ModuleType

import numpy

PARTS = ("linalg", "random", "fft")


def copy_of(module: ModuleType) -> ModuleType:
    """Return a module of the same names and values, which may be bound anew without effect."""
    copy = ModuleType(module.__name__, module.__doc__)
    vars(copy).update(vars(module))
    return copy


np = copy_of(numpy)
for _part in PARTS:
    setattr(np, _part, copy_of(getattr(numpy, _part)))
