"""A worked derivation with a slip in it: click the wrong line, say why, let numbers decide."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any, ClassVar

import traitlets

from course.notation import DECKS
from course.slips import by_theme, slip
from course.slips.derivations import derivation_of, evidence
from nbextensions.find_the_slip import still as picture
from nbextensions.frame.base import Widget
from nbextensions.frame.own_functions import OwnFunctionError, OwnFunctions
from nbextensions.frame.own_results import numbers
from nbextensions.frame.printed import hearing

STAGES = ("line", "reason", "proof")


class FindTheSlip(Widget):
    """One recorded slip as an exercise.

    Parameters
    ----------
    id : str
        ``"E1"`` to ``"E48"``, see :mod:`course.slips`.
    fix : callable, optional
        The reader's own version, a function of the same arguments as the slip's; its numbers
        stand beside the others.
    **settings
        `title`, `scale`, and the attributes below.

    Attributes
    ----------
    line : int
        Which line was chosen last; -1: none.
    reason : int
        Which reason was chosen last; -1: none.
    stage : str
        ``"line"`` (find it), ``"reason"`` (say why), ``"proof"`` (see the numbers).
    n_misses : int
        Choices that were not right.

    Raises
    ------
    KeyError
        If there is no such slip.

    Notes
    -----
    Finding, explaining and mending errors helps on a later test: McLaren, Adams and Mayer,
    "Delayed Learning Effects with Erroneous Examples", Int. J. of AI in Education (2015).
    """

    kind: ClassVar[str] = "find_the_slip"
    name: ClassVar[str] = "Find the slip"

    line = traitlets.Int(-1).tag(sync=True)
    reason = traitlets.Int(-1).tag(sync=True)
    stage = traitlets.Enum(STAGES, "line").tag(sync=True)
    n_misses = traitlets.Int(0, min=0).tag(sync=True)

    def __init__(self, id: str, *, fix: Callable[..., Any] | None = None, **settings: Any) -> None:
        record = slip(id)
        derivation = derivation_of(record, by_theme(record.theme))
        functions, problem = OwnFunctions({"fix": fix}), ""
        rows = evidence(record, derivation)
        with hearing() as heard:
            try:
                if functions:
                    rows = evidence(record, derivation, lambda *given: _numbers(functions, given))
            except OwnFunctionError as error:
                problem = str(error)
            except ValueError as error:
                problem = f"{functions.name('fix')} returned something else: {error}"
        order = _order(record.id, len(derivation.reasons))
        data = {
            "id": record.id,
            "task": derivation.task,
            "lines": list(derivation.lines),
            "at": derivation.at,
            "mended": derivation.mended,
            "reasons": [derivation.reasons[place] for place in order],
            "why": order.index(0),
            "explanation": record.why,
            "how": derivation.how,
            "own": bool(functions) and not problem,
            "evidence": [{**row._asdict(), **_finite(row)} for row in rows],
            "source": f"{', '.join(DECKS[deck].title for deck in record.decks)}: {record.where}",
        }
        super().__init__(data, problem=problem, printed=heard.last_lines, **settings)

    def still(self) -> str:
        """Draw the derivation, and what has been found."""
        return picture.still(self)

    def describe(self) -> str:
        """Say the derivation, and what has been found."""
        data = self._data
        lines = " ".join(f"Line {i}: {text}." for i, text in enumerate(data["lines"], 1))
        if self.stage == "line":
            return f"{data['task']} {lines} One line is wrong."
        found = f"Line {data['at'] + 1} is wrong; right is: {data['mended']}."
        return f"{data['task']} {lines} {found} {data['explanation']}"


def _numbers(functions: OwnFunctions, arguments: tuple[Any, ...]) -> Any:
    """Call the reader's version and read its numbers, by name or in an array."""
    returned, name = functions.call("fix", *arguments), functions.name("fix")
    if isinstance(returned, Mapping):
        return {key: numbers(value, name, str(key)) for key, value in returned.items()}
    return numbers(returned, name, "the result")


def _order(id: str, n: int) -> list[int]:
    """Put the reasons into an order that is the same each time and favours none."""
    shift = int(id[1:]) % n
    return [*range(shift, n), *range(shift)]


def _finite(row: Any) -> dict[str, float | None]:
    """Numbers for JSON: what is not finite becomes None."""
    numbers = {key: getattr(row, key) for key in ("printed", "right", "measured", "own")}
    return {k: v if v is not None and math.isfinite(v) else None for k, v in numbers.items()}
