"""A net: its units with their values, its edges by weight, and the matrices they are entries of."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np
import traitlets

from course import hand
from course.graph import OPERATIONS, Graph
from course.notation import NOTATIONS, relabel
from nbextensions.frame.array_traits import Numbers, Rows
from nbextensions.frame.base import Widget
from nbextensions.graphs.lanes import evaluate
from nbextensions.graphs.tables import notation_data
from nbextensions.network_view import still as picture
from nbextensions.network_view.layers import NetLayers, matrix_letters, net_layers
from nbextensions.network_view.own import own_forward
from nbextensions.network_view.tables import net_table

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from course.graph.deep import Layers


class NetworkView(Widget):
    """Show a net at work on one example, and all of its numbers in matrices.

    A click (or Enter) on an edge, a bias or an input types its value, the arrow keys up and down
    nudge it; whatever is lit in the net is lit in the matrices, and the other way round.

    Parameters
    ----------
    table : HandTable or Graph, optional
        A net with up to 4 layers of weights and 8 units in each; the 2-3-1 net of the lecture
        where nothing is given.
    row : int, optional
        The example that is looked at, from 0; the last where it is missing.
    X, y : array_like of shape (n_examples, n_features) and (n_examples,), optional
        Examples for `layers` or `sizes`; XOR for two features, else drawn.
    layers : sequence of (W, b), optional
        The weights instead of a table: W of shape (n_in, n_out), b of shape (n_out,).
    sizes : sequence of int, optional
        Units of each layer instead, such as ``(2, 8, 8, 1)``; weights are drawn.
    activation : str
        Of the hidden units: ``"sigmoid"``, ``"tanh"``, ``"relu"`` or ``"identity"``.
    initializer : str
        Where weights are drawn; a key of :data:`course.initializers.INITIALIZERS`.
    seed : int
        Of what is drawn, here in Python.
    written : str
        ``"matrix"`` or ``"sum"``: how the computation is written beside the net.
    lit : str
        Name of what is lit at the start, such as ``"w1_2"`` or ``"h_3"``.
    forward : callable, optional
        The student's ``forward(X, params) -> p`` or ``(p, cache)``, with ``params = {"W", "b",
        "w_out", "b_out"}``; for deeper nets a list of ``(W, b)``, for one neuron
        ``forward(X, w, b)``. Hidden activations are compared, too, where the cache holds them.
    **settings
        `notation`, `scale`, `group`, `title`, `places`.

    Attributes
    ----------
    X, y : list
        The examples as they are now.
    w1_1, b_1, wo_1, bo, ... : float
        The parameters, by the graph's names.
    lit, written, row, places
        As above; `places` are the digits shown.

    Raises
    ------
    ValueError
        If the graph is no such net, or shapes do not fit.

    Notes
    -----
    Source of the 2-3-1 net: Beam, BMI 707 lecture 2, "Multilayer Perceptrons". Shapes: Erdem,
    lecture 11, slides 39 and 40.

    Examples
    --------
    >>> net = NetworkView(row=2)
    >>> net.n_parameters, round(float(net.p[2]), 4)
    (13, 0.4818)
    """

    kind: ClassVar[str] = "network_view"
    name: ClassVar[str] = "Network"

    X = Rows().tag(sync=True)
    y = Numbers().tag(sync=True)
    row = traitlets.Int(0, min=0).tag(sync=True)
    written = traitlets.Enum(("matrix", "sum"), "matrix").tag(sync=True)
    lit = traitlets.Unicode("").tag(sync=True)
    places = traitlets.Int(2, min=1, max=6).tag(sync=True)
    _last_own = traitlets.Dict().tag(sync=True)

    def __init__(
        self,
        table: hand.HandTable | Graph | None = None,
        *,
        row: int | None = None,
        X: ArrayLike | None = None,
        y: ArrayLike | None = None,
        layers: Layers | None = None,
        sizes: Sequence[int] | None = None,
        activation: str = "sigmoid",
        initializer: str = "glorot_normal",
        seed: int = 0,
        written: str = "matrix",
        lit: str = "",
        forward: Callable[..., Any] | None = None,
        **settings: Any,
    ) -> None:
        made = net_table(table, X, y, layers, sizes, activation, initializer, seed)
        self._graph, self._net = made.graph, net_layers(made.graph)
        last = len(made.X) - 1
        if row is not None and not 0 <= row <= last:
            raise ValueError(f"row is {row}, expected 0 to {last}")
        shown = {"X": made.X, "y": made.y, "row": last if row is None else row}
        super().__init__(
            data={**network_data(self._graph, self._net), "own_name": _name_of(forward)},
            parameters=made.parameters,
            own={"forward": forward},
            written=written,
            lit=lit,
            **{**shown, **settings},
        )
        if self._functions:
            self.answered(self._question())

    @traitlets.validate("lit")
    def _is_there(self, proposal: Any) -> str:
        name = proposal["value"]
        if name and name not in self._graph:
            raise traitlets.TraitError(f"lit is {name!r}, expected the name of a node of the net")
        return name

    @traitlets.validate("X")
    def _has_the_features(self, proposal: Any) -> list[list[float]]:
        wanted, got = len(self._net.inputs), len(proposal["value"][0])
        if got != wanted:
            raise traitlets.TraitError(
                f"X has {got} columns, expected {wanted}: one for each input"
            )
        return proposal["value"]

    # What it shows ------------------------------------------------------------------------------
    @property
    def net(self) -> NetLayers:
        """Which node stands where."""
        return self._net

    @property
    def n_parameters(self) -> int:
        """How many numbers the net has learnt or could learn: weights and biases."""
        return len(self._parameters)

    @property
    def graph(self) -> Graph:
        """The net on the row that is looked at, in the letters that are shown."""
        names = [*self._net.inputs, *(["y"] if "y" in self._graph else [])]
        row = min(self.row, len(self.X) - 1)
        leaves = dict(zip(names, [*self.X[row], self.y[row]], strict=False))
        return relabel(self._graph.copy().set({**self.parameters, **leaves}), self.notation)

    def values(self, name: str) -> np.ndarray:
        """Compute one node for all examples.

        Parameters
        ----------
        name : str
            Such as ``"h_1"``, ``"o"`` or ``"p"``.

        Returns
        -------
        ndarray, shape (n_examples,)
        """
        X = np.array(self.X)
        leaves: dict[str, Any] = {**self.parameters, "y": np.array(self.y[: len(X)])}
        leaves.update({name: X[:, i] for i, name in enumerate(self._net.inputs)})
        return np.array(np.broadcast_to(evaluate(self._graph, leaves)[name], len(X)))

    @property
    def p(self) -> np.ndarray:
        """The net's probability for each example, shape (n_examples,)."""
        return self.values("p")

    def guess(self, row: int) -> int:
        """Predict the class of a row; a tie goes as the deck has it."""
        p = float(self.p[row])
        return int(p > 0.5 or (p == 0.5 and NOTATIONS[self.notation].conventions["tie"] == 1))

    # The student's own function -----------------------------------------------------------------
    def _question(self) -> dict[str, Any]:
        return {"parameters": self.parameters, "X": self.X}

    def answer(self, question: Mapping[str, Any]) -> tuple[dict[str, Any], list[bytes]]:
        """Compute p, and hidden activations if they are kept, with the student's forward pass.

        Parameters
        ----------
        question : mapping
            ``X``: (n_examples, n_features) as lists; ``parameters``: name to value.

        Returns
        -------
        result : dict
            As :func:`nbextensions.network_view.own.own_forward`.
        buffers : list of bytes
            None.

        Raises
        ------
        OwnFunctionError
            If it raises, or returns what cannot be shown.
        """
        X = np.array(question["X"], dtype=np.float64)
        return own_forward(self._functions, self._net, X, question["parameters"]), []

    def answered(self, question: Mapping[str, Any]) -> dict[str, Any] | None:
        """Compute once in Python, and keep the answer for where no kernel runs."""
        result = super().answered(question)
        if result is not None:
            self._last_own = {"question": dict(question), "numbers": result}
        return result

    def first_difference(self) -> str:
        """Say where the student's numbers first differ from ours.

        Returns
        -------
        str
            A sentence; empty where nothing differs or nothing is compared.
        """
        numbers = self._last_own.get("numbers")
        if not numbers or len(numbers["p"]) != len(self.X):
            return ""
        mine = numbers["hidden"] or [[] for _ in numbers["p"]]
        names = self._net.layers[0].activations if numbers["hidden"] else []
        role = self._functions.name("forward")
        for r, (hidden, p) in enumerate(zip(mine, numbers["p"], strict=True)):
            for name, value in zip([*names, "p"], [*hidden, p], strict=True):
                ours = float(self.values(name)[r])
                if not np.isclose(value, ours, rtol=1e-5, atol=1e-8):
                    return picture.difference(self, role, r, name, value, ours)
        return ""

    # What is left where no kernel runs ----------------------------------------------------------
    def still(self) -> str:
        """Draw the net on its row, with the shapes of its matrices."""
        if self._functions:
            self.answered(self._question())
        return picture.still(self)

    def describe(self) -> str:
        """Say what the net computes for the row that is looked at."""
        return picture.describe(self)


def network_data(graph: Graph, net: NetLayers) -> dict[str, Any]:
    """Give a net as plain data for the browser.

    Parameters
    ----------
    graph : Graph
        The net.
    net : NetLayers
        Its layers.

    Returns
    -------
    dict
        ``{"graph", "net", "notations", "ties"}``; each notation with its ``matrices``.
    """
    notations = notation_data(graph)
    for key, entry in notations.items():
        entry["matrices"] = matrix_letters(relabel(graph, key), net, key)
    ties = [
        {
            "operation": name,
            "template": OPERATIONS[name].template(1),
            "factors": list(OPERATIONS[name].factors(1)),
        }
        for name in ("predict", "predict_at_tie")
    ]
    return {"graph": graph.to_data(), "net": net.to_data(), "notations": notations, "ties": ties}


def _name_of(function: Any) -> str:
    return getattr(function, "__name__", "") if function is not None else ""
