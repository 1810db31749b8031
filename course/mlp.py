"""A network is a row of layers, and itself a layer.

Forward goes through the row and keeps the caches; backward goes through it in reverse. That is
all there is to a multi-layer perceptron of any depth.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from course._arrays import as_float, choose, whole
from course.activations import Activation, activation
from course.dropout import Dropout, require_rate
from course.initializers import INITIALIZERS
from course.layers import Layer, Linear, Parameters

if TYPE_CHECKING:
    from numpy.typing import ArrayLike


class MLP(NamedTuple):
    """Layers in a row; as a gradient, the row of the layers' gradients.

    Parameters
    ----------
    layers : tuple of Layer
        `Linear`, `Activation` and `Dropout` layers in the order of the forward pass.

    Source: Goodfellow, Bengio, Courville, Deep Learning (2016), alg. 6.3 and 6.4.
    """

    layers: tuple[Layer, ...]

    @property
    def parameters(self) -> Parameters:
        """All arrays in order, ``(W1, b1, W2, b2, ...)``."""
        return tuple(array for layer in self.layers for array in layer.parameters)

    @property
    def parameter_names(self) -> tuple[str, ...]:
        """``("W1", "b1", "W2", "b2", ...)``: numbered by layers that have parameters."""
        learning = [layer for layer in self.layers if layer.parameters]
        return tuple(
            f"{name}{number}"
            for number, layer in enumerate(learning, start=1)
            for name in layer.parameter_names
        )

    @property
    def n_parameters(self) -> int:
        """How many numbers are learnt."""
        return sum(array.size for array in self.parameters)

    def with_parameters(self, parameters: Parameters) -> MLP:
        """Return the network with these arrays, in the order of `parameters`.

        Raises
        ------
        ValueError
            If there are more or fewer arrays than the network has.
        """
        wanted = len(self.parameters)
        if len(parameters) != wanted:
            raise ValueError(f"got {len(parameters)} arrays, expected {wanted}")
        rest = iter(parameters)
        return MLP(
            tuple(
                layer.with_parameters(tuple(next(rest) for _ in layer.parameters))
                for layer in self.layers
            )
        )

    def astype(self, dtype: np.dtype | type) -> MLP:
        """Return the network with its parameters in another precision."""
        return self.with_parameters(tuple(array.astype(dtype) for array in self.parameters))

    def forward(
        self, X: ArrayLike, rng: np.random.Generator | None = None
    ) -> tuple[np.ndarray, tuple[Any, ...]]:
        """Go through the layers.

        Parameters
        ----------
        X : array_like of float, shape (n_examples, n_features)
        rng : Generator, optional
            Training mode: dropout draws its masks from it. Without one nothing is dropped.

        Returns
        -------
        A : ndarray of float, shape (n_examples, n_outputs)
        caches : tuple
            One cache for each layer.
        """
        A, caches = as_float(X, "X"), []
        for layer in self.layers:
            A, cache = layer.forward(A, rng)
            caches.append(cache)
        return A, tuple(caches)

    def backward(self, dA: ArrayLike, cache: tuple[Any, ...]) -> tuple[np.ndarray, MLP]:
        """Go back through the layers.

        Parameters
        ----------
        dA : array_like of float, shape (n_examples, n_outputs)
            Gradient of the loss with respect to the output.
        cache : tuple
            From `forward`.

        Returns
        -------
        dX : ndarray of float, shape (n_examples, n_features)
        gradients : MLP
            Of the same shape as the network, each array holding its gradient.
        """
        dX, gradients = np.asarray(dA), []
        for layer, layer_cache in zip(reversed(self.layers), reversed(cache), strict=True):
            dX, gradient = layer.backward(dX, layer_cache)
            gradients.append(gradient)
        return dX, MLP(tuple(reversed(gradients)))

    def with_masks(self, cache: tuple[Any, ...]) -> MLP:
        """Return the network with its dropout masks fixed to those of a forward pass."""
        return MLP(
            tuple(
                Dropout(layer.rate, mask) if isinstance(layer, Dropout) else layer
                for layer, mask in zip(self.layers, cache, strict=True)
            )
        )

    def __repr__(self) -> str:
        return f"MLP({', '.join(map(repr, self.layers))})"


def build_mlp(
    sizes: Sequence[int],
    *,
    hidden: str | Activation,
    output: str | Activation,
    initializer: str | Callable[..., np.ndarray],
    rng: np.random.Generator,
    rate: float = 0.0,
) -> MLP:
    """Build a fully connected network with fresh weights and zero biases.

    Parameters
    ----------
    sizes : sequence of int
        ``(n_features, n_hidden, ..., n_outputs)``, e.g. ``(2, 3, 1)``.
    hidden, output : str or Activation
        Activations; ``output="identity"`` leaves scores, for a loss that takes scores.
    initializer : str or callable
        A name in `course.initializers.INITIALIZERS`, or ``f(n_in, n_out, rng) -> W``.
    rng : Generator
        Draws the weights.
    rate : float in [0, 1)
        Dropout after each hidden activation; 0 adds no dropout layer.

    Returns
    -------
    MLP

    Raises
    ------
    ValueError
        If there are fewer than two sizes, or a size, a name or the rate is none.
    """
    if np.ndim(sizes) != 1 or len(sizes) < 2:
        raise ValueError(f"sizes is {sizes!r}, expected (n_features, ..., n_outputs)")
    sizes = [whole(size, f"a size in {sizes!r}", 1) for size in sizes]
    require_rate(rate)
    draw = (
        choose(INITIALIZERS, initializer, "initializer")
        if isinstance(initializer, str)
        else initializer
    )
    layers: list[Layer] = []
    for number, (n_in, n_out) in enumerate(pairwise(sizes), start=1):
        is_output = number == len(sizes) - 1
        layers.append(Linear(draw(n_in, n_out, rng), np.zeros(n_out)))
        layers.append(activation(output if is_output else hidden))
        if rate and not is_output:
            layers.append(Dropout(rate))
    return MLP(tuple(layers))
