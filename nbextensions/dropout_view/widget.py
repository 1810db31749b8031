"""Dropout: units struck out in the net and in the table, and the average over all masks."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np
import traitlets

from course import hand
from course.activations import sigmoid
from course.graph import Graph
from nbextensions.dropout_view import still as picture
from nbextensions.dropout_view.masks import all_masks, probabilities, scores
from nbextensions.frame.array_traits import Numbers, Rows
from nbextensions.frame.base import FiniteFloat, Widget
from nbextensions.graphs.lanes import evaluate
from nbextensions.network_view.layers import NetLayers, net_layers
from nbextensions.network_view.own import own_forward
from nbextensions.network_view.tables import NetOnRows, net_table
from nbextensions.network_view.widget import network_data

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

_DRAWN = 300  # masks that can be stepped through
MOST_RATE = 0.95


class DropoutView(Widget):
    r"""Strike hidden units out, one mask after the other, and average over all masks.

    .. math:: o = \sum_j w_{oj} \frac{h_j m_j}{1 - \text{rate}} + b_o

    Parameters
    ----------
    table : HandTable or Graph, optional
        A net with hidden layers; units of the last one are struck out. The lecture's 2-3-1 net
        where nothing is given.
    h, w : sequence of float, shape (n_units,), optional
        Instead of a table: the hidden activations and the weights to the output, without a bias.
    rate : float in [0, 0.95]
        Probability that a unit is struck out.
    row : int, optional
        The example that is looked at, from 0; the last where it is missing.
    seed : int
        Of the masks that are drawn, here in Python.
    scaled : bool
        Whether those who stay are divided by ``1 - rate`` (inverted dropout).
    mask : sequence of 0 and 1, optional
        The mask at the start; the full team where it is missing.
    forward : callable, optional
        The student's ``forward(X, params, mask) -> p`` or ``(p, cache)``: one row of X, `params`
        as for :class:`~nbextensions.NetworkView`, and the mask, shape (1, n_units), as it is
        multiplied on: 0 or ``1 / (1 - rate)`` (0 or 1 where `scaled` is off).
    **settings
        `notation`, `scale`, `group`, `title`.

    Attributes
    ----------
    mask : list of int
        The mask that is looked at.
    step : int
        How many masks have been drawn.
    rate, scaled, row, X, y
        As above; the weights by the graph's names.

    Raises
    ------
    ValueError
        If the net has no hidden layer, or shapes do not fit.

    Notes
    -----
    Source: Srivastava et al., "Dropout: A Simple Way to Prevent Neural Networks from Overfitting",
    JMLR 15 (2014), section 4 and section 10 (scaling while training).

    Examples
    --------
    >>> view = DropoutView(h=(0.2, 0.5, 0.9), w=(1, -1, 2), rate=0.5)
    >>> [round(view.average(scaled=scaled), 10) for scaled in (False, True)]
    [0.75, 1.5]
    """

    kind: ClassVar[str] = "dropout_view"
    name: ClassVar[str] = "Dropout"

    X = Rows().tag(sync=True)
    y = Numbers().tag(sync=True)
    row = traitlets.Int(0, min=0).tag(sync=True)
    rate = FiniteFloat(0.5, min=0.0, max=MOST_RATE).tag(sync=True)
    scaled = traitlets.Bool(True).tag(sync=True)
    mask = traitlets.List(traitlets.Int(min=0, max=1)).tag(sync=True)
    step = traitlets.Int(0, min=0, max=_DRAWN).tag(sync=True)
    _last_own = traitlets.Dict().tag(sync=True)

    def __init__(
        self,
        table: hand.HandTable | Graph | None = None,
        *,
        h: Sequence[float] | None = None,
        w: Sequence[float] | None = None,
        rate: float = 0.5,
        row: int | None = None,
        seed: int = 0,
        scaled: bool = True,
        mask: Sequence[int] | None = None,
        forward: Callable[..., Any] | None = None,
        **settings: Any,
    ) -> None:
        made = _net(table, h, w)
        self._graph, self._net = made.graph, net_layers(made.graph)
        if len(self._net.layers) < 2:
            raise ValueError("the net has no hidden layer, expected one whose units can drop out")
        last = len(made.X) - 1
        if row is not None and not 0 <= row <= last:
            raise ValueError(f"row is {row}, expected 0 to {last}")
        n = len(self._units)
        name = getattr(forward, "__name__", "") if forward is not None else ""
        data = {
            **network_data(self._graph, self._net),
            "bare": _is_bare(self._graph, self._net),
            "drawn": np.random.default_rng(seed).random((_DRAWN, n)).tolist(),
            "own_name": name,
            "most_rate": MOST_RATE,
        }
        shown = {"X": made.X, "y": made.y, "row": last if row is None else row}
        super().__init__(
            data=data,
            parameters=made.parameters,
            own={"forward": forward},
            rate=rate,
            scaled=scaled,
            mask=[1] * n if mask is None else list(mask),
            **{**shown, **settings},
        )
        if self._functions:
            self.answered(self._question())

    @traitlets.validate("mask")
    def _has_the_units(self, proposal: Any) -> list[int]:
        mask, n = proposal["value"], len(self._units)
        if len(mask) != n:
            raise traitlets.TraitError(f"mask is {mask}, expected {n} times 0 or 1")
        return mask

    # What it shows ------------------------------------------------------------------------------
    @property
    def _units(self) -> list[str]:
        return self._net.layers[-2].activations

    @property
    def net(self) -> NetLayers:
        """Which node stands where."""
        return self._net

    def _values(self) -> dict[str, np.ndarray]:
        row = min(self.row, len(self.X) - 1)
        leaves: dict[str, Any] = {**self.parameters, "y": self.y[row]}
        leaves.update(zip(self._net.inputs, self.X[row], strict=True))
        return evaluate(self._graph, leaves)

    @property
    def h(self) -> np.ndarray:
        """The activations that may be struck out, for this row, shape (n_units,)."""
        values = self._values()
        return np.array([float(values[name]) for name in self._units])

    @property
    def w(self) -> np.ndarray:
        """Their weights to the output, shape (n_units,)."""
        return np.array([getattr(self, row[0]) for row in self._net.layers[-1].weights])

    @property
    def b(self) -> float:
        """Bias of the output."""
        name = self._net.layers[-1].biases[0]
        return float(getattr(self, name)) if name else 0.0

    def scores(self, masks: ArrayLike, scaled: bool | None = None) -> np.ndarray:
        """Compute o under masks of 0 and 1, shape (n_masks, n_units) to (n_masks,)."""
        how = self.scaled if scaled is None else scaled
        return scores(self.h, self.w, self.b, masks, self.rate, how)

    @property
    def o(self) -> float:
        """The output's weighted sum under the mask that is looked at."""
        return float(self.scores([self.mask])[0])

    @property
    def p(self) -> float:
        """The probability under the mask that is looked at."""
        return float(sigmoid(np.array(self.o)))

    @property
    def full(self) -> float:
        """The output's weighted sum of the full team, as the net is used after training."""
        return float(self.h @ self.w + self.b)

    def average(self, of: str = "o", scaled: bool | None = None) -> float:
        """Average over all masks, exactly: each counts as often as it is drawn.

        Parameters
        ----------
        of : str
            ``"o"`` or ``"p"``.
        scaled : bool, optional
            Whether those who stay are scaled up; as shown where it is missing.

        Returns
        -------
        float
        """
        if of not in ("o", "p"):
            raise ValueError(f"of is {of!r}, expected 'o' or 'p'")
        masks = all_masks(len(self._units))
        o = self.scores(masks, scaled)
        return float(probabilities(masks, self.rate) @ (sigmoid(o) if of == "p" else o))

    def drawn(self, count: int | None = None) -> np.ndarray:
        """Give the masks that were drawn: 1 where a uniform number reaches the rate.

        Parameters
        ----------
        count : int, optional
            How many; `step` where it is missing.

        Returns
        -------
        ndarray of float64, shape (count, n_units)
        """
        uniform = np.array(self._data["drawn"])[: self.step if count is None else count]
        return (uniform >= self.rate).astype(float)

    # The student's own function -----------------------------------------------------------------
    def _question(self) -> dict[str, Any]:
        row = min(self.row, len(self.X) - 1)
        factor = 1 / (1 - self.rate) if self.scaled else 1.0
        mask = [m * factor for m in self.mask]
        return {"parameters": self.parameters, "x": self.X[row], "mask": mask}

    def answer(self, question: Mapping[str, Any]) -> tuple[dict[str, Any], list[bytes]]:
        """Compute p under the mask with the student's forward pass.

        Parameters
        ----------
        question : mapping
            ``x``: (n_features,); ``mask``: (n_hidden,) of 0 and 1; ``parameters``: name to value.

        Returns
        -------
        result : dict
            As :func:`nbextensions.network_view.own.own_forward`, for one example.
        buffers : list of bytes
            None.

        Raises
        ------
        OwnFunctionError
            If it raises, or returns what cannot be shown.
        """
        x, mask = (np.array([question[key]], dtype=np.float64) for key in ("x", "mask"))
        parameters = question["parameters"]
        return own_forward(self._functions, self._net, x, parameters, mask), []

    def answered(self, question: Mapping[str, Any]) -> dict[str, Any] | None:
        """Compute once in Python, and keep the answer for where no kernel runs."""
        result = super().answered(question)
        if result is not None:
            self._last_own = {"question": dict(question), "numbers": result}
        return result

    # What is left where no kernel runs ----------------------------------------------------------
    def still(self) -> str:
        """Draw the net with its mask, the table and the averages."""
        if self._functions:
            self.answered(self._question())
        return picture.still(self)

    def describe(self) -> str:
        """Say who is out, what comes out, and the averages."""
        return picture.describe(self)


def _net(
    table: hand.HandTable | Graph | None, h: Sequence[float] | None, w: Sequence[float] | None
) -> NetOnRows:
    """Make the net; bare activations are biases of units that do nothing else."""
    if h is None and w is None:
        return net_table(table, None, None, None, None, "sigmoid", "normal", 0)
    if table is not None or h is None or w is None:
        raise ValueError("got a table and h or w, or only one of h and w; expected a table or both")
    if len(h) != len(w) or not 1 <= len(h) <= 8:
        raise ValueError(f"h has {len(h)} units and w {len(w)}, expected as many, 1 to 8")
    zeros = [[0.0] * len(h)]
    bare = hand.mlp_table(zeros, h, w, 0.0, [[0.0]], [1.0], activation="identity")
    return net_table(bare, None, None, None, None, "sigmoid", "normal", 0)


def _is_bare(graph: Graph, net: NetLayers) -> bool:
    """Whether the hidden activations are given by themselves, and inputs say nothing."""
    first = net.layers[0]
    silent = all(graph[name].value == 0 for row in first.weights for name in row)
    return len(net.layers) == 2 and first.activation == "identity" and silent
