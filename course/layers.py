"""Layers as values: ``forward`` returns what ``backward`` needs, nothing is hidden on the layer.

``forward(X) -> (A, cache)`` and ``backward(dA, cache) -> (dX, gradients)``, where the gradients
have the type of the layer that they would update. Two forward passes never disturb each other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

import numpy as np

from course._arrays import as_float
from course.activations import Activation

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

__all__ = ["Activation", "Layer", "Linear", "Parameters"]

Parameters = tuple[np.ndarray, ...]


class Layer(Protocol):
    """What a layer can do; `Linear`, `Activation`, `Dropout` and `MLP` all can."""

    @property
    def parameters(self) -> Parameters:
        """The arrays that training changes."""

    @property
    def parameter_names(self) -> tuple[str, ...]:
        """A name for each of them; a bias is called ``b`` (``b1``, ``b2``, ...)."""

    def with_parameters(self, parameters: Parameters) -> Any:
        """Return the layer with these arrays in place of its own."""

    def forward(self, X: ArrayLike, rng: np.random.Generator | None = None) -> tuple[Any, Any]:
        """Return ``(A, cache)``; with an `rng` in training mode, which only dropout notices."""

    def backward(self, dA: ArrayLike, cache: Any) -> tuple[np.ndarray, Any]:
        """Return ``(dX, gradients)``."""


class Linear(NamedTuple):
    """Fully connected layer ``Z = X @ W + b``; as a gradient, it holds ``dW`` and ``db``.

    Parameters
    ----------
    W : ndarray of float, shape (n_in, n_out)
        Weights: ``W[i, j]`` leads from input ``i`` to unit ``j``.
    b : ndarray of float, shape (n_out,)
        Bias of each unit.

    Source: Goodfellow, Bengio, Courville, Deep Learning (2016), sec. 6.1 and alg. 6.4.
    """

    W: np.ndarray
    b: np.ndarray

    @property
    def parameters(self) -> Parameters:
        """``(W, b)``."""
        return (self.W, self.b)

    @property
    def parameter_names(self) -> tuple[str, ...]:
        """``("W", "b")``."""
        return ("W", "b")

    def with_parameters(self, parameters: Parameters) -> Linear:
        """Return a layer with ``(W, b)`` as given."""
        W, b = parameters
        return Linear(W, b)

    def forward(
        self, X: ArrayLike, rng: np.random.Generator | None = None
    ) -> tuple[np.ndarray, np.ndarray]:
        """Return the weighted sums, and the inputs as the cache.

        Parameters
        ----------
        X : array_like of float, shape (n_examples, n_in)
        rng : Generator, optional
            Not used.

        Returns
        -------
        Z : ndarray of float, shape (n_examples, n_out)
        cache : ndarray of float, shape (n_examples, n_in)
            ``X``.

        Raises
        ------
        ValueError
            If `X` is not 2-D or has another number of columns, or `W` and `b` do not fit.
        """
        X, W, b = as_float(X, "X"), as_float(self.W, "W"), as_float(self.b, "b")
        if W.ndim != 2 or b.shape != W.shape[1:]:
            raise ValueError(
                f"W has shape {W.shape} and b {b.shape}, expected (n_in, n_out) and (n_out,)"
            )
        if X.ndim != 2 or X.shape[1] != len(W):
            raise ValueError(f"X has shape {X.shape}, expected (n_examples, {len(W)})")
        return X @ W + b, X

    def backward(self, dZ: ArrayLike, cache: np.ndarray) -> tuple[np.ndarray, Linear]:
        """Carry the gradient back.

        Parameters
        ----------
        dZ : array_like of float, shape (n_examples, n_out)
        cache : ndarray of float, shape (n_examples, n_in)
            From `forward`.

        Returns
        -------
        dX : ndarray of float, shape (n_examples, n_in)
            ``dZ @ W.T``.
        gradients : Linear
            ``Linear(X.T @ dZ, dZ.sum(axis=0))``: summed over the examples. Where a mean is
            wanted, the loss has already divided `dZ`.

        Raises
        ------
        ValueError
            If `dZ` does not have the shape of the layer's output.
        """
        dZ = np.asarray(dZ)
        expected = (len(cache), len(self.b))
        if dZ.shape != expected:
            raise ValueError(f"dZ has shape {dZ.shape}, expected {expected}")
        return dZ @ np.transpose(self.W), Linear(cache.T @ dZ, dZ.sum(axis=0))

    def __repr__(self) -> str:
        return f"Linear({len(self.W)} -> {len(self.b)})"
