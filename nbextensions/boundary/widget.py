"""The plane of two features: what a neuron or a net makes of it, and points that can be dragged."""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np
import traitlets

from course import datasets, hand
from course.graph import LOSSES, Graph
from course.hand.footer import REDUCTIONS
from course.notation import NOTATIONS
from nbextensions.boundary import still as picture
from nbextensions.boundary.own import OwnBoundary
from nbextensions.frame.array_traits import Numbers, Rows, Window
from nbextensions.frame.base import Widget
from nbextensions.frame.own_functions import OwnFunctionError
from nbextensions.graphs.conventions import conventional, rewritten
from nbextensions.graphs.features import PLAIN, feature_data, table_with_features
from nbextensions.graphs.own_calls import neuron_terms
from nbextensions.graphs.plane import logic_name, require_plane, window_of
from nbextensions.graphs.tables import as_table, logic_data, rows_from, rows_of, table_data

if TYPE_CHECKING:
    from numpy.typing import ArrayLike


class Boundary(Widget):
    """Show what a neuron or a net makes of each point of a plane.

    Points are dragged (or moved by the arrow keys), and change class by a double click or the
    space bar; the line of a neuron is moved and turned by hand; p colours the plane.

    Parameters
    ----------
    table : HandTable or Graph, optional
        Any table or graph with inputs ``X1``, ``X2``, ``y`` and a probability ``p``.
    X, y : array_like of shape (n_examples, 2) and (n_examples,), optional
        Examples and targets instead, for one neuron.
    w, b : array_like and float, optional
        Its weights and bias.
    data : str
        ``"or"``, ``"and"``, ``"xor"`` or ``"nand"``: that truth table.
    features : sequence of str
        What the neuron weighs: ``("X1", "X2", "X1*X2")`` gives it their product, too.
    show_heat : bool
        Whether p colours the plane.
    forward : callable, optional
        The student's own ``forward(X, w, b) -> p``, for a net ``forward(X, parameters)`` with
        the arrays ``W``, ``b``, ``w_out`` and ``b_out``; it may return ``(p, cache)``.
    loss, reduction : str, optional
        Shown below; as in `table` where they are missing.
    window : sequence of float, optional
        Left, right, lower and upper edge of what is shown.
    **settings
        `show_panel` (False leaves the plane alone: beside a table that shows the rest), `row`,
        `group`, `notation`, `scale`, `title`.

    Attributes
    ----------
    X, y : list
        The examples as they lie now.
    row : int
        The one that is looked at.
    weight : str
        Which weight of a net the slider moves.

    Raises
    ------
    ValueError
        If the graph is not one on a plane, or shapes do not fit.

    Examples
    --------
    >>> plane = Boundary(data="xor")
    >>> plane.n_right, plane.data
    (3, 'xor')
    """

    kind: ClassVar[str] = "boundary"
    name: ClassVar[str] = "Decision boundary"

    X = Rows().tag(sync=True)
    y = Numbers().tag(sync=True)
    row = traitlets.Int(0, min=0).tag(sync=True)
    loss = traitlets.Enum(LOSSES, "squared_error").tag(sync=True)
    reduction = traitlets.Enum(REDUCTIONS, "mean").tag(sync=True)
    show_heat = traitlets.Bool(True).tag(sync=True)
    show_panel = traitlets.Bool(True).tag(sync=True)
    window = Window().tag(sync=True)
    weight = traitlets.Unicode("").tag(sync=True)
    _answer = traitlets.Dict().tag(sync=True)

    def __init__(
        self,
        table: hand.HandTable | Graph | None = None,
        *,
        X: ArrayLike | None = None,
        y: ArrayLike | None = None,
        w: ArrayLike | None = None,
        b: float | None = None,
        data: str = "",
        features: Sequence[str] = PLAIN,
        show_heat: bool = True,
        forward: Callable[..., Any] | None = None,
        **settings: Any,
    ) -> None:
        self._table = _table(table, X, y, w, b, data, tuple(features))
        graph = self._table.graph
        require_plane(graph)
        rows, targets = rows_of(self._table)
        targets = logic_data()[data] if data else targets
        start = self._table.parameters
        shown: dict[str, Any] = {
            "X": rows,
            "y": targets,
            "loss": _loss_of(graph),
            "reduction": self._table.reduction,
            "window": list(window_of(rows)),
            "weight": next(iter(start), ""),
        }
        super().__init__(
            data=_data(self._table, rows),
            parameters=start,
            own={"forward": forward},
            show_heat=bool(show_heat),
            **{**shown, **settings},
        )
        self._own_boundary = OwnBoundary(self._functions, graph)
        self._about: dict[str, Any] = {}
        self._refresh()

    @traitlets.validate("X")
    def _two_features(self, proposal: Any) -> list[list[float]]:
        X: list[list[float]] = proposal["value"]
        if len(X[0]) != 2:
            raise traitlets.TraitError(f"X has {len(X[0])} features, a plane has two")
        return X

    @property
    def data(self) -> str:
        """Which truth table the examples are, such as ``"or"``; ``""`` where they are none."""
        return logic_name(self.X, self.y)

    @data.setter
    def data(self, name: str) -> None:
        X, y = _logic(name)
        self.set_trait_values({"X": X, "y": y})

    @property
    def table(self) -> hand.HandTable:
        """The table of what is shown: these weights and examples, this notation."""
        loss, reduction = conventional(self.loss, self.reduction, self.notation)
        rows = rows_from(self._table.graph, self.X, self.y)
        table = self._table
        return rewritten(table, rows, self.parameters, loss, reduction, 1.0, self.notation)

    @property
    def n_right(self) -> int | None:
        """How many examples are predicted right; None where the student's function gives no p."""
        if np.isnan(self.p).any():
            return None
        return int(np.sum(self.guesses == (np.array(self.y) > 0.5)))

    @property
    def guesses(self) -> np.ndarray:
        """Whether class 1 is predicted, shape (n_examples,); a tie goes as the deck has it."""
        tie = NOTATIONS[self.notation].conventions["tie"]
        return self.p >= 0.5 if tie == 1 else self.p > 0.5

    @property
    def p(self) -> np.ndarray:
        """The probability at each example, shape (n_examples,).

        The student's, where it is own; nan where their function fails.
        """
        if not self._functions:
            return self.table.values("p")
        self._refresh()
        return np.array(self._answer["p"]) if self._answer else np.full(len(self.X), np.nan)

    # The student's own function -----------------------------------------------------------------
    def _question(self) -> dict[str, Any]:
        return {"parameters": self.parameters, "X": self.X, "window": self.window}

    def _refresh(self) -> None:
        """Let the kept answer be about what is shown now."""
        known = self._about == self._question() and (self._answer or self.problem)
        if self._functions and not known:
            self.answered(self._question())

    def answer(self, question: Mapping[str, Any]) -> tuple[dict[str, Any], list[bytes]]:
        """Compute p with the student's forward pass; see `OwnBoundary.answer`."""
        return self._own_boundary.answer(question)

    def answered(self, question: Mapping[str, Any]) -> dict[str, Any] | None:
        """Compute once in Python, and keep the answer for where no kernel runs."""
        self._about = dict(question)
        try:
            result, (grid,) = self._heard(question)
        except OwnFunctionError as error:
            self.problem, self._answer = str(error), {}
            return None
        self.problem = ""
        self._answer = {**result, "grid": base64.b64encode(grid).decode()}
        return self._answer

    # What is left where no kernel runs ----------------------------------------------------------
    def still(self) -> str:
        """Draw the plane as it is now."""
        self._refresh()
        return picture.still(self)

    def describe(self) -> str:
        """Say what the plane shows now."""
        return picture.describe(self)


