"""The reference: neural networks in numpy, small enough to be worked by hand.

Every submodule holds one idea and is loaded when it is first used, so ``import course`` costs
next to nothing::

    import course
    course.activations.sigmoid(0.5)

Words and shapes, the same everywhere (the decks' own letters are in `course.notation`):

====================  =============================================================
``X``, ``y``          inputs (n_examples, n_features), targets (n_examples,)
``h``, ``p``, ``y_hat``  one neuron: weighted sum, probability, prediction
``W``, ``b``          a layer's weights (n_in, n_out) and bias (n_out,)
``Z``, ``A``          a layer's pre-activation and activation
``dQ``                gradient of the loss with respect to ``Q``, shaped like ``Q``
``rng``               a `numpy.random.Generator`, always passed in, never global
====================  =============================================================
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import ModuleType

_SUBMODULES = frozenset(
    {
        "activations",
        "categorical",
        "datasets",
        "dropout",
        "early_stopping",
        "finite_differences",
        "gradient_check",
        "graph",
        "hand",
        "history",
        "initializers",
        "layers",
        "losses",
        "measuring",
        "metrics",
        "mlp",
        "neuron",
        "notation",
        "optimizers",
        "output_layers",
        "penalties",
        "perceptron",
        "preprocessing",
        "reduction",
        "slips",
        "softmax",
        "threshold",
        "training",
    }
)

__all__ = sorted(_SUBMODULES)


def __getattr__(name: str) -> ModuleType:
    """Load a submodule at its first use (PEP 562)."""
    if name in _SUBMODULES:
        return import_module(f"course.{name}")
    raise AttributeError(f"module 'course' has no attribute {name!r}; it has {', '.join(__all__)}")


def __dir__() -> list[str]:
    return sorted({*globals(), *_SUBMODULES})
