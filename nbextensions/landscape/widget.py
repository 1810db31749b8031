"""The loss over two parameters, and descent across it."""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np
import traitlets

from course import hand
from course.graph import Graph
from course.hand.footer import REDUCTIONS
from nbextensions.frame.array_traits import Numbers, Rows, Window
from nbextensions.frame.base import FiniteFloat, Widget
from nbextensions.frame.own_functions import OwnFunctionError
from nbextensions.graphs.conventions import conventional, require_targets, rewritten
from nbextensions.graphs.features import feature_data
from nbextensions.graphs.tables import (
    as_table,
    input_names,
    loss_of,
    losses_data,
    rows_from,
    rows_of,
    table_data,
)
from nbextensions.landscape import still as picture
from nbextensions.landscape.descent import descend
from nbextensions.landscape.own import OwnLandscape

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

MOST_STEPS = 2000
_BOTH = ("squared_error", "binary_cross_entropy")


class Landscape(Widget):
    """Show the loss as a map over two parameters, the others held where they are.

    The point stands where the parameters are and can be dragged; the arrow is the step that
    gradient descent would take. A click drops the point elsewhere; from there a descent is
    stepped, played and taken back.

    Parameters
    ----------
    table : HandTable or Graph, optional
        Any table or graph with a loss.
    X, y, w, b : array_like, optional
        One neuron instead, as for :func:`course.hand.table`.
    over : tuple of str
        The two parameters, by their names in the graph.
    losses : sequence of str
        One map, or two side by side.
    span : tuple of float, or two of them
        Both axes from and to; or one pair for each.
    learning_rate : float, optional
        Of the steps; the table's own where it is missing.
    loss_function : callable, optional
        The student's own ``loss_function(X, y, w, b) -> number``; for a net ``(X, y, parameters)``.
    forward : callable, optional
        Or the student's own forward pass, as for `Boundary`: the loss is then the course's.
    **settings
        `reduction`, `group`, `notation`, `scale`, `title`.

    Attributes
    ----------
    loss : str
        The one whose steps the parameters take, where two are shown.
    window : list of float
        Left, right, lower and upper edge of the maps.
    start : list of float
        Where the descent was dropped; empty where there is none.
    step : int
        How many steps it has taken.

    Raises
    ------
    ValueError
        If a name is no parameter's or no loss's.

    Examples
    --------
    >>> from course import datasets, hand
    >>> Landscape(hand.table([1, -1], -0.5, *datasets.or_())).window
    [-6.0, 6.0, -6.0, 6.0]
    """

    kind: ClassVar[str] = "landscape"
    name: ClassVar[str] = "Loss landscape"

    X = Rows().tag(sync=True)
    y = Numbers().tag(sync=True)
    over = traitlets.List(traitlets.Unicode(), minlen=2, maxlen=2).tag(sync=True)
    losses = traitlets.List(traitlets.Unicode(), minlen=1, maxlen=2).tag(sync=True)
    loss = traitlets.Unicode().tag(sync=True)
    reduction = traitlets.Enum(REDUCTIONS, "mean").tag(sync=True)
    learning_rate = FiniteFloat(1.0).tag(sync=True)
    window = Window().tag(sync=True)
    start = traitlets.List(FiniteFloat(), maxlen=2).tag(sync=True)
    step = traitlets.Int(0, min=0, max=MOST_STEPS).tag(sync=True)
    _answer = traitlets.Dict().tag(sync=True)

    def __init__(
        self,
        table: hand.HandTable | Graph | None = None,
        *,
        X: ArrayLike | None = None,
        y: ArrayLike | None = None,
        w: ArrayLike | None = None,
        b: float | None = None,
        over: Sequence[str] = ("w1", "w2"),
        losses: Sequence[str] = _BOTH,
        span: Any = (-6, 6),
        learning_rate: float | None = None,
        loss_function: Callable[..., Any] | None = None,
        forward: Callable[..., Any] | None = None,
        **settings: Any,
    ) -> None:
        if loss_function is not None and forward is not None:
            raise ValueError("got loss_function and forward, expected one of them")
        self._table = as_table(table, X, y, w, b)
        rows, targets = rows_of(self._table)
        data = table_data(self._table)
        known = list(data["losses"]) or [loss_of(self._table.graph)]
        losses = [losses] if isinstance(losses, str) else list(losses)
        losses = losses if data["losses"] else known
        data["notations"] = feature_data(self._table.graph, data["notations"])
        data["names"] = input_names(self._table.graph)
        data["own_name"] = getattr(loss_function, "__name__", "")
        shown: dict[str, Any] = {
            "X": rows,
            "y": targets,
            "over": list(over),
            "losses": losses,
            "loss": loss_of(self._table.graph)
            if loss_of(self._table.graph) in losses
            else losses[0],
            "reduction": self._table.reduction,
            "window": _window(span),
        }
        rate = self._table.learning_rate if learning_rate is None else learning_rate
        settings["start"] = [float(at) for at in settings.get("start", ())]
        super().__init__(
            data=data,
            parameters=self._table.parameters,
            own={"loss_function": loss_function, "forward": forward},
            learning_rate=rate,
            **{**shown, **settings},
        )
        self._own_landscape = OwnLandscape(self._functions, self._table.graph)
        if self._functions:
            self.answered(self._question())
        if self.start:
            self._go_to_the_end()

    def _go_to_the_end(self) -> None:
        """Put the parameters where the descent that was asked for ends."""
        k = self.losses.index(self.loss) if self.loss in self.losses else 0
        if self._answer:
            panes = self._answer["panes"]
            path = panes[min(k, len(panes) - 1)]["path"]  # an own loss function has one map
        elif self._functions:
            path = []
        else:
            path = descend(self.tables[k], self.over, self.start, self.learning_rate, self.step)
        if path:  # none where the student's function fails at the start
            self.set_trait_values(dict(zip(self.over, path[-1], strict=True)))

    @traitlets.validate("over")
    def _two_parameters(self, proposal: Any) -> list[str]:
        names = list(proposal["value"])
        known = [node.name for node in self._table.graph.leaves("parameter")]
        unknown = [name for name in names if name not in known]
        if unknown or len(set(names)) < 2:
            got = repr(unknown[0]) if unknown else f"{names[0]!r} twice"
            raise traitlets.TraitError(f"over has {got}, expected two of {', '.join(known)}")
        return names

    @traitlets.validate("losses")
    def _known_losses(self, proposal: Any) -> list[str]:
        names = list(proposal["value"])
        known = list(losses_data(self._table.graph)) or [loss_of(self._table.graph)]
        unknown = [name for name in names if name not in known]
        if unknown:
            raise traitlets.TraitError(
                f"losses has {unknown[0]!r}, expected one or two of {', '.join(known)}"
            )
        require_targets(self.y, names)
        return names

    @traitlets.validate("y")
    def _check_targets(self, proposal: Any) -> list[float]:
        y: list[float] = proposal["value"]
        require_targets(y, self.losses)
        return y

    @property
    def tables(self) -> list[hand.HandTable]:
        """The table of what is shown, one for each map: its weights, examples and notation."""
        rows = rows_from(self._table.graph, self.X, self.y)
        made = []
        for name in self.losses:
            loss, reduction = conventional(name, self.reduction, self.notation)
            reduction = "mean" if reduction == "online" else reduction
            settings = (self.parameters, loss, reduction, self.learning_rate, self.notation)
            made.append(rewritten(self._table, rows, *settings))
        return made

    # The student's own function -----------------------------------------------------------------
    def _question(self) -> dict[str, Any]:
        pairs = [conventional(name, self.reduction, self.notation) for name in self.losses]
        return {
            "over": self.over,
            "parameters": self.parameters,
            "X": self.X,
            "y": self.y,
            "window": self.window,
            "losses": [loss for loss, _ in pairs],
            "reduction": pairs[0][1],
            "start": self.start,
            "step": self.step,
            "rate": self.learning_rate,
        }

    def answer(self, question: Mapping[str, Any]) -> tuple[dict[str, Any], list[bytes]]:
        """Compute maps, slopes and a descent with the student's function; see `OwnLandscape`."""
        return self._own_landscape.answer(question)

    def answered(self, question: Mapping[str, Any]) -> dict[str, Any] | None:
        """Compute once in Python, and keep the answer for where no kernel runs."""
        problem = ""
        try:
            result, grids = self._heard(question)
        except OwnFunctionError as error:
            problem, result, grids = str(error), error.result or {}, error.buffers
        self.problem = problem
        kept = [base64.b64encode(grid).decode() for grid in grids]
        self._answer = {**result, "grids": kept} if result else {}
        return self._answer or None

    # What is left where no kernel runs ----------------------------------------------------------
    def still(self) -> str:
        """Draw the maps as they are now."""
        if self._functions:
            self.answered(self._question())
        return picture.still(self)

    def describe(self) -> str:
        """Say what the maps show now."""
        if self._functions:
            self.answered(self._question())
        return picture.describe(self)


def _window(span: Any) -> list[float]:
    pairs = np.asarray(span, dtype=np.float64)
    if pairs.shape == (2,):
        pairs = np.array([pairs, pairs])
    if pairs.shape != (2, 2):
        raise ValueError(f"span is {span!r}, expected (from, to), or such a pair for each axis")
    return [float(edge) for edge in pairs.ravel()]