def _logic(name: str) -> tuple[list[list[float]], list[float]]:
    known = logic_data()
    if name not in known:
        raise ValueError(f"data is {name!r}, expected one of {', '.join(known)}")
    return datasets.all_inputs(2).tolist(), known[name]


def _table(
    table: hand.HandTable | Graph | None,
    X: ArrayLike | None,
    y: ArrayLike | None,
    w: ArrayLike | None,
    b: float | None,
    data: str,
    features: tuple[str, ...],
) -> hand.HandTable:
    """Make a table of whatever was given."""
    if data:
        inputs, targets = _logic(data)
        if X is not None or y is not None:
            raise ValueError(f"got data={data!r} and X or y as well, expected one or the other")
        if table is None:
            X, y = inputs, targets
    if features == PLAIN:
        made = as_table(table, X, y, w, b)
    elif table is not None:
        raise ValueError("got a table and features as well; the table says what is weighed")
    else:
        X, y = (X, y) if X is not None else (_logic("xor"))
        w = [0.0] * len(features) if w is None else w
        made = table_with_features(X, y, w, 0.0 if b is None else b, features)  # type: ignore[arg-type]
    if data and table is not None and rows_of(made)[0] != inputs:
        raise ValueError(f"data={data!r} is for a table of the four rows 00, 01, 10 and 11")
    return made


def _loss_of(graph: Graph) -> str:
    """Find the loss that a graph came with; the squared error where it has another or none."""
    for name in ("unscaled_loss", "loss"):
        if name in graph:
            operation = graph[name].operation
            if operation and operation.name in LOSSES:
                return operation.name
    return LOSSES[0]


def _data(table: hand.HandTable, rows: list[list[float]]) -> dict[str, Any]:
    made = table_data(table)
    terms = neuron_terms(table.graph)
    line = None
    if terms and terms[0] == ["X1", "X2"]:
        line = {
            "w": terms[1],
            "b": terms[2],
            "h": table.graph.nodes[table.graph["p"].parents[0]].name,
        }
    is_logic = rows == datasets.all_inputs(2).tolist()
    return {
        **made,
        "notations": feature_data(table.graph, made["notations"]),
        "line": line,
        "logic": logic_data() if is_logic else {},
        "inputs": rows if is_logic else [],
    }
