"""Optimizers as pure steps: parameters, gradients and state go in, new ones come out.

``start(parameters) -> state`` and ``step(parameters, gradients, state) -> (parameters, state)``.
Parameters are a tuple of arrays (or numbers), gradients a tuple of the same shapes, all of them
taken at the same point: no weight is updated before every gradient is known.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple, Protocol

import numpy as np

Arrays = tuple[np.ndarray, ...]


class Optimizer(Protocol):
    """What an optimizer can do."""

    @property
    def learning_rate(self) -> float:
        """Size of a step."""

    def start(self, parameters: Sequence[np.ndarray]) -> Any:
        """Return the state before the first step."""

    def step(
        self, parameters: Sequence[np.ndarray], gradients: Sequence[np.ndarray], state: Any
    ) -> tuple[Arrays, Any]:
        """Return the new parameters and the new state."""


def _zeros(parameters: Sequence[np.ndarray]) -> Arrays:
    return tuple(np.zeros_like(array) for array in parameters)


class GradientDescent(NamedTuple):
    """Plain gradient descent, ``parameter - learning_rate * gradient``.

    On mini-batches this is stochastic gradient descent. It has no state.

    Parameters
    ----------
    learning_rate : float

    Source: Goodfellow, Bengio, Courville, Deep Learning (2016), alg. 8.1.
    """

    learning_rate: float

    def start(self, parameters: Sequence[np.ndarray]) -> tuple[()]:
        """Return the empty state."""
        return ()

    def step(
        self, parameters: Sequence[np.ndarray], gradients: Sequence[np.ndarray], state: tuple[()]
    ) -> tuple[Arrays, tuple[()]]:
        """Take one step."""
        new = tuple(
            array - self.learning_rate * gradient
            for array, gradient in zip(parameters, gradients, strict=True)
        )
        return new, ()


class Momentum(NamedTuple):
    """Gradient descent with (heavy-ball) momentum.

    ``velocity = momentum * velocity - learning_rate * gradient``, ``parameter + velocity``.

    Parameters
    ----------
    learning_rate : float
    momentum : float in [0, 1)
        Share of the velocity that is kept; 0 gives plain gradient descent.

    Source: Polyak (1964); Goodfellow, Bengio, Courville, Deep Learning (2016), eq. 8.15 and 8.16.
    """

    learning_rate: float
    momentum: float = 0.9

    def start(self, parameters: Sequence[np.ndarray]) -> Arrays:
        """Return the velocities, all 0."""
        return _zeros(parameters)

    def step(
        self, parameters: Sequence[np.ndarray], gradients: Sequence[np.ndarray], state: Arrays
    ) -> tuple[Arrays, Arrays]:
        """Take one step."""
        velocities = tuple(
            self.momentum * velocity - self.learning_rate * gradient
            for velocity, gradient in zip(state, gradients, strict=True)
        )
        new = tuple(array + v for array, v in zip(parameters, velocities, strict=True))
        return new, velocities


class AdamState(NamedTuple):
    """What `Adam` remembers: steps taken, running means of gradients and of their squares."""

    n_steps: int
    means: Arrays
    squares: Arrays


class Adam(NamedTuple):
    """Adam: momentum, divided by the recent size of each gradient, corrected for the start at 0.

    ``m = beta1 * m + (1 - beta1) * g`` and ``v = beta2 * v + (1 - beta2) * g**2``; after ``t``
    steps ``m_hat = m / (1 - beta1**t)``, ``v_hat = v / (1 - beta2**t)``, and the new parameter is
    ``parameter - learning_rate * m_hat / (sqrt(v_hat) + epsilon)``.

    Parameters
    ----------
    learning_rate : float
    beta1, beta2 : float in [0, 1)
        Memory of the two running means.
    epsilon : float
        Keeps the division defined.

    Source: Kingma, Ba, Adam: a method for stochastic optimization (2015), alg. 1.
    """

    learning_rate: float = 0.001
    beta1: float = 0.9
    beta2: float = 0.999
    epsilon: float = 1e-8

    def start(self, parameters: Sequence[np.ndarray]) -> AdamState:
        """Return the state before the first step."""
        return AdamState(0, _zeros(parameters), _zeros(parameters))

    def step(
        self, parameters: Sequence[np.ndarray], gradients: Sequence[np.ndarray], state: AdamState
    ) -> tuple[Arrays, AdamState]:
        """Take one step."""
        t = state.n_steps + 1
        means = _running(state.means, gradients, self.beta1)
        squares = _running(state.squares, [gradient**2 for gradient in gradients], self.beta2)
        new = tuple(
            array
            - self.learning_rate
            * (mean / (1 - self.beta1**t))
            / (np.sqrt(square / (1 - self.beta2**t)) + self.epsilon)
            for array, mean, square in zip(parameters, means, squares, strict=True)
        )
        return new, AdamState(t, means, squares)


def _running(old: Arrays, new: Sequence[np.ndarray], memory: float) -> Arrays:
    return tuple(memory * o + (1 - memory) * n for o, n in zip(old, new, strict=True))


# Where a new one goes: its class above, its name here (NAG, Adagrad, Adadelta, RMSprop come here).
OPTIMIZERS: dict[str, type] = {
    "gradient_descent": GradientDescent,
    "momentum": Momentum,
    "adam": Adam,
}
