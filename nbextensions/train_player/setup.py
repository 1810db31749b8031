"""What a training is built from: examples, sizes, and weights to start from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from course import notation
from course.graph import Graph, mlp, sigmoid_neuron
from nbextensions.frame.own_results import kind_of
from nbextensions.graphs.tables import notation_data

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

BY_HAND = -1  # the number of the start whose weights were set by hand
MOST_EXAMPLES, MOST_HIDDEN, MOST_UNITS = 5000, 4, 12


def examples(
    X: ArrayLike, y: ArrayLike, name_X: str, name_y: str
) -> tuple[list[list[float]], list[float]]:
    """Give examples as lists, having made sure that they fit.

    Parameters
    ----------
    X : array_like, shape (n_examples, n_features)
    y : array_like of numbers from 0 to 1, shape (n_examples,)
    name_X, name_y : str
        What a sentence about them calls them.

    Returns
    -------
    X : list of list of float
    y : list of float

    Raises
    ------
    ValueError
        If they do not fit.
    """
    rows, targets = np.asarray(X, dtype=float), np.asarray(y, dtype=float)
    if rows.ndim != 2 or not 1 <= len(rows) <= MOST_EXAMPLES or targets.shape != rows.shape[:1]:
        raise ValueError(
            f"{name_X} has shape {rows.shape} and {name_y} {targets.shape}, expected "
            f"(n_examples, n_features) and (n_examples,), with 1 to {MOST_EXAMPLES} examples"
        )
    if not (np.isfinite(rows).all() and ((targets >= 0) & (targets <= 1)).all()):
        raise ValueError(f"{name_X} and {name_y} need finite numbers, and {name_y} from 0 to 1")
    return rows.tolist(), targets.tolist()


def validation_examples(given: Any) -> tuple[list[list[float]], list[float]] | None:
    """Give the examples that are held out as lists.

    Parameters
    ----------
    given : tuple of array_like, or None
        ``(X, y)``.

    Returns
    -------
    tuple of list, or None
        As `examples`.

    Raises
    ------
    ValueError
        If it is no pair, or the two do not fit.
    """
    if given is None:
        return None
    if not isinstance(given, tuple | list) or len(given) != 2:
        raise ValueError(f"validation is {kind_of(given)}, expected a pair (X, y)")
    X, y = given
    return examples(X, y, "the validation X", "its y")


def require_sizes(sizes: Sequence[int], n_features: int) -> tuple[int, ...]:
    """Return the sizes as a tuple.

    Parameters
    ----------
    sizes : sequence of int
    n_features : int
        Columns of X.

    Raises
    ------
    ValueError
        If they do not begin with `n_features` and end with 1, or are too many.
    """
    found = tuple(int(size) for size in np.atleast_1d(sizes))
    hidden = found[1:-1]
    wide = [size for size in hidden if not 1 <= size <= MOST_UNITS]
    if len(found) < 2 or found[-1] != 1 or len(hidden) > MOST_HIDDEN or wide:
        raise ValueError(
            f"sizes is {tuple(sizes)}, expected (n_features, ..., 1) with up to {MOST_HIDDEN} "
            f"hidden layers of 1 to {MOST_UNITS} units between"
        )
    if found[0] != n_features:
        raise ValueError(f"sizes begins with {found[0]}, but X has {n_features} columns")
    return found


def parameter_names(sizes: Sequence[int]) -> list[str]:
    """Name the parameters as the course's graphs do, in the order W1, b1, W2, b2, row by row.

    Parameters
    ----------
    sizes : sequence of int

    Returns
    -------
    list of str
        Empty for a net with several hidden layers, for which there is no graph.
    """
    inputs = range(1, sizes[0] + 1)
    if len(sizes) == 2:
        return [*(f"w{i}" for i in inputs), "b"]
    if len(sizes) > 3:
        return []
    units = range(1, sizes[1] + 1)
    hidden = [f"w{i}_{j}" for i in inputs for j in units] + [f"b_{j}" for j in units]
    return [*hidden, *(f"wo_{j}" for j in units), "bo"]


def notations(sizes: Sequence[int]) -> dict[str, Any]:
    """Give the letters of each deck for such a net.

    Parameters
    ----------
    sizes : sequence of int

    Returns
    -------
    dict
        As :func:`nbextensions.graphs.tables.notation_data`, and ``total_loss``. With several
        hidden layers, their units have no letters.
    """
    n = sizes[0]
    zeros = [0.0] * n
    if len(sizes) == 3:
        q = sizes[1]
        graph: Graph = mlp(zeros, 0.0, [[0.0] * q] * n, [0.0] * q, [0.0] * q, 0.0)
    else:
        graph = sigmoid_neuron(zeros, 0.0, zeros, 0.0)
    return {
        deck: {**entry, "total_loss": notation.letter("total_loss", deck=deck)}
        for deck, entry in notation_data(graph).items()
    }


def weights_by_hand(start: Any, sizes: Sequence[int], names: Sequence[str]) -> list[float]:
    """Read weights to start from.

    Parameters
    ----------
    start : mapping of str to float, sequence of array, or MLP
        By name; as ``(W1, b1, W2, b2, ...)``; or a net.
    sizes : sequence of int
    names : sequence of str
        Names of the parameters.

    Returns
    -------
    list of float
        Flat.

    Raises
    ------
    ValueError
        If something is missing, too much, or of another shape.
    """
    if isinstance(start, Mapping):
        missing = [name for name in names if name not in start]
        unknown = [name for name in start if name not in names]
        if missing or unknown or not names:
            raise ValueError(
                f"start has {', '.join(map(str, start)) or 'nothing'}, "
                f"expected {', '.join(names) or 'arrays (W1, b1, W2, b2, ...)'}"
            )
        flat = [float(start[name]) for name in names]
    else:
        flat = _flat(getattr(start, "parameters", start), sizes)
    if not np.isfinite(flat).all():
        raise ValueError("start has a weight that is not finite")
    return flat


def _flat(arrays: Any, sizes: Sequence[int]) -> list[float]:
    given = [np.asarray(array, dtype=float) for array in arrays]
    wanted = [shape for n_in, n_out in pairwise(sizes) for shape in ((n_in, n_out), (n_out,))]
    if [array.size for array in given] != [int(np.prod(shape)) for shape in wanted]:
        raise ValueError(
            f"start has arrays of shapes {[array.shape for array in given]}, expected {wanted}"
        )
    return np.concatenate([array.ravel() for array in given]).tolist()
