"""The derivation; once the slip is found, what is right and the numbers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from course.graph import rounded
from nbextensions.stills.prose import lines_of, plain_prose, write
from nbextensions.stills.svg import LIT, QUIET, Picture

if TYPE_CHECKING:
    from nbextensions.find_the_slip.widget import FindTheSlip


def still(widget: FindTheSlip) -> str:
    """Draw it.

    Parameters
    ----------
    widget : FindTheSlip
        The widget, as it stands.

    Returns
    -------
    str
        An SVG document.
    """
    data, solved = widget._data, widget.stage == "proof"
    found = widget.stage != "line"
    task, why = lines_of(data["task"]), lines_of(data["explanation"]) if solved else []
    rows = data["evidence"] if solved else []
    height = 60 + 22 * (len(task) + len(why)) + 30 * (len(data["lines"]) + found) + 22 * len(rows)
    picture = Picture(760, height + 30, widget.title or "Find the slip", widget.describe())
    y = write(picture, 14, 28, task, size=15) + 6
    for place, text in enumerate(data["lines"]):
        wrong = found and place == data["at"]
        if wrong:
            picture.rect(8, y - 17, 744, 25, fill=LIT)
        picture.text(20, y, f"{place + 1}   {plain_prose(text)}", strike=wrong)
        y += 30
        if wrong:
            picture.text(44, y, f"right: {plain_prose(data['mended'])}", weight="600")
            y += 30
    if not found:
        picture.text(14, y, "One of these lines is wrong.", fill=QUIET)
    y = write(picture, 14, y, why)
    for row in rows:
        shown = [
            f"{name} {_number(row[key], 0 if _is_count(row) else 4)}"
            for key, name in (("printed", "printed"), ("right", "right"), ("measured", "measured"))
            if row[key] is not None
        ]
        picture.text(14, y, f"{plain_prose(row['label'])}:  {',   '.join(shown)}")
        y += 22
    return picture.document()


def _is_count(row: Mapping[str, Any]) -> bool:
    """Whether every version has a whole number, as where rows are counted."""
    values = (row[key] for key in ("printed", "right", "measured", "own"))
    return all(value is None or float(value).is_integer() for value in values)


def _number(value: float, places: int) -> str:
    return rounded(value, places).text.replace("-", "\u2212")
