"""A deck is more than its letters: half the square or the whole, sum or mean, who wins a tie.

The reader's own choice stays what it is; while a deck's letters are shown, its scalings are shown
with them. ``javascript/src/core/table/conventions.js`` says the same in the browser.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import traitlets

from course import hand, notation
from course.graph import Graph
from nbextensions.graphs.tables import losses_data

_SQUARES = {1.0: "squared_error", 0.5: "half_squared_error"}


def conventional(loss: str, reduction: str, deck: str) -> tuple[str, str]:
    """Say which loss and reduction a table has in a deck's notation.

    Parameters
    ----------
    loss, reduction : str
        As chosen.
    deck : str
        A key of :data:`course.notation.NOTATIONS`; in ``"course"`` every choice is free.

    Returns
    -------
    loss, reduction : str
        The squared error with the deck's factor, and its sum or mean; other losses and online
        steps stay.

    Examples
    --------
    >>> conventional("squared_error", "mean", "erdem")
    ('half_squared_error', 'sum')
    """
    if deck == "course":
        return loss, reduction
    conventions = notation.NOTATIONS[deck].conventions
    if loss in _SQUARES.values():
        loss = _SQUARES.get(conventions["squared_error"], loss)
    if reduction != "online":
        reduction = conventions["reduction"] or reduction
    return loss, reduction


def require_targets(y: Sequence[float], losses: Sequence[str]) -> None:
    """Make sure that losses can be made of some targets.

    Parameters
    ----------
    y : sequence of float
        Targets.
    losses : sequence of str
        As they were chosen; no deck turns one into a cross-entropy.

    Raises
    ------
    traitlets.TraitError
        If one is a cross-entropy and a target is below 0 or above 1.
    """
    strange = [target for target in y if not 0 <= target <= 1]
    if strange and any(loss.startswith("binary") for loss in losses):
        raise traitlets.TraitError(
            f"y has {strange[0]:g}, and the cross-entropy needs targets from 0 to 1: "
            "give such targets, or choose the squared error"
        )


def rewritten(
    table: hand.HandTable,
    rows: Sequence[dict[str, float]],
    parameters: dict[str, float],
    loss: str,
    reduction: str,
    learning_rate: float,
    deck: str = "course",
) -> hand.HandTable:
    """Make a table with everything that a widget can switch.

    Parameters
    ----------
    table : HandTable
        The table that the widget came with.
    rows : sequence of dict of str to float
        Inputs of each example.
    parameters : dict of str to float
        Their values at the start.
    loss, reduction : str
        They stand as given; see :func:`conventional`.
    learning_rate : float
        Of the update.
    deck : str
        Whose letters, and whose rule for a tie.

    Returns
    -------
    HandTable
        A new table.
    """
    data = table.graph.to_data()
    places = {node["name"]: i for i, node in enumerate(data["nodes"])}
    formulas = losses_data(table.graph)
    if loss in formulas:
        name = "unscaled_loss" if "unscaled_loss" in places else "loss"
        formula = formulas[loss]
        _swap(data, places[name], loss, [places[parent] for parent in formula["parents"]])
    tie = notation.NOTATIONS[deck].conventions["tie"]
    guess = data["nodes"][places["y_hat"]] if "y_hat" in places else {}
    if guess.get("operation", "").startswith("predict") and tie is not None:
        _swap(data, places["y_hat"], ("predict", "predict_at_tie")[tie])
    graph = notation.relabel(Graph.from_data(data).set(parameters), deck)
    return hand.HandTable(graph, list(rows), reduction, learning_rate)


def _swap(
    data: dict[str, Any], place: int, operation: str, parents: list[int] | None = None
) -> None:
    """Compute a node of a graph's data by another operation."""
    node = data["nodes"][place]
    node["operation"] = operation
    if parents is not None:
        node["parents"] = parents
