"""Threshold logic units: a weighted sum that fires at 0, enough for any Boolean function.

``f(x) = 1{x . w + b >= 0}``. One unit draws one line, so it computes OR, AND, NOT and 14 of the
16 functions of two inputs. Two layers compute every Boolean function: a hidden unit for each row
of the truth table that is 1, and an OR of them.

Source: McCulloch, Pitts, A logical calculus of the ideas immanent in nervous activity (1943);
Louppe, INFO8010 lecture 2, threshold logic unit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from course import perceptron
from course.datasets.logic import all_inputs, truth_table

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

__all__ = [
    "AND",
    "NAND",
    "NOT",
    "OR",
    "TWO_INPUT_FUNCTIONS",
    "XOR",
    "ThresholdUnit",
    "TwoLayerNet",
    "and_unit",
    "minterm_unit",
    "net_for",
    "or_unit",
    "separable",
    "separating_unit",
]


class ThresholdUnit(NamedTuple):
    """A unit that fires where ``X @ w + b >= 0``.

    Parameters
    ----------
    w : tuple of float, length n_inputs
    b : float
    """

    w: tuple[float, ...]
    b: float

    def __call__(self, X: ArrayLike) -> np.ndarray:
        """Fire or not.

        Parameters
        ----------
        X : array_like of real numbers, shape (n_examples, n_inputs)

        Returns
        -------
        ndarray of int64, shape (n_examples,)
            1 where ``X @ w + b >= 0``, else 0.

        Raises
        ------
        ValueError
            If `X` has another number of columns than there are weights.
        """
        return perceptron.predict(X, self.w, self.b, tie=1)

    @property
    def table(self) -> tuple[int, ...]:
        """Its value on each row of the truth table, from (0, ..., 0) on."""
        return _table(self, len(self.w))


class TwoLayerNet(NamedTuple):
    """Units side by side on the inputs, and one unit on what they say.

    Parameters
    ----------
    hidden : tuple of ThresholdUnit
    output : ThresholdUnit
        With one weight for each hidden unit.
    n_inputs : int
    """

    hidden: tuple[ThresholdUnit, ...]
    output: ThresholdUnit
    n_inputs: int

    def hidden_values(self, X: ArrayLike) -> np.ndarray:
        """Return what the hidden units say.

        Parameters
        ----------
        X : array_like of real numbers, shape (n_examples, n_inputs)

        Returns
        -------
        ndarray of int64, shape (n_examples, n_hidden)

        Raises
        ------
        ValueError
            If `X` has another number of columns than the net has inputs.
        """
        X = np.asarray(X)
        if X.ndim != 2 or X.shape[1] != self.n_inputs:
            raise ValueError(f"X has shape {X.shape}, expected (n_examples, {self.n_inputs})")
        A = np.empty((len(X), len(self.hidden)), dtype=np.int64)
        for j, unit in enumerate(self.hidden):
            A[:, j] = unit(X)
        return A

    def __call__(self, X: ArrayLike) -> np.ndarray:
        """Fire or not: the output unit on the hidden values, shape (n_examples,) of int64."""
        return self.output(self.hidden_values(X))

    @property
    def table(self) -> tuple[int, ...]:
        """Its value on each row of the truth table, from (0, ..., 0) on."""
        return _table(self, self.n_inputs)


def or_unit(n_inputs: int) -> ThresholdUnit:
    """OR of `n_inputs`: ``1{sum(x) - 0.5 >= 0}``; of none it is always 0."""
    return ThresholdUnit((1.0,) * n_inputs, -0.5)


def and_unit(n_inputs: int) -> ThresholdUnit:
    """AND of `n_inputs`: ``1{sum(x) - n_inputs + 0.5 >= 0}``; of none it is always 1."""
    return ThresholdUnit((1.0,) * n_inputs, 0.5 - n_inputs)


def minterm_unit(row: ArrayLike) -> ThresholdUnit:
    """Return the unit that fires on one row of the truth table and on no other.

    It is the AND of the inputs, those that are 0 in the row going through NOT first:
    ``1 - x`` for ``x`` turns the weight 1 into -1 and adds 1 to the bias.

    Parameters
    ----------
    row : array_like of 0 and 1, shape (n_inputs,)

    Raises
    ------
    ValueError
        If `row` is not a row of zeros and ones.
    """
    bits = np.asarray(row, dtype=np.float64)
    if bits.ndim != 1 or not np.isin(bits, (0, 1)).all():
        raise ValueError(f"row is {np.asarray(row).tolist()}, expected zeros and ones")
    return ThresholdUnit(tuple((2 * bits - 1).tolist()), 0.5 - float(bits.sum()))


def net_for(values: ArrayLike) -> TwoLayerNet:
    """Build the two-layer net of any Boolean function: an OR of the rows that are 1.

    Parameters
    ----------
    values : array_like of 0 and 1, shape (2**n_inputs,)
        The function's truth table, from the row (0, ..., 0) on.

    Returns
    -------
    TwoLayerNet
        With as many hidden units as there are ones in the table.

    Raises
    ------
    ValueError
        If `values` is not a truth table.
    """
    X, y = truth_table(values)
    hidden = tuple(minterm_unit(row) for row in X[y == 1])
    return TwoLayerNet(hidden, or_unit(len(hidden)), X.shape[1])


def separating_unit(values: ArrayLike) -> ThresholdUnit | None:
    """Return a single unit that computes a Boolean function, or None if there is none.

    Parameters
    ----------
    values : array_like of 0 and 1, shape (2**n_inputs,)
        The function's truth table, from the row (0, ..., 0) on.

    Raises
    ------
    ValueError
        If `values` is not a truth table.

    Notes
    -----
    Rosenblatt's rule decides it. Started at zero its weights stay whole numbers; they find a line
    if there is one, and stay bounded if there is none. So they come back to where they have been,
    which proves that they will never arrive.

    Source: Minsky, Papert, Perceptrons (1969), convergence and cycling theorems.
    """
    X, y = truth_table(values)
    w, b, history = perceptron.train(X, y, np.zeros(X.shape[1]), 0.0, tie=1, max_epochs=10**6)
    return ThresholdUnit(tuple(w.tolist()), b) if history.converged else None


def separable(values: ArrayLike) -> bool:
    """Whether one unit, one line in the plane of two inputs, computes a Boolean function.

    Parameters
    ----------
    values : array_like of 0 and 1, shape (2**n_inputs,)
        The function's truth table, from the row (0, ..., 0) on.

    Raises
    ------
    ValueError
        If `values` is not a truth table.
    """
    return separating_unit(values) is not None


def _table(unit: ThresholdUnit | TwoLayerNet, n_inputs: int) -> tuple[int, ...]:
    return tuple(unit(all_inputs(n_inputs)).tolist())


OR = or_unit(2)
AND = and_unit(2)
NOT = ThresholdUnit((-1.0,), 0.5)
NAND = ThresholdUnit((-1.0, -1.0), 1.5)
# XOR = AND(OR, NOT AND).
XOR = TwoLayerNet((OR, NAND), AND, 2)

# Name -> values on (0, 0), (0, 1), (1, 0), (1, 1), counting upwards.
TWO_INPUT_FUNCTIONS: dict[str, tuple[int, int, int, int]] = {
    "never": (0, 0, 0, 0),
    "AND": (0, 0, 0, 1),
    "X1 and not X2": (0, 0, 1, 0),
    "X1": (0, 0, 1, 1),
    "X2 and not X1": (0, 1, 0, 0),
    "X2": (0, 1, 0, 1),
    "XOR": (0, 1, 1, 0),
    "OR": (0, 1, 1, 1),
    "NOR": (1, 0, 0, 0),
    "XNOR": (1, 0, 0, 1),
    "not X2": (1, 0, 1, 0),
    "X1 or not X2": (1, 0, 1, 1),
    "not X1": (1, 1, 0, 0),
    "X2 or not X1": (1, 1, 0, 1),
    "NAND": (1, 1, 1, 0),
    "always": (1, 1, 1, 1),
}
