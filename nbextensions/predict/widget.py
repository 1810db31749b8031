"""A question that must be answered before the answer shows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

import numpy as np
import traitlets

from nbextensions.frame.base import Widget
from nbextensions.frame.own_functions import OwnFunctionError, OwnFunctions
from nbextensions.frame.own_results import kind_of
from nbextensions.predict import still as picture


class Predict(Widget):
    r"""Ask for a prediction, and keep it beside the truth.

    Parameters
    ----------
    question : str
        Plain text; formulas stand between dollar signs, ``**strong**`` and ```code``` work.
    choices : sequence of str, optional
        What can be chosen; without them a number is asked for.
    truth : str, int, float or callable
        The right choice, as text; or its place, from 0, where no other choice reads like that
        number; without `choices` the number. A function without parameters is called once, so
        that the truth is computed and not typed; it may be the student's own.
    tolerance : float, optional
        How far a predicted number may be off; without it the digits that are typed must be right.
    places : int
        Digits after the point of the shown number.
    explanation : str
        Stands below the answer, in the same marks as the question.
    **settings
        `title`, `scale`, `group`. The texts stand in their own letters, whatever `notation` is.

    Attributes
    ----------
    answer : str
        The prediction: the choice, or the number as it was typed.
    revealed : bool
        Whether the truth is shown.
    verdict : str
        ``"right"``, ``"close"`` (right but for the digits asked), ``"wrong"``, or ``""``.
    counting : bool
        Whether hands are counted.
    tally : list of int
        Hands for each choice.

    Raises
    ------
    ValueError
        If there are fewer than two choices, or the truth is none of them, could be two of them,
        or is no finite number.

    Notes
    -----
    Predicting before seeing improves recall: Kim, Reinecke and Hullman, "Explaining the Gap:
    Visualizing One's Predictions Improves Recall and Comprehension of Data", CHI (2017).
    """

    kind: ClassVar[str] = "predict"
    name: ClassVar[str] = "Predict"

    answer = traitlets.Unicode("").tag(sync=True)
    revealed = traitlets.Bool(False).tag(sync=True)
    verdict = traitlets.Enum(("", "right", "close", "wrong"), "").tag(sync=True)
    counting = traitlets.Bool(False).tag(sync=True)
    tally = traitlets.List(traitlets.Int(min=0)).tag(sync=True)

    def __init__(
        self,
        question: str,
        *,
        choices: Sequence[str] | None = None,
        truth: str | float | Callable[[], Any],
        tolerance: float | None = None,
        places: int = 4,
        explanation: str = "",
        **settings: Any,
    ) -> None:
        given = [str(choice) for choice in choices or ()]
        if choices is not None and len(set(given)) < 2:
            raise ValueError(f"choices is {given}, expected at least two that differ")
        problem = ""
        found: int | float | None = None
        try:
            found = _truth(truth, given)
        except OwnFunctionError as error:
            problem = str(error)
        data = {
            "question": question,
            "choices": given,
            "truth": found,
            "tolerance": tolerance,
            "places": places,
            "explanation": explanation,
        }
        settings.setdefault("tally", [0] * len(given))
        super().__init__(data, problem=problem, **settings)

    @property
    def truth(self) -> str | float | None:
        """The answer: a choice or a number; None if it could not be computed."""
        truth, choices = self._data["truth"], self._data["choices"]
        return choices[truth] if choices and truth is not None else truth

    def still(self) -> str:
        """Draw the question, the prediction and, once it is shown, the answer."""
        return picture.still(self)

    def describe(self) -> str:
        """Say the question, the prediction and, once it is shown, the answer."""
        said = f"Predicted: {self.answer}." if self.answer else "Nothing is predicted yet."
        shown = f"It is {self.truth}." if self.revealed else "The answer is hidden."
        return f"{self._data['question']} {said} {shown}"


def _truth(truth: Any, choices: list[str]) -> int | float:
    """Compute the truth: the place of the right choice, or the number."""
    if callable(truth):
        functions = OwnFunctions({"truth": truth})
        truth = functions.call("truth")
        if truth is None:
            raise OwnFunctionError(f"{functions.name('truth')} returned {kind_of(truth)}.")
    if isinstance(truth, np.generic | np.ndarray):
        if np.size(truth) != 1:
            raise ValueError(f"the truth has shape {np.shape(truth)}, expected one value")
        truth = truth.item()
    is_number = isinstance(truth, int | float) and not isinstance(truth, bool)
    if not choices:
        if not is_number or not np.isfinite(truth):
            raise ValueError(f"the truth is {truth!r}, expected a finite number")
        return float(truth)
    named = choices.index(str(truth)) if str(truth) in choices else None
    placed = truth if isinstance(truth, int) and is_number and 0 <= truth < len(choices) else None
    readings = {place for place in (named, placed) if place is not None}
    if len(readings) == 1:
        return readings.pop()
    if named is None or placed is None:
        wanted = ", ".join(choices)
        raise ValueError(f"the truth is {truth!r}, expected one of the choices: {wanted}")
    raise ValueError(
        f"the truth {truth} could be the choice {choices[named]!r}, or the one at place {placed} "
        f"(from 0), {choices[placed]!r}: give the choice as text"
    )
