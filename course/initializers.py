"""Initializers: where the weights start. Equal weights would stay equal, large ones saturate.

Each is ``f(n_in, n_out, rng) -> W`` of shape (n_in, n_out), float64. Biases start at 0.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from course._arrays import generator

Draw = Callable[..., np.ndarray]


def zeros(n_in: int, n_out: int, rng: np.random.Generator | None = None) -> np.ndarray:
    """Set all weights to 0: with a hidden layer nothing ever moves. `rng` is not used."""
    return np.zeros((n_in, n_out))


def normal(n_in: int, n_out: int, rng: np.random.Generator, scale: float = 1.0) -> np.ndarray:
    """Draw from a normal with mean 0 and standard deviation `scale`."""
    return scale * generator(rng).standard_normal((n_in, n_out))


def truncated_normal(
    n_in: int, n_out: int, rng: np.random.Generator, scale: float = 1.0
) -> np.ndarray:
    """Draw from a normal, again until each weight lies within two `scale` of 0.

    `scale` is the standard deviation *before* truncation; afterwards it is 0.8796 of it.
    """
    W = generator(rng).standard_normal((n_in, n_out))
    while (outside := np.abs(W) > 2).any():
        W[outside] = rng.standard_normal(outside.sum())
    return scale * W


def uniform(n_in: int, n_out: int, rng: np.random.Generator, limit: float = 1.0) -> np.ndarray:
    """Draw uniformly between ``-limit`` and ``limit``."""
    return generator(rng).uniform(-limit, limit, (n_in, n_out))


def orthogonal(n_in: int, n_out: int, rng: np.random.Generator, gain: float = 1.0) -> np.ndarray:
    """Draw a random matrix with orthonormal columns (rows, if there are fewer rows), times `gain`.

    Notes
    -----
    The Q of a QR decomposition of a normal matrix, with the signs of R's diagonal taken out, so
    that every rotation is equally likely.

    Source: Saxe, McClelland, Ganguli, Exact solutions to the nonlinear dynamics of learning
    (2014); Mezzadri, How to generate random matrices from the classical compact groups (2007).
    """
    tall = generator(rng).standard_normal((max(n_in, n_out), min(n_in, n_out)))
    Q, R = np.linalg.qr(tall)
    Q = Q * np.where(np.diag(R) < 0, -1.0, 1.0)
    return gain * (Q if n_in >= n_out else Q.T)


def glorot_uniform(n_in: int, n_out: int, rng: np.random.Generator) -> np.ndarray:
    """Draw uniformly within ``sqrt(6 / (n_in + n_out))``, for tanh and sigmoid layers.

    Source: Glorot, Bengio, Understanding the difficulty of training deep feedforward neural
    networks (2010), eq. 16.
    """
    return uniform(n_in, n_out, rng, limit=np.sqrt(6 / (n_in + n_out)))


def glorot_normal(n_in: int, n_out: int, rng: np.random.Generator) -> np.ndarray:
    """Draw from a normal with variance ``2 / (n_in + n_out)``: `glorot_uniform`'s variance.

    Source: Glorot, Bengio (2010), eq. 12.
    """
    return normal(n_in, n_out, rng, scale=np.sqrt(2 / (n_in + n_out)))


def he_uniform(n_in: int, n_out: int, rng: np.random.Generator) -> np.ndarray:
    """Draw uniformly within ``sqrt(6 / n_in)``: `he_normal`'s variance."""
    return uniform(n_in, n_out, rng, limit=np.sqrt(6 / n_in))


def he_normal(n_in: int, n_out: int, rng: np.random.Generator) -> np.ndarray:
    """Draw from a normal with variance ``2 / n_in``, for ReLU layers.

    Source: He, Zhang, Ren, Sun, Delving deep into rectifiers (2015), eq. 10.
    """
    return normal(n_in, n_out, rng, scale=np.sqrt(2 / n_in))


# Where a new one goes: its function above, its name here.
INITIALIZERS: dict[str, Draw] = {
    draw.__name__: draw
    for draw in (
        zeros,
        normal,
        truncated_normal,
        uniform,
        orthogonal,
        glorot_uniform,
        glorot_normal,
        he_uniform,
        he_normal,
    )
}
