"""One example through the computational graph: forward, back factor by factor, and the update."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

import traitlets

from course import hand
from course.graph import Graph
from nbextensions.chain_stepper import still as picture
from nbextensions.chain_stepper.own import comparison
from nbextensions.chain_stepper.steps import Step, chain_steps, followable, sensible_few
from nbextensions.chain_stepper.still_formulas import Shown, graph_of
from nbextensions.frame.own_functions import OwnFunctionError
from nbextensions.graphs.own_table import OwnNumbers, check_roles, own_numbers
from nbextensions.graphs.plane import require_plane, window_of
from nbextensions.graphs.table_widget import TableWidget
from nbextensions.graphs.tables import as_table, input_names, loss_of, rows_of, table_data

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

_FIRST_ROW = 2  # the truth table's first row in which a weight counts


class ChainStepper(TableWidget):
    """One example through the computational graph, step by step, and back at every step.

    Forward node by node; backward factor by factor; the product along each path; the sum over
    paths where there are several; the sum or mean over the rows; the update of all parameters.

    Parameters
    ----------
    table : course.hand.HandTable or course.graph.Graph, optional
        Such as :func:`course.hand.table` or :func:`course.hand.mlp_table` make it, or a graph of
        one example, such as :func:`course.graph.two_neuron_chain`.
    X, y, w, b : array_like and float, optional
        In place of `table`: examples (n_examples, n_features), targets (n_examples,), weights
        (n_features,) and bias of one sigmoid neuron; OR with w = (1, -1), b = -0.5 without them.
    row : int, optional
        Which example goes through the graph, from 0; the third, or the last of fewer.
    follow : sequence of str, optional
        Leaves whose derivative is worked out, such as ``("w1", "b")``; inputs may be among them.
        Without it all parameters where there are at most three, else a weight of each layer.
    step : int
        Where to begin, from 0.
    forward, backward : callable, optional
        The student's own functions; see :mod:`nbextensions.graphs.own_table`. At the steps
        that find what they give (p, each row's gradient, that over all rows, the update),
        theirs stands beside
        ours, and the first that differs is named.
    **settings
        `places`, `show_table`, `show_plane`, `loss`, `reduction`, `learning_rate`, `notation`,
        `scale`, `group`, `title`.

    Attributes
    ----------
    w1, w2, ..., b : float
        The parameters, by their names in the graph.
    X, y : list
        The examples.
    step : int
        Which step is shown; one beyond the last counts as the last.
    places : int
        Digits after the point.
    show_table, show_plane : bool
        Whether the rows and the plane of the inputs stand beside the graph.
    history : list of dict
        The parameters before each update that was taken, the oldest first.

    Raises
    ------
    ValueError, TypeError
        If the arguments do not fit; the message says what was got and what was wanted.

    Examples
    --------
    >>> stepper = ChainStepper(follow=["w1"], row=2)
    >>> [step.key for step in stepper.steps][-4:]
    ['factor:h:0', 'path:w1:0', 'over:w1', 'update']
    """

    kind: ClassVar[str] = "chain_stepper"
    name: ClassVar[str] = "The chain rule, step by step"

    row = traitlets.Int(0, min=0).tag(sync=True)
    follow = traitlets.List(traitlets.Unicode(), minlen=1).tag(sync=True)
    step = traitlets.Int(0, min=0).tag(sync=True)
    places = traitlets.Int(4, min=0, max=12).tag(sync=True)
    show_table = traitlets.Bool(True).tag(sync=True)
    show_plane = traitlets.Bool(True).tag(sync=True)
    history = traitlets.List(traitlets.Dict(), default_value=[]).tag(sync=True)
    _answer = traitlets.Dict().tag(sync=True)

    def __init__(
        self,
        table: hand.HandTable | Graph | None = None,
        *,
        X: ArrayLike | None = None,
        y: ArrayLike | None = None,
        w: ArrayLike | None = None,
        b: float | None = None,
        row: int | None = None,
        follow: Sequence[str] | None = None,
        step: int = 0,
        forward: Callable[..., Any] | None = None,
        backward: Callable[..., Any] | None = None,
        **settings: Any,
    ) -> None:
        self._table = made = as_table(table, X, y, w, b)
        rows, targets = rows_of(made)
        start = {
            "X": rows,
            "y": targets,
            "loss": loss_of(made.graph),
            "reduction": made.reduction,
            "learning_rate": made.learning_rate,
            "row": min(_FIRST_ROW, len(rows) - 1) if row is None else row,
            "follow": sensible_few(made.graph) if follow is None else _as_list(follow),
        }
        super().__init__(
            data=_data(made, rows),
            parameters=made.parameters,
            own={"forward": forward, "backward": backward},
            step=step,
            **{**start, **settings},
        )
        check_roles(self._functions, made)
        if self.row >= len(self.X):
            raise ValueError(f"row is {self.row}, expected 0 to {len(self.X) - 1}")
        if self._functions:
            self.answered(self._question())

    # What may be set ----------------------------------------------------------------------------
    @traitlets.validate("follow")
    def _check_follow(self, proposal: Any) -> list[str]:
        known = followable(self._table.graph)
        for name in proposal["value"]:
            if name not in known:
                wanted = ", ".join(known)
                raise traitlets.TraitError(f"follow has {name!r}, expected some of {wanted}")
        return list(dict.fromkeys(proposal["value"]))

    # What it shows now --------------------------------------------------------------------------
    @property
    def shown(self) -> Shown:
        """The table at the row that goes through the graph, and all steps, with their factors."""
        table = self.table
        row = min(self.row, len(table) - 1)
        graph = graph_of(table, row)
        steps = chain_steps(graph, self.follow, len(table), table.reduction)
        return Shown(table, graph, row, self.places, steps)

    @property
    def steps(self) -> list[Step]:
        """All steps, as they follow from graph, rows and `follow`."""
        return self.shown.steps

    @property
    def at(self) -> int:
        """Which step is shown: `step`, or the last one."""
        return min(self.step, len(self.steps) - 1)

    @property
    def comparison(self) -> str:
        """How the student's numbers compare at this step, in words; ``""`` without any."""
        return comparison(self.at, self.shown, self._answer)

    def answer(self, question: Mapping[str, Any]) -> tuple[dict[str, Any], list[bytes]]:
        """Ask the student's functions; what `forward` says is shown also where `backward` fails."""
        try:
            return super().answer(question)
        except OwnFunctionError as error:
            if error.result is not None:
                raise
            self._answer = {}  # older numbers, beside ours for these weights, would be a lie
            if len(self._functions.roles) > 1:
                forward = own_numbers(self._functions.only("forward"), self._table_of(question))
                self._keep(dict(question), forward)
                error.result = forward._asdict()
            raise

    def _keep(self, question: dict[str, Any], numbers: OwnNumbers) -> None:
        self._answer = numbers._asdict()

    # What is left where no kernel runs ----------------------------------------------------------
    def still(self) -> str:
        """Draw the graph as far as it has been worked out, and the formula of the step."""
        return picture.still(self)

    def describe(self) -> str:
        """Say what the step does, with its numbers."""
        return picture.describe(self)


def _data(table: hand.HandTable, rows: list[list[float]]) -> dict[str, Any]:
    names = [node.name for node in table.graph.leaves("input")]
    found = {
        **table_data(table),
        "inputs": input_names(table.graph),
        "target": "y" if "y" in names else "",
    }
    try:
        require_plane(table.graph)
    except ValueError:
        return found
    return {**found, "window": list(window_of(rows))}


def _as_list(follow: Sequence[str]) -> list[str]:
    return [follow] if isinstance(follow, str) else list(follow)
