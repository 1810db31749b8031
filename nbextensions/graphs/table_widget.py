"""What the widgets on the rows of a table share: their examples, their loss, and own functions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import traitlets

from course import hand
from nbextensions.frame.array_traits import Numbers, Rows
from nbextensions.frame.base import FiniteFloat, Widget
from nbextensions.frame.own_functions import OwnFunctionError
from nbextensions.frame.own_results import strange_probabilities
from nbextensions.graphs.conventions import conventional, require_targets, rewritten
from nbextensions.graphs.own_table import OwnNumbers, own_numbers
from nbextensions.graphs.tables import input_names, loss_of, rows_from


class TableWidget(Widget):
    """A widget on a hand table whose examples, loss, reduction and step can be changed.

    A subclass sets `_table`, the table that it was made with, before it calls ``__init__``.

    Attributes
    ----------
    X, y : list
        The examples.
    loss, reduction : str
        Of the table.
    learning_rate : float
        Of the update.
    """

    _table: hand.HandTable

    X = Rows().tag(sync=True)
    y = Numbers().tag(sync=True)
    loss = traitlets.Unicode().tag(sync=True)
    reduction = traitlets.Enum(hand.REDUCTIONS, "mean").tag(sync=True)
    learning_rate = FiniteFloat(1.0).tag(sync=True)

    @traitlets.validate("X")
    def _check_inputs(self, proposal: Any) -> list[list[float]]:
        names = input_names(self._table.graph)
        rows: list[list[float]] = proposal["value"]
        if len(rows[0]) != len(names):
            got = len(rows[0])
            raise traitlets.TraitError(f"X has {got} columns, expected {len(names)}: {names}")
        return rows

    @traitlets.validate("loss")
    def _check_loss(self, proposal: Any) -> str:
        known = {loss_of(self._table.graph): None, **self._data.get("losses", {})}
        if proposal["value"] not in known:
            wanted = ", ".join(known)
            raise traitlets.TraitError(f"loss is {proposal['value']!r}, expected one of {wanted}")
        require_targets(self.y, [proposal["value"]])
        return str(proposal["value"])

    @traitlets.validate("y")
    def _check_targets(self, proposal: Any) -> list[float]:
        y: list[float] = proposal["value"]
        require_targets(y, [self.loss])
        return y

    @property
    def table(self) -> hand.HandTable:
        """The table of what is shown: these weights and examples, this notation."""
        return self._table_of(self._question())

    def _question(self) -> dict[str, Any]:
        """Everything that the numbers depend on, as the browser asks for it, too."""
        loss, reduction = self.loss, self.reduction
        if "backward" not in self._functions:
            loss, reduction = conventional(loss, reduction, self.notation)
        return {
            "parameters": self.parameters,
            "X": self.X,
            "y": self.y,
            "loss": loss,
            "reduction": reduction,
            "learning_rate": self.learning_rate,
            "notation": self.notation,
        }

    def _table_of(self, question: Mapping[str, Any]) -> hand.HandTable:
        return rewritten(
            self._table,
            rows_from(self._table.graph, question["X"], question["y"]),
            question["parameters"],
            question["loss"],
            question["reduction"],
            question["learning_rate"],
            question.get("notation", self.notation),
        )

    def answer(self, question: Mapping[str, Any]) -> tuple[dict[str, Any], list[bytes]]:
        """Ask the student's functions about every row.

        Parameters
        ----------
        question : mapping
            ``parameters``, ``X``, ``y``, ``loss``, ``reduction``, ``learning_rate``,
            ``notation``.

        Returns
        -------
        result : dict
            ``{"p": list or None, "gradient": {name: list}, "total": {name: float}}``.
        buffers : list of bytes
            None.

        Raises
        ------
        OwnFunctionError
            If one raises or returns what cannot be shown; with the numbers as its `result` where
            they are no probabilities and the loss is the cross-entropy.
        """
        table = self._table_of(question)
        numbers = own_numbers(self._functions, table)
        self._keep(dict(question), numbers)
        if numbers.p is not None and loss_of(table.graph) == "binary_cross_entropy":
            name = self._functions.name("forward")
            strange = strange_probabilities(np.array(numbers.p), name)
            if strange:  # p is shown all the same
                error = OwnFunctionError(strange)
                error.result = numbers._asdict()
                raise error
        return numbers._asdict(), []

    def _keep(self, question: dict[str, Any], numbers: OwnNumbers) -> None:
        """Remember what the student's functions gave last."""
