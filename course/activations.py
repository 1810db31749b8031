"""Activations: what a neuron does with its weighted sum, each with its derivative.

A derivative takes the *input* ``Z``, never the activated value. Both are safe for inputs of any
size, keep float32 as float32, and leave their input alone. An `Activation` is also a layer
without parameters, so a network is simply a row of layers.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from course._arrays import QUIET, as_float, choose, scalar_if_0d
from course.softmax import log_softmax, softmax, softmax_derivative, softmax_vjp

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

__all__ = [
    "ACTIVATIONS",
    "Activation",
    "activation",
    "identity",
    "identity_derivative",
    "leaky",
    "leaky_relu",
    "leaky_relu_derivative",
    "log_softmax",
    "relu",
    "relu_derivative",
    "sigmoid",
    "sigmoid_derivative",
    "sign",
    "sign_derivative",
    "softmax",
    "softmax_derivative",
    "softmax_vjp",
    "step",
    "step_derivative",
    "tanh",
    "tanh_derivative",
]


def step(Z: ArrayLike, tie: float = 0.0) -> np.ndarray:
    """Heaviside step: 1 where ``Z > 0``, 0 where ``Z < 0``, `tie` where ``Z == 0``.

    A tie is 0 here, as ``y_hat = 1`` wants ``p > 0.5``. ``tie=1`` gives the rule ``Z >= 0`` of
    McCulloch and Pitts' threshold logic unit.

    Source: Louppe, INFO8010 lecture 2, threshold logic unit (which calls it ``sign``).
    """
    return np.heaviside(as_float(Z), np.asarray(tie, dtype=as_float(Z).dtype))


def step_derivative(Z: ArrayLike) -> np.ndarray:
    """Differentiate `step`: 0 everywhere (at 0, where there is none, 0 is returned)."""
    return scalar_if_0d(np.zeros_like(as_float(Z)))


def sign(Z: ArrayLike) -> np.ndarray:
    """Sign: -1, 0 or 1; where a deck calls a 0/1 step ``sign``, it means `step`."""
    return np.sign(as_float(Z))


def sign_derivative(Z: ArrayLike) -> np.ndarray:
    """Differentiate `sign`: 0 everywhere (at 0, where there is none, 0 is returned)."""
    return step_derivative(Z)


def identity(Z: ArrayLike) -> np.ndarray:
    """Give ``Z`` back: the output layer of a regression."""
    return scalar_if_0d(as_float(Z))


def identity_derivative(Z: ArrayLike) -> np.ndarray:
    """Differentiate `identity`: 1."""
    return scalar_if_0d(np.ones_like(as_float(Z)))


def sigmoid(Z: ArrayLike) -> np.ndarray:
    """Logistic sigmoid ``1 / (1 + exp(-Z))``.

    Parameters
    ----------
    Z : array_like of real numbers, any shape
        Weighted sums.

    Returns
    -------
    ndarray of float, shape of `Z`
        Values in [0, 1], with full relative precision in the lower tail.

    Notes
    -----
    Computed from ``exp(-|Z|)``, which never overflows.

    Source: Goodfellow, Bengio, Courville, Deep Learning (2016), eq. 3.30.
    """
    Z = as_float(Z)
    with np.errstate(**QUIET):
        e = np.exp(-np.abs(Z))
        return scalar_if_0d(np.where(Z < 0, e, np.ones_like(e)) / (1 + e))


def sigmoid_derivative(Z: ArrayLike) -> np.ndarray:
    """Differentiate `sigmoid`, ``p * (1 - p)``, at most 1/4.

    Computed as ``e / (1 + e)**2`` with ``e = exp(-|Z|)``, so that it does not become 0 as soon as
    ``p`` is rounded to 1.
    """
    with np.errstate(**QUIET):
        e = np.exp(-np.abs(as_float(Z)))
        return e / (1 + e) ** 2


def tanh(Z: ArrayLike) -> np.ndarray:
    """Hyperbolic tangent, ``2 * sigmoid(2 * Z) - 1``."""
    return np.tanh(as_float(Z))


def tanh_derivative(Z: ArrayLike) -> np.ndarray:
    """Differentiate `tanh`, ``1 - tanh(Z)**2 = 1 / cosh(Z)**2``, at most 1."""
    with np.errstate(**QUIET):
        return 4 * sigmoid_derivative(2 * as_float(Z))


def relu(Z: ArrayLike) -> np.ndarray:
    """Rectified linear unit ``max(0, Z)``.

    Source: Glorot, Bordes, Bengio, Deep sparse rectifier neural networks (2011).
    """
    Z = as_float(Z)
    return np.maximum(Z, np.zeros((), dtype=Z.dtype))


def relu_derivative(Z: ArrayLike) -> np.ndarray:
    """Differentiate `relu`: 1 where ``Z > 0``, else 0 (at the kink ``Z == 0`` too)."""
    Z = as_float(Z)
    return scalar_if_0d((Z > 0).astype(Z.dtype))


def leaky_relu(Z: ArrayLike, slope: float = 0.01) -> np.ndarray:
    """Leaky rectified linear unit: ``Z`` where ``Z > 0``, else ``slope * Z``.

    The decks draw it with ``slope=0.1``, where the leak can be seen. Written as
    ``max(slope * Z, Z)`` it would be right for ``slope <= 1`` only.

    Source: Maas, Hannun, Ng, Rectifier nonlinearities improve neural network acoustic models
    (2013).
    """
    Z = as_float(Z)
    with np.errstate(**QUIET):
        return scalar_if_0d(np.where(Z > 0, Z, Z.dtype.type(slope) * Z))


def leaky_relu_derivative(Z: ArrayLike, slope: float = 0.01) -> np.ndarray:
    """Differentiate `leaky_relu`: 1 where ``Z > 0``, else `slope` (at the kink too)."""
    Z = as_float(Z)
    return scalar_if_0d(np.where(Z > 0, Z.dtype.type(1), Z.dtype.type(slope)))


class Activation(NamedTuple):
    """An activation as data, and as a layer without parameters.

    Parameters
    ----------
    name : str
        Its name in `ACTIVATIONS`.
    function, derivative : callable
        From pre-activations ``Z`` to activations, and to derivatives: of the shape of ``Z``,
        or the Jacobian, one axis more, where the entries of a row depend on each other.
    kinks : tuple of float
        Inputs where the derivative jumps (0 for ReLU); a gradient check steps round them.
    vjp : callable, optional
        ``vjp(dA, Z) -> dZ`` for an activation that mixes the entries of a row (softmax).
    """

    name: str
    function: Callable[..., np.ndarray]
    derivative: Callable[..., np.ndarray]
    kinks: tuple[float, ...] = ()
    vjp: Callable[..., np.ndarray] | None = None

    @property
    def elementwise(self) -> bool:
        """Whether each output depends on its own input alone."""
        return self.vjp is None

    @property
    def parameters(self) -> tuple[np.ndarray, ...]:
        """Nothing to learn."""
        return ()

    @property
    def parameter_names(self) -> tuple[str, ...]:
        """Nothing to name."""
        return ()

    def with_parameters(self, parameters: tuple[np.ndarray, ...]) -> Activation:
        """Return the same activation, which has no parameters to replace."""
        return self

    def forward(
        self, Z: ArrayLike, rng: np.random.Generator | None = None
    ) -> tuple[np.ndarray, np.ndarray]:
        """Return ``(A, cache)``; the cache is ``Z``. `rng` is not used."""
        Z = as_float(Z, "Z")
        return self.function(Z), Z

    def backward(self, dA: ArrayLike, cache: np.ndarray) -> tuple[np.ndarray, Activation]:
        """Return ``(dZ, gradients)``; the gradients are the activation, which holds none."""
        if self.vjp is not None:
            return self.vjp(dA, cache), self
        return np.multiply(dA, self.derivative(cache)), self

    def __repr__(self) -> str:
        return f"Activation({self.name!r})"


# Where a new one goes: its two functions above, one line here (PReLU, ELU, maxout come here).
ACTIVATIONS: dict[str, Activation] = {
    a.name: a
    for a in (
        Activation("step", step, step_derivative, kinks=(0.0,)),
        Activation("sign", sign, sign_derivative, kinks=(0.0,)),
        Activation("identity", identity, identity_derivative),
        Activation("sigmoid", sigmoid, sigmoid_derivative),
        Activation("tanh", tanh, tanh_derivative),
        Activation("relu", relu, relu_derivative, kinks=(0.0,)),
        Activation("leaky_relu", leaky_relu, leaky_relu_derivative, kinks=(0.0,)),
        Activation("softmax", softmax, softmax_derivative, vjp=softmax_vjp),
    )
}


def activation(chosen: str | Activation) -> Activation:
    """Return the activation of that name, or the activation itself.

    Raises
    ------
    ValueError
        If there is no activation of that name.
    """
    if isinstance(chosen, Activation):
        return chosen
    return choose(ACTIVATIONS, chosen, "activation")


def leaky(slope: float) -> Activation:
    """Return a leaky ReLU with another slope, to be put into a network."""
    return Activation(
        f"leaky_relu({slope:g})",
        lambda Z: leaky_relu(Z, slope),
        lambda Z: leaky_relu_derivative(Z, slope),
        kinks=(0.0,),
    )
