"""A table worked by hand, live: every number in it can be opened."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar

import traitlets

from course import hand
from course.graph import Graph
from nbextensions.frame.schema import WORDS
from nbextensions.graphs.own_table import NO_OWN, OwnNumbers, check_roles
from nbextensions.graphs.table_widget import TableWidget
from nbextensions.graphs.tables import (
    as_table,
    input_names,
    logic_data,
    loss_of,
    rows_from,
    rows_of,
    table_data,
)
from nbextensions.hand_table import still as picture
from nbextensions.hand_table.column_sets import (
    blank_ids,
    checked_columns,
    column_sets,
    shown_columns,
)
from nbextensions.hand_table.controls import CONTROLS, checked_controls
from nbextensions.hand_table.diagnosis import diagnosis_data
from nbextensions.hand_table.worked import Worked

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

_COLUMNS = {"anyOf": [{"type": "string"}, WORDS]}


class HandTable(TableWidget):
    """Rows of a small data set, columns from the graph, and below them gradient and update.

    Parameters
    ----------
    table : course.hand.HandTable or course.graph.Graph, optional
        Such as :func:`course.hand.table` or :func:`course.hand.mlp_table` make it.
    X, y, w, b : array_like and float, optional
        In place of `table`: examples (n_examples, n_features), targets (n_examples,), weights
        (n_features,) and bias of one sigmoid neuron; OR with w = (1, -1), b = -0.5 without them.
    columns : str or list of str
        ``"forward"``, ``"backward"``, ``"all"``, or keys of columns.
    blanks : str or iterable
        Fill-in mode: numbers to be typed. ``"all"``, column keys (``"h"``), pairs (``(2, "p")``,
        ``("total", "dw1")``, ``("update", "w1")``).
    places : int
        Digits after the point.
    controls : bool or iterable of str
        Which controls are shown: all, none, or some of :data:`CONTROLS`.
    forward, backward : callable, optional
        The student's own functions in place of ours; see
        :mod:`nbextensions.graphs.own_table`. Ours are compared with them, and the
        first number that differs is marked.
    **settings
        `loss`, `reduction`, `learning_rate`, `notation`, `scale`, `group`, `title`, `opened`,
        `row`.

    Attributes
    ----------
    w1, w2, ..., b : float
        The parameters, by their names in the graph.
    X, y : list
        The examples.
    loss, reduction : str
    learning_rate : float
    row : int
        The row that is looked at, from 0.
    opened : str
        The opened number: ``"2:p"``, ``"total:dw1"``, ``"update:dw1"``, ``"start:w1"``, or ``""``.
    answers : dict of str to str
        What was typed, by ``"row:key"``.
    verdicts : dict of str to str
        ``"right"``, ``"drift"`` (right with rounded numbers put in), ``"coarse"``, ``"follows"``,
        ``"wrong"`` or ``"unreadable"`` for each answer; worked out in the browser.
    revealed : list of str
        Blanks whose number was shown instead.
    n_right, n_blanks : int
        How many blanks among the shown columns are answered rightly, and how many there are.
    history : list of dict
        What the earlier tables started with, after "next table".

    Raises
    ------
    ValueError, TypeError, traitlets.TraitError
        If the arguments do not fit; the message says what was got and what was wanted.

    Examples
    --------
    >>> by_hand = HandTable(X=[[0, 0], [0, 1]], y=[0, 1], w=(1, -1), b=-0.5, columns="backward")
    >>> by_hand.w1 = 2
    >>> round(by_hand.worked.total("dw2"), 4)
    -0.1219
    """

    kind: ClassVar[str] = "hand_table"
    name: ClassVar[str] = "Table by hand"

    row = traitlets.Int(0, min=0).tag(sync=True)
    columns = traitlets.Any("forward").tag(sync=True, schema=_COLUMNS)
    blanks = traitlets.Any([]).tag(sync=True, schema=WORDS)
    places = traitlets.Int(2, min=0, max=12).tag(sync=True)
    controls = traitlets.Any(list(CONTROLS)).tag(sync=True, schema=WORDS)
    opened = traitlets.Unicode("").tag(sync=True)
    answers = traitlets.Dict(
        key_trait=traitlets.Unicode(), value_trait=traitlets.Unicode(), default_value={}
    ).tag(sync=True)
    verdicts = traitlets.Dict(default_value={}).tag(sync=True)
    revealed = traitlets.List(traitlets.Unicode(), default_value=[]).tag(sync=True)
    n_right = traitlets.Int(0).tag(sync=True)
    n_blanks = traitlets.Int(0).tag(sync=True)
    history = traitlets.List(traitlets.Dict(), default_value=[]).tag(sync=True)
    _wrong = traitlets.List(default_value=[]).tag(sync=True)  # formulas of known slips
    _last_own = traitlets.Dict(default_value={}).tag(sync=True)  # the first picture's own numbers

    def __init__(
        self,
        table: hand.HandTable | Graph | None = None,
        *,
        X: ArrayLike | None = None,
        y: ArrayLike | None = None,
        w: ArrayLike | None = None,
        b: float | None = None,
        columns: Any = "forward",
        blanks: Any = (),
        places: int = 2,
        controls: Any = True,
        forward: Callable[..., Any] | None = None,
        backward: Callable[..., Any] | None = None,
        **settings: Any,
    ) -> None:
        made = as_table(table, X, y, w, b)
        self._table = made
        self._own_numbers = NO_OWN
        self._own_question: dict[str, Any] = {}
        rows, targets = rows_of(made)
        start = {
            "X": rows,
            "y": targets,
            "loss": loss_of(made.graph),
            "reduction": made.reduction,
            "learning_rate": made.learning_rate,
        }
        super().__init__(
            data={
                **table_data(made),
                "sets": column_sets(made),
                "inputs": input_names(made.graph),
                "logic": logic_data(),
                "own_names": {
                    role: getattr(function, "__name__", role)
                    for role, function in (("forward", forward), ("backward", backward))
                    if function is not None
                },
            },
            parameters=made.parameters,
            own={"forward": forward, "backward": backward},
            columns=columns,
            blanks=blanks,
            places=places,
            controls=controls,
            **{**start, **settings},
        )
        check_roles(self._functions, made)
        self._ask_own()
        self._count()
        self._know_slips()

    # What may be set ----------------------------------------------------------------------------
    @traitlets.validate("columns")
    def _check_columns(self, proposal: Any) -> str | list[str]:
        return checked_columns(self._table, proposal["value"])

    @traitlets.validate("blanks")
    def _check_blanks(self, proposal: Any) -> list[str]:
        sized = self._with_rows() if self.X else self._table
        return blank_ids(sized, proposal["value"])

    @traitlets.validate("controls")
    def _check_controls(self, proposal: Any) -> list[str]:
        return checked_controls(proposal["value"])

    @traitlets.observe("columns", "blanks", "X")
    def _count(self, _change: Any = None) -> None:
        shown = set(shown_columns(self._table, self.columns))
        self.n_blanks = sum(blank.split(":")[1] in shown for blank in self.blanks)

    @traitlets.observe("blanks")
    def _know_slips(self, _change: Any = None) -> None:
        if self.blanks and not self._wrong:
            self._wrong = diagnosis_data(self._table)

    # What it shows now --------------------------------------------------------------------------
    def _with_rows(self) -> hand.HandTable:
        graph = self._table.graph
        return hand.HandTable(graph, rows_from(graph, self.X, self.y))

    @property
    def worked(self) -> Worked:
        """The numbers that are shown now, at full precision.

        Returns
        -------
        Worked
            ``value(row, key)``, ``total(key)``, ``update(key)``; in the notation that is shown.
        """
        self._ask_own()
        latest = self._own_question == self._question()
        return Worked(self.table, self._own_numbers if latest else NO_OWN)

    def _ask_own(self) -> None:
        """Ask the student's functions, where they have not been asked about this state yet."""
        question = self._question()
        if self._functions and question != self._own_question:
            self.answered(question)
            if question == self._own_question:
                self._last_own = {"question": question, "numbers": self._own_numbers._asdict()}

    def _keep(self, question: dict[str, Any], numbers: OwnNumbers) -> None:
        self._own_question, self._own_numbers = question, numbers

    # What is left where no kernel runs ----------------------------------------------------------
    def still(self) -> str:
        """Draw the table as it stands."""
        return picture.still(self)

    def describe(self) -> str:
        """Say what stands in the table, row by row; blanks stay blanks."""
        return picture.describe(self)

    def shown(self, id: str, worked: Worked | None = None) -> str:
        """Write a number as it stands in the table: a blank as it was typed.

        Parameters
        ----------
        id : str
            ``"row:key"``.
        worked : Worked, optional
            The numbers, where they are already at hand.

        Returns
        -------
        str
            Its digits; ``""`` for an empty blank.
        """
        if id in self.blanks and id not in self.revealed:
            return self.answers.get(id, "")
        return (worked or self.worked).text(id, self.places)
