"""A small function that can be sent as text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np


@dataclass(frozen=True)
class Formula:
    """A callable argument for a student's function, sent over the wire as source.

    Parameters
    ----------
    parameters : str
        Names of the parameters, separated by commas.
    expression : str
        A Python expression in them and ``np``. It comes from the homework's author.

    Examples
    --------
    >>> Formula("theta", "np.sum(theta**2)")(np.array([1.0, 2.0]))
    5.0
    """

    parameters: str
    expression: str

    @property
    def source(self) -> str:
        """The formula as a lambda."""
        return f"lambda {self.parameters}: {self.expression}"

    def function(self) -> Callable[..., Any]:
        """Return the plain Python function."""
        made: Callable[..., Any] = eval(self.source, {"np": np, "__builtins__": {}})
        return made

    def __call__(self, *args: Any) -> Any:
        """Evaluate the formula."""
        return self.function()(*args)

    def __str__(self) -> str:
        return self.source
