"""What the widgets of a graph are made from: a table of the course, as data for the browser."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from course import datasets, hand, notation
from course.graph import LOSSES, OPERATIONS, Graph

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

LOGIC = ("or", "and", "xor", "nand")


def as_table(
    table: Any,
    X: ArrayLike | None = None,
    y: ArrayLike | None = None,
    w: ArrayLike | None = None,
    b: float | None = None,
    **settings: Any,
) -> hand.HandTable:
    """Make the table that a widget shows.

    Parameters
    ----------
    table : HandTable, Graph or None
        A table; or a graph of one example, whose own inputs are the one row; or None.
    X, y : array_like, optional
        Examples (n_examples, n_features) and targets (n_examples,) for one sigmoid neuron; the
        truth table of OR where they are missing.
    w, b : array_like of shape (n_features,) and float, optional
        Weights and bias of that neuron; w = (1, -1), b = -0.5 where they are missing.
    **settings
        `loss`, `reduction`, `learning_rate`, as for :func:`course.hand.table`.

    Returns
    -------
    HandTable
        The table.

    Raises
    ------
    ValueError
        If both a table and data are given, or shapes do not fit.
    TypeError
        If `table` is neither.
    """
    if table is None:
        if X is None:
            X, logic = datasets.or_()
            y = logic if y is None else y
        if y is None:
            raise ValueError("y is missing, expected a target for each row of X")
        return hand.table((1, -1) if w is None else w, -0.5 if b is None else b, X, y, **settings)
    if any(given is not None for given in (X, y, w, b)):
        raise ValueError("got a table and X, y, w or b as well, expected one or the other")
    if isinstance(table, Graph):
        row = {node.name: node.value for node in table.leaves("input")}
        return hand.HandTable(table, [row], **{k: v for k, v in settings.items() if k != "loss"})
    if not isinstance(table, hand.HandTable):
        got = type(table).__name__
        raise TypeError(
            f"table is a {got}, expected a course.hand.HandTable or a course.graph.Graph"
        )
    return table


def table_data(table: hand.HandTable) -> dict[str, Any]:
    """Give a table as plain data, with what the browser's switches need.

    Parameters
    ----------
    table : HandTable
        The table.

    Returns
    -------
    dict
        As :meth:`course.hand.HandTable.to_data`, and ``losses`` (how each is written), ``ties``
        (how a class is predicted where a tie is 0, and where it is 1) and ``notations`` (the
        symbols of each deck).
    """
    return {
        **table.to_data(),
        "losses": losses_data(table.graph),
        "ties": [_formula("predict", 1), _formula("predict_at_tie", 1)],
        "notations": notation_data(table.graph),
    }


def _formula(name: str, n_parents: int) -> dict[str, Any]:
    operation = OPERATIONS[name]
    return {
        "operation": name,
        "template": operation.template(n_parents),
        "factors": list(operation.factors(n_parents)),
    }


def losses_data(graph: Graph) -> dict[str, Any]:
    """Say how each loss would be computed in a graph.

    Parameters
    ----------
    graph : Graph
        A graph with a target ``y`` and a probability ``p``; without them nothing can be switched.

    Returns
    -------
    dict
        Name to ``{"operation", "template", "factors", "parents"}``.
    """
    names = {node.name for node in graph.nodes}
    if not {"y", "p"} <= names:
        return {}
    score = graph.nodes[graph["p"].parents[0]].name
    return {
        name: {
            **_formula(name, 2),
            "parents": ["y", score if name.endswith("from_scores") else "p"],
        }
        for name in LOSSES
    }


def notation_data(graph: Graph) -> dict[str, Any]:
    """Give the symbols of a graph's nodes in each deck's letters.

    Parameters
    ----------
    graph : Graph
        Any graph; what it does not say the meaning of keeps its symbol.

    Returns
    -------
    dict
        Deck to ``{"title", "symbols": {node: LaTeX}, "learning_rate", **conventions}``.
    """
    return {
        key: {
            "title": entry.title,
            "symbols": {node.name: node.symbol for node in notation.relabel(graph, key).nodes},
            "learning_rate": notation.letter("learning_rate", deck=key),
            **entry.conventions,
        }
        for key, entry in notation.NOTATIONS.items()
    }


def rows_of(table: hand.HandTable) -> tuple[list[list[float]], list[float]]:
    """Give the inputs of a table's rows as lists.

    Parameters
    ----------
    table : HandTable
        The table.

    Returns
    -------
    X : list of list of float
        One list for each row, without the target.
    y : list of float
        The targets (0 where the graph has none).
    """
    rows = table.to_data()["rows"]
    names = input_names(table.graph)
    return [[row[name] for name in names] for row in rows], [row.get("y", 0.0) for row in rows]


def logic_data() -> dict[str, list[float]]:
    """Give the targets of the truth tables that a switch offers.

    Returns
    -------
    dict of str to list of float
        ``{"or": [0, 1, 1, 1], ...}`` in the order (0,0), (0,1), (1,0), (1,1).
    """
    makers = {
        "or": datasets.or_,
        "and": datasets.and_,
        "xor": datasets.xor,
        "nand": datasets.nand,
    }
    return {name: [float(target) for target in makers[name]()[1]] for name in LOGIC}


def loss_of(graph: Graph) -> str:
    """Name the operation of a graph's loss.

    Parameters
    ----------
    graph : Graph
        A graph with a node ``loss``.

    Returns
    -------
    str
        Such as ``"squared_error"``.
    """
    operation = graph["unscaled_loss" if "unscaled_loss" in graph else "loss"].operation
    return operation.name if operation else ""


def input_names(graph: Graph) -> list[str]:
    """Name the inputs of a graph, the target aside: the columns of X.

    Parameters
    ----------
    graph : Graph
        Any graph.

    Returns
    -------
    list of str
        Such as ``["X1", "X2"]``.
    """
    return [node.name for node in graph.leaves("input") if node.name != "y"]


def rows_from(
    graph: Graph, X: Sequence[Sequence[float]], y: Sequence[float]
) -> list[dict[str, float]]:
    """Give examples as the rows of a table of a graph.

    Parameters
    ----------
    graph : Graph
        The graph of one example; it may have no target.
    X : sequence, shape (n_examples, n_features)
        Inputs, in the graph's order.
    y : sequence, shape (n_examples,)
        Targets.

    Returns
    -------
    list of dict of str to float
        Input's name to value.

    Raises
    ------
    ValueError
        If there is not one target for each row.
    """
    rows = [dict(zip(input_names(graph), x, strict=True)) for x in X]
    if "y" not in graph:
        return rows
    if len(X) != len(y):
        raise ValueError(f"X has {len(X)} rows and y {len(y)} targets, expected as many")
    return [{**row, "y": target} for row, target in zip(rows, y, strict=True)]
