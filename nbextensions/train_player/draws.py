"""What a training needs that is random: starts, the order of the batches, dropout masks.

It is drawn here, from seeds, and sent to the browser as data, which draws nothing itself: the same
seed gives the same training everywhere.
"""

from __future__ import annotations

import base64
from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise
from typing import Any

import numpy as np

from course.mlp import build_mlp

BANK = 2**14  # draws behind the dropout masks
ORDER = 2**16  # rows of the table that are sent as batches; then the epochs are gone through again


class Draws:
    """Everything random about the trainings of one widget.

    All starts share the order of the batches and the dropout masks: they differ in their weights
    and in nothing else.

    Parameters
    ----------
    sizes : sequence of int
        ``(n_features, ..., 1)``.
    n_examples : int
    n_steps : int
    n_starts : int
        Start ``k`` is ``build_mlp(sizes, ..., rng=np.random.default_rng(seed + k))``.
    batch_size : int
        0: all examples at once, in the table's order.
    seed : int
    initializer : str
        A key of :data:`course.initializers.INITIALIZERS`.
    """

    def __init__(
        self,
        sizes: Sequence[int],
        n_examples: int,
        n_steps: int,
        n_starts: int,
        batch_size: int,
        seed: int,
        initializer: str,
    ) -> None:
        self.key = repr(
            (tuple(sizes), n_examples, n_steps, n_starts, batch_size, seed, initializer)
        )
        self.sizes, self.n_examples, self.n_steps = tuple(sizes), n_examples, n_steps
        self.n_starts, self.batch_size = n_starts, batch_size
        self.seed, self.initializer = seed, initializer

    @cached_property
    def starts(self) -> np.ndarray:
        """Parameters of each start, ``W1, b1, W2, ...`` row by row: (n_starts, n_parameters)."""
        return np.stack([self._start(self.seed + k) for k in range(self.n_starts)])

    def _start(self, seed: int) -> np.ndarray:
        net = build_mlp(
            self.sizes,
            hidden="sigmoid",
            output="sigmoid",
            initializer=self.initializer,
            rng=np.random.default_rng(seed),
        )
        return np.concatenate([array.ravel() for array in net.parameters])

    @cached_property
    def order(self) -> np.ndarray:
        """Rows of the table, epoch after epoch, uint16; empty for the full batch."""
        if not 0 < self.batch_size < self.n_examples:
            return np.zeros(0, dtype=np.uint16)
        steps_an_epoch = -(-self.n_examples // self.batch_size)
        wanted = -(-self.n_steps // steps_an_epoch)
        n_epochs = max(1, min(wanted, ORDER // self.n_examples))
        rng = np.random.default_rng((self.seed, 1))
        epochs = [rng.permutation(self.n_examples) for _ in range(n_epochs)]
        return np.concatenate(epochs).astype(np.uint16)

    @cached_property
    def bank(self) -> np.ndarray:
        """Draws for the masks, uint16, shape (BANK,); empty where no unit is hidden."""
        size = BANK if len(self.sizes) > 2 else 0
        return np.random.default_rng((self.seed, 2)).integers(0, 2**16, size, dtype=np.uint16)

    @cached_property
    def places(self) -> np.ndarray:
        """Where in the bank the masks of each step begin, uint16, shape (n_steps,)."""
        size = max(1, self.n_steps) if len(self.sizes) > 2 else 0
        return np.random.default_rng((self.seed, 3)).integers(0, BANK, size, dtype=np.uint16)

    def rows(self, step: int) -> np.ndarray:
        """Rows of the table that a step learns from.

        Parameters
        ----------
        step : int
            From 0.

        Returns
        -------
        ndarray of int, shape (at most batch_size,)
            All rows for the full batch.
        """
        n, size = self.n_examples, self.batch_size
        if not self.order.size:
            return np.arange(n)
        epoch, batch = divmod(step, -(-n // size))
        rows = self.order.reshape(-1, n)[epoch % (self.order.size // n)]
        return rows[batch * size : (batch + 1) * size].astype(np.intp)

    def masks(self, step: int, rate: float, n_rows: int) -> list[np.ndarray]:
        """Scaled dropout masks of a step, one for each hidden layer.

        Where a unit's draw, out of 65536, lies below the rate, it is struck out; the others are
        scaled by ``1 / (1 - rate)``. So a higher rate strikes out the same units and some more.

        Parameters
        ----------
        step : int
            From 0.
        rate : float in [0, 1)
        n_rows : int
            Rows of the batch.

        Returns
        -------
        list of ndarray of float, shape (n_rows, n_units)
            For :class:`course.dropout.Dropout`.
        """
        widths = self.sizes[1:-1]
        if not widths:
            return []
        count = n_rows * sum(widths)
        window = (int(self.places[step % len(self.places)]) + np.arange(count)) % BANK
        kept = (self.bank[window] >= rate * 2**16) / (1 - rate)
        ends = np.cumsum([n_rows * width for width in widths])[:-1]
        return [part.reshape(n_rows, -1) for part in np.split(kept, ends)]

    def to_data(self) -> dict[str, Any]:
        """Give all of it to the browser.

        Returns
        -------
        dict
            ``key``, ``n_examples``, ``n_parameters``, and ``starts`` (float64), ``order``,
            ``bank`` and ``places`` (uint16) as base64, little-endian.
        """
        return {
            "key": self.key,
            "n_examples": self.n_examples,
            "n_parameters": self.starts.shape[1],
            "starts": _base64(self.starts, "<f8"),
            **{name: _base64(getattr(self, name), "<u2") for name in ("order", "bank", "places")},
        }


def _base64(array: np.ndarray, dtype: str) -> str:
    return base64.b64encode(array.astype(dtype).tobytes()).decode()


def unpacked(theta: np.ndarray, sizes: Sequence[int]) -> tuple[np.ndarray, ...]:
    """Split flat parameters into ``(W1, b1, W2, b2, ...)``.

    Parameters
    ----------
    theta : ndarray of float, shape (..., n_parameters)
        Leading axes are kept.
    sizes : sequence of int

    Returns
    -------
    tuple of ndarray, shapes (..., n_in, n_out) and (..., n_out)
        Views.
    """
    arrays, at = [], 0
    for n_in, n_out in pairwise(sizes):
        W = theta[..., at : at + n_in * n_out].reshape(*theta.shape[:-1], n_in, n_out)
        arrays += [W, theta[..., at + n_in * n_out : at + (n_in + 1) * n_out]]
        at += (n_in + 1) * n_out
    return tuple(arrays)
