"""Training, frame by frame: forward and back, one start or a hundred."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np
import traitlets

from course.graph import LOSSES
from course.initializers import INITIALIZERS
from nbextensions.frame.array_traits import Numbers, Rows
from nbextensions.frame.base import FiniteFloat, Widget
from nbextensions.frame.for_page import for_page
from nbextensions.frame.own_functions import OwnFunctionError
from nbextensions.train_player import own as training_own
from nbextensions.train_player import still as picture
from nbextensions.train_player.facts import describe
from nbextensions.train_player.in_python import TrainedInPython
from nbextensions.train_player.setup import (
    BY_HAND,
    examples,
    notations,
    parameter_names,
    require_sizes,
    validation_examples,
    weights_by_hand,
)

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

ACTIVATIONS = ("sigmoid", "tanh", "relu")
PANELS = ("settings", "units", "plane", "curves", "starts")
SPEEDS = (1, 4, 15, 60, 240, 1000)  # steps a second
STRIDES = (1, 10, 100)
MOST_STEPS, MOST_STARTS, MOST_IN_ALL = 20_000, 400, 2_000_000
AHEAD = 10_000  # numbers of a student's own training that travel with the widget
AHEAD_IN_PAGE = 400_000  # ... into a page, where nobody can be asked for more
_DRAWN_FOR = ("X", "n_steps", "n_starts", "batch_size", "seed", "initializer")


class TrainPlayer(TrainedInPython, Widget):
    """Train a net in the browser, and look at every step of it.

    All settings can be changed at any time; the training is then done again from its start, with
    the same random numbers, and the picture stays at the step that is looked at. (Going on from
    the present step with other settings would make a picture that no setting reproduces.)

    Parameters
    ----------
    X : array_like, shape (n_examples, n_features)
    y : array_like of 0 and 1, shape (n_examples,)
    sizes : sequence of int
        ``(n_features, ..., 1)``: up to four hidden layers of up to twelve units. ``(2, 1)`` is one
        sigmoid neuron.
    validation : tuple (X, y), optional
        Held-out examples: a second line in the plot, and the step where early stopping would
        have stayed.
    activation : {"sigmoid", "tanh", "relu"}
        Of the hidden units; the output is a sigmoid.
    loss : str
        A key of :data:`course.graph.LOSSES`.
    reduction : {"mean", "sum", "online"}
        Online, each step learns from one example, in the order of the table.
    learning_rate : float
    n_steps : int
        At most 20000.
    n_starts : int
        At most 400. Start ``k`` is drawn by ``course.mlp.build_mlp(...,
        rng=np.random.default_rng(seed + k))``; the biases are 0.
    seed : int
    initializer : str
        A key of :data:`course.initializers.INITIALIZERS`.
    batch_size : int, optional
        Examples a step; all where it is missing. The order of the batches is drawn in Python.
    l1, l2 : float
        Strengths of the penalties on the weights; biases are not penalised.
    rate : float in [0, 1)
        Dropout of the hidden units; the masks are drawn in Python.
    start : int, mapping, sequence of array, or MLP
        Which start is looked at, from 0; or weights to start from, by their names
        (``{"w1": 1, "w2": -1, "b": -0.5}``), as arrays ``(W1, b1, W2, b2, ...)``, or as a net.
    forward : callable, optional
        Your own ``forward(X, w, b) -> p`` for one neuron.
    backward : callable, optional
        Your own ``backward(X, y, p) -> (dw, db)`` for one neuron.
    update : callable, optional
        Your own ``update(w, b, dw, db, learning_rate) -> (w, b)`` for one neuron.
    step_function : callable, optional
        Your own ``step(params, X, y, learning_rate) -> params`` for any net, where `params` is
        ``(W1, b1, W2, b2, ...)``, or ``(w, b)`` for one neuron.
    **settings
        Further traits, such as `title`, `group`, `scale`.

    Attributes
    ----------
    step : int
        The step that is looked at; 0 is before the first one.
    start : int
        The start that is looked at; -1 for weights that were set by hand.
    by_hand : list of float
        Those weights, ``W1, b1, ...`` row by row.
    unit : str
        A hidden unit that is enlarged, ``"layer.unit"`` from 1; empty for the output.
    show : list of str
        Which of the parts settings, units, plane, curves and starts are shown.
    log_axis, numbers, regularization : bool
        Whether the loss has a logarithmic axis, the weights are shown as numbers, and the sliders
        of L1, L2 and dropout are shown.
    speed, stride : int
        Steps a second while it plays, and steps for one press of a key.
    reached : int
        The furthest step that was looked at; what comes later is not drawn yet.

    Raises
    ------
    ValueError
        If shapes or settings do not fit.

    Notes
    -----
    A net with at most one hidden layer has a trait for each parameter, named as in the graph
    (``w1``, ``b``; ``w1_2``, ``b_1``, ``wo_1``, ``bo``). Widgets of the same `group` follow the
    training; a weight that is changed there, or typed here, becomes the start of a new training.

    An example is right where ``p > 0.5`` agrees with its target; a start succeeds at a step where
    all examples are right.
    """

    kind: ClassVar[str] = "train_player"
    name: ClassVar[str] = "Training"

    X = Rows().tag(sync=True)
    y = Numbers().tag(sync=True)
    activation = traitlets.Enum(ACTIVATIONS, "sigmoid").tag(sync=True)
    loss = traitlets.Enum(LOSSES, "squared_error").tag(sync=True)
    reduction = traitlets.Enum(("mean", "sum", "online"), "mean").tag(sync=True)
    learning_rate = FiniteFloat(1.0, min=0).tag(sync=True)
    l1 = FiniteFloat(0.0, min=0).tag(sync=True)
    l2 = FiniteFloat(0.0, min=0).tag(sync=True)
    rate = FiniteFloat(0.0, min=0, max=0.99).tag(sync=True)
    n_steps = traitlets.Int(1000, min=1, max=MOST_STEPS).tag(sync=True)
    n_starts = traitlets.Int(1, min=1, max=MOST_STARTS).tag(sync=True)
    batch_size = traitlets.Int(0, min=0).tag(sync=True)
    seed = traitlets.Int(0, min=0).tag(sync=True)
    initializer = traitlets.Enum(tuple(INITIALIZERS), "normal").tag(sync=True)
    start = traitlets.Int(0, min=BY_HAND).tag(sync=True)
    by_hand = traitlets.List(FiniteFloat()).tag(sync=True)
    step = traitlets.Int(0, min=0).tag(sync=True)
    reached = traitlets.Int(0, min=0).tag(sync=True)
    unit = traitlets.Unicode("").tag(sync=True)
    show = traitlets.List(traitlets.Enum(PANELS), list(PANELS)).tag(sync=True)
    log_axis = traitlets.Bool(False).tag(sync=True)
    numbers = traitlets.Bool(False).tag(sync=True)
    regularization = traitlets.Bool(False).tag(sync=True)
    speed = traitlets.Enum(SPEEDS, 60).tag(sync=True)
    stride = traitlets.Enum(STRIDES, 1).tag(sync=True)
    _drawn = traitlets.Dict().tag(sync=True)

    def __init__(
        self,
        X: ArrayLike,
        y: ArrayLike,
        sizes: Sequence[int] = (2, 3, 1),
        *,
        validation: tuple[ArrayLike, ArrayLike] | None = None,
        start: int | Mapping[str, float] | Sequence[ArrayLike] | Any = 0,
        batch_size: int | None = None,
        forward: Callable[..., Any] | None = None,
        backward: Callable[..., Any] | None = None,
        update: Callable[..., Any] | None = None,
        step_function: Callable[..., Any] | None = None,
        **settings: Any,
    ) -> None:
        rows, targets = examples(X, y, "X", "y")
        self.sizes = require_sizes(sizes, len(rows[0]))
        held_out = validation_examples(validation)
        own = {"forward": forward, "backward": backward, "update": update, "step": step_function}
        training_own.require_roles(own, self.sizes)
        names = parameter_names(self.sizes)
        n_steps = settings.get("n_steps", type(self).n_steps.default_value)
        slow_enough = [speed for speed in SPEEDS if speed * 8 <= n_steps]
        settings.setdefault("speed", max(slow_enough, default=1))
        strengths = ("l1", "l2", "rate")
        settings.setdefault("regularization", any(settings.get(key) for key in strengths))
        by_hand = (
            [] if isinstance(start, int | np.integer) else weights_by_hand(start, self.sizes, names)
        )
        data = {
            "sizes": list(self.sizes),
            "names": names,
            "validation": {"X": held_out[0], "y": held_out[1]} if held_out else None,
            "product": _third_is_product(rows),
            "notations": notations(self.sizes),
        }
        super().__init__(
            data,
            dict.fromkeys(names, 0.0),
            own,
            X=rows,
            y=targets,
            batch_size=batch_size or 0,
            by_hand=by_hand,
            start=BY_HAND if by_hand else start,
            **settings,
        )
        self._redraw()
        self.observe(lambda _: self._redraw(), list(_DRAWN_FOR))
        self.set_trait_values(self._named(self._theta))
        if self._functions:
            self._train_ahead()
        elif self.step:
            weights = [array.ravel() for array in self.weights]
            self.set_trait_values(self._named(np.concatenate(weights)))

    def _train_ahead(self) -> None:
        """Take the first steps with the student's functions: shown at once, and without Python."""
        most, seconds = (AHEAD_IN_PAGE, 60.0) if for_page() else (AHEAD, 0.2)
        count = max(1, min(most // (len(self._theta) + len(self.y)), self.n_steps))
        question = {**self._question(self._theta, count), "seconds": seconds}
        found = self.answered({"steps": question})
        if found:
            self._data = {**self._data, "ahead": {**question, **found["steps"]}}

    def _redraw(self) -> None:
        if self.draws.key != self._drawn.get("key"):
            self._drawn = self.draws.to_data()

    @traitlets.validate("n_starts", "n_steps", "by_hand", "X", "y")
    def _fits(self, proposal: Any) -> Any:
        value, name = proposal["value"], proposal["trait"].name
        if name in ("n_starts", "n_steps"):
            most = MOST_IN_ALL // (self.n_steps if name == "n_starts" else self.n_starts)
            if value > most:
                raise traitlets.TraitError(
                    f"{name} is {value}, expected at most {most}: n_starts times n_steps "
                    f"is kept below {MOST_IN_ALL}"
                )
        n_parameters = self.draws.starts.shape[1] if name == "by_hand" else 0
        if name == "by_hand" and len(value) not in (0, n_parameters):
            raise traitlets.TraitError(f"by_hand has {len(value)} numbers, expected {n_parameters}")
        if name == "X" and any(len(row) != self.sizes[0] for row in value):
            raise traitlets.TraitError(f"X has a row of another length than {self.sizes[0]}")
        if name == "y" and not all(0 <= target <= 1 for target in value):
            raise traitlets.TraitError("y has a target that is not from 0 to 1")
        return value

    def _named(self, theta: np.ndarray) -> dict[str, float]:
        return dict(zip(self._data["names"], theta.tolist(), strict=False))

    # Your own functions -------------------------------------------------------------------------
    def answer(self, question: Mapping[str, Any]) -> tuple[dict[str, Any], list[bytes]]:
        """Take some steps with the student's functions, and draw with them what they see.

        Parameters
        ----------
        question : mapping
            ``steps``, as :func:`nbextensions.train_player.own.steps` takes it, ``field`` (weights
            and a window), or both.

        Returns
        -------
        result : dict
            An answer for each that was asked, under its name; the field's is one p for each place.
        buffers : list of bytes
            None.

        Raises
        ------
        OwnFunctionError
            If a function raises, or returns what is no step.
        """
        steps, field = question.get("steps"), question.get("field")
        result: dict[str, Any] = {}
        if steps:
            result["steps"] = training_own.steps(self._functions, self.sizes, steps)
        if field:
            p = training_own.probabilities(
                self._functions, self.sizes, np.array(field["theta"]), np.array(field["X"])
            )
            result["field"] = p.tolist()
        return result, []

    # What is left where no kernel runs ----------------------------------------------------------
    def still(self) -> str:
        """Draw the loss, the plane and the starts."""
        return picture.still(self)

    def describe(self) -> str:
        """Say the step, the loss, how many are right, and how many starts succeed."""
        try:
            return describe(self)
        except OwnFunctionError as error:
            return f"The training stopped: {error}"


def _third_is_product(rows: list[list[float]]) -> bool:
    """Whether the third column is the product of the first two: then the plane can be drawn."""
    return len(rows[0]) == 3 and all(row[2] == row[0] * row[1] for row in rows)
