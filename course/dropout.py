"""Dropout: in training, units are struck out at random; afterwards all of them work.

"Inverted": the survivors are scaled up by ``1 / (1 - rate)`` in training, so that the mean of
each activation stays what it was, and nothing has to be rescaled when the network is used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from course._arrays import as_float, generator

if TYPE_CHECKING:
    from numpy.typing import ArrayLike


def dropout_mask(shape: tuple[int, ...], rate: float, rng: np.random.Generator) -> np.ndarray:
    """Draw a scaled mask: 0 with probability `rate`, else ``1 / (1 - rate)``.

    Parameters
    ----------
    shape : tuple of int
        Shape of the activations, (n_examples, n_units).
    rate : float in [0, 1)
        Probability that a unit is struck out.
    rng : Generator

    Returns
    -------
    ndarray of float64, shape `shape`
        Its mean is 1 in expectation.

    Raises
    ------
    ValueError
        If the rate is outside [0, 1).

    Source: Srivastava et al., Dropout (2014), sec. 10 (scaling during training).
    """
    require_rate(rate)
    return (generator(rng).random(shape) >= rate) / (1 - rate)


def require_rate(rate: float) -> None:
    """Refuse a rate that is no probability or leaves no unit (ValueError)."""
    if not 0 <= rate < 1:
        raise ValueError(f"rate is {rate!r}, expected a number from 0 up to, not including, 1")


class Dropout(NamedTuple):
    """Inverted dropout as a layer without parameters.

    Parameters
    ----------
    rate : float in [0, 1)
        Probability that a unit is struck out.
    mask : ndarray of float, shape (n_examples, n_units), optional
        A scaled mask to use at every forward pass instead of drawing one: for a table by hand,
        or for a gradient check, which needs the same network twice.
    """

    rate: float
    mask: np.ndarray | None = None

    @property
    def parameters(self) -> tuple[np.ndarray, ...]:
        """Nothing to learn."""
        return ()

    @property
    def parameter_names(self) -> tuple[str, ...]:
        """Nothing to name."""
        return ()

    def with_parameters(self, parameters: tuple[np.ndarray, ...]) -> Dropout:
        """Return the same layer, which has no parameters to replace."""
        return self

    def forward(
        self, X: ArrayLike, rng: np.random.Generator | None = None
    ) -> tuple[np.ndarray, np.ndarray]:
        """Strike units out, or let all pass.

        Parameters
        ----------
        X : array_like of float, shape (n_examples, n_units)
        rng : Generator, optional
            Draws the mask. Without one (and without a fixed mask) nothing is dropped: this is
            how the trained network is used.

        Returns
        -------
        A : ndarray of float, shape (n_examples, n_units)
            ``X * mask``.
        cache : ndarray of float, shape (n_examples, n_units)
            The scaled mask; all ones where nothing is dropped.

        Raises
        ------
        ValueError
            If the rate is outside [0, 1) or a fixed mask has another shape than `X`.
        """
        X = as_float(X, "X")
        require_rate(self.rate)
        if self.mask is not None:
            mask = self.mask
        elif rng is None:
            mask = np.ones_like(X)
        else:
            mask = dropout_mask(X.shape, self.rate, rng)
        if mask.shape != X.shape:
            raise ValueError(f"X has shape {X.shape}, but the fixed mask has shape {mask.shape}")
        mask = mask.astype(X.dtype, copy=False)
        return X * mask, mask

    def backward(self, dA: ArrayLike, cache: np.ndarray) -> tuple[np.ndarray, Dropout]:
        """Return ``(dA * mask, self)``: what was struck out gets no gradient."""
        return np.multiply(dA, cache), self

    def __repr__(self) -> str:
        return f"Dropout({self.rate:g})"
