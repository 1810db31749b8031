"""A student's functions at work on the rows of a table.

One neuron: ``forward(X, w, b) -> p`` and ``backward(X, y, p) -> (dw, db)``, as in homework 1A. A
net with one hidden layer: ``forward(X, params) -> p`` or ``(p, cache)`` and
``backward(X, y, params, cache) -> gradients``, where `params` and the gradients are dicts
``{"W": (n_in, n_hidden), "b": (n_hidden,), "w_out": (n_hidden,), "b_out": float}``.
Every call gets copies. What comes back in a wrong shape, or with nan, becomes a sentence.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from course.hand import HandTable
from nbextensions.frame.own_functions import OwnFunctionError, OwnFunctions
from nbextensions.frame.own_results import kind_of, probabilities, several, shaped, split


class OwnNumbers(NamedTuple):
    """What a student's functions say about a table.

    Attributes
    ----------
    p : list of float or None
        Probability of each row; None where `forward` is not the student's.
    gradient : dict of str to list of float
        Parameter to the gradient of each row, from calls on one row.
    total : dict of str to float
        Parameter to the gradient from one call on all rows; empty online.
    """

    p: list[float] | None
    gradient: dict[str, list[float]]
    total: dict[str, float]


NO_OWN = OwnNumbers(None, {}, {})


def is_net(table: HandTable) -> bool:
    """Say whether a table is that of a net with one hidden layer."""
    return any(node.quantity == "output_weight" for node in table.graph.nodes)


def check_roles(functions: OwnFunctions, table: HandTable) -> None:
    """Make sure that a student's functions can serve a table.

    Parameters
    ----------
    functions : OwnFunctions
        ``forward`` and ``backward``, or one of them.
    table : HandTable
        The table.

    Raises
    ------
    ValueError
        If the table is neither that of one neuron nor of a net with one hidden layer, or a net's
        backward comes without its forward.
    """
    if not functions:
        return
    quantities = {node.quantity for node in table.graph.leaves("parameter")}
    neuron = quantities == {"weight", "bias"}
    if not (neuron or is_net(table)):
        raise ValueError(
            "forward and backward serve tables of one neuron and of a net with one hidden layer"
        )
    if is_net(table) and "backward" in functions and "forward" not in functions:
        raise ValueError("a net's backward reads the cache that forward returns: give both")


def own_numbers(functions: OwnFunctions, table: HandTable) -> OwnNumbers:
    """Ask a student's functions about every row of a table.

    Parameters
    ----------
    functions : OwnFunctions
        ``forward`` and ``backward``, or one of them.
    table : HandTable
        The table as it stands; online each row is asked about with the parameters that it sees.

    Returns
    -------
    OwnNumbers
        Finite numbers.

    Raises
    ------
    OwnFunctionError
        If one raises or returns what cannot be shown.
    """
    asked = _Asked(functions, table)
    p = asked.probabilities() if "forward" in functions else None
    if "backward" not in functions:
        return OwnNumbers(p, {}, {})
    used = np.array(table.values("p") if p is None else p)
    rows = [asked.gradient([r], used[r : r + 1]) for r in range(len(table))]
    gradient = {name: [row[name] for row in rows] for name in table.parameters}
    everything = list(range(len(table)))
    total = {} if table.reduction == "online" else asked.gradient(everything, used)
    return OwnNumbers(p, gradient, total)


class _Asked:
    """Calls on some rows of a table, in the order and the shapes that the functions expect."""

    def __init__(self, functions: OwnFunctions, table: HandTable) -> None:
        self._functions, self._table = functions, table
        inputs = [node.name for node in table.graph.leaves("input") if node.name != "y"]
        self._X = np.column_stack([table.values(name) for name in inputs])
        self._y = table.values("y")
        self._net = is_net(table)

    def probabilities(self) -> list[float]:
        """Of all rows, in one call; online in one call a row."""
        n = len(self._table)
        batches = [[r] for r in range(n)] if self._table.reduction == "online" else [range(n)]
        return [float(value) for rows in batches for value in self._forward(list(rows))[0]]

    def _forward(self, rows: list[int]) -> tuple[np.ndarray, Any]:
        parameters = _arrays(self._table, rows[0])
        settings = (parameters,) if self._net else (parameters["w"], parameters["b"])
        p, cache = split(self._functions.call("forward", self._X[rows], *settings))
        return probabilities(p, len(rows), self._functions.name("forward")), cache

    def gradient(self, rows: list[int], p: np.ndarray) -> dict[str, float]:
        """From one call on some rows."""
        name = self._functions.name("backward")
        if self._net:
            return self._gradient_of_net(rows, name)
        result = self._functions.call("backward", self._X[rows], self._y[rows], p.copy())
        dw, db = several(result, {"dw": (self._X.shape[1],), "db": ()}, name)
        return _by_name(self._table, {"w": dw, "b": db})

    def _gradient_of_net(self, rows: list[int], name: str) -> dict[str, float]:
        parameters = _arrays(self._table, rows[0])
        _, cache = self._forward(rows)
        y = self._y[rows]
        result = self._functions.call("backward", self._X[rows], y, parameters, cache)
        if not isinstance(result, dict) or set(result) != set(parameters):
            got, wanted = kind_of(result), ", ".join(parameters)
            raise OwnFunctionError(f"{name} returned {got}, expected a dict of {wanted}")
        shapes = {key: np.shape(value) for key, value in _arrays(self._table, 0).items()}
        return _by_name(
            self._table, {k: shaped(result[k], shapes[k], name, f"gradient of {k}") for k in shapes}
        )


def _arrays(table: HandTable, row: int) -> dict[str, Any]:
    """Give the parameters that a row sees, as fresh arrays."""
    grouped: dict[str, list[float]] = {}
    for node in table.graph.leaves("parameter"):
        grouped.setdefault(node.quantity, []).append(float(table.values(node.name)[row]))
    if not is_net(table):
        return {"w": np.array(grouped["weight"]), "b": grouped["bias"][0]}
    n_hidden = len(grouped["hidden_bias"])  # weights stand unit by unit: the columns of W
    return {
        "W": np.array(grouped["hidden_weight"]).reshape(n_hidden, -1).T.copy(),
        "b": np.array(grouped["hidden_bias"]),
        "w_out": np.array(grouped["output_weight"]),
        "b_out": grouped["output_bias"][0],
    }


_KEYS = {
    "weight": "w",
    "bias": "b",
    "hidden_weight": "W",
    "hidden_bias": "b",
    "output_weight": "w_out",
    "output_bias": "b_out",
}


def _by_name(table: HandTable, arrays: dict[str, np.ndarray]) -> dict[str, float]:
    """Hand the entries of arrays out to the parameters, by name."""
    found = {}
    for node in table.graph.leaves("parameter"):
        array = arrays[_KEYS[node.quantity]]
        place = tuple(index - 1 for index in node.indices)
        found[node.name] = float(array[place] if array.ndim else array)
    return found
